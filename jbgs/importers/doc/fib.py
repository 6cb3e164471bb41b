"""The file information block at the start of the WordDocument stream ([MS-DOC] 2.5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from struct import unpack_from

from jbgs.errors import Refused, damaged

_WORD_97 = 0xA5EC
_OLDER = frozenset({0xA5DC, 0xA697, 0xA698, 0xA699})  # Word 6.0 and 95, and their Far East editions
_FIRST_NFIB = 0xBF  # the first betas of Word 97; below it, Word 95 wrote the file
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_COUNTS = 0x4C  # ccpText and the seven lengths after it
_PAIRS = 0x9A  # FibRgFcLcb: (offset, length) pairs in the table stream
_SIZE = _PAIRS + 8 * 93  # with FibRgFcLcb97, which every later one begins with

# Index of a pair in FibRgFcLcb97 (2.5.6).
STYLES, CHARACTERS, PARAGRAPHS, FONTS, FIELDS, CLX = 1, 12, 13, 15, 16, 33


@dataclass(frozen=True, slots=True)
class Fib:
    """Where things lie: lengths of the stories in characters, offsets in the table stream.

    The stories follow each other: main text, footnotes, headers, comments, endnotes, text boxes.
    """

    table_stream: str
    text: int
    comments: int
    before_boxes: int
    boxes: int
    stories: int
    _raw: bytes

    @property
    def characters(self) -> int:
        """All characters; one more paragraph mark follows where there is more than the main text."""
        return self.stories + (self.stories > self.text)

    def part(self, table: bytes, index: int) -> bytes:
        """A structure of the table stream, by its index in FibRgFcLcb97; empty if absent."""
        offset, length = unpack_from("<II", self._raw, _PAIRS + 8 * index)
        if length and offset + length > len(table):
            raise damaged("索引超出表格流")
        return table[offset : offset + length]


def read_fib(word: bytes) -> Fib:
    """Read the block; raises ``Refused`` (encrypted, unsupported for Word 6.0/95, damaged)."""
    if len(word) < 34:
        raise damaged("缺少 Word 正文")
    ident, nfib = unpack_from("<HH", word)
    (flags,) = unpack_from("<H", word, 10)
    if ident in _OLDER or (ident == _WORD_97 and nfib < _FIRST_NFIB):
        raise Refused("unsupported", "是 Word 6.0/95 文档，不能读取")
    if ident != _WORD_97:
        raise damaged("不是 Word 正文流")
    if flags & _ENCRYPTED:
        raise Refused("encrypted")
    if len(word) < _SIZE or unpack_from("<H", word, 32) != (14,) or unpack_from("<H", word, 62) != (22,):
        raise damaged("文件信息块有误")
    lengths = unpack_from("<8i", word, _COUNTS)
    if min(lengths) < 0 or sum(lengths) > len(word):
        raise damaged("文件信息块有误")
    text, footnotes, headers, macros, comments, endnotes, boxes, header_boxes = lengths
    before_boxes = text + footnotes + headers + macros + comments + endnotes
    return Fib(
        table_stream="1table" if flags & _TABLE_1 else "0table",
        text=text,
        comments=comments,
        before_boxes=before_boxes,
        boxes=boxes,
        stories=before_boxes + boxes + header_boxes,
        _raw=word[:_SIZE],
    )
