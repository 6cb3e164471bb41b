"""The text of WordprocessingML paragraphs: runs, fields, symbols, revisions (ECMA-376-1, 17.3, 17.16).

An element that is not named here is transparent: its children are read. So content controls,
hyperlinks, smart tags, insertions and whatever a later Word adds lose no text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from jbgs.importers.fields import TICKED, UNTICKED, equation, field_kind
from jbgs.importers.notes import Finding
from jbgs.importers.symbols import UNKNOWN, in_font, is_symbol_font, symbol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL = f"{W}val"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OFF = frozenset({"0", "false", "off", "none"})


def is_on(element: etree._Element | None) -> bool:
    """An on/off property (17.17.4): present counts as on unless its value says off."""
    return element is not None and element.get(VAL, "1") not in _OFF


def branch(alternate: etree._Element) -> etree._Element | None:
    """The one branch of mc:AlternateContent that is read; all of them hold the same text."""
    return alternate[0] if len(alternate) else None


def is_placeholder(control: etree._Element) -> bool:
    """Whether a content control (w:sdt) still shows its hint, which is no entry of the sender's."""
    properties = control.find(f"{W}sdtPr")
    return properties is not None and is_on(properties.find(f"{W}showingPlcHdr"))


def text_of(element: etree._Element) -> str:
    """Text of w:t: without xml:space its outer blanks are layout, and line feeds are never line breaks."""
    written = element.text or ""
    text = written.strip(" \t\r\n")
    if text != written and element.get(_SPACE) == "preserve":
        text = written
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    return text


@dataclass(slots=True)
class Findings:
    """What the whole document's walk collects besides its text."""

    hidden_styles: frozenset[str] = frozenset()
    seen: set[Finding] = field(default_factory=set)
    boxes: list[etree._Element] = field(default_factory=list)  # text boxes, read once, after their anchor


@dataclass(slots=True)
class _Field:
    """A complex field between its begin and end marks."""

    begin: etree._Element
    instruction: str = ""
    result: bool = False
    computed: str | None = None


class Inline:
    """Reads the paragraphs of one story (body, cell or text box); a field may run over several of them."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._out: list[str] = []
        self._fields: list[_Field] = []
        self._muted = 0  # fields whose instruction or stale result is being passed over
        self._hidden = False
        self._font = ""

    def paragraph(self, element: etree._Element) -> str:
        """The paragraph's text, soft line breaks as line feeds."""
        self._out = []
        self._hidden = bool(self._findings.hidden_styles) and self._style_hides(element)
        self._children(element)
        return "".join(self._out)

    def close(self) -> None:
        """The story ends; a field still open may have swallowed text, which is worth a note."""
        if self._fields:
            self._findings.seen.add("field")

    def _style_hides(self, paragraph: etree._Element) -> bool:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style is not None and style.get(VAL) in self._findings.hidden_styles

    def _emit(self, text: str) -> None:
        if self._hidden:
            self._findings.seen.add("hidden")
        elif not self._muted:
            self._out.append(text)

    def _children(self, element: etree._Element) -> None:
        for child in element:
            handler = HANDLERS.get(child.tag)
            if handler is None:
                self._children(child)
            else:
                handler(self, child)

    def run(self, element: etree._Element) -> None:
        """w:r; its properties come first and say whether it is hidden and in which font it is set."""
        hidden_before, self._font = self._hidden, ""
        if len(element) and element[0].tag == _RPR:
            self._properties(element[0])
        self._children(element)
        self._hidden, self._font = hidden_before, ""

    def _properties(self, properties: etree._Element) -> None:
        for prop in properties:
            tag = prop.tag
            if tag == _FONTS:
                font = prop.get(f"{W}ascii", "")
                self._font = font if is_symbol_font(font) else ""
            elif tag == _VANISH:
                self._hidden = is_on(prop)
            elif tag == _RSTYLE and prop.get(VAL) in self._findings.hidden_styles:
                self._hidden = True

    def text(self, element: etree._Element) -> None:
        """w:t, m:t."""
        text = text_of(element)
        self._emit(in_font(self._font, text) if self._font else text)

    def symbol(self, element: etree._Element) -> None:
        """w:sym."""
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            code = -1
        self._emit(symbol(element.get(f"{W}font", ""), code) if code >= 0 else UNKNOWN)

    def control(self, element: etree._Element) -> None:
        """w:sdt in a line: what it shows, unless that is its hint; an unreadable check box, its state."""
        if is_placeholder(element):
            return
        at = len(self._out)
        self._children(element)
        box = element.find(f"{W}sdtPr/{W14}checkbox")
        if box is not None and "".join(self._out[at:]).strip() in ("", UNKNOWN):
            state = box.find(f"{W14}checked")
            ticked = state is not None and state.get(f"{W14}val", "1") not in _OFF
            self._out[at:] = []
            self._emit(TICKED if ticked else UNTICKED)

    def alternate(self, element: etree._Element) -> None:
        """mc:AlternateContent."""
        chosen = branch(element)
        if chosen is not None:
            self._children(chosen)

    def ruby(self, element: etree._Element) -> None:
        """w:ruby: the base, not the reading above it."""
        for base in element.iterchildren(f"{W}rubyBase"):
            self._children(base)

    def box(self, element: etree._Element) -> None:
        """w:txbxContent: a story of its own."""
        self._findings.boxes.append(element)

    def math(self, element: etree._Element) -> None:
        """A fraction, power or index, so that 10³ does not read 103."""
        for number, part in enumerate(p for p in element if not p.tag.endswith("Pr")):
            if number:
                self._emit(_MATH[element.tag])
            self._children(part)

    def revision_out(self, _: etree._Element) -> None:
        """w:del, w:moveFrom."""
        self._findings.seen.add("tracked")

    def revision_in(self, element: etree._Element) -> None:
        """w:ins, w:moveTo."""
        self._findings.seen.add("tracked")
        self._children(element)

    def comment(self, _: etree._Element) -> None:
        """w:commentReference."""
        self._findings.seen.add("comments")

    def instruction(self, element: etree._Element) -> None:
        """w:instrText."""
        if self._fields and not self._fields[-1].result:
            self._fields[-1].instruction += element.text or ""

    def simple_field(self, element: etree._Element) -> None:
        """w:fldSimple."""
        computed = _computed(element.get(f"{W}instr", ""), element)
        if computed is None:
            self._children(element)
        else:
            self._emit(computed)

    def field_mark(self, element: etree._Element) -> None:
        """w:fldChar: begin, separate, end."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field(element))
            self._muted += 1
        elif kind == "separate" and self._fields and not self._fields[-1].result:
            current = self._fields[-1]
            current.result = True
            current.computed = _computed(current.instruction, current.begin)
            self._muted -= current.computed is None
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not ended.result:
                ended.computed = _computed(ended.instruction, ended.begin)
            self._muted -= not ended.result or ended.computed is not None
            if ended.computed is not None:
                self._emit(ended.computed)

    def skip(self, element: etree._Element) -> None:
        """Properties, and whatever else holds no text of this story."""


def _computed(instruction: str, holder: etree._Element) -> str | None:
    """What a field shows where its stored result does not tell; None: the stored result."""
    kind = field_kind(instruction)
    if kind == "EQ":
        return equation(instruction)
    data = holder.find(f"{W}ffData")
    if data is None:
        return None
    if kind == "FORMCHECKBOX":
        return TICKED if _form_state(data, "checkBox", "checked") not in _OFF else UNTICKED
    if kind == "FORMDROPDOWN":
        entries = data.findall(f"{W}ddList/{W}listEntry")
        chosen = _form_state(data, "ddList", "result")
        return entries[int(chosen)].get(VAL, "") if chosen.isdecimal() and int(chosen) < len(entries) else ""
    return None


def _form_state(data: etree._Element, control: str, name: str) -> str:
    """A form field's own state, else its default (17.16.5)."""
    for state in (data.find(f"{W}{control}/{W}{name}"), data.find(f"{W}{control}/{W}default")):
        if state is not None:
            return state.get(VAL, "1")
    return "0"


_RPR, _FONTS, _VANISH, _RSTYLE = f"{W}rPr", f"{W}rFonts", f"{W}vanish", f"{W}rStyle"
_MATH = {f"{M}f": "/", f"{M}sSup": "^", f"{M}sSub": "_"}


def _literal(text: str) -> Callable[[Inline, etree._Element], None]:
    return lambda inline, _: inline._emit(text)


HANDLERS: dict[str, Callable[[Inline, etree._Element], None]] = {
    f"{W}r": Inline.run,
    f"{W}t": Inline.text,
    f"{M}t": Inline.text,
    f"{W}tab": _literal("\t"),
    f"{W}ptab": _literal("\t"),
    f"{W}br": _literal("\n"),
    f"{W}cr": _literal("\n"),
    f"{W}noBreakHyphen": _literal("-"),
    f"{W}sym": Inline.symbol,
    f"{W}sdt": Inline.control,
    f"{MC}AlternateContent": Inline.alternate,
    f"{W}ruby": Inline.ruby,
    f"{W}txbxContent": Inline.box,
    f"{W}ins": Inline.revision_in,
    f"{W}moveTo": Inline.revision_in,
    f"{W}del": Inline.revision_out,
    f"{W}moveFrom": Inline.revision_out,
    f"{W}commentReference": Inline.comment,
    f"{W}instrText": Inline.instruction,
    f"{W}fldSimple": Inline.simple_field,
    f"{W}fldChar": Inline.field_mark,
    f"{W}delText": Inline.skip,
    f"{W}pPr": Inline.skip,
    f"{W}rPr": Inline.skip,
    f"{W}sdtPr": Inline.skip,
    f"{W}customXmlPr": Inline.skip,
    f"{W}smartTagPr": Inline.skip,
    **dict.fromkeys(_MATH, Inline.math),
}
