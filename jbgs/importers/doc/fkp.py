"""Formatted disk pages: runs of characters with one set of properties ([MS-DOC] 2.9.33, 2.9.175).

Characters are named by their offset in the WordDocument stream.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import unpack_from

from jbgs.errors import damaged
from jbgs.importers.doc.limits import check_count

_PAGE = 512
_NUMBER = 0x3FFFFF  # the page number's 22 bits


@dataclass(frozen=True, slots=True)
class Runs:
    """Run ``i`` lies between ``limits[i]`` and ``limits[i + 1]``; ``stored[i]`` are its bytes."""

    limits: list[int]
    stored: list[bytes]


def read_runs(word: bytes, index: bytes, *, paragraphs: bool) -> Runs:
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
        page = word[number * _PAGE : (number + 1) * _PAGE]
        if len(page) < _PAGE:
            raise damaged("格式页超出正文流")
        page_limits = _limits(page, 13 if paragraphs else 1)
        if page_limits[0] != start or (limits and limits[-1] != start):
            raise damaged("格式页不相接")
        limits[-1:] = page_limits
        stored += (_paragraph_runs if paragraphs else _character_runs)(page, len(page_limits) - 1)
        check_count(len(stored))
    if limits[-1] != bounds[-1]:
        raise damaged("格式页不相接")
    return Runs(limits, stored)


def _limits(page: bytes, entry: int) -> list[int]:
    count = page[-1]
    if not count or 4 * (count + 1) + entry * count >= _PAGE:
        raise damaged("格式页有误")
    limits = list(unpack_from(f"<{count + 1}I", page))
    if any(map(int.__ge__, limits, limits[1:])):
        raise damaged("格式页次序有误")
    return limits


def _paragraph_runs(page: bytes, count: int) -> list[bytes]:
    """The style number (2 bytes) and modifiers of each run (PapxInFkp)."""
    first = 4 * (count + 1)
    found = []
    for place in page[first : first + 13 * count : 13]:
        at = 2 * place
        size = 2 * page[at] - 1
        if size < 0:
            at += 1
            size = 2 * page[at] if at < _PAGE else 0
        found.append(_inside(page, place, at + 1, size, first + 13 * count))
    return found


def _character_runs(page: bytes, count: int) -> list[bytes]:
    """The modifiers of each run (Chpx)."""
    first = 4 * (count + 1)
    return [
        _inside(page, place, 2 * place + 1, page[2 * place], first + count)
        for place in page[first : first + count]
    ]


def _inside(page: bytes, place: int, at: int, size: int, first: int) -> bytes:
    if not place:
        return b""
    if 2 * place < first or at + size >= _PAGE:
        raise damaged("格式页有误")
    return page[at : at + size]
