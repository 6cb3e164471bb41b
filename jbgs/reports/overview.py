"""The office at a glance, as lines and a funnel of small bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jbgs.reports import bars, words
from jbgs.reports.table import Column, Table

_STAGE = Column("stage", "阶段", width=6)
_COUNT = Column("count", "项目数", "int", 4, total=True)
_NONE = "（还没有项目，用 jbgs import 导入来件）"


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
    counts = ((words.stage(stage), n) for stage, n in data["stages"].items() if n)
    return bars.table("各阶段项目数", _STAGE, _COUNT, counts, _NONE)


def passed(reached: Mapping[str, int]) -> Table:
    """How many projects came at least as far as each stage: the funnel from 征集 to 拨付."""
    return bars.table("推进情况（累计到达各阶段的项目数）", _STAGE, _COUNT, reached.items(), _NONE)
