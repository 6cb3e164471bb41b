"""公示 as tables: the periods, one period's objections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jbgs.reports import words
from jbgs.reports.table import Column, Table

PERIODS = (
    Column("id", "编号", "code", 7),
    Column("subject", "公示事项", width=5),
    Column("start", "开始", "date", 6),
    Column("end", "截止", "date", 6),
    Column("projects", "项目数", "int", 4),
    Column("objections", "异议数", "int", 4),
    Column("state", "状态", width=6),
    Column("channels", "渠道", width=12, drop=1),
)
OBJECTIONS = (
    Column("id", "序号", "code", 3),
    Column("on", "日期", "date", 6),
    Column("by_whom", "异议人", width=8),
    Column("text", "内容", width=18),
    Column("settled", "处理日期", "date", 6),
    Column("outcome", "处理结果", width=14),
)
FIRST_DAY = {"counted": "公示当日计入", "next": "自次日起算"}


def periods(found: Iterable[Mapping[str, Any]]) -> Table:
    """Some periods, in their order; each as ``publicity list --json`` gives it."""
    rows = [
        (
            one["id"],
            words.PUBLICITIES[one["subject"]],
            _day(one["start"]),
            _day(one["end"]),
            len(one["projects"]),
            len(one["objections"]),
            one["state"],
            one["channels"],
        )
        for one in found
    ]
    return Table("公示", "公示", PERIODS, Table.body(rows), empty="（没有公示）")


def objections(made: Mapping[str, Any]) -> Table:
    """One period's objections and how they were settled."""
    rows = [
        (
            one["id"],
            _day(one["on"]),
            one["by_whom"],
            one["text"],
            _day(one.get("settled")),
            one.get("outcome"),
        )
        for one in made["objections"]
    ]
    return Table("异议", f"{made['id']} 的异议", OBJECTIONS, Table.body(rows), empty="（没有异议）")


def facts(made: Mapping[str, Any]) -> list[tuple[str, str]]:
    """One period, and how its end was reckoned."""
    counted = f"{made['days']} 个工作日，{FIRST_DAY[made['first_day']]}" if made["days"] else ""
    lines = [
        ("编号", made["id"]),
        ("公示事项", words.PUBLICITIES[made["subject"]]),
        ("公示期", f"{made['start']} 至 {made['end']}"),
        ("计算", counted or f"本单位自定截止日：{made['until_reason']}"),
        ("状态", made["state"]),
        ("渠道", made["channels"] or ""),
        ("结论", made["result"] or ""),
        ("项目", "、".join(made["projects"])),
    ]
    return [(label, text) for label, text in lines if text]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
