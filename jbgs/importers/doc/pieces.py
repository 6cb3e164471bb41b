"""The text, put together from the pieces that the piece table names ([MS-DOC] 2.8.35, 2.4.1)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from struct import unpack, unpack_from
from typing import Final

from jbgs.errors import damaged
from jbgs.importers.doc import sprms
from jbgs.importers.doc.limits import MAX_CHARACTERS, check_count

_COMPRESSED = 1 << 30
_PRC, _PIECES = 1, 2
# Windows 1252; the five bytes it leaves out stand for themselves.
_CP1252: Final = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
_PAIRED: Final = re.compile("[\U00010000-\U0010ffff]")
# The modifiers that fit into a piece itself (2.9.215), as far as they change what is read here.
_SHORT: Final = {
    0x18: sprms.IN_TABLE,
    0x19: sprms.ROW_END,
    0x41: sprms.DELETED,
    0x42: sprms.INSERTED,
    0x5C: sprms.HIDDEN,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` lie at ``offset`` of the WordDocument stream, ``width`` bytes each."""

    start: int
    end: int
    offset: int
    width: int
    changes: bytes

    @property
    def limit(self) -> int:
        """The offset after the last character."""
        return self.offset + (self.end - self.start) * self.width


@dataclass(frozen=True, slots=True)
class Text:
    """All stories as one string of UTF-16 code units, so that an index is a character position."""

    string: str
    pieces: list[Piece]


def _decode(word: bytes, piece: Piece) -> str:
    raw = word[piece.offset : piece.limit]
    if piece.width == 1:
        return codecs.charmap_decode(raw, "strict", _CP1252)[0]
    text = raw.decode("utf-16-le", "surrogatepass")
    if len(text) != piece.end - piece.start:  # pairs were joined: keep the units apart
        text = _PAIRED.sub(_units, text)
    return text


def _units(pair: re.Match[str]) -> str:
    return "".join(map(chr, unpack("<2H", pair[0].encode("utf-16-le"))))


def join_pairs(text: str) -> str:
    """Text with the two halves of each rare character put together; refuses a half without the other."""
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError as error:
        raise damaged("文字编码有误") from error


def read_text(word: bytes, clx: bytes, characters: int) -> Text:
    """Read the Clx; ``characters`` is how many the file information block promises."""
    changes, at = _shared_changes(clx)
    if at + 5 > len(clx):
        raise damaged("缺少文字块表")
    (length,) = unpack_from("<I", clx, at + 1)
    count = (length - 4) // 12
    if count < 1 or length != 12 * count + 4 or at + 5 + length > len(clx):
        raise damaged("文字块表有误")
    check_count(count)
    check_count(characters, MAX_CHARACTERS)
    bounds = unpack_from(f"<{count + 1}I", clx, at + 5)
    if bounds[0] != 0 or bounds[-1] != characters:
        raise damaged("文字长度与文字块表不符")
    first = at + 5 + 4 * (count + 1)
    pieces = [
        _piece(bounds[i], bounds[i + 1], clx[first + 8 * i : first + 8 * i + 8], changes)
        for i in range(count)
    ]
    if any(piece.start >= piece.end or piece.limit > len(word) for piece in pieces):
        raise damaged("文字块超出正文流")
    return Text("".join([_decode(word, piece) for piece in pieces]), pieces)


def _shared_changes(clx: bytes) -> tuple[list[bytes], int]:
    """The property changes at the start of the Clx (Prc), and where the piece table begins."""
    found: list[bytes] = []
    at = 0
    while at + 3 <= len(clx) and clx[at] == _PRC:
        (size,) = unpack_from("<h", clx, at + 1)
        if size < 0:
            raise damaged("文字块表有误")
        found.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if at >= len(clx) or clx[at] != _PIECES:
        raise damaged("缺少文字块表")
    return found, at


def _piece(start: int, end: int, descriptor: bytes, shared: list[bytes]) -> Piece:
    """A Pcd (2.9.177) with its property changes (Prm, 2.9.214)."""
    _, where, prm = unpack_from("<HIH", descriptor)
    changes = b""
    if prm & 1:
        if prm >> 1 >= len(shared):
            raise damaged("文字块表有误")
        changes = shared[prm >> 1]
    elif (prm >> 1 & 0x7F) in _SHORT:
        changes = _SHORT[prm >> 1 & 0x7F].to_bytes(2, "little") + bytes([prm >> 8])
    if where & _COMPRESSED:
        return Piece(start, end, (where & _COMPRESSED - 1) // 2, 1, changes)
    return Piece(start, end, where & _COMPRESSED - 1, 2, changes)
