"""Excel: one sheet per table, ready to be printed, signed and added up again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from jbgs.errors import OutputFault, Problem
from jbgs.exporters import shape
from jbgs.exporters.shape import HeaderCell
from jbgs.exporters.sheet_names import sheet_names
from jbgs.exporters.text import ems, fold, shown
from jbgs.reports.table import Column, Kind, Row, Table, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# "Excel specifications and limits" (Microsoft Support); a cell counts UTF-16 code units.
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
_TALLEST_ROW = 409.0  # points

_CREATED = datetime(2021, 1, 1)  # the same table makes the same bytes on any day
_PAPER_A4 = 9
_PAGE_WIDTH = 74.0  # Chinese characters of 10 points across A4 landscape, inside the margins
_WIDEST = 50.0  # Chinese characters: no column grows beyond it
_SIZE, _TITLE_SIZE = 10, 18  # points
_SIZES = (_SIZE, 8, 6)  # a row too tall for Excel is set smaller, so that all of it shows
_LINE = 1.45  # line height in ems, with room for fonts that stand in for 宋体

_NUMBER_FORMATS: dict[Kind, str] = {
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

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    formats = _Formats(book)
    problems: list[Problem] = []
    for name, table in zip(sheet_names([t.name for t in tables]), tables, strict=True):
        sheet = _Sheet(book.add_worksheet(name), table, formats)
        sheet.draw()
        problems += sheet.problems
    if problems:
        raise OutputFault(*problems)
    book.close()
    return stream.getvalue()


class _Formats:
    """The cell formats of one workbook, each made once: a format per cell is what makes writers slow."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[frozenset[tuple[str, str | int | bool]], Format] = {}

    def __call__(self, **properties: str | int | bool) -> Format:
        key = frozenset(properties.items())
        if key not in self._made:
            usual = {"font_name": "宋体", "font_size": _SIZE, "valign": "vcenter", "text_wrap": True}
            self._made[key] = self._book.add_format(usual | properties)
        return self._made[key]

    def cell(self, column: Column, level: str, align: str, size: int, *, quoted: bool) -> Format:
        properties: dict[str, str | int | bool] = {"border": 1, "align": align, "font_size": size}
        if column.kind in _NUMBER_FORMATS:
            properties |= {"num_format": _NUMBER_FORMATS[column.kind]}
        if level != "body":
            properties |= {"bold": True}
        if quoted:
            properties |= {"quote_prefix": True}
        return self(**properties)


class _Sheet:
    """One sheet while it is drawn, from the top down; ``row`` is the next free one."""

    def __init__(self, sheet: Worksheet, table: Table, formats: _Formats) -> None:
        self.sheet, self.table, self.formats = sheet, table, formats
        self.texts = shape.texts(table)
        self.widths = _widths(table.columns, self.texts)
        self.aligns = [
            shape.align(column, shape.longest(self.texts, i), self.widths[i] - 1)
            for i, column in enumerate(table.columns)
        ]
        self.problems: list[Problem] = []
        self.row = 0

    def draw(self) -> None:
        if len(self.table.rows) > _MOST_ROWS - 100:
            self._refuse("行数超过 Excel 的上限", "请缩小筛选范围后分开导出")
            return
        for i, width in enumerate(self.widths):
            self.sheet.set_column(i, i, _excel_width(width))
        title = self.formats(font_name="方正小标宋简体", font_size=_TITLE_SIZE, align="center")
        self._line(self.table.title, title, _TITLE_SIZE)
        for line in self.table.above:
            self._line(line, self.formats(align="left"))
        self._header()
        self._body()
        for line in self.table.below:
            self._line(line, self.formats(align="left"))
        self._page()

    def _line(self, text: str, style: Format, size: int = _SIZE) -> None:
        """A line of text over the whole width of the table."""
        scale = _SIZE / size
        self.sheet.set_row(self.row, _height([text], [sum(self.widths) * scale], size))
        self._span(HeaderCell(text, 0, 0, columns=len(self.widths)), style)
        self.row += 1

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
            self.sheet.set_row(self.row + i, _height([c.text for c in ending], spans, _SIZE))
        for cell in cells:
            self._span(cell, style)
        self.sheet.repeat_rows(self.row, self.row + height - 1)
        self.row += height
        self.sheet.freeze_panes(self.row, 0)

    def _body(self) -> None:
        first = self.row
        if not self.table.rows:
            self._line(self.table.empty, self.formats(align="center", border=1))
            return
        formulas = _formulas(self.table, first)
        for row, printed in zip(self.table.rows, self.texts, strict=True):
            size, height = _fitted(printed, self.widths)
            self.sheet.set_row(self.row, height)
            self._cells(row, printed, formulas, size)
            self.row += 1
        levels = [row.level for row in self.table.rows]
        bodies = levels.count("body")
        if bodies and all(level == "body" for level in levels[:bodies]):  # no sum in between
            self.sheet.autofilter(first - 1, 0, first + bodies - 1, len(self.widths) - 1)

    def _cells(self, row: Row, printed: Sequence[str], formulas: _Formulas, size: int) -> None:
        for i, (value, column) in enumerate(zip(row.values, self.table.columns, strict=True)):
            number = _number(value, column.kind)
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

    def _page(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(_PAPER_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.center_horizontally()
        self.sheet.set_footer("&C第&P页 共&N页")


def _number(value: Value, kind: Kind) -> float | date | None:
    """The number or the date to store, None for what is stored as text."""
    if kind in ("code", "text"):
        return None
    if isinstance(value, int | Decimal):
        return float(Decimal(value) / 10_000 if kind == "wan" else value)
    # Excel's calendar begins in 1900; an older day stays readable as text.
    return value if isinstance(value, date) and value.year >= 1900 else None


def _formulas(table: Table, first: int) -> _Formulas:
    """The sums, where the body begins in row ``first``.

    SUBTOTAL passes over other SUBTOTALs, so a total over several parts needs one range only; where
    there is nothing to pass over, SUM keeps the total while somebody filters the rows.
    """
    from xlsxwriter.utility import xl_range

    bodies = [i for i, row in enumerate(table.rows) if row.level == "body"]
    if not bodies:
        return {}
    apart = bodies[-1] - bodies[0] + 1 == len(bodies)
    columns = [i for i in range(len(table.columns)) if shape.adds_up(table, i)]
    made: _Formulas = {}
    start = bodies[0]
    for at, row in enumerate(table.rows):
        begin, end = (start, at - 1) if row.level == "subtotal" else (bodies[0], bodies[-1])
        if row.level == "subtotal":
            start = at + 1
        if row.level == "body" or begin <= at <= end or begin > end:
            continue
        for i in columns:
            cells = xl_range(first + begin, i, first + end, i)
            made[first + at, i] = f"=SUM({cells})" if apart else f"=SUBTOTAL(9,{cells})"
    return made


def _widths(columns: Sequence[Column], printed: Sequence[Sequence[str]]) -> list[float]:
    """Widths in Chinese characters: what is free on the page goes to the columns with long texts."""
    widths = shape.widths(columns, printed)
    wishes = [
        min(shape.longest(printed, i) + 1, _WIDEST) if column.kind == "text" else 0.0
        for i, column in enumerate(columns)
    ]
    lacking = [max(wish - width, 0.0) for wish, width in zip(wishes, widths, strict=True)]
    free = max(_PAGE_WIDTH - sum(widths), 0.0)
    share = min(1.0, free / sum(lacking)) if any(lacking) else 0.0
    widths = [width + share * lack for width, lack in zip(widths, lacking, strict=True)]
    for i, column in enumerate(columns):
        while column.kind == "text" and widths[i] < _WIDEST and _tallest(printed, widths, i) > _TALLEST_ROW:
            widths[i] = min(widths[i] * 1.25, _WIDEST)
    return widths


def _tallest(printed: Sequence[Sequence[str]], widths: Sequence[float], i: int) -> float:
    return max((_height([row[i]], [widths[i]], _SIZE) for row in printed), default=0.0)


def _excel_width(width: float) -> float:
    """Chinese characters of 10 points as Excel counts widths: digits of the default font, 7 pixels each."""
    return width * _SIZE * 96 / 72 / 7 + 1


def _height(printed: Sequence[str], widths: Sequence[float], size: int) -> float:
    """The height in points of a row in which every text shows whole.

    One character less than fits is counted per line: punctuation may not begin a line, and so
    drags a character along.
    """
    most = max(
        (
            sum(len(fold(line, max(width - 1, 1), ems)) for line in text.split("\n"))
            for text, width in zip(printed, widths, strict=True)
        ),
        default=1,
    )
    return max(most, 1) * size * _LINE + 4


def _fitted(printed: Sequence[str], widths: Sequence[float]) -> tuple[int, float]:
    """The font size and the height of a row: smaller letters where Excel's tallest row is not enough."""
    for size in _SIZES:
        height = _height(printed, [width * _SIZE / size for width in widths], size)
        if height <= _TALLEST_ROW:
            return size, height
    return _SIZES[-1], _TALLEST_ROW
