"""A score sheet as an Excel file: protected but for the marks, the opinions and the recusals.

The protection has no password: it keeps fingers off, not people. What comes back is checked cell by
cell whatever was done to it.
"""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from jbgs.exporters.text import shown
from jbgs.exporters.xlsx_page import CREATED, Formats, set_page
from jbgs.exporters.xlsx_sizes import SIZE, TALLEST_ROW, excel_width, row_height
from jbgs.reports import score_sheet as words
from jbgs.reports.score_sheet import Line, ScoreSheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_TITLE_SIZE = 18  # points
_LEAST_ROW = 46.0  # points: room to write an opinion by hand
_BEFORE = (3.0, 8.0, 13.0, 9.0)  # Chinese characters: number, id, title, unit
_MARK, _TOTAL, _OPINION, _RECUSAL = 4.5, 3.5, 15.0, 7.0
_OPEN = "#FFF9E5"


def workbook(content: ScoreSheet) -> bytes:
    """The .xlsx file; totals are formulas with their value beside them."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": CREATED, "title": content.title})
    _Sheet(book, content).draw()
    book.close()
    return stream.getvalue()


class _Sheet:
    """The sheet while it is drawn, from the top down; ``row`` is the next free one."""

    def __init__(self, book: Workbook, content: ScoreSheet) -> None:
        self.content, self.formats = content, Formats(book)
        self.sheet = book.add_worksheet("评分表")
        marks = [_MARK] * len(content.criteria)
        self.widths = [*_BEFORE, *marks, _TOTAL, _OPINION, _RECUSAL]
        self.first_mark = len(_BEFORE)
        self.total = self.first_mark + len(marks)
        self.row = 0

    def draw(self) -> None:
        for i, width in enumerate(self.widths):
            self.sheet.set_column(i, i, excel_width(width))
        style = self.formats(font_name="方正小标宋简体", font_size=_TITLE_SIZE, align="center")
        self._line(self.content.title, style, _TITLE_SIZE)
        self._identity()
        for text in self.content.above:
            self._line(text, self.formats(align="left"))
        self._header()
        for number, line in enumerate(self.content.lines, 1):
            self._item(number, line)
        for text in self.content.below:
            self._line(text, self.formats(align="left"))
        self.sheet.protect("", {"format_rows": True, "format_columns": True})
        set_page(self.sheet)

    def _line(self, text: str, style: Format, size: int = SIZE) -> None:
        """A line of text over the whole width."""
        room = sum(self.widths) * SIZE / size
        self.sheet.set_row(self.row, min(row_height([text], [room], size), TALLEST_ROW))
        self.sheet.merge_range(self.row, 0, self.row, len(self.widths) - 1, "", style)
        self.sheet.write_string(self.row, 0, shown(text, "text"), style)
        self.row += 1

    def _identity(self) -> None:
        """By which the sheet is known again: labels and values, each in a cell of its own."""
        label, value = self.formats(align="right"), self.formats(bold=True, align="left", num_format="@")
        known = (
            (words.ROUND, self.content.round),
            (words.EXPERT, self.content.expert),
            (words.NAME, self.content.name),
        )
        for i, (name, text) in enumerate(known):
            self.sheet.write_string(self.row, 1 + 2 * i, name, label)
            self.sheet.write_string(self.row, 2 + 2 * i, shown(text, "text"), value)
        self.sheet.set_row(self.row, 24)
        self.row += 1

    def _header(self) -> None:
        style = self.formats(font_name="黑体", align="center", border=1)
        marks = [words.heading(one) for one in self.content.criteria]
        titles = [words.NUMBER, words.KEY, words.TITLE, words.UNIT, *marks]
        titles += [words.TOTAL, words.OPINION, words.RECUSAL]
        for i, title in enumerate(titles):
            self.sheet.write_string(self.row, i, shown(title, "text"), style)
        self.sheet.set_row(self.row, row_height(titles, self.widths, SIZE))
        self.sheet.repeat_rows(self.row)
        self.row += 1
        self.sheet.freeze_panes(self.row, self.first_mark)

    def _item(self, number: int, line: Line) -> None:
        """One item's row: only marks, opinion and recusal can be written in."""
        centre, left = (self.formats(border=1, align=align) for align in ("center", "left"))
        texts = [str(number), line.key, line.title, line.unit]
        height = row_height([*texts, line.opinion], [*_BEFORE, _OPINION], SIZE)
        self.sheet.set_row(self.row, min(max(height, _LEAST_ROW), TALLEST_ROW))
        self.sheet.write_number(self.row, 0, number, centre)
        for i, (text, style) in enumerate(zip(texts[1:], (centre, left, left), strict=True), 1):
            self.sheet.write_string(self.row, i, shown(text, "text"), style)
        for i, one in enumerate(self.content.criteria, self.first_mark):
            self._mark(i, one["full"], line.marks.get(one["key"]), self._open(align="center"))
        self._sum(line, self.formats(border=1, bold=True, align="center", num_format="0.0"))
        writing = self._open(align="left", num_format="@")
        self._text(self.total + 1, line.opinion, writing)
        self._text(self.total + 2, "", writing)
        self.row += 1

    def _open(self, **properties: str) -> Format:
        """The format of a cell that may be written in."""
        return self.formats(border=1, locked=False, bg_color=_OPEN, **properties)

    def _mark(self, i: int, full: str, given: Decimal | None, style: Format) -> None:
        if given is None:
            self.sheet.write_blank(self.row, i, None, style)
        else:
            self.sheet.write_number(self.row, i, float(given), style)
        rule = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": full,
            "error_title": "分数不对",
            "error_message": f"请填 0 至 {full} 之间的数，最多一位小数。",
        }
        self.sheet.data_validation(self.row, i, self.row, i, rule)

    def _sum(self, line: Line, style: Format) -> None:
        from xlsxwriter.utility import xl_range

        marks = xl_range(self.row, self.first_mark, self.row, self.total - 1)
        value = float(sum(line.marks.values(), Decimal(0))) if line.marks else ""
        self.sheet.write_formula(self.row, self.total, f'=IF(COUNT({marks})=0,"",SUM({marks}))', style, value)

    def _text(self, i: int, text: str, style: Format) -> None:
        if text:
            self.sheet.write_string(self.row, i, shown(text, "text"), style)
        else:
            self.sheet.write_blank(self.row, i, None, style)
