"""A zip package (docx, xlsx, odt) opened as if it came from an enemy.

Nothing is unpacked to disk, only the parts that a reader asks for are inflated, and each of them
under a limit that counts real bytes, not the sizes the file claims.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import TypeVar

from jbgs.errors import Refused, damaged

MAX_ENTRIES = 5_000
MAX_PART = 32 << 20  # bytes of one inflated part
MAX_TOTAL = 64 << 20  # of all parts that one reader inflates
MAX_RATIO = 250  # the worst honest XML part measured is 73:1
RATIO_FREE = 1 << 20  # below this size a ratio says nothing
_KNOWN_PARTS = 64  # whose reading is remembered
_KNOWN_SIZE = 1 << 20  # bytes of such a part; what is remembered is no larger
_MOST = 1032  # bytes that deflate can make of one (https://zlib.net/zlib_tech.html)

_CENTRAL, _CENTRAL_SIZE = b"PK\x01\x02", 46  # of each entry in the directory, its name not counted
_LOCAL = struct.Struct("<4s22xHH")  # APPNOTE 4.3.7: signature … name length, extra length
_ENCRYPTED = 0x1

_T = TypeVar("_T")
# What was made of a part, and the part's size, by the reading and the stored bytes; the oldest leave first.
_known: dict[tuple[object, ...], tuple[int, object]] = {}


class Package:
    """The parts of a zip file by name; raises ``Refused`` for one that is damaged, encrypted or a bomb."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        if len(data) > MAX_ENTRIES * _CENTRAL_SIZE and data.count(_CENTRAL) > MAX_ENTRIES:
            raise Refused("too-large", f"压缩包内的部件超过 {MAX_ENTRIES} 个")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
            raise damaged("压缩包目录不完整") from error
        self._entries = {entry.filename: entry for entry in entries}
        if len({name.lower() for name in self._entries}) < len(entries):
            raise damaged("压缩包内有同名部件")
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise Refused("encrypted", "压缩包内的部件已加密")
        self._bodies = self._places(entries)
        self._total = 0

    def _places(self, entries: list[zipfile.ZipInfo]) -> dict[str, int]:
        """Where each part's bytes begin; parts may not share bytes, which is how small bombs grow."""
        places: dict[str, int] = {}
        end = 0
        for entry in sorted(entries, key=lambda e: e.header_offset):
            header = self._data[entry.header_offset : entry.header_offset + _LOCAL.size]
            if entry.header_offset < end or len(header) < _LOCAL.size:
                raise damaged("压缩包内的部件互相重叠")
            signature, name, extra = _LOCAL.unpack(header)
            start = entry.header_offset + _LOCAL.size + name + extra
            end = start + entry.compress_size
            if signature != b"PK\x03\x04" or end > len(self._data):
                raise damaged("压缩包内的部件不完整")
            places[entry.filename] = start
        return places

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._entries)

    def read(self, name: str) -> bytes | None:
        """The inflated bytes of a part, or None where there is no such part."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        start = self._bodies[name]
        raw = self._data[start : start + entry.compress_size]
        content = self._inflated(entry, raw)
        self._count(len(content))
        if zlib.crc32(content) != entry.CRC:
            raise damaged(f"部件 {name} 校验和不符")
        return content

    def known(self, name: str, reading: Callable[[bytes, str], _T]) -> _T | None:
        """What ``reading`` makes of a part (its content and name), or None where there is no such part.

        Forms made from one blank have most parts in common; the same bytes are inflated and read once.
        Only for readings whose result is small, and which depend on nothing else.
        """
        entry = self._entries.get(name)
        if entry is None:
            return None
        start = self._bodies[name]
        stored = hashlib.sha256(name.encode("utf-8", "surrogatepass") + b"\0")
        stored.update(self._data[start : start + entry.compress_size])
        key = (reading, stored.digest(), entry.CRC, entry.compress_type)
        if key in _known:
            size, result = _known[key]
            self._count(size)
            return result  # type: ignore[return-value]  # made by the same ``reading``
        content = self.read(name) or b""
        made = reading(content, name)
        if len(content) <= _KNOWN_SIZE:
            if len(_known) >= _KNOWN_PARTS:
                del _known[next(iter(_known))]
            _known[key] = (len(content), made)
        return made

    def _count(self, size: int) -> None:
        self._total += size
        if self._total > MAX_TOTAL:
            raise Refused("too-large", "文件解压后过大，疑为恶意文件")

    @staticmethod
    def _inflated(entry: zipfile.ZipInfo, raw: bytes) -> bytes:
        if entry.compress_type == zipfile.ZIP_STORED:
            return raw
        if entry.compress_type != zipfile.ZIP_DEFLATED:
            raise damaged("压缩方法不受支持")
        limit = min(MAX_PART, max(RATIO_FREE, MAX_RATIO * len(raw))) + 1
        try:
            if len(raw) * _MOST <= MAX_PART:  # no bomb fits in: in one go, which is several times as fast
                room = max(min(entry.file_size, limit), 1)
                content, complete = zlib.decompress(raw, -zlib.MAX_WBITS, room), True
            else:
                inflater = zlib.decompressobj(-zlib.MAX_WBITS)
                content = inflater.decompress(raw, limit)
                complete = inflater.eof
        except zlib.error as error:
            raise damaged(f"部件 {entry.filename} 无法解压") from error
        if len(content) >= limit:
            raise Refused("too-large", f"部件 {entry.filename} 解压后过大，疑为恶意文件")
        if not complete:
            raise damaged(f"部件 {entry.filename} 不完整")
        return content
