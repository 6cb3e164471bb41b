"""From paragraphs to blocks: cells end at their marks, rows at their end marks ([MS-DOC] 2.4.3 to 2.4.5)."""

from __future__ import annotations

from collections.abc import Iterable

from jbgs.errors import damaged
from jbgs.importers.doc.papx import CELL_MARK, Para
from jbgs.importers.doc.tdefs import row_shape
from jbgs.importers.doc.text import Inline
from jbgs.importers.document import Paragraph, Table
from jbgs.importers.story import Story


class DocStory(Story):
    """A story whose rows must have just the cells that they define."""

    def reach(self, level: int) -> None:
        """A paragraph stands at this level: the tables inside it are over, even if it shows nothing."""
        self._go_to(level)

    def row_of(self, changes: bytes, level: int) -> None:
        """The row's end mark, with the modifiers that define the row."""
        self._go_to(level)
        shape = row_shape(changes)
        if len(self._levels[-1].cells) != len(shape.cells) or self._levels[-1].lines:
            raise damaged("表格一行的单元格与其定义不符")
        for cell, (text, _) in zip(shape.cells, self._levels[-1].cells, strict=True):
            if (cell.vertical == "on" or cell.goes_on) and text.strip():
                raise damaged("合并掉的单元格中有文字")
        self.row(shape, level)

    def _go_to(self, level: int) -> None:
        """Open or close tables; one is over only after the end of a row."""
        if level == len(self._levels):
            return
        if any(inner.cells or inner.lines or inner.tables for inner in self._levels[level:]):
            raise damaged("表格没有结束")
        super()._go_to(level)

    def drop_row(self, level: int) -> None:
        """The row that ends here was deleted or hidden."""
        self._go_to(level)
        self._levels[-1].cells = []


def read_blocks(paragraphs: Iterable[Para], inline: Inline) -> tuple[Paragraph | Table, ...]:
    """The paragraphs (blank ones left out) and tables of a story, in reading order."""
    story = DocStory()
    carried = ""  # text of a paragraph whose mark was deleted: it runs on into the next one
    depth = 0
    for para in paragraphs:
        shape = para.shape
        if carried and shape.depth != depth:
            story.paragraph(carried, depth)
            carried = ""
        text, depth = carried + inline.paragraph(para), shape.depth
        carried = ""
        if shape.ends_row:
            if text or para.start != para.end:
                raise damaged("表格行末有多余文字")
            _end_row(story, para, inline)
        elif para.mark == CELL_MARK or shape.ends_inner_cell:
            if not depth or (depth > 1 and para.mark == CELL_MARK):
                raise damaged("单元格标记在表格外")
            story.cell(text, depth)
        elif inline.mark_is_gone(para):
            story.reach(depth)
            carried = text
        else:
            story.paragraph(text, depth)
    if carried:
        story.paragraph(carried, depth)
    story.close()
    inline.close()
    return tuple(story.blocks)


def _end_row(story: DocStory, para: Para, inline: Inline) -> None:
    if inline.mark_is_gone(para):
        story.drop_row(para.shape.depth)
    else:
        story.row_of(para.shape.changes, para.shape.depth)
