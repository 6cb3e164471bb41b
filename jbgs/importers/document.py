r"""What every reader returns: the text and tables of a file, whatever its container.

Readers differ by format; the form engine sees only this. Text is final text: deleted and
hidden runs out, inserted ones in, symbols and check boxes as Unicode (□ ☑ ☒ √), paragraphs
and soft line breaks as ``\n``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

CONTAINERS = ("docx", "doc", "rtf", "html", "mht", "odt", "xlsx", "unknown")


class Cell(NamedTuple):
    """One cell; a merged cell appears once, at its top left place, with its spans.

    ``row`` and ``col`` count grid rows and columns from 0. ``tables`` are the tables nested in
    the cell, whose text is not part of ``text``.
    """

    row: int
    col: int
    rows: int
    cols: int
    text: str
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells, row by row; a row lists the cells that begin in it, left to right."""

    rows: tuple[tuple[Cell, ...], ...]

    def cells(self) -> Iterator[Cell]:
        """All cells in reading order, without those of nested tables."""
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that stands outside all tables."""

    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its blocks in reading order, and what a clerk should know about it.

    ``notes`` are sentences in Chinese, such as that the file had tracked changes or macros.
    """

    container: str
    blocks: tuple[Paragraph | Table, ...]
    notes: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The top-level tables."""
        return tuple(b for b in self.blocks if isinstance(b, Table))

    def walk(self) -> Iterator[Table]:
        """Every table, each nested one right after the cell's own table, in reading order."""
        for table in self.tables:
            yield from _walk(table)


def _walk(table: Table) -> Iterator[Table]:
    yield table
    for cell in table.cells():
        for inner in cell.tables:
            yield from _walk(inner)
