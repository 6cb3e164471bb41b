"""From rows of cells, as the formats write them, to a ``Table`` whose merged cells appear once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from jbgs.errors import Refused
from jbgs.importers.document import Cell, Table

MAX_COLUMNS = 1_000  # HTML's own limit of a column span; Word has 63 columns
MAX_SLOTS = 500_000  # grid places of one table

Merge = Literal["none", "start", "on"]


@dataclass(slots=True)
class Slot:
    """One written cell: its place and spans, how it merges with the one above, and what is in it."""

    col: int
    cols: int
    text: str
    tables: tuple[Table, ...] = ()
    merge: Merge = "none"
    row: int = 0
    rows: int = 1

    def cell(self) -> Cell:
        """The finished cell."""
        return Cell(self.row, self.col, self.rows, self.cols, self.text, self.tables)


def check_columns(count: int) -> None:
    """Refuse a row wider than any table."""
    if count > MAX_COLUMNS:
        raise Refused("too-large", f"表格超过 {MAX_COLUMNS} 列，疑为恶意文件")


def merged(rows: Iterable[list[Slot]]) -> Table:
    """A table from rows whose cells say that they continue the cell above (Word, RTF).

    A cell continues the one above only where both have the same edges; otherwise it stands alone.
    """
    done: list[list[Slot]] = []
    above: dict[tuple[int, int], Slot] = {}
    for number, slots in enumerate(rows):
        if slots:
            check_columns(slots[-1].col + slots[-1].cols)
        begun: list[Slot] = []
        open_now: dict[tuple[int, int], Slot] = {}
        for slot in slots:
            edges = (slot.col, slot.cols)
            start = above.get(edges) if slot.merge == "on" else None
            if start is None:
                slot.row = number
                begun.append(slot)
                start = slot
            else:
                start.rows += 1
            if slot.merge != "none":
                open_now[edges] = start
        done.append(begun)
        above = open_now
    return _table(done)


def spanned(rows: Iterable[list[Slot]]) -> Table:
    """A table from rows whose cells give their own spans and leave out covered places (HTML).

    ``col`` is worked out here; a span that runs past the last row is cut.
    """
    done: list[list[Slot]] = []
    free_from: list[int] = []  # per column: the first row in which it is not covered from above
    used = 0
    for number, slots in enumerate(rows):
        col = 0
        for slot in slots:
            while col < len(free_from) and free_from[col] > number:
                col += 1
            slot.row, slot.col = number, col
            col += slot.cols
            check_columns(col)
            free_from.extend([0] * (col - len(free_from)))
            below = number + slot.rows
            free_from[slot.col : col] = [max(row, below) for row in free_from[slot.col : col]]
        used += max(col, 1)
        if used > MAX_SLOTS:
            raise Refused("too-large", "表格过大，疑为恶意文件")
        done.append(slots)
    for slots in done:
        for slot in slots:
            slot.rows = min(slot.rows, len(done) - slot.row)
    return _table(done)


def _table(rows: list[list[Slot]]) -> Table:
    return Table(tuple([tuple([slot.cell() for slot in row]) for row in rows]))
