"""Telephone numbers of mainland China, told apart by their digits: mobiles, fixed and service lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jbgs.values.label import is_placeholder
from jbgs.values.text import narrow, quote

_LONGEST = 500
_COUNTRY = r"(?:\(?(?:\+|00)?86\)?[- ]{0,2})"
_AREA = r"(?:10|2\d|[3-9]\d{2})"
_EXTENSION = r"(?:\s?(?:转|分机|ext\.?)[:\s]?|-)(?P<extension>\d{1,6})"
# Other numbers of a contact, which must not pass for a telephone: fax, QQ, WeChat, post code.
_OTHER = re.compile(
    r"(?:传真|fax|qq|微信号?|邮编|邮政编码)(?:号码?|号)?[:\s]{0,3}\+?[\w@-]+(?: \d[\d-]+)?", re.IGNORECASE
)
_MOBILE = re.compile(
    rf"(?<![\d*])(?:(?<!\d){_COUNTRY})?(?P<number>1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}})(?![\d*])", re.ASCII
)
_SERVICE = re.compile(r"(?<!\d)(?P<number>[48]00(?:[- ]?\d){7})(?!\d)", re.ASCII)
_FIXED = re.compile(
    rf"(?<![\d*])(?:{_COUNTRY}0?(?P<abroad>{_AREA})[- ]?|\(?0(?P<area>{_AREA})\)?[- ]{{0,2}})?"
    rf"(?P<number>(?(area)[1-9]|[2-9])\d{{3}}(?:[- ]?\d{{4}}|\d{{3}}))(?:{_EXTENSION})?(?![\d*])",
    re.ASCII | re.IGNORECASE,
)
_LABELS = re.compile(
    r"(?:联系|办公|固定|移动|单位)?(?:电话|手机)(?:号码?)?:?|座机:?|固话:?|联系方式:?|(?<![a-z])(?:tel|mobile|phone|mob)(?![a-z])\.?:?",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"\([\s、,;/|]*\)|[、,;/|]+")
_LEFT_DIGITS = re.compile(r"\d[\d* -]{2,}|\d+\*+\d*", re.ASCII)
_DIGIT = re.compile(r"\d", re.ASCII)
_ONE_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_Match = re.Match[str]
_HOW = "请写成 0573-82159809 或 13800000000"


@dataclass(frozen=True, slots=True)
class Phones:
    """The numbers of one cell: fixed lines and mobiles, each kind joined by 、, and what is no number.

    ``problem`` is in Chinese and names digits that are no telephone number; they stay in ``rest``.
    """

    phone: str = ""
    mobile: str = ""
    rest: str = ""
    problem: str = ""


def phones(text: str) -> Phones:
    """The telephone numbers in a text: 0573-82159809转801, 82159809, +86 138 0000 0000, 400-…."""
    if is_placeholder(text):
        return Phones()
    line = narrow(text)
    if _ONE_MOBILE.fullmatch(line):
        return Phones(mobile=line)
    if len(line) > _LONGEST:
        return Phones(rest=line, problem=f"{quote(text)}太长，不是电话号码，{_HOW}")
    line, others = _cut(_OTHER, line)
    mobiles, services, lines = list[_Match](), list[_Match](), list[_Match]()
    if _DIGIT.search(line):
        line, mobiles = _cut(_MOBILE, line)
        line, services = _cut(_SERVICE, line)
        line, lines = _cut(_FIXED, line)
    left = _EMPTY.sub(" ", _LABELS.sub(" ", line))
    odd = _LEFT_DIGITS.search(left)
    return Phones(
        phone=_joined([*map(_fixed, lines), *map(_service, services)]),
        mobile=_joined([_digits(match["number"]) for match in mobiles]),
        rest=" ".join(f"{left} {' '.join(match[0] for match in others)}".split()).strip(":-、 "),
        problem=f"{quote(odd[0])}不像完整的电话号码，{_HOW}" if odd else "",
    )


def _cut(pattern: re.Pattern[str], line: str) -> tuple[str, list[re.Match[str]]]:
    """A line without what a pattern finds, and what it found."""
    found = list(pattern.finditer(line))
    return pattern.sub("、", line) if found else line, found


def _fixed(match: re.Match[str]) -> str:
    area = match["area"] or match["abroad"]
    extension = f"转{match['extension']}" if match["extension"] else ""
    return (f"0{area}-" if area else "") + _digits(match["number"]) + extension


def _service(match: re.Match[str]) -> str:
    number = _digits(match["number"])
    return f"{number[:3]}-{number[3:6]}-{number[6:]}"


def _digits(number: str) -> str:
    return re.sub("[- ]", "", number)


def _joined(numbers: list[str]) -> str:
    return "、".join(dict.fromkeys(numbers))
