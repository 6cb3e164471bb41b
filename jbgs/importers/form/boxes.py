"""Boxes in a cell behind a value that has some: further options of it, or somebody's checks of it."""

from __future__ import annotations

from jbgs.importers.form.lexicon import looks_like_label
from jbgs.importers.form.roles import TEXT
from jbgs.importers.form.sheet import Sheet
from jbgs.values import has_marks, options_in


def are_more_options(sheet: Sheet, before: int, number: int) -> bool:
    """Whether a cell has further options of the cell before it.

    An office's column of checks has none: by its head, or as it has ticks without words, or boxes behind
    plain answers as well.
    """
    text = sheet.cells[number].text
    if not has_marks(text) or not has_marks(sheet.cells[before].text) or not options_in(text):
        return False
    return not sheet.of_column(number, _are_checks)


def head_of_checks(sheet: Sheet, number: int | None) -> bool:
    """Whether a cell is the head of a column in which an office checks the answers."""
    text = sheet.cells[number].text if number is not None and sheet.roles[number] is TEXT else ""
    return looks_like_label(text) and any(word in text for word in sheet.lexicon.checks)


def _are_checks(sheet: Sheet, cells: list[int]) -> bool:
    return head_of_checks(sheet, cells[0]) or any(_checks_an_answer(sheet, n) for n in cells)


def _checks_an_answer(sheet: Sheet, number: int) -> bool:
    """Whether boxes stand behind a cell that is no label and has none itself."""
    left = sheet.grid.lefts[number] if has_marks(sheet.cells[number].text) else None
    return left is not None and sheet.roles[left] is TEXT and not has_marks(sheet.cells[left].text)
