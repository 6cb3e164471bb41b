"""Labels and values outside the tables: ``填报单位：…　　填报日期：…``, or a whole form without a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jbgs.importers.form import inline
from jbgs.importers.form.blocks import Chunk, Line
from jbgs.importers.form.lexicon import Lexicon
from jbgs.importers.form.pairs import Pair
from jbgs.importers.form.roles import is_heading, looks_like_label
from jbgs.values import one_line

# How a heading is numbered: two headings of one style stand side by side.
_NUMBERING = (
    re.compile(r"\s*[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\s*\d{1,2}[、.．](?!\d)"),
    re.compile(r"\s*[（(]\d{1,2}[）)]"),
)


@dataclass(slots=True)
class _Open:
    """A label whose value may go on in the next lines."""

    label: str
    key: str
    where: str
    style: int
    beside: str = ""
    over: tuple[str, ...] = ()
    values: list[str] = field(default_factory=list)


def read_lines(chunk: Chunk, lexicon: Lexicon) -> list[Pair]:
    """The pairs of a chunk's lines; they are loose where the form itself is a table."""
    loose = bool(chunk.parts)
    pairs = _Lines(lexicon, loose).read(chunk.lines)
    early = _Lines(lexicon, True).read(chunk.before)  # a letter above the form speaks of somebody else
    return pairs + [
        Pair(one.label, "", one.value, one.where, loose=True)
        for one in early
        if one.key and not lexicon.carries_nothing(one.key)
    ]


class _Lines:
    def __init__(self, lexicon: Lexicon, loose: bool) -> None:
        self.lexicon, self.loose = lexicon, loose
        self.pairs: list[Pair] = []
        self.open: _Open | None = None
        self.section = ""

    def read(self, lines: Sequence[Line]) -> list[Pair]:
        for line in lines:
            if not line.text.strip():
                continue
            key = self.lexicon.key(line.text.split("：")[0].split(":")[0])
            if self.lexicon.is_note(key) and line is not lines[-1] and not _value_of(line.text):
                break  # how to fill in the form, down to the next title
            self._line(line)
        self._close()
        return self.pairs

    def _line(self, line: Line) -> None:
        where, style = f"第{line.number}段", _style(line.text)
        if key := self.lexicon.key(line.text):
            self._begin(_Open(one_line(line.text), key, where, style))
            return
        lead, pieces = inline.split(line.text, self.lexicon)
        if pieces and not lead and self._is_prose_line(pieces[0].key, style):
            lead, pieces = line.text, []
        if lead:
            self._continue(lead, where, style)
        beside = ""
        for piece in pieces:
            values = [piece.value] if piece.value else []
            self._begin(_Open(one_line(piece.label), piece.key, where, style, beside, values=values))
            beside = self.lexicon.person(piece.key) or beside

    def _is_prose_line(self, key: str, style: int) -> bool:
        """Whether a line only looks like a label and its value within the free text before it."""
        if self.open is None or not self.open.values or not self.lexicon.is_prose(self.open.key):
            return False
        return style < 0 <= self.open.style and not self.lexicon.breaks_prose(key)

    def _begin(self, label: _Open) -> None:
        self._close(before=label)
        label.over = (self.section,) if self.section else ()
        self.open = label

    def _continue(self, text: str, where: str, style: int) -> None:
        """A line without a label of ours: more of the value before it, or something unknown."""
        is_sibling = self.open is not None and 0 <= style == self.open.style
        if self.open and not is_sibling and (not self.open.values or self.lexicon.goes_on(self.open.key)):
            self.open.values.append(text)
            return
        self._close()
        label, colon, value = text.partition("：")
        if colon and looks_like_label(label):
            self.pairs.append(Pair(one_line(label), "", value.strip(), where, loose=self.loose))
        elif not is_heading(text):
            self.pairs.append(Pair("", "", text, where, loose=self.loose))

    def _close(self, before: _Open | None = None) -> None:
        """Finish the open label; one without a value over another label is the heading of a section."""
        done, self.open = self.open, None
        if done is None:
            return
        if not done.values and before is not None and done.style != before.style:
            self.section = done.key
            return
        value = "\n".join(done.values)
        self.pairs.append(Pair(done.label, done.key, value, done.where, done.over, done.beside, self.loose))


def _value_of(text: str) -> str:
    return text.replace("：", ":").partition(":")[2].strip()


def _style(text: str) -> int:
    return next((at for at, pattern in enumerate(_NUMBERING) if pattern.match(text)), -1)
