"""Labels and values outside the tables: ``填报单位：…　　填报日期：…``, or a whole form without a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jbgs.importers.form import inline
from jbgs.importers.form.chunk import Chunk, Line
from jbgs.importers.form.lexicon import Lexicon, looks_like_label, normalised
from jbgs.importers.form.numbering import CHAPTER, UNNUMBERED, Number, number_of
from jbgs.importers.form.pairs import Pair
from jbgs.importers.form.roles import is_heading
from jbgs.importers.form.whose import OUTSIDER, STRANGER, Following
from jbgs.values import has_marks, is_placeholder, one_line

_HINT = re.compile(r"\s*[（(].*[）)]\s*")  # a line in brackets
# What a heading without a number ends with that cannot belong to the text before it.
_SIGNED = re.compile("[^。；;]{0,20}[（(](?:签字|签章|签名|盖章|公章)")
_AFTER_TEXT = re.compile("(?:意见|承诺|承诺书|声明|签章|盖章|附件目录|附件清单|附件材料|证明材料)\\s*\\Z")


@dataclass(slots=True)
class _Open:
    """A label whose value may go on in the next lines."""

    label: str
    key: str
    where: str
    number: Number
    beside: str = ""
    doubtful: bool = False
    over: tuple[str, ...] = ()
    unit: str = ""
    values: list[str] = field(default_factory=list)
    answered: bool = False  # by a line that a mark leads, 答：
    last: Number = UNNUMBERED  # of the list within the value


def read_lines(chunk: Chunk, lexicon: Lexicon) -> list[Pair]:
    """The pairs of a chunk's lines; they are loose where the form itself is a table."""
    pairs = _Lines(lexicon, loose=bool(chunk.parts)).read(chunk.lines)
    if not chunk.before:
        return pairs
    early = _Lines(lexicon, loose=True).read(chunk.before)  # a letter above the form speaks of somebody else
    strangers = (one for one in early if one.key and not lexicon.carries_nothing(one.key))
    return pairs + [Pair(one.label, "", one.value, one.where, loose=True) for one in strangers]


def read_text(text: str, where: str, unit: str, lexicon: Lexicon) -> list[Pair]:
    """The pairs in the lines of a cell, as if these stood by themselves."""
    return _Lines(lexicon, loose=False).read([Line(where, line, unit) for line in text.split("\n")])


class _Lines:
    def __init__(self, lexicon: Lexicon, *, loose: bool) -> None:
        self.lexicon, self.loose = lexicon, loose
        self.pairs: list[Pair] = []
        self.open: _Open | None = None
        self.section, self.section_style = "", -1
        self.seen: set[str] = set()
        self.counts: dict[int, Number] = {}  # the last heading of each style
        self.in_note = False
        self.noted = UNNUMBERED  # the last of the note's own numbers
        self.unknown = ""  # the line before, if nothing of it was understood
        self.following = Following(lexicon.whose)

    def read(self, lines: Sequence[Line]) -> list[Pair]:
        """The pairs of some lines in their order."""
        for line in lines:
            if line.is_table:
                self._close()
                self.in_note = False
            elif line.text.strip():
                self._line(line, number_of(line.text))
            elif self.open and self.open.values:
                self.open.values.append("")
        self._close()
        return self.pairs

    def _line(self, line: Line, number: Number) -> None:
        text, end = line.text, self.lexicon.answers.end(line.text)
        if self.in_note and (end or (number.style > CHAPTER and self._is_noted(number))):
            return  # 填表说明: numbered lines full of labels, none of which has a value
        if end:
            self._answer(line, text[end:])
            return
        key = self.lexicon.key(text)
        lead, pieces = ("", []) if key else inline.split(text, self.lexicon)
        self.in_note = self.lexicon.is_note(key or (pieces[0].key if pieces and not lead else ""))
        self.noted = UNNUMBERED
        if key:
            who, doubtful = self.following.meet([key])
            self._begin(_Open(one_line(text), key, line.where, number, who, doubtful, unit=line.unit))
            return
        if pieces and not lead and self._is_prose(pieces[0], number):
            lead, pieces = text, []
        self._pieces(line, lead, pieces, number)

    def _pieces(self, line: Line, lead: str, pieces: Sequence[inline.Piece], number: Number) -> None:
        """What a line says before its first label, and each label with its value."""
        labels = [piece.key or normalised(piece.label) for piece in pieces]
        before = inline.last_label(lead) or self.lexicon.whose.asked_about(lead)
        if not before and not labels and _asks(lead):
            self._continue(lead, line.where, number)
            return  # whosever facts come next, an unknown question does not change it
        beside, doubtful = self.following.meet([*before, *labels])
        if lead:
            self._continue(lead, line.where, number)
            beside = next((self.lexicon.whose.then(label, beside) for label in before), beside)
        for label, piece in zip(labels, pieces, strict=True):
            values = [piece.value] if piece.value else []
            opened = _Open(one_line(piece.label), piece.key, line.where, number, beside, doubtful)
            opened.unit, opened.values = line.unit, values
            self._begin(opened)
            beside = self.lexicon.whose.then(label, beside)

    def _is_noted(self, number: Number) -> bool:
        """Whether a numbered line is one of a note's, not the form's first heading, which counts anew."""
        if self.noted.style in (-1, number.style):
            goes_on = not number.value or number.value > self.noted.value
            self.noted = number
            return goes_on
        return number.style > self.noted.style

    def _answer(self, line: Line, text: str) -> None:
        """A line that a mark leads: the answer to the label or the unknown question before it."""
        label, number = self.open, number_of(text)
        question = self._question()
        if label is None or question is not None:
            self._close()
            self.pairs.append(Pair(one_line(question or ""), "", text, line.where, loose=self.loose))
            return
        lead, pieces = inline.split(text, self.lexicon)
        if pieces and not lead and not self.lexicon.is_prose(label.key):
            self._pieces(line, lead, pieces, number)
            return
        label.values.append(text)
        label.last = number
        label.answered = True

    def _question(self) -> str | None:
        """The unknown question that stands before an answer, taken out of where it was put; else nothing."""
        label, unknown = self.open, self.unknown
        self.unknown = ""
        if label is None:
            if unknown and self.pairs and (self.pairs[-1].label, self.pairs[-1].value) == ("", unknown):
                self.pairs.pop()
            return unknown
        told = [value for value in label.values if label.answered or not _is_hint(value)]
        if not told or (len(told) == 1 and label.answered and self.lexicon.is_prose(label.key)):
            label.values = told
            return None
        is_asked = len(told) > 1 or _asks(told[-1])
        label.values = told[:-1] if is_asked else told
        return told[-1] if is_asked else ""

    def _is_prose(self, piece: inline.Piece, number: Number) -> bool:
        """Whether a line only looks like a label and its value within the free text before it."""
        if self.open is None or not self.open.values or not self.lexicon.is_prose(self.open.key):
            return False
        alike = number.style >= 0 or (self.open.number.style < 0 and piece.key not in self.seen)
        return not alike and (_asks(piece.label) or not self.lexicon.breaks_prose(piece.key))

    def _begin(self, label: _Open) -> None:
        self._close(before=label)
        self._counted(label.number)
        is_next = label.number.style >= 0 and label.number.style == self.section_style
        if is_next or (self.section in (STRANGER, OUTSIDER) and label.key not in self.lexicon.whose.near):
            self.section = ""
        label.over = (self.section,) if self.section else ()
        self.open = label
        self.unknown = ""
        self.seen.add(label.key)

    def _continue(self, text: str, where: str, number: Number) -> None:
        """A line without a label of ours: more of the value before it, or something unknown."""
        if self.open and self._goes_on(self.open, text, number):
            self.open.values.append(text)
            self.open.last = number if number.style >= 0 else self.open.last
            return
        self._close()
        self._counted(number)
        self.unknown = text
        if is_heading(text):
            self._head(text, number)
        label, colon, value = text.partition("：")
        if colon and looks_like_label(label):
            self.pairs.append(Pair(one_line(label), "", value.strip(), where, loose=self.loose))
        elif not is_heading(text):
            self.pairs.append(Pair("", "", text, where, loose=self.loose))

    def _head(self, text: str, number: Number) -> None:
        """A heading that no form knows: over somebody else's facts, or the end of a section before it."""
        if stranger := self.lexicon.stranger_group(text):
            self.section, self.section_style = stranger, number.style
        elif number.style == self.section_style:
            self.section = ""

    def _goes_on(self, label: _Open, text: str, number: Number) -> bool:
        """Whether a line is part of a label's value, not the next heading beside it."""
        if number.follows(label.number) and not number.follows(label.last):
            return False
        if number.style < 0 and label.values and self._ends_text(text):
            return False
        outer = self.counts.get(number.style) if number.style not in (-1, label.number.style) else None
        if outer and number.value and number.follows(outer) and not number.follows(label.last):
            return False
        if outer is None and self._is_outer(label, number) and is_heading(text):
            return False
        if not label.values or self.lexicon.is_prose(label.key):
            return True
        return has_marks(text) and has_marks(label.values[0])

    def _is_outer(self, label: _Open, number: Number) -> bool:
        """Whether a number goes on with a count around the label's that began elsewhere, as in a table."""
        return 0 <= number.style < label.number.style and number.value > 1 and not number.follows(label.last)

    def _ends_text(self, text: str) -> bool:
        """Whether a line without a number cannot belong to the text before it: who signs, a heading."""
        if _SIGNED.match(text):
            return True
        return is_heading(text) and bool(_AFTER_TEXT.search(text) or self.lexicon.stranger_group(text))

    def _counted(self, number: Number) -> None:
        """Remember the last heading of each style; one of a new style begins a count within the others."""
        if number.style >= 0:
            self.counts[number.style] = number

    def _close(self, before: _Open | None = None) -> None:
        """Finish the open label; one without a value over another label is the heading of a section."""
        done, self.open = self.open, None
        if done is None:
            return
        if not done.values and before is not None and done.number.style != before.number.style:
            self.section, self.section_style = done.key, done.number.style
            return
        value = "\n".join(done.values)
        self.pairs.append(
            Pair(
                *(done.label, done.key, value, done.where, done.over, done.beside),
                loose=self.loose,
                unit=done.unit,
                doubtful=done.doubtful,
            )
        )


def _asks(text: str) -> bool:
    """Whether a line is a question, as far as a look at its end tells."""
    return text.rstrip().endswith(("?", "？", "?）", "？）"))


def _is_hint(text: str) -> bool:
    """Whether a line between a question and its answer only says how to answer."""
    return is_placeholder(text) or bool(_HINT.fullmatch(text))
