"""What a .doc says twice, compared: the format has no checksum, so contradictions are all there is.

The other checks stand where their structure is read: sector chains (compound), story lengths (fib,
pieces), ends of paragraphs (papx), cells of a row (tables), anchors among text (text).
"""

from __future__ import annotations

import re
from struct import unpack_from
from typing import Final
from unicodedata import category

from jbgs.errors import damaged
from jbgs.importers.doc.limits import check_count

_FIELD_MARK: Final = re.compile("[\x13-\x15]")
_UNUSUAL: Final = re.compile(r"[^\w\s\x01-\x7f·—“”…、。《》（），：；？]")  # the usual ones are all Unicode's
_assigned: set[str] = set()  # characters found good; UTF-16 has but 65,536 units
_KIND = 31  # the bits of fldch that repeat the mark


def check_characters(string: str) -> None:
    """Refuse NUL and characters that Unicode does not have."""
    new = set(_UNUSUAL.findall(string)) - _assigned
    if any(character == "\0" or category(character) == "Cn" for character in new):
        raise damaged("文字中有无效字符")
    _assigned.update(new)


def check_fields(string: str, places: bytes) -> None:
    """Refuse a main text whose field marks are not just where PlcfFldMom ([MS-DOC] 2.8.25) has them."""
    count = max(len(places) - 4, 0) // 6
    check_count(count)
    if sum(map(string.count, "\x13\x14\x15")) != count:
        raise damaged("域标记与域表不符")
    positions = unpack_from(f"<{count}I", places)
    kinds = places[4 * (count + 1) :: 2]
    listed = [(position, chr(kind & _KIND)) for position, kind in zip(positions, kinds, strict=False)]
    if listed != [(mark.start(), mark.group()) for mark in _FIELD_MARK.finditer(string)]:
        raise damaged("域标记与域表不符")
