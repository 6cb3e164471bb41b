"""Rows of labels with their values below them: forms laid out in columns, and lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from jbgs.importers.form.grid import Grid
from jbgs.importers.form.lexicon import looks_like_label
from jbgs.importers.form.roles import EMPTY, LABEL, TEXT, Role
from jbgs.values import kind_of

Shape = tuple[tuple[int, int], ...]

_LABELS_AMONG_VALUES = 4  # one value in so many may be worded like a label, such as 项目负责人 under 职务


class Header(NamedTuple):
    """A header: its lowest labels (``leaves``), those ``over`` them, and the rows of cells below.

    A row has a cell, or nothing where the table has none, for each leaf.
    """

    row: int
    leaves: tuple[int, ...]
    over: dict[int, int]
    rows: tuple[tuple[int | None, ...], ...]
    height: int

    @property
    def cells(self) -> Iterator[int]:
        """Every cell of the header itself."""
        yield from self.leaves
        yield from self.over.values()


def find_headers(grid: Grid, roles: Sequence[Role], keys: Sequence[str]) -> list[Header]:
    """All headers of a table, top to bottom."""
    finder = _Finder(grid, roles, keys)
    labels = Counter([grid.cells[n].row for n, role in enumerate(roles) if role is LABEL])
    found = [header for row, count in sorted(labels.items()) if count > 1 and (header := finder.at(row))]
    if found:  # a table of columns: one known label is enough where a row is built alike
        taken = {n for header in found for row in header.rows for n in row} | {
            n for h in found for n in h.cells
        }
        shapes = frozenset(finder.shape(header.leaves) for header in found)
        found += [
            header
            for row, line in grid.lines.items()
            if not taken.intersection(line) and (header := finder.at(row, shapes))
        ]
    return found


class _Finder:
    def __init__(self, grid: Grid, roles: Sequence[Role], keys: Sequence[str]) -> None:
        self.grid, self.roles, self.keys = grid, roles, keys
        self.used: set[int] = set()

    def at(self, row: int, shapes: frozenset[Shape] = frozenset()) -> Header | None:
        """The header that begins in a row, if one does; with one label of ours only in a known shape."""
        least = 1 if shapes else 2
        cells = self._cells(row, least)
        if len(cells) < 2 or self.used.intersection(cells) or not all(map(self._can_be_label, cells)):
            return None
        leaves, over = self._leaves(cells)
        if shapes and self.shape(leaves) not in shapes:
            return None
        known = [leaf for leaf in leaves if self.roles[leaf] is LABEL]
        if len(known) < least or (least > 1 and not self._adjacent(leaves)):
            return None
        bottom = max(self.grid.cells[n].row + self._rows(n) for n in leaves)
        rows = tuple(self._rows_below(leaves, bottom))
        if not rows or any(map(self._is_label_column, zip(*rows, strict=True))):
            return None
        if 2 * len(known) < len(leaves) and not self._are_figures(rows[0]):
            return None
        self.used.update(leaves, over.values(), (n for one in rows for n in one if n is not None))
        end = max(
            (self.grid.cells[n].row + self._rows(n) for one in rows for n in one if n is not None), default=0
        )
        return Header(row, tuple(leaves), over, rows, end - row)

    def _cells(self, row: int, least: int) -> list[int]:
        """The cells that may be a header: no label with its value beside it, nor one before them all."""
        cells = self.grid.begun[row]
        if len(cells) < 2 or [self.roles[n] for n in cells].count(LABEL) < least:
            return []
        heights = {self._rows(n) for n in cells}
        if least > 1 and len(heights) == 1 and not self._adjacent(cells):
            return []
        while len(cells) > 1 and self._rows(cells[0]) > min(map(self._rows, cells[1:])):
            if self._leads(cells):
                cells = cells[1:]
            else:
                break
        return cells

    def shape(self, leaves: Sequence[int]) -> Shape:
        """The edges of a header's labels."""
        return tuple((self.grid.cells[leaf].col, self.grid.cells[leaf].cols) for leaf in leaves)

    def _rows(self, number: int) -> int:
        return self.grid.cells[number].rows

    def _leads(self, cells: Sequence[int]) -> bool:
        """Whether the first cell is a label beside header and values, not a tall cell of the header."""
        tallest = max(map(self._rows, cells[1:]))
        return self._rows(cells[0]) > tallest

    def _can_be_label(self, number: int) -> bool:
        role = self.roles[number]
        return role is LABEL or (role is TEXT and looks_like_label(self.grid.cells[number].text))

    def _leaves(self, cells: Sequence[int]) -> tuple[list[int], dict[int, int]]:
        """The lowest labels of a header of one or two rows, and the wide label over each."""
        depth = max(map(self._rows, cells))
        leaves: list[int] = []
        over: dict[int, int] = {}
        for number in cells:
            cell = self.grid.cells[number]
            lower = self._beneath(number) if cell.rows < depth else []
            leaves += lower or [number]
            over |= dict.fromkeys(lower, number)
        return leaves, over or self._above(leaves)

    def _above(self, leaves: Sequence[int]) -> dict[int, int]:
        """The wider labels right above the leaves, in a row of their own."""
        found: dict[int, int] = {}
        row = self.grid.cells[leaves[0]].row - 1
        if any(self.roles[n] is TEXT and not self._can_be_label(n) for n in self.grid.line(row)):
            return {}  # labels with their values
        begin, end = self.grid.cells[leaves[0]].col, self._end(leaves[-1])
        for leaf in leaves:
            cell = self.grid.cells[leaf]
            above = self.grid.at(cell.row - 1, cell.col)
            if (
                above is not None
                and self.roles[above] is LABEL
                and self.grid.cells[above].cols > cell.cols
                and begin <= self.grid.cells[above].col
                and self._end(above) <= end
            ):
                found[leaf] = above
        return found

    def _end(self, number: int) -> int:
        cell = self.grid.cells[number]
        return cell.col + cell.cols

    def _beneath(self, number: int) -> list[int]:
        cell = self.grid.cells[number]
        line = self.grid.line(cell.row + cell.rows)
        lower = [n for n in line if cell.col <= self.grid.cells[n].col < cell.col + cell.cols]
        return lower if all(map(self._can_be_label, lower)) else []

    def _adjacent(self, leaves: Sequence[int]) -> bool:
        return any(self.roles[a] is self.roles[b] is LABEL for a, b in pairwise(leaves))

    def _rows_below(self, leaves: Sequence[int], row: int) -> Iterator[tuple[int | None, ...]]:
        """The rows of values, until one is built otherwise or has labels of its own."""
        before: tuple[int | None, ...] = ()
        while True:
            cells = tuple(self.grid.at(row, self.grid.cells[leaf].col) for leaf in leaves)
            present = [n for n in cells if n is not None]
            if not present or self._has_labels(present) or set(present) <= set(before):
                return
            if not all(
                n in before or self._fits(leaf, n, row) for leaf, n in zip(leaves, cells, strict=True)
            ):
                return
            yield cells
            before = cells
            row = min(self.grid.cells[n].row + self._rows(n) for n in present)

    def _has_labels(self, cells: Sequence[int]) -> bool:
        """Whether a row below the header has labels of its own, not just a value worded like one."""
        labels = sum(self.roles[n] is LABEL for n in cells)
        return self.roles[cells[0]] is LABEL or labels > len(cells) // _LABELS_AMONG_VALUES

    def _are_figures(self, cells: Sequence[int | None]) -> bool:
        """Whether all cells that say something are mere figures: then the words over them are labels."""
        told = [self.grid.cells[n].text for n in cells if n is not None and self.roles[n] is not EMPTY]
        return len(told) > 1 and all(kind_of(text) in ("number", "sum") for text in told)

    def _is_label_column(self, column: Sequence[int | None]) -> bool:
        """Whether different labels stand below one another: then the table only looks like a list."""
        return len({self.keys[n] for n in column if n is not None and self.roles[n] is LABEL}) > 1

    def _fits(self, leaf: int, number: int | None, row: int) -> bool:
        if number is None:
            return True
        cell, head = self.grid.cells[number], self.grid.cells[leaf]
        return (cell.row, cell.col, cell.cols) == (row, head.col, head.cols)
