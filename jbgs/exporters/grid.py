"""A table as lines of text of a given width, where a Chinese character takes two cells.

Columns with the highest ``drop`` go first, then texts are folded. Rules are hyphens: on the consoles
of Chinese Windows the drawing characters of GBK take two cells each, and a line of them overflows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from jbgs.exporters.text import cells, fold, lines, shown
from jbgs.reports.table import Column, Table

_GAP = 2  # cells between columns
_NARROWEST = 8  # cells that a text keeps while there are others to narrow
_WIDEST_KEY = 24  # cells

Role = Literal["title", "header", "body", "total", "aside"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line and what it is, for whoever colours it."""

    text: str
    role: Role = "body"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column on the terminal: its header and its cells, each a list of lines, and its widths in cells."""

    column: Column
    header: list[str]
    body: list[list[str]]
    natural: int  # nothing is folded
    fair: int  # what its report asks for, before others are left out for its sake
    least: int  # below it, a column is hard to read; numbers, dates and codes are never folded


def table_lines(table: Table, width: int) -> list[Line]:
    """The table drawn ``width`` cells wide; wider only if what may not be folded does not fit."""
    kept, left_out = _chosen(_columns(table), width)
    widths = _widths(kept, width)
    rule = "-" * (sum(widths) + _GAP * (len(widths) - 1))
    made = [Line(line, "title") for line in _folded(table.title, width)]
    made += [Line(piece) for line in table.above for piece in _folded(line, width)]
    made += _row([c.header for c in kept], kept, widths, "header")
    made.append(Line(rule))
    for i, row in enumerate(table.rows):
        if row.level != "body" and i and table.rows[i - 1].level == "body":
            made.append(Line(rule))
        made += _row([c.body[i] for c in kept], kept, widths, "body" if row.level == "body" else "total")
    if not table.rows:
        made.append(Line(shown(table.empty, "text")))
    made += [Line(piece) for line in table.below for piece in _folded(line, width)]
    if left_out:
        names = "、".join(" ".join(c.header) for c in left_out)
        made += [Line(piece, "aside") for piece in _folded(f"（宽度不够，未显示：{names}）", width)]
    return made


def facts_lines(pairs: Iterable[tuple[str, str]], width: int) -> list[Line]:
    """Names and values, the values aligned behind the longest name and folded."""
    known = [(" ".join(lines(name)), lines(value)) for name, value in pairs]
    indent = min(max((cells(name) for name, _ in known), default=0), _WIDEST_KEY) + _GAP
    made: list[Line] = []
    for name, value in known:
        room = max(width - indent, _NARROWEST)
        pieces = [piece for line in value for piece in fold(line, room)]
        head = [_padded(name, indent)] if cells(name) + _GAP <= indent else [name, " " * indent]
        made += [Line(line) for line in head[:-1]]
        made += [Line((head[-1] if i == 0 else " " * indent) + p) for i, p in enumerate(pieces)]
    return [Line(line.text.rstrip(), line.role) for line in made]


def _columns(table: Table) -> list[_Column]:
    return [
        _column(column, [shown(row.values[i], column.kind).split("\n") for row in table.rows])
        for i, column in enumerate(table.columns)
    ]


def _column(column: Column, body: list[list[str]]) -> _Column:
    header = [*(lines(column.group) if column.group else ()), *lines(column.title)]
    header_width = max(map(cells, header))
    body_width = max((cells(line) for part in body for line in part), default=0)
    natural = max(header_width, body_width)
    if column.kind == "text":
        least, fair = min(natural, _NARROWEST), min(natural, max(column.width * 2, header_width))
    else:
        least = fair = max(body_width, min(header_width, _NARROWEST))
    return _Column(column, header, body, natural, fair, least)


def _chosen(columns: Sequence[_Column], width: int) -> tuple[list[_Column], list[_Column]]:
    """The columns that fit, and those left out for it: the highest ``drop`` first, from the right."""
    kept = list(columns)
    left_out: list[_Column] = []
    while _total([c.fair for c in kept]) > width:
        last = max(reversed(kept), key=lambda c: c.column.drop)  # of equals, the first it meets
        if not last.column.drop:
            break
        kept.remove(last)
        left_out.insert(0, last)
    return kept, left_out


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _widths(columns: Sequence[_Column], width: int) -> list[int]:
    """Widths that fill the line at most: texts grow where there is room and shrink where there is none."""
    widths = [c.fair for c in columns]
    while _total(widths) < width:
        growing = [i for i, c in enumerate(columns) if widths[i] < c.natural]
        if not growing:
            break
        widths[min(growing, key=lambda i: widths[i])] += 1
    while _total(widths) > width:
        shrinking = [i for i, c in enumerate(columns) if widths[i] > c.least]
        if not shrinking:
            break
        widths[max(shrinking, key=lambda i: widths[i])] -= 1
    return widths


def _row(
    parts: Sequence[list[str]], columns: Sequence[_Column], widths: Sequence[int], role: Role
) -> list[Line]:
    folded = [
        [piece for line in part for piece in fold(line, width)]
        for part, width in zip(parts, widths, strict=True)
    ]
    height = max(map(len, folded))
    made: list[Line] = []
    for i in range(height):
        pieces = [
            _padded(part[i] if i < len(part) else "", width, right=c.column.kind in _RIGHT)
            for part, width, c in zip(folded, widths, columns, strict=True)
        ]
        made.append(Line((" " * _GAP).join(pieces).rstrip(), role))
    return made


_RIGHT = ("int", "yuan", "wan", "percent")


def _padded(text: str, width: int, *, right: bool = False) -> str:
    blank = " " * (width - cells(text))
    return blank + text if right else text + blank


def _folded(text: str, width: int) -> list[str]:
    return [piece for line in lines(text) for piece in fold(line, width)]
