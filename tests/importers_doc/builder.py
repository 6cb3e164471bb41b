"""Writes small .doc files byte by byte ([MS-DOC], [MS-CFB]), so that tests can say anything the format can.

A document is a list of paragraphs; a paragraph is runs of (text, character modifiers), a mark and
paragraph modifiers. ``Doc`` keeps every structure as an attribute that a test may spoil before
``bytes()`` puts the file together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from struct import pack, pack_into

SECTOR = 512
TEXT_AT = 1024
ROW_END = b"\x16\x24\x01\x17\x24\x01"
IN_CELL = b"\x16\x24\x01"
SPECIAL = b"\x55\x08\x01"
DELETED, INSERTED, HIDDEN = b"\x00\x08\x01", b"\x01\x08\x01", b"\x3c\x08\x01"


@dataclass
class Para:
    """Runs of (text, modifiers), the mark that ends it, its modifiers and those of its mark."""

    runs: Sequence[tuple[str, bytes]]
    mark: str = "\r"
    changes: bytes = b""
    mark_changes: bytes = b""
    style: int = 0

    def all_runs(self) -> list[tuple[str, bytes]]:
        """The runs with the mark."""
        return [run for run in (*self.runs, (self.mark, self.mark_changes)) if run[0]]


def text(content: str, **kwargs) -> Para:
    """A plain paragraph."""
    return Para([(content, b"")], **kwargs)


def depth(level: int) -> bytes:
    """Modifiers that put a paragraph into a table of this level (sprmPItap)."""
    return IN_CELL + pack("<HI", 0x6649, level)


def define(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """A row definition (sprmTDefTable)."""
    count = len(edges) - 1
    cells = b"".join(pack("<H", flag) + bytes(18) for flag in flags)
    operand = bytes([count]) + pack(f"<{count + 1}h", *edges) + cells
    return pack("<HH", 0xD608, len(operand) + 1) + operand


def row(*cells: str, edges: Sequence[int] = (), flags: Sequence[int] = (), mark: bytes = b"") -> list[Para]:
    """A table row; ``mark`` are the character modifiers of its end mark."""
    edges = edges or range(0, 500 * (len(cells) + 1), 500)
    paragraphs = [text(cell, mark="\x07", changes=IN_CELL) for cell in cells]
    return [*paragraphs, Para([], "\x07", ROW_END + define(edges, flags), mark)]


def fields(instruction: str, result: str = "", anchor: bytes | None = None) -> list[tuple[str, bytes]]:
    """The runs of a field; ``anchor`` are modifiers of a \\x01 at the end of its instruction."""
    runs = [("\x13", SPECIAL), (instruction, b"")]
    if anchor is not None:
        runs.append(("\x01", SPECIAL + anchor))
    return [*runs, ("\x14", SPECIAL), (result, b""), ("\x15", SPECIAL)]


def _font(name: str) -> bytes:
    body = bytes(39) + name.encode("utf-16-le") + b"\0\0"
    return bytes([len(body)]) + body


@dataclass
class Doc:
    """A Word 97 file under construction."""

    paragraphs: list[Para]
    boxes: list[Para] = field(default_factory=list)
    fonts: Sequence[str] = ("宋体",)
    styles: bytes = b""
    data: bytes = b""
    width: int = 2  # bytes of a character: 1 is Windows 1252
    pieces: Sequence[tuple[int, int, int]] | None = None  # start, end, prm; offsets follow the text
    prc: bytes = b""
    nfib: int = 0xC1
    flags: int = 0x200
    ident: int = 0xA5EC
    storages: Sequence[str] = ()
    word: bytearray = field(default_factory=bytearray)
    table: bytearray = field(default_factory=bytearray)
    pairs: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        after = [text("")] if self.boxes else []
        characters, paragraphs = [], []
        at = 0
        for para in (*self.paragraphs, *self.boxes, *after):
            for content, changes in para.all_runs():
                at += _units(content)
                characters.append((at, bytes([len(changes)]) + changes if changes else b""))
            paragraphs.append((at, _papx(pack("<H", para.style) + para.changes)))
        self.main, self.boxed = _length(self.paragraphs), _length(self.boxes)
        self.string = "".join(r for p in (*self.paragraphs, *self.boxes, *after) for r, _ in p.all_runs())
        encoded = self.string.encode("utf-16-le" if self.width == 2 else "cp1252", "surrogatepass")
        self.word += bytes(TEXT_AT) + encoded + bytes(-len(encoded) % SECTOR)
        self._part(1, self.styles)
        self._part(12, self._pages(characters, 1))
        self._part(13, self._pages(paragraphs, 13))
        self._part(15, pack("<HH", len(self.fonts), 0) + b"".join(map(_font, self.fonts)))
        self._part(16, self._field_places())
        self._part(33, self._clx(at))

    def _part(self, index: int, content: bytes) -> None:
        self.pairs[index] = (len(self.table), len(content))
        self.table += content

    def _pages(self, runs: list[tuple[int, bytes]], entry: int) -> bytes:
        """Write the disk pages, return the bin table that leads to them."""
        bounds, numbers, start = [TEXT_AT], [], 0
        runs = runs[::-1]
        while runs:
            page, used, limits, places = bytearray(SECTOR), SECTOR - 1, [start], []
            while runs and used - len(runs[-1][1]) - 1 > (len(places) + 1) * (4 + entry) + 8:
                start, stored = runs.pop()
                if stored:
                    used = used - len(stored) & ~1
                    page[used : used + len(stored)] = stored
                limits.append(start)
                places.append(used // 2 if stored else 0)
            offsets = [TEXT_AT + limit * self.width for limit in limits]
            pack_into(f"<{len(limits)}I", page, 0, *offsets)
            for i, place in enumerate(places):
                page[4 * len(limits) + entry * i] = place
            page[-1] = len(places)
            numbers.append(len(self.word) // SECTOR)
            bounds.append(offsets[-1])
            self.word += page
        return pack(f"<{len(bounds)}I", *bounds) + pack(f"<{len(numbers)}I", *numbers)

    def _field_places(self) -> bytes:
        main = self.string.encode("utf-16-le", "surrogatepass")[: 2 * self.main]
        found = [i for i, unit in enumerate(memoryview(main).cast("H")) if 0x13 <= unit <= 0x15]
        if not found:
            return b""
        kinds = b"".join([main[2 * i : 2 * i + 2] for i in found])
        return pack(f"<{len(found) + 1}I", *found, self.main) + kinds

    def _clx(self, total: int) -> bytes:
        pieces = self.pieces or [(0, total, 0)]
        bounds = [0]
        described = b""
        for start, end, prm in pieces:
            offset = TEXT_AT + start * self.width
            bounds.append(bounds[-1] + end - start)
            described += pack("<HIH", 0, offset if self.width == 2 else offset * 2 | 1 << 30, prm)
        plc = pack(f"<{len(bounds)}I", *bounds) + described
        prc = b"\x01" + pack("<H", len(self.prc)) + self.prc if self.prc else b""
        return prc + b"\x02" + pack("<I", len(plc)) + plc

    def fib(self) -> None:
        """Write the file information block into the WordDocument stream."""
        pack_into("<HH", self.word, 0, self.ident, self.nfib)
        pack_into("<H", self.word, 10, self.flags)
        pack_into("<H", self.word, 32, 14)
        pack_into("<H", self.word, 62, 22)
        pack_into("<8i", self.word, 0x4C, self.main, 0, 0, 0, 0, 0, self.boxed, 0)
        pack_into("<H", self.word, 0x98, 93)
        for index, pair in self.pairs.items():
            pack_into("<II", self.word, 0x9A + 8 * index, *pair)

    def __bytes__(self) -> bytes:
        self.fib()
        streams = {"WordDocument": bytes(self.word), "1Table": bytes(self.table)}
        if self.data:
            streams["Data"] = self.data
        return compound(streams, self.storages)


def _units(content: str) -> int:
    return len(content.encode("utf-16-le", "surrogatepass")) // 2


def _length(paragraphs: Sequence[Para]) -> int:
    return sum(_units(content) for para in paragraphs for content, _ in para.all_runs())


def _papx(stored: bytes) -> bytes:
    if len(stored) % 2:
        return bytes([(len(stored) + 1) // 2]) + stored
    return bytes([0, len(stored) // 2]) + stored


def compound(streams: dict[str, bytes], storages: Sequence[str] = ()) -> bytes:
    """A compound file; streams are padded to the size that keeps them out of the mini stream."""
    fat: list[int] = []
    body = bytearray()
    entries = []

    def place(content: bytes) -> int:
        first, count = len(fat), len(content) // SECTOR
        fat.extend([*range(first + 1, first + count), 0xFFFFFFFE])
        body.extend(content)
        return first

    for name, content in streams.items():
        padded = content + bytes(max(-len(content) % SECTOR, 4096 - len(content)))
        entries.append(_entry(name, 2, place(padded), len(padded)))
    first_inner = len(streams) + len(storages) + 1
    for number, name in enumerate(storages):
        entries.append(_entry(name, 1, 0xFFFFFFFE, 0, child=first_inner + number))
    for i, entry in enumerate(entries[:-1]):
        entries[i] = entry[:72] + pack("<I", i + 2) + entry[76:]  # its neighbour to the right
    inner = [_entry("inside", 1, 0xFFFFFFFE, 0) for _ in storages]
    directory = b"".join([_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1), *entries, *inner])
    directory += bytes(-len(directory) % SECTOR)
    directory_at = place(directory)
    fat_at = len(fat)
    tables = fat_at // 127 + 1
    fat += [0xFFFFFFFD] * tables
    fat += [0xFFFFFFFF] * (-len(fat) % 128)
    header = pack("<8s16s5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6)
    header += pack("<3I", 0, tables, directory_at) + pack("<2I", 0, 4096)
    header += pack("<4I", 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += pack("<109I", *range(fat_at, fat_at + tables), *[0xFFFFFFFF] * (109 - tables))
    return header + bytes(body) + pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    return pack("<64sHBB3I36xII4x", encoded, len(encoded), kind, 1, none, none, child, start, size)
