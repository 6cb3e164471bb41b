"""A table as a grid in which every cell knows its neighbours, however cells are merged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from jbgs.errors import Refused
from jbgs.importers.document import Cell, Table

MAX_PLACES = 500_000  # cells counted in every row that they cover; a form has some hundred
WIDEST = 64  # columns of a table in Word; what stands farther left is not about a cell


class Grid:
    """The cells of a table, by number in reading order, and the lines of the grid that they lie on."""

    def __init__(self, table: Table) -> None:
        self.cells: list[Cell] = list(table.cells())
        self.height = len(table.rows)
        if sum(min(cell.rows, self.height) for cell in self.cells) > MAX_PLACES:
            raise Refused("too-large", "表格过大，疑为恶意文件")
        self.first_row = min((cell.row for cell in self.cells), default=0)
        lines: dict[int, list[int]] = {}
        for number, cell in enumerate(self.cells):
            for row in range(cell.row, cell.row + cell.rows):
                lines.setdefault(row, []).append(number)
        self.rows = sorted(lines)
        self.width = max((cell.col + cell.cols for cell in self.cells), default=0)
        self._lines = {row: sorted(line, key=self._col) for row, line in lines.items()}
        self._counted: dict[int, dict[int, int]] = {}
        self._cols = {row: [self.cells[n].col for n in line] for row, line in self._lines.items()}

    def _col(self, number: int) -> int:
        return self.cells[number].col

    def line(self, row: int) -> list[int]:
        """The cells that lie on a grid row, left to right, also those that began above."""
        return self._lines.get(row, [])

    def at(self, row: int, col: int) -> int | None:
        """The cell that covers a place, if any does."""
        at = bisect_right(self._cols.get(row, []), col) - 1
        if at < 0:
            return None
        number = self._lines[row][at]
        return number if col < self.cells[number].col + self.cells[number].cols else None

    def left(self, number: int) -> int | None:
        """The cell to the left, in the row where this one begins."""
        cell = self.cells[number]
        return self.at(cell.row, cell.col - 1) if cell.col else None

    def right(self, number: int, row: int | None = None) -> int | None:
        """The cell to the right, in the first row of this one or in another of its rows."""
        cell = self.cells[number]
        return self.at(cell.row if row is None else row, cell.col + cell.cols)

    def below(self, number: int) -> int | None:
        """The cell right under this one, if it has the same edges."""
        cell = self.cells[number]
        return self.aligned(cell.row + cell.rows, number)

    def aligned(self, row: int, number: int) -> int | None:
        """The cell in another row that has the same left and right edge."""
        cell = self.cells[number]
        found = self.at(row, cell.col)
        if found is None:
            return None
        other = self.cells[found]
        return found if (other.col, other.cols) == (cell.col, cell.cols) else None

    def is_whole_row(self, number: int) -> bool:
        """Whether a cell is the only one in its row."""
        return len(self.line(self.cells[number].row)) == 1

    def before(self, number: int) -> Iterator[int]:
        """The cells left of a cell in the row where it begins, nearest first, as far as a form is wide."""
        cell = self.cells[number]
        at = bisect_left(self._cols[cell.row], cell.col)
        line = self._lines[cell.row]
        yield from (line[n] for n in range(at - 1, max(at - 1 - WIDEST, -1), -1))

    def place(self, number: int) -> str:
        """Row and cell as a reader counts them: from 1, merged cells once, places without a cell too."""
        cell = self.cells[number]
        return f"第{cell.row + 1}行 第{self._counts(cell.row)[cell.col]}格"

    def _counts(self, row: int) -> dict[int, int]:
        """For each cell that begins or goes on in a row, by its column, its number from 1."""
        if row not in self._counted:
            counts, col, count = self._counted.setdefault(row, {}), 0, 0
            for cell in map(self.cells.__getitem__, self._lines[row]):
                count += max(cell.col - col, 0) + 1
                counts[cell.col] = count
                col = cell.col + cell.cols
        return self._counted[row]
