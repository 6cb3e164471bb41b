"""A matrix of persons: 姓名, 电话 … over the columns, 项目负责人, 联系人 … before the rows."""

from __future__ import annotations

from collections.abc import Sequence

from jbgs.importers.form.roles import Role
from jbgs.importers.form.sheet import Sheet
from jbgs.importers.form.whose import STRANGER

_LEAST = 2  # columns of a matrix


def read_matrices(sheet: Sheet) -> set[int]:
    """Add the pairs of all matrices to the sheet; the rows that they take up."""
    taken: set[int] = set()
    for row, whole in sheet.grid.lines.items():
        if row in taken or len(whole) <= _LEAST:
            continue
        line = _line(sheet, row)
        if len(line) <= _LEAST or sheet.keys[line[1]] not in sheet.lexicon.parts:
            continue
        head, *columns = line
        if sheet.cells[head].rows > 1 or not _is_header(sheet, head, columns):
            continue
        below = _rows_below(sheet, row, columns)
        if any(sheet.roles[first] is Role.LABEL for first, _ in below):
            sheet.done.update((head, *columns))
            taken.add(row)
            for first, cells in below:
                taken.add(sheet.cells[first].row)
                _add(sheet, first, columns, cells)
    return taken


def _line(sheet: Sheet, row: int) -> list[int]:
    """The cells of a row, without a tall one before them that stands for the whole matrix."""
    line = sheet.grid.line(row)
    is_led = (
        len(line) > _LEAST and sheet.cells[line[0]].rows > _LEAST and sheet.roles[line[0]] is not Role.EMPTY
    )
    return line[1:] if is_led else line


def _is_header(sheet: Sheet, head: int, columns: Sequence[int]) -> bool:
    """Whether a row has parts of persons' facts, and before them nothing that says whose."""
    keys = {sheet.keys[n] for n in columns}
    if sheet.roles[head] is Role.LABEL and sheet.lexicon.meaning(sheet.keys[head]).fields:
        return False
    return all(keys) and keys <= sheet.lexicon.parts and len(keys) == len(columns)


def _rows_below(sheet: Sheet, row: int, columns: Sequence[int]) -> list[tuple[int, list[int]]]:
    """The rows under a header that begin with a person's label and are built like it."""
    found: list[tuple[int, list[int]]] = []
    while line := _line(sheet, row := row + 1):
        first, *cells = line
        aligned = [sheet.grid.aligned(row, n) for n in columns]
        if aligned != cells or not _person(sheet, first):
            break
        if any(sheet.roles[n] not in (Role.TEXT, Role.EMPTY) or sheet.cells[n].row != row for n in cells):
            break
        found.append((first, cells))
    return found


def _person(sheet: Sheet, first: int) -> str:
    key = sheet.keys[first]
    return sheet.lexicon.person(key) if key else sheet.group_key(first)


def _add(sheet: Sheet, first: int, columns: Sequence[int], cells: Sequence[int]) -> None:
    sheet.done.add(first)
    over = (sheet.keys[first] or STRANGER,)
    if sheet.lexicon.whose.is_other(_person(sheet, first)):
        over = (STRANGER,)
    for column, cell in zip(columns, cells, strict=True):
        pair = sheet.pair(column, sheet.text(cell, column), cell, over)
        label = f"{sheet.cells[first].text.strip()} {pair.label}"
        sheet.add(cell, pair._replace(label=label, beside=""))
