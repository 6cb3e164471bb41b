"""What a sheet and a Word table share: header cells, widths on paper, which columns add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Literal

from jbgs.exporters.text import ems, shown
from jbgs.reports.table import Column, Table

_LONGEST_CODE = 24  # Chinese characters; a longer code is folded like text
_BOLD = 1.12  # totals are bold, and so a little wider


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """One cell of the header: where it begins and how many rows and columns it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def header_height(columns: Sequence[Column]) -> int:
    """Header rows: the titles, the groups above them and the notes below them, where there are any."""
    return 1 + any(c.group for c in columns) + any(c.note for c in columns)


def header(columns: Sequence[Column]) -> list[HeaderCell]:
    """The cells of the header; a title grows into the group and note rows that its column leaves free."""
    height = header_height(columns)
    group_rows = int(any(c.group for c in columns))
    made: list[HeaderCell] = []
    for group, run in groupby(enumerate(columns), key=lambda pair: pair[1].group):
        members = list(run)
        if group:
            made.append(HeaderCell(group, 0, members[0][0], columns=len(members)))
        top = group_rows if group else 0
        for i, column in members:
            bottom = height - 1 if column.note else height
            made.append(HeaderCell(column.title, top, i, rows=bottom - top))
            if column.note:
                made.append(HeaderCell(column.note, height - 1, i))
    return made


def texts(table: Table) -> list[list[str]]:
    """Every value as it is printed, row by row."""
    return [
        [shown(value, column.kind) for value, column in zip(row.values, table.columns, strict=True)]
        for row in table.rows
    ]


def widths(columns: Sequence[Column], printed: Sequence[Sequence[str]]) -> list[float]:
    """Column widths in Chinese characters: as declared, but numbers, dates and codes are never folded."""
    made: list[float] = []
    for i, column in enumerate(columns):
        width = float(column.width)
        if column.kind != "text":
            width = max(width, unfolded(column, printed, i))
        made.append(width)
    return made


def longest(printed: Sequence[Sequence[str]], i: int) -> float:
    """The longest line of a column, in Chinese characters."""
    return max((ems(line) for row in printed for line in row[i].split("\n")), default=0.0)


def unfolded(column: Column, printed: Sequence[Sequence[str]], i: int) -> float:
    """The width in which no number, date or code of a column is folded, in Chinese characters."""
    width = min(max(longest(printed, i), ems(column.note)), _LONGEST_CODE)
    return width * (1 if column.kind in ("code", "date") else _BOLD) + 0.2


def align(column: Column, longest_line: float, room: float) -> Literal["left", "center", "right"]:
    """Amounts stand right, a column whose text must be folded stands left, the rest is centred."""
    if column.kind in ("yuan", "wan", "percent"):
        return "right"
    return "left" if column.kind == "text" and longest_line > room else "center"


def adds_up(table: Table, i: int) -> bool:
    """Whether every subtotal and total of this column is the sum it stands for.

    Only then may a formula take the value's place: recalculating must not change a report.
    """
    whole = sum((_number(row.values[i]) for row in table.rows if row.level == "body"), Decimal(0))
    part = Decimal(0)
    for row in table.rows:
        value = row.values[i]
        if row.level == "body":
            part += _number(value)
            continue
        if not isinstance(value, int | Decimal) or value != (part if row.level == "subtotal" else whole):
            return False
        if row.level == "subtotal":
            part = Decimal(0)
    return table.columns[i].total


def _number(value: object) -> Decimal:
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)
