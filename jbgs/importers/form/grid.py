"""A table as a grid in which every cell knows its neighbours, however cells are merged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict

from jbgs.errors import Refused
from jbgs.importers.document import Cell, Table

MAX_PLACES = 500_000  # cells counted in every row that they cover; a form has some hundred
WIDEST = 64  # columns of a table in Word; what stands farther left is not about a cell


class Grid:
    """The cells of a table, by number in reading order, and the lines of the grid that they lie on.

    ``lines`` has the cells of each row, left to right, also those that began above; ``begun`` without
    these. ``lefts`` and ``rights`` have the neighbour of each cell in the row where it begins, or nothing.
    """

    def __init__(self, table: Table) -> None:
        self.cells: list[Cell] = [cell for row in table.rows for cell in row]
        height = len(table.rows)
        if sum([min(cell.rows, height) if cell.rows > 1 else 1 for cell in self.cells]) > MAX_PLACES:
            raise Refused("too-large", "表格过大，疑为恶意文件")
        self._cols = [cell.col for cell in self.cells]
        self.lines = self._drawn()
        self.rows = list(self.lines)
        self.begun = self.lines
        if [cell for cell in self.cells if cell.rows != 1]:
            self.begun = {
                row: [n for n in line if self.cells[n].row == row] for row, line in self.lines.items()
            }
        self._counted: dict[int, dict[int, int]] = {}
        self.lefts, self.rights = self._neighbours()

    def _drawn(self) -> dict[int, list[int]]:
        lines: defaultdict[int, list[int]] = defaultdict(list)
        for number, cell in enumerate(self.cells):
            for row in range(cell.row, cell.row + cell.rows) if cell.rows != 1 else (cell.row,):
                lines[row].append(number)
        for line in lines.values():
            line.sort(key=self._cols.__getitem__)
        return {row: lines[row] for row in sorted(lines)}

    def _neighbours(self) -> tuple[list[int | None], list[int | None]]:
        cells, cols = self.cells, self._cols
        ends = [cell.col + cell.cols for cell in cells]
        lefts: list[int | None] = [None] * len(cells)
        rights = lefts.copy()
        for row, line in self.lines.items():
            before = line[0]
            for number in line[1:]:
                if ends[before] > cols[number] or cols[number] >= ends[number]:  # no grid that Word draws
                    return self._found_neighbours()
                if ends[before] == cols[number]:
                    if cells[before].row == row:
                        rights[before] = number
                    if cells[number].row == row:
                        lefts[number] = before
                before = number
        return lefts, rights

    def _found_neighbours(self) -> tuple[list[int | None], list[int | None]]:
        """Those of cells that overlap, by the places beside each."""
        lefts = [self.at(cell.row, cell.col - 1) if cell.col else None for cell in self.cells]
        return lefts, [self.at(cell.row, cell.col + cell.cols) for cell in self.cells]

    def line(self, row: int) -> list[int]:
        """The cells of a row; none for one that the grid does not have."""
        return self.lines.get(row, [])

    def at(self, row: int, col: int) -> int | None:
        """The cell that covers a place, if any does."""
        line = self.line(row)
        at = bisect_right(line, col, key=self._cols.__getitem__) - 1
        if at < 0:
            return None
        number = line[at]
        return number if col < self._cols[number] + self.cells[number].cols else None

    def right(self, number: int, row: int) -> int | None:
        """The cell to the right in one of the rows that a cell stands for."""
        cell = self.cells[number]
        return self.rights[number] if row == cell.row else self.at(row, cell.col + cell.cols)

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
        return len(self.lines[self.cells[number].row]) == 1

    def before(self, number: int) -> list[int]:
        """The cells left of a cell in the row where it begins, nearest first, as far as a form is wide."""
        line = self.lines[self.cells[number].row]
        at = bisect_left(line, self._cols[number], key=self._cols.__getitem__)
        return line[max(at - WIDEST, 0) : at][::-1]

    def place(self, number: int) -> str:
        """Row and cell as a reader counts them: from 1, merged cells once, places without a cell too."""
        cell = self.cells[number]
        counts = self._counted[cell.row] if cell.row in self._counted else self._counts(cell.row)
        return f"第{cell.row + 1}行 第{counts[cell.col]}格"

    def _counts(self, row: int) -> dict[int, int]:
        """For each cell that begins or goes on in a row, by its column, its number from 1."""
        counts = self._counted[row] = {}
        col = count = 0
        for number in self.lines[row]:
            cell = self.cells[number]
            count += cell.col - col + 1 if cell.col > col else 1
            counts[cell.col] = count
            col = cell.col + cell.cols
        return counts
