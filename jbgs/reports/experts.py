"""The register of experts as tables: to look at, and to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from jbgs.reports import words
from jbgs.reports.table import Column, Table

EXPERTS = (
    Column("id", "编号", "code", 5),
    Column("name", "姓名", width=5),
    Column("unit", "单位", width=14),
    Column("field", "领域", width=6),
    Column("title", "职称", width=6, drop=2),
    Column("phone", "电话", "code", 8, drop=1),
    Column("mobile", "手机", "code", 7, drop=1),
    Column("notes", "备注", width=8, drop=3),
    Column("retired", "停用", "date", 6, drop=4),
)


def register(cards: Iterable[Mapping[str, Any]]) -> Table:
    """The register of experts."""
    rows = [
        (
            *(one.get(key) for key in ("id", "name", "unit")),
            words.PANEL_FIELDS[one["field"]],
            *(one.get(key) for key in ("title", "phone", "mobile", "notes")),
            date.fromisoformat(one["retired"]) if "retired" in one else None,
        )
        for one in cards
    ]
    empty = "（没有专家，用 jbgs expert add 或 jbgs expert import 登记）"
    return Table("专家", "专家名单", EXPERTS, Table.body(rows), empty=empty)


def to_fill_in(titles: Sequence[tuple[str, str]], cards: Iterable[Mapping[str, Any]]) -> Table:
    """The list by which experts are imported, with those whom we have."""
    columns = tuple(Column(key, title, "code", 14 if key == "unit" else 8) for key, title in titles)
    rows = [
        tuple(
            words.PANEL_FIELDS[one["field"]] if column.key == "field" else one.get(column.key)
            for column in columns
        )
        for one in cards
    ]
    rows += [(None,) * len(columns)] * 20
    fields = "、".join(words.PANEL_FIELDS.values())
    above = (f"领域填写：{fields}；姓名和单位相同的是同一位专家，空着的栏目保留原来的内容。",)
    return Table("专家", "专家名单", columns, Table.body(rows), above=above)
