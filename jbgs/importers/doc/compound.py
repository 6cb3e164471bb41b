"""The streams of an OLE compound file ([MS-CFB]), each sector chain checked from end to end.

olefile reads the directory and the allocation tables; it forgives what a damaged file must not be
forgiven, so the chains are followed here: right length, inside the file, no sector owned twice.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from struct import unpack_from
from typing import Any

from jbgs.errors import damaged

_HEADER = 512
_END_OF_CHAIN = 0xFFFFFFFE
_SECTOR_SHIFTS = (9, 12)
_MINI_SHIFT = 6
_LISTED = 109


class Compound:
    """An opened compound file; ``names`` are the streams and storages at its root, lower case."""

    def __init__(self, data: bytes) -> None:
        import olefile

        self._data = data
        _check_header(data)
        try:
            with olefile.OleFileIO(io.BytesIO(data)) as ole:
                self._fat: Sequence[int] = ole.fat
                self._shift = 12 if ole.sectorsize == 4096 else 9
                self._cutoff: int = ole.minisectorcutoff
                self._root: Any = ole.root
                self._entries: dict[str, Any] = {entry.name.lower(): entry for entry in ole.root.kids}
                ole.loadminifat()
                self._minifat: Sequence[int] = ole.minifat
        except Exception as error:  # olefile lets any error of its parsing through
            raise damaged("复合文档目录不完整") from error
        self._owned: set[int] = set()
        self._mini_owned: set[int] = set()
        self._mini: bytes | None = None

    @property
    def names(self) -> frozenset[str]:
        """What lies at the root."""
        return frozenset(self._entries)

    def holds(self, storage: str) -> bool:
        """Whether a storage of this (lower-case) name lies at the root and has something in it."""
        entry = self._entries.get(storage)
        return entry is not None and bool(entry.kids)

    def stream(self, name: str) -> bytes:
        """The whole of a root stream by its lower-case name, empty if there is none."""
        entry = self._entries.get(name)
        if entry is None:
            return b""
        if entry.size >= self._cutoff:
            return self._sectors(entry)
        if self._mini is None:
            self._mini = self._sectors(self._root)
        mini = self._mini
        chain = _chain(self._minifat, entry, _MINI_SHIFT, self._mini_owned)
        return _whole(b"".join([mini[at << 6 : at + 1 << 6] for at in chain]), entry)

    def _sectors(self, entry: Any) -> bytes:
        data, shift = self._data, self._shift
        chain = _chain(self._fat, entry, shift, self._owned)
        return _whole(b"".join([data[at + 1 << shift : at + 2 << shift] for at in chain]), entry)


def _check_header(data: bytes) -> None:
    """Refuse counts that no file of this size can have, before anything loops over them."""
    if len(data) < _HEADER:
        raise damaged("文件不完整")
    (shift,) = unpack_from("<H", data, 30)
    (tables,) = unpack_from("<I", data, 44)
    mini_tables, _, index_sectors = unpack_from("<III", data, 64)
    if shift not in _SECTOR_SHIFTS or unpack_from("<H", data, 32) != (_MINI_SHIFT,):
        raise damaged("复合文档头有误")
    sectors = len(data) >> shift
    # A table of 2^(shift-2) entries for as many sectors, and the spare ones of the header's own list.
    if tables > (sectors >> shift - 2) + _LISTED or max(mini_tables, index_sectors) > sectors:
        raise damaged("复合文档头有误")


def _chain(table: Sequence[int], entry: Any, shift: int, owned: set[int]) -> list[int]:
    """The sectors of a stream in order; they become ``owned``."""
    count = entry.size + (1 << shift) - 1 >> shift
    if count > len(table):
        raise damaged("数据流长度有误")
    chain: list[int] = []
    sector = entry.isectStart
    for _ in range(count):
        if sector >= len(table):
            raise damaged("扇区链中断")
        chain.append(sector)
        sector = table[sector]
    if count and sector != _END_OF_CHAIN:
        raise damaged("扇区链过长")
    before = len(owned)
    owned.update(chain)
    if len(owned) != before + count:
        raise damaged("扇区链交叉")
    return chain


def _whole(content: bytes, entry: Any) -> bytes:
    if len(content) < entry.size:
        raise damaged("数据流不完整")
    return content[: entry.size]
