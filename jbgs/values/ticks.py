"""Options ticked in a cell: □企业 ☑事业单位, 是√ 否□, （√）转让 （ ）许可, or one of them as plain text.

The box may stand before or after its option. The side is read from the whole cell, never option by
option; where the cell fits both sides, or a box may have got lost, nothing is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from jbgs.values.label import is_placeholder
from jbgs.values.parsed import Parsed
from jbgs.values.text import narrow, one_line, quote, remembered

State = Literal["empty", "ticked", "crossed"]
Side = Literal["before", "after"]

_LONGEST = 4000
_UNREAD = "\N{REPLACEMENT CHARACTER}"  # what readers put for a symbol that they do not know
_EMPTY, _TICKED, _CROSSED = "□☐▢◻◽⬜○◯", "■☑☒√✓✔▣●◉⊠🗹🗷◼⬛✅", "×✗✘❌"
_SIGNS: dict[State, str] = {"empty": _EMPTY, "ticked": _TICKED, "crossed": _CROSSED}
_STATES = {sign: state for state, signs in _SIGNS.items() for sign in signs}
_TYPED_BOX = re.compile(r"(?:(?<=\s)|\A)口(?=\S)")  # the character 口 typed for a box
_ONE = f"[{_EMPTY}{_TICKED}{_CROSSED}]"
# A mark in brackets, a box with a tick set beside it, or a sign alone; VS15 and VS16 choose its picture.
_MARK = re.compile(
    rf"[(\[【]\s{{0,12}}(?:{_ONE}[\ufe0e\ufe0f]?|[xXvV])?\s{{0,12}}[)\]】]|[{_EMPTY}]\s?[√✓✔×]|{_ONE}[\ufe0e\ufe0f]?"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}|[A-Za-z])[.、:)]")
_COUNTED = re.compile(
    r"(?:\A|(?<=[\s;；,，、]))(\d{1,2})[.．、](?=\D)|[(（](\d{1,2})[)）](?=[^\d\s])|([①-⑳])"
)
_WIDE = re.compile(r"[ \u00a0\t]{2,}|[\u3000\r\n]+")  # divides options; one blank may stand within one
_PIECES = re.compile(r"[\s、,;/|]+")
_TRIM = " \n、,;./|。"
_OTHER = ("其他", "其它")
_ASKS_FOR_TEXT = re.compile(r"\((?:请|可)?(?:注明|说明|填写|写明)[^()]*\)")


@dataclass(frozen=True, slots=True)
class _Mark:
    state: State
    left: bool  # touches the text before it
    right: bool  # touches the text after it


class _TickError(ValueError):
    """A cell that does not say which options are meant; the message says why."""


def options(
    text: str, choices: Sequence[str], *, multiple: bool = False, synonyms: Mapping[str, str] | None = None
) -> Parsed[tuple[str, ...]]:
    """The chosen ones of ``choices``; ``synonyms`` maps other wordings to them. 其他：… keeps its text.

    No value and no problem where nothing is ticked; a problem where the cell is not clear, where two are
    ticked and one is allowed, or where what is ticked is none of the choices.
    """
    line = _boxed(text)
    try:
        if len(line) > _LONGEST:
            raise _TickError("太长，不是选项")
        if _UNREAD in line:
            raise _TickError("中有无法识别的符号")
        chosen = tuple(dict.fromkeys(_chosen(line, _Choices(choices, synonyms or {}))))
        if len(chosen) > 1 and not multiple:
            raise _TickError(f"选了{len(chosen)}项，只能选一项")
    except _TickError as fault:
        return Parsed(None, f"{quote(text)}{fault}，请在所选项前打√")
    return Parsed(chosen or None)


@remembered
def has_marks(text: str) -> bool:
    """Whether a text has boxes, ticked or not."""
    return _MARK.search(_boxed(text)) is not None


def options_in(text: str) -> list[str]:
    """The wordings beside the boxes of a cell, in order, whatever is ticked; without 其他, which has text."""
    pieces = (piece for wide in _WIDE.split(_unnumbered(text)) for piece in _MARK.split(_boxed(wide)))
    words = dict.fromkeys(_NUMBERED.sub("", piece.strip(_TRIM + ":")) for piece in pieces)
    return [word for word in words if word and not word.startswith(_OTHER)]


def _boxed(text: str) -> str:
    return _TYPED_BOX.sub("□", narrow(_unnumbered(text)))


def _unnumbered(text: str) -> str:
    """A text without the numbers of its options, which divide them: 1.高校 2.√科研院所, （1）转让（√）."""
    numbers = [_number(*match.groups()) for match in _COUNTED.finditer(text)]
    return _COUNTED.sub("  ", text) if len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)] else text


def _number(plain: str | None, bracketed: str | None, circled: str | None) -> int:
    return ord(circled) - ord("①") + 1 if circled else int(plain or bracketed or 0)


class _Choices:
    """The wordings of the choices and what each of them means."""

    def __init__(self, choices: Sequence[str], synonyms: Mapping[str, str]) -> None:
        self.names = tuple(choices)
        wordings = {name: name for name in choices} | dict(synonyms)
        self._meaning = {_key(wording): name for wording, name in wordings.items()}
        self._other = next((name for name in choices if name in _OTHER), None)

    def find(self, text: str) -> str | None:
        """The choice that a text names, whatever stands in brackets; 其他 keeps its text. None if none."""
        option = _NUMBERED.sub("", text.strip(_TRIM)).strip(_TRIM)
        if self._other and option.startswith(_OTHER):
            detail = one_line(_ASKS_FOR_TEXT.sub("", option[2:])).strip(" :_()-.。")
            return f"{self._other}：{detail}" if detail else self._other
        return self._meaning.get(_key(option)) or self._meaning.get(_key(option.partition("(")[0]))

    def at(self, text: str, side: Side) -> str | None:
        """The choice that a mark on ``side`` of a text belongs to: the whole text, else its nearest piece."""
        pieces = [piece for piece in _PIECES.split(text) if piece]
        return self.find(text) or (self.find(pieces[0 if side == "before" else -1]) if pieces else None)

    def within(self, text: str) -> list[str]:
        """Every choice that a piece of the text names."""
        whole = self.find(text)
        found = [whole] if whole else [self.find(piece) for piece in _PIECES.split(text) if piece]
        return [name for name in found if name]


def _chosen(line: str, choices: _Choices) -> Iterator[str]:
    texts, marks = _split(line)
    states = {mark.state for mark in marks}
    if not marks:
        return _plain(line, choices)
    if "empty" in states and _named(texts, choices) > len(marks):
        raise _TickError("中有的选项没有方框")  # perhaps the ticked box is the one that got lost
    if states == {"empty"}:
        return iter(())
    if "crossed" in states and "ticked" not in states:
        raise _TickError("中的×是选中还是不选，不能确定")
    side = _side(texts, marks, choices)
    labels = texts[1:] if side == "before" else texts[:-1]
    return _ticked(labels, marks, side, choices)


def _ticked(labels: list[str], marks: list[_Mark], side: Side, choices: _Choices) -> Iterator[str]:
    for label, mark in zip(labels, marks, strict=True):
        if mark.state != "ticked":
            continue
        found = choices.at(label, side)
        if found is None:
            raise _TickError(f"中选的{quote(label)}不在选项之内")
        yield found


def _split(line: str) -> tuple[list[str], list[_Mark]]:
    """The texts of a cell and the marks between them: one text more than marks."""
    texts: list[str] = []
    marks: list[_Mark] = []
    end = 0
    for match in _MARK.finditer(line):
        texts.append(line[end : match.start()])
        end = match.end()
        around = line[match.start() - 1 : match.start()], line[end : end + 1]
        left, right = (bool(sign) and not _PIECES.fullmatch(sign) for sign in around)
        marks.append(_Mark(_state(match[0]), left, right))
    return [*texts, line[end:]], marks


def _state(mark: str) -> State:
    states = [_STATES[sign] for sign in mark if sign in _STATES]
    if not states:
        return "ticked" if mark.strip("()[]【】 \n") else "empty"
    return states[-1]


def _side(texts: list[str], marks: list[_Mark], choices: _Choices) -> Side:
    """On which side of its option every mark stands."""
    lead, tail = texts[0].strip(_TRIM), texts[-1].strip(_TRIM)
    if not tail and (not lead or lead.endswith(":")):
        raise _TickError("中有的标记旁没有文字")
    if not lead or lead.endswith(":"):
        return "before"
    if not tail or (tail.startswith("(") and tail.endswith(")")):
        return "after"
    first, last = choices.at(texts[0], "after"), choices.at(texts[-1], "before")
    if bool(first) != bool(last):
        return "after" if first else "before"
    if all(mark.right and not mark.left for mark in marks):
        return "before"
    if all(mark.left and not mark.right for mark in marks):
        return "after"
    raise _TickError("的标记属于前面还是后面的选项，不能确定")


def _named(texts: list[str], choices: _Choices) -> int:
    """How many choices a cell names."""
    return sum(len(choices.within(text)) for text in texts)


def _plain(line: str, choices: _Choices) -> Iterator[str]:
    """The choices of a cell without marks: its whole text, or its pieces, each of which must be one."""
    if is_placeholder(line) and choices.find(line) is None:
        return iter(())
    whole = choices.find(line)
    if whole:
        return iter((whole,))
    found = [choices.find(piece) for piece in _PIECES.split(line) if piece]
    known = [name for name in found if name]
    if len(known) < len(found):
        raise _TickError("不在选项之内")
    if len(known) > 1 and len(set(known)) >= len(choices.names):
        raise _TickError("列出了全部选项而没有标记")
    return iter(known)


def _key(text: str) -> str:
    return "".join(narrow(text).split()).strip(_TRIM + ":").lower()
