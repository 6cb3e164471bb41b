"""What subsidy each project is due, from whom and to whom, and what was paid of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from jbgs import subsidy
from jbgs.errors import Problem
from jbgs.models import Payment, Project, Share, StageKey, next_number
from jbgs.policy import Region
from jbgs.services import moves
from jbgs.services.contracts import contract_total, occurred_total, technology_total
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.subsidy import ZERO, Calculation
from jbgs.values import compact, money_text, yuan_text
from jbgs.workflow import NEEDS

PAYABLE: dict[str, tuple[StageKey, ...]] = {
    "before": ("approved", "subsidised", "evaluated"),
    "after": ("evaluated", "subsidised"),
}
"""From which stages a subsidy can be paid, by the rate's timing."""


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

    @property
    def payable(self) -> bool:
        """Whether something is due and nothing stands in the way."""
        return not self.waiting and self.calculation.amount > 0

    def as_json(self) -> dict[str, Any]:
        """The worksheet: the calculation, the figures behind it, and what it waits for."""
        return self.calculation.as_json() | {
            "code": self.project["code"],
            "title": self.project["fields"].get("title"),
            "region": self.calculation.region or None,
            "recipient_name": self.recipient or None,
            "contract_total": money_text(self.contract_total),
            "technology_total": money_text(self.technology),
            "occurred_total": money_text(self.occurred),
            "payable": self.payable,
            "waiting": [{"what": p.what, "fix": p.remedy, "clause": p.clause} for p in self.waiting],
        }


def due(office: Office, project: Project) -> Due:
    """What a project is due: from its contracts, what occurred, and what was paid before."""
    approval = project.get("approval")
    by_approval = office.policy.setting("dated_by") == "approval"
    dated = date.fromisoformat(approval["on"]) if approval and by_approval else office.on
    rate = office.policy.rate(project["track"], dated)
    total, occurred = contract_total(project), occurred_total(project)
    technology = technology_total(project)
    contract_base = technology if office.policy.setting("contract_base") == "technology" else total
    base = contract_base if rate.base == "contract" else occurred
    region, problems = paying_region(office, project)
    calculation = subsidy.calculate(
        office.policy, project["track"], region, base, paid_before=paid(project), on=dated
    )
    recipient = (
        project["fields"].get("owner", "")
        if rate.recipient == "owner"
        else project.get("award", {}).get("winner", "")
    )
    problems += _waiting(project, rate.timing, rate.clause)
    waiting = tuple(moves.addressed(one, project) for one in problems)
    return Due(project, calculation, recipient, total, technology, occurred, waiting)


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
    """What was paid of a project's subsidy so far, yuan."""
    return sum((Decimal(one["amount"]) for one in project.get("payments", {}).values()), ZERO)


def pay(
    office: Office,
    part: str,
    *,
    amount: Decimal | None = None,
    recipient: str = "",
    document: str = "",
    confirmed_by: str = "",
) -> Payment:
    """Record a subsidy payment, by default of all that is due; refused with every reason against it.

    Above the office's limit (setting ``confirm_above``, yuan) a second person must have confirmed it.
    """
    with office.batch("subsidy pay") as batch:
        project = cast("Project", batch.get("projects", office.code(part)))
        owed = due(office, project)
        value = owed.calculation.amount if amount is None else amount
        faults = [*_pay_faults(owed, value, recipient), *_paid_too_early(owed, office.on)]
        faults += _unconfirmed(office, value, confirmed_by)
        moves.refuse([(project, [*owed.waiting, *faults])])
        made = _payment(office, owed, value, document)
        if confirmed_by:
            made["confirmed_by"] = confirmed_by
        return _put_payment(batch, project, made)


def _pay_faults(owed: Due, amount: Decimal, recipient: str) -> list[Problem]:
    found = []
    limit = owed.calculation.amount
    clause = owed.calculation.rate.clause
    if limit == 0:
        found.append(Problem("目前没有应拨付的补助", remedy="见 jbgs subsidy show CODE", clause=clause))
    elif not 0 < amount <= limit:
        text = f"拨付 {yuan_text(amount)}不在应拨付的 {yuan_text(limit)}以内"
        found.append(Problem(text, remedy="见 jbgs subsidy show CODE", clause=clause))
    if recipient and recipient != owed.recipient:
        found.append(Problem(f"补助对象应为“{owed.recipient}”，不是“{recipient}”", clause=clause))
    return found


def _paid_too_early(owed: Due, on: date) -> list[Problem]:
    """A payment before the day that opened the way to it: the approval, or the evaluation."""
    key, label = (
        ("approval", "立项") if owed.calculation.rate.timing == "before" else ("evaluation", "绩效评价")
    )
    opened = cast("dict[str, Any]", owed.project).get(key, {}).get("on", "")
    if on.isoformat() >= opened:
        return []
    return [Problem(f"拨付日期 {on} 早于{label}之日 {opened}", remedy="请核对 --on 日期")]


def _unconfirmed(office: Office, amount: Decimal, second: str) -> list[Problem]:
    """Two people for a payment above the office's limit; whoever is named beside the operator is another."""
    limit = int(office.policy.setting("confirm_above"))
    if second and compact(second) == compact(office.by):
        return [Problem(f"复核人“{second}”就是经办人", remedy="请由另一人复核：--confirmed-by 姓名")]
    if limit and amount > limit and not second:
        text = f"拨付 {yuan_text(amount)}超过 {yuan_text(Decimal(limit))}，须由另一人复核"
        return [Problem(text, remedy="加上 --confirmed-by 复核人姓名")]
    return []


def _payment(office: Office, owed: Due, amount: Decimal, document: str) -> Payment:
    region, _ = paying_region(office, owed.project)
    parts = subsidy.split(amount, region) if region else ()
    shares = [Share(payer=part.payer, amount=money_text(part.amount)) for part in parts]
    made = Payment(
        on=office.on.isoformat(), amount=money_text(amount), recipient=owed.recipient, payers=shares
    )
    if document:
        made["document"] = document
    return made


def _put_payment(batch: Batch, project: Project, made: Payment) -> Payment:
    payments = project.get("payments", {})
    changed: Project = {**project, "payments": {**payments, next_number(payments): made}}
    moves.put_fact(batch, changed, "payment", "subsidised" if project["stage"] != "subsidised" else None)
    return made


@dataclass(frozen=True, slots=True)
class Plan:
    """What is due over a set of projects, and how it adds up."""

    dues: tuple[Due, ...]

    @property
    def total(self) -> Decimal:
        """All that is due, yuan."""
        return sum((one.calculation.amount for one in self.dues), ZERO)

    def by_payer(self) -> dict[str, Decimal]:
        """What each payer owes; the values add up to ``total``."""
        found: dict[str, Decimal] = {}
        for one in self.dues:
            for part in one.calculation.parts:
                found[part.payer] = found.get(part.payer, ZERO) + part.amount
        return found


def plan(office: Office, projects: Iterable[Project], *, waiting: bool = False) -> Plan:
    """The subsidy plan of some projects: what can be paid now, or with ``waiting`` all that is foreseen."""
    dues = (due(office, one) for one in projects if "contracts" in one)
    return Plan(tuple(one for one in dues if one.payable or (waiting and one.calculation.amount > 0)))
