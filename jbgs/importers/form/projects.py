"""One project per column: the labels in one column, the answers of each project in a column of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from jbgs.importers.form.boxes import head_of_checks
from jbgs.importers.form.lexicon import looks_like_label
from jbgs.importers.form.pairs import List, Pair
from jbgs.importers.form.roles import EMPTY, LABEL, TEXT
from jbgs.importers.form.sheet import Sheet, in_a_line
from jbgs.values import has_marks, options_in

_LEAST = 3  # rows in which several columns have an answer of their own
_TITLES = ("title", "project_title")
_COUNT = re.compile(
    r"\s*(?:需求|项目|成果|榜单|课题|难题|榜题|第|序号)?\s*[（(]?[\d一二三四五六七八九十①-⑳A-H]{1,3}[）)]?\s*[个项号、.]?\s*(?:需求|项目|成果|榜单)?\s*"
)
# What an answer must have for a column to be a project's.
_ANSWERS = {
    "mobile": re.compile(r"\d{7}"),
    "phone": re.compile(r"\d{7}"),
    "credit_code": re.compile(r"[0-9A-Za-z]{9}"),
    "email": re.compile("[@＠]"),
}
_LONGEST_HEAD = 12
_NO_PROJECT = re.compile("示例|样例|范例|举例|说明|备注|要求|注意")


class _Row(NamedTuple):
    """A label and the cell of each column, one cell for several where it is merged over them."""

    label: int
    cells: tuple[int, ...]

    @property
    def is_shared(self) -> bool:
        return len(set(self.cells)) < len(self.cells)


def read_projects(sheet: Sheet) -> None:
    """Add the columns of a table of projects to the sheet's lists, if the table is one."""
    for title in range(len(sheet.grid.cells)):
        if sheet.is_open(title, LABEL) and _names_project(sheet, title):
            if (first := _row(sheet, title)) is not None and not first.is_shared:
                _read(sheet, first)
            return


def _names_project(sheet: Sheet, label: int) -> bool:
    key, left = sheet.keys[label], sheet.grid.lefts[label]
    if key not in sheet.lexica.identities and key not in sheet.lexicon.parts:
        return False
    over = (sheet.keys[left],) if left is not None and key in sheet.lexicon.parts else ()
    return not {*sheet.lexicon.meaning(key, over).fields}.isdisjoint(_TITLES)


def _read(sheet: Sheet, title: _Row) -> None:
    if sum(map(sheet.says_something, title.cells)) < 2:
        return
    rows = [*reversed(list(_rows(sheet, title, -1))), title, *_rows(sheet, title, 1)]
    told = [row for row in rows if sheet.keys[row.label] and _differs(sheet, row)]
    if len(told) < _LEAST or any(map(partial(_is_no_project, sheet, rows), range(len(title.cells)))):
        return
    for row in rows:
        sheet.done.update((row.label, *row.cells))
        sheet.claimed.update(row.cells)
        for group in sheet.grid.before(row.label):
            sheet.open_group(group)
    answered = [row for row in rows if not _is_count(sheet, row)]
    columns = [at for at in range(len(title.cells)) if any(_own(sheet, row, at) for row in answered)]
    projects = tuple(tuple(_pair(sheet, row, at) for row in answered) for at in columns)
    sheet.lists.append(List(_whole(sheet, answered), projects))


def _is_no_project(sheet: Sheet, rows: list[_Row], at: int) -> bool:
    """Whether a column is one of hints, examples or checks: by its heading, or as it holds no answers."""
    first = rows[0].cells[at]
    head = sheet.grid.at(sheet.cells[first].row - 1, sheet.cells[first].col)
    above = [sheet.cells[n].text for n in (first, head) if n is not None]
    if any(len(text) <= _LONGEST_HEAD and _NO_PROJECT.search(text) for text in above):
        return True
    if head_of_checks(sheet, first if not sheet.keys[rows[0].label] else head):
        return True
    own = [row for row in rows if _own(sheet, row, at)]
    if len(own) > 1 and _are_checks([sheet.cells[row.cells[at]].text for row in own]):
        return True
    told = ((sheet.lexicon.field(sheet.keys[row.label]), row.cells[at]) for row in own)
    texts = [(spec.kind, sheet.cells[n].text) for spec, n in told if spec and spec.kind in _ANSWERS]
    return bool(texts) and not any(_ANSWERS[kind].search(text) for kind, text in texts)


def _are_checks(texts: Sequence[str]) -> bool:
    """Whether somebody checked the answers before: the same words at each of them, or ticks without words."""
    return len(set(texts)) == 1 or all(has_marks(text) and not options_in(text) for text in texts)


def _rows(sheet: Sheet, title: _Row, step: int) -> Iterator[_Row]:
    """The rows above or below the title's that are built like it; headings between them are passed over."""
    row = sheet.cells[title.label].row
    while line := sheet.grid.line(row := row + step):
        if len(line) == 1:
            continue
        label = sheet.grid.aligned(row, title.label)
        found = _row(sheet, label, title) if label is not None and sheet.cells[label].row == row else None
        if found is None:
            return
        yield found


def _row(sheet: Sheet, label: int, title: _Row | None = None) -> _Row | None:
    """The row of a label if it has nothing but answers behind it, under the same edges as the title's."""
    if sheet.roles[label] is not LABEL and not looks_like_label(sheet.cells[label].text):
        return None
    grid, row, cell = sheet.grid, sheet.cells[label].row, sheet.cells[label]
    behind = [n for n in grid.line(row) if sheet.cells[n].col >= cell.col + cell.cols]
    if any(sheet.roles[n] not in (TEXT, EMPTY) for n in behind) or cell.rows > 1:
        return None
    if title is None:
        return _Row(label, tuple(behind)) if len(behind) > 1 else None
    if any(sheet.cells[n].row != row for n in behind):
        return None
    cells = [grid.at(row, sheet.cells[column].col) for column in title.cells]
    kept = tuple(n for n in cells if n is not None)
    edges = {
        edge for n in title.cells for edge in (sheet.cells[n].col, sheet.cells[n].col + sheet.cells[n].cols)
    }
    fits = all({sheet.cells[n].col, sheet.cells[n].col + sheet.cells[n].cols} <= edges for n in behind)
    return _Row(label, kept) if fits and len(kept) == len(cells) and set(kept) == set(behind) else None


def _differs(sheet: Sheet, row: _Row) -> bool:
    return not row.is_shared and sum(map(sheet.says_something, row.cells)) > 1


def _is_count(sheet: Sheet, row: _Row) -> bool:
    """Whether a row only numbers the columns: 项目 | 需求一 | 需求二."""
    if row.is_shared or sheet.lexicon.meaning(sheet.keys[row.label]).fields:
        return False
    return all(_COUNT.fullmatch(sheet.cells[n].text) for n in row.cells)


def _own(sheet: Sheet, row: _Row, at: int) -> bool:
    """Whether a column has an answer of its own in a row."""
    return row.cells.count(row.cells[at]) == 1 and sheet.says_something(row.cells[at])


def _pair(sheet: Sheet, row: _Row, at: int) -> Pair:
    number = row.cells[at]
    return sheet.pair(row.label, sheet.text(number, row.label), number)


def _whole(sheet: Sheet, rows: list[_Row]) -> Pair:
    """The whole block as one text, for where it is no list of forms after all."""
    texts = [in_a_line([sheet.cells[n].text for n in dict.fromkeys((row.label, *row.cells))]) for row in rows]
    return Pair("", "", "\n".join(texts), sheet.place(rows[0].label))
