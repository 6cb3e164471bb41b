"""The office at a glance, as lines and a funnel of small bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jbgs.reports import words
from jbgs.reports.table import Column, Table

BAR = 20

FUNNEL = (
    Column("stage", "阶段", width=6),
    Column("count", "项目数", "int", 4, total=True),
    Column("bar", "", width=11),
)


def facts(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stands above the funnel."""
    region = f"，{data['region']}" if data["region"] else ""
    return [
        ("单位", f"{data['bureau']}（{data['level_name']}{region}）"),
        ("数据目录", data["home"]),
        ("项目", f"{data['projects']} 个，其中逾期 {data['late']} 个"),
        ("揭榜意向", f"{data['intents']} 份"),
        ("待更正", f"{data['inbox']} 件" + ("（jbgs inbox）" if data["inbox"] else "")),
        ("原件", f"{data['files']} 份"),
        ("程序版本", data["version"]),
    ]


def funnel(data: Mapping[str, Any]) -> Table:
    """How many projects stand at each stage."""
    counts = {stage: n for stage, n in data["stages"].items() if n}
    most = max(counts.values(), default=1)
    rows = [(words.stage(stage), n, "■" * max(1, n * BAR // most)) for stage, n in counts.items()]
    return Table(
        "阶段", "各阶段项目数", FUNNEL, Table.body(rows), empty="（还没有项目，用 jbgs import 导入来件）"
    )
