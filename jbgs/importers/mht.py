"""A web page with its pictures in one file (MIME, RFC 2557), as Word saves “单个文件网页”."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from jbgs.errors import Refused, damaged
from jbgs.importers.document import Document
from jbgs.importers.html import read_page

_BOUNDARY = re.compile(rb"boundary=", re.I)
_MAX_BOUNDARIES = 20  # honest files have one; each further level costs the parser a pass over every line
_MAX_PARTS = 2_000
_MAX_LINES = 1_500_000  # 50 MB in lines of 76 characters, twice


def read_mht(data: bytes) -> Document:
    """Read the first page of a MIME file; its other parts are left alone."""
    if (
        len(_BOUNDARY.findall(data)) > _MAX_BOUNDARIES
        or data.count(b"\n--") > _MAX_PARTS
        or data.count(b"\n") + data.count(b"\r") > _MAX_LINES
    ):
        raise damaged("邮件结构异常")
    page = next((part for part in message_from_bytes(data).walk() if _is_page(part)), None)
    if page is None:
        raise Refused("unsupported", "单个文件网页中没有网页正文，不能读取")
    payload = page.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    return read_page(content, "mht", page.get_content_charset() or "")


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")
