"""The examiner's forms: made by another hand than the engine's, each with what its sender typed in.

An expectation names the fields that hold something, the fields with an error (``faults``, all of them),
those with at least a warning (``doubts``), and texts that must be listed as not understood.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jbgs import importers, policy
from jbgs.errors import Refused
from jbgs.forms import load
from jbgs.importers.form import FormRead, understand
from tests.forms.score import Outcome, score

HERE = Path(__file__).parent
# Each a folder, made at one time before the engine had seen any of it.
SETS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
)
CASES = [case for one in SETS for case in sorted((HERE / one).glob("*.json"))]


def examine(case: Path) -> Iterator[Outcome]:
    """The outcomes of one file; an error that the form does not deserve is a ``false alarm``."""
    expected = _expected(case)
    (source,) = (path for path in case.parent.glob(f"{case.stem}.*") if path != case)
    found = _read(source)
    yield from score(expected, found)
    for wanted, read in zip(expected["forms"], found, strict=False):
        told = {issue.field for issue in read.problems if issue.level == "error"}
        for name in sorted(told - set(wanted["faults"])):
            yield Outcome("(fault)", "false alarm", None, name)
        doubted = {issue.field for issue in read.problems}
        for name in wanted.get("doubts", ()):
            yield Outcome("(doubt)", "right" if name in doubted else "untold", name, sorted(doubted))


def _read(source: Path) -> tuple[FormRead, ...]:
    try:
        return understand(importers.read(source.read_bytes()), load(), region=_region).forms
    except Refused:
        return ()


def _region(text: str) -> str | None:
    found = policy.load().find_region(text)
    return found.name if found else None


def _expected(case: Path) -> dict[str, Any]:
    """An expectation with the fields that hold nothing."""
    expected: dict[str, Any] = json.loads(case.read_text("utf-8"))
    for form in expected["forms"]:
        specs = load()[form["form"]].fields.values()
        form["fields"] = {spec.name: form["fields"].get(spec.name) for spec in specs if not spec.extra}
        form["extras"] = {}
    return expected
