"""How well forms are read: the score by field over the accuracy set, and the time that one form takes.

``python -m benchmarks.accuracy [-v] [NAME …]`` from the project's root. ``-v`` lists every difference.
A value is *misplaced* when a field holds text of another field; the target is 99 % right and none misplaced.
After it the sets of ``tests/forms/holdout``, by the examiner's rule: false alarms count as faults there too.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter, defaultdict

from tests.forms.holdout import examine as holdout
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
    if files:
        print(f"{'field':24}{'right':>8}{'of':>6}{'%':>8}")
    for name in sorted(tally, key=lambda n: (share(tally[n]), n)):
        print(f"{name:24}{tally[name]['right']:8}{tally[name].total():6}{share(tally[name]):8.1f}")
    for one in holdout.SETS:
        held_out(one, names, "-v" in arguments)
    if not files:
        return
    whole = sum(tally.values(), Counter())
    faults = ", ".join(f"{count} {kind}" for kind, count in whole.items() if kind != "right")
    print(
        f"\n{len(files)} files, {whole.total()} values: {share(whole):.2f} % right; {faults or 'no faults'}"
    )
    print(f"understanding one form: median {statistics.median(times):.2f} ms, worst {max(times):.2f} ms")


def held_out(one: str, names: list[str], verbose: bool) -> None:
    """The score of one set of the examiner's, whose forms the engine had not seen when they were made."""
    kinds: Counter[str] = Counter()
    cases = [
        c for c in holdout.CASES if c.parent.name == one and (not names or any(n in str(c) for n in names))
    ]
    for case in cases:
        for outcome in holdout.examine(case):
            kinds[outcome.kind] += 1
            if verbose and outcome.kind != "right":
                print(f"{one}/{case.stem}: {outcome.kind} {outcome.field}")
                print(f"   expected {outcome.expected!r}\n   found    {outcome.found!r}")
    if cases:
        faults = ", ".join(f"{count} {kind}" for kind, count in kinds.items() if kind != "right")
        right = f"{kinds.total()} outcomes: {share(kinds):.2f} % right"
        print(f"{one} hold-out: {len(cases)} files, {right}; {faults or 'no faults'}")


def share(kinds: Counter[str]) -> float:
    """How many of all outcomes are right, in percent."""
    return 100 * kinds["right"] / kinds.total()


if __name__ == "__main__":
    main(sys.argv[1:])
