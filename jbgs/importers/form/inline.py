"""Labels and values that share one cell or line: ``联系人：张三　电话：0573-…``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, Protocol

from jbgs.importers.form.answers import Marks
from jbgs.importers.form.lexicon import LONGEST_LABEL, looks_like_label, normalised

# What ends a label: a colon, 】 of 【需求名称】, or a question mark, with what it adds in brackets.
_COLON = re.compile("[:：]|(?<=】)|[?？]\\s*(?:[（(][^（）()\n]{0,40}[）)])?")
_LABEL_END = re.compile("[:：】?？]")
_SEPARATOR = re.compile(r"[\s\u3000；;，,、。|(（]+|(?=【)")
_WIDE = re.compile(r"[ \u3000\u00a0\t]{2,}|[\u3000\t]")
_OPEN, _CLOSE = re.compile("[(（\\[【〔]"), re.compile("[)）\\]】〕]")
_MOST_COLONS = 200
_LAST_LABEL = re.compile(r"(?:.*[\s，,；;。])?([^\s：:，,；;。]{1,24})[：:]", re.DOTALL)
_LONGEST_MARK = 20  # characters of the mark of an answer
_TRIM = " \u3000\t\n；;，,、|_"
_LONG_VALUE = 12  # characters below a label's line; fewer may be the label's own second line


class Labels(Protocol):
    """What knows labels: one form's lexicon, or that of all of them."""

    answers: Marks

    def key(self, text: str) -> str:
        """The key of the label that a text is, or nothing."""

    def is_prose(self, key: str) -> bool:
        """Whether a label's value is free text."""

    def breaks_prose(self, key: str) -> bool:
        """Whether a line that begins with a label ends the free text before it."""

    def is_note(self, key: str) -> bool:
        """Whether a label stands over instructions, in which no other label has a value."""


class Piece(NamedTuple):
    """A label found in a text and the value behind it."""

    label: str
    key: str
    value: str


def split(text: str, labels: Labels, *, stacked: bool = False) -> tuple[str, list[Piece]]:
    """The text before the first label, and each label with what follows it up to the next.

    A label begins a line or follows a wide blank; behind a value that is no free text it may also
    follow a blank or a comma. Within free text only a new line can begin another label, and behind
    the label of instructions none. A label without a colon over a short value counts only if ``stacked``
    says that the cell is built so; it may be the label's own second line.
    """
    found = list(_labels(text, labels)) if not stacked else []
    before = text[: found[0][0]] if found else text
    if first := _first_line(before, labels, 1 if stacked else _LONG_VALUE):
        (_, behind, key) = first[0]
        found = first + list(_labels(text, labels, behind, prose=labels.is_prose(key), first=False))
    if not found:
        return text.strip(), []
    ends = [start for start, _, _ in found[1:]] + [len(text)]
    pieces = [
        Piece(
            text[start:behind].partition("\n")[0].strip(" :：【】"),
            key,
            _value(text[behind:end], labels.is_prose(key)),
        )
        for (start, behind, key), end in zip(found, ends, strict=True)
    ]
    return text[: found[0][0]].strip(_TRIM), pieces


def _value(text: str, is_prose: bool) -> str:
    value = text.lstrip(":：").strip("\n \u3000" if is_prose else _TRIM)
    if value[-1:] in ("(", "（"):  # of the label behind it
        return value[:-1].strip(_TRIM)
    if not is_prose and value[-1:] in (")", "）") and len(_OPEN.findall(value)) < len(_CLOSE.findall(value)):
        return value[:-1].strip(_TRIM)
    return value


def begins(text: str, labels: Labels) -> bool:
    """Whether a text begins with a label and its value."""
    if "\n" not in text and not _LABEL_END.search(text, 0, LONGEST_LABEL + 1):
        return False
    head, _, rest = text.partition("\n")
    ends = _COLON.finditer(head[: LONGEST_LABEL + 1]) if _LABEL_END.search(head) else ()
    for colon in ends:
        label = head[: _end(colon)]
        if _closed(label) and labels.key(label):
            return bool(text[colon.end() :].strip())
    return bool(rest) and bool(_first_line(text, labels))


def is_stacked(text: str, labels: Labels) -> bool:
    """Whether a text may be a label on a line of its own over its value, however short."""
    return "\n" in text and bool(_first_line(text, labels, 1))


def _labels(
    text: str, labels: Labels, floor: int = 0, *, prose: bool = False, first: bool = True
) -> Iterator[tuple[int, int, str]]:
    """Start, end behind the colon, and key of each label that a colon ends; no key for an unknown one."""
    for colon in islice(_COLON.finditer(text, floor), _MOST_COLONS):
        at, end = _end(colon), colon.end()
        line = text.rfind("\n", 0, at) + 1
        found = _line_above(text, line, floor, labels) if line and _marks(text[line:end], labels) else None
        if found is None:
            starts = list(_starts(text, max(floor, line), at, line >= floor, first=first, prose=prose))
            found = next(((start, key) for start in starts if (key := _key(text[start:at], labels))), None)
            if found is None and not first and not prose:
                found = _after_gap(text, floor, at, labels)
            if found is None or (prose and not _breaks(text, colon, found[1], labels)):
                continue
        start, key = found
        yield start, end, key
        if labels.is_note(key):
            return
        floor, prose, first = end, labels.is_prose(key), False


def _key(text: str, labels: Labels) -> str:
    label = text.strip()
    label = label[1:-1] if label[:1] == "【" and label[-1:] == "】" else label
    return labels.key(label) if _closed(label) else ""


def _end(colon: re.Match[str]) -> int:
    """Where a label ends: before its colon, but behind its question mark."""
    return colon.start() if colon[0][:1] in (":", "：") else colon.end()


def _breaks(text: str, colon: re.Match[str], key: str, labels: Labels) -> bool:
    """Whether a label ends the free text before it; a question that somebody asks himself does not."""
    end = colon.end()
    if colon[0][:1] in ("?", "？") and not labels.answers.end(text[end : end + _LONGEST_MARK]):
        line = text.find("\n", end)
        if text[end : line if line >= 0 else None].strip():
            return False
    return labels.breaks_prose(key)


def _marks(text: str, labels: Labels) -> bool:
    """Whether a text is but the mark of an answer."""
    return labels.answers.end(text) == len(text) > 0


def _line_above(text: str, line: int, floor: int, labels: Labels) -> tuple[int, str] | None:
    """The label or unknown question in the line above an answer; nothing where an answer stands there."""
    begin = text.rfind("\n", 0, line - 1) + 1
    above = text[begin:line]
    if begin < floor or not above.strip() or len(above) > LONGEST_LABEL or labels.answers.end(above):
        return None
    return begin, _key(above, labels)


def _after_gap(text: str, floor: int, at: int, labels: Labels) -> tuple[int, str] | None:
    """An unknown label behind a wide blank, such as 受理日期： behind a number left open."""
    gap = max((gap.end() for gap in _WIDE.finditer(text, floor, at)), default=at)
    label = text[gap:at]
    is_label = gap < at and looks_like_label(label) and not _marks(f"{label}：", labels)
    return (gap, "") if is_label else None


def _starts(text: str, begin: int, at: int, fresh: bool, *, first: bool, prose: bool) -> Iterator[int]:
    """Where a label that ends at a colon may begin, the longest first."""
    if fresh and at - begin <= LONGEST_LABEL:
        yield begin
    if prose:
        return
    between = _WIDE if first else _SEPARATOR
    begin = max(begin, at - LONGEST_LABEL)
    yield from (gap.end() for gap in between.finditer(text, begin, at) if gap.end() < at)


def _first_line(text: str, labels: Labels, least: int = _LONG_VALUE) -> list[tuple[int, int, str]]:
    """A label that is a line by itself, without a colon, over its value."""
    head, _, rest = text.lstrip().partition("\n")
    least = 1 if labels.answers.end(rest) else least
    if len(rest.strip()) < least or not (key := labels.key(head)):
        return []
    start = len(text) - len(text.lstrip())
    return [(start, start + len(head), key)]


def _closed(label: str) -> bool:
    return len(_OPEN.findall(label)) <= len(_CLOSE.findall(label))


def last_label(text: str) -> list[str]:
    """The key of the last label in a text that holds none of ours, 保证人：赵六; nothing without a colon."""
    found = _LAST_LABEL.match(text)
    return [normalised(found[1])] if found else []
