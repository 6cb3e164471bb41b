"""Records as tables to look at: the project list, the history, the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from jbgs.policy import Policy
from jbgs.reports import words
from jbgs.reports.table import Column, Table

PROJECTS = (
    Column("code", "项目编号", "code", 9),
    Column("track", "类型", width=6, drop=2),
    Column("title", "项目名称", width=16),
    Column("owner", "需求单位", width=12, drop=1),
    Column("region", "属地", width=4),
    Column("stage", "阶段", width=5),
    Column("investment", "总投入（万元）", "wan", 6, drop=3),
    Column("received", "收件日期", "date", 6, drop=4),
    Column("deadline", "完成时限", width=6, drop=6),
    Column("late", "逾期", width=2, drop=5),
)


def projects(policy: Policy, lines: Iterable[Mapping[str, Any]]) -> Table:
    """The project list, from the lines of ``list --json``."""
    rows = [
        (
            line["code"],
            words.track(policy, line["track"]) + ("（优先）" if line["priority"] else ""),
            line["title"],
            line["owner"],
            words.region(policy, line["region"]),
            words.stage(line["stage"]),
            words.money(line["investment"]),
            date.fromisoformat(line["received"]),
            line["deadline"],
            words.yes(line["late"]),
        )
        for line in lines
    ]
    return Table("项目清单", "项目清单", PROJECTS, Table.body(rows), empty="（没有符合条件的项目）")


def to_fill_in(
    title: str, columns: Sequence[tuple[str, str]], meant: Sequence[tuple[str, str]], *, spare: int = 20
) -> Table:
    """A list to fill in: (key, title) of its columns, and the projects (code, title) already in it."""
    made = tuple(Column(key, name, "code", width=9 if key == "code" else 12) for key, name in columns)
    rows = [(code, name, *[None] * (len(made) - 2)) for code, name in meant]
    rows += [(None,) * len(made)] * (0 if meant else spare)
    return Table(
        "清单", title, made, Table.body(rows), above=("每行一项；空着的栏目按命令行的写法，没有就不填。",)
    )


HISTORY = (
    Column("on", "日期", "date", 6),
    Column("kind", "事项", width=6),
    Column("changes", "变动", width=24),
    Column("note", "说明", width=10),
    Column("by", "经办人", width=4, drop=1),
    Column("batch", "批次", "code", 8, drop=2),
)


def history(code: str, entries: Sequence[Mapping[str, Any]], labels: Mapping[str, str]) -> Table:
    """A record's events, oldest first; ``labels`` gives the form's fields their Chinese names."""
    rows = [
        (
            date.fromisoformat(one["on"]),
            words.kind(one["kind"]),
            "\n".join(_change(change, labels) for change in one["changes"] if not _dull(change)),
            one.get("note"),
            one["by"],
            one["batch"],
        )
        for one in entries
    ]
    return Table("经过", f"{code} 的经过", HISTORY, Table.body(rows))


_DULL = ("code", "year", "number", "track", "dates.", "files", "problems", "extras.", "region")


def _dull(change: Mapping[str, Any]) -> bool:
    """Whether a change only repeats what another one says."""
    return str(change["field"]).startswith(_DULL)


def _change(change: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    name = words.path(change["field"], labels)
    if "sealed" in change and change["before"] is change["after"] is None:
        return f"{name}：（已应申请删除）"
    before, after = (_short(name, change[side]) for side in ("before", "after"))
    return f"{name}：{after}" if change["before"] is None else f"{name}：{before} → {after}"


def _flat(value: Any) -> str:
    """A leaf in one line: the parts of a list, and the values of a part, side by side."""
    if isinstance(value, list):
        return "、".join(map(_flat, value))
    if isinstance(value, dict) and "sha256" in value:
        return str(value["name"])
    if isinstance(value, dict):
        return " ".join(map(_flat, value.values()))
    return words.value(value)


def _short(name: str, value: Any) -> str:
    if value is None:
        return "（空）"
    text = words.stage(value) if name == "阶段" else _flat(value)
    return text if len(text) <= 30 else f"{text[:28]}……"


BATCHES = (
    Column("id", "批次", "code", 8),
    Column("at", "登记时间", width=10),
    Column("command", "命令", "code", 7),
    Column("by", "经办人", width=4),
    Column("records", "记录数", "int", 3),
    Column("note", "说明", width=14),
    Column("state", "状态", width=8, drop=1),
)


def log(batches: Iterable[Mapping[str, Any]], cancelled: Mapping[str, str]) -> Table:
    """The commands that wrote."""
    rows = [
        (
            one["id"],
            one["at"][:16].replace("T", " "),
            one["command"],
            one["by"],
            len(one["records"]),
            one.get("note"),
            f"已被 {cancelled[one['id']]} 撤销" if one["id"] in cancelled else "",
        )
        for one in batches
    ]
    return Table("操作记录", "操作记录", BATCHES, Table.body(rows))
