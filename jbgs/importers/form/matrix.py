"""A matrix of persons: 姓名, 电话 … over the columns, 项目负责人, 联系人 … before the rows, or turned."""

from __future__ import annotations

from collections.abc import Sequence

from jbgs.importers.form.roles import EMPTY, LABEL, TEXT
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
        if len(line) <= _LEAST:
            continue
        key = sheet.keys[line[1]] or sheet.keys[line[2]]
        if key and (sheet.keys[line[1]] in sheet.lexicon.parts or sheet.lexicon.person(key)):
            taken |= _read(sheet, row, line)
    return taken


def _read(sheet: Sheet, row: int, line: Sequence[int]) -> set[int]:
    """Add the pairs of the matrix whose header is a row, if it is one; the rows that it takes up."""
    head, *columns = line
    is_turned = _are_persons(sheet, columns)
    if sheet.cells[head].rows > 1 or not (is_turned or _are_parts(sheet, columns)) or _is_named(sheet, head):
        return set()
    below = _rows_below(sheet, row, columns, is_turned=is_turned)
    persons = columns if is_turned else [first for first, _ in below]
    if not below or all(sheet.roles[n] is not LABEL for n in persons):
        return set()
    sheet.done.update((head, *columns))
    for first, cells in below:
        sheet.done.add(first)
        for column, cell in zip(columns, cells, strict=True):
            _add(sheet, *((column, first) if is_turned else (first, column)), cell)
    return {row, *(sheet.cells[first].row for first, _ in below)}


def _line(sheet: Sheet, row: int) -> list[int]:
    """The cells of a row, without a tall one before them that stands for the whole matrix."""
    line = sheet.grid.line(row)
    is_led = len(line) > _LEAST and sheet.cells[line[0]].rows > _LEAST and sheet.roles[line[0]] is not EMPTY
    return line[1:] if is_led else line


def _is_named(sheet: Sheet, head: int) -> bool:
    """Whether the cell before a header says whose the facts in it are."""
    return sheet.roles[head] is LABEL and bool(sheet.lexicon.meaning(sheet.keys[head]).fields)


def _are_parts(sheet: Sheet, columns: Sequence[int]) -> bool:
    """Whether cells are the parts of persons' facts, each only once."""
    keys = {sheet.keys[n] for n in columns}
    return all(keys) and keys <= sheet.lexicon.parts and len(keys) == len(columns)


def _are_persons(sheet: Sheet, columns: Sequence[int]) -> bool:
    """Whether cells are the labels of several persons."""
    return all(_person(sheet, n) for n in columns) and len({sheet.cells[n].text for n in columns}) > 1


def _rows_below(
    sheet: Sheet, row: int, columns: Sequence[int], *, is_turned: bool
) -> list[tuple[int, list[int]]]:
    """The rows under a header that begin with a person's label, or a part's, and are built like it."""
    found: list[tuple[int, list[int]]] = []
    while line := _line(sheet, row := row + 1):
        first, *cells = line
        aligned = [sheet.grid.aligned(row, n) for n in columns]
        begins = sheet.keys[first] in sheet.lexicon.parts if is_turned else _person(sheet, first)
        if aligned != cells or not begins:
            break
        if any(sheet.roles[n] not in (TEXT, EMPTY) or sheet.cells[n].row != row for n in cells):
            break
        found.append((first, cells))
    return found


def _person(sheet: Sheet, first: int) -> str:
    key = sheet.keys[first]
    return sheet.lexicon.person(key) if key else sheet.group_key(first)


def _add(sheet: Sheet, person: int, part: int, cell: int) -> None:
    over = (sheet.keys[person] or STRANGER,)
    if sheet.lexicon.whose.is_other(_person(sheet, person)):
        over = (STRANGER,)
    pair = sheet.pair(part, sheet.text(cell, part), cell, over)
    pair.label, pair.beside = f"{sheet.cells[person].text.strip()} {pair.label}", ""
    sheet.add(cell, pair)
