"""A native chart in a Word document: a chart part (ECMA-376 part 1, 21.2) with its own workbook inside.

Word and WPS draw it from the values stored in the part, and open the workbook when somebody edits it.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Twips
from lxml.builder import ElementMaker
from lxml.etree import _Element, tostring

from jbgs.exporters import shape
from jbgs.exporters.text import lines
from jbgs.exporters.xlsx import NUMBER_FORMATS, as_number
from jbgs.reports.table import Column, Table

if TYPE_CHECKING:
    from docx.document import Document

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEIGHT = 0.5  # of the width
_AXES = ("111111111", "222222222")
_FONT, _TITLE, _LABELS = "宋体", 1400, 1000  # hundredths of a point

_c = ElementMaker(namespace=_C, nsmap={"c": _C, "a": _A, "r": _R})
_a = ElementMaker(namespace=_A)


def inline_chart(document: Document, table: Table, width: int) -> _Element | None:
    """The ``w:drawing`` of a table's chart, ``width`` twentieths of a point wide; None without body rows."""
    chart, bodies = table.chart, [row for row in table.rows if row.level == "body"]
    if chart is None or not bodies:
        return None
    places = {column.key: i for i, column in enumerate(table.columns)}
    printed = shape.texts(Table("", "", table.columns, tuple(bodies)))
    labels = [row[places[chart.label]] for row in printed]
    shown = [table.columns[places[key]] for key in chart.values]
    numbers = [[as_number(row.values[places[column.key]], column.kind) for row in bodies] for column in shown]
    series = [
        (column, [one if isinstance(one, float) else None for one in values])
        for column, values in zip(shown, numbers, strict=True)
    ]
    relation = _add_part(document, chart.title, labels, series)
    return _drawing(relation, chart.title, width, _count(document))


_Series = tuple[Column, list[float | None]]


def _add_part(document: Document, title: str, labels: Sequence[str], series: Sequence[_Series]) -> str:
    package, number = document.part.package, _count(document) + 1
    xml = tostring(_chart(title, labels, series), xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, xml, package)
    place = PackURI(f"/word/embeddings/chart{number}.xlsx")
    book = Part(place, _BOOK_TYPE, _workbook(labels, series), package)
    part.relate_to(book, f"{_R}/package")  # the first relationship of a part is rId1
    return document.part.relate_to(part, f"{_R}/chart")


def _count(document: Document) -> int:
    return sum(part.content_type == _CHART_TYPE for part in document.part.package.parts)


def _workbook(labels: Sequence[str], series: Sequence[_Series]) -> bytes:
    from xlsxwriter import Workbook

    from jbgs.exporters.xlsx_page import CREATED

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet("Sheet1")
    for i, (column, values) in enumerate(series, 1):
        style = book.add_format({"num_format": NUMBER_FORMATS.get(column.kind, "General")})
        sheet.write_string(0, i, _line(column.title))
        for row, value in enumerate(values, 1):
            if value is not None:
                sheet.write_number(row, i, value, style)
    for row, label in enumerate(labels, 1):
        sheet.write_string(row, 0, _line(label))
    book.close()
    return stream.getvalue()


def _line(text: str) -> str:
    return " ".join(lines(text))


def _chart(title: str, labels: Sequence[str], series: Sequence[_Series]) -> _Element:
    bars = _c.barChart(_val("barDir", "col"), _val("grouping", "clustered"), _val("varyColors", "0"))
    for i, (column, values) in enumerate(series):
        bars.append(_one_series(i, column, labels, values))
    bars.append(_val("gapWidth", "80"))
    bars.extend(_val("axId", one) for one in _AXES)
    plot = _c.plotArea(_c.layout(), bars, _category_axis(), _value_axis(series[0][0]))
    drawn = _c.chart(_title(title), _val("autoTitleDeleted", "0"), plot)
    if len(series) > 1:
        drawn.append(_c.legend(_val("legendPos", "b"), _val("overlay", "0"), _text_style(_LABELS)))
    drawn.extend([_val("plotVisOnly", "1"), _val("dispBlanksAs", "gap")])
    data = _c.externalData(_val("autoUpdate", "0"))
    data.set(f"{{{_R}}}id", "rId1")
    made: _Element = _c.chartSpace(_val("roundedCorners", "0"), drawn, data)
    return made


def _val(tag: str, value: str) -> _Element:
    made: _Element = _c(tag)
    made.set("val", value)
    return made


def _one_series(i: int, column: Column, labels: Sequence[str], values: Sequence[float | None]) -> _Element:
    letter, last = chr(ord("B") + i), len(labels) + 1
    names = [_line(column.title)]
    made: _Element = _c.ser(
        _val("idx", str(i)),
        _val("order", str(i)),
        _c.tx(_texts(f"Sheet1!${letter}$1", names)),
        _val("invertIfNegative", "0"),
        _data_labels(column),
        _c.cat(_texts(f"Sheet1!$A$2:$A${last}", [_line(one) for one in labels])),
        _c.val(_numbers(f"Sheet1!${letter}$2:${letter}${last}", column, values)),
    )
    return made


def _data_labels(column: Column) -> _Element:
    """The value above each bar."""
    shape_of = NUMBER_FORMATS.get(column.kind, "General")
    # A nought above an empty place would only be in the way, and so would the decimals of a large amount.
    shown_as = "[>=100]#,##0;[>0]0.00;" if column.kind in ("wan", "yuan") else f"{shape_of};-{shape_of};"
    form = _c.numFmt(formatCode=shown_as, sourceLinked="0")
    shown = {"showLegendKey": "0", "showVal": "1", "showCatName": "0", "showSerName": "0", "showPercent": "0"}
    flags = [_val(name, value) for name, value in {**shown, "showBubbleSize": "0"}.items()]
    made: _Element = _c.dLbls(form, _text_style(900), *flags)
    return made


def _texts(place: str, texts: Sequence[str]) -> _Element:
    points = [_c.pt(_c.v(text), idx=str(i)) for i, text in enumerate(texts)]
    cache = _c.strCache(_val("ptCount", str(len(texts))), *points)
    made: _Element = _c.strRef(_c.f(place), cache)
    return made


def _numbers(place: str, column: Column, values: Sequence[float | None]) -> _Element:
    points = [_c.pt(_c.v(repr(one)), idx=str(i)) for i, one in enumerate(values) if one is not None]
    form = _c.formatCode(NUMBER_FORMATS.get(column.kind, "General"))
    made: _Element = _c.numRef(_c.f(place), _c.numCache(form, _val("ptCount", str(len(values))), *points))
    return made


def _category_axis() -> _Element:
    made: _Element = _c.catAx(
        _val("axId", _AXES[0]),
        _c.scaling(_val("orientation", "minMax")),
        _val("delete", "0"),
        _val("axPos", "b"),
        _c.numFmt(formatCode="General", sourceLinked="0"),
        _val("majorTickMark", "none"),
        _val("minorTickMark", "none"),
        _val("tickLblPos", "low"),
        _text_style(_LABELS),
        _val("crossAx", _AXES[1]),
        _val("crosses", "autoZero"),
    )
    return made


def _value_axis(column: Column) -> _Element:
    line = _a.ln(_a.solidFill(_a.srgbClr(val="D9D9D9")))
    scaling = _c.scaling(_val("orientation", "minMax"), _val("min", "0"))
    if column.kind == "percent":
        scaling.insert(1, _val("max", "1"))
    made: _Element = _c.valAx(
        _val("axId", _AXES[1]),
        scaling,
        _val("delete", "0"),
        _val("axPos", "l"),
        _c.majorGridlines(_c.spPr(line)),
        _c.numFmt(formatCode="0%" if column.kind == "percent" else "#,##0", sourceLinked="0"),
        _val("majorTickMark", "none"),
        _val("minorTickMark", "none"),
        _val("tickLblPos", "nextTo"),
        _text_style(_LABELS),
        _val("crossAx", _AXES[0]),
        _val("crosses", "autoZero"),
    )
    return made


def _font(tag: str, size: int) -> _Element:
    made: _Element = _a(tag, _a.latin(typeface=_FONT), _a.ea(typeface=_FONT), sz=str(size), b="0")
    return made


def _text_style(size: int) -> _Element:
    paragraph = _a.p(_a.pPr(_font("defRPr", size)), _a.endParaRPr(lang="zh-CN"))
    made: _Element = _c.txPr(_a.bodyPr(), _a.lstStyle(), paragraph)
    return made


def _title(text: str) -> _Element:
    run = _a.r(_font("rPr", _TITLE), _a.t(_line(text)))
    rich = _c.rich(_a.bodyPr(), _a.lstStyle(), _a.p(_a.pPr(_font("defRPr", _TITLE)), run))
    made: _Element = _c.title(_c.tx(rich), _val("overlay", "0"))
    return made


def _drawing(relation: str, title: str, width: int, number: int) -> _Element:
    across = int(Twips(width))
    made = parse_xml(
        f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="{_WP}"'
        f' xmlns:a="{_A}" xmlns:c="{_C}" xmlns:r="{_R}"><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{round(across * _HEIGHT)}"/><wp:docPr id="{2000 + number}" name=""/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_C}"><c:chart r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    properties = made[0][1]
    properties.set("name", f"图表 {number}")
    properties.set("descr", _line(title))
    return made
