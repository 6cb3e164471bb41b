"""Paragraphs: where they end, how deep in tables they stand, what they close ([MS-DOC] 2.4.2, 2.4.3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from struct import unpack_from
from typing import Final, NamedTuple

from jbgs.errors import damaged
from jbgs.importers.doc import sprms
from jbgs.importers.doc.fkp import Runs
from jbgs.importers.doc.limits import MAX_FETCHED, MAX_PROPERTIES, check_count
from jbgs.importers.doc.pieces import Piece, Text

CELL_MARK = "\x07"
_MARKS: Final = "\r\x07\x0c"
_HOPS = 2  # from sprmPHugePapx to sprmPTableProps to the properties
_ELSEWHERE: Final = frozenset({sprms.HUGE, sprms.TABLE_PROPERTIES})


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph's properties say; ``depth`` 0 is outside tables, ``changes`` its modifiers."""

    style: int = 0
    depth: int = 0
    ends_row: bool = False
    ends_inner_cell: bool = False
    changes: bytes = b""
    elsewhere: int | None = None  # the place in the Data stream of the properties that count instead


class Para(NamedTuple):
    """The characters ``start`` to ``end`` and the mark at ``end``."""

    start: int
    end: int
    mark: str
    shape: Shape


class Paragraphs:
    """Finds the paragraphs of a story and their properties."""

    def __init__(self, text: Text, runs: Runs, data: bytes) -> None:
        self._string = text.string
        self._data = data
        self._fetched = 0
        check_count(sum(map(text.string.count, _MARKS)))
        # Where a run ends, in order: its stored properties, and the changes to them.
        self._ends: dict[int, tuple[bytes, bytes]] = {}
        for piece in text.pieces:
            self._add_ends(piece, runs)

    def _add_ends(self, piece: Piece, runs: Runs) -> None:
        """Note the ends within a piece; inside it, one that has no mark there is damage."""
        limits, string = runs.limits, self._string
        start, offset, width, changes = piece.start, piece.offset, piece.width, piece.changes
        first, last = bisect_right(limits, offset), bisect_right(limits, piece.limit)
        for run in range(max(first, 1), last):
            position = start + (limits[run] - offset) // width - 1
            if string[position] in _MARKS:
                self._ends[position] = (runs.stored[run - 1], changes)
            elif limits[run] != piece.limit:
                raise damaged("段落与格式不符")

    def story(self, start: int, end: int) -> Iterator[Para]:
        """The paragraphs between two character positions; the last one ends in a mark, or it is damaged."""
        at = start
        string = self._string
        for position, (stored, changes) in self._ends.items():
            if start <= position < end:
                shape = _shape(stored, changes)
                if shape.elsewhere is not None:
                    shape = self._fetch(shape.elsewhere, stored, changes)
                yield Para(at, position, string[position], shape)
                at = position + 1
        if at != end:
            raise damaged("正文没有以段落标记结束")

    def _fetch(self, place: int, stored: bytes, changes: bytes) -> Shape:
        """The properties of which only their place in the Data stream is stored."""
        for _ in range(_HOPS):
            shape = _shape(stored[:2] + self._kept(place), changes)
            if shape.elsewhere is None:
                return shape
            place = shape.elsewhere
        raise damaged("表格定义循环引用")

    def _kept(self, at: int) -> bytes:
        """The modifiers of a PrcData (2.9.216)."""
        size = unpack_from("<H", self._data, at)[0] if at + 2 <= len(self._data) else 0
        if not 0 < size <= MAX_PROPERTIES or at + 2 + size > len(self._data):
            raise damaged("表格定义超出数据流")
        self._fetched += size
        check_count(self._fetched, MAX_FETCHED)
        return self._data[at + 2 : at + 2 + size]


@lru_cache(maxsize=1024)
def _shape(stored: bytes, changes: bytes) -> Shape:
    """The properties in a PAPX (style number, modifiers), changed by those of its piece."""
    style = stored[0] | stored[1] << 8 if len(stored) > 1 else 0
    flags = dict.fromkeys((sprms.IN_TABLE, sprms.ROW_END, sprms.INNER_CELL, sprms.INNER_ROW_END), False)
    depth = 0
    for code, operand in (*sprms.sprms(stored[2:]), *sprms.sprms(changes)):
        if code in flags:
            flags[code] = operand[0] != 0
        elif code == sprms.DEPTH:
            (depth,) = unpack_from("<i", operand)
        elif code == sprms.DEPTH_CHANGE:
            depth += unpack_from("<i", operand)[0]
        elif code in _ELSEWHERE:
            return Shape(style, elsewhere=unpack_from("<I", operand)[0])
    depth = (depth or 1) if flags[sprms.IN_TABLE] else 0
    inner = flags[sprms.INNER_CELL] or flags[sprms.INNER_ROW_END]
    if depth < 0 or (flags[sprms.ROW_END] and depth != 1) or (inner and depth < 2):
        raise damaged("表格层次有误")
    ends_row = flags[sprms.ROW_END] or flags[sprms.INNER_ROW_END]
    return Shape(style, depth, ends_row, flags[sprms.INNER_CELL], stored[2:] + changes)
