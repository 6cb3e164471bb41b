"""Excel lists that a clerk fills in: rows under known titles, read whole or refused with every fault.

A list says by its header row which column is which; what stands above it (a title, a note) is passed over.
Nothing in it is calculated or followed: a formula counts by its stored result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jbgs.errors import Problem, WrongUsage, kind_of
from jbgs.importers.document import Table


@dataclass(frozen=True, slots=True)
class Title:
    """A column that a list may have: its ``key``, its titles, and whether each row must fill it."""

    key: str
    title: str
    names: tuple[str, ...] = ()
    required: bool = False

    def known_as(self) -> set[str]:
        """Every spelling that means it, comparable."""
        return {_same(name) for name in (self.key, self.title, *self.names)}


@dataclass(frozen=True, slots=True)
class Line:
    """One filled row: its number as Excel counts it, and its values by column key; empty ones are absent."""

    number: int
    values: Mapping[str, str]

    @property
    def where(self) -> str:
        """The row in a clerk's words."""
        return f"第{self.number}行"


def read_list(path: Path, titles: Sequence[Title]) -> list[Line]:
    """The filled rows of the first sheet that has the titles; ``WrongUsage`` with every fault of the list.

    Raises ``NotFound`` where there is no such file.
    """
    from jbgs import importers
    from jbgs.errors import Refused

    try:
        document = importers.read(importers.load(path))
    except Refused as error:
        mine = {"not-found": "请核对路径后重试", "not-readable": "请检查文件权限"}
        remedy = mine.get(error.code, "清单须是 Excel 文件（.xlsx），请用程序生成的模板填写")
        faults = (Problem(p.what, where=str(path), remedy=remedy) for p in error.problems)
        raise kind_of([error], WrongUsage)(*faults) from error
    for table in document.tables:
        for number, row in enumerate(table.rows):
            columns = _columns(titles, ((cell.col, cell.text) for cell in row))
            if {one.key for one in titles if one.required} <= set(columns.values()):
                return _lines(path, titles, columns, table, number)
    wanted = "、".join(one.title for one in titles if one.required)
    raise WrongUsage(Problem(f"没有表头（须有：{wanted}）", where=str(path), remedy="请用程序生成的模板填写"))


def _columns(titles: Sequence[Title], cells: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Which column of a row is which, where it is a header."""
    known = {name: one.key for one in titles for name in one.known_as()}
    return {col: known[_same(text)] for col, text in cells if _same(text) in known}


def _lines(
    path: Path, titles: Sequence[Title], columns: Mapping[int, str], table: Table, header: int
) -> list[Line]:
    faults = _header_faults(titles, columns, {c.col: c.text for c in table.rows[header]})
    lines, needed = [], {one.key: one.title for one in titles if one.required}
    for number, row in enumerate(table.rows[header + 1 :], header + 2):
        values = {columns[c.col]: text for c in row if c.col in columns and (text := c.text.strip())}
        if not values:
            continue
        lines.append(Line(number, values))
        faults += [
            Problem(f"没有填写“{title}”", where=f"第{number}行")
            for key, title in needed.items()
            if key not in values
        ]
    if not lines and not faults:
        faults.append(Problem("清单中没有填写任何一行", remedy="请填写后重试"))
    if faults:
        raise WrongUsage(
            *(Problem(p.what, f"{path} {p.where}".strip(), p.remedy or "请改正清单后重试") for p in faults)
        )
    return lines


def _header_faults(
    titles: Sequence[Title], columns: Mapping[int, str], header: Mapping[int, str]
) -> list[Problem]:
    """A column that stands twice, or that nothing is known of: its values would be lost in silence."""
    by_key = {one.key: one.title for one in titles}
    keys = list(columns.values())
    twice = [key for key in by_key if keys.count(key) > 1]
    strange = [text for col, text in header.items() if col not in columns and text.strip()]
    known = f"可用的栏目：{'、'.join(by_key.values())}"
    return [
        *(Problem(f"栏目“{by_key[key]}”出现了两次", remedy="请删去一个") for key in twice),
        *(Problem(f"不认识栏目“{text.strip()}”", remedy=known) for text in strange),
    ]


def _same(text: str) -> str:
    from jbgs.values import compact

    return compact(text).casefold().strip("*＊")
