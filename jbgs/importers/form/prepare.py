"""What is known of a table before its labels are read: units in force, columns that are not the sender's."""

from __future__ import annotations

from jbgs.importers.form.roles import Role
from jbgs.importers.form.sheet import Sheet
from jbgs.importers.form.units import UnitInForce


def note_units(sheet: Sheet) -> None:
    """Note the unit that is in force in each row."""
    unit = UnitInForce(sheet.unit)
    for row in sheet.grid.rows:
        line = sheet.grid.line(row)
        for number in line:
            if len(line) == 1 or sheet.roles[number] in (Role.TEXT, Role.INLINE):
                unit.meet(sheet.cell(number).text, alone=len(line) == 1)
        if unit.now != sheet.unit:
            sheet.units[row] = unit.now


def skip_instructions(sheet: Sheet) -> None:
    """A last column headed 填写说明 holds nothing of the sender's."""
    for head in range(len(sheet.grid.cells)):
        if not sheet.lexicon.is_note(sheet.keys[head]) or sheet.grid.right(head) is not None:
            continue
        column: int | None = head if sheet.cell(head).col else None
        while column is not None:
            sheet.done.add(column)
            sheet.roles[column], sheet.keys[column] = Role.EMPTY, ""
            column = sheet.grid.below(column)
