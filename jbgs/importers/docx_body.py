"""Paragraphs and tables of a WordprocessingML body (ECMA-376 part 1, 17.4), as blocks of a ``Document``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from jbgs.importers.document import Paragraph, Table
from jbgs.importers.docx_plain import Plain, PlainCell, plain_parts
from jbgs.importers.docx_text import MC, VAL, Findings, Inline, W, branch, is_on, is_placeholder
from jbgs.importers.grid import Merge, Slot, check_columns, merged

_P, _TBL, _TR, _TC, _SDT = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}sdt"
_BLOCKS = frozenset({_P, _TBL})
_ROWS = frozenset({_TR})
_CELLS = frozenset({_TC})
_PROPERTIES = frozenset(
    f"{W}{name}" for name in ("tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sectPr", "customXmlPr")
)
_INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
_REMOVED = frozenset({f"{W}del", f"{W}moveFrom"})
_TCPR = f"{W}tcPr"
_ALTERNATE = f"{MC}AlternateContent"
_ALT_CHUNK = f"{W}altChunk"


class Body:
    """Walks a body; ``findings`` says afterwards what else there was."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._plain = Plain()

    def blocks(self, body: etree._Element) -> Iterator[Paragraph | Table]:
        """The paragraphs (blank ones left out) and tables, each text box after the block it hangs on."""
        self._plain = plain_parts(body, self._findings.hidden_styles)
        for block in self._story(body):
            if isinstance(block, Table) or block.text.strip():
                yield block
            yield from self._text_boxes()

    def _text_boxes(self) -> Iterator[Paragraph | Table]:
        while self._findings.boxes:
            for block in self._story(self._findings.boxes.pop(0)):
                if isinstance(block, Table) or block.text.strip():
                    yield block

    def _story(self, parent: etree._Element) -> Iterator[Paragraph | Table]:
        inline = Inline(self._findings)
        carried: str | None = None  # text of paragraphs whose mark was deleted: they run on into the next one
        for element in self._found(parent, _BLOCKS):
            if element.tag == _TBL:
                yield self._table(element)
                continue
            plain = self._plain.paragraphs.get(element)
            text = (carried or "") + (inline.paragraph(element) if plain is None else "".join(plain))
            carried = text if plain is None and self._mark_is_gone(element) else None
            if carried is None:
                yield Paragraph(text)
        if carried is not None:
            yield Paragraph(carried)
        inline.close()

    def _found(self, parent: etree._Element, wanted: frozenset[str]) -> Iterator[etree._Element]:
        """The wanted elements below ``parent``, through any wrapper (content control, insertion …)."""
        for child in parent:
            tag = child.tag
            if tag in wanted:
                yield child
            elif tag in _REMOVED:
                self._findings.seen.add("tracked")
            elif tag == _ALT_CHUNK:
                self._findings.seen.add("embedded")
            elif tag not in _PROPERTIES:
                yield from self._inside(child, wanted)

    def _inside(self, wrapper: etree._Element, wanted: frozenset[str]) -> Iterator[etree._Element]:
        if wrapper.tag in _INSERTED:
            self._findings.seen.add("tracked")
        if wrapper.tag == _ALTERNATE:
            chosen = branch(wrapper)
            if chosen is not None:
                yield from self._found(chosen, wanted)
        elif not (wrapper.tag == _SDT and wanted is _BLOCKS and is_placeholder(wrapper)):
            yield from self._found(wrapper, wanted)

    def _mark_is_gone(self, paragraph: etree._Element) -> bool:
        for properties in paragraph.iterchildren(f"{W}pPr"):
            for mark in properties.iterchildren(f"{W}rPr"):
                for prop in mark:
                    if prop.tag in _REMOVED:
                        self._findings.seen.add("tracked")
                        return True
                    if prop.tag == f"{W}vanish" and is_on(prop):
                        return True
        return False

    def _table(self, table: etree._Element) -> Table:
        rows = (self._row(row) for row in self._found(table, _ROWS))
        return merged(row for row in rows if row is not None)

    def _row(self, row: etree._Element) -> list[Slot] | None:
        """The row's cells, or None for a row that was deleted or hidden."""
        plain = self._plain.rows.get(row)
        if plain is not None:
            return _plain_slots(plain)
        col = 0
        for properties in row.iterchildren(f"{W}trPr"):
            for prop in properties:
                if prop.tag in _REMOVED:
                    self._findings.seen.add("tracked")
                    return None
                if prop.tag == f"{W}hidden" and is_on(prop):
                    self._findings.seen.add("hidden")
                    return None
                if prop.tag in _INSERTED:
                    self._findings.seen.add("tracked")
                if prop.tag == f"{W}gridBefore":
                    col = _count(prop, 0)
        slots: list[Slot] = []
        for cell in self._found(row, _CELLS):
            col = self._add_cell(cell, col, slots)
        return slots

    def _add_cell(self, cell: etree._Element, col: int, slots: list[Slot]) -> int:
        """Append the cell, or widen the one before where it continues that; return the next column."""
        shape = _shape(cell)
        if f"{W}cellDel" in shape:
            self._findings.seen.add("tracked")
            return col
        cols = _columns(shape.get(f"{W}gridSpan"))
        if slots and _merge(shape.get(f"{W}hMerge")) == "on":
            slots[-1].cols += cols
        else:
            text, tables = self._content(cell)
            slots.append(Slot(col, cols, text, tables, _vertical(shape)))
        return col + cols

    def _content(self, cell: etree._Element) -> tuple[str, tuple[Table, ...]]:
        control = cell.getparent()
        if control is not None and control.tag == f"{W}sdtContent":
            control = control.getparent()
            if control is not None and is_placeholder(control):
                return "", ()
        blocks = list(self._story(cell))
        text = "\n".join([block.text for block in blocks if isinstance(block, Paragraph)])
        return text, tuple([block for block in blocks if isinstance(block, Table)])


def _plain_slots(cells: Iterable[PlainCell]) -> list[Slot]:
    slots: list[Slot] = []
    col = 0
    for cell in cells:
        cols = _columns(cell.span)
        slots.append(Slot(col, cols, cell.text, (), _merge(cell.merge)))
        col += cols
    return slots


def _shape(cell: etree._Element) -> dict[str, etree._Element]:
    if len(cell) and cell[0].tag == _TCPR:
        return {prop.tag: prop for prop in cell[0]}
    return {}


def _vertical(shape: dict[str, etree._Element]) -> Merge:
    """w:vMerge, or what a tracked merge (w:cellMerge) makes of it once accepted."""
    tracked = shape.get(f"{W}cellMerge")
    if tracked is not None and tracked.get(f"{W}vMerge"):
        return "on" if tracked.get(f"{W}vMerge") == "cont" else "start"
    return _merge(shape.get(f"{W}vMerge"))


def _merge(prop: etree._Element | None) -> Merge:
    if prop is None:
        return "none"
    return "start" if prop.get(VAL) == "restart" else "on"


def _columns(span: etree._Element | None) -> int:
    return 1 if span is None else max(_count(span, 1), 1)


def _count(prop: etree._Element, default: int) -> int:
    """A number of grid columns, at least 0; refuses one that no table has."""
    written = prop.get(VAL, "")
    if not written.isdecimal():
        return default
    count = int(written) if len(written) < 10 else 10**9
    check_columns(count)
    return count
