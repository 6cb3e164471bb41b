"""OpenDocument text (OASIS ODF 1.2 part 1), as LibreOffice and other free office suites save it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from jbgs.errors import Refused
from jbgs.importers import safexml
from jbgs.importers.document import Document, Paragraph, Table
from jbgs.importers.fields import TICKED, UNTICKED
from jbgs.importers.grid import Slot, check_columns, spanned
from jbgs.importers.notes import Finding, sentences
from jbgs.importers.package import Package
from jbgs.importers.symbols import in_font, is_symbol_font

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT, _TABLE, _DRAW, _STYLE, _FO = (
    _ODF % name for name in ("office", "text", "table", "drawing", "style", "xsl-fo-compatible")
)
_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_REPEATS = 1_000  # of one row, or blanks in a line
_MOST_CELLS = 200_000  # in the whole file, for repeats multiply


def read_odt(package: Package) -> Document:
    """Read an ODT file; raises ``Refused`` where it is encrypted or damaged."""
    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise Refused("encrypted")
    content = package.read("content.xml") or b""
    root = safexml.parse(content, "content.xml")
    text = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if text is None:
        raise Refused("damaged", "文件已损坏（缺少正文），为免读错，未予读取")
    reader = _Reader(_styles(root))
    blocks = tuple(reader.blocks(text))
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        reader.seen.add("macros")
    return Document("odt", blocks, sentences(reader.seen))


class _Look(NamedTuple):
    """What a character style says that changes the text."""

    font: str = ""
    hidden: bool = False


def _styles(root: etree._Element) -> dict[str, _Look]:
    looks: dict[str, _Look] = {}
    for style in root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style"):
        properties = style.find(f"{_STYLE}text-properties")
        if properties is not None:
            font = properties.get(f"{_STYLE}font-name", "")
            hidden = properties.get(f"{_TEXT}display") == "none"
            looks[style.get(f"{_STYLE}name", "")] = _Look(font if is_symbol_font(font) else "", hidden)
    return looks


class _Reader:
    """Walks the text; an element that is not named below is transparent."""

    def __init__(self, looks: dict[str, _Look]) -> None:
        self.seen: set[Finding] = set()
        self._looks = looks
        self._boxes: list[etree._Element] = []
        self._line: list[str] = []
        self._look = _Look()
        self._made = 0

    def blocks(self, text: etree._Element) -> Iterator[Paragraph | Table]:
        """Paragraphs (blank ones left out) and tables, each text box after the block it hangs on."""
        for block in self._story(text):
            if isinstance(block, Table) or block.text.strip():
                yield block
            while self._boxes:
                yield from (b for b in self._story(self._boxes.pop(0)) if isinstance(b, Table) or b.text)

    def _story(self, parent: etree._Element) -> Iterator[Paragraph | Table]:
        for element in self._found(parent, _BLOCKS):
            yield self._table(element) if element.tag == f"{_TABLE}table" else self._paragraph(element)

    def _found(self, parent: etree._Element, wanted: frozenset[str]) -> Iterator[etree._Element]:
        for child in parent:
            if child.tag in wanted:
                yield child
            elif child.tag == f"{_TEXT}tracked-changes":
                if len(child):
                    self.seen.add("tracked")
            elif child.tag not in _SILENT and child.get(f"{_TEXT}display") != "none":
                yield from self._found(child, wanted)

    def _paragraph(self, element: etree._Element) -> Paragraph:
        self._line = []
        look, self._look = self._look, self._looks.get(element.get(f"{_TEXT}style-name", ""), _Look())
        self._inside(element)
        self._look = look
        return Paragraph("".join(self._line).strip(" "))

    def _inside(self, element: etree._Element) -> None:
        self._emit(element.text)
        for child in element:
            handler = _HANDLERS.get(child.tag)
            if handler is not None:
                handler(self, child)
            elif child.tag.startswith(_DRAW):
                self._drawing(child)
            elif child.tag not in _SILENT:
                self._inside(child)
            self._emit(child.tail)

    def _emit(self, text: str | None) -> None:
        """Text with its blanks folded (ODF 1.2, 6.1.2)."""
        if not text:
            return
        text = _BLANKS.sub(" ", text).replace("\N{NON-BREAKING HYPHEN}", "-")
        if text.startswith(" ") and self._line and self._line[-1].endswith(" "):
            text = text[1:]
        self._put(in_font(self._look.font, text) if self._look.font else text)

    def _put(self, text: str) -> None:
        if self._look.hidden:
            self.seen.add("hidden")
        else:
            self._line.append(text)

    def span(self, element: etree._Element) -> None:
        """text:span."""
        outer = self._look
        self._look = self._looks.get(element.get(f"{_TEXT}style-name", ""), outer)
        self._inside(element)
        self._look = outer

    def blanks(self, element: etree._Element) -> None:
        """text:s."""
        self._put(" " * min(_repeats(element, f"{_TEXT}c"), _MOST_REPEATS))

    def ruby(self, element: etree._Element) -> None:
        """text:ruby: the base only."""
        for base in element.iterchildren(f"{_TEXT}ruby-base"):
            self._inside(base)

    def mark(self, element: etree._Element) -> None:
        """field:fieldmark: LibreOffice's form of Word's check box."""
        if element.get(f"{_FIELD}type", "").endswith("FORMCHECKBOX"):
            states = [param.get(f"{_FIELD}value") for param in element.iterchildren(f"{_FIELD}param")]
            self._put(TICKED if "true" in states else UNTICKED)

    def comment(self, _: etree._Element) -> None:
        """office:annotation."""
        self.seen.add("comments")

    def _drawing(self, element: etree._Element) -> None:
        """A frame or shape: its text is a story of its own; a picture that lies elsewhere is not fetched."""
        self._boxes.append(element)
        if any("://" in child.get(_XLINK_HREF, "") for child in element.iter(f"{_DRAW}image")):
            self.seen.add("external")

    def _table(self, table: etree._Element) -> Table:
        return spanned(self._rows(table))

    def _rows(self, table: etree._Element) -> Iterator[list[Slot]]:
        for row in self._found(table, _ROWS):
            for _ in range(min(_repeats(row, f"{_TABLE}number-rows-repeated"), _MOST_REPEATS)):
                yield list(self._cells(row))

    def _cells(self, row: etree._Element) -> Iterator[Slot]:
        """The row's cells; covered ones are left out, for ``spanned`` knows what the spans cover."""
        for cell in self._found(row, _CELLS):
            repeats = _repeats(cell, f"{_TABLE}number-columns-repeated")
            check_columns(repeats)
            cols = _repeats(cell, f"{_TABLE}number-columns-spanned")
            check_columns(cols)
            rows = _repeats(cell, f"{_TABLE}number-rows-spanned")
            text, tables = self._content(cell)
            self._made += repeats
            if self._made > _MOST_CELLS:
                raise Refused("too-large", "表格过大，疑为恶意文件")
            for _ in range(repeats):
                yield Slot(0, cols, text, tables, rows=rows)

    def _content(self, cell: etree._Element) -> tuple[str, tuple[Table, ...]]:
        blocks = list(self._story(cell))
        lines = [block.text for block in blocks if isinstance(block, Paragraph)]
        return "\n".join(lines), tuple(block for block in blocks if isinstance(block, Table))


def _repeats(element: etree._Element, name: str) -> int:
    """A count attribute: 1 unless it is written, never negative, capped at a number no form reaches."""
    written = element.get(name, "1")
    return max(int(written), 1) if written.isdecimal() and len(written) < 8 else 1


def _literal(text: str) -> Callable[[_Reader, etree._Element], None]:
    return lambda reader, _: reader._put(text)


_BLOCKS = frozenset({f"{_TEXT}p", f"{_TEXT}h", f"{_TABLE}table"})
_ROWS = frozenset({f"{_TABLE}table-row"})
_CELLS = frozenset({f"{_TABLE}table-cell"})
_SILENT = frozenset(
    {
        *(f"{_TEXT}{name}" for name in ("note", "hidden-text", "hidden-paragraph", "script", "placeholder")),
        *(f"{_TEXT}{name}" for name in ("sequence-decls", "variable-decls", "user-field-decls", "ruby-text")),
        *(f"{_OFFICE}{name}" for name in ("forms", "annotation-end", "event-listeners")),
        f"{_TABLE}covered-table-cell",
        f"{_DRAW}image",
    }
)
_HANDLERS: dict[str, Callable[[_Reader, etree._Element], None]] = {
    f"{_TEXT}span": _Reader.span,
    f"{_TEXT}s": _Reader.blanks,
    f"{_TEXT}tab": _literal("\t"),
    f"{_TEXT}line-break": _literal("\n"),
    f"{_TEXT}ruby": _Reader.ruby,
    f"{_FIELD}fieldmark": _Reader.mark,
    f"{_OFFICE}annotation": _Reader.comment,
}
