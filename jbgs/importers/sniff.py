"""Which format some bytes are in, by their content alone; what a file is called says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from jbgs.importers.encodings import shown_encoding
from jbgs.importers.package import Package

if TYPE_CHECKING:
    from jbgs.importers.doc.compound import Compound

_HEAD = 8192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Sample:
    """Some bytes, and what detectors ask about them, each looked up once."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def text(self) -> str:
        """The beginning as text, lower case; right at least in its ASCII part."""
        head = self.data[:_HEAD]
        decoded = head.decode(shown_encoding(head) or "latin-1", "replace")
        return decoded.lstrip("\ufeff \t\r\n\0").replace("\r", "").lower()

    @cached_property
    def parts(self) -> frozenset[str]:
        """The names in a zip file; nothing for another kind of file."""
        return self.package.names if self.package else frozenset()

    @cached_property
    def mimetype(self) -> bytes:
        """What an OpenDocument package says it holds (ODF 1.2 part 3, 3.3)."""
        return (self.package.read("mimetype") or b"") if self.package else b""

    @cached_property
    def package(self) -> Package | None:
        """The opened zip file, if it is one."""
        return Package(self.data) if self.data.startswith(b"PK") else None

    @cached_property
    def streams(self) -> frozenset[str]:
        """The names at the root of an OLE file, lower case; nothing for another kind of file."""
        return self.compound.names if self.compound else frozenset()

    @cached_property
    def compound(self) -> Compound | None:
        """The opened OLE file, if it is one."""
        if not self.data.startswith(_OLE):
            return None
        from jbgs.importers.doc.compound import Compound

        return Compound(self.data)


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its name to a clerk, its container in the contract, how to know it, who reads it.

    ``reader`` is ``module:function`` below ``jbgs.importers``, imported when it is called; it ``takes`` the
    bytes, or the file that ``Sample`` has opened; without a reader the file is refused with ``code``.
    """

    name: str
    container: str
    detect: Callable[[Sample], bool]
    reader: str = ""
    code: str = "unsupported"
    takes: Literal["data", "package", "compound"] = "data"


def _magic(*signatures: bytes) -> Callable[[Sample], bool]:
    return lambda sample: sample.data.startswith(signatures)


def _stream(*names: str) -> Callable[[Sample], bool]:
    return lambda sample: not sample.streams.isdisjoint(names)


def _part(*beginnings: str) -> Callable[[Sample], bool]:
    return lambda sample: any(name.startswith(beginnings) for name in sample.parts)


def _mimetype(family: bytes) -> Callable[[Sample], bool]:
    return lambda sample: family in sample.mimetype


def _text(pattern: str) -> Callable[[Sample], bool]:
    found = re.compile(pattern).search
    return lambda sample: found(sample.text) is not None


_WORDML_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"

# In order: the first that fits. OLE, zip and magic numbers before text, the exact before the general.
FORMATS: tuple[Format, ...] = (
    Format("加密的 Office 文档", "unknown", _stream("encryptedpackage", "encryptioninfo"), code="encrypted"),
    Format("Word 97–2003 文档", "doc", _stream("worddocument"), "doc:read_compound", takes="compound"),
    Format("Excel 97–2003 工作簿（.xls）", "unknown", _stream("workbook", "book")),
    Format("PowerPoint 97–2003 演示文稿", "unknown", _stream("powerpoint document", "pp40")),
    Format("Works 文档", "unknown", _stream("matost", "matadata", "mm", "contents")),
    Format("Outlook 邮件", "unknown", _stream("__properties_version1.0", "__nameid_version1.0")),
    Format("无法识别的复合文档", "unknown", _magic(_OLE)),
    Format("Word 文档", "docx", _part("word/"), "docx:read_docx", takes="package"),
    Format("Excel 二进制工作簿（.xlsb）", "unknown", _part("xl/workbook.bin")),
    Format("Excel 工作簿", "xlsx", _part("xl/"), "xlsx:read_xlsx", takes="package"),
    Format("PowerPoint 演示文稿", "unknown", _part("ppt/")),
    Format("OpenDocument 文本", "odt", _mimetype(b"opendocument.text"), "odt:read_odt", takes="package"),
    Format("OpenDocument 电子表格或演示文稿", "unknown", _mimetype(b"opendocument")),
    Format("OFD 版式文件", "unknown", _part("OFD.xml")),
    Format(
        "压缩包", "unknown", _magic(b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")
    ),
    Format(
        "图片",
        "unknown",
        _magic(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\xd7\xcd\xc6\x9a"),
    ),
    Format("图片", "unknown", lambda sample: sample.data[:4] == b"RIFF" and sample.data[8:12] == b"WEBP"),
    Format("Word 6.0 以前的文档", "unknown", _magic(b"\xdb\xa5", b"\x9b\xa5", b"\x31\xbe", b"\xfe\x37")),
    Format("WordPerfect 文档", "unknown", _magic(b"\xffWPC")),
    Format("Works 文档", "unknown", _magic(b"\x01\xfe", b"\xff\x00\x02\x00")),
    Format("程序文件", "unknown", _magic(b"MZ", b"\x7fELF")),
    Format("RTF 文档", "rtf", _text(r"\A\{\\rtf"), "rtf:read_rtf"),
    Format("PDF 文件", "unknown", _text(r"\A.{0,1024}%pdf-")),
    Format("Word 2003 XML 文档", "unknown", _text(re.escape(_WORDML_2003))),
    Format("Word 平面 XML 文档", "docx", _text(r"\A<[^\0]*<pkg:package"), "docx:read_flat"),
    Format(
        "单个文件网页", "mht", _text(r"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*mime-version:"), "mht:read_mht"
    ),
    Format(
        "网页",
        "html",
        _text(r"<(?:!doctype\s+html|html|head|body|table|meta|title|div|p)[\s>]"),
        "html:read_html",
    ),
    Format("XML 文件", "unknown", _text(r"\A<\?xml")),
    Format("纯文本文件", "unknown", lambda sample: b"\0" not in sample.data[:_HEAD]),
)


def sniff(sample: Sample) -> Format | None:
    """The format of some bytes, or None for what is none of ``FORMATS``; ``Refused`` if damaged."""
    return next((known for known in FORMATS if known.detect(sample)), None)
