"""RTF's signs: groups, control words, bytes and their code pages (RTF 1.9.1, “RTF Syntax”)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jbgs.errors import Refused, damaged

MAX_SIGNS = 600_000  # backslashes and braces; a table of 1,800 cells has 140,000

_SIGN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|((?:\\'[0-9a-fA-F]{2})+)|\\([^a-zA-Z'])|([{}])|([^\\{}]+)|\\",
    re.S,
)
_WORD, _WORD_AND_NUMBER, _BYTES, _SYMBOL, _BRACE, _TEXT = range(1, 7)  # the groups above

# \fcharset → code page; a charset that is not here (0, 1 …) means the document's own.
CHARSETS = {
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_PAGES = {936: "gb18030", 54936: "gb18030", 65001: "utf-8", 950: "cp950", 932: "cp932", 949: "cp949"}


def code_page(number: int | None) -> str:
    r"""Python's name of the code page that ``\ansicpg`` names."""
    if number in _PAGES:
        return _PAGES[number]
    return f"cp{number}" if number is not None and 1250 <= number <= 1258 else "cp1252"


# A control word, brace, or backslash and symbol, with its number; or no name, and the bytes of text.
Sign = tuple[str, int | None, bytes]


def signs(data: bytes) -> Iterator[Sign]:
    r"""The file's signs in order; binary data (``\bin``) is passed over, line ends are no text."""
    if data.count(b"\\") + data.count(b"{") + data.count(b"}") > MAX_SIGNS:
        raise Refused("too-large", "RTF 文件的内容过多")
    at = 0
    while at < len(data):
        for match in _SIGN.finditer(data, at):
            at = match.end()
            kind = match.lastindex
            if kind in (_WORD, _WORD_AND_NUMBER):
                word = match[_WORD].decode("ascii")
                number = int(match[_WORD_AND_NUMBER]) if kind == _WORD_AND_NUMBER else None
                if word == "bin":
                    at = _after_binary(data, at + max(number or 0, 0))
                    break
                yield word, number, b""
            elif kind == _TEXT:
                yield "", None, match[_TEXT].translate(None, b"\r\n\0")
            elif kind == _BYTES:
                yield "", None, bytes.fromhex(match[_BYTES].decode("ascii").replace("\\'", ""))
            elif kind == _BRACE:
                yield match[_BRACE].decode("ascii"), None, b""
            elif kind == _SYMBOL:
                yield "\\" + match[_SYMBOL].decode("latin-1"), None, b""


def _after_binary(data: bytes, end: int) -> int:
    if end > len(data):
        raise damaged("RTF 二进制数据不完整")
    return end


def joined_surrogates(text: str) -> str:
    r"""Text whose characters beyond U+FFFF came as two ``\u``; a half without its other half is replaced."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
