"""Sums that stand in a row or below one another, as in a budget by years: that of 合计 is the field's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jbgs.forms import Field
from jbgs.importers.form.roles import TEXT
from jbgs.importers.form.sheet import Sheet
from jbgs.values import kind_of

_FIGURES = ("number", "sum")
_TOTALS = ("合计", "总计", "总和", "共计")


def amount_of(sheet: Sheet, label: int) -> Field | None:
    """The field that a label names, if its value is an amount."""
    names = sheet.lexicon.meaning(sheet.keys[label], sheet.over(label)).fields if sheet.keys[label] else ()
    spec = sheet.lexicon.form.fields[names[0]] if names else None
    return spec if spec is not None and spec.kind == "amount" else None


def take_sums(sheet: Sheet, label: int, first: int) -> bool:
    """Take several sums behind an amount's label: the total's is its value; else all are asked about."""
    cells = _sums_beside(sheet, first)
    spec = amount_of(sheet, label) if cells else None
    if spec is None:
        return False
    if (total := _total_among(sheet, cells)) is not None:
        sheet.add(label, sheet.pair(label, sheet.text(total, label), total))
        return True
    pair = sheet.pair(label, "、".join(sheet.cells[n].text.strip() for n in cells), first)
    sheet.done.update(cells)
    sheet.claimed.update(cells)
    pair.key = "" if spec.extra else pair.key
    sheet.add(label, pair)
    return True


def _sums_beside(sheet: Sheet, first: int) -> list[int]:
    """The cells that hold a figure, one after the other from the ``first`` on; none where it is only one."""
    found: list[int] = []
    number: int | None = first
    while number is not None and sheet.is_open(number, TEXT):
        if kind_of(sheet.cells[number].text) not in _FIGURES:
            break
        found.append(number)
        number = sheet.grid.rights[number]
    return found if len(found) > 1 else []


def _total_among(sheet: Sheet, cells: Sequence[int]) -> int | None:
    """The cell that stands in a column headed 合计, if just one does."""
    found = [n for n in cells if _is_under_total(sheet, n)]
    return found[0] if len(found) == 1 else None


def _is_under_total(sheet: Sheet, number: int) -> bool:
    """Whether the nearest words over a cell, past the figures between, are a total's."""
    col = sheet.cells[number].col
    above = sheet.grid.at(sheet.cells[number].row - 1, col)
    while above is not None and kind_of(sheet.cells[above].text) in _FIGURES:
        above = sheet.grid.at(sheet.cells[above].row - 1, col)
    return above is not None and sheet.keys[above] in _TOTALS


def heads_figures(sheet: Sheet, label: int, below: int) -> bool:
    """Whether 合计 stands over the last of several figures in a row, which is no value of its own."""
    left = sheet.grid.lefts[below] if sheet.keys[label] in _TOTALS else None
    return left is not None and kind_of(sheet.cells[left].text) in _FIGURES


def totals_below(sheet: Sheet, row: int, leaves: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The columns of amounts, each with its cell in the ``row`` below them, if that is headed 合计."""
    first = sheet.grid.at(row, sheet.cells[leaves[0]].col)
    if first is None or sheet.keys[first] not in _TOTALS:
        return
    for leaf in leaves:
        number = sheet.grid.aligned(row, leaf)
        if number is not None and number != first and amount_of(sheet, leaf):
            sheet.done.add(first)
            yield leaf, number
