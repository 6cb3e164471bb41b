"""Subsidies paid, and the plan of what is due to whom and from whom over a set of projects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from jbgs import subsidy
from jbgs.errors import Problem, WrongUsage
from jbgs.models import Project, next_number
from jbgs.registers.contracts import Payment, Share
from jbgs.reports import subsidy_totals
from jbgs.reports.subsidy_totals import Entry
from jbgs.services import moves
from jbgs.services.funding.dues import Due, due, paid, paying_region
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.papers import publicities
from jbgs.subsidy import ZERO, Part
from jbgs.values import compact, money_text, yuan_text

__all__ = [
    "Due",
    "Plan",
    "due",
    "entries",
    "paid",
    "pay",
    "payer_name",
    "paying_region",
    "plan",
    "put_payment",
]


def payer_name(office: Office, text: str) -> str:
    """The payer that a user named: a region by any of its spellings, or a payer as the policy has it."""
    known = dict.fromkeys(payer.payer for region in office.policy.regions for payer in region.payers)
    if text.strip() in known:
        return text.strip()
    region = office.policy.find_region(text)
    if region and region.name in known:
        return region.name
    raise WrongUsage(f"没有“{text}”这个承担方", remedy=f"可用：{'、'.join(known)}")


def pay(
    office: Office,
    part: str,
    *,
    amount: Decimal | None = None,
    recipient: str = "",
    document: str = "",
    payer: str = "",
    reason: str = "",
    confirmed_by: str = "",
) -> Payment:
    """Record a subsidy payment, by default of all that is due; refused with every reason against it.

    With ``payer`` (as ``payer_name`` gives it) that payer alone pays, by default all that it owes. A
    publicity for it that has not ended, or with objections unsettled, needs a ``reason``. Above
    the office's limit (setting ``confirm_above``, yuan) a second person must have confirmed it.
    """
    with office.batch("subsidy pay", note=reason) as batch:
        project = cast("Project", batch.get("projects", office.code(part)))
        owed = due(office, project)
        limit = _limit(owed, payer)
        value = limit if amount is None else amount
        faults = [*_pay_faults(owed, value, limit, recipient, payer), *_paid_too_early(owed, office.on)]
        faults += publicities.against(batch, project["code"], "subsidy", office.on)
        faults += _unconfirmed(office, value, confirmed_by)
        note = moves.refuse([(project, [*owed.waiting, *faults])], reason=reason)
        made = _payment(office, owed, _parts(owed, value, payer), document)
        if confirmed_by:
            made["confirmed_by"] = confirmed_by
        return put_payment(batch, project, made, "payment", note)


def _limit(owed: Due, payer: str) -> Decimal:
    """What may be paid now, by all or by one payer: never more than is due altogether."""
    due_now = owed.calculation.amount
    if not payer:
        return due_now
    mine = (one.owed for one in owed.calculation.standings if one.payer == payer)
    return min(next(mine, ZERO), due_now)


def _pay_faults(owed: Due, amount: Decimal, limit: Decimal, recipient: str, payer: str) -> Iterator[Problem]:
    clause = owed.calculation.rate.clause
    payers = [one.payer for one in owed.calculation.standings if one.share]
    if payer and owed.region and payer not in payers:
        known = "、".join(payers) or "无"
        yield Problem(f"“{payer}”不承担这个项目的补助", remedy=f"承担方：{known}", clause=owed.region.clause)
    elif limit == 0:
        yield Problem(f"目前没有{payer}应拨付的补助", remedy="见 jbgs subsidy show CODE", clause=clause)
    elif not 0 < amount <= limit:
        text = f"{payer}拨付 {yuan_text(amount)}不在应拨付的 {yuan_text(limit)}以内"
        yield Problem(text, remedy="见 jbgs subsidy show CODE", clause=clause)
    if recipient and recipient != owed.recipient:
        yield Problem(f"补助对象应为“{owed.recipient}”，不是“{recipient}”", clause=clause)


def _paid_too_early(owed: Due, on: date) -> list[Problem]:
    """A payment before the day that opened the way to it: the approval, or the evaluation."""
    key, label = (
        ("approval", "立项") if owed.calculation.rate.timing == "before" else ("evaluation", "绩效评价")
    )
    opened = cast("dict[str, Any]", owed.project).get(key, {}).get("on", "")
    if on.isoformat() >= opened:
        return []
    return [Problem(f"拨付日期 {on} 早于{label}之日 {opened}", remedy="请核对 --on 日期")]


def _parts(owed: Due, amount: Decimal, payer: str) -> list[Part]:
    if payer or owed.region is None:
        return [Part(payer, amount)]
    return list(subsidy.allot(amount, owed.region, owed.calculation.standings))


def _unconfirmed(office: Office, amount: Decimal, second: str) -> list[Problem]:
    """Two people for a payment above the office's limit; whoever is named beside the operator is another."""
    limit = int(office.policy.setting("confirm_above"))
    if second and compact(second) == compact(office.by):
        return [Problem(f"复核人“{second}”就是经办人", remedy="请由另一人复核：--confirmed-by 姓名")]
    if limit and amount > limit and not second:
        text = f"拨付 {yuan_text(amount)}超过 {yuan_text(Decimal(limit))}，须由另一人复核"
        return [Problem(text, remedy="加上 --confirmed-by 复核人姓名")]
    return []


def _payment(office: Office, owed: Due, parts: Sequence[Part], document: str) -> Payment:
    shares = [Share(payer=one.payer, amount=money_text(one.amount)) for one in parts if one.amount]
    made = Payment(
        on=office.on.isoformat(),
        amount=money_text(subsidy.total(parts)),
        recipient=owed.recipient,
        payers=shares,
    )
    if document:
        made["document"] = document
    return made


def put_payment(batch: Batch, project: Project, made: Payment, kind: str, note: str) -> Payment:
    """Write a payment, or a recovery, on a project; the first payment moves it on."""
    payments = project.get("payments", {})
    changed: Project = {**project, "payments": {**payments, next_number(payments): made}}
    onward = kind == "payment" and project["stage"] != "subsidised"
    moves.put_fact(batch, changed, kind, "subsidised" if onward else None, note=note)
    return made


def plan(office: Office, projects: Iterable[Project], *, waiting: bool = False) -> Plan:
    """The subsidy plan of some projects: what can be paid now, or with ``waiting`` all that is foreseen.

    What is to be recovered stands apart, whatever stage the project is in.
    """
    every = [due(office, one) for one in projects if "contracts" in one]
    dues = [one for one in every if one.payable or (waiting and one.calculation.amount > 0)]
    return Plan(tuple(dues), tuple(one for one in every if one.recoverable))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is due over a set of projects, how it adds up, and what is to be recovered."""

    dues: tuple[Due, ...]
    recoveries: tuple[Due, ...] = ()

    @property
    def total(self) -> Decimal:
        """All that is due, yuan."""
        return sum((one.calculation.amount for one in self.dues), ZERO)

    @property
    def recoverable(self) -> Decimal:
        """All that is to be recovered, yuan."""
        return sum((one.recoverable for one in self.recoveries), ZERO)

    def as_json(self) -> dict[str, Any]:
        """What ``subsidy plan --json`` prints."""
        owed, back = self.by_payer(), self.recoverable_by_payer()
        return {
            "projects": [one.as_json() for one in self.dues],
            "by_payer": {payer: money_text(value) for payer, value in owed.items()},
            "total": money_text(self.total),
            "count": len(self.dues),
            "recoveries": [one.as_json() for one in self.recoveries],
            "recoverable_by_payer": {payer: money_text(value) for payer, value in back.items()},
            "recoverable": money_text(self.recoverable),
        }

    def by_payer(self) -> dict[str, Decimal]:
        """What each payer owes now; the values add up to ``total``."""
        return _by_payer(part for one in self.dues for part in one.due_parts())

    def recoverable_by_payer(self) -> dict[str, Decimal]:
        """What each payer takes back; the values add up to ``recoverable``."""
        return _by_payer(part for one in self.recoveries for part in one.over_parts())


def entries(office: Office, projects: Iterable[Project]) -> Iterator[Entry]:
    """Every payer's part of every payment and recovery of some projects, for ``subsidy_totals``."""
    return subsidy_totals.entries(projects, lambda project: _region_of(office, project))


def _region_of(office: Office, project: Project) -> str:
    region, _ = paying_region(office, project)
    return region.name if region else "（属地未定）"


def _by_payer(parts: Iterable[Part]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for part in parts:
        sums[part.payer] = sums.get(part.payer, ZERO) + part.amount
    return sums
