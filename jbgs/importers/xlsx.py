"""Excel lists (.xlsx, ECMA-376 part 1, 18): each sheet a table, each value as its cell stores it.

Numbers stay exact (15 digits, which is all that Excel keeps), dates become YYYY-MM-DD, a formula
is its stored result. Nothing is calculated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Context, Decimal, InvalidOperation

from lxml import etree

from jbgs.errors import Refused, damaged
from jbgs.importers import opc, safexml
from jbgs.importers.document import Cell, Document, Paragraph, Table
from jbgs.importers.grid import check_columns
from jbgs.importers.notes import Finding, sentences
from jbgs.importers.package import Package

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_VALUE, _FORMULA, _INLINE, _CELL = f"{_S}v", f"{_S}f", f"{_S}is", f"{_S}c"
_MAX_ROWS = 20_000
_MAX_CELLS = 300_000  # of all sheets
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DIGITS = Context(prec=15)
_LARGEST = 30  # powers of ten; beyond them a number is no amount and stays as it is written

# Built-in number formats (18.8.30, zh-cn): those with a day, and those with a year and month only.
_DAYS = frozenset({14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58})
_MONTHS = frozenset({17, 27, 36, 50, 52, 57})
_NO_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # what a format code only prints


def read_xlsx(package: Package) -> Document:
    """Read a workbook's visible sheets; raises ``Refused`` where it is damaged or too large."""
    main = opc.main_part(package, "xl/workbook.xml")
    workbook = _part(package, main)
    if workbook is None:
        raise damaged("缺少工作簿")
    parts = {r.id: r for r in opc.relationships(package, main)}
    by_kind = {r.kind: r.target for r in parts.values()}
    seen: set[Finding] = set(opc.findings(package))
    values = _Values(
        _strings(_part(package, by_kind.get("sharedStrings", ""))),
        _formats(_part(package, by_kind.get("styles", ""))),
        _starts_1904(workbook),
        seen,
    )
    blocks: list[Paragraph | Table] = []
    cells = 0
    for sheet in workbook.iterfind(f"{_S}sheets/{_S}sheet"):
        link = parts.get(next((str(v) for k, v in sheet.items() if str(k).endswith("}id")), ""))
        if sheet.get("state", "visible") != "visible":
            seen.add("hidden")
        elif link is not None and link.kind == "worksheet":
            content = _part(package, link.target)
            if content is None:
                raise damaged("缺少工作表")
            table = _table(content, values)
            cells += sum(map(len, table.rows))
            if cells > _MAX_CELLS:
                raise Refused("too-large", f"工作簿超过 {_MAX_CELLS} 个单元格")
            blocks += [Paragraph(sheet.get("name", "")), table]
    return Document("xlsx", tuple(blocks), sentences(seen))


def _part(package: Package, name: str) -> etree._Element | None:
    content = package.read(name)
    return None if content is None else safexml.parse(opc.transitional(content), name)


def _starts_1904(workbook: etree._Element) -> bool:
    properties = workbook.find(f"{_S}workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true")


def _strings(part: etree._Element | None) -> list[str]:
    return [] if part is None else [_rich_text(item) for item in part.iterchildren(f"{_S}si")]


def _rich_text(item: etree._Element) -> str:
    """A string's own text, without the reading aids (rPh) beside it."""
    plain = [*item.iterchildren(f"{_S}t"), *item.iterfind(f"{_S}r/{_S}t")]
    return "".join(element.text or "" for element in plain).replace("\r\n", "\n").replace("_x000D_", "")


def _formats(part: etree._Element | None) -> list[str]:
    """For each cell style how its number is meant: ``day``, ``month``, ``percent``, or nothing."""
    if part is None:
        return []
    custom = {
        int(f.get("numFmtId", "0")): f.get("formatCode", "")
        for f in part.iterfind(f"{_S}numFmts/{_S}numFmt")
        if f.get("numFmtId", "").isdecimal()
    }
    return [_meaning(xf.get("numFmtId", "0"), custom) for xf in part.iterfind(f"{_S}cellXfs/{_S}xf")]


def _meaning(written: str, custom: dict[int, str]) -> str:
    number = int(written) if written.isdecimal() else 0
    code = custom.get(number)
    if code is None:
        known = {
            **dict.fromkeys(_DAYS, "day"),
            **dict.fromkeys(_MONTHS, "month"),
            9: "percent",
            10: "percent",
        }
        return known.get(number, "")
    letters = _NO_DATE.sub("", code.split(";")[0]).lower()
    if "%" in letters:
        return "percent"
    if "d" in letters:
        return "day"
    return "month" if "y" in letters else ""


@dataclass(frozen=True, slots=True)
class _Values:
    """Turns a stored value into its text."""

    strings: list[str]
    formats: list[str]
    from_1904: bool
    seen: set[Finding]

    def text(self, cell: etree._Element) -> str:
        """The text of a cell element."""
        kind = cell.get("t", "n")
        parts = {part.tag: part for part in cell}
        if kind == "inlineStr":
            return _rich_text(parts[_INLINE]) if _INLINE in parts else ""
        stored = (parts[_VALUE].text or "") if _VALUE in parts else ""
        if not stored and _FORMULA in parts:
            self.seen.add("formula")
        if kind == "s":
            number = int(stored) if stored.isdecimal() else -1
            if not 0 <= number < len(self.strings):
                raise damaged("单元格引用了不存在的文字")
            return self.strings[number]
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(stored, stored)
        return self._number(stored, cell.get("s", "0")) if kind == "n" and stored else stored

    def _number(self, stored: str, style: str) -> str:
        try:
            exact = (
                stored.isdecimal() and len(stored) <= _LARGEST
            )  # codes that another program wrote as numbers
            number = Decimal(stored) if exact else _DIGITS.create_decimal(stored)
        except InvalidOperation:
            return stored
        if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
            return stored
        index = int(style) if style.isdecimal() else 0
        meaning = self.formats[index] if index < len(self.formats) else ""
        if meaning in ("day", "month"):
            return self._date(number, meaning) or _plain(number)
        return f"{_plain(number * 100)}%" if meaning == "percent" else _plain(number)

    def _date(self, serial: Decimal, meaning: str) -> str | None:
        """The day of a serial number (18.17.4.1); None for one that is no day."""
        if not 1 <= serial < 2_958_466 or (serial // 1 == 60 and not self.from_1904):
            return None  # Excel's 1900-02-29 never was
        if self.from_1904:
            start = datetime(1904, 1, 1)
        else:
            start = datetime(1899, 12, 30) if serial > 60 else datetime(1899, 12, 31)
        try:
            moment = start + timedelta(seconds=round(float(serial) * 86_400))
        except OverflowError:
            return None
        if meaning == "month":
            return f"{moment:%Y-%m}"
        return f"{moment:%Y-%m-%d}" if moment.time() == datetime.min.time() else f"{moment:%Y-%m-%d %H:%M:%S}"


def _plain(number: Decimal) -> str:
    """Without exponent and without zeros that nobody wrote."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _table(sheet: etree._Element, values: _Values) -> Table:
    """The sheet's cells at their own places; those that hold nothing are left out."""
    found = [(row, col, text) for row, col, cell in _cells(sheet) if (text := values.text(cell))]
    height = max((row for row, _, _ in found), default=-1) + 1
    width = max((col for _, col, _ in found), default=-1) + 1
    check_columns(width)
    if height > _MAX_ROWS:
        raise Refused("too-large", f"工作表超过 {_MAX_ROWS} 行")
    spans = _merges(sheet)
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for row, col, text in found:
        tall, wide = spans.get((row, col), (1, 1))
        rows[row].append(Cell(row, col, min(tall, height - row), min(wide, width - col), text))
    return Table(tuple(tuple(sorted(row, key=_column)) for row in rows))


def _column(cell: Cell) -> int:
    return cell.col


def _cells(sheet: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Each cell with its place; a place that is not written is the one after the last (18.3.1.4)."""
    row = -1
    for line in sheet.iterfind(f"{_S}sheetData/{_S}row"):
        number = line.get("r", "")
        row = int(number) - 1 if number.isdecimal() and 0 < len(number) < 8 else row + 1
        col = -1
        for cell in line.iterchildren(_CELL):
            place = _place(cell.get("r", ""))
            col = place[1] if place else col + 1
            yield row, col, cell


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a reference such as ``B12``."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    col = 0
    for letter in match.group(1):
        col = col * 26 + ord(letter) - ord("A") + 1
    return int(match.group(2)) - 1, col - 1


def _merges(sheet: etree._Element) -> dict[tuple[int, int], tuple[int, int]]:
    """Height and width of each merged area by the place of its first cell."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for merge in sheet.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
        first, _, last = merge.get("ref", "").partition(":")
        start, end = _place(first), _place(last)
        if start and end and start <= end:
            spans[start] = (end[0] - start[0] + 1, max(end[1] - start[1] + 1, 1))
    return spans
