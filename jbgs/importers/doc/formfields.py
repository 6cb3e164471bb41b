"""The state of form fields, kept in the Data stream ([MS-DOC] 2.9.78 FFData, 2.9.158 NilPICFAndBinData)."""

from __future__ import annotations

from struct import error, unpack_from

from jbgs.errors import damaged
from jbgs.importers.doc.pieces import join_pairs
from jbgs.importers.fields import TICKED, UNTICKED

_TEXT, _CHECK_BOX, _DROP_DOWN = range(3)
_AS_DEFAULT = 25  # iRes: nobody has touched it


def form_field(data: bytes, location: int) -> str | None:
    """What a check box or list shows; None for a text field, whose text stands in the document."""
    try:
        return _shown(data, location)
    except error as fault:
        raise damaged("窗体域数据不完整") from fault


def _shown(data: bytes, location: int) -> str | None:
    if location < 0:
        raise damaged("窗体域数据不完整")
    length, header = unpack_from("<IH", data, location)
    content = data[location + header : location + length]
    version, bits = unpack_from("<IH", content)
    kind, state = bits & 3, bits >> 2 & 31
    if version != 0xFFFFFFFF or kind not in (_TEXT, _CHECK_BOX, _DROP_DOWN):
        raise damaged("窗体域数据有误")
    if kind == _TEXT:
        return None
    at = _after_string(content, 10)
    (default,) = unpack_from("<H", content, at)
    chosen = default if state == _AS_DEFAULT else state
    if kind == _CHECK_BOX:
        return TICKED if chosen else UNTICKED
    at += 2
    for _ in range(5):  # format, help, status, two macro names
        at = _after_string(content, at)
    return _entry(content, at, chosen)


def _after_string(content: bytes, at: int) -> int:
    """Where an Xstz ends: length, characters, a closing zero."""
    return at + 2 + 2 * int(unpack_from("<H", content, at)[0]) + 2


def _entry(content: bytes, at: int, chosen: int) -> str:
    """One string of a list (STTB); empty if there is none of that number."""
    _, count, extra = unpack_from("<HHH", content, at)
    if chosen >= count:
        return ""
    at += 6
    for _ in range(chosen):
        at += 2 + 2 * int(unpack_from("<H", content, at)[0]) + extra
    (size,) = unpack_from("<H", content, at)
    return join_pairs(content[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "surrogatepass"))
