"""How well forms are read: the score by field over the accuracy set, and the time that one form takes.

``python -m benchmarks.accuracy [-v] [NAME …]`` from the project's root. ``-v`` lists every difference.
A value is *misplaced* when a field holds text of another field; the target is 99 % right and none misplaced.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter

from tests.forms.score import FORMS, load_case, read_case, score


def main(arguments: list[str]) -> None:
    names = [a for a in arguments if not a.startswith("-")]
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    times: list[float] = []
    files = sorted(p for p in FORMS.glob("*.json") if not names or any(n in p.stem for n in names))
    for path in files:
        document, expected = load_case(path)
        started = time.perf_counter()
        found = read_case(document, expected)
        times.append((time.perf_counter() - started) * 1000 / max(len(expected["forms"]), 1))
        for outcome in score(expected, found):
            total[outcome.field] += 1
            right[outcome.field] += outcome.kind == "right"
            bad[outcome.kind] += outcome.kind != "right"
            if "-v" in arguments and outcome.kind != "right":
                print(
                    f"{path.stem}: {outcome.kind} {outcome.field}\n   expected {outcome.expected!r}\n   found    {outcome.found!r}"
                )
    print(f"{'field':24}{'right':>8}{'of':>6}{'%':>8}")
    for name in sorted(total, key=lambda n: (right[n] / total[n], n)):
        print(f"{name:24}{right[name]:8}{total[name]:6}{100 * right[name] / total[name]:8.1f}")
    whole = sum(total.values())
    print(
        f"\n{len(files)} files, {whole} values: {100 * sum(right.values()) / max(whole, 1):.2f} % right, {dict(bad) or 'no faults'}"
    )
    print(f"understanding one form: median {statistics.median(times):.2f} ms, worst {max(times):.2f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
