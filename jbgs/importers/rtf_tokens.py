"""RTF's signs: groups, control words, bytes and their code pages (RTF 1.9.1, “RTF Syntax”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jbgs.errors import Refused

MAX_SIGNS = 1_500_000  # backslashes and braces; a form of twelve pages has some 50,000

_SIGN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}]+)|\\", re.S
)

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


class Sign(NamedTuple):
    """``name`` is a control word, a brace, a backslash and a symbol, or nothing for text in ``raw``."""

    name: str
    value: int | None = None
    raw: bytes = b""


def code_page(number: int | None) -> str:
    r"""Python's name of the code page that ``\ansicpg`` names."""
    if number in _PAGES:
        return _PAGES[number]
    return f"cp{number}" if number is not None and 1250 <= number <= 1258 else "cp1252"


def signs(data: bytes) -> Iterator[Sign]:
    r"""The file's signs in order; binary data (``\bin``) is passed over, line ends are no text."""
    if data.count(b"\\") + data.count(b"{") + data.count(b"}") > MAX_SIGNS:
        raise Refused("too-large", "RTF 文件的内容过多")
    at = 0
    while at < len(data):
        for match in _SIGN.finditer(data, at):
            word, number, byte, symbol, brace, text = match.groups()
            at = match.end()
            if text is not None:
                plain = text.translate(None, b"\r\n\0")
                if plain:
                    yield Sign("", None, plain)
            elif word == b"bin":
                at += max(int(number or 0), 0)
                if at > len(data):
                    raise Refused("damaged", "文件已损坏（RTF 二进制数据不完整），为免读错，未予读取")
                break
            elif word is not None:
                yield Sign(word.decode("ascii"), int(number) if number is not None else None)
            elif byte is not None:
                yield Sign("", None, bytes.fromhex(byte.decode("ascii")))
            elif symbol is not None:
                yield Sign("\\" + symbol.decode("latin-1"))
            elif brace is not None:
                yield Sign(brace.decode("ascii"))


def joined_surrogates(text: str) -> str:
    r"""Text whose characters beyond U+FFFF came as two ``\u``; a half without its other half is replaced."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
