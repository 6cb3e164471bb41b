"""One expert's score sheet: what stands on it, for whoever draws it and whoever reads it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jbgs.registers.reviews import Criterion, Member, Round
from jbgs.reports import words

ROUND, EXPERT, NAME = "评审编号", "专家编号", "专家姓名"
"""What stands before the round's id, the expert's id and his name: by these a sheet is known again."""
NUMBER, KEY, TITLE, UNIT = "序号", "编号", "名称", "单位"
TOTAL, OPINION, RECUSAL = "合计", "评审意见\n（必填）", "回避理由\n（回避的填写）"


@dataclass(frozen=True, slots=True)
class Line:
    """One item: its id, title and unit, and what the expert has given it so far."""

    key: str
    title: str
    unit: str
    marks: Mapping[str, Decimal]
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A sheet to fill in; ``criteria`` are its columns of marks."""

    title: str
    round: str
    expert: str
    name: str
    above: Sequence[str]
    criteria: Sequence[Criterion]
    lines: Sequence[Line]
    below: Sequence[str]


def heading(one: Criterion) -> str:
    """The header of a column of marks; it says what the full marks are."""
    return f"{one['name']}\n（满分 {one['full']}）"


def sheet(made: Round, expert: str, member: Member, items: Sequence[str]) -> ScoreSheet:
    """The sheet of one member of a panel, with the items that he scores."""
    given = made.get("scores", {}).get(expert, {})
    lines = []
    for key in items:
        item, score = made["items"][key], given.get(key)
        marks = {name: Decimal(mark) for name, mark in score["marks"].items()} if score else {}
        lines.append(Line(key, item["title"], item["unit"], marks, score["opinion"] if score else ""))
    meanings = "；".join(
        f"{one['name']}：{one['meaning']}" for one in made["scheme"]["criteria"] if "meaning" in one
    )
    above = [
        f"领域：{words.PANEL_FIELDS[member['field']]}　　单位：{member['unit']}",
        "请在空白处打分（0 至满分，最多一位小数）并填写评审意见；应当回避的，不打分，只写回避理由。"
        "其余各处请勿改动。",
        *([f"评分要点：{meanings}"] if meanings else []),
    ]
    return ScoreSheet(
        title=f"{made['name']}专家评分表",
        round=made["id"],
        expert=expert,
        name=member["name"],
        above=above,
        criteria=made["scheme"]["criteria"],
        lines=lines,
        below=["专家签名：　　　　　　　　　　日期：　　　　年　　月　　日"],
    )
