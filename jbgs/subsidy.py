"""What subsidy is due: base, rate, cap, earlier payments, split. Pure arithmetic over policy data.

All amounts are yuan. The entitlement is rounded once, half up to the 分; the payers' parts are
whole 分 that always add up to it. Over several instalments, what each payer has paid in the end is its
part of the whole: what it owes is its share of the entitlement less what it paid, so no odd 分 drifts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
class Account:
    """What the payers paid of one project's subsidy and took back, by payer, neither below zero."""

    paid: Mapping[str, Decimal] = field(default_factory=dict)
    recovered: Mapping[str, Decimal] = field(default_factory=dict)

    def net(self, payer: str) -> Decimal:
        """What one payer has paid, less what it took back."""
        return self.paid.get(payer, ZERO) - self.recovered.get(payer, ZERO)

    @property
    def total(self) -> Decimal:
        """What all have paid, less what came back."""
        return sum(self.paid.values(), ZERO) - sum(self.recovered.values(), ZERO)


@dataclass(frozen=True, slots=True)
class Standing:
    """One payer's side of a subsidy: its share of the entitlement, and what it paid net of recoveries."""

    payer: str
    share: Decimal
    paid: Decimal

    @property
    def owed(self) -> Decimal:
        """What it has still to pay."""
        return max(self.share - self.paid, ZERO)

    @property
    def over(self) -> Decimal:
        """What it has paid beyond its share and takes back."""
        return max(self.paid - self.share, ZERO)


@dataclass(frozen=True, slots=True)
class Calculation:
    """A worked-out subsidy; ``amount`` is what is due now, after ``paid_before`` (net of recoveries)."""

    track: Track
    region: str
    on: date
    base: Decimal
    rate: Rate
    paid_before: Decimal
    amount: Decimal
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
    entitled: Decimal = ZERO
    standings: tuple[Standing, ...] = ()

    @property
    def recoverable(self) -> Decimal:
        """What the payers have paid beyond their shares; where they are not known, beyond the entitlement."""
        if not self.standings:
            return max(self.paid_before - self.entitled, ZERO)
        return sum((one.over for one in self.standings), ZERO)

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

    Who paid it is not known, so the payers share what is due. Where the region is not known yet, neither
    are the payers.
    """
    if base < 0 or paid_before < 0:
        raise ValueError("amounts are never negative")
    rate = policy.rate(track, on)
    entitled, steps = entitlement(rate, base)
    due = max(entitled - paid_before, ZERO)
    parts = split(due, region) if region else ()
    steps += [
        Step("减：以前已拨付", paid_before, rate.clause),
        Step("本次应拨付", due, rate.clause),
        *_split_steps(parts, region),
    ]
    name = region.name if region else ""
    return Calculation(track, name, on, base, rate, paid_before, due, parts, tuple(steps), entitled)


def entitlement(
    rate: Rate, base: Decimal, *, before: Sequence[Step] = (), deducted: Sequence[Step] = ()
) -> tuple[Decimal, list[Step]]:
    """What a project is entitled to over its whole life, rounded once, and its working.

    ``before`` explains how the base came about; ``deducted`` is what is taken off after the cap, at most
    all of it.
    """
    by_rate = round_fen(base * rate.rate)
    entitled = min(by_rate, rate.cap)
    steps = [
        *before,
        Step(BASES[rate.base], base, rate.clause),
        Step(f"× {percent(rate.rate)}", by_rate, rate.clause),
        Step(f"不超过 {wan(rate.cap)} 万元", entitled, rate.clause),
    ]
    if deducted:
        entitled = max(entitled - sum((one.amount for one in deducted), ZERO), ZERO)
        steps += [*deducted, Step("扣除后应享受", entitled, deducted[0].clause)]
    return entitled, steps


def settle(
    track: Track,
    rate: Rate,
    region: Region | None,
    base: Decimal,
    worked: tuple[Decimal, list[Step]],
    account: Account,
    *,
    on: date,
) -> Calculation:
    """What is due now of a worked-out ``entitlement``, by payer, from what each paid and took back before.

    What is due never exceeds the entitlement less all that was paid, even where one payer owes more
    than that because another paid too much.
    """
    entitled, steps = worked
    due = max(entitled - account.total, ZERO)
    standings = _standings(entitled, region, account)
    parts = allot(due, region, standings) if region else ()
    steps = [*steps, Step("减：以前已拨付", sum(account.paid.values(), ZERO), rate.clause)]
    if account.recovered:
        steps.append(Step("加：已收回", sum(account.recovered.values(), ZERO), rate.clause))
    steps.append(Step("本次应拨付", due, rate.clause))
    name = region.name if region else ""
    made = Calculation(track, name, on, base, rate, account.total, due, parts, (), entitled, standings)
    if made.recoverable:
        steps.append(Step("应收回", made.recoverable, rate.clause))
    apart = account.paid and len(standings) > 1
    steps += _payer_steps(made, region) if apart else _split_steps(parts, region)
    return replace(made, steps=tuple(steps))


def _standings(entitled: Decimal, region: Region | None, account: Account) -> tuple[Standing, ...]:
    """The region's payers, then any that paid before and is none of them now."""
    if region is None:
        return ()
    mine = tuple(Standing(p.payer, p.amount, account.net(p.payer)) for p in split(entitled, region))
    known = {one.payer for one in mine}
    others = tuple(Standing(payer, ZERO, account.net(payer)) for payer in account.paid if payer not in known)
    return mine + others


def allot(amount: Decimal, region: Region, standings: Sequence[Standing]) -> tuple[Part, ...]:
    """An amount by payer, none paying more than it owes: so that all together have paid by their shares.

    With one or two payers, as long as all pay together, what each has paid is always the ``split`` of
    what all have paid. ``ValueError`` where the payers do not owe that much.
    """
    by_payer = {one.payer: one for one in standings}
    mine = [by_payer[payer.payer] for payer in region.payers]
    reached = amount + sum((one.paid for one in mine), ZERO)
    shares = {part.payer: part.amount for part in split(reached, region)}
    wanted = {one.payer: shares[one.payer] - one.paid for one in mine}
    return _fitted(amount, wanted, {one.payer: one.owed for one in mine}, region.odd)


def take_back(amount: Decimal, region: Region | None, standings: Sequence[Standing]) -> tuple[Part, ...]:
    """An amount that comes back, by payer: none takes back more than it paid too much, while that suffices.

    ``ValueError`` where the payers have not paid that much.
    """
    beyond = amount > sum((one.over for one in standings), ZERO)
    limits = {one.payer: one.paid if beyond else one.over for one in standings}
    left = sum((one.paid for one in standings), ZERO) - amount
    shares = {part.payer: part.amount for part in split(max(left, ZERO), region)} if region else {}
    wanted = {one.payer: one.paid - shares.get(one.payer, ZERO) for one in standings}
    return _fitted(amount, wanted, limits, region.odd if region else "")


def _fitted(
    amount: Decimal, wanted: Mapping[str, Decimal], limits: Mapping[str, Decimal], odd: str
) -> tuple[Part, ...]:
    """Parts as near as can be to those wanted that lie within the limits and add up to the amount."""
    if amount > sum(limits.values(), ZERO):
        raise ValueError("more than the payers' limits")
    parts = {payer: min(max(part, ZERO), limits[payer]) for payer, part in wanted.items()}
    rest = amount - sum(parts.values(), ZERO)
    for payer in sorted(parts, key=lambda one: one != odd):
        part = parts[payer]
        parts[payer] = min(max(part + rest, ZERO), limits[payer])
        rest -= parts[payer] - part
    return tuple(Part(payer, part) for payer, part in parts.items())


def _payer_steps(made: Calculation, region: Region | None) -> list[Step]:
    """Each payer's line: its share, what it paid, what is left, or what it takes back."""
    if region is None:
        return []
    due = {part.payer: part.amount for part in made.parts}
    share = {payer.payer: percent(payer.share) for payer in region.payers}
    steps = []
    for one in made.standings:
        steps += [
            Step(f"{one.payer}应承担 {share.get(one.payer, '0%')}", one.share, region.clause),
            Step(f"减：{one.payer}已拨付", one.paid, region.clause),
            Step(f"{one.payer}本次应拨付", due.get(one.payer, ZERO), region.clause),
        ]
        if one.over:
            steps.append(Step(f"{one.payer}应收回", one.over, region.clause))
    return steps


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
