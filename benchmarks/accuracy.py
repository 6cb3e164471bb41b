"""How well forms are read: the score by field over the accuracy set, and the time that one form takes.

``python -m benchmarks.accuracy [-v] [NAME …]`` from the project's root. ``-v`` lists every difference.
A value is *misplaced* when a field holds text of another field; the target is 99 % right and none misplaced.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter, defaultdict

from tests.forms.score import FORMS, load_case, read_case, score


def main(arguments: list[str]) -> None:
    names = [a for a in arguments if not a.startswith("-")]
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    times: list[float] = []
    files = sorted(p for p in FORMS.glob("*.json") if not names or any(n in p.stem for n in names))
    for path in files:
        document, expected = load_case(path)
        started = time.perf_counter()
        found = read_case(document, expected)
        times.append((time.perf_counter() - started) * 1000 / len(expected["forms"]))
        for outcome in score(expected, found):
            tally[outcome.field][outcome.kind] += 1
            if "-v" in arguments and outcome.kind != "right":
                print(f"{path.stem}: {outcome.kind} {outcome.field}")
                print(f"   expected {outcome.expected!r}\n   found    {outcome.found!r}")
    print(f"{'field':24}{'right':>8}{'of':>6}{'%':>8}")
    for name in sorted(tally, key=lambda n: (share(tally[n]), n)):
        print(f"{name:24}{tally[name]['right']:8}{tally[name].total():6}{share(tally[name]):8.1f}")
    whole = sum(tally.values(), Counter())
    faults = ", ".join(f"{count} {kind}" for kind, count in whole.items() if kind != "right")
    print(
        f"\n{len(files)} files, {whole.total()} values: {share(whole):.2f} % right; {faults or 'no faults'}"
    )
    print(f"understanding one form: median {statistics.median(times):.2f} ms, worst {max(times):.2f} ms")


def share(kinds: Counter[str]) -> float:
    """How many of all outcomes are right, in percent."""
    return 100 * kinds["right"] / kinds.total()


if __name__ == "__main__":
    main(sys.argv[1:])
