"""What the bidders are told of an award: one letter each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jbgs.models import Intent, Project
from jbgs.reports.listing import chinese_day
from jbgs.reports.table import Block, Letter

_NEXT = {
    "common": "请你单位尽快与技术需求提出单位对接，商定攻关任务和考核指标，签订技术合同。",
    "key": "请你单位尽快与需求企业签订技术合同，并按规定办理技术合同备案。",
    "transfer": "请你单位尽快与成果方对接，商定转化方式，签订技术合同。",
}


def letter(project: Project, intent: Intent, listing: Mapping[str, Any], *, office: str, day: date) -> Letter:
    """The letter to one bidder of an awarded project: he is the winner, or somebody else is."""
    award = project["award"]
    won = award.get("intent") == intent["id"]
    name = intent["fields"].get("bidder", "")
    kind = "确定函" if won else "未中榜告知函"
    title = project["fields"].get("title", "")
    came = chinese_day(intent["received"])
    opening = (
        f"你单位于{came}就“揭榜挂帅”榜单（{listing.get('name', '')}）“{title}”（项目编号{project['code']}）"
        "提交的揭榜意向收悉。感谢你单位对我市科技项目“揭榜挂帅”工作的支持。"
    )
    blocks = [Block(opening), *(_won(project) if won else _lost(project))]
    return Letter(
        f"{kind} {name}",
        f"关于“揭榜挂帅”项目{'确定揭榜单位' if won else '揭榜结果'}的函",
        tuple(blocks),
        addressee=f"{name}：",
        signature=office,
        date=day,
        notes=("（联系人：　　　　　　联系电话：　　　　　　　）",),
    )


def _won(project: Project) -> list[Block]:
    award = project["award"]
    decided = f"根据{award['grounds']}，{chinese_day(award['on'])}确定你单位为该项目的揭榜单位。"
    owner = project["fields"].get("owner", "")
    party = "成果方" if project["track"] == "transfer" else "需求单位"
    return [
        Block(decided),
        Block(f"{party}：{owner}。{_NEXT[project['track']]}"),
        Block("合同签订后，请将合同文本一份报我单位。"),
    ]


def _lost(project: Project) -> list[Block]:
    award = project["award"]
    decided = f"根据{award['grounds']}，该项目已确定由{award['winner']}揭榜，你单位本次未中榜。"
    return [Block(decided), Block("欢迎你单位继续关注和参与我市后续榜单。")]
