"""Word: an official letter in the layout of GB/T 9704-2012, clause 7."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, cast

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from jbgs.exporters import docx_layout as layout
from jbgs.exporters.docx_chart import inline_chart
from jbgs.exporters.docx_table import fits, table_element
from jbgs.exporters.text import cells, lines
from jbgs.exporters.titles import balance
from jbgs.reports.table import Block, Letter, Table

if TYPE_CHECKING:
    from docx.oxml.text.paragraph import CT_P

_DATE_INDENT = 4  # characters from the right edge, where the seal comes over it (clause 7.3.5.1)
_LEAST_INDENT = 2


def letter(content: Letter) -> bytes:
    """A .docx file: number, title, addressee, body, attachments, signature and date, notes, annexes.

    Every text is plain text; nothing in it becomes markup, a field or a link.
    """
    document = layout.new(" ".join(lines(content.title)), landscape=content.landscape)
    Writer(document, landscape=content.landscape).draw(content)
    balance(document)
    return layout.saved(document)


class Writer:
    """A document while it is written, from the top down; what it writes comes last in it."""

    def __init__(self, document: WordDocument, *, landscape: bool) -> None:
        self.document = document
        self.usual = self.landscape = landscape
        self.usual_width = layout.text_width(document.sections[0])
        self.style_ids = {style.name: style.style_id for style in document.styles if style.name}

    def draw(self, content: Letter) -> None:
        """All of a letter."""
        if content.number:
            self.paragraph(content.number, layout.NUMBER)
            self.paragraph("", layout.NUMBER)
        for line in lines(content.title):
            self.paragraph(line, layout.TITLE)
        self.paragraph("", layout.ADDRESSEE)
        if content.addressee:
            self.paragraph(content.addressee, layout.ADDRESSEE)
        for block in content.blocks:
            self.block(block)
        if content.attachments or content.signature or content.date or content.notes:
            self.turn(landscape=self.usual)
        self.attachments(content.attachments)
        self.signature(content.signature, content.date)
        for note in content.notes:
            self.paragraph(note, layout.BODY)
        self.annexes(content.annexes)

    def paragraph(self, text: str, style: str) -> Paragraph:
        """One paragraph per line of the text; the last of them is returned."""
        for line in lines(text):
            paragraph = self.document.add_paragraph()
            if style != layout.NORMAL:  # by its id: python-docx would look the name up each time
                paragraph._p.style = self.style_ids[style]
            paragraph.add_run(line)
        return paragraph

    def block(self, block: Block) -> None:
        """A heading or a paragraph, a table, or a table with a heading on the same page."""
        self.turn(landscape=self.lies(block.table) if block.table else self.usual)
        if block.text:
            paragraph = self.paragraph(block.text, layout.HEADINGS.get(block.level, layout.BODY))
            if block.table:
                paragraph.paragraph_format.keep_with_next = True
        if block.table:
            self.table(block.table)

    def lies(self, table: Table) -> bool:
        """Whether the table goes on a lying page."""
        return self.usual or not fits(table, self.usual_width)

    def turn(self, *, landscape: bool) -> None:
        """Go on upright or lying; another page begins only where that changes."""
        if self.landscape != landscape:
            self.section(landscape=landscape)

    def section(self, *, landscape: bool) -> None:
        """Begin another page, upright or lying."""
        made = self.document.add_section()
        # The break stands in a paragraph of its own, which must not need a page of its own.
        self.document.paragraphs[-1].style = layout.GAP
        layout.page(made, landscape=landscape)
        self.landscape = landscape

    def table(self, table: Table) -> None:
        """The table with its title and the lines above, which stay with it, and the lines below."""
        if table.title:
            self.paragraph(table.title, layout.CAPTION)
        for line in table.above:
            self.paragraph(line, layout.BESIDE).paragraph_format.keep_with_next = True
        width = layout.text_width(self.document.sections[-1])
        body = self.document.element.body
        body.insert_element_before(table_element(table, width, self.style_ids), "w:sectPr")
        for line in table.below:
            self.paragraph(line, layout.BESIDE)
        self.paragraph("", layout.GAP)  # Word joins tables that touch, and none may end a document
        if table.chart and (chart := inline_chart(self.document, table, width)) is not None:
            self.document.add_paragraph(style=layout.PICTURE).add_run()._r.append(chart)

    def annexes(self, tables: tuple[Table, ...]) -> None:
        """Each table on pages of its own, under 附件 and its number (clause 7.3.7)."""
        for i, table in enumerate(tables, 1):
            self.section(landscape=self.lies(table))
            self.paragraph(f"附件{i}" if len(tables) > 1 else "附件", layout.ANNEX)
            self.table(table)

    def attachments(self, names: tuple[str, ...]) -> None:
        """附件：one line each, numbered where there are several, no punctuation at the end (clause 7.3.4)."""
        if not names:
            return
        self.paragraph("", layout.BODY)
        for i, name in enumerate(names, 1):
            number = f"{i}." if len(names) > 1 else ""
            head = f"附件：{number}" if i == 1 else number
            paragraph = self.paragraph(head + " ".join(lines(name)), layout.NORMAL)
            # Under the first letter of the name, behind 附件： and the number; two characters in front.
            layout.indent(paragraph, left=5 + _width(number), hanging=_width(head))

    def signature(self, name: str, day: date | None) -> None:
        """The name centred over the date, both at the right and on the page where the text ends."""
        if not name and not day:
            return
        for _ in range(2):
            self.paragraph("", layout.SIGNATURE)
        for text in filter(None, (name, f"{day.year}年{day.month}月{day.day}日" if day else "")):
            self.paragraph(text, layout.SIGNATURE)
        sign(self.document)


def sign(document: WordDocument) -> None:
    """Centre the name over the date, in every signature that does not say itself where it stands.

    It stays on a page with the end of the text, the attachments between them too (clause 7.3.5.4).
    """
    for style, run in groupby(document.paragraphs, key=lambda one: one.style and one.style.name):
        if style != layout.SIGNATURE:
            continue
        whole = list(run)
        _keep_with_text(whole)
        lines_of = [one for one in whole if one.text]
        if len(lines_of) > 2 or any(one.paragraph_format.right_indent is not None for one in lines_of):
            continue
        *names, written = [_width(one.text.strip()) for one in lines_of] or [0.0]
        # Half of what one is longer than the other stands out on each side.
        apart = (names[0] - written) / 2 if names else 0.0
        name_indent = max(_DATE_INDENT - apart, _LEAST_INDENT)
        for one, right in zip(reversed(lines_of), (name_indent + apart, name_indent), strict=False):
            layout.indent(one, right=right)


def _keep_with_text(signature: Sequence[Paragraph]) -> None:
    """Keep every paragraph with the next, back to the end of the text: its last paragraph or table row."""
    *kept, _ = signature
    before = signature[0]._p.getprevious()
    while before is not None and before.tag == qn("w:p"):
        kept.append(Paragraph(cast("CT_P", before), signature[0]._parent))
        if kept[-1].text and kept[-1].style and kept[-1].style.name != layout.NORMAL:
            break
        before = before.getprevious()
    else:
        row = before.findall(qn("w:tr"))[-1:] if before is not None else []
        inner = (one for part in row for one in part.iter(qn("w:p")))
        kept += [Paragraph(cast("CT_P", one), signature[0]._parent) for one in inner]
    for one in kept:
        one.paragraph_format.keep_with_next = True


def _width(text: str) -> float:
    """The width in the characters of the body, in whose fonts a Latin letter takes half a character."""
    return cells(text) / 2
