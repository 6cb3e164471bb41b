"""榜单 and 榜单公告: one listing as a sheet and as a letter, for everybody to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from jbgs.models import Listing, Project
from jbgs.policy import Policy
from jbgs.policy.priority import has_priority
from jbgs.reports import listing as listings
from jbgs.reports import words
from jbgs.reports.draft import Content, Draft, signed
from jbgs.reports.listing import chinese_day
from jbgs.reports.making import Made, Paper, Source, Wanted, texts
from jbgs.values import masked, wan


def announcement(
    policy: Policy, listing: Listing, projects: Sequence[Project], *, office: str, day: date
) -> Draft:
    """What is sought, until when, and each challenge in a few lines; no telephone or e-mail in it."""
    facts: dict[str, Content] = {
        "榜单名称": listing["name"],
        "榜单编号": listing["id"],
        "项目数": str(len(projects)),
        "揭榜截止": chinese_day(listing.get("deadline", "")),
        "揭榜条件": masked(listing.get("conditions", "")),
        "报价密封": "报价实行密封，揭榜截止后统一开启。" if listing.get("sealed") else "",
        "项目": [project_facts(policy, project, number) for number, project in enumerate(projects, 1)],
        **signed(office, day),
    }
    title = f"嘉兴市科技项目“揭榜挂帅”榜单（{listing['name']}）"
    return Draft("letter-announcement", title, facts)


def project_facts(policy: Policy, project: Project, number: int) -> dict[str, str]:
    """What a published letter may say of a project."""
    inside = project["fields"]
    amount = inside.get("investment") or inside.get("price")
    owner, offer = ("成果方", "意向价格") if project["track"] == "transfer" else ("需求单位", "拟投入资金")
    facts = {
        "序号": str(number),
        "编号": project["code"],
        "名称": inside.get("title"),
        "类型": words.track(policy, project["track"]) + ("（优先支持）" if has_priority(project) else ""),
        "单位称谓": owner,
        "需求单位": inside.get("owner"),
        "揭榜单位": project.get("award", {}).get("winner"),
        "属地": words.region(policy, project.get("region")),
        "技术领域": inside.get("field"),
        "主要内容": inside.get("content"),
        "考核指标": inside.get("targets"),
        "金额称谓": offer,
        "金额": f"{wan(Decimal(amount))}万元" if amount else "",
        "完成时限": chinese_day(inside.get("deadline", "")),
        "对揭榜方要求": inside.get("requirements"),
    }
    return {name: masked(value) for name, value in texts(facts).items()}


def _found(source: Source, wanted: Wanted) -> tuple[Listing, list[Project], dict[str, Any], date]:
    found, projects = source.listing(wanted.listing, wanted.day)
    published = found.get("published")
    data = {**found, "projects": [source.line(one) for one in projects]}
    return found, projects, data, date.fromisoformat(published) if published else wanted.day


def make_listing(source: Source, wanted: Wanted) -> Made:
    """榜单: the sheet and the announcement."""
    found, projects, data, day = _found(source, wanted)
    table = listings.sheet(source.policy, found, projects, office=source.office)
    letter = announcement(source.policy, found, projects, office=source.office, day=day)
    name = f"榜单 {found['name']}"
    return Made(data, (Paper(name, (table,)), Paper(name, letter)), (table,))


def make_announcement(source: Source, wanted: Wanted) -> Made:
    """榜单公告: the announcement alone."""
    found, projects, data, day = _found(source, wanted)
    letter = announcement(source.policy, found, projects, office=source.office, day=day)
    table = listings.sheet(source.policy, found, projects, office=source.office)
    return Made(data, (Paper(f"榜单公告 {found['name']}", letter),), (table,))


def published_in(source: Source, wanted: Wanted) -> list[Wanted]:
    """The listings that were published in the month, for ``report all``."""
    month = wanted.day.isoformat()[:7]
    return [
        Wanted(wanted.day, listing=one["id"])
        for one in source.listings(wanted.day)
        if one.get("published", "").startswith(month)
    ]
