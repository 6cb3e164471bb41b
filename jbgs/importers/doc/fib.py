"""The file information block at the start of the WordDocument stream ([MS-DOC] 2.5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from struct import unpack_from

from jbgs.errors import Refused
from jbgs.importers.rtf_tables import damaged

_WORD_97 = 0xA5EC
_OLDER = frozenset({0xA5DC, 0xA697, 0xA698, 0xA699})  # Word 6.0 and 95, and their Far East editions
_FIRST_NFIB = 0xBF  # the first betas of Word 97; below it, Word 95 wrote the file
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_COUNTS = 0x4C  # ccpText and the seven lengths after it
_PAIRS = 0x9A  # FibRgFcLcb: (offset, length) pairs in the table stream

# Index of a pair in FibRgFcLcb97 (2.5.6).
STYLES, CHARACTERS, PARAGRAPHS, FONTS, FIELDS, CLX, BOXES = 1, 12, 13, 15, 16, 33, 56


@dataclass(frozen=True, slots=True)
class Fib:
    """Where things lie: lengths of the stories in characters, offsets in the table stream."""

    table_stream: str
    text: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int
    _raw: bytes

    @property
    def characters(self) -> int:
        """The length of all stories; a paragraph mark follows where there is more than the main text."""
        others = self.footnotes + self.headers + self.macros + self.comments
        others += self.endnotes + self.boxes + self.header_boxes
        return self.text + others + (others > 0)

    @property
    def boxes_start(self) -> int:
        """The character position where the text boxes of the main text begin."""
        return self.text + self.footnotes + self.headers + self.macros + self.comments + self.endnotes

    def part(self, table: bytes, index: int) -> bytes:
        """A structure of the table stream, by its index in FibRgFcLcb97; empty if absent."""
        offset, length = unpack_from("<II", self._raw, _PAIRS + 8 * index)
        if length and offset + length > len(table):
            raise damaged("索引超出表格流")
        return table[offset : offset + length]


def read_fib(word: bytes) -> Fib:
    """Read the block; raises ``Refused`` (encrypted, unsupported for Word 6.0/95, damaged)."""
    if len(word) < 34:
        raise damaged("正文流过短")
    ident, nfib = unpack_from("<HH", word)
    (flags,) = unpack_from("<H", word, 10)
    if ident in _OLDER or (ident == _WORD_97 and nfib < _FIRST_NFIB):
        raise Refused("unsupported", "是 Word 6.0/95 文档，不能读取")
    if ident != _WORD_97:
        raise damaged("不是 Word 正文流")
    if flags & _ENCRYPTED:
        raise Refused("encrypted")
    if (
        len(word) < _PAIRS + 8 * 93
        or unpack_from("<H", word, 0x20) != (14,)
        or unpack_from("<H", word, 0x3E) != (22,)
    ):
        raise damaged("文件信息块有误")
    lengths = unpack_from("<8i", word, _COUNTS)
    if min(lengths) < 0 or sum(lengths) > len(word):
        raise damaged("文件信息块有误")
    return Fib("1table" if flags & _TABLE_1 else "0table", *lengths, word[: _PAIRS + 8 * 93])
