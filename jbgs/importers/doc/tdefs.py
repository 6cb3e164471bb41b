"""Row definitions: the edges of a table row's cells and how they are merged ([MS-DOC] 2.6.3, 2.9.323)."""

from __future__ import annotations

from functools import lru_cache
from struct import unpack_from
from typing import Final

from jbgs.errors import damaged
from jbgs.importers.doc import sprms
from jbgs.importers.doc.limits import MAX_CELLS
from jbgs.importers.grid import Merge
from jbgs.importers.story import CellShape, RowShape

_CELL = 20  # bytes of a TC80
_HORIZONTAL, _VERTICAL_SHIFT = 3, 5
_VERTICAL: Final[dict[int, Merge]] = {0: "none", 1: "on", 3: "start"}  # VerticalMergeFlag


class _Row:
    """A row under definition: ``edges`` in twips, one more than ``flags``, the TCGRF of each cell."""

    def __init__(self) -> None:
        self.edges: list[int] = []
        self.flags: list[int] = []

    def define(self, operand: bytes) -> None:
        """All edges, and a TC80 for the first cells or all of them (sprmTDefTable)."""
        count = operand[0] if operand else 0
        stored = len(operand) - 1 - 2 * (count + 1)
        if not 0 < count <= MAX_CELLS or stored < 0:
            raise damaged("表格行定义有误")
        self.edges = list(unpack_from(f"<{count + 1}h", operand, 1))
        first = 3 + 2 * count
        self.flags = [
            unpack_from("<H", operand, first + _CELL * i)[0] if _CELL * i + 2 <= stored else 0
            for i in range(count)
        ]

    def insert(self, operand: bytes) -> None:
        """New cells of one width (sprmTInsert)."""
        first, count, width = unpack_from("<BBh", operand)
        if len(self.flags) + count > MAX_CELLS:
            raise damaged("表格行定义有误")
        first = min(first, len(self.flags))
        self.edges = self.edges or [0]
        at = self.edges[first]
        self.edges[first + 1 :] = [edge + count * width for edge in self.edges[first + 1 :]]
        self.edges[first + 1 : first + 1] = [at + width * (i + 1) for i in range(count)]
        self.flags[first:first] = [0] * count

    def delete(self, operand: bytes) -> None:
        """Cells go, those after them move up (sprmTDelete)."""
        first, last = operand[0], min(operand[1], len(self.flags))
        if first < last:
            gone = self.edges[last] - self.edges[first]
            self.edges[first + 1 :] = [edge - gone for edge in self.edges[last + 1 :]]
            del self.flags[first:last]

    def set_width(self, operand: bytes) -> None:
        """Cells get one width, those after them move (sprmTDxaCol)."""
        first, last, width = unpack_from("<BBh", operand)
        for cell in range(first, min(last, len(self.flags))):
            moved = self.edges[cell] + width - self.edges[cell + 1]
            self.edges[cell + 1 :] = [edge + moved for edge in self.edges[cell + 1 :]]

    def merge(self, operand: bytes) -> None:
        """Merge cells side by side (sprmTMerge)."""
        for cell in range(operand[0], min(operand[1], len(self.flags))):
            self.flags[cell] = self.flags[cell] & ~_HORIZONTAL | (2 if cell == operand[0] else 1)

    def split(self, operand: bytes) -> None:
        """Undo such a merge (sprmTSplit)."""
        for cell in range(operand[0], min(operand[1], len(self.flags))):
            self.flags[cell] &= ~_HORIZONTAL

    def vertical(self, operand: bytes) -> None:
        """Merge a cell with the one above or below (sprmTVertMerge)."""
        if len(operand) != 2 or operand[0] >= len(self.flags):
            raise damaged("表格行定义有误")
        cleared = self.flags[operand[0]] & ~(3 << _VERTICAL_SHIFT)
        self.flags[operand[0]] = cleared | (operand[1] & 3) << _VERTICAL_SHIFT


_CHANGES: Final = {
    sprms.DEFINE: _Row.define,
    sprms.INSERT: _Row.insert,
    sprms.DELETE: _Row.delete,
    sprms.SET_WIDTH: _Row.set_width,
    sprms.MERGE: _Row.merge,
    sprms.SPLIT: _Row.split,
    sprms.VERTICAL: _Row.vertical,
}


@lru_cache(maxsize=1024)
def row_shape(changes: bytes) -> RowShape:
    """The definition that the properties of a row's end give; raises ``Refused`` if there is none."""
    row = _Row()
    for code, operand in sprms.sprms(changes):
        change = _CHANGES.get(code)
        if change is not None:
            change(row, operand)
    if not row.flags:
        raise damaged("表格行没有定义")
    begins = 0  # what began the merged cells: 1 in the oldest edition of the specification, 2 since
    shape = RowShape(row.edges[0])
    for right, flags in zip(row.edges[1:], row.flags, strict=True):
        horizontal, vertical = flags & _HORIZONTAL, _VERTICAL.get(flags >> _VERTICAL_SHIFT & 3)
        if vertical is None:
            raise damaged("表格行定义有误")
        goes_on = bool(horizontal and begins and horizontal != begins)
        if not goes_on:
            begins = horizontal
        shape.cells.append(CellShape(right, vertical, goes_on))
    return shape
