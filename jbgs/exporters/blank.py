"""The blank forms 附件1–4 as Word files: what ``forms.toml`` declares, drawn as one table to fill in.

A value stands in a cell of its own to the right of its label, and that cell is empty but for the boxes
to tick and the lines to sign: whatever is typed into it is the value. Labels, units and hints stand in
the label's cell, so that nothing printed is ever taken for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from docx.shared import Mm, Pt, Twips
from lxml.etree import _Element

from jbgs.exporters import docx_layout as layout
from jbgs.exporters.docx_layout import element
from jbgs.exporters.docx_table import PADDING, table_properties, write
from jbgs.exporters.text import ems, fold
from jbgs.forms import Field, Form

_MARGIN, _FOOT = Mm(22), Mm(24)  # an annex is a table: it may be wider than a letter's text
_LABEL = 2070  # twentieths of a point: nine characters
_TITLE_SIZE, _TEXT_SIZE, _NAME_SIZE = 22.0, 12.0, 10.5
_TEXT, _NAME = layout.CELLS[_TEXT_SIZE], layout.CELLS[_NAME_SIZE]
_LINE = 312  # twentieths of a point: one line of a value
_ROW = 540
_TEXT_LINES = 4  # what a text of paragraphs is given, unless more is expected of it
_LONGER = {
    "background": 8,
    "content": 12,
    "targets": 8,
    "benefits": 6,
    "basis": 8,
    "scheme": 14,
    "schedule": 6,
}
_BAR, _SHADE = "E7E6E6", "F5F5F5"
_GREY, _HINT_SIZE = "7F7F7F", 9.0
_SLACK = 0.4  # characters by which fonts may be wider than we reckon

_SEALED = ("（盖章）", "年　　月　　日")
_SIGNED = ("（单位盖章、法定代表人签字）", "年　　月　　日")
_TO_SIGN = {
    "owner_opinion": _SEALED,
    "science_opinion": _SEALED,
    "economy_opinion": _SEALED,
    "commitment": _SIGNED,
}
_SEAL_LINES = 6  # room for a seal, which is 42 mm across, beside a few words
_SEAL_INDENT = 480  # twentieths of a point
_OTHER = "其他"
_TO_WRITE = "：＿＿＿＿＿＿"
_AFTER_SLASH = re.compile("(?<=/)")
_BEFORE_KIND = re.compile("(?=（)")  # the kind of form stands in brackets, on a line of its own
_NUMERALS = "一二三四五六七八九十"
_NOTES = (
    "填报说明：1. 请在右侧空白处填写，不改动左侧栏目名称；各栏可以加高，材料较多的可另附。"
    "2. 金额以万元为单位，写一个确定的数额。3. 在所选项的“□”内打“√”，或改为“■”“☑”。"
    "4. 请报送 Word 文档（.docx 或 .doc），盖章件另附扫描件。"
)


def blank(form: Form) -> bytes:
    """The blank form as a .docx file; the same declaration makes the same bytes."""
    document = layout.new(form.title, landscape=False)
    section = document.sections[0]
    section.top_margin = section.left_margin = section.right_margin = _MARGIN
    section.bottom_margin, section.footer_distance = _FOOT, _FOOT - Mm(10)
    styles = {style.name: style.style_id for style in document.styles if style.name}
    document.add_paragraph(f"附件{form.annex}", style=layout.ANNEX)
    width = layout.text_width(section)
    title = document.add_paragraph(form.title, style=layout.TITLE).paragraph_format
    title.left_indent = title.right_indent = Twips(
        _beside(_BEFORE_KIND.split(form.title), _TITLE_SIZE, width)
    )
    title.space_after = Pt(6)
    notes = _paragraph(styles[_NAME], _run(_NOTES), align="left")
    for part in (_Drawer(form, width, styles).table(), notes):
        document.element.body.insert_element_before(part, "w:sectPr")
    return layout.saved(document)


class _Drawer:
    """One form's table: four columns, in which a lone field takes the last three."""

    def __init__(self, form: Form, width: int, styles: dict[str, str]) -> None:
        self.form = form
        self.width = width
        self.text_style, self.name_style = styles[_TEXT], styles[_NAME]
        value = (width - 2 * _LABEL) // 2
        self.grid = (_LABEL, value, _LABEL, width - 2 * _LABEL - value)

    def table(self) -> _Element:
        grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in self.grid))
        return element("w:tbl", table_properties(self.width), grid, *self.rows())

    def rows(self) -> Iterator[_Element]:
        for numeral, section in zip(_NUMERALS, self.form.sections, strict=False):
            yield self.bar(f"{numeral}、{section.title}")
            for names in section.rows:
                yield self.row([self.form.fields[name] for name in names])

    def bar(self, title: str) -> _Element:
        """A section's title across the table; it stays with the row below."""
        run = _run(title, element("w:rFonts", ascii="黑体", hAnsi="黑体", eastAsia="黑体"))
        paragraph = _paragraph(self.text_style, run, align="left", keep_next=True)
        return _row(_ROW, [_cell(self.width, [paragraph], span=len(self.grid), shade=_BAR)])

    def row(self, fields: Sequence[Field]) -> _Element:
        """One or two fields. Only a row of paragraphs may go over a page break."""
        alone = len(fields) == 1
        cells: list[_Element] = []
        for field, width in zip(fields, self.grid[1::2], strict=False):
            wide, span = (self.width - _LABEL, len(self.grid) - 1) if alone else (width, 1)
            cells += [self.label(field), self.value(field, wide, span)]
        height = max(_height(field) for field in fields)
        return _row(height, cells, splits=any(field.kind == "text" for field in fields))

    def label(self, field: Field) -> _Element:
        unit = f"（{field.unit}）" if field.unit else ""
        apart = bool(unit) and ems(field.label + unit) > _room(_LABEL, _NAME_SIZE)
        paragraphs = [self.small(field.label if apart else field.label + unit, _NAME_SIZE)]
        if apart:
            paragraphs.append(self.small(unit, _NAME_SIZE))
        if hint := _hint(field):
            paragraphs.append(self.small(f"（{hint}）", _HINT_SIZE, element("w:color", val=_GREY)))
        return _cell(_LABEL, paragraphs, shade=_SHADE)

    def small(self, text: str, size: float, *properties: _Element) -> _Element:
        """A text of a label's cell, in lines of much the same length."""
        indent = _beside(_lines(text, _room(_LABEL, size)), size, _LABEL - 2 * PADDING)
        run = _run(text, *properties, element("w:sz", val=round(size * 2)))
        return _paragraph(self.name_style, run, left=indent, right=indent)

    def value(self, field: Field, width: int, span: int) -> _Element:
        paragraphs = [_paragraph(self.text_style, _run(_boxes(field, width)), align="left")]
        to_sign = _TO_SIGN.get(field.name, ())
        paragraphs += [
            _paragraph(self.text_style, _run(line), align="right", right=_SEAL_INDENT) for line in to_sign
        ]
        top = field.kind == "text" and not to_sign
        return _cell(width, paragraphs, span=span, align="top" if top else "center")


def _room(width: int, size: float) -> int:
    """How many characters of ``size`` points stand on a line of a cell."""
    return int((width - 2 * PADDING) / 20 / size)


def _beside(lines: Sequence[str], size: float, width: int) -> int:
    """The indent on both sides with which a text falls into these lines by itself.

    A break between them would be part of the text, for whoever reads it by program.
    """
    needed = ceil((max(map(ems, lines)) + _SLACK) * size * 20)
    return max(width - needed, 0) // 2 if len(lines) > 1 else 0


def _lines(text: str, room: int) -> list[str]:
    """A label in as few lines as it needs: cut after a slash, or evenly."""
    parts = _AFTER_SLASH.split(text) if ems(text) > room else [text]
    return [line for part in parts for line in fold(part, ceil(ems(part) / ceil(ems(part) / room)), ems)]


def _hint(field: Field) -> str:
    return "；".join(filter(None, ("可多选" if field.multiple else "", field.hint)))


def _boxes(field: Field, width: int) -> str:
    """The options, each behind its box, as many to a line as fit whole."""
    made: list[str] = []
    for choice in field.choices:
        box = f"□{choice}{_TO_WRITE if choice == _OTHER else ''}"
        if made and ems(longer := f"{made[-1]}　{box}") <= _room(width, _TEXT_SIZE):
            made[-1] = longer
        else:
            made.append(box)
    return "\n".join(made)


def _height(field: Field) -> int:
    """The least height of a field's row, in twentieths of a point."""
    if field.kind != "text":
        return _ROW
    usual = _SEAL_LINES if field.name in _TO_SIGN else _TEXT_LINES
    return _LINE * _LONGER.get(field.name, usual)


def _row(height: int, cells: Iterable[_Element], *, splits: bool = False) -> _Element:
    kept = [] if splits else [element("w:cantSplit")]
    return element(
        "w:tr", element("w:trPr", *kept, element("w:trHeight", val=height, hRule="atLeast")), *cells
    )


def _cell(
    width: int, paragraphs: Iterable[_Element], *, span: int = 1, shade: str = "", align: str = "center"
) -> _Element:
    properties = [element("w:tcW", w=width, type="dxa")]
    if span > 1:
        properties.append(element("w:gridSpan", val=span))
    if shade:
        properties.append(element("w:shd", val="clear", color="auto", fill=shade))
    properties.append(element("w:vAlign", val=align))
    return element("w:tc", element("w:tcPr", *properties), *paragraphs)


def _paragraph(
    style: str,
    run: _Element,
    *,
    align: str = "center",
    left: int = 0,
    right: int = 0,
    keep_next: bool = False,
) -> _Element:
    properties = [element("w:pStyle", val=style)]
    if keep_next:
        properties.append(element("w:keepNext"))
    properties.append(element("w:ind", left=left, right=right))
    properties.append(element("w:jc", val=align))
    return element("w:p", element("w:pPr", *properties), run)


def _run(text: str, *properties: _Element) -> _Element:
    run = element("w:r", element("w:rPr", *properties))
    if text:
        write(run, text)
    return run
