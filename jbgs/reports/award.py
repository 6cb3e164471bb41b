"""What the bidders are told of an award: one letter each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jbgs.models import Intent, Project
from jbgs.reports.draft import Content, Draft, signed
from jbgs.reports.listing import chinese_day

_NEXT = {
    "common": "请你单位尽快与技术需求提出单位对接，商定攻关任务和考核指标，签订技术合同。",
    "key": "请你单位尽快与需求企业签订技术合同，并按规定办理技术合同备案。",
    "transfer": "请你单位尽快与成果方对接，商定转化方式，签订技术合同。",
}


def letter(project: Project, intent: Intent, listing: Mapping[str, Any], *, office: str, day: date) -> Draft:
    """The letter to one bidder of an awarded project: he is the winner, or somebody else is."""
    award = project["award"]
    won = award.get("intent") == intent["id"]
    name = intent["fields"].get("bidder", "")
    facts: dict[str, Content] = {
        "收文单位": name,
        "收到日期": chinese_day(intent["received"]),
        "榜单名称": listing.get("name", ""),
        "项目名称": project["fields"].get("title", ""),
        "项目编号": project["code"],
        "依据": award["grounds"],
        "确定日期": chinese_day(award["on"]),
        "单位称谓": "成果方" if project["track"] == "transfer" else "需求单位",
        "需求单位": project["fields"].get("owner", ""),
        **signed(office, day),
    }
    if won:
        facts["后续工作"] = _NEXT[project["track"]]
        return Draft("letter-award", "关于“揭榜挂帅”项目确定揭榜单位的函", facts, f"确定函 {name}")
    facts["揭榜单位"] = award["winner"]
    return Draft("letter-decline", "关于“揭榜挂帅”项目揭榜结果的函", facts, f"未中榜告知函 {name}")
