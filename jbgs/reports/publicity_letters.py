"""公示: who was chosen, who is to be approved, who is to be paid; each a letter with its table.

The letters are for everybody to read: no telephone number and no e-mail address stands in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from jbgs import workflow
from jbgs.errors import NotAllowed, Problem, WrongUsage
from jbgs.models import Project
from jbgs.policy import Policy
from jbgs.registers.contracts import Approval
from jbgs.registers.publicity import Publicity
from jbgs.reports import words
from jbgs.reports.announcing import project_facts
from jbgs.reports.draft import Content, Draft, signed
from jbgs.reports.making import Made, Paper, Source, Wanted, chinese_date
from jbgs.reports.table import Column, Row, Table
from jbgs.values import capitals, masked, money_text, wan

ZERO = Decimal("0.00")
_NUMBER = Column("number", "序号", "int", 2)
_HEAD = (
    _NUMBER,
    Column("code", "项目编号", "code", 9),
    Column("title", "项目名称", width=14),
    Column("track", "类型", width=6, drop=2),
)
_OWNER = Column("owner", "需求单位（成果方）", width=10)
_WINNER = Column("winner", "揭榜单位", width=10)
_REGION = Column("region", "县（市、区）", width=5)
_RECIPIENT = Column("recipient", "补助对象", width=10)
_AMOUNT = Column("amount", "补助金额（万元）", "wan", 6, total=True)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of publicity: its name, its table's columns, its letter."""

    name: str
    columns: tuple[Column, ...]
    template: str


KINDS: Mapping[str, Kind] = {
    "award": Kind("揭榜结果", (*_HEAD, _OWNER, _WINNER, _REGION), "letter-publicity-award"),
    "approval": Kind("拟立项项目", (*_HEAD, _OWNER, _WINNER, _REGION), "letter-publicity-approval"),
    "subsidy": Kind("拟补助项目", (*_HEAD, _RECIPIENT, _REGION, _AMOUNT), "letter-publicity-subsidy"),
}


def kind_of(text: str) -> str:
    """The kind that a user means, by key or by its Chinese name."""
    for key, one in KINDS.items():
        short = one.name.removesuffix("项目")
        if text.strip() in (key, one.name, short, short.removeprefix("拟")):
            return key
    known = "、".join(f"{one.name}（{key}）" for key, one in KINDS.items())
    raise WrongUsage(f"--of 的值“{text}”不是公示的种类", remedy=f"可用：{known}")


def make_approval(source: Source, wanted: Wanted) -> Made:
    """拟立项公示: those named, else all that could be approved now."""
    return _made(source, wanted, "approval", _for_approval(source, wanted))


def make_publicity(source: Source, wanted: Wanted) -> Made:
    """公示 of a kind, for the projects named."""
    key = kind_of(wanted.of)
    if key == "approval":
        return make_approval(source, wanted)
    if wanted.codes is None and key == "award":
        raise WrongUsage("没有写明公示哪些项目", remedy="写上项目编号，或用筛选条件，如 --listing 榜单")
    found = _for_subsidy(source, wanted) if key == "subsidy" else source.chosen(wanted)
    if without := [one["code"] for one in found if key == "award" and "award" not in one]:
        remedy = "先 jbgs intent award CODE 揭榜单位 --grounds 依据"
        raise NotAllowed(
            *(
                Problem("尚未确定揭榜单位", where=code, remedy=remedy.replace("CODE", code))
                for code in without
            )
        )
    return _made(source, wanted, key, found)


def waiting_for_approval(source: Source, wanted: Wanted) -> list[Wanted]:
    """For ``report all``: a letter where there is a project to approve."""
    return [wanted] if _for_approval(source, wanted) else []


def _for_approval(source: Source, wanted: Wanted) -> list[Project]:
    against = {one["code"]: _against_approval(one) for one in source.chosen(wanted) if "approval" not in one}
    if wanted.codes is None:
        return [one for one in source.chosen(wanted) if against.get(one["code"]) == []]
    if faults := [replace(one, where=code) for code, found in against.items() for one in found]:
        raise NotAllowed(*faults)
    return source.chosen(wanted)


def _against_approval(project: Project) -> list[Problem]:
    """Why a project could not be approved, were there the document that approves it."""
    supposed: Project = {**project, "approval": Approval(on=project["dates"]["received"], document="拟")}
    return workflow.may(supposed, "approved")


def _for_subsidy(source: Source, wanted: Wanted) -> list[Project]:
    found = source.chosen(wanted)
    dues = [source.due(one, wanted.day) for one in found if "contracts" in one]
    payable = [one.project for one in dues if one.payable]
    if wanted.codes is not None and len(payable) < len(found):
        left = {one["code"] for one in found} - {one["code"] for one in payable}
        raise NotAllowed(
            *(
                Problem("目前没有可以拨付的补助", where=code, remedy=f"见 jbgs subsidy show {code}")
                for code in sorted(left)
            )
        )
    return payable


def _made(source: Source, wanted: Wanted, key: str, found: Sequence[Project]) -> Made:
    kind = KINDS[key]
    rows = [_row(source, wanted, key, one) for one in found]
    total = sum((row["amount"] for row in rows if "amount" in row), ZERO)
    table = _table(source.policy, kind, rows, total)
    asked = wanted.start or wanted.end
    recorded = None if asked else source.publicity([one["code"] for one in found], key, wanted.day)
    period, start = _period(source.policy, wanted, recorded)
    facts: dict[str, Content] = {
        "项目数": str(len(found)),
        "公示期": period,
        "项目": [_facts(source.policy, one, number) for number, one in enumerate(found, 1)],
        "项目表": table,
        **signed(source.office, start or wanted.day),
    }
    if key == "subsidy":
        facts |= {"补助合计": f"{wan(total)}万元", "补助合计大写": capitals(total)}
    name = f"{kind.name}公示 {wanted.day}"
    letter = Draft(kind.template, f"关于嘉兴市科技项目“揭榜挂帅”{kind.name}的公示", facts)
    shown = [
        {name: money_text(value) if isinstance(value, Decimal) else value for name, value in row.items()}
        for row in rows
    ]
    data: dict[str, Any] = {"of": key, "period": period, "projects": shown, "count": len(rows)}
    data["publicity"] = recorded["id"] if recorded else None
    if key == "subsidy":
        data["total"] = money_text(total)
    notices = () if rows else (f"没有可以公示的{kind.name}",)
    return Made(data, (Paper(name, letter), Paper(name, (table,))) if rows else (), (table,), notices)


def _facts(policy: Policy, project: Project, number: int) -> dict[str, str]:
    kept = ("序号", "编号", "名称", "类型", "需求单位", "揭榜单位", "属地")
    return {name: value for name, value in project_facts(policy, project, number).items() if name in kept}


def _row(source: Source, wanted: Wanted, key: str, project: Project) -> dict[str, Any]:
    inside = project["fields"]
    row: dict[str, Any] = {
        "code": project["code"],
        "title": masked(inside.get("title", "")),
        "track": project["track"],
        "owner": masked(inside.get("owner", "")),
        "winner": masked(project.get("award", {}).get("winner", "")) or None,
        "region": project.get("region"),
    }
    if key == "subsidy":
        owed = source.due(project, wanted.day)
        row |= {"recipient": masked(owed.recipient), "amount": owed.calculation.amount}
        row["region"] = owed.calculation.region or row["region"]
    return row


def _table(policy: Policy, kind: Kind, rows: Sequence[Mapping[str, Any]], total: Decimal) -> Table:
    printed = []
    for number, row in enumerate(rows, 1):
        shown = {
            **row,
            "number": number,
            "track": words.track(policy, row["track"]),
            "region": words.region(policy, row["region"]),
        }
        printed.append(Row(tuple(shown[column.key] for column in kind.columns)))
    if printed and kind.columns[-1] is _AMOUNT:
        printed.append(Row((None, "合计", *[None] * (len(kind.columns) - 3), total), "total"))
    title = f"“揭榜挂帅”{kind.name}一览表"
    return Table(kind.name, title, kind.columns, tuple(printed), empty=f"（没有{kind.name}）")


def _period(policy: Policy, wanted: Wanted, recorded: Publicity | None) -> tuple[str, date | None]:
    """The period in words, and its first day: as asked for, else as recorded, else the office's usual one."""
    if recorded:
        start, end = (date.fromisoformat(day) for day in (recorded["start"], recorded["end"]))
        days = f"（{recorded['days']}个工作日）" if "days" in recorded else ""
        return f"{_from_to(start, end)}{days}", start
    if wanted.start and wanted.end:
        return _from_to(wanted.start, wanted.end), wanted.start
    usual = policy.setting("publicity_days")
    begins = f"自{chinese_date(wanted.start)}起" if wanted.start else "自公示之日起"
    return f"{begins}{usual}个工作日", wanted.start


def _from_to(start: date, end: date) -> str:
    return f"{chinese_date(start)}至{chinese_date(end).removeprefix(f'{start.year}年')}"
