"""Paragraphs: where they end, how deep in tables they stand, what they close ([MS-DOC] 2.4.2, 2.4.3)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from struct import unpack_from
from typing import Final

from jbgs.importers.doc import sprms
from jbgs.importers.doc.fkp import Runs
from jbgs.importers.doc.pieces import Text
from jbgs.importers.rtf_tables import damaged

CELL_MARK = "\x07"
_MARKS: Final = re.compile("[\r\x07\x0c]")
_ENDS: Final = frozenset("\r\x07\x0c")
_DEEPEST = 64
_HOPS = 3  # sprmPHugePapx to sprmPTableProps to the properties
_HUGE, _ELSEWHERE = (code.to_bytes(2, "little") for code in (sprms.HUGE, sprms.TABLE_PROPERTIES))


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph's properties say; ``depth`` 0 is outside tables, ``changes`` its modifiers."""

    style: int = 0
    depth: int = 0
    ends_row: bool = False
    ends_inner_cell: bool = False
    changes: bytes = b""


@dataclass(frozen=True, slots=True)
class Para:
    """The characters ``start`` to ``end`` and the mark at ``end``."""

    start: int
    end: int
    mark: str
    shape: Shape


class Paragraphs:
    """Finds the paragraphs of a story and their properties."""

    def __init__(self, text: Text, runs: Runs, data: bytes) -> None:
        self._text = text
        self._runs = runs
        self._data = data
        self._check_ends()

    def story(self, start: int, end: int) -> Iterator[Para]:
        """The paragraphs between two character positions; the last one ends in a mark, or it is damaged."""
        string, at = self._text.string, start
        for found in _MARKS.finditer(string, start, end):
            position, mark = found.start(), found.group()
            shape = self._shape(position, mark)
            if shape is not None:
                yield Para(at, position, mark, shape)
                at = position + 1
        if at != end:
            raise damaged("正文没有以段落标记结束")

    def _shape(self, position: int, mark: str) -> Shape | None:
        """The properties of the paragraph that ends here; None for a line break inside a paragraph."""
        piece = self._text.piece(position)
        offset = piece.offset + (position - piece.start) * piece.width
        limits = self._runs.limits
        run = bisect_right(limits, offset) - 1
        if not 0 <= run < len(self._runs.stored):
            raise damaged("段落没有格式")
        if limits[run + 1] != offset + piece.width:
            if mark == CELL_MARK:
                raise damaged("单元格与格式不符")
            return None
        stored = self._runs.stored[run]
        if _HUGE in stored or _ELSEWHERE in stored:
            stored = _gathered(stored, self._data)
        return _shape(stored, piece.changes)

    def _check_ends(self) -> None:
        """Where the properties say that a paragraph ends there must be a mark."""
        limits, string = self._runs.limits, self._text.string
        for piece in self._text.pieces:
            first, last = bisect_right(limits, piece.offset), bisect_left(limits, piece.limit)
            before = piece.start - 1
            ends = {string[before + (limit - piece.offset) // piece.width] for limit in limits[first:last]}
            if not ends <= _ENDS:
                raise damaged("段落与格式不符")


@lru_cache(maxsize=4096)
def _shape(stored: bytes, changes: bytes) -> Shape:
    """The properties in a PAPX (style number, modifiers), changed by those of its piece."""
    style = stored[0] | stored[1] << 8 if len(stored) > 1 else 0
    in_table = ends_row = inner_cell = inner_row = False
    depth = 0
    for code, operand in (*sprms.sprms(stored[2:]), *sprms.sprms(changes)):
        if code == sprms.IN_TABLE:
            in_table = operand[0] != 0
        elif code == sprms.ROW_END:
            ends_row = operand[0] != 0
        elif code == sprms.INNER_CELL:
            inner_cell = operand[0] != 0
        elif code == sprms.INNER_ROW_END:
            inner_row = operand[0] != 0
        elif code == sprms.DEPTH:
            (depth,) = unpack_from("<i", operand)
        elif code == sprms.DEPTH_CHANGE:
            depth += unpack_from("<i", operand)[0]
    if not 0 <= depth <= _DEEPEST:
        raise damaged("表格层次有误")
    depth = max(depth, 1) if in_table else 0
    if (ends_row and depth != 1) or ((inner_cell or inner_row) and depth < 2):
        raise damaged("表格层次有误")
    return Shape(style, depth, ends_row or inner_row, inner_cell, stored[2:] + changes)


def _gathered(stored: bytes, data: bytes) -> bytes:
    """A PAPX whose modifiers lie in the Data stream, instead of those beside the reference to them."""
    for _ in range(_HOPS):
        for code, operand in sprms.sprms(stored[2:]):
            if code in (sprms.HUGE, sprms.TABLE_PROPERTIES):
                (at,) = unpack_from("<I", operand)
                size = unpack_from("<H", data, at)[0] if at + 2 <= len(data) else 0
                if not size or at + 2 + size > len(data):
                    raise damaged("表格定义超出数据流")
                stored = stored[:2] + data[at + 2 : at + 2 + size]
                break
        else:
            return stored
    raise damaged("表格定义循环引用")
