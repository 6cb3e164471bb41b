"""What each project is due and why: its base, what takes it away, who pays, and what each payer paid.

A step rests on the policy's clause, or on the office's own setting where the policy says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jbgs import subsidy
from jbgs.errors import Problem
from jbgs.models import Project, StageKey
from jbgs.policy import Policy, Rate, Region
from jbgs.services import moves
from jbgs.services.funding.contract_rules import (
    contract_total,
    occurred_total,
    party,
    technology_total,
    within_contract,
)
from jbgs.services.office import Office
from jbgs.subsidy import ZERO, Account, Calculation, Part, Step
from jbgs.values import money_text, yuan_text
from jbgs.workflow import NEEDS

PAYABLE: dict[str, tuple[StageKey, ...]] = {
    "before": ("approved", "subsidised", "evaluated"),
    "after": ("evaluated", "subsidised"),
}
"""From which stages a subsidy can be paid, by the rate's timing."""
UNKNOWN = "（承担方未定）"
"""Stands for the payers of a project whose region is not on record."""
Worked = tuple[Decimal, list[Step]]
"""The entitlement and its working."""


@dataclass(frozen=True, slots=True)
class Due:
    """One project's subsidy; ``payable`` says whether it may be paid now, ``waiting`` why not."""

    project: Project
    calculation: Calculation
    recipient: str
    contract_total: Decimal
    technology: Decimal
    occurred: Decimal
    waiting: tuple[Problem, ...]
    region: Region | None = None

    @property
    def payable(self) -> bool:
        """Whether something is due and nothing stands in the way."""
        return not self.waiting and self.calculation.amount > 0

    @property
    def recoverable(self) -> Decimal:
        """What was paid beyond what the payers have to pay, and comes back to them, yuan."""
        return self.calculation.recoverable

    def due_parts(self) -> Iterator[Part]:
        """What each payer owes now; the parts add up to what is due."""
        if self.region is None and self.calculation.amount:
            yield Part(UNKNOWN, self.calculation.amount)
        yield from (part for part in self.calculation.parts if part.amount)

    def over_parts(self) -> Iterator[Part]:
        """What each payer takes back; the parts add up to what is to be recovered."""
        if self.region is None and self.recoverable:
            yield Part(UNKNOWN, self.recoverable)
        yield from (Part(one.payer, one.over) for one in self.calculation.standings if one.over)

    def as_json(self) -> dict[str, Any]:
        """The worksheet: the calculation, the figures behind it, and what it waits for."""
        made = self.calculation
        return made.as_json() | {
            "code": self.project["code"],
            "title": self.project["fields"].get("title"),
            "region": made.region or None,
            "recipient_name": self.recipient or None,
            "contract_total": money_text(self.contract_total),
            "technology_total": money_text(self.technology),
            "occurred_total": money_text(self.occurred),
            "entitled": money_text(made.entitled),
            "recoverable": money_text(self.recoverable),
            "by_payer": [
                {
                    "payer": one.payer,
                    "share": money_text(one.share),
                    "paid": money_text(one.paid),
                    "owed": money_text(one.owed),
                    "recoverable": money_text(one.over),
                }
                for one in made.standings
            ],
            "payable": self.payable,
            "waiting": [{"what": p.what, "fix": p.remedy, "clause": p.clause} for p in self.waiting],
        }


def due(office: Office, project: Project) -> Due:
    """What a project is due: from its contracts, what occurred, and what was paid before."""
    approval = project.get("approval")
    by_approval = office.policy.setting("dated_by") == "approval"
    dated = date.fromisoformat(approval["on"]) if approval and by_approval else office.on
    rate = office.policy.rate(project["track"], dated)
    base, worked = entitlement(office.policy, project, rate)
    region, problems = paying_region(office, project)
    made = subsidy.settle(project["track"], rate, region, base, worked, account(project), on=dated)
    problems += _waiting(project, rate.timing, rate.clause)
    return Due(
        project,
        made,
        party(project, rate.recipient),
        contract_total(project),
        technology_total(project),
        occurred_total(project),
        tuple(moves.addressed(one, project) for one in problems),
        region,
    )


def paying_region(office: Office, project: Project) -> tuple[Region | None, list[Problem]]:
    """Whose government pays: for ``transfer`` that of the winner, else that of the project (三、2)."""
    name = project.get("award", {}).get("region") if project["track"] == "transfer" else project.get("region")
    found = office.policy.find_region(name) if name else None
    if found:
        return found, []
    if project["track"] == "transfer":
        bidder = project.get("award", {}).get("intent", "揭榜单位")
        remedy = f"jbgs intent award CODE {bidder} --grounds 依据 --region 县（市、区）"
        return None, [Problem("揭榜企业属地未登记", remedy=remedy, clause="三、2")]
    return None, [
        Problem("项目属地未登记", remedy="jbgs edit CODE region=县（市、区） --reason 理由", clause="三、2")
    ]


def _waiting(project: Project, timing: str, clause: str) -> list[Problem]:
    """Why a subsidy cannot be paid yet."""
    found = []
    if "approval" not in project:
        found.append(Problem("尚未立项", remedy=NEEDS["approval"].remedy, clause="三、2"))
    elif project["stage"] not in PAYABLE[timing]:
        found.append(Problem("尚未到可以拨付的阶段", remedy="见 jbgs stages", clause=clause))
    if timing == "after" and project.get("evaluation", {}).get("result") != "passed":
        found.append(Problem("绩效评价尚未通过", remedy=NEEDS["evaluation"].remedy, clause=clause))
    return found


def paid(project: Project) -> Decimal:
    """What was paid of a project's subsidy so far, less what came back, yuan."""
    return account(project).total


def over_paid(office: Office, project: Project, *, stage: StageKey | None = None) -> list[Problem]:
    """The hint that subsidy was paid beyond what a project (in ``stage``) is still entitled to."""
    now: Project = {**project, "stage": stage or project["stage"]}
    if "payments" not in project or not (value := due(office, now).recoverable):
        return []
    what, remedy = f"已拨补助应收回 {yuan_text(value)}", f"jbgs subsidy show {project['code']}"
    return [Problem(what, where=project["code"], remedy=remedy, level="warning")]


def account(project: Project) -> Account:
    """What each payer paid and took back."""
    sides: tuple[dict[str, Decimal], dict[str, Decimal]] = ({}, {})
    for one in project.get("payments", {}).values():
        for share in one["payers"]:
            value = Decimal(share["amount"])
            side = sides[value < 0]
            side[share["payer"]] = side.get(share["payer"], ZERO) + abs(value)
    return Account(*sides)


def entitlement(policy: Policy, project: Project, rate: Rate) -> tuple[Decimal, Worked]:
    """The base of a project's subsidy, and what it is entitled to over its whole life, yuan."""
    base, before = _base(policy, project, rate)
    entitled, steps = subsidy.entitlement(rate, base, before=before)
    if lost := _lost(policy, project, rate, entitled):
        return base, subsidy.entitlement(rate, base, before=before, deducted=[lost])
    if policy.setting("other_public_money") == "deduct" and "other_funds" in project:
        clause = basis("other_public_money")
        deducted = [
            Step(f"减：其他财政资金（{one['source']}）", Decimal(one["amount"]), clause)
            for one in project["other_funds"].values()
        ]
        return base, subsidy.entitlement(rate, base, before=before, deducted=deducted)
    return base, (entitled, steps)


def basis(setting: str) -> str:
    """How a step says that it rests on an office's setting."""
    return f"设定 {setting}"


def _base(policy: Policy, project: Project, rate: Rate) -> tuple[Decimal, list[Step]]:
    """The base, and the lines that explain one which is not simply what was signed or paid."""
    total, occurred, within = contract_total(project), occurred_total(project), within_contract(project)
    by_technology = policy.setting("contract_base") == "technology"
    signed = technology_total(project) if by_technology else total
    if rate.base == "occurred":
        if within == occurred:
            return occurred, []
        return within, [Step("累计付款", occurred, rate.clause), Step("以合同总额为限", within, rate.clause)]
    if project["stage"] == "terminated" and within < signed:
        clause = basis("after_termination")
        return within, [Step("合同额", signed, rate.clause), Step("项目终止，按实际发生额", within, clause)]
    return signed, []


def _lost(policy: Policy, project: Project, rate: Rate, entitled: Decimal) -> Step | None:
    """What takes the whole entitlement away."""
    if project["stage"] == "terminated" and policy.setting("after_termination") == "none":
        return Step("减：项目已终止，不再享受", entitled, basis("after_termination"))
    if rate.timing == "after" and project.get("evaluation", {}).get("result") == "failed":
        return Step("减：绩效评价未通过，不予补助", entitled, rate.clause)
    return None
