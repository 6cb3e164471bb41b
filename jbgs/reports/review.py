"""Rounds of review as tables: the list of them, one round's ranking, 专家评审汇总表."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jbgs.reports import words
from jbgs.reports.table import Column, Kind, Table

_SCORE: Kind = "yuan"  # drawn with two decimals

ROUNDS = (
    Column("id", "编号", "code", 6),
    Column("name", "名称", width=14),
    Column("subject", "事项", width=6, drop=1),
    Column("items", "项数", "int", 3),
    Column("experts", "专家数", "int", 3),
    Column("missing", "未交评分", "int", 4),
    Column("opened", "开评日期", "date", 6),
    Column("closed", "结束日期", "date", 6),
    Column("document", "文件", width=10, drop=2),
)


def rounds(lines: Iterable[Mapping[str, Any]]) -> Table:
    """All rounds, from the lines of ``review list --json``."""
    rows = [
        (
            one["id"],
            one["name"],
            words.SUBJECTS[one["subject"]],
            *(one[key] for key in ("items", "experts", "missing")),
            _day(one["opened"]),
            _day(one["closed"]),
            one["document"],
        )
        for one in lines
    ]
    empty = "（还没有评审，用 jbgs review open 开评）"
    return Table("评审", "评审", ROUNDS, Table.body(rows), empty=empty)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# -- one round -------------------------------------------------------------------------------------------


def facts(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A round's state, its rule, and who did not score what."""
    result = data["result"] or {}
    known = [
        ("评审编号", data["id"]),
        ("名称", data["name"]),
        ("事项", words.SUBJECTS[data["subject"]]),
        ("开评日期", data["opened"]),
        ("结束", f"{result['on']}，{result['document']}" if result else ""),
        ("理由", result.get("reason", "")),
        ("评分规则", rule(data["scheme"])),
        ("抽取", drawn(data["draw"]) if data["draw"] else ""),
        ("更换", replaced(data)),
        ("未交评分", _owing(data)),
    ]
    return [(label, text) for label, text in known if text]


def replaced(data: Mapping[str, Any]) -> str:
    """Who was replaced by whom, and why."""
    names = {one["id"]: one["name"] for one in data["experts"]}
    names |= {one["expert"]: one["name"] for one in data["replaced"]}
    told = []
    for one in data["replaced"]:
        old, new = (f"{names[one[key]]}（{one[key]}）" for key in ("expert", "by"))
        told.append(f"{old}由 {new}接替，{one['on']}，{one['reason']}")
    return "；".join(told)


def _owing(data: Mapping[str, Any]) -> str:
    """Who still owes scores; for what, where it is not for all."""
    names = {one["id"]: one["name"] for one in data["experts"]}
    owed: dict[str, list[str]] = {}
    for one in data["missing"]:
        owed.setdefault(one["expert"], []).append(one["item"])
    given = {score["expert"] for item in data["items"] for score in item["scores"]}
    return "、".join(
        f"{names[key]}（{'、'.join(items)}）" if key in given else names[key] for key, items in owed.items()
    )


def rule(scheme: Mapping[str, Any]) -> str:
    """The scheme's rule in words: what ranks, what passes, what breaks a tie."""
    figure = f"去掉一个最高分和一个最低分后的平均分（{scheme['trim_from']} 份及以上时，否则为平均分）"
    first = figure if scheme["ranked_by"] == "trimmed" else "平均分"
    marks = "、".join(f"{one['name']} {one['full']} 分" for one in scheme["criteria"])
    ties = "、".join(_tie(scheme, key) for key in scheme.get("ties", []))
    then = f"相同的依次比较{ties}，仍相同的" if ties else "相同的"
    return (
        f"{marks}；按{first}从高到低排名，{then}并列；{scheme['passing']} 分及以上为达到；"
        f"每项至少 {scheme['quorum']} 份评分"
    )


def _tie(scheme: Mapping[str, Any], key: str) -> str:
    known = {
        "mean": "平均分",
        "trimmed": "去掉最高最低后的平均分",
        "spread": "标准差（小的在前）",
        "lowest": "最低分（高的在前）",
    }
    names = {one["key"]: f"“{one['name']}”的平均分" for one in scheme["criteria"]}
    return known.get(key) or names[key]


def drawn(draw: Mapping[str, Any]) -> str:
    """How the panel was drawn, so that it can be done again."""
    wanted = "、".join(f"{words.PANEL_FIELDS[key]} {count} 人" for key, count in draw["wanted"].items())
    pools = "、".join(f"{words.PANEL_FIELDS[key]} {len(ids)} 人" for key, ids in draw["pool"].items())
    how = "由经办人给定" if draw["given"] else "由程序随机产生"
    return f"从{pools}中抽取{wanted}；种子 {draw['seed']}（{how}），方法 {draw['method']}"


_FIGURES = (
    Column("count", "份数", "int", 3),
    Column("mean", "平均分", _SCORE, 4),
    Column("trimmed", "去最高最低后", _SCORE, 4, drop=3),
    Column("spread", "标准差", _SCORE, 4, drop=2),
)


def ranking(data: Mapping[str, Any]) -> Table:
    """The items by rank, each expert's total side by side."""
    members = data["experts"]
    columns = (
        Column("rank", "名次", "int", 3),
        Column("id", "编号", "code", 9),
        Column("title", "名称", width=14, drop=6 if data["subject"] == "bids" else 0),
        Column("unit", "单位", width=12, drop=0 if data["subject"] == "bids" else 5),
        *(Column(one["id"], one["name"], _SCORE, 3, drop=1) for one in members),
        *_FIGURES,
        Column("reaches", "达到", width=3, drop=4),
        Column("result", "结果", width=4),
    )
    rows = [_ranked(data, one) for one in data["items"]]
    return Table("汇总", "评审汇总", columns, Table.body(rows))


def _ranked(data: Mapping[str, Any], one: Mapping[str, Any]) -> tuple[Any, ...]:
    totals: dict[str, Any] = {score["expert"]: Decimal(score["total"]) for score in one["scores"]}
    away = {recusal["expert"] for recusal in data["recusals"] if recusal["item"] == one["id"]}
    return (
        one["rank"],
        one["id"],
        one["title"],
        one["unit"],
        *(totals.get(member["id"], "回避" if member["id"] in away else None) for member in data["experts"]),
        one["count"],
        *(None if one[key] is None else Decimal(one[key]) for key in ("mean", "trimmed", "spread")),
        {True: "是", False: "否", None: ""}[one["reaches"]],
        result(data["subject"], one["result"]),
    )


def result(subject: str, key: str | None) -> str:
    """What became of an item, in a word."""
    if key is None:
        return ""
    if subject == "bids":
        return "推荐" if key == "passed" else ""
    return words.RESULTS[key]


def results(data: Mapping[str, Any]) -> list[str]:
    """What became of each item, a line each; ``stages`` are the projects' now."""
    lines = []
    for one in data["items"]:
        figures = f"第 {one['rank']} 名，平均 {one['mean']} 分"
        if data["subject"] == "bids":
            recommended = "，推荐揭榜" if one["result"] == "passed" else ""
            lines.append(f"{one['id']} {one['unit']}：{figures}{recommended}")
        elif data["subject"] == "demand":
            lines.append(f"{one['id']} {words.stage(data['stages'][one['id']])}（{figures}）")
        else:
            lines.append(f"{one['id']} 立项评审{words.RESULTS[one['result']]}（{figures}）")
    return lines


def opinions(data: Mapping[str, Any]) -> Table:
    """Every expert's opinion on every item."""
    fields = {one["id"]: words.PANEL_FIELDS[one["field"]] for one in data["experts"]}
    columns = (
        Column("id", "编号", "code", 9),
        Column("unit", "单位", width=10, drop=2),
        Column("name", "专家", width=5),
        Column("field", "领域", width=6, drop=1),
        Column("total", "评分", _SCORE, 4),
        Column("opinion", "评审意见", width=24),
    )
    rows = [
        (
            *(one["id"], one["unit"], score["name"], fields[score["expert"]]),
            *(Decimal(score["total"]), score["opinion"]),
        )
        for one in data["items"]
        for score in one["scores"]
    ]
    return Table("评审意见", "专家评审意见", columns, Table.body(rows))


def by_criterion(data: Mapping[str, Any]) -> Table:
    """The mean of every criterion."""
    criteria = data["scheme"]["criteria"]
    columns = (
        Column("rank", "名次", "int", 3),
        Column("id", "编号", "code", 9),
        Column("title", "名称", width=14),
        Column("unit", "单位", width=12),
        *(Column(one["key"], one["name"], _SCORE, 5, note=f"满分 {one['full']}") for one in criteria),
        Column("mean", "平均分", _SCORE, 5, note="满分 100"),
    )
    rows = [
        (
            *(one[key] for key in ("rank", "id", "title", "unit")),
            *(Decimal(one["criteria"][c["key"]]) if one["count"] else None for c in criteria),
            Decimal(one["mean"]) if one["count"] else None,
        )
        for one in data["items"]
    ]
    return Table("分项得分", "各项平均得分", columns, Table.body(rows))


def panel(data: Mapping[str, Any]) -> Table:
    """The panel, how each came to sit on it, and from what each is recused."""
    away: dict[str, list[str]] = {}
    for one in data["recusals"]:
        away.setdefault(one["expert"], []).append(f"{one['item']}：{one['reason']}")
    columns = (
        Column("id", "编号", "code", 5),
        Column("name", "姓名", width=5),
        Column("unit", "单位", width=14),
        Column("field", "领域", width=6),
        Column("how", "产生", width=4),
        Column("recusals", "回避", width=16),
    )
    rows = [
        (
            *(one[key] for key in ("id", "name", "unit")),
            words.PANEL_FIELDS[one["field"]],
            "抽取" if one["drawn"] else "指定",
            "\n".join(away.get(one["id"], [])),
        )
        for one in data["experts"]
    ]
    return Table("专家组", "专家组", columns, Table.body(rows))


def summary(data: Mapping[str, Any], *, office: str) -> list[Table]:
    """专家评审汇总表: the ranking to be signed, the means by criterion, the opinions, the panel."""
    closed = data["result"]
    above = (
        f"组织单位：{office}（盖章）　　评审编号：{data['id']}　　开评日期：{data['opened']}",
        *([f"结果依据：{closed['document']}（{closed['on']}）"] if closed else ["（评审尚未结束）"]),
    )
    below = (
        f"评分规则：{rule(data['scheme'])}。",
        *([f"专家抽取：{drawn(data['draw'])}。"] if data["draw"] else []),
        *([f"专家更换：{replaced(data)}。"] if data["replaced"] else []),
        *([f"理由：{closed['reason']}。"] if closed and "reason" in closed else []),
        "专家签名：",
        "汇总人：　　　　　　　　审核人：　　　　　　　　日期：　　　　年　　月　　日",
    )
    first = ranking(data)
    made = Table(first.name, f"{data['name']}专家评审汇总表", first.columns, first.rows, above, below)
    return [made, by_criterion(data), opinions(data), panel(data)]
