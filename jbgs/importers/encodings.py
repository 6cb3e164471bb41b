"""Text from bytes whose encoding the file names, names wrongly, or does not name."""

from __future__ import annotations

_NAMED = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "unicode": "utf-16",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "windows-936": "gb18030",
    "gb18030": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
}
_BEGINNINGS = (  # byte order marks, and markup in UTF-16 without a mark
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


def shown_encoding(data: bytes) -> str | None:
    """The encoding that the first bytes themselves show, if they do."""
    return next((encoding for beginning, encoding in _BEGINNINGS if data.startswith(beginning)), None)


def decode(data: bytes, named: str = "") -> str:
    """The text of ``data``: as its first bytes show, else as ``named``, else as UTF-8 or GB 18030."""
    shown = shown_encoding(data)
    if shown:
        return data.decode(shown, "replace").removeprefix("\ufeff")
    declared = _NAMED.get(named.strip().strip("\"'").lower(), "utf-8")
    for encoding in (declared, "utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(declared, "replace")
