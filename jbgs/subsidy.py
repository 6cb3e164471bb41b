"""What subsidy is due: base, rate, cap, earlier payments, split. Pure arithmetic over policy data.

All amounts are yuan. The entitlement is rounded once, half up to the 分; the payers' parts are
whole 分 that always add up to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from jbgs.models import Track
from jbgs.policy import Policy, Rate, Region
from jbgs.values import money_text, round_fen, wan

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
BASES = {"contract": "技术合同额", "occurred": "实际发生技术合同成交额"}
RECIPIENTS = {"owner": "需求单位", "winner": "揭榜单位"}
TIMINGS = {"before": "前资助（立项后拨付）", "after": "后资助（绩效评价通过后拨付）"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working, with the clause that it rests on."""

    label: str
    amount: Decimal
    clause: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one payer pays."""

    payer: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Calculation:
    """A worked-out subsidy; ``amount`` is what is due now, after ``paid_before``."""

    track: Track
    region: str
    on: date
    base: Decimal
    rate: Rate
    paid_before: Decimal
    amount: Decimal
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]

    def as_json(self) -> dict[str, object]:
        """The shape that the command contract gives."""
        return {
            "track": self.track,
            "region": self.region,
            "on": self.on.isoformat(),
            "base": money_text(self.base),
            "rate": ratio_text(self.rate.rate),
            "cap": money_text(self.rate.cap),
            "paid_before": money_text(self.paid_before),
            "amount": money_text(self.amount),
            "recipient": self.rate.recipient,
            "timing": self.rate.timing,
            "payers": [{"payer": part.payer, "amount": money_text(part.amount)} for part in self.parts],
            "steps": [
                {"label": step.label, "amount": money_text(step.amount), "clause": step.clause}
                for step in self.steps
            ],
        }


def calculate(
    policy: Policy,
    track: Track,
    region: Region | None,
    base: Decimal,
    *,
    paid_before: Decimal = ZERO,
    on: date,
) -> Calculation:
    """The subsidy of one project on a day, from its whole ``base`` and all that was paid before (yuan).

    Where the region is not known yet, so are the payers.
    """
    if base < 0 or paid_before < 0:
        raise ValueError("amounts are never negative")
    rate = policy.rate(track, on)
    by_rate = round_fen(base * rate.rate)
    entitled = min(by_rate, rate.cap)
    due = max(entitled - paid_before, ZERO)
    parts = split(due, region) if region else ()
    steps = (
        Step(BASES[rate.base], base, rate.clause),
        Step(f"× {percent(rate.rate)}", by_rate, rate.clause),
        Step(f"不超过 {wan(rate.cap)} 万元", entitled, rate.clause),
        Step("减：以前已拨付", paid_before, rate.clause),
        Step("本次应拨付", due, rate.clause),
        *_split_steps(parts, region),
    )
    return Calculation(track, region.name if region else "", on, base, rate, paid_before, due, parts, steps)


def _split_steps(parts: Sequence[Part], region: Region | None) -> list[Step]:
    if region is None:
        return []
    return [
        Step(f"{part.payer}承担 {percent(payer.share)}", part.amount, region.clause)
        for part, payer in zip(parts, region.payers, strict=True)
    ]


def split(amount: Decimal, region: Region) -> tuple[Part, ...]:
    """An amount in whole 分 by payer; what cannot be divided goes to the region's named side."""
    whole = [(amount * payer.share).quantize(FEN, ROUND_DOWN) for payer in region.payers]
    rest = amount - sum(whole, ZERO)
    return tuple(
        Part(payer.payer, part + rest if payer.payer == region.odd else part)
        for payer, part in zip(region.payers, whole, strict=True)
    )


def total(parts: Sequence[Part]) -> Decimal:
    """The sum of some parts."""
    return sum((part.amount for part in parts), ZERO)


def ratio_text(ratio: Decimal) -> str:
    """A ratio as JSON has it, with two decimals or as many as it needs: 0.5 → 0.50."""
    rounded = ratio.quantize(FEN)
    return f"{rounded if rounded == ratio else ratio:f}"


def percent(ratio: Decimal) -> str:
    """A ratio as people write it: 0.5 → 50%."""
    return f"{(ratio * 100).normalize():f}%"
