"""Page, styles and page number of an official document: GB/T 9704-2012, clauses 5 and 7.

Fonts are set in the styles, for East Asian and for Latin text alike, so that a paragraph carries no
layout of its own and an office can change the whole document by changing a style.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from lxml.etree import _Element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section, _Footer
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

_FANGSONG, _KAI, _HEI, _TITLE_FONT = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
BODY_SIZE = 16.0  # 三号, in points
_LINE = 28.95  # points: 22 lines on the 225 mm between the margins (clause 5.2.3)
_TIGHTER = -5  # twentieths of a point: 28 characters on the 156 mm between the margins (clause 5.2.3)
_CREATED = datetime(2021, 1, 1)  # the same letter makes the same bytes on any day

_CENTRE, _RIGHT, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: sizes in points, ``indent`` of the first line in characters."""

    name: str
    font: str = _FANGSONG
    size: float = BODY_SIZE
    indent: int = 0
    align: WD_ALIGN_PARAGRAPH = _JUSTIFY
    line: float | None = _LINE  # None: as high as the text needs
    keep_next: bool = False


HEADINGS = {1: "Heading 1", 2: "Heading 2", 3: "Heading 3", 4: "Heading 4"}
NORMAL, BODY, TITLE, NUMBER, ADDRESSEE = "Normal", "公文正文", "公文标题", "公文文号", "公文主送"
ANNEX, GAP, PICTURE = "公文附件", "表格间隔", "图表"
SIGNATURE, CAPTION, BESIDE, PAGE_NUMBER = "公文落款", "表格标题", "表格说明", "公文页码"
CELLS = {12.0: "表格文字小四", 10.5: "表格文字五号", 9.0: "表格文字小五"}  # by size in points

_STYLES = (
    _Style(NORMAL),
    _Style(BODY, indent=2),
    _Style(TITLE, _TITLE_FONT, 22, align=_CENTRE, line=35, keep_next=True),
    _Style(NUMBER, align=_CENTRE, keep_next=True),
    _Style(ADDRESSEE, keep_next=True),
    _Style(ANNEX, _HEI, keep_next=True),
    _Style(HEADINGS[1], _HEI, indent=2, keep_next=True),
    _Style(HEADINGS[2], _KAI, indent=2, keep_next=True),
    _Style(HEADINGS[3], indent=2, keep_next=True),
    _Style(HEADINGS[4], indent=2, keep_next=True),
    _Style(SIGNATURE, align=_RIGHT),
    _Style(CAPTION, _HEI, 14, align=_CENTRE, keep_next=True),
    _Style(BESIDE, size=12, line=None),
    _Style(GAP, size=1, line=1),
    _Style(PICTURE, size=12, align=_CENTRE, line=None),
    *(_Style(name, size=size, align=_CENTRE, line=None) for size, name in CELLS.items()),
    _Style(PAGE_NUMBER, "宋体", 14, line=None),
)


def new(title: str, *, landscape: bool) -> Document:
    """An empty document with the page, the styles and the page number of the standard."""
    document = docx.Document(BytesIO(_styled()))
    name(document, title)
    section = document.sections[0]
    page(section, landscape=landscape)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    return document


@cache
def _styled() -> bytes:
    """A document with the styles: made once for all the papers of a run."""
    document = docx.Document()
    _without_template(document)
    have = {style.name for style in document.styles}
    for style in _STYLES:
        _define(document, style, known=style.name in have)
    return saved(document)


def name(document: Document, title: str) -> None:
    """The document's properties: its title, nobody's name, and no day."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "", ""
    properties.last_modified_by = ""
    properties.created = properties.modified = _CREATED


def complete(document: Document) -> None:
    """Add what styles a document lacks, those it has staying as they are."""
    have = {style.name for style in document.styles}
    for style in _STYLES:
        if style.name not in have:
            _define(document, style, known=False)


def lies(section: Section) -> bool:
    """Whether a section's pages lie on their side."""
    return bool((section.page_width or 0) > (section.page_height or 0))


def saved(document: Document) -> bytes:
    """The file, the times of its parts left out, so that the same document is the same bytes on any day."""
    dated, stream = BytesIO(), BytesIO()
    document.save(dated)
    with ZipFile(dated) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name)
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return stream.getvalue()


def text_width(section: Section) -> int:
    """The width between the margins, in twentieths of a point."""
    page, left, right = section.page_width or 0, section.left_margin or 0, section.right_margin or 0
    width: int = Emu(page - left - right).twips
    return width


def element(tag: str, *children: _Element, **attributes: str | int) -> _Element:
    """A WordprocessingML element; ``element("w:ind", right=640)`` is ``<w:ind w:right="640"/>``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def indent(of: Paragraph | ParagraphStyle, size: float = BODY_SIZE, **characters: float) -> None:
    """Indent by characters of ``size`` points: ``indent(paragraph, right=4)``.

    Characters are what Word and WPS follow; the length beside them is for programs that know none.
    """
    properties = of.paragraph_format.element.get_or_add_pPr().get_or_add_ind()
    for side, count in characters.items():
        properties.set(qn(f"w:{side}Chars"), str(round(count * 100)))
        properties.set(qn(f"w:{side}"), str(round(count * size * 20)))


def _without_template(document: Document) -> None:
    """Take out of python-docx's own template what shows: its language and the picture of its first page.

    Line breaking and quotation marks follow the language.
    """
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]


def _define(document: Document, wanted: _Style, *, known: bool) -> None:
    styles = document.styles
    style: ParagraphStyle = (
        styles[wanted.name] if known else styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
    )
    style.quick_style = True
    font = style.font
    font.size, font.bold, font.italic, font.color.rgb = Pt(wanted.size), False, False, RGBColor(0, 0, 0)
    _set_fonts(style, wanted.font)
    if wanted.size == BODY_SIZE:
        spacing = element("w:spacing", val=_TIGHTER)
        style.element.get_or_add_rPr().insert_element_before(spacing, "w:sz", "w:szCs")
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.alignment, layout.keep_with_next, layout.widow_control = wanted.align, wanted.keep_next, False
    if wanted.line is None:
        layout.line_spacing = 1.0
    else:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(wanted.line)
    indent(style, wanted.size, firstLine=wanted.indent)


def _set_fonts(style: ParagraphStyle, name: str) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):  # theme fonts would win over names
        properties.remove(old)
    properties.insert(0, element("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name))


def page(section: Section, *, landscape: bool) -> None:
    """A4, clause 5.1 and 5.2; lying, the sheet is turned so that its top goes to the right."""
    top, bottom, left, right = Mm(37), Mm(35), Mm(28), Mm(26)
    width, height = Mm(210), Mm(297)
    if landscape:
        width, height = height, width
        top, bottom, left, right = left, right, bottom, top
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin, section.bottom_margin = top, bottom
    section.left_margin, section.right_margin = left, right
    # 7 mm below the text stands the dash (clause 7.5), which is half a line above the foot of the footer.
    section.footer_distance = bottom - Mm(10)
    for grid in section._sectPr.findall(qn("w:docGrid")):  # the styles say how lines and characters stand
        section._sectPr.remove(grid)


def _page_number(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — on the outer side, one character from the edge (clause 7.5)."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = PAGE_NUMBER
    paragraph.alignment = side
    indent(paragraph, **{"right" if side == WD_ALIGN_PARAGRAPH.RIGHT else "left": 1.0}, size=14.0)
    paragraph.add_run("— ")
    paragraph._p.append(element("w:fldSimple", paragraph.add_run("1")._r, instr="PAGE"))
    paragraph.add_run(" —")
