"""Whose the facts in a table's rows are: its headings, tall labels, and the rows above say so."""

from __future__ import annotations

from collections.abc import Sequence

from jbgs.importers.form.heads import group_of
from jbgs.importers.form.lexicon import looks_like_label, normalised
from jbgs.importers.form.roles import EMPTY, LABEL, TEXT, is_heading
from jbgs.importers.form.sheet import Sheet
from jbgs.importers.form.whose import OUTSIDER, Following


class Scopes:
    """Meets the rows of a table in their order, and notes in its sheet whose facts they hold."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.grid, self.lexicon = sheet, sheet.grid, sheet.lexicon
        self.following = Following(sheet.lexicon.whose)
        self.row = -1  # the last one, under the heading in the sheet's ``bars``

    def meet_row(self, row: int, begun: Sequence[int], *, is_header: bool) -> None:
        """Note what the rows above, and a heading, say of whose the facts in a row are."""
        bar = self.sheet.bars.get(self.row, "")
        is_text = bool(begun) and self.sheet.roles[begun[0]] is TEXT
        if (bar or is_text) and not (bar and is_header):
            bar = self._bar(begun, bar, is_text=is_text)
        self.sheet.bars[row] = bar
        self._follow(row, begun)
        self.row = row

    def _follow(self, row: int, begun: Sequence[int]) -> None:
        """Note whether a row goes on with the facts of somebody else above it."""
        sheet, nothing = self.sheet, self.lexicon.nothing
        keys: list[str] = []
        is_first = True
        for number in begun:
            role = sheet.roles[number]
            if role is EMPTY or (role is TEXT and not is_first):
                continue
            keys += [key] if (key := sheet.keys[number]) else sheet.labels_in(number)
            is_first = False
        who, doubtful = self.following.meet([key for key in keys if key not in nothing])
        if who:
            sheet.after[row] = who
        if doubtful:
            sheet.doubtful.add(row)

    def _bar(self, begun: Sequence[int], bar: str, *, is_text: bool) -> str:
        """The key of the heading over a row; a stranger's ends with the first row that is not about him."""
        if is_text and self._is_unknown_heading(begun):
            return "".join(group_of(self.sheet.cells[begun[0]].text, self.lexicon))
        if not bar or not self.lexicon.whose.is_other(bar):
            return bar
        keys = {self.sheet.keys[n] for n in begun if self.sheet.roles[n] is LABEL}
        whose = self.lexicon.whose
        told = keys - whose.near if whose.stranger(bar) == OUTSIDER else keys
        ours = any(map(self.lexicon.field, map(self.lexicon.person, told)))
        return "" if ours or not keys <= self.lexicon.whose.near else bar

    def _is_unknown_heading(self, begun: Sequence[int]) -> bool:
        if begun[0] in self.sheet.done:
            return False
        others = (n for n in self.grid.line(self.sheet.cells[begun[0]].row) if n != begun[0])
        is_alone = all(self.sheet.roles[n] is EMPTY for n in others)
        return is_alone and is_heading(self.sheet.cells[begun[0]].text)

    def meet_stranger(self, number: int) -> None:
        """A text before 姓名, 电话 … may be the label of a person or unit that no form knows."""
        left = self.grid.lefts[number]
        if left is None or self.sheet.keys[number] not in self.lexicon.parts:
            return
        if not self.sheet.is_open(left, TEXT):
            return
        cell = self.sheet.cells[left]
        text = cell.text
        if self.lexicon.is_stranger(text):
            self.sheet.open_group(left)
        elif cell.rows > 1 and looks_like_label(text) and not is_heading(normalised(text)):
            rows = range(cell.row, cell.row + cell.rows)
            self.sheet.doubtful.update(rows)
