"""What the engine makes of a document: forms with their fields, problems and what it did not understand."""

from __future__ import annotations

from typing import Any, NamedTuple

from jbgs.errors import Level
from jbgs.forms import FormKey


class Issue(NamedTuple):
    """What is wrong with a field, as the command contract lists it; ``message`` says how to put it right."""

    field: str
    level: Level
    message: str
    label: str = ""
    where: str = ""
    raw: str = ""


class Unmatched(NamedTuple):
    """A text that belongs to no field: reported with its label and place, never dropped."""

    label: str
    value: str
    where: str


class Reading(NamedTuple):
    """How one field was read: its value, the text it came from, under which label, and where."""

    name: str
    value: str | None
    raw: str
    label: str
    where: str
    note: str = ""


class FormRead(NamedTuple):
    """One form: all its fields (``None`` where nothing certain stands), problems, and unmatched texts.

    Values are text as the store keeps them: yuan with two decimals, days as YYYY-MM-DD.
    """

    form: FormKey
    fields: dict[str, str | None]
    extras: dict[str, str | None]
    readings: tuple[Reading, ...]
    problems: tuple[Issue, ...]
    unmatched: tuple[Unmatched, ...]

    def as_json(self) -> dict[str, Any]:
        """All of it, by its names."""
        return {
            **self._asdict(),
            "readings": [one._asdict() for one in self.readings],
            "problems": [one._asdict() for one in self.problems],
            "unmatched": [one._asdict() for one in self.unmatched],
        }


class Understood(NamedTuple):
    """All forms of a document in reading order, and what a clerk should know (Chinese sentences)."""

    forms: tuple[FormRead, ...]
    notes: tuple[str, ...] = ()
