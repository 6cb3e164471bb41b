"""The paragraphs of a WordprocessingML body that hold nothing but plain text, read in one pass.

Nearly all of a form's are; the walk of ``docx_text``, which knows all that a paragraph may hold, takes
many times as long for each.
"""

from __future__ import annotations

from itertools import chain

from lxml import etree

from jbgs.importers.docx_text import HANDLERS, SPACE, VAL, W, trimmed
from jbgs.importers.symbols import is_symbol_font

_MOST = 20_000  # paragraphs held in memory at once; what has more was made to fill it
_P, _T = f"{W}p", f"{W}t"
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_FIELDS = (f"{W}fldChar", f"{W}instrText")  # a field may run over several paragraphs
_FONTS, _ASCII = f"{W}rFonts", f"{W}ascii"
_STYLES = (f"{W}pStyle", f"{W}rStyle")
_USUAL = frozenset({_T, *_SIGNS, f"{W}r", f"{W}pPr", f"{W}rPr"})
# What the walk has a handler for, what hides text or a paragraph's end, and w:tabs, whose w:tab are no text.
_SPECIAL = (*(tag for tag in HANDLERS if tag not in _USUAL), f"{W}vanish", f"{W}tabs")
_ASTRAY = etree.ETXPath(f"boolean(//{_T}[not(ancestor::{_P})])")


def plain_texts(body: etree._Element, hidden_styles: frozenset[str]) -> dict[etree._Element, str]:
    """The text of each paragraph that holds but runs of text: what ``Inline.paragraph`` would give.

    Nothing is hidden, inserted or deleted in these, not even the paragraph's end. None of a document with
    fields, or with more paragraphs than any form.
    """
    if next(body.iter(*_FIELDS), None) is not None or _ASTRAY(body):
        return {}
    found: dict[etree._Element, list[str]] = {}
    pieces: list[str] = []
    for element in body.iter(_P, _T, *_SIGNS):
        tag = element.tag
        if tag == _T:
            pieces.append(trimmed(element.text or "", element.get(SPACE)))
        elif tag == _P:
            if len(found) == _MOST:
                return {}
            pieces = found[element] = []
        else:
            pieces.append(_SIGNS[tag])
    _drop_special(body, hidden_styles, found)
    return {paragraph: "".join(pieces) for paragraph, pieces in found.items()}


def _drop_special(
    body: etree._Element, hidden_styles: frozenset[str], found: dict[etree._Element, list[str]]
) -> None:
    """Leave out every paragraph with anything special in it, and those within or around that one."""
    fonts = (one for one in body.iter(_FONTS) if is_symbol_font(one.get(_ASCII, "")))
    styles = (one for one in body.iter(*_STYLES) if one.get(VAL) in hidden_styles) if hidden_styles else ()
    for special in chain(body.iter(*_SPECIAL), fonts, styles):
        around = next(special.iterancestors(_P), None)
        if around is None or around not in found:  # in no paragraph, or in one that is left out already
            continue
        outermost = [around, *around.iterancestors(_P)][-1]
        for paragraph in outermost.iter(_P):
            found.pop(paragraph, None)
