"""How a line is numbered: 三、, （三）, 3. and so on, by the styles that a form's headings have."""

from __future__ import annotations

import re
from typing import NamedTuple

from jbgs.values.numerals import integer

_FIGURES = "[一二三四五六七八九十]{1,3}"
_COUNTED = "年月日天周个万亿元吨米台套项条名人家次批辆件份"  # 3 台 is no number of a line
_MAY_BE_NUMBERED = re.compile(r"\s*[第Ⅰ-Ⅻ一二三四五六七八九十（(\d①-⑳【]")
_NUMBERINGS = tuple(
    re.compile(rf"\s*{pattern}")
    for pattern in (
        rf"第({_FIGURES}|\d{{1,2}})(?:章|节|篇|部分)",
        r"([Ⅰ-Ⅻ])[、.．\s]",
        rf"({_FIGURES})[、.．]",
        rf"[（(]({_FIGURES})[）)]",
        rf"(\d{{1,2}})(?:[、.．](?!\d)|[ \u3000\t]+(?=[\u4e00-\u9fff])(?![{_COUNTED}]))",
        r"[（(](\d{1,2})[）)]",
        r"([①-⑳])",
        "(【)",
    )
)
CHAPTER = 0  # the style that no list of instructions has


class Number(NamedTuple):
    """A line's number and the style it is written in; ``style`` is negative without one."""

    style: int = -1
    value: int = 0

    def follows(self, other: Number) -> bool:
        """Whether this is the next of the same style; what has no count follows any."""
        return 0 <= self.style == other.style and self.value in (0, other.value + 1)


UNNUMBERED = Number()


def number_of(text: str) -> Number:
    """The number that a line begins with, if any."""
    if not _MAY_BE_NUMBERED.match(text):
        return UNNUMBERED
    for style, pattern in enumerate(_NUMBERINGS):
        if match := pattern.match(text):
            figure = match[1]
            return Number(style, _count(figure))
    return UNNUMBERED


def _count(figure: str) -> int:
    """The number that a figure stands for; 0 where it counts nothing."""
    if "①" <= figure <= "⑳":
        return ord(figure) - ord("①") + 1
    if "Ⅰ" <= figure <= "Ⅻ":
        return ord(figure) - ord("Ⅰ") + 1
    return int(figure) if figure.isdecimal() else integer(figure) or 0
