"""Subsidy money that comes back, and money from other public programmes for the same project."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from jbgs.errors import Problem
from jbgs.models import Project, next_number
from jbgs.registers.contracts import OtherFund, Payment, Share
from jbgs.services import moves
from jbgs.services.funding.dues import Due, account, due
from jbgs.services.funding.money import put_payment
from jbgs.services.office import Office
from jbgs.subsidy import ZERO, Part, Standing, take_back
from jbgs.values import money_text, yuan_text


def recover(
    office: Office,
    part: str,
    *,
    reason: str,
    amount: Decimal | None = None,
    payer: str = "",
    document: str = "",
) -> Payment:
    """Record that paid subsidy came back to ``payer``, or to each its part; by default all that should.

    Never more than was paid, in total or by one payer. More than the worksheet asks for is practice's own
    decision, which ``reason`` explains.
    """
    with office.batch("subsidy recover", note=reason) as batch:
        project = cast("Project", batch.get("projects", office.code(part)))
        owed = due(office, project)
        parts = _parts(owed, amount, payer)
        note = moves.refuse([(project, _faults(office, owed, parts, amount))], reason=reason)
        made = Payment(
            on=office.on.isoformat(),
            amount=money_text(-sum((one.amount for one in parts), ZERO)),
            recipient=_recipient(project, owed),
            payers=[Share(payer=one.payer, amount=money_text(-one.amount)) for one in parts if one.amount],
            reason=reason,
        )
        if document:
            made["document"] = document
        return put_payment(batch, project, made, "recovery", note)


def _recipient(project: Project, owed: Due) -> str:
    """Who was paid gives it back."""
    paid = [one["recipient"] for one in project["payments"].values()]
    return owed.recipient if owed.recipient in paid else paid[-1]


def _parts(owed: Due, amount: Decimal | None, payer: str) -> list[Part]:
    """What comes back to each payer, or all to one; what was never paid, ``_faults`` tells."""
    over = {one.payer: one.amount for one in owed.over_parts()}
    if payer:
        return [Part(payer, over.get(payer, ZERO) if amount is None else amount)]
    mine = account(owed.project)
    standings = owed.calculation.standings or tuple(Standing(p, ZERO, mine.net(p)) for p in mine.paid)
    value = owed.recoverable if amount is None else amount
    if not 0 < value <= mine.total:
        return [Part(name, value) for name in list(mine.paid)[:1]]
    return list(take_back(value, owed.region, standings))


def _faults(office: Office, owed: Due, parts: list[Part], amount: Decimal | None) -> Iterator[Problem]:
    mine, total = account(owed.project), sum((one.amount for one in parts), ZERO)
    remedy = "见 jbgs subsidy show CODE"
    if not mine.paid:
        yield Problem("没有拨付过补助", remedy=remedy)
        return
    if total <= 0:
        what = "目前没有应收回的补助" if amount is None else "收回金额须大于零"
        yield Problem(what, remedy=f"{remedy}；确需收回的写明 --amount")
    for one in parts:
        if one.amount > 0 and one.amount > mine.net(one.payer):
            what = f"{one.payer}收回 {yuan_text(one.amount)}超过其已拨付的 {yuan_text(mine.net(one.payer))}"
            yield Problem(what, remedy=remedy)
    if total > owed.recoverable:
        what = f"收回 {yuan_text(total)}超过应收回的 {yuan_text(owed.recoverable)}"
        yield Problem(what, level="warning", remedy=remedy)
    last = max(one["on"] for one in owed.project["payments"].values())
    if office.on.isoformat() < last:
        yield Problem(f"收回日期 {office.on} 早于最近一次拨付 {last}", remedy="请核对 --on 日期")


def add_other_fund(office: Office, part: str, fund: OtherFund, *, reason: str = "") -> Project:
    """Record money from another public programme for a project; the same twice only with a reason.

    It is deducted where the office set ``other_public_money`` so.
    """
    with office.batch("subsidy other", note=reason) as batch:
        project = cast("Project", batch.get("projects", office.code(part)))
        note = moves.refuse([(project, _fund_faults(project, fund))], reason=reason)
        funds = project.get("other_funds", {})
        changed: Project = {**project, "other_funds": {**funds, next_number(funds): fund}}
        batch.put("projects", project["code"], changed, "other_fund", note=note)
        return changed


def _fund_faults(project: Project, fund: OtherFund) -> Iterator[Problem]:
    if Decimal(fund["amount"]) <= 0:
        yield Problem("金额须大于零", remedy="请核对 --amount；错登的用 jbgs undo")
    same = ("source", "amount", "document")
    for one in project.get("other_funds", {}).values():
        if all(one.get(key) == fund.get(key) for key in same):
            what = f"“{fund['source']}”的 {yuan_text(fund['amount'])}已于 {one['on']} 登记过"
            yield Problem(what, level="warning", remedy="请核对是否重复")
