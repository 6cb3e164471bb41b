"""Amounts of a contract as options give them: signed, or in another currency at a rate of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jbgs.commands.base import amount
from jbgs.errors import WrongUsage

if TYPE_CHECKING:
    from decimal import Decimal

MOST_YUAN = 100
"""For one unit of any currency that a contract can be in: a larger rate is a slip of the keyboard."""


def signed(text: str, option: str) -> Decimal:
    """An amount that may be below zero, such as -50万元."""
    from jbgs.values import compact

    written = compact(text)
    if written.startswith("-"):
        return -amount(written[1:], option)
    return amount(text, option)


def in_yuan(total: str, currency: str, foreign: str, rate: str, rate_day: str) -> dict[str, Any]:
    """The amount in yuan as ``total``; a foreign one keeps its amount, the rate and its day beside it."""
    from decimal import Decimal

    from jbgs.commands.base import parse_day
    from jbgs.scalars import is_decimal
    from jbgs.values import money_text, round_fen, yuan_text

    parts = {
        "--currency": currency,
        "--foreign-amount": foreign,
        "--exchange-rate": rate,
        "--rate-day": rate_day,
    }
    if not any(parts.values()):
        if not total:
            raise WrongUsage("缺少选项 --amount", remedy="写明金额，如 --amount 500万元")
        return {"total": money_text(signed(total, "--amount"))}
    if missing := [name for name, value in parts.items() if not value]:
        raise WrongUsage(f"外币合同还缺少 {'、'.join(missing)}")
    if not is_decimal(rate) or Decimal(rate) > MOST_YUAN:
        raise WrongUsage(f"--exchange-rate 的值“{rate}”不是汇率", remedy="写作 6.4601")
    own = signed(foreign, "--foreign-amount")
    converted = round_fen(own * Decimal(rate))
    if total and signed(total, "--amount") != converted:
        raise WrongUsage(f"--amount 与折合金额 {yuan_text(converted)}不符", remedy="外币的可省略 --amount")
    return {
        "total": money_text(converted),
        "currency": currency.upper(),
        "foreign_amount": money_text(own),
        "exchange_rate": rate,
        "rate_day": parse_day(rate_day, "--rate-day").isoformat(),
    }
