"""Excel: one sheet per table, ready to be printed, signed and added up again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from jbgs.errors import OutputFault, Problem
from jbgs.exporters import shape
from jbgs.exporters.shape import HeaderCell
from jbgs.exporters.sheet_names import sheet_names
from jbgs.exporters.text import shown
from jbgs.exporters.xlsx_chart import make_chart
from jbgs.exporters.xlsx_page import CREATED, Formats, set_page
from jbgs.exporters.xlsx_sizes import SIZE, TALLEST_ROW, column_widths, excel_width, fitted_row, row_height
from jbgs.reports.table import Column, Kind, Row, Table, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

# "Excel specifications and limits" (Microsoft Support); a cell counts UTF-16 code units.
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_000  # of 1,048,576, so that title, header and the lines around have room

_TITLE_SIZE = 18  # points

NUMBER_FORMATS: dict[Kind, str] = {
    "code": "@",
    "int": "0",
    "yuan": "#,##0.00",
    "wan": "#,##0.00####",
    "percent": "0.0%",
    "date": "yyyy-mm-dd",
}
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@")
_Formulas = dict[tuple[int, int], str]  # by row and column of the sheet


def workbook(tables: Sequence[Table]) -> bytes:
    """An .xlsx file with one sheet per table.

    Money stands in the unit of its column (元, or 万元 for kind ``wan``) as a number, dates as dates,
    codes as text; subtotals and totals are formulas with their value beside them. Raises OutputFault
    that names every text too long for a cell: nothing is ever cut.
    """
    from xlsxwriter import Workbook

    too_long = [table.name for table in tables if len(table.rows) > _MOST_ROWS]
    if too_long:
        raise OutputFault(
            *(Problem(f"“{name}”的行数超过 Excel 的上限", remedy="请缩小范围后分开导出") for name in too_long)
        )
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": CREATED})
    formats = _Formats(book)
    problems: list[Problem] = []
    for name, table in zip(sheet_names([t.name for t in tables]), tables, strict=True):
        sheet = _Sheet(book, name, table, formats)
        sheet.draw()
        problems += sheet.problems
    if problems:
        raise OutputFault(*problems)
    book.close()
    return stream.getvalue()


class _Formats(Formats):
    """The formats of a table's cells."""

    def cell(self, column: Column, level: str, align: str, size: int, *, quoted: bool) -> Format:
        properties: dict[str, str | int | bool] = {"border": 1, "align": align, "font_size": size}
        if column.kind in NUMBER_FORMATS:
            properties |= {"num_format": NUMBER_FORMATS[column.kind]}
        if level != "body":
            properties |= {"bold": True}
        if quoted:
            properties |= {"quote_prefix": True}
        return self(**properties)


class _Sheet:
    """One sheet while it is drawn, from the top down; ``row`` is the next free one."""

    def __init__(self, book: Workbook, name: str, table: Table, formats: _Formats) -> None:
        self.book, self.sheet, self.table, self.formats = book, book.add_worksheet(name), table, formats
        self.texts = shape.texts(table)
        self.widths = column_widths(table.columns, self.texts)
        self.aligns = [
            shape.align(column, shape.longest(self.texts, i), self.widths[i] - 1)
            for i, column in enumerate(table.columns)
        ]
        self.problems: list[Problem] = []
        self.row = 0

    def draw(self) -> None:
        for i, width in enumerate(self.widths):
            self.sheet.set_column(i, i, excel_width(width))
        title = self.formats(font_name="方正小标宋简体", font_size=_TITLE_SIZE, align="center")
        self._line(self.table.title, title, _TITLE_SIZE)
        for line in self.table.above:
            self._line(line, self.formats(align="left"))
        self._header()
        first = self.row
        self._body(first)
        for line in self.table.below:
            self._line(line, self.formats(align="left"))
        self._chart(first)
        set_page(self.sheet)

    def _line(self, text: str, style: Format, size: int = SIZE) -> None:
        """A line of text over the whole width of the table."""
        scale = SIZE / size
        self._set_height(self.row, row_height([text], [sum(self.widths) * scale], size))
        self._span(HeaderCell(text, 0, 0, columns=len(self.widths)), style)
        self.row += 1

    def _set_height(self, row: int, height: float) -> None:
        self.sheet.set_row(row, min(height, TALLEST_ROW))

    def _span(self, cell: HeaderCell, style: Format) -> None:
        top, left = self.row + cell.row, cell.column
        if cell.rows * cell.columns > 1:
            self.sheet.merge_range(top, left, top + cell.rows - 1, left + cell.columns - 1, "", style)
        self._text(top, left, shown(cell.text, "text"), style)

    def _header(self) -> None:
        columns, height = self.table.columns, shape.header_height(self.table.columns)
        style = self.formats(font_name="黑体", align="center", border=1)
        cells = shape.header(columns)
        for i in range(height):
            # A title that grows over several rows may count on the last of them alone.
            ending = [c for c in cells if c.row + c.rows - 1 == i]
            spans = [sum(self.widths[c.column : c.column + c.columns]) for c in ending]
            self._set_height(self.row + i, row_height([c.text for c in ending], spans, SIZE))
        for cell in cells:
            self._span(cell, style)
        self.sheet.repeat_rows(self.row, self.row + height - 1)
        self.row += height
        self.sheet.freeze_panes(self.row, 0)

    def _body(self, first: int) -> None:
        if not self.table.rows:
            self._line(self.table.empty, self.formats(align="center", border=1))
            return
        formulas = _formulas(self.table, first)
        for row, printed in zip(self.table.rows, self.texts, strict=True):
            size, height = fitted_row(printed, self.widths)
            self._set_height(self.row, height)
            self._cells(row, printed, formulas, size)
            self.row += 1
        unbroken = _unbroken(self.table)
        if unbroken and unbroken.start == 0:
            self.sheet.autofilter(first - 1, 0, first + unbroken.stop - 1, len(self.widths) - 1)

    def _cells(self, row: Row, printed: Sequence[str], formulas: _Formulas, size: int) -> None:
        for i, (value, column) in enumerate(zip(row.values, self.table.columns, strict=True)):
            number = as_number(value, column.kind)
            quoted = number is None and printed[i].startswith(_LOOKS_LIKE_FORMULA)
            style = self.formats.cell(column, row.level, self.aligns[i], size, quoted=quoted)
            if (self.row, i) in formulas:
                self.sheet.write_formula(self.row, i, formulas[self.row, i], style, number)
            elif isinstance(number, float):
                self.sheet.write_number(self.row, i, number, style)
            elif isinstance(number, date):
                self.sheet.write_datetime(self.row, i, number, style)
            else:
                self._text(self.row, i, printed[i], style)

    def _text(self, row: int, i: int, text: str, style: Format) -> None:
        length = len(text.encode("utf-16-le")) // 2
        if length > _LONGEST_CELL:
            what = f"文字有 {length} 字，超过 Excel 单元格的上限 {_LONGEST_CELL} 字"
            column = self.table.columns[i].title
            self._refuse(what, "请缩短该项，或改用 --json", f"第{row + 1}行“{column}”列")
        elif not text:
            self.sheet.write_blank(row, i, None, style)
        elif text.startswith("<r>"):  # XlsxWriter would take it for its own markup
            self.sheet.write_rich_string(row, i, style, text[:1], style, text[1:], style)
        else:
            self.sheet.write_string(row, i, text, style)

    def _refuse(self, what: str, remedy: str, where: str = "") -> None:
        self.problems.append(Problem(what, where=f"工作表“{self.sheet.get_name()}”{where}", remedy=remedy))

    def _chart(self, first: int) -> None:
        unbroken = _unbroken(self.table)
        if self.table.chart and unbroken:
            rows = first + unbroken.start, first + unbroken.stop - 1
            name = self.sheet.get_name()
            chart = make_chart(self.book, name, self.table.chart, self.table.columns, rows)
            self.sheet.insert_chart(self.row + 1, 0, chart)


def as_number(value: Value, kind: Kind) -> float | date | None:
    """The number or the date to store, None for what is stored as text."""
    if kind in ("code", "text"):
        return None
    if isinstance(value, int | Decimal):
        return float(Decimal(value) / 10_000 if kind == "wan" else value)
    # Excel's calendar begins in 1900; an older day stays readable as text.
    return value if isinstance(value, date) and value.year >= 1900 else None


def _bodies(table: Table) -> list[int]:
    return [i for i, row in enumerate(table.rows) if row.level == "body"]


def _unbroken(table: Table) -> range | None:
    """Where the body rows stand, if there are any and no sum stands between them."""
    bodies = _bodies(table)
    return range(bodies[0], bodies[-1] + 1) if bodies and bodies[-1] - bodies[0] < len(bodies) else None


def _formulas(table: Table, first: int) -> _Formulas:
    """The sums, where the body begins in row ``first``.

    SUBTOTAL passes over other SUBTOTALs, so a total over several parts needs one range only; where
    there is nothing to pass over, SUM keeps the total while somebody filters the rows.
    """
    from xlsxwriter.utility import xl_range

    bodies = _bodies(table)
    if not bodies:
        return {}
    columns = [i for i in range(len(table.columns)) if shape.adds_up(table, i)]
    sum_of = "=SUM({})" if _unbroken(table) else "=SUBTOTAL(9,{})"
    made: _Formulas = {}
    start = bodies[0]
    for at, row in enumerate(table.rows):
        begin, end = (start, at - 1) if row.level == "subtotal" else (bodies[0], bodies[-1])
        if row.level == "subtotal":
            start = at + 1
        if row.level == "body" or begin <= at <= end or begin > end:
            continue
        for i in columns:
            made[first + at, i] = sum_of.format(xl_range(first + begin, i, first + end, i))
    return made
