"""What is known of a table before its labels are read: units in force, columns that are not the sender's."""

from __future__ import annotations

from collections.abc import Sequence

from jbgs.importers.form.heads import group_of
from jbgs.importers.form.roles import EMPTY, INLINE, TEXT
from jbgs.importers.form.sheet import Sheet
from jbgs.importers.form.units import UnitInForce

_SAYING = (TEXT, INLINE)
_LEAST_HALVES = 2  # headings side by side, and columns under each


def note_units(sheet: Sheet) -> None:
    """Note the unit that is in force in each row."""
    unit = UnitInForce(sheet.unit)
    for row, line in sheet.grid.lines.items():
        alone = len(line) == 1
        for number in line:
            if alone or sheet.roles[number] in _SAYING:
                unit.meet(sheet.cells[number].text, alone=alone)
        if unit.now != sheet.unit:
            sheet.units[row] = unit.now


def note_halves(sheet: Sheet) -> None:
    """Note the headings that stand side by side over the halves of a table: 需求方信息 | 揭榜方信息."""
    for row, heads in sheet.grid.lines.items():
        if len(heads) >= _LEAST_HALVES and sheet.cells[heads[0]].cols >= _LEAST_HALVES:
            _note_halves(sheet, row, heads)


def _note_halves(sheet: Sheet, row: int, heads: Sequence[int]) -> None:
    if any(sheet.cells[n].cols < _LEAST_HALVES for n in heads):
        return
    groups = [group_of(sheet.cells[n].text, sheet.lexicon) for n in heads]
    if not all(groups) or any(sheet.cells[n].row != row or sheet.cells[n].rows > 1 for n in heads):
        return
    edges = {sheet.cells[n].col for n in heads}
    below = row + 1
    while edges <= {sheet.cells[n].col for n in sheet.grid.line(below)}:
        for head, group in zip(heads, groups, strict=True):
            sheet.halves.setdefault(below, []).append((sheet.cells[head].col, group[0]))
        below += 1


def skip_instructions(sheet: Sheet) -> None:
    """A last column headed 填写说明 holds nothing of the sender's."""
    if sheet.lexicon.notes.isdisjoint(sheet.keys):
        return
    for head in range(len(sheet.cells)):
        if not sheet.lexicon.is_note(sheet.keys[head]) or sheet.grid.rights[head] is not None:
            continue
        column: int | None = head if sheet.cells[head].col else None
        while column is not None:
            sheet.done.add(column)
            sheet.roles[column], sheet.keys[column] = EMPTY, ""
            column = sheet.grid.below(column)
