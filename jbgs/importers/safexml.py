"""XML from an untrusted file: no DTD, no entities, no network, bounded in number and depth of elements."""

from __future__ import annotations

import re

from lxml import etree

from jbgs.errors import Refused, damaged

MAX_MARKS = 600_000  # of "<" and of "=": bounds elements and attributes before memory is spent on them
MAX_TAGS = 200_000  # of a web page, whose cells need no closing tag
MAX_ATTRIBUTES = 1_000  # of one tag of a web page: the parser compares each with all before it
MAX_DEPTH = 200  # levels of a web page; of XML the parser itself takes 256, and walkers recurse once a level

# Every tag that begins anywhere, also in comments and in quotes; attributes as HTML's tokenizer divides them.
_ATTRIBUTE = (
    r"""[ \t\n\r\f/]*+[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+"""
    r"""(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+(?:"[^"]*+"|'[^']*+'|[^ \t\n\r\f>]*+))?+"""
)
_CROWDED = re.compile(rf"<[A-Za-z][^ \t\n\r\f/>]*+(?:{_ATTRIBUTE}){{{MAX_ATTRIBUTES + 1}}}")
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")


def parse(content: bytes, part: str) -> etree._Element:
    """The root element of an XML part; comments and processing instructions are left out.

    Raises ``Refused``: ``damaged`` for what is not well-formed or carries a DTD, ``too-large`` for what
    is larger or deeper than any form.
    """
    if len(content) > MAX_MARKS and max(content.count(b"<"), content.count(b"=")) > MAX_MARKS:
        raise Refused("too-large", f"部件 {part} 的内容过多")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        at_a_limit = getattr(error, "code", 0) == etree.ErrorTypes.ERR_RESOURCE_LIMIT
        if at_a_limit and b"<!ENTITY" not in content:  # entities that multiply are no size of the form's
            raise Refused("too-large", f"部件 {part} 嵌套过深，或其中的文字过大") from error
        raise damaged(f"部件 {part} 不是完好的 XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused("damaged", f"部件 {part} 含有不允许的文档类型声明（DTD），未予读取")
    return root


def parse_html(page: str) -> etree._Element:
    """The root element of a web page, however badly it is written; the same bounds as for XML."""
    if page.count("<") > MAX_TAGS or page.count("=") > MAX_MARKS or _CROWDED.search(page):
        raise Refused("too-large", "网页的内容过多")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged("不是完好的网页") from error
    if root is None:
        raise Refused("empty", "网页没有内容")
    if _TOO_DEEP(root) or len(parser.error_log.filter_from_fatals()):
        raise Refused("too-large", "网页嵌套过深，或文字、图片过大")
    return root
