"""What holds for every amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from jbgs.models import TRACKS, Track
from jbgs.policy import Payer, Region, load
from jbgs.subsidy import calculate, split, total

POLICY = load()
DAY = date(2021, 6, 1)
CAP = Decimal("3000000.00")
FEN = Decimal("0.01")

amounts = st.integers(0, 10**13).map(lambda fen: Decimal(fen).scaleb(-2))
near_cap = st.integers(0, 3 * 10**9).map(lambda fen: Decimal(fen).scaleb(-2))
tracks = st.sampled_from(TRACKS)
regions = st.sampled_from(POLICY.regions)


def due(track: Track, region: Region, base: Decimal, paid: Decimal = Decimal("0.00")) -> Decimal:
    return calculate(POLICY, track, region, base, paid_before=paid, on=DAY).amount


@settings(deadline=None)
@given(tracks, regions, amounts, amounts)
def test_parts_are_whole_fen_that_add_up(track: Track, region: Region, base: Decimal, paid: Decimal) -> None:
    made = calculate(POLICY, track, region, base, paid_before=paid, on=DAY)
    assert total(made.parts) == made.amount
    assert all(part.amount >= 0 and part.amount == part.amount.quantize(FEN) for part in made.parts)


@settings(deadline=None)
@given(tracks, regions, amounts, amounts)
def test_never_above_the_cap_with_what_was_paid(
    track: Track, region: Region, base: Decimal, paid: Decimal
) -> None:
    amount = due(track, region, base, paid)
    assert 0 <= amount <= max(CAP - paid, Decimal(0))


@settings(deadline=None)
@given(tracks, regions, near_cap, near_cap)
def test_a_larger_base_is_never_due_less(track: Track, region: Region, one: Decimal, two: Decimal) -> None:
    low, high = sorted((one, two))
    assert due(track, region, low) <= due(track, region, high)


@settings(deadline=None)
@given(tracks, regions, st.lists(near_cap, min_size=1, max_size=6))
def test_instalments_add_up_to_what_one_payment_gives(
    track: Track, region: Region, growth: list[Decimal]
) -> None:
    base = paid = Decimal("0.00")
    for more in growth:
        base += more
        paid += due(track, region, base, paid)
    assert paid == due(track, region, base)


@settings(deadline=None)
@given(near_cap, st.lists(st.integers(1, 100), min_size=1, max_size=5), st.data())
def test_any_shares_split_into_parts_that_add_up_and_differ_from_their_share_by_less_than_they_are(
    amount: Decimal, weights: list[int], data: st.DataObject
) -> None:
    payers = [Payer(f"第{n}方", Decimal(weight) / 1000) for n, weight in enumerate(weights)]
    payers.append(Payer("其余", 1 - sum((payer.share for payer in payers), Decimal(0))))
    odd = data.draw(st.sampled_from(payers)).payer
    parts = split(amount, Region("某区", "MQ", tuple(payers), odd, ""))
    assert total(parts) == amount
    for part, payer in zip(parts, payers, strict=True):
        error = part.amount - amount * payer.share
        assert -FEN < error <= 0 or part.payer == odd
        assert abs(error) < FEN * len(payers)


@settings(deadline=None)
@given(regions, near_cap)
def test_a_split_depends_on_nothing_but_amount_and_region(region: Region, amount: Decimal) -> None:
    assert split(amount, region) == split(amount, region)
    assert [part.payer for part in split(amount, region)] == [payer.payer for payer in region.payers]
