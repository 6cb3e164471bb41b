"""The listings, one listing on paper (榜单), and the intents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from jbgs.models import Listing, Project
from jbgs.policy import Policy
from jbgs.policy.priority import has_priority
from jbgs.reports import words
from jbgs.reports.dossier import bid_marks
from jbgs.reports.table import Column, Row, Table
from jbgs.scalars import is_day
from jbgs.values import masked
from jbgs.workflow import LABELS

LISTINGS = (
    Column("id", "编号", "code", 5),
    Column("name", "名称", width=14),
    Column("projects", "项目数", "int", 4),
    Column("published", "发布日期", "date", 6),
    Column("deadline", "揭榜截止", "date", 6),
    Column("closed", "收榜日期", "date", 6, drop=1),
    Column("sealed", "报价", width=3, drop=2),
)


def listings(found: Iterable[Mapping[str, Any]]) -> Table:
    """All listings."""
    rows = [
        (
            one["id"],
            one["name"],
            len(one.get("projects", {})),
            *(_day(one.get(k)) for k in ("published", "deadline", "closed")),
            _seal(one),
        )
        for one in found
    ]
    return Table("榜单", "榜单", LISTINGS, Table.body(rows), empty="（还没有榜单，用 jbgs listing new 新建）")


def _seal(listing: Mapping[str, Any]) -> str:
    if not listing.get("sealed"):
        return ""
    return "已开启" if "opened" in listing else "密封"


def facts(listing: Mapping[str, Any], counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """What there is to say of one listing, in lines."""
    opened = listing.get("opened")
    said = [
        ("榜单", f"{listing['name']}（{listing['id']}）"),
        ("发布日期", listing.get("published", "（未发布）")),
        ("揭榜截止", listing.get("deadline", "（未定）")),
        ("发布渠道", listing.get("channels", "")),
        ("揭榜条件", listing.get("conditions", "")),
        ("报价", f"已于 {opened['on']} 由{opened['by']}开启" if opened else _seal(listing)),
        ("收榜日期", listing.get("closed", "")),
        ("合计", "，".join(f"{COUNTS[key]} {number}" for key, number in counts.items())),
    ]
    return [(label, text) for label, text in said if text]


COUNTS = {
    "projects": "项目",
    "with_bids": "有揭榜意向",
    "bids": "揭榜意向",
    "late": "其中逾期",
    "awarded": "已揭榜",
    "unclaimed": "流榜",
}
LISTED = (
    Column("position", "序号", "int", 2),
    Column("code", "项目编号", "code", 9),
    Column("track", "类型", width=6, drop=3),
    Column("title", "项目名称", width=16),
    Column("owner", "需求单位（成果方）", width=12, drop=1),
    Column("bids", "意向数", "int", 3),
    Column("stage", "阶段", width=5),
    Column("outcome", "结果", width=3),
    Column("winner", "揭榜单位", width=10, drop=2),
)


def projects(policy: Policy, lines: Iterable[Mapping[str, Any]]) -> Table:
    """The projects of one listing, from the lines of ``listing show --json``."""
    rows = [
        (
            line["position"],
            line["code"],
            words.track(policy, line["track"]) + ("（优先）" if line["priority"] else ""),
            line["title"],
            line["owner"],
            line["bids"],
            words.stage(line["stage"]),
            words.OUTCOMES.get(line["outcome"], ""),
            line["winner"],
        )
        for line in lines
    ]
    return Table("榜单项目", "榜单项目", LISTED, Table.body(rows), empty="（榜单中还没有项目）")


INTENTS = (
    Column("id", "编号", "code", 7),
    Column("project", "项目编号", "code", 9),
    Column("project_title", "揭榜项目", width=14, drop=4),
    Column("bidder", "揭榜单位", width=14),
    Column("price", "报价（万元）", "wan", 6),
    Column("received", "收件日期", "date", 6),
    Column("late", "逾期", width=2),
    Column("listing", "榜单", "code", 4, drop=3),
    Column("marks", "备注", width=12, drop=1),
)


def intents(lines: Iterable[Mapping[str, Any]]) -> Table:
    """The intents, from the lines of ``intent list --json``."""
    rows = [
        (
            one["id"],
            one["project"] or "（未对应）",
            one["project_title"],
            one["bidder"],
            words.money(one["price"]),
            date.fromisoformat(one["received"]),
            words.yes(one["late"]),
            one["listing"],
            bid_marks({**one, "late": False}),
        )
        for one in lines
    ]
    return Table("揭榜意向", "揭榜意向", INTENTS, Table.body(rows), empty="（没有揭榜意向）")


COLUMNS = (
    Column("number", "序号", "int", 3),
    Column("code", "榜单编号", "code", 9),
    Column("track", "类型", width=7),
    Column("title", "项目名称", width=16),
    Column("owner", "需求单位（成果方）", width=12),
    Column("region", "县（市、区）", width=5),
    Column("field", "技术领域", width=6, drop=4),
    Column("content", "主要内容", width=24, drop=3),
    Column("targets", "主要指标", width=18, drop=3),
    Column("investment", "拟投入资金（万元）", "wan", 7, total=True),
    Column("deadline", "完成时限", width=7, drop=2),
    Column("stage", "状态", width=5, drop=5),
)


def sheet(policy: Policy, listing: Listing, projects: Sequence[Project], *, office: str) -> Table:
    """榜单 as a sheet, for everybody to read. For ``transfer`` the amount is the owner's price."""
    rows = [_row(policy, number, project) for number, project in enumerate(projects, 1)]
    total = sum((value for row in rows if isinstance(value := row[9], Decimal)), Decimal("0.00"))
    last = Row((None, "合计", *[None] * 7, total, None, None), "total")
    above = (
        f"发布单位：{office}",
        f"发布日期：{chinese_day(listing.get('published', '')) or '（未发布）'}",
        f"揭榜截止：{chinese_day(listing.get('deadline', '')) or '（未定）'}",
    )
    title = f"嘉兴市科技项目“揭榜挂帅”榜单（{listing['name']}）"
    return Table(f"榜单 {listing['name']}", title, COLUMNS, (*Table.body(rows), last), above=above)


def _row(policy: Policy, number: int, project: Project) -> tuple[Any, ...]:
    inside = project["fields"]
    amount = inside.get("investment") or inside.get("price")
    return (
        number,
        project["code"],
        words.track(policy, project["track"]) + ("（优先）" if has_priority(project) else ""),
        masked(inside.get("title", "")),
        masked(inside.get("owner", "")),
        words.region(policy, project.get("region")),
        masked(inside.get("field", "")),
        masked(inside.get("content", "")),
        masked(inside.get("targets", "")),
        words.money(amount),
        chinese_day(inside.get("deadline", "")),
        LABELS[project["stage"]],
    )


def chinese_day(text: str) -> str:
    """A day as documents write it, 2021年6月30日; a text that is no day stays as it is."""
    if not is_day(text):
        return text
    day = date.fromisoformat(text)
    return f"{day.year}年{day.month}月{day.day}日"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
