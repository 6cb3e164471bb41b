"""The names of the fonts ([MS-DOC] 2.9.286 SttbfFfn, 2.9.76 FFN)."""

from __future__ import annotations

from functools import lru_cache
from struct import unpack_from

_NAME = 39  # of the name in an FFN, whose length byte is not counted


def font_names(table: bytes) -> list[str]:
    """The fonts by number; as many as the table really holds."""
    names: list[str] = []
    if len(table) < 4:
        return names
    (count,) = unpack_from("<H", table)
    at = 4
    while len(names) < count and at < len(table):
        size = table[at]
        names.append(_name(table[at + 1 + _NAME : at + 1 + size]))
        at += 1 + size
    return names


@lru_cache(maxsize=256)
def _name(stored: bytes) -> str:
    return stored.decode("utf-16-le", "replace").partition("\0")[0]
