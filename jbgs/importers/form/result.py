"""What the engine makes of a document: forms with their fields, problems and what it did not understand."""

from __future__ import annotations

from dataclasses import dataclass

from jbgs.errors import Level
from jbgs.forms import FormKey


@dataclass(frozen=True, slots=True)
class Issue:
    """What is wrong with a field, as the command contract lists it; ``message`` says how to put it right."""

    field: str
    level: Level
    message: str
    label: str = ""
    where: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A text that belongs to no field: reported with its label and place, never dropped."""

    label: str
    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How one field was read: its value, the text it came from, under which label, and where."""

    name: str
    value: str | None
    raw: str
    label: str
    where: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FormRead:
    """One form: all its fields (``None`` where nothing certain stands), problems, and unmatched texts.

    Values are text as the store keeps them: yuan with two decimals, days as YYYY-MM-DD.
    """

    form: FormKey
    fields: dict[str, str | None]
    extras: dict[str, str | None]
    readings: tuple[Reading, ...]
    problems: tuple[Issue, ...]
    unmatched: tuple[Unmatched, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """All forms of a document in reading order, and what a clerk should know (Chinese sentences)."""

    forms: tuple[FormRead, ...]
    notes: tuple[str, ...] = ()
