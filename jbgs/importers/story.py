"""Paragraphs and tables out of a stream of marks, as RTF and .doc have them.

RTF 1.9.1, “Table Definitions” and “Nested Tables”; [MS-DOC] 2.4.3 says the same of .doc.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jbgs.errors import Refused, damaged
from jbgs.importers.document import Paragraph, Table
from jbgs.importers.grid import Merge, Slot, merged

MAX_LEVEL = 30  # tables within tables
_SAME_EDGE = 3  # twips between edges that are one column line; 20 would lose narrow columns


@dataclass(slots=True)
class CellShape:
    r"""What a row definition says of one cell before its ``\cellx``: its right edge in twips, and merging."""

    right: int = 0
    vertical: Merge = "none"
    goes_on: bool = False  # merged with the cell to its left


@dataclass(slots=True)
class RowShape:
    r"""A row definition (``\trowd`` … ``\cellx``)."""

    left: int = 0
    cells: list[CellShape] = field(default_factory=list)
    next_cell: CellShape = field(default_factory=CellShape)

    def end_cell(self, right: int) -> None:
        r"""``\cellx``: the shape collected since the last one ends at this edge."""
        if len(self.cells) >= 1000:
            raise Refused("too-large", "表格列数过多，疑为恶意文件")
        self.next_cell.right = right
        self.cells.append(self.next_cell)
        self.next_cell = CellShape()


@dataclass(slots=True)
class _Written:
    """A finished cell between two edges."""

    left: int
    right: int
    vertical: Merge
    text: str
    tables: tuple[Table, ...]


@dataclass(slots=True)
class _Level:
    """A table that is being read."""

    rows: list[list[_Written]] = field(default_factory=list)
    cells: list[tuple[str, tuple[Table, ...]]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


class Story:
    """The blocks of the body or of a text box, built up mark by mark; level 0 is outside all tables."""

    def __init__(self) -> None:
        self.blocks: list[Paragraph | Table] = []
        self._levels: list[_Level] = []

    def paragraph(self, text: str, level: int) -> None:
        r"""``\par`` in a table of this level."""
        self._go_to(level)
        if level:
            self._levels[-1].lines.append(text)
        elif text.strip():
            self.blocks.append(Paragraph(text))

    def cell(self, text: str, level: int) -> None:
        r"""``\cell``, ``\nestcell``: the paragraph that ends the cell."""
        self._go_to(level)
        current = self._levels[-1]
        if current.lines:
            text = "\n".join([*current.lines, text])
            current.lines = []
        current.cells.append((text, tuple(current.tables)))
        current.tables = []

    def row(self, shape: RowShape, level: int) -> None:
        r"""``\row``, ``\nestrow``."""
        self._go_to(level)
        current = self._levels[-1]
        if len(current.cells) > len(shape.cells):
            raise damaged("表格一行的单元格多于其定义")
        row: list[_Written] = []
        left = shape.left
        for cell, (text, tables) in zip(shape.cells, current.cells, strict=False):
            if cell.right <= left:
                raise damaged("表格列线次序颠倒")
            if cell.goes_on and row:
                row[-1].right = cell.right
            else:
                row.append(_Written(left, cell.right, cell.vertical, text, tables))
            left = cell.right
        current.rows.append(row)
        current.cells = []

    def close(self) -> None:
        """The story ends."""
        self._go_to(0)

    def _go_to(self, level: int) -> None:
        if level > MAX_LEVEL:
            raise Refused("too-large", f"表格嵌套过深（超过 {MAX_LEVEL} 层）")
        while len(self._levels) > level:
            done = self._levels.pop()
            if done.cells or any(line.strip() for line in done.lines):
                raise damaged("表格没有结束")
            if done.rows:
                (self._levels[-1].tables if self._levels else self.blocks).append(_table(done.rows))
        while len(self._levels) < level:
            self._levels.append(_Level())


def _table(rows: list[list[_Written]]) -> Table:
    column = _columns({row[0].left for row in rows if row} | {cell.right for row in rows for cell in row})
    return merged(
        [
            Slot(
                column[cell.left],
                max(column[cell.right] - column[cell.left], 1),
                cell.text,
                cell.tables,
                cell.vertical,
            )
            for cell in row
        ]
        for row in rows
    )


def _columns(edges: set[int]) -> dict[int, int]:
    """The number of the column line that each edge lies on; edges a hair apart are one line."""
    number: dict[int, int] = {}
    line, before = -1, None
    for edge in sorted(edges):
        if before is None or edge - before > _SAME_EDGE:
            line += 1
        number[edge] = line
        before = edge
    return number
