"""Boxes in a cell behind a value that has some: further options of it, or somebody's checks of it."""

from __future__ import annotations

from jbgs.importers.form.roles import TEXT
from jbgs.importers.form.sheet import Sheet
from jbgs.values import has_marks, options_in


def are_more_options(sheet: Sheet, before: int, number: int) -> bool:
    """Whether a cell has further options of the cell before it.

    An office's column of checks has none: ticks without words, or boxes behind plain answers as well.
    """
    text = sheet.cells[number].text
    if not has_marks(text) or not has_marks(sheet.cells[before].text) or not options_in(text):
        return False
    row = sheet.cells[number].row
    column = (sheet.grid.aligned(other, number) for other in sheet.grid.rows if other != row)
    return not any(n is not None and _checks_an_answer(sheet, n) for n in column)


def _checks_an_answer(sheet: Sheet, number: int) -> bool:
    """Whether boxes stand behind a cell that is no label and has none itself."""
    left = sheet.grid.lefts[number] if has_marks(sheet.cells[number].text) else None
    return left is not None and sheet.roles[left] is TEXT and not has_marks(sheet.cells[left].text)
