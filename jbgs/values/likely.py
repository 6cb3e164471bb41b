"""What a short text plainly is, whatever label it stands beside: a number, a day, a sum, a name.

A value that is plainly of another kind than its field is not registered: its label was misunderstood, or
its sender took the wrong row. Nothing here decides what a text is for; it only tells what it cannot be.
"""

from __future__ import annotations

import re
from typing import Literal

from jbgs.values.codes import is_credit_code
from jbgs.values.text import compact, is_chinese, remembered

Kind = Literal["", "phone", "email", "credit_code", "day", "sum", "number"]

KINDS: dict[Kind, str] = {
    "phone": "电话号码",
    "email": "电子邮箱",
    "credit_code": "统一社会信用代码",
    "day": "日期",
    "sum": "金额",
    "number": "数字",
}
"""What each kind is called in a message."""

_SHORT = 60  # characters of a text that is nothing but a number, day or sum
_PHONE = re.compile(
    r"(?:\+?86-?)?1[3-9]\d{9}|\(?0\d{2,3}\)?-?[2-9]\d{6,7}(?:[-转]\d{1,6})?|[48]00-?\d{3}-?\d{4}", re.ASCII
)
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_DAY = re.compile(
    r"(?:19|20)\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|[-/.]\d{1,2}[-/.]\d{1,2})(?:前|止|底前?)?", re.ASCII
)
_SUM = re.compile(r"(?:人民币|¥)?\d+(?:[,.]\d+)*(?:[百千]?[万亿]元?|元)(?:整|人民币)?", re.ASCII)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?", re.ASCII)
_ORGANISATION = re.compile(
    r"(?:公司|集团|企业|大学|学院|学校|研究[院所]|设计院|科学院|医院|中心|实验室|基地|联盟|联合体|综合体|政府|委员会|协会|学会"
    r"|合作社|事务所|工作室|团队|小组)(?:[（(][^（()）]*[)）])?\Z"
)
_OFFICE = re.compile(
    "[院所厂部局厅处科室司会社店行站场馆]\\Z"
)  # a name of two or three signs may end so, too
_SHORTEST_OFFICE = 3
_LONGEST_NAME = 6  # Chinese signs of a name that no dot divides
_FIGURE = re.compile(r"[\d@]")
_BETWEEN = re.compile(r"[、,，;；/]")


@remembered
def kind_of(text: str) -> Kind:
    """What a text is if it is nothing but that; empty where it may be words."""
    if len(text) > _SHORT or not _FIGURE.search(text):
        return ""
    line = compact(text)
    for kind, pattern in _KINDS:
        if pattern.fullmatch(line):
            return kind
    return "credit_code" if is_credit_code(line.upper()) else ""


_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("phone", _PHONE),
    ("email", _EMAIL),
    ("day", _DAY),
    ("sum", _SUM),
    ("number", _NUMBER),
)


def is_organisation(text: str) -> bool:
    """Whether a text ends as the name of an organisation does."""
    return bool(_ORGANISATION.search(compact(text)))


def is_person(text: str) -> bool:
    """Whether a text may be the name of a person, or of several: no numbers, no organisation, no sentence."""
    return not any(map(_is_no_name, filter(str.strip, _BETWEEN.split(text))))


def _is_no_name(text: str) -> bool:
    name = compact(text)
    if any(sign.isdigit() or sign in "@。；：:;!?" for sign in name):
        return True
    is_long = len(name) > _LONGEST_NAME and is_chinese(name)
    return is_long or is_organisation(name) or (len(name) > _SHORTEST_OFFICE and bool(_OFFICE.search(name)))
