"""A document cut into the forms that it holds.

A file may hold several forms, and a form several tables. A chunk is a table with the lines around
it; chunks are joined until something says that another form begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple

from jbgs.importers.document import Cell, Document, Paragraph, Table
from jbgs.importers.form import inline
from jbgs.importers.form.chunk import ANNEX, Chunk, Line, Part
from jbgs.importers.form.lexica import Lexica
from jbgs.importers.form.lexicon import REMEMBERED, normalised
from jbgs.importers.form.units import UnitInForce
from jbgs.values import one_line
from jbgs.values.text import Memory

_TITLE = re.compile(
    r"[^：:。；;，,]*(?:需求|成果|意向|揭榜|申请|申报|征集|推荐)[^：:。；;，,]*(?:表|书|清单|榜单)(?:[（(].*[）)])?\s*\Z"
)
_CONTINUED = re.compile(r"[（(]?续(?:表|[一二三四\d])?[）)]?\s*\Z")
_SENTENCE = re.compile("[：:。；;，,！]")
_LONGEST_TITLE = 80
_ALIKE = 3  # labels that two tables share when they are two forms of a kind


class Said(NamedTuple):
    """What a text outside or inside a table says: a label alone, or labels with their values."""

    key: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    names_kind: bool = False  # it has a word for a kind of form


_SILENT = Said()


class Cutter:
    """Cuts documents into chunks, one for each form."""

    def __init__(self, lexica: Lexica) -> None:
        self.lexica = lexica
        self.telling = lexica.own - lexica.parts  # 姓名, 电话 … stand in any list of persons
        self.words = tuple(word for lexicon in lexica for word in lexicon.form.words)
        self._said = Memory(self._find_said, REMEMBERED)
        self._titles = Memory(self._title)

    def cut(self, document: Document) -> list[Chunk]:
        """The forms of a document, each with all its tables and lines."""
        joined: list[Chunk] = []
        for chunk in self._chunks(document):
            if joined and not joined[-1].parts and not joined[-1].identities:
                chunk.before = joined.pop().lines + chunk.before  # a letter above the form
            if joined and not self._is_new(joined[-1], chunk):
                joined[-1].add(chunk)
            else:
                joined.append(chunk)
        return joined

    # -- chunks ------------------------------------------------------------------------------------------

    def _chunks(self, document: Document) -> Iterator[Chunk]:
        chunk, unit = Chunk(), UnitInForce()
        lines = tables = 0
        for block in document.blocks:
            if isinstance(block, Paragraph):
                lines += 1
                title = self.is_title(block.text, top=not chunk.keys)
                if title and (chunk.parts or chunk.keys):
                    yield chunk
                    chunk, unit = Chunk(), UnitInForce()
                unit.meet(block.text)
                self._add_line(chunk, Line(f"第{lines}段", block.text, unit.now), title=title)
                continue
            tables += 1
            if framed := self._framed(block, f"表{tables} 第1行 第1格"):
                for line in framed:
                    self._add_line(chunk, line, title=False)
                continue
            for part in self._parts(Part(tables, block, unit.now, _last(chunk.lines))):
                title_row = self._title_row(part.table, top=not chunk.keys)
                if chunk.parts or (title_row and chunk.keys):
                    yield chunk
                    chunk = Chunk()
                chunk.titles += [title_row] if title_row else []
                self._add_table(chunk, part)
        yield chunk

    def _framed(self, table: Table, where: str) -> list[Line]:
        """The lines of a table that is but a frame around some text."""
        cells = list(islice((cell for cell in table.cells() if cell.text.strip() or cell.tables), 2))
        if len(cells) != 1 or cells[0].tables or self.is_title(cells[0].text, top=True):
            return []
        return [Line(where, text) for text in cells[0].text.split("\n")]

    def _add_line(self, chunk: Chunk, line: Line, *, title: bool) -> None:
        if title:
            chunk.titles.append(one_line(line.text))
            chunk.before += chunk.lines
            chunk.lines.clear()
            return
        chunk.lines.append(line)
        said = self._said[line.text]
        self._add_said(chunk, line.text, said)
        if said.key in self.lexica.identities:
            chunk.identities.append("")  # its value is in the next lines

    def _add_table(self, chunk: Chunk, part: Part) -> None:
        chunk.parts.append(part)
        chunk.lines.append(Line("", "", is_table=True))
        self._add_cells(chunk, part.table)

    def _add_cells(self, chunk: Chunk, table: Table) -> None:
        known, identities = self._said, self.lexica.identities
        for at, row in enumerate(table.rows):
            said = [known[cell.text] for cell in row]
            for number, (cell, one) in enumerate(zip(row, said, strict=True)):
                if one is not _SILENT:
                    self._add_said(chunk, cell.text, one)
                if one is not _SILENT and one.key in identities:
                    right = row[number + 1].text if number + 1 < len(row) else ""
                    beside = said[max(number - 1, 0) : number] + said[number + 1 : number + 2]
                    is_column = not right or any(other.key for other in beside)
                    below = table.rows[at + 1] if at + 1 < len(table.rows) else ()
                    chunk.has_columns |= is_column and bool(right)
                    chunk.identities.append(normalised(_under(cell, below) if is_column else right))
                for inner in cell.tables:
                    self._add_cells(chunk, inner)

    def _add_said(self, chunk: Chunk, text: str, said: Said) -> None:
        if said.names_kind:
            chunk.kinds.append(text)
        if said.key:
            chunk.keys.add(said.key)
        for key, value in said.pairs:
            chunk.keys.add(key)
            if key in self.lexica.identities:
                chunk.identities.append(normalised(value))

    def _find_said(self, text: str) -> Said:
        if not text:
            return _SILENT
        names_kind = self.lexica.names_kind(text)
        key = self.lexica.key(text)
        pairs = () if key else tuple((piece.key, piece.value) for piece in self._pieces(text))
        return Said(key, pairs, names_kind) if key or pairs or names_kind else _SILENT

    def _pieces(self, text: str) -> list[inline.Piece]:
        if inline.begins(text, self.lexica):
            return inline.split(text, self.lexica)[1]
        return (
            inline.split(text, self.lexica, stacked=True)[1][:1]
            if inline.is_stacked(text, self.lexica)
            else []
        )

    def _parts(self, part: Part) -> Iterator[Part]:
        """A table cut before each row that is the title of another form."""
        rows = part.table.rows
        cuts = [
            at
            for at, row in enumerate(rows)
            if at and len(row) == 1 and self.is_title(row[0].text, top=False)
        ]
        for start, end in zip([0, *cuts], [*cuts, len(rows)], strict=True):
            yield (
                part._replace(table=Table(rows[start:end]), head=None if start else part.head)
                if cuts
                else part
            )

    def _title_row(self, table: Table, *, top: bool) -> str:
        row = table.rows[0] if table.rows else ()
        return one_line(row[0].text) if len(row) == 1 and self.is_title(row[0].text, top=top) else ""

    def is_title(self, text: str, *, top: bool) -> bool:
        """Whether a line is a form's title, or 附件1 above one; at the ``top`` a word of a form will do."""
        title = self._titles[text]
        return title == "title" or (top and title == "word")

    def _title(self, text: str) -> Literal["title", "word", ""]:
        line = one_line(text[: 2 * _LONGEST_TITLE])
        if not line or len(line) > _LONGEST_TITLE or _CONTINUED.search(line):
            return ""
        if ANNEX.fullmatch(line):
            return "title"
        line = ANNEX.sub("", line)
        if self.lexica.key(line):
            return ""
        if _TITLE.fullmatch(line):
            return "title"
        named = not _SENTENCE.search(line) and any(word in line for word in self.words)
        return "word" if named else ""

    # -- joining -----------------------------------------------------------------------------------------

    def _is_new(self, form: Chunk, chunk: Chunk) -> bool:
        """Whether a chunk begins another form."""
        if not chunk.keys or not form.keys or (form.parts and self._is_list(chunk)):
            return False
        mine, its = set(filter(None, form.identities)), set(filter(None, chunk.identities))
        if mine and its and not mine & its:
            return True
        other = bool(self._titled(chunk)) and self._titled(form) != self._titled(chunk)
        alike = len(form.keys & chunk.keys & self.telling) >= _ALIKE
        if mine and its:
            return bool(form.parts) and other
        if form.identities and chunk.identities and (alike or self._titled(chunk)):
            return bool(form.parts or not chunk.parts)
        return bool(form.parts) and (alike or other)

    def _is_list(self, chunk: Chunk) -> bool:
        """Whether a chunk is a list without a title of its own: one that belongs to the form above it."""
        counted = any(map(self.lexica.carries_nothing, chunk.keys))
        return chunk.has_columns and counted and not self._titled(chunk)

    def _titled(self, chunk: Chunk) -> frozenset[str]:
        return frozenset(word for word in self.words for title in chunk.titles if word in title)


@lru_cache(maxsize=8)
def cutter(lexica: Lexica) -> Cutter:
    """What cuts documents with the labels of some forms, made once."""
    return Cutter(lexica)


def _last(lines: Sequence[Line]) -> Line | None:
    """The line right above what comes next, blank ones apart."""
    last = next((line for line in reversed(lines) if line.is_table or line.text.strip()), None)
    return None if last is None or last.is_table else last


def _under(cell: Cell, below: Sequence[Cell]) -> str:
    """The text of the cell in the row below that begins in the same column."""
    return next((other.text for other in reversed(below) if other.col == cell.col), "")
