"""What is signed, filed, approved, evaluated and paid for a project: the facts behind its subsidy."""

from __future__ import annotations

import sys
from typing import Literal, NotRequired

from jbgs.registers.sources import SourceFile
from jbgs.scalars import Day, Money, Ratio

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    from typing_extensions import TypedDict


class Contract(TypedDict):
    """A technical contract or a supplement to one, whose ``total`` is negative where it cuts the contract.

    ``total`` and ``technology`` (技术交易额) are yuan; a contract in another currency keeps its
    amount, the rate and the day of the rate beside them. ``registration`` is the number of 技术合同认定登记.
    """

    number: str
    name: str
    signed: Day
    total: Money
    technology: NotRequired[Money]
    registration: NotRequired[str]
    supplements: NotRequired[str]
    currency: NotRequired[str]
    foreign_amount: NotRequired[Money]
    exchange_rate: NotRequired[Ratio]
    rate_day: NotRequired[Day]
    party_a: NotRequired[str]
    party_b: NotRequired[str]
    files: NotRequired[list[SourceFile]]


class Filing(TypedDict):
    """备案 with the technology market (二(二)3)."""

    on: Day
    number: str


class Approval(TypedDict):
    """立项: the document (of ``year``) that makes it a city science plan project (三、2)."""

    on: Day
    document: str
    year: NotRequired[int]


class Evaluation(TypedDict):
    """绩效评价, which decides whether ``key`` and ``transfer`` are paid (三、2.(2))."""

    on: Day
    grade: str
    result: Literal["passed", "failed"]
    document: NotRequired[str]
    opinion: NotRequired[str]
    files: NotRequired[list[SourceFile]]


class Occurred(TypedDict):
    """A payment under the contract, proved by invoice and bank voucher; or one taken back (``reverses``).

    What is taken back, refunded or entered by mistake, is an entry of its own with a negative amount,
    on its own day and with its reason: sums over any period are sums of the entries.
    """

    on: Day
    amount: Money
    invoice: NotRequired[str]
    voucher: NotRequired[str]
    contract: NotRequired[str]
    invoice_day: NotRequired[Day]
    voucher_day: NotRequired[Day]
    currency: NotRequired[str]
    foreign_amount: NotRequired[Money]
    exchange_rate: NotRequired[Ratio]
    rate_day: NotRequired[Day]
    reverses: NotRequired[str]
    reason: NotRequired[str]
    files: NotRequired[list[SourceFile]]


class Share(TypedDict):
    """One payer's part of a payment."""

    payer: str
    amount: Money


class Payment(TypedDict):
    """A subsidy payment with its payers' parts; a recovery is one below zero, with its reason.

    The parts always add up to ``amount``, and the payments to what was paid, net of what came back.
    ``confirmed_by`` is the second person.
    """

    on: Day
    amount: Money
    recipient: str
    payers: list[Share]
    document: NotRequired[str]
    reason: NotRequired[str]
    confirmed_by: NotRequired[str]


class OtherFund(TypedDict):
    """Money from another public programme for the same project; whether it is deducted is a setting."""

    on: Day
    source: str
    amount: Money
    document: NotRequired[str]
