"""Which styles hide their text ([MS-DOC] 2.9.271 STSH, 2.9.260 STD)."""

from __future__ import annotations

from struct import error, unpack_from

from jbgs.errors import damaged
from jbgs.importers.doc import sprms

_PARAGRAPH, _CHARACTER = 1, 2
_LONGEST_CHAIN = 50  # styles based on styles; more is a loop
_HIDES = sprms.HIDDEN.to_bytes(2, "little")


def hiding_styles(sheet: bytes) -> frozenset[int]:
    """The numbers of the styles whose text is hidden, by themselves or by what they are based on."""
    if _HIDES not in sheet:
        return frozenset()
    try:
        return _hiding(sheet)
    except error as fault:
        raise damaged("样式表不完整") from fault


def _hiding(sheet: bytes) -> frozenset[int]:
    info, count, base_size = unpack_from("<HHH", sheet)
    at = 2 + info
    hides: dict[int, bool] = {}
    parent: dict[int, int] = {}
    for number in range(count):
        (size,) = unpack_from("<H", sheet, at)
        style = sheet[at + 2 : at + 2 + size]
        at += 2 + size
        if style:
            parent[number] = unpack_from("<H", style, 2)[0] >> 4
            vanish = _vanish(style, base_size)
            if vanish is not None:
                hides[number] = vanish
    return frozenset(number for number in parent if _inherited(number, parent, hides))


def _vanish(style: bytes, base_size: int) -> bool | None:
    """Whether the style's character modifiers (its last but one UPX, or only one) hide; None: silent."""
    kind = unpack_from("<H", style, 2)[0] & 15
    if kind not in (_PARAGRAPH, _CHARACTER):
        return None
    at = base_size + 2 + 2 * unpack_from("<H", style, base_size)[0] + 2
    if kind == _PARAGRAPH:
        size = unpack_from("<H", style, at)[0]
        at += 2 + size + (size & 1)
    if at + 2 > len(style):
        return None
    size = unpack_from("<H", style, at)[0]
    said = [
        operand[0] for code, operand in sprms.sprms(style[at + 2 : at + 2 + size]) if code == sprms.HIDDEN
    ]
    return said[-1] == 1 if said else None


def _inherited(number: int, parent: dict[int, int], hides: dict[int, bool]) -> bool:
    for _ in range(_LONGEST_CHAIN):
        if number in hides:
            return hides[number]
        number = parent.get(number, -1)
    return False
