"""A grid's neighbours are those at the places beside a cell, however cells are merged or overlap."""

from hypothesis import given
from hypothesis import strategies as st

from jbgs.importers.document import Cell, Table
from jbgs.importers.form.grid import Grid

numbers = st.integers(0, 5)
spans = st.integers(1, 3)
cells = st.builds(Cell, row=numbers, col=numbers, rows=spans, cols=spans, text=st.just(""))


def table(found):
    rows = [[cell for cell in found if cell.row == row] for row in range(6)]
    return Table(tuple(tuple(sorted(row, key=lambda cell: cell.col)) for row in rows))


def drawn(widths, heights):
    """A table of two rows without gaps or overlaps: cells as wide as told, some as tall as both."""
    rows, col = [[], []], 0
    for width, tall in zip(widths, heights, strict=False):
        rows[0].append(Cell(0, col, 2 if tall else 1, width, ""))
        if not tall:
            rows[1].append(Cell(1, col, 1, width, ""))
        col += width
    return Table(tuple(map(tuple, rows)))


def check(grid):
    for number, cell in enumerate(grid.cells):
        left = grid.at(cell.row, cell.col - 1) if cell.col else None
        assert grid.lefts[number] == left
        assert grid.rights[number] == grid.at(cell.row, cell.col + cell.cols)
        for row in range(cell.row, cell.row + cell.rows):
            assert grid.right(number, row) == grid.at(row, cell.col + cell.cols)
            assert number in grid.lines[row]
        assert number in grid.begun[cell.row]
    assert sorted(n for line in grid.begun.values() for n in line) == [*range(len(grid.cells))]


@given(st.lists(cells, max_size=12))
def test_neighbours_in_any_grid(found):
    check(Grid(table(found)))


@given(st.lists(spans, min_size=1, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6))
def test_neighbours_in_a_grid_as_word_draws_it(widths, heights):
    grid = Grid(drawn(widths, heights))
    check(grid)
    assert grid.lefts[0] is None
    assert grid.rights[0] == (1 if len(widths) > 1 else None)
