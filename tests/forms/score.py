"""Compares what was read from a form with what should be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jbgs import importers
from jbgs.errors import Refused
from jbgs.forms import load
from jbgs.importers.document import Document
from jbgs.importers.form import FormRead, understand
from tests.forms.build import region

FORMS = Path(__file__).parent / "layouts"


@dataclass(frozen=True)
class Outcome:
    """How one value was read: right, missing, inexact (part of it), misplaced (text of another field)."""

    field: str
    kind: str
    expected: object
    found: object


def load_case(path: Path) -> tuple[Document, dict[str, Any]]:
    """A form of the set and what should be read from it."""
    (source,) = (p for p in path.parent.glob(f"{path.stem}.*") if p.suffix != ".json")
    return importers.read(source.read_bytes()), json.loads(path.read_text("utf-8"))


def read_case(document: Document, expected: dict[str, Any]) -> Sequence[FormRead]:
    """The forms that the engine finds; none where it refuses the document."""
    try:
        return understand(document, load(), region=region, only=expected.get("only")).forms
    except Refused:
        return ()


def score(expected: dict[str, Any], found: Sequence[FormRead]) -> Iterator[Outcome]:
    """One outcome for each field of each form, and for each text that should be listed as not understood."""
    forms = expected["forms"]
    yield Outcome("(forms)", "right" if len(forms) == len(found) else "miscounted", len(forms), len(found))
    for at, wanted in enumerate(forms):
        read = found[at] if at < len(found) else None
        yield Outcome(
            "(form)",
            *_kind(wanted["form"], read.form if read else None, []),
            wanted["form"],
            read and read.form,
        )
        values = {**read.fields, **read.extras} if read else {}
        for name, value in {**wanted["fields"], **wanted["extras"]}.items():
            others = [v for n, v in {**wanted["fields"], **wanted["extras"]}.items() if n != name and v]
            yield Outcome(name, *_kind(value, values.get(name), others), value, values.get(name))
        listed = {one.value for one in read.unmatched} if read else set()
        told = {one.field for one in read.problems if one.level == "error"} if read else set()
        for name in wanted["faults"]:
            yield Outcome("(fault)", "right" if name in told else "untold", name, sorted(told))
        for label, value in wanted["unmatched"]:
            kind = "right" if any(value in text for text in listed) else "dropped"
            yield Outcome("(unmatched)", kind, (label, value), sorted(listed))


def _kind(wanted: object, found: object, others: Sequence[object]) -> tuple[str]:
    if wanted == found:
        return ("right",)
    if found is None:
        return ("missing",)
    if wanted is None or found in others or not _alike(str(wanted), str(found)):
        return ("misplaced",)
    return ("inexact",)


def _alike(wanted: str, found: str) -> bool:
    """Whether one text is a part of the other."""
    one, other = "".join(wanted.split()), "".join(found.split())
    return one in other or other in one
