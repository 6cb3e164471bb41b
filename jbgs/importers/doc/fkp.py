"""Formatted disk pages: runs of characters with one set of properties ([MS-DOC] 2.9.33, 2.9.175).

Characters are named by their offset in the WordDocument stream.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import ge
from struct import unpack_from
from typing import Final, NamedTuple

from jbgs.errors import damaged
from jbgs.importers.doc.limits import check_count

_PAGE = 512
_NUMBER = 0x3FFFFF  # the page number's 22 bits


@dataclass(frozen=True, slots=True)
class Runs:
    """Run ``i`` lies between ``limits[i]`` and ``limits[i + 1]``; ``stored[i]`` are its bytes."""

    limits: list[int]
    stored: list[bytes]


def read_runs(word: bytes, index: bytes, kind: Kind) -> Runs:
    """All runs that the bin table ``index`` (PlcBtePapx or PlcBteChpx) leads to, in order."""
    count = (len(index) - 4) // 8
    if count < 1 or len(index) != 8 * count + 4:
        raise damaged("格式页索引有误")
    bounds = unpack_from(f"<{count + 1}I", index)
    pages = [number & _NUMBER for number in unpack_from(f"<{count}I", index, 4 * (count + 1))]
    if len(set(pages)) != count:
        raise damaged("格式页索引有误")
    limits: list[int] = []
    stored: list[bytes] = []
    for number, start in zip(pages, bounds, strict=False):
        page_limits, page_stored = _page(word[number * _PAGE : (number + 1) * _PAGE], kind)
        if page_limits[0] != start or (limits and limits[-1] != start):
            raise damaged("格式页不相接")
        limits[-1:] = page_limits
        stored += page_stored
        check_count(len(stored))
    if limits[-1] != bounds[-1]:
        raise damaged("格式页不相接")
    return Runs(limits, stored)


def _page(page: bytes, kind: Kind) -> tuple[tuple[int, ...], list[bytes]]:
    """The limits of a page's runs and their bytes; runs with the same properties share them."""
    if len(page) < _PAGE:
        raise damaged("格式页超出正文流")
    count = page[-1]
    index = 4 * (count + 1)
    end = index + kind.entry * count
    if not count or end >= _PAGE:
        raise damaged("格式页有误")
    limits = unpack_from(f"<{count + 1}I", page)
    if any(map(ge, limits, limits[1:])):
        raise damaged("格式页次序有误")
    places = page[index : end : kind.entry]
    kept = {0: b""}
    for place in set(places) - {0}:
        at, size = kind.find(page, 2 * place)
        if 2 * place < end or at + size >= _PAGE:
            raise damaged("格式页有误")
        kept[place] = page[at : at + size]
    return limits, [kept[place] for place in places]


def _papx(page: bytes, at: int) -> tuple[int, int]:
    """Where a run's style number (2 bytes) and modifiers lie, and how long they are (PapxInFkp)."""
    words = page[at]
    if words:
        return at + 1, 2 * words - 1
    return at + 2, 2 * page[at + 1] if at + 1 < _PAGE else 0


def _chpx(page: bytes, at: int) -> tuple[int, int]:
    """Where a run's modifiers lie, and how long they are (Chpx)."""
    return at + 1, page[at]


class Kind(NamedTuple):
    """Of what runs a page tells: the bytes of an entry of its index, and how its properties are stored."""

    entry: int
    find: Callable[[bytes, int], tuple[int, int]]


PAPX: Final = Kind(13, _papx)
CHPX: Final = Kind(1, _chpx)
