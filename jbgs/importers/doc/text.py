"""The text of paragraphs as a reader sees it: fields, symbols, revisions ([MS-DOC] 2.4.1, 2.8.25, 2.16)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from jbgs.errors import damaged
from jbgs.importers.doc.chpx import PLAIN, Look, Span
from jbgs.importers.doc.formfields import form_field
from jbgs.importers.doc.limits import MAX_FIELD_DEPTH, check_count
from jbgs.importers.doc.papx import Para
from jbgs.importers.doc.pieces import join_pairs
from jbgs.importers.fields import equation, field_kind
from jbgs.importers.notes import Finding
from jbgs.importers.symbols import in_font, symbol

_SPECIAL: Final = re.compile("[\x00-\x08\x0a-\x1f\ud800-\udfff]")
_TOKEN: Final = re.compile("[\x00-\x08\x0a-\x1f]|[^\x00-\x08\x0a-\x1f]+")
_ANCHORS: Final = frozenset("\x01\x02\x03\x04\x08\x13\x14\x15")  # never without sprmCFSpec
_FORM = "FORM"
_OUTSIDE: Final = frozenset({"INCLUDEPICTURE", "INCLUDETEXT", "LINK", "DDE", "DDEAUTO", "RD"})
_AS_STYLE, _NOT_AS_STYLE = 0x80, 0x81


@dataclass(slots=True)
class _Field:
    """A field between its begin and end marks."""

    words: list[str] = field(default_factory=list)
    result: bool = False
    computed: str | None = None
    location: int | None = None

    @property
    def instruction(self) -> str:
        """The instruction, as far as it was read."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class Resources:
    """What runs refer to by number or place."""

    fonts: list[str]
    hiding_styles: frozenset[int]
    data: bytes


class Inline:
    """Reads the paragraphs of one story in order; a field may run over several of them."""

    def __init__(self, string: str, spans: list[Span], resources: Resources, seen: set[Finding]) -> None:
        self._string = string
        self._spans = spans
        self._ends = [span.end for span in spans]
        self._plain = not (spans or resources.hiding_styles)  # so most stories are, from end to end
        self._resources = resources
        self._seen = seen
        self._out: list[str] = []
        self._fields: list[_Field] = []
        self._muted = 0  # fields whose instruction or stale result is being passed over
        self._look = PLAIN
        self._gone = False

    def paragraph(self, para: Para) -> str:
        """The paragraph's text, soft line breaks as line feeds."""
        text = self._string[para.start : para.end]
        if (self._plain or not self._special(para)) and not _SPECIAL.search(text):
            return text
        self._out = []
        for start, end, look in self._cuts(para):
            self._look, self._gone = look, self._is_gone(look, para)
            for token in _TOKEN.findall(self._string, start, end):
                if token in _ANCHORS and not look.special:
                    raise damaged("文字中有无效字符")
                _HANDLERS.get(token, Inline._text)(self, token)
        return join_pairs("".join(self._out))

    def mark_is_gone(self, para: Para) -> bool:
        """Whether the paragraph's mark was deleted or hidden."""
        if self._plain:
            return False
        span = self._first(para.end, para.end + 1)
        return self._is_gone(span.look if span else PLAIN, para)

    def close(self) -> None:
        """The story ends; a field still open may have swallowed text, which is worth a note."""
        if self._fields:
            self._seen.add("field")

    def _special(self, para: Para) -> bool:
        """Whether some of the paragraph may not be text as it stands."""
        hides = para.shape.style in self._resources.hiding_styles
        return hides or bool(self._fields) or self._first(para.start, para.end) is not None

    def _first(self, start: int, end: int) -> Span | None:
        """The first span that has some of these characters."""
        at = bisect_right(self._ends, start)
        return self._spans[at] if at < len(self._spans) and self._spans[at].start < end else None

    def _overlapping(self, start: int, end: int) -> Iterator[Span]:
        for at in range(bisect_right(self._ends, start), len(self._spans)):
            span = self._spans[at]
            if span.start >= end:
                return
            yield span

    def _cuts(self, para: Para) -> Iterator[tuple[int, int, Look]]:
        at = para.start
        for span in self._overlapping(para.start, para.end):
            if at < span.start:
                yield at, span.start, PLAIN
                at = span.start
            yield at, min(span.end, para.end), span.look
            at = span.end
        if at < para.end:
            yield at, para.end, PLAIN

    def _is_gone(self, look: Look, para: Para) -> bool:
        """Whether text of this look is not part of the final, visible text."""
        if look.deleted or look.inserted:
            self._seen.add("tracked")
        hiding = self._resources.hiding_styles
        by_style = look.style in hiding or para.shape.style in hiding
        hidden = {None: by_style, _AS_STYLE: by_style, _NOT_AS_STYLE: not by_style}.get(
            look.hidden, look.hidden == 1
        )
        if hidden and not look.deleted:
            self._seen.add("hidden")
        return look.deleted or hidden

    def _emit(self, text: str) -> None:
        if self._gone:
            return
        for outer in reversed(self._fields if self._muted else ()):
            if not outer.result:
                outer.words.append(text)
                return
        if not self._muted:
            self._out.append(text)

    def _font(self, number: int | None) -> str:
        fonts = self._resources.fonts
        return fonts[number] if number is not None and number < len(fonts) else ""

    def _text(self, text: str) -> None:
        look = self._look
        if look.symbol:
            font, code = look.symbol
            text = symbol(self._font(font), code) * len(text)
        elif look.font is not None:
            text = in_font(self._font(look.font), text)
        self._emit(text)

    def _endless_cell(self, _: str) -> None:
        raise damaged("单元格与格式不符")

    def _unknown(self, _: str) -> None:
        raise damaged("文字中有无效字符")

    def _nothing(self, _: str) -> None:
        """Anchors of pictures, drawings and notes, soft hyphens."""

    def _comment(self, _: str) -> None:
        if self._look.special:  # LibreOffice leaves bare marks behind its content controls
            self._seen.add("comments")

    def _picture(self, _: str) -> None:
        """A picture, or inside a field the data of a form field or hyperlink."""
        if self._fields and self._look.location is not None:
            self._fields[-1].location = self._look.location

    def _begin(self, _: str) -> None:
        check_count(len(self._fields), MAX_FIELD_DEPTH)
        self._fields.append(_Field())
        self._muted += 1

    def _separate(self, _: str) -> None:
        if self._fields and not self._fields[-1].result:
            current = self._fields[-1]
            current.result = True
            current.computed = self._computed(current)
            self._muted -= current.computed is None

    def _end(self, _: str) -> None:
        if not self._fields:
            self._seen.add("field")
            return
        ended = self._fields.pop()
        if not ended.result:
            ended.computed = self._computed(ended)
        self._muted -= not ended.result or ended.computed is not None
        if ended.computed is not None:
            self._emit(ended.computed)

    def _computed(self, ended: _Field) -> str | None:
        """What a field shows where its stored result does not tell; None: the stored result."""
        instruction = ended.instruction
        kind = field_kind(instruction)
        if kind == "EQ":
            return equation(instruction)
        if kind in _OUTSIDE:
            self._seen.add("external")
        # A hyperlink has data too, of another kind.
        if kind.startswith(_FORM) and ended.location is not None:
            return form_field(self._resources.data, ended.location)
        return None


def _literal(text: str) -> Callable[[Inline, str], None]:
    return lambda inline, _: inline._emit(text)


_HANDLERS: Final[dict[str, Callable[[Inline, str], None]]] = {
    **dict.fromkeys(map(chr, range(0x20)), Inline._unknown),
    "\t": Inline._text,
    "\x01": Inline._picture,
    "\x02": Inline._nothing,
    "\x03": Inline._nothing,
    "\x04": Inline._nothing,
    "\x05": Inline._comment,
    "\x07": Inline._endless_cell,
    "\x08": Inline._nothing,
    **dict.fromkeys("\n\x0b\x0c\x0e\r", _literal("\n")),
    "\x13": Inline._begin,
    "\x14": Inline._separate,
    "\x15": Inline._end,
    "\x1e": _literal("-"),
    "\x1f": Inline._nothing,
}
