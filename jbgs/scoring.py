"""What a panel's score sheets add up to: means, spread, ranks. Pure and exact.

Marks have at most one decimal. Means and spread are rounded half up to two decimals, and it is those
rounded figures, as printed, that are compared: everybody can check a rank on the paper itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import isqrt

from jbgs.registers.reviews import Scheme

CENT = Decimal("0.01")
Marks = Mapping[str, Decimal]
"""One expert's marks for one item, by the criterion's key."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one item stands. Without any sheet there are no figures, and no rank.

    ``trimmed`` is the mean without the highest and the lowest total, where there are sheets enough;
    ``spread`` the standard deviation of the totals about their mean (of these sheets, not an estimate);
    ``rank`` counts from 1, equal ones share it and the next is left out (1, 2, 2, 4).
    """

    key: str
    count: int
    mean: Decimal | None = None
    trimmed: Decimal | None = None
    spread: Decimal | None = None
    lowest: Decimal | None = None
    criteria: Mapping[str, Decimal] | None = None
    rank: int | None = None

    def figure(self, ranked_by: str) -> Decimal | None:
        """The figure that ranks it; where too few sheets were trimmed, the mean."""
        return self.trimmed if ranked_by == "trimmed" and self.trimmed is not None else self.mean


def total(marks: Marks) -> Decimal:
    """One sheet's marks together."""
    return sum(marks.values(), Decimal(0))


def mean(values: Sequence[Decimal]) -> Decimal:
    """The mean of one or more values, half up to two decimals."""
    return _rounded(_mean(values))


def spread(values: Sequence[Decimal]) -> Decimal:
    """The standard deviation of one or more values, half up to two decimals.

    Exact: of the variance v, ⌊100·√v + ½⌋ is ⌊(⌊√(40000·v)⌋ + 1) / 2⌋ in whole numbers.
    """
    middle = _mean(values)
    variance = sum((Fraction(value) - middle) ** 2 for value in values) / len(values)
    return Decimal((isqrt(int(40_000 * variance)) + 1) // 2) * CENT


def _mean(values: Sequence[Decimal]) -> Fraction:
    return sum(map(Fraction, values), Fraction(0)) / len(values)


def _rounded(value: Fraction) -> Decimal:
    """Half up to two decimals; marks are not below nothing."""
    return Decimal(int(value * 100 + Fraction(1, 2))) * CENT


def trimmed(values: Sequence[Decimal], trim_from: int) -> Decimal | None:
    """The mean without one highest and one lowest value; ``None`` of fewer than ``trim_from``."""
    return mean(sorted(values)[1:-1]) if len(values) >= trim_from else None


def standing(key: str, sheets: Sequence[Marks], trim_from: int) -> Standing:
    """One item's figures, not yet ranked."""
    if not sheets:
        return Standing(key, 0)
    totals = [total(marks) for marks in sheets]
    return Standing(
        key,
        len(sheets),
        mean(totals),
        trimmed(totals, trim_from),
        spread(totals),
        min(totals),
        {name: mean([marks[name] for marks in sheets]) for name in sheets[0]},
    )


def ranking(scheme: Scheme, sheets: Mapping[str, Sequence[Marks]]) -> list[Standing]:
    """All items with their ranks, best first; those without a sheet stand last, in the order given."""
    found = [standing(key, marks, scheme["trim_from"]) for key, marks in sheets.items()]
    places = {one.key: _place(scheme, one) for one in found if one.count}
    ranked = [
        replace(one, rank=1 + sum(place > places[one.key] for place in places.values())) if one.count else one
        for one in found
    ]
    return sorted(ranked, key=lambda one: (one.rank is None, one.rank or 0))


def _place(scheme: Scheme, one: Standing) -> tuple[Decimal, ...]:
    """What is compared, in this order; the greater is better."""
    keys = [scheme["ranked_by"], *scheme.get("ties", [])]
    return tuple(_compared(key, one) for key in keys)


def _compared(key: str, one: Standing) -> Decimal:
    zero = Decimal(0)
    if key == "spread":
        return -(one.spread or zero)
    if key == "lowest":
        return one.lowest or zero
    if key in ("mean", "trimmed"):
        return one.figure(key) or zero
    return (one.criteria or {}).get(key, zero)


def passes(scheme: Scheme, one: Standing) -> bool:
    """Whether an item's figure reaches the scheme's."""
    figure = one.figure(scheme["ranked_by"])
    return figure is not None and figure >= Decimal(scheme["passing"])


def outranked(chosen: Iterable[str], standings: Sequence[Standing]) -> list[str]:
    """Those that were not chosen although one that was stands behind them."""
    taken = set(chosen)
    worst = max((one.rank or 0 for one in standings if one.key in taken), default=0)
    return [one.key for one in standings if one.key not in taken and one.rank and one.rank < worst]
