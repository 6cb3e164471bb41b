"""Forms saved as a web page, by Word, WPS or LibreOffice, or made by a web system and named ``.doc``.

Text is what a browser would show: blanks folded, hidden parts out, form controls by their state.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from jbgs.importers.document import Document, Paragraph, Table
from jbgs.importers.encodings import decode
from jbgs.importers.fields import TICKED, UNTICKED
from jbgs.importers.grid import MAX_COLUMNS, Slot, spanned
from jbgs.importers.notes import Finding, sentences
from jbgs.importers.safexml import parse_html
from jbgs.importers.symbols import in_font, is_symbol_font

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;\"',]+)", re.I)
_HIDES = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|mso-list\s*:\s*ignore"
    r"|mso-element\s*:\s*(?:header|footer|comment|footnote|endnote)",
    re.I,
)
_OUTSIDE = re.compile(r"\s*(?:\w+:)?//", re.I)
_MAX_ROWS = 65_534  # HTML's own limit of a row span

_BREAK = "\v"  # a <br> until blanks are folded
_LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre", "address", "option"})
_BLOCKS = _LINES | {
    *(
        "html",
        "body",
        "div",
        "ul",
        "ol",
        "dl",
        "blockquote",
        "center",
        "form",
        "fieldset",
        "legend",
        "caption",
    ),
    *(
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "figure",
        "hr",
        "tr",
        "td",
        "th",
        "tbody",
    ),
}
_SILENT = frozenset(
    {"head", "script", "style", "noscript", "template", "title", "rt", "rp", "button", "datalist", "object"}
)


def read_html(data: bytes) -> Document:
    """Read a web page; its encoding is taken from its mark, its meta element, or found out."""
    return read_page(data, "html")


def read_page(data: bytes, container: str, charset: str = "") -> Document:
    """Read a web page out of ``container``, which may have named its ``charset``."""
    declared = _CHARSET.search(data, 0, 4096)
    if declared and not charset:
        charset = declared.group(1).decode("ascii")
    page = _CONTROLS.sub("", decode(data, charset))
    seen: set[Finding] = set()
    story = _Story(seen)
    story.walk(parse_html(page))
    story.end_line()
    blocks = tuple(b for b in story.blocks if isinstance(b, Table) or b.text.strip())
    return Document(container, blocks, sentences(seen))


@dataclass(slots=True)
class _Context:
    """What the elements around a text say about it."""

    font: str = ""
    verbatim: bool = False


class _Story:
    """The lines and tables of a page or of one cell."""

    def __init__(self, seen: set[Finding], context: _Context | None = None) -> None:
        self.blocks: list[Paragraph | Table] = []
        self._seen = seen
        self._line: list[str] = []
        self._context = context or _Context()

    def walk(self, element: etree._Element) -> None:
        """Read an element and all it holds, without the text that follows it."""
        tag = element.tag
        if tag in _SILENT or self._is_out(element):
            return
        if tag == "table":
            self.end_line()
            self._table(element)
        elif tag in _BLOCKS:
            self.end_line()
            before = len(self.blocks)
            self._inside(element)
            self.end_line(even_if_empty=tag in _LINES and len(self.blocks) == before)
        elif tag in _CONTROL_TEXT:
            self._line.append(_CONTROL_TEXT[tag](element))
        else:
            self._inside(element)

    def end_line(self, *, even_if_empty: bool = False) -> None:
        """Close the current line; an empty one counts where markup makes one."""
        raw = "".join(self._line).rstrip(" ")
        self._line.clear()
        text = "\n".join(part.strip(" ") for part in raw.removesuffix(_BREAK).split(_BREAK))
        if not text.strip("\n\xa0"):
            text = ""  # editors hold one empty line open with breaks or a no-break space
        if text or even_if_empty or _BREAK in raw:
            self.blocks.append(Paragraph(text))

    def _is_out(self, element: etree._Element) -> bool:
        if element.tag == "del":
            self._seen.add("tracked")
            return True
        if element.tag == "ins":
            self._seen.add("tracked")
        if _OUTSIDE.match(element.get("src", "")):
            self._seen.add("external")
        if element.tag == "div" and element.get("title") in ("header", "footer"):
            return True  # LibreOffice's page header
        return element.get("hidden") is not None or bool(_HIDES.search(element.get("style", "")))

    def _inside(self, element: etree._Element) -> None:
        outer = self._context
        self._context = _inner_context(element, outer)
        self._text(element.text)
        for child in element:
            self.walk(child)
            self._text(child.tail)
        self._context = outer

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._context.verbatim:
            text = text.replace("\r\n", "\n").replace("\n", _BREAK)
        else:
            text = _BLANKS.sub(" ", text).replace("\N{NON-BREAKING HYPHEN}", "-")
            if text.startswith(" ") and self._line and self._line[-1].endswith((" ", _BREAK)):
                text = text[1:]
        self._line.append(in_font(self._context.font, text) if self._context.font else text)

    def _table(self, table: etree._Element) -> None:
        for caption in table.iterchildren("caption"):
            self.walk(caption)
        rows = ([self._cell(cell) for cell in _below(row, ("td", "th"))] for row in _below(table, ("tr",)))
        self.blocks.append(spanned(rows))

    def _cell(self, cell: etree._Element) -> Slot:
        story = _Story(self._seen, self._context)
        story.walk(cell)
        lines = [block.text for block in story.blocks if isinstance(block, Paragraph)]
        tables = tuple(block for block in story.blocks if isinstance(block, Table))
        cols = _span(cell, "colspan", MAX_COLUMNS) or 1
        rows = _span(cell, "rowspan", _MAX_ROWS) or _MAX_ROWS  # 0: to the end of the table
        return Slot(0, cols, "\n".join(lines), tables, rows=rows)


def _inner_context(element: etree._Element, outer: _Context) -> _Context:
    family = _FONT.search(element.get("style", ""))
    named = family.group(1) if family else element.get("face", "")
    font = outer.font
    if named:
        first = named.split(",")[0].strip()
        font = first if is_symbol_font(first) else ""
    verbatim = outer.verbatim or element.tag == "pre"
    return outer if (font, verbatim) == (outer.font, outer.verbatim) else _Context(font, verbatim)


def _below(element: etree._Element, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Rows of a table, or cells of a row, through tbody, form and the like, but not into an inner table."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag not in ("table", "caption"):
            yield from _below(child, tags)


def _span(cell: etree._Element, name: str, most: int) -> int:
    """A span as HTML reads it: 1 unless it begins with a number, and never above the limit."""
    written = re.match(r"\s*(\d{1,20})", cell.get(name, ""))
    return min(int(written.group(1)), most) if written else 1


def _input(element: etree._Element) -> str:
    kind = element.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return TICKED if element.get("checked") is not None else UNTICKED
    return (
        "" if kind in ("hidden", "button", "submit", "reset", "image", "file") else element.get("value", "")
    )


def _select(element: etree._Element) -> str:
    options = list(element.iter("option"))
    chosen = [o for o in options if o.get("selected") is not None] or options[:1]
    return "、".join("".join(map(str, option.itertext())).strip() for option in chosen)


_CONTROL_TEXT: dict[str, Callable[[etree._Element], str]] = {
    "br": lambda _: _BREAK,
    "input": _input,
    "select": _select,
    "textarea": lambda element: _BREAK.join((element.text or "").strip().splitlines()),
}
