"""The two things a report can be, with everything a drawer needs and nothing about how it is drawn.

A ``Table`` becomes an Excel sheet, a Word table, or a table on the terminal; a ``Letter`` becomes
a Word document. Values are ``str``, ``int``, ``Decimal``, ``date`` or ``None``; money is Decimal
yuan, and a column of kind ``wan`` is drawn in 万元.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Value = str | int | Decimal | date | None
Kind = Literal["text", "code", "int", "yuan", "wan", "percent", "date"]
"""``code`` is text that must never turn into a number (codes, phones); ``percent`` a ratio (0.25 = 25 %)."""
Level = Literal["body", "subtotal", "total"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``key`` names it in JSON, ``title`` on paper.

    ``width`` is in Chinese characters. ``group`` is a header that spans neighbours with the same
    group. ``note`` is printed under the title, such as the arithmetic ``5=4/3``. A column with a
    higher ``drop`` is left out first where a terminal is too narrow; 0 always stays. ``total`` columns
    are added up in subtotal and total rows.
    """

    key: str
    title: str
    kind: Kind = "text"
    width: int = 8
    group: str = ""
    note: str = ""
    drop: int = 0
    total: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of values, in the order of the columns.

    A ``subtotal`` adds up the body rows since the subtotal (or the start) before it; a ``total``
    adds up all body rows, in the columns with ``total=True``. The drawer may write a formula; the
    value stands here all the same.
    """

    values: tuple[Value, ...]
    level: Level = "body"


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of the body rows: a group of bars per row, named by the column ``label``.

    ``values`` are the keys of the columns shown, all in one unit. Excel and Word draw it as a native
    chart that can be edited.
    """

    title: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table with its title, the lines above and below it, and its rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    empty: str = "（无）"
    chart: Chart | None = None

    @staticmethod
    def body(rows: Iterable[Iterable[Value]]) -> tuple[Row, ...]:
        """Body rows from plain tuples."""
        return tuple(Row(tuple(row)) for row in rows)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a letter: a heading of level 1–4, a paragraph (level 0), or a table.

    A heading carries its own number (一、 （一） 1. （1）). Text and table together: the text is the
    heading of the table and stays on its page.
    """

    text: str = ""
    level: int = 0
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A document in the layout of GB/T 9704-2012: title, addressee, body, attachments, signature.

    ``attachments`` are the names listed before the signature; ``annexes`` are tables drawn after it,
    each on pages of its own and numbered in this order. A table that is too wide for an upright page
    lies down by itself; ``landscape`` turns the whole document.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    signature: str = ""
    date: date | None = None
    landscape: bool = False
    notes: tuple[str, ...] = field(default=())
    annexes: tuple[Table, ...] = ()
