"""Small bars of plain characters, for terminals: in every Chinese encoding, and as well in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from jbgs.reports.table import Column, Table, Value

MARK = "■"  # GB 2312, row 1
WIDTH = 20


def bar(value: int | Decimal, most: int | Decimal, width: int = WIDTH) -> str:
    """A bar in proportion to the longest; anything above nothing shows."""
    return MARK * max(1, int(value * width / most)) if value > 0 and most > 0 else ""


def table(
    title: str,
    name: Column,
    measure: Column,
    rows: Iterable[tuple[str, int | Decimal]],
    empty: str = "（无）",
) -> Table:
    """Names and values with a bar behind each."""
    found: Sequence[tuple[str, int | Decimal]] = list(rows)
    most = max((value for _, value in found), default=0)
    printed: list[tuple[Value, ...]] = [(text, value, bar(value, most)) for text, value in found]
    columns = (name, measure, Column("bar", "", width=WIDTH // 2 + 1))
    return Table(title, title, columns, Table.body(printed), empty=empty)
