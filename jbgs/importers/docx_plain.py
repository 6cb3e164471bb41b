"""What of a WordprocessingML body is written the plain way, read in one pass: paragraphs and rows.

Nearly all of a form is; the walk of ``docx_body`` and ``docx_text``, which knows all that may stand
anywhere, takes many times as long.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from jbgs.importers.docx_text import HANDLERS, VAL, W, text_of
from jbgs.importers.symbols import is_symbol_font

_MOST = 60_000  # elements of a form that say anything; what has more was made to fill the memory
_P, _T = f"{W}p", f"{W}t"
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_TBL, _TR, _TC, _SPAN, _MERGE = f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}gridSpan", f"{W}vMerge"
_FIELDS = (f"{W}fldChar", f"{W}instrText")
_FONTS, _ASCII = f"{W}rFonts", f"{W}ascii"
_STYLES = (f"{W}pStyle", f"{W}rStyle")
_USUAL = frozenset({_T, *_SIGNS, f"{W}r", f"{W}pPr", f"{W}rPr"})
_OF_TABLES = ("altChunk", "gridBefore", "hidden", "hMerge", "cellDel", "cellMerge")  # as docx_body knows them
# What the walk has a handler for, what hides text or a paragraph's end, and w:tabs, whose w:tab are no text.
_SPECIAL = (
    *(tag for tag in HANDLERS if tag not in _USUAL),
    f"{W}vanish",
    f"{W}tabs",
    *(f"{W}{name}" for name in _OF_TABLES),
)


@dataclass(slots=True)
class PlainCell:
    """A cell with nothing in it but paragraphs, whose pieces are given; its spans as they are written."""

    lines: list[list[str]]
    span: etree._Element | None = None
    merge: etree._Element | None = None

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(["".join(pieces) for pieces in self.lines])


@dataclass(slots=True)
class Plain:
    """The plain parts of a body by their element.

    ``paragraphs`` hold but runs of text: the pieces of what ``Inline.paragraph`` would give; nothing is
    hidden, inserted or deleted in them, not even the paragraph's end. ``rows`` have no properties that
    matter, and these cells, all of them plain.
    """

    paragraphs: dict[etree._Element, list[str]] = field(default_factory=dict)
    rows: dict[etree._Element, list[PlainCell]] = field(default_factory=dict)


class _NotPlainError(Exception):
    """Nothing in this body can be told to be plain."""


def plain_parts(body: etree._Element, hidden_styles: frozenset[str]) -> Plain:
    """The plain parts; none of a body with fields, text outside paragraphs, or larger than any form."""
    found = _Pass(body)
    elements = body.iter(*_READ)
    try:
        for element in islice(elements, _MOST):
            _READ[element.tag](found, element)
    except _NotPlainError:
        return Plain()
    if next(elements, None) is not None:
        return Plain()
    if hidden_styles:
        for style in body.iter(*_STYLES):
            if style.get(VAL) in hidden_styles:
                found.special(style)
    return found.plain


class _Pass:
    """Takes the elements in document order; what stands in an odd place makes what is around it special."""

    def __init__(self, body: etree._Element) -> None:
        self.plain = Plain()
        self._table = self._row = self._cell = self._paragraph = self._body = body
        self._cells: list[PlainCell] = []
        self._read = PlainCell([])
        self._pieces: list[str] = []

    def special(self, element: etree._Element) -> None:
        """The paragraph and the row that this stands in are not plain."""
        for paragraph in islice(element.iterancestors(_P), 1):
            self.plain.paragraphs.pop(paragraph, None)
        for row in islice(element.iterancestors(_TR), 1):
            self.plain.rows.pop(row, None)

    def font(self, element: etree._Element) -> None:
        """w:rFonts."""
        if is_symbol_font(element.get(_ASCII, "")):
            self.special(element)

    def field_mark(self, _: etree._Element) -> None:
        """w:fldChar, w:instrText: a field may run over several paragraphs."""
        raise _NotPlainError

    def table(self, element: etree._Element) -> None:
        """w:tbl."""
        self._table = element
        if element.getparent() is not self._body:
            self.special(element)

    def row(self, element: etree._Element) -> None:
        """w:tr."""
        if element.getparent() is not self._table:
            self.special(element)
        self._row = element
        self._cells = self.plain.rows[element] = []

    def cell(self, element: etree._Element) -> None:
        """w:tc."""
        self._cell, self._read = element, PlainCell([])
        if element.getparent() is self._row:
            self._cells.append(self._read)
        else:
            self.special(element)

    def property(self, element: etree._Element) -> None:
        """w:gridSpan, w:vMerge."""
        properties = element.getparent()
        if len(self._cell) == 0 or self._cell[0] is not properties or properties.tag != _PROPERTIES:
            self.special(element)
        elif element.tag == _SPAN:
            self._read.span = element
        else:
            self._read.merge = element

    def paragraph(self, element: etree._Element) -> None:
        """w:p."""
        self._paragraph = element
        self._pieces = self.plain.paragraphs[element] = []
        parent = element.getparent()
        if parent is self._cell:
            self._read.lines.append(self._pieces)
        elif parent is not self._body:
            self.special(element)

    def text(self, element: etree._Element) -> None:
        """w:t."""
        self._add(element, text_of(element))

    def sign(self, element: etree._Element) -> None:
        """A character that has an element of its own."""
        self._add(element, _SIGNS[element.tag])

    def _add(self, element: etree._Element, text: str) -> None:
        run = element.getparent()
        if run is not None and run.getparent() is self._paragraph:
            self._pieces.append(text)
            return
        around = next(element.iterancestors(_P), None)
        if around is None:
            raise _NotPlainError
        if around in self.plain.paragraphs:
            self.plain.paragraphs[around].append(text)


_PROPERTIES = f"{W}tcPr"
_READ: dict[str, Callable[[_Pass, etree._Element], None]] = {
    **dict.fromkeys(_SPECIAL, _Pass.special),
    **dict.fromkeys(_FIELDS, _Pass.field_mark),
    _FONTS: _Pass.font,
    _TBL: _Pass.table,
    _TR: _Pass.row,
    _TC: _Pass.cell,
    _SPAN: _Pass.property,
    _MERGE: _Pass.property,
    _P: _Pass.paragraph,
    _T: _Pass.text,
    **dict.fromkeys(_SIGNS, _Pass.sign),
}
