"""Text as it is shown: safe characters, widths in Chinese characters and in terminal cells, folding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from unicodedata import category, east_asian_width

from jbgs.reports.table import Kind, Value
from jbgs.values import printable

# XML 1.0, production 2 (Char): what may not stand in a document, however it is escaped.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What is never parted: a Latin word, and brackets and punctuation from what they belong to (GB/T 15834).
_PIECE = re.compile(r"[（《〈「『【〔“‘]*(?:[!-~]+|.)[，。、；：！？）》〉」』】〕”’…]*", re.DOTALL)

_LATIN = 0.6  # ems: half in a Chinese font, and up to this in the fonts that stand in for one


def lines(text: str) -> list[str]:
    """The lines of a text, each safe in XML and on a terminal; at least one."""
    return [_NOT_XML.sub("", printable(line)) for line in text.splitlines()] or [""]


def shown(value: Value, kind: Kind) -> str:
    """A value as it is printed in a column of this kind; nothing for None.

    Text in a number column (such as 合计 under 序号) stays text.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return "\n".join(lines(value))
    if isinstance(value, date):
        return value.isoformat()
    return _NUMBERS.get(kind, str)(value)


def _yuan(amount: int | Decimal) -> str:
    return f"{amount:,.2f}"


def _wan(amount: int | Decimal) -> str:
    """万元 with two decimals, and up to four more where the amount needs them."""
    whole, _, fraction = f"{Decimal(amount) / 10_000:,.6f}".partition(".")
    return f"{whole}.{fraction[:2]}{fraction[2:].rstrip('0')}"


def _percent(ratio: int | Decimal) -> str:
    return f"{(Decimal(ratio) * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


_NUMBERS: dict[Kind, Callable[[int | Decimal], str]] = {"yuan": _yuan, "wan": _wan, "percent": _percent}


@lru_cache(maxsize=8192)
def _cells(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def cells(text: str) -> int:
    """The width of one line on a terminal, where a Chinese character takes two cells."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=16384)
def ems(text: str) -> float:
    """The width of one line on paper, in Chinese characters.

    Signs that Unicode calls ambiguous (“”…①) are as wide as in a Chinese font.
    """
    latin = len(text.encode("ascii", "ignore"))
    return len(text) - latin * (1 - _LATIN)


def fold(line: str, width: float, measure: Callable[[str], float] = cells) -> list[str]:
    """One line cut into lines of at most ``width``, between words or Chinese characters.

    No line begins with punctuation, unless a piece wider than the line must be cut. Blanks at a cut
    are dropped; nothing else is.
    """
    if measure(line) <= width:
        return [line]
    folded: list[str] = []
    current, used = "", 0.0
    for piece in _pieces(line, width, measure):
        wide = measure(piece)
        if current and used + wide > width:
            folded.append(current.rstrip())
            current, used = "", 0.0
        if piece.isspace() and folded and not current:
            continue
        current += piece
        used += wide
    return [*folded, current]


@lru_cache(maxsize=16384)
def folds(text: str, width: float) -> int:
    """How many lines a text takes on paper, ``width`` in Chinese characters."""
    return sum(len(fold(line, max(width, 1), ems)) for line in text.split("\n"))


def _pieces(line: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    for piece in _PIECE.findall(line):
        if measure(piece) <= width:
            yield piece
        else:
            yield from piece
