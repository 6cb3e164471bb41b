"""Word 97–2003 files (.doc, and .wps as WPS writes it), by the public specification [MS-DOC].

The format has no checksum. So whatever it says twice is compared, and a file that contradicts itself
is refused rather than read wrongly.
"""

from __future__ import annotations

from struct import error

from jbgs.errors import damaged
from jbgs.importers.doc.checks import check_characters, check_fields
from jbgs.importers.doc.chpx import special_spans
from jbgs.importers.doc.compound import Compound
from jbgs.importers.doc.fib import CHARACTERS, CLX, FIELDS, FONTS, PARAGRAPHS, STYLES, Fib, read_fib
from jbgs.importers.doc.fkp import CHPX, PAPX, read_runs
from jbgs.importers.doc.fonts import font_names
from jbgs.importers.doc.papx import Paragraphs
from jbgs.importers.doc.pieces import read_text
from jbgs.importers.doc.styles import hiding_styles
from jbgs.importers.doc.tables import read_blocks
from jbgs.importers.doc.text import Inline, Resources
from jbgs.importers.document import Document, Paragraph, Table
from jbgs.importers.notes import Finding, sentences
from jbgs.importers.symbols import is_symbol_font

__all__ = ["read_compound", "read_doc"]


def read_doc(data: bytes) -> Document:
    """Read the bytes of a .doc file, as ``read_compound`` does."""
    return read_compound(Compound(data))


def read_compound(file: Compound) -> Document:
    """Read an opened .doc file, once: its main text, then its text boxes.

    Raises ``Refused``: ``encrypted``, ``unsupported`` (Word 6.0/95), ``damaged``, ``too-large``.
    """
    try:
        return _read(file)
    except (error, IndexError) as fault:  # a structure that is shorter than it says
        raise damaged("数据结构不完整") from fault


def _read(file: Compound) -> Document:
    word = file.stream("worddocument")
    fib = read_fib(word)
    table = file.stream(fib.table_stream)
    content = file.stream("data")
    text = read_text(word, fib.part(table, CLX), fib.characters)
    check_characters(text.string)
    check_fields(text.string[: fib.text], fib.part(table, FIELDS))
    fonts = font_names(fib.part(table, FONTS))
    hiding = hiding_styles(fib.part(table, STYLES))
    symbol_fonts = {number for number, name in enumerate(fonts) if is_symbol_font(name)}
    characters = read_runs(word, fib.part(table, CHARACTERS), CHPX)
    spans = list(special_spans(text, characters, symbol_fonts, hiding))
    paragraphs = Paragraphs(text, read_runs(word, fib.part(table, PARAGRAPHS), PAPX), content)
    seen = _findings(file, fib)
    resources = Resources(fonts, hiding, content)
    blocks: list[Paragraph | Table] = []
    for start, length in ((0, fib.text), (fib.before_boxes, fib.boxes)):
        inline = Inline(text.string, spans, resources, seen)
        blocks += read_blocks(paragraphs.story(start, start + length), inline)
    return Document("doc", tuple(blocks), sentences(seen))


def _findings(file: Compound, fib: Fib) -> set[Finding]:
    found: set[Finding] = set()
    if file.holds("macros") or "_vba_project_cur" in file.names:
        found.add("macros")
    if file.holds("objectpool"):
        found.add("embedded")
    if fib.comments:
        found.add("comments")
    return found
