"""A part of a document that is one form: its tables, the lines around them, and what both name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from jbgs.importers.document import Table
from jbgs.values.numerals import integer

ANNEX = re.compile(r"\s*附\s*(?:件|表)\s*(?P<number>[\d一二三四五六七八九十]{1,2})\s*[:：]?\s*")


class Line(NamedTuple):
    """A paragraph outside the tables, or in a frame of its own, its place, and the unit stated so far."""

    where: str
    text: str
    unit: str = ""
    is_table: bool = False  # only marks the place where a table stands between the lines


class Part(NamedTuple):
    """A table, or the rows of one between two titles, by the table's number from 1.

    ``unit`` is the one stated above it, ``head`` the line right above it.
    """

    number: int
    table: Table
    unit: str = ""
    head: Line | None = None


@dataclass(slots=True)
class Chunk:
    """Lines and tables, the labels in them (``keys``) and the projects they name (``identities``).

    ``before`` are the lines above the title, ``kinds`` the texts that name a kind of form; ``has_columns``
    tells that projects stand below their labels.
    """

    titles: list[str] = field(default_factory=list)
    before: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    identities: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    has_columns: bool = False

    @property
    def annexes(self) -> set[int | None]:
        """The numbers of the annexes that the titles name."""
        found = (match["number"] for title in self.titles if (match := ANNEX.match(title)))
        return {int(number) if number.isdecimal() else integer(number) for number in found}

    def add(self, other: Chunk) -> None:
        """Take over another chunk as the continuation of this one."""
        self.titles += other.titles
        self.before += other.before
        self.lines += other.lines
        self.parts += other.parts
        self.keys |= other.keys
        self.identities += other.identities
        self.kinds += other.kinds
