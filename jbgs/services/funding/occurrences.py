"""What really occurred under the contracts: payments with their proofs, and what was taken back of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

from jbgs import history
from jbgs.errors import NotFound, Problem
from jbgs.models import Project, StageKey, next_number
from jbgs.registers.contracts import Occurred
from jbgs.services import moves
from jbgs.services.funding.contract_rules import payment_faults, payment_warnings
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.proofs import Paper, attach
from jbgs.values import compact, money_text, yuan_text

SIGNED: tuple[StageKey, ...] = ("contracted", "filed", "approved", "evaluated", "subsidised")
OVER: tuple[StageKey, ...] = ("closed", "terminated")
"""Stages after the work, in which money may still come back."""
PROOFS = {"invoice": "发票", "voucher": "付款凭证"}


def pay_contract(
    office: Office,
    part: str,
    payment: dict[str, Any],
    *,
    reason: str = "",
    papers: Iterable[Paper] = (),
) -> Project:
    """Record what really occurred: one payment with its invoice and bank voucher.

    Refused before the signing, above the contracts' total, for a contract that the project does not
    have, or when the invoice or the voucher was recorded before anywhere in the store.
    """
    with office.batch("contract pay", note=reason) as batch:
        project = cast("Project", batch.get("projects", office.code(part)))
        moves.require(project, SIGNED, "登记合同付款")
        files = attach(batch, papers)
        made = cast("Occurred", history.normal({**payment, **files, "on": office.on.isoformat()}))
        faults = [*payment_faults(project, made), *_days_to_come(office, made), *_proof_taken(batch, made)]
        note = moves.refuse([(project, [*faults, *payment_warnings(project, made)])], reason=reason)
        return _put(batch, project, made, "occurred", note)


def _days_to_come(office: Office, made: Occurred) -> Iterator[Problem]:
    days = (("发票日期", made.get("invoice_day")), ("付款凭证日期", made.get("voucher_day")))
    for label, day in days:
        if day and day > office.today.isoformat():
            yield Problem(f"{label} {day} 在今天（{office.today}）之后", remedy="只能登记已经发生的付款")


def unpay(
    office: Office,
    part: str,
    number: str,
    *,
    reason: str,
    amount: Decimal | None = None,
    proofs: Mapping[str, str] | None = None,
    papers: Iterable[Paper] = (),
) -> Project:
    """Take back a payment, by default all that is left of it: refunded, or entered by mistake.

    It is an entry of its own on ``office.on``. A payment of which nothing is left frees its invoice and
    voucher; what comes of it for the subsidy, the worksheet says.
    """
    with office.batch("contract unpay", note=reason) as batch:
        project = cast("Project", batch.get("projects", office.code(part)))
        moves.require(project, (*SIGNED, *OVER), "冲销合同付款")
        paid, left = _standing(project, number)
        value = left if amount is None else amount
        made: dict[str, Any] = {
            **(proofs or {}),
            **attach(batch, papers),
            **({"contract": paid["contract"]} if "contract" in paid else {}),
            **_abroad(paid, value, left),
            "on": office.on.isoformat(),
            "amount": money_text(-value),
            "reverses": number,
            "reason": reason,
        }
        entry = cast("Occurred", history.normal(made))
        faults = [*_reversal_faults(office, paid, value, left), *_proof_taken(batch, entry)]
        moves.refuse([(project, faults)])
        return _put(batch, project, entry, "reversal", reason)


def _standing(project: Project, number: str) -> tuple[Occurred, Decimal]:
    """A payment and what is left of it after earlier reversals."""
    occurred = project.get("occurred", {})
    if number not in occurred or "reverses" in occurred[number]:
        known = "、".join(key for key, one in occurred.items() if "reverses" not in one) or "无"
        problem = Problem(f"没有第 {number} 笔付款", where=project["code"], remedy=f"现有付款：{known}")
        raise NotFound(problem)
    return occurred[number], _left(occurred, number)


def _left(occurred: Mapping[str, Occurred], number: str) -> Decimal:
    back = (one for one in occurred.values() if one.get("reverses") == number)
    return Decimal(occurred[number]["amount"]) + sum(
        (Decimal(one["amount"]) for one in back), Decimal("0.00")
    )


def _abroad(paid: Occurred, value: Decimal, left: Decimal) -> dict[str, str]:
    """The foreign side of what is taken back: at the payment's own rate, all of it where nothing is left."""
    if "currency" not in paid or value != left or left != Decimal(paid["amount"]):
        return {}
    kept = ("currency", "exchange_rate", "rate_day")
    return {key: cast("Any", paid)[key] for key in kept} | {
        "foreign_amount": money_text(-Decimal(paid["foreign_amount"]))
    }


def _reversal_faults(office: Office, paid: Occurred, value: Decimal, left: Decimal) -> Iterator[Problem]:
    if left <= 0:
        yield Problem("这笔付款已全部冲销", remedy="见 jbgs contract show CODE")
    elif not 0 < value <= left:
        yield Problem(
            f"冲销 {yuan_text(value)}不在这笔付款余下的 {yuan_text(left)}以内", remedy="请核对 --amount"
        )
    elif "currency" in paid and value != Decimal(paid["amount"]):
        yield Problem("外币付款只能整笔冲销", remedy="整笔冲销后，按实际付款重新登记")
    if office.on.isoformat() < paid["on"]:
        yield Problem(f"冲销日期 {office.on} 早于付款日期 {paid['on']}", remedy="请核对 --on")


def _proof_taken(batch: Batch, made: Occurred) -> Iterator[Problem]:
    """An invoice or a voucher proves one payment only, in the whole store."""
    mine = {key: _same(cast("str", made[key])) for key in PROOFS if key in made}  # type: ignore[literal-required]  # two keys of Occurred
    for other in cast("Iterable[Project]", batch.find("projects")):
        occurred = other.get("occurred", {})
        for number, one in occurred.items():
            if "reverses" not in one and _left(occurred, number) == 0:
                continue
            for key, value in mine.items():
                if _same(cast("dict[str, str]", one).get(key, "")) == value:
                    what = f"{PROOFS[key]}“{cast('dict[str, str]', made)[key]}”已登记在 {other['code']}"
                    yield Problem(what, remedy="同一凭证不能重复登记，请核对号码")


def _same(number: str) -> str:
    return compact(number).casefold()


def _put(batch: Batch, project: Project, made: Occurred, kind: str, note: str) -> Project:
    occurred = project.get("occurred", {})
    changed: Project = {**project, "occurred": {**occurred, next_number(occurred): made}}
    batch.put("projects", project["code"], changed, kind, note=note)
    return changed
