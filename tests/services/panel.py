"""A panel to test with: experts, projects that wait for a review, and the scores of a whole round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jbgs.registers.reviews import Round
from jbgs.services.office import Office
from jbgs.services.reviewing import experts, opening, rounds, scores
from tests.helpers import at, bring, demand, register

DAY = "2021-06-03"
PEOPLE = (
    ("张三", "甲大学", "技术"),
    ("李四", "乙研究院", "技术"),
    ("王五", "丙大学", "管理"),
    ("赵六", "丁会计师事务所", "财务"),
    ("钱七", "戊大学", "技术"),
)
"""ZJ-001 to ZJ-005."""
NAMED = ("ZJ-001", "ZJ-003", "ZJ-004")


def staff(office: Office, *people: tuple[str, str, str], **more: str) -> None:
    for name, unit, field in people or PEOPLE:
        experts.add(office, {"name": name, "unit": unit, "field": field, **more})


def waiting(office: Office, *tracks: str, **fields: str) -> list[str]:
    """Screened projects of these tracks."""
    codes = []
    for number, track in enumerate(tracks or ("key",), 1):
        [code] = register(
            office, demand(track, f"{track}项目{number}", **({"owner": f"第{number}公司"} | fields))
        )
        bring(office, code, "screened")
        codes.append(code)
    return codes


def opened(
    office: Office,
    codes: Sequence[str],
    subject: Any = "demand",
    *,
    day: str = DAY,
    named: Sequence[str] = NAMED,
    reason: str = "",
    **call: Any,
) -> Round:
    return opening.open_round(
        at(office, day), codes, subject, opening.Call(named=named, **call), reason=reason
    )


def give(office: Office, made: Round, expert: str, item: str, share: float = 1.0, day: str = DAY) -> Round:
    """Scores by hand: this share of every criterion's full marks."""
    marks = {one["key"]: f"{float(one['full']) * share:.1f}" for one in made["scheme"]["criteria"]}
    return scores.give(at(office, day), made["id"], expert, item, marks, opinion=f"{expert}的意见")[0]


def score_all(office: Office, made: Round, shares: dict[str, float], day: str = DAY) -> Round:
    """Every member gives every item its share of the full marks, where he is not recused."""
    from jbgs.services.reviewing import panels

    for item, share in shares.items():
        for expert in panels.able(made, item):
            give(office, made, expert, item, share, day)
    return rounds.find(office, made["id"])
