"""Labels and their values in a table, paired by neighbourhood, whatever its layout.

A label's value stands right of it, below it, or in the same cell; a label over several rows or
columns is a group whose cells have labels of their own. No column number means anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jbgs import values
from jbgs.importers.document import Table
from jbgs.importers.form import inline
from jbgs.importers.form.chunk import Line
from jbgs.importers.form.columns import read_columns
from jbgs.importers.form.headers import find_headers
from jbgs.importers.form.heads import group_of, is_list
from jbgs.importers.form.lexica import Lexica
from jbgs.importers.form.lexicon import Lexicon, looks_like_label, normalised
from jbgs.importers.form.matrix import read_matrices
from jbgs.importers.form.pairs import Pair, TablePairs
from jbgs.importers.form.prepare import note_halves, note_units, skip_instructions
from jbgs.importers.form.projects import read_projects
from jbgs.importers.form.roles import EMPTY, INLINE, LABEL, TEXT, is_heading
from jbgs.importers.form.runs import run_text, value_cells, with_unit_behind
from jbgs.importers.form.scopes import Scopes
from jbgs.importers.form.sheet import DEEPEST, Sheet
from jbgs.importers.form.spelled import says_spelling, take_spelled
from jbgs.importers.form.texts import take_texts
from jbgs.importers.form.totals import heads_figures, take_sums
from jbgs.importers.form.whose import OUTSIDER
from jbgs.values import is_placeholder, one_line

_OPINION = re.compile("同意|属实|审核|审查|推荐|意见")  # who signs such a text is an office's man


def read_table(
    table: Table,
    lexica: Lexica,
    lexicon: Lexicon,
    where: str,
    outer: tuple[str, ...] = (),
    depth: int = 0,
    unit: str = "",
    head: Line | None = None,
) -> TablePairs:
    """All pairs of a table in reading order; ``where`` names it, ``outer`` are the labels around it.

    ``unit`` is the one that was stated above the table for amounts without one, ``head`` the line right
    above it: one that is the label of free text or of a group has the table as its value or its parts.
    """
    outer = (*outer, *(group_of(head.text, lexicon) if head else ()))
    sheet = Sheet(table, lexica, lexicon, where, outer, unit)
    if head and lexicon.is_prose(key := lexicon.key(head.text)) and is_list(sheet, sheet.lines):
        return TablePairs([Pair(one_line(head.text), key, sheet.as_text(table), where, outer)], [])
    _Reader(sheet).read()
    deeper = sheet.inner if depth < DEEPEST else []
    return sheet.result(
        (at, read_table(t, lexica, lexicon, w, over, depth + 1, sheet.unit_of(at)))
        for at, t, w, over in deeper
    )


class _Reader:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.grid, self.lexicon = sheet, sheet.grid, sheet.lexicon
        self.scopes = Scopes(sheet)

    def read(self) -> None:
        """Row by row: columns, labels with values beside or below, labels with values in one cell."""
        sheet = self.sheet
        note_units(sheet)
        note_halves(sheet)
        skip_instructions(sheet)
        taken = read_matrices(sheet)
        headers = {
            header.row: header
            for header in find_headers(self.grid, sheet.roles, sheet.keys)
            if header.row not in taken
        }
        if not headers:
            read_projects(sheet)
        sheet.done.update(n for header in headers.values() for n in header.over.values())
        for row, begun in self.grid.begun.items():
            self.scopes.meet_row(row, begun, is_header=row in headers)
            if row in headers:
                read_columns(sheet, headers[row])
            for number in begun:
                if sheet.roles[number] is LABEL and number not in sheet.done:
                    self._label(number)
            for number in begun:
                if sheet.roles[number] is INLINE and number not in sheet.done:
                    self._inline(number)
        for number, cell in enumerate(sheet.cells):
            if number not in sheet.done and (cell.tables or sheet.roles[number] is not EMPTY):
                self._rest(number)

    # -- a label: a group, or with its value to the right or below ---------------------------------------

    def _label(self, number: int) -> None:
        sheet, cell = self.sheet, self.sheet.cells[number]
        if self.grid.lefts[number] is not None:
            self.scopes.meet_stranger(number)
        if cell.rows > 1:
            self._meet_list(number)
        sheet.done.add(number)
        rights = sheet.rights(number)
        if cell.tables:
            value = sheet.with_tables("", number, sheet.keys[number])
            sheet.add(number, sheet.pair(number, value, number))
        elif self._is_group(number, rights):
            sheet.open_group(number)
        elif rights:
            self._value(number, rights)
        else:
            self._under(number)

    def _meet_list(self, number: int) -> None:
        """The words over a list that is a text's value (阶段 | 时间 under 进度安排) are no labels there."""
        sheet, cell = self.sheet, self.sheet.cells[number]
        if not sheet.is_prose(number) or sheet.has_role(number):
            return
        rows = [self.grid.line(row) for row in range(cell.row, cell.row + cell.rows)]
        inside = [[n for n in row if n != number] for row in rows]
        labels = [n for row in inside for n in row if sheet.is_open(n, LABEL)]
        if any(self.lexicon.meaning(sheet.keys[n]).fields for n in labels) and not is_list(sheet, inside):
            return
        for n in labels:
            sheet.roles[n], sheet.keys[n] = TEXT, ""

    def _is_group(self, number: int, rights: Sequence[int]) -> bool:
        """Whether the cells to the right have labels of their own."""
        roles = [self.sheet.roles[n] for n in rights]
        if LABEL in roles:
            return True
        if INLINE in roles and (roles.count(INLINE) > 1 or not self.sheet.is_prose(number)):
            return True
        return len(rights) > 1 and self.sheet.has_role(number) and all(map(self._starts_unknown, rights))

    def _starts_unknown(self, number: int) -> bool:
        """Whether a cell may be a label that we do not know: short, with a cell of its own to the right."""
        text, right = self.sheet.cells[number].text, self.grid.rights[number]
        return right is not None and looks_like_label(text) and not says_spelling(self.sheet, number)

    def _value(self, number: int, rights: Sequence[int]) -> None:
        sheet = self.sheet
        if rights[0] in sheet.done:  # the value of a label above, which spans several rows
            sheet.add(number, sheet.pair(number, "", number))
            return
        first, after = rights[0], self.grid.rights[rights[0]]
        goes_on = after is not None and sheet.roles[after] is TEXT
        if (goes_on and take_sums(sheet, number, first)) or take_spelled(sheet, number, first):
            return
        if len(rights) == 1 and take_texts(sheet, number, first):
            return
        if len(rights) == 1 and not goes_on:
            sheet.add(number, sheet.pair(number, sheet.text(rights[0], number).strip("\n"), rights[0]))
            return
        rows = [value_cells(sheet, number, first) for first in rights]
        used = rows[0] if len(rows) == 1 else [n for row in rows for n in row]
        if len(used) == 1:
            text = sheet.text(used[0], number)
        else:
            sheet.done.update(used)
            sheet.claimed.update(used)
            text = "\n".join([run_text(sheet, number, row) for row in rows])
        sheet.add(number, sheet.pair(number, text.strip("\n"), rights[0]))

    def _under(self, number: int) -> None:
        """A label with nothing to its right: its value is below, or it is a heading over what follows."""
        sheet, below = self.sheet, self.grid.below(number)
        if below is not None and self._is_note(below) and self.grid.below(below) is not None:
            sheet.done.add(below)
            below = self.grid.below(below)
        if below is not None and below not in sheet.done and self._is_one_of_many(number, below):
            sheet.add(number, sheet.pair(number, "", number))
        elif below is not None and below not in sheet.done and self._can_be_below(number, below):
            pair = sheet.pair(number, sheet.text(below, number), below)
            pair.loose = self._is_among_unknown(number)
            sheet.add(number, pair)
        elif self.grid.is_whole_row(number):
            sheet.bars[sheet.cells[number].row] = sheet.keys[number]
        else:
            sheet.add(number, sheet.pair(number, "", number))

    def _is_one_of_many(self, number: int, below: int) -> bool:
        """Whether values of one kind stand one below the other: then a single label names none of them."""
        after, kind = self.grid.below(below), values.kind_of(self.sheet.cells[below].text)
        if after is None or not kind or self.sheet.is_prose(number):
            return False
        return after not in self.sheet.done and values.kind_of(self.sheet.cells[after].text) == kind

    def _is_among_unknown(self, number: int) -> bool:
        """Whether a label over its value stands in a row of labels that nobody has told us of."""
        left = self.grid.lefts[number]
        return left is not None and self.sheet.is_open(left, TEXT) and self.grid.below(left) is not None

    def _is_note(self, number: int) -> bool:
        text = self.sheet.cells[number].text
        return bool(text.strip()) and is_placeholder(text)

    def _can_be_below(self, number: int, below: int) -> bool:
        role, left = self.sheet.roles[below], self.grid.lefts[below]
        if heads_figures(self.sheet, number, below):
            return False
        if role is LABEL or (role is INLINE and not self._is_prose_below(number, below)):
            return False
        return left is None or self.sheet.roles[left] is not LABEL

    def _is_prose_below(self, number: int, below: int) -> bool:
        """Whether a text with labels in it is the value of the one above, and no row under a heading."""
        pieces = inline.split(self.sheet.cells[below].text, self.lexicon)[1]
        begins_anew = self.grid.is_whole_row(number) and any(
            self.lexicon.breaks_prose(p.key) for p in pieces[:1]
        )
        return self.sheet.is_prose(number) and not begins_anew

    # -- labels and values in one cell -------------------------------------------------------------------

    def _inline(self, number: int) -> None:
        sheet = self.sheet
        sheet.done.add(number)
        text = sheet.cells[number].text
        lead, pieces = inline.split(text, self.lexicon)
        if not pieces:
            lead, pieces = inline.split(text, self.lexicon, stacked=True)
        place, over, beside = sheet.place(number), sheet.over(number), sheet.whose(number)
        if lead:
            sheet.add(number, Pair("", "", lead, place, over))
            for label in inline.last_label(lead):
                beside = self.lexicon.whose.then(label, beside)
            beside = OUTSIDER if _OPINION.search(lead) else beside
        unit = sheet.unit_of(number)
        for at, piece in enumerate(pieces, 1):
            value = sheet.with_tables(piece.value, number, piece.key) if at == len(pieces) else piece.value
            value = with_unit_behind(sheet, number, value) if at == len(pieces) else value
            pair = Pair(one_line(piece.label), piece.key, value, place, over, beside, unit=unit)
            pair.doubtful = sheet.cells[number].row in sheet.doubtful
            sheet.add(number, pair)
            beside = self.lexicon.whose.then(piece.key or normalised(piece.label), beside)

    # -- what is left ------------------------------------------------------------------------------------

    def _rest(self, number: int) -> None:
        """A text that no label of ours claimed, with the unknown label before it."""
        sheet, cell = self.sheet, self.sheet.cells[number]
        for at in range(len(cell.tables)):
            sheet.nest(number, at)
        if cell.text.strip() and sheet.says_something(number):
            self._unknown(number)

    def _unknown(self, number: int) -> None:
        sheet, text = self.sheet, self.sheet.cells[number].text
        sheet.done.add(number)
        right = self.grid.rights[number]
        led = right is not None and self.lexicon.answers.lead(sheet.cells[right].text)
        if right is not None and right not in sheet.done and (led or looks_like_label(text)):
            pair = sheet.pair(number, with_unit_behind(sheet, right, sheet.text(right, number)), right)
            pair.key = ""
            sheet.add(number, pair)
            return
        if self.grid.is_whole_row(number) and is_heading(text):
            return
        label, colon, value = text.partition("：")
        if self.lexicon.answers.lead(text):
            label, value = sheet.question(number), text
        elif not colon or not looks_like_label(label):
            before = next((n for n in sheet.grid.before(number) if sheet.roles[n] is LABEL), None)
            label, value = sheet.cells[before].text if before is not None else "", text
        sheet.add(number, Pair(one_line(label), "", value.strip(), sheet.place(number), sheet.over(number)))
