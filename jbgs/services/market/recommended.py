"""What a comparison of bids (竞榜比选) means for the award: its grounds, and who was recommended."""

from __future__ import annotations

from collections.abc import Iterator

from jbgs.errors import Problem, WrongUsage
from jbgs.models import Intent, Project


def grounds(project: Project, intent: Intent, given: str) -> str:
    """The grounds that were given, else the comparison that recommends this bidder."""
    found = project.get("comparison", {})
    if given or found.get("intent") != intent["id"]:
        if not given:
            raise WrongUsage("缺少选项 --grounds", remedy="写明依据，如 --grounds 竞榜比选纪要")
        return given
    return f"{found['document']}（竞榜比选 {found['round']}）"


def against(project: Project, intent: Intent) -> Iterator[Problem]:
    """A warning where the panel recommends somebody else, or nobody."""
    found = project.get("comparison")
    if found and found.get("intent") != intent["id"]:
        who = f"推荐的是 {found['bidder']}" if "bidder" in found else "没有推荐揭榜单位"
        yield Problem(f"竞榜比选（{found['round']}）{who}", remedy="请核对", level="warning")
