"""The state of an RTF document while its signs are followed (RTF 1.9.1): groups, fonts, fields, stories."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field

from jbgs.errors import damaged
from jbgs.importers.document import Document
from jbgs.importers.fields import TICKED, UNTICKED, equation, field_kind
from jbgs.importers.notes import Finding, sentences
from jbgs.importers.rtf_tokens import CHARSETS, Sign, code_page, joined_surrogates
from jbgs.importers.story import RowShape, Story
from jbgs.importers.symbols import UNKNOWN, in_font, is_symbol_font

MAX_GROUPS = 500  # within one another
NOWHERE = "-"  # the destination of what is passed over
_READ_ANYWHERE = frozenset({"shptxt", "dptxbxtext", "result"})  # also inside that
_SYMBOLS = {"\\": "\\", "{": "{", "}": "}", "~": "\xa0", "_": "-"}
_BY_DEFAULT = 25  # \\ffres: the form field was never touched


Action = Callable[["Reader", int | None], None]


@dataclass(slots=True)
class _Group:
    """What a brace opens: the properties in force, which end with it."""

    into: str = ""  # where text goes: "" the story, else the name of a destination
    font: int = 0
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    level: int | None = None
    nested_row: bool = False  # inside \nesttableprops
    field: bool = False
    box: bool = False


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False
    state: int | None = None
    default: int = 0
    entries: list[str] = field(default_factory=list)

    def computed(self) -> str | None:
        """What it shows where no result is stored or the stored one does not tell; None: the result."""
        kind = field_kind(self.instruction)
        if kind == "EQ":
            return equation(self.instruction)
        if kind == "FORMCHECKBOX":
            if self.state is None:
                return UNKNOWN
            return TICKED if self._chosen() else UNTICKED
        if kind == "FORMDROPDOWN" and self.entries:
            return self.entries[self._chosen()] if 0 <= self._chosen() < len(self.entries) else ""
        return None

    def _chosen(self) -> int:
        return self.default if self.state in (None, _BY_DEFAULT) else self.state or 0


class Reader:
    """Follows the signs; ``words`` says what each control word does."""

    def __init__(self, words: Mapping[str, Action]) -> None:
        self.words = words
        self.group = _Group()
        self.outer: list[_Group] = []
        self.page = "cp1252"
        self.default_font = 0
        self.fonts: dict[int, str] = {}
        self.charsets: dict[int, int] = {}
        self.fields: list[_Field] = []
        self.rows: dict[bool, RowShape] = {}
        self.stories: list[tuple[Story, list[str]]] = []  # those around the current text box
        self.story = Story()
        self.boxes: list[Story] = []
        self.text: list[str] = []
        self.pending = bytearray()  # bytes of the same font that are not decoded yet
        self.to_skip = 0  # characters that only repeat the last \u for old readers
        self.starred = False
        self.seen: set[Finding] = set()

    def take(self, sign: Sign) -> bool:
        """Follow one sign; False when the document's own group has ended."""
        name, value, raw = sign
        if not name:
            self._bytes(raw)
            return True
        if name == "{":
            self._flush()
            self._open()
        elif name == "}":
            self._flush()
            return self._close()
        elif name == "\\*":
            self.starred = True
        elif name[0] == "\\":
            self._symbol(name[1])
        else:
            self._word(name, value)
        return True

    def document(self) -> Document:
        """What was read, once all groups have ended."""
        if self.outer:
            raise damaged("RTF 内容不完整")
        self.end_paragraph(None)
        self.story.close()
        self._place_boxes()
        return Document("rtf", tuple(self.story.blocks), sentences(self.seen))

    # Groups

    def _open(self) -> None:
        if len(self.outer) >= MAX_GROUPS:
            raise damaged(f"RTF 嵌套超过 {MAX_GROUPS} 层")
        self.outer.append(self.group)
        self.group = copy(self.group)
        self.group.field = self.group.box = False
        self.to_skip = 0

    def _close(self) -> bool:
        if not self.outer:
            raise damaged("RTF 括号不配对")
        ended, self.group = self.group, self.outer.pop()
        self.to_skip = 0
        if ended.field and self.fields:
            done = self.fields.pop()
            computed = done.computed()
            if not done.has_result and computed is not None:
                self.emit(computed)
        if ended.box:
            self._end_box()
        return bool(self.outer)

    def _end_box(self) -> None:
        self.story.paragraph(self._taken(), 0)
        self.story.close()
        self.boxes.append(self.story)
        self.story, self.text = self.stories.pop()

    def _place_boxes(self) -> None:
        for box in self.boxes:
            self.story.blocks.extend(box.blocks)
        self.boxes.clear()

    # Text

    def _bytes(self, raw: bytes) -> None:
        self.starred = False
        if self.to_skip:
            passed = min(self.to_skip, len(raw))
            self.to_skip -= passed
            raw = raw[passed:]
        if self.group.into != NOWHERE:
            self.pending += raw

    def _flush(self) -> None:
        if not self.pending:
            return
        raw = bytes(self.pending)
        self.pending.clear()
        font = self.fonts.get(self.group.font, "")
        if not self.group.into and is_symbol_font(font):
            self.emit(raw.decode("latin-1"))
        else:
            charset = self.charsets.get(self.group.font, 0)
            self.emit(raw.decode(CHARSETS.get(charset, self.page), "replace"))

    def emit(self, text: str) -> None:
        """Text, decoded, to where the group sends it."""
        into = self.group.into
        if into == "fonttbl":
            known = self.fonts.get(self.group.font, "")
            self.fonts[self.group.font] = known or text.strip().rstrip(";")
        elif into == "fldinst" and self.fields:
            self.fields[-1].instruction += text
        elif into == "ffl" and self.fields:
            self.fields[-1].entries.append(text)
        elif not into and (self.group.deleted or self.group.hidden):
            self.seen.add("tracked" if self.group.deleted else "hidden")
        elif not into:
            self.text.append(in_font(self.fonts.get(self.group.font, ""), text))

    def _taken(self) -> str:
        self._flush()
        text = joined_surrogates("".join(self.text))
        self.text = []
        return text

    def _symbol(self, symbol: str) -> None:
        if self.to_skip:
            self.to_skip -= 1
        elif symbol in "\r\n":
            self._flush()
            self.end_paragraph(None)
        elif symbol in _SYMBOLS:
            self._flush()
            self.emit(_SYMBOLS[symbol])

    # Words

    def _word(self, name: str, value: int | None) -> None:
        starred, self.starred = self.starred, False
        if self.to_skip:
            self.to_skip -= 1
            return
        action = self.words.get(name)
        if action is None:
            if starred:  # an unknown destination that old readers are told to pass over
                self._flush()
                self.group.into = NOWHERE
        elif self.group.into != NOWHERE or name in _READ_ANYWHERE:
            self._flush()
            action(self, value)

    def unicode(self, value: int | None) -> None:
        r"""``\u``: a signed 16-bit number; surrogates are joined at the end of the paragraph."""
        code = (value or 0) & 0xFFFF
        self.emit(chr(code) if code >= 0x20 else "")
        self.to_skip = self.group.fallback

    def begin_box(self, _: int | None) -> None:
        r"""``\shptxt``, ``\dptxbxtext``: a story of its own."""
        self.stories.append((self.story, self.text))
        self.story, self.text = Story(), []
        self.group.into, self.group.box = "", True
        self.group.in_table, self.group.level = False, None

    def begin_field(self, _: int | None) -> None:
        r"""``\field``."""
        self.fields.append(_Field())
        self.group.field = True

    def begin_result(self, _: int | None) -> None:
        r"""``\fldrslt``: read, unless the field has to be worked out."""
        if not self.fields:
            return
        current = self.fields[-1]
        current.has_result = True
        computed = current.computed()
        if computed is not None:
            self.emit(computed)
            self.group.into = NOWHERE

    def form_state(self, value: int | None) -> None:
        r"""``\ffres``."""
        if self.fields:
            self.fields[-1].state = value or 0

    def form_default(self, value: int | None) -> None:
        r"""``\ffdefres``; a field that stores no state of its own has this one."""
        if self.fields:
            current = self.fields[-1]
            current.default = value or 0
            current.state = _BY_DEFAULT if current.state is None else current.state

    def end_paragraph(self, _: int | None) -> None:
        r"""``\par`` and other ends of a paragraph."""
        level = self._level()
        self.story.paragraph(self._taken(), level)
        if not level and not self.stories:
            self._place_boxes()

    def end_cell(self, _: int | None) -> None:
        r"""``\cell``, always of the outermost table."""
        self.story.cell(self._taken(), 1)

    def end_nested_cell(self, _: int | None) -> None:
        r"""``\nestcell``."""
        self.story.cell(self._taken(), max(self._level(), 2))

    def end_row(self, _: int | None) -> None:
        r"""``\row``."""
        self.story.row(self.rows.get(False, RowShape()), 1)

    def end_nested_row(self, _: int | None) -> None:
        r"""``\nestrow``."""
        self.story.row(self.rows.get(True, RowShape()), max(self._level(), 2))

    def new_row(self, _: int | None) -> None:
        r"""``\trowd``."""
        self.rows[self.group.nested_row] = RowShape()

    @property
    def row(self) -> RowShape:
        """The row definition being read."""
        return self.rows.setdefault(self.group.nested_row, RowShape())

    def _level(self) -> int:
        if self.group.level is not None:
            return self.group.level
        return 1 if self.group.in_table else 0

    def plain_paragraph(self, _: int | None) -> None:
        r"""``\pard``."""
        self.group.in_table, self.group.level = False, None

    def plain_text(self, _: int | None) -> None:
        r"""``\plain``."""
        self.group.hidden = self.group.deleted = False
        self.group.font = self.default_font

    def default(self, value: int | None) -> None:
        r"""``\deff``."""
        self.default_font = self.group.font = value or 0

    def set_page(self, value: int | None) -> None:
        r"""``\ansicpg``."""
        self.page = code_page(value)

    def charset(self, value: int | None) -> None:
        r"""``\fcharset``."""
        self.charsets[self.group.font] = value or 0
