"""Payers' parts over instalments and recoveries: nothing drifts, nobody pays more than he owes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jbgs.policy import Payer, Region, load
from jbgs.subsidy import (
    Account,
    Calculation,
    Standing,
    Step,
    allot,
    entitlement,
    settle,
    split,
    take_back,
    total,
)

POLICY = load()
DAY = date(2021, 6, 1)
ZERO = Decimal("0.00")
fen = st.integers(0, 3 * 10**8).map(lambda n: Decimal(n).scaleb(-2))


@st.composite
def two_payers(draw: st.DrawFn) -> Region:
    """A region of two payers with any shares, or one of the policy's."""
    if draw(st.booleans()):
        return draw(st.sampled_from(POLICY.regions))
    first = Decimal(draw(st.integers(1, 999))) / 1000
    payers = (Payer("市", first), Payer("区", 1 - first))
    return Region("某区", "MQ", payers, draw(st.sampled_from(("市", "区"))), "三、2")


@st.composite
def any_payers(draw: st.DrawFn) -> Region:
    weights = draw(st.lists(st.integers(1, 200), min_size=1, max_size=4))
    payers = [Payer(f"第{n}方", Decimal(weight) / 1000) for n, weight in enumerate(weights)]
    payers.append(Payer("其余", 1 - sum((one.share for one in payers), Decimal(0))))
    return Region("某区", "MQ", tuple(payers), draw(st.sampled_from(payers)).payer, "三、2")


def standings(region: Region, entitled: Decimal, paid: dict[str, Decimal]) -> list[Standing]:
    return [Standing(one.payer, one.amount, paid.get(one.payer, ZERO)) for one in split(entitled, region)]


def worked(region: Region, base: Decimal, account: Account, *deducted: Step) -> Calculation:
    rate = POLICY.rate("key", DAY)
    return settle("key", rate, region, base, entitlement(rate, base, deducted=deducted), account, on=DAY)


@settings(deadline=None)
@given(two_payers(), st.lists(fen, min_size=1, max_size=8))
def test_after_each_instalment_each_has_paid_its_split_of_the_sum(
    region: Region, instalments: list[Decimal]
) -> None:
    paid: dict[str, Decimal] = {}
    whole = sum(instalments, ZERO)
    for number, amount in enumerate(instalments, 1):
        for part in allot(amount, region, standings(region, whole, paid)):
            paid[part.payer] = paid.get(part.payer, ZERO) + part.amount
        sum_so_far = sum(instalments[:number], ZERO)
        assert paid == {part.payer: part.amount for part in split(sum_so_far, region)}


@settings(deadline=None)
@given(two_payers(), st.lists(fen, min_size=1, max_size=6))
def test_an_entitlement_that_grows_is_paid_to_its_split_in_the_end(
    region: Region, growth: list[Decimal]
) -> None:
    paid: dict[str, Decimal] = {}
    base = ZERO
    for more in growth:
        base += more
        made = worked(region, base, Account(dict(paid)))
        assert total(made.parts) == made.amount == made.entitled - sum(paid.values(), ZERO)
        assert made.recoverable == 0
        for part in made.parts:
            paid[part.payer] = paid.get(part.payer, ZERO) + part.amount
        assert paid == {part.payer: part.amount for part in split(made.entitled, region)}


@settings(deadline=None)
@given(any_payers(), fen, st.data())
def test_parts_add_up_and_stay_within_what_each_owes(
    region: Region, entitled: Decimal, data: st.DataObject
) -> None:
    paid = {one.payer: data.draw(fen) for one in region.payers}
    found = standings(region, entitled, paid)
    owed = {one.payer: one.owed for one in found}
    most = sum(owed.values(), ZERO)
    amount = data.draw(st.integers(0, int(most * 100)).map(lambda n: Decimal(n).scaleb(-2)))
    parts = allot(amount, region, found)
    assert total(parts) == amount
    assert all(0 <= part.amount <= owed[part.payer] for part in parts)
    with pytest.raises(ValueError, match="limits"):
        allot(most + Decimal("0.01"), region, found)


@settings(deadline=None)
@given(any_payers(), fen, st.data())
def test_what_comes_back_adds_up_and_is_first_what_was_paid_too_much(
    region: Region, entitled: Decimal, data: st.DataObject
) -> None:
    paid = {one.payer: data.draw(fen) for one in region.payers}
    found = standings(region, entitled, paid)
    over = {one.payer: one.over for one in found}
    amount = data.draw(
        st.integers(0, int(sum(paid.values(), ZERO) * 100)).map(lambda n: Decimal(n).scaleb(-2))
    )
    parts = take_back(amount, region, found)
    assert total(parts) == amount
    assert all(0 <= part.amount <= paid[part.payer] for part in parts)
    if amount <= sum(over.values(), ZERO):
        assert all(part.amount <= over[part.payer] for part in parts)
    with pytest.raises(ValueError, match="limits"):
        take_back(sum(paid.values(), ZERO) + Decimal("0.01"), region, found)


@settings(deadline=None)
@given(two_payers(), fen, fen, st.data())
def test_due_never_exceeds_the_entitlement_less_all_that_was_paid(
    region: Region, base: Decimal, other: Decimal, data: st.DataObject
) -> None:
    paid = {one.payer: data.draw(fen) for one in region.payers}
    back = {payer: data.draw(st.sampled_from((ZERO, amount))) for payer, amount in paid.items()}
    account = Account(paid, back)
    made = worked(region, base, account, Step("减：其他", other, "设定"))
    assert made.amount == max(made.entitled - account.total, ZERO) == total(made.parts)
    assert made.amount - made.recoverable <= made.entitled - account.total
    assert sum((one.owed - one.over for one in made.standings), ZERO) == made.entitled - account.total
    assert all(step.clause for step in made.steps)


def test_one_payer_who_paid_too_much_is_named_and_the_other_still_owes() -> None:
    region = POLICY.region("南湖")
    made = worked(region, Decimal("240.00"), Account({"嘉兴市": Decimal("50.00")}))
    assert (made.entitled, made.amount, made.recoverable) == (
        Decimal("60.00"),
        Decimal("10.00"),
        Decimal("20.00"),
    )
    assert [(part.payer, part.amount) for part in made.parts] == [
        ("嘉兴市", ZERO),
        ("南湖区", Decimal("10.00")),
    ]
    assert [(step.label, str(step.amount)) for step in made.steps[3:]] == [
        ("减：以前已拨付", "50.00"),
        ("本次应拨付", "10.00"),
        ("应收回", "20.00"),
        ("嘉兴市应承担 50%", "30.00"),
        ("减：嘉兴市已拨付", "50.00"),
        ("嘉兴市本次应拨付", "0.00"),
        ("嘉兴市应收回", "20.00"),
        ("南湖区应承担 50%", "30.00"),
        ("减：南湖区已拨付", "0.00"),
        ("南湖区本次应拨付", "10.00"),
    ]


def test_other_public_money_is_taken_off_after_the_cap_and_at_most_all_of_it() -> None:
    region, rate = POLICY.region("海宁"), POLICY.rate("key", DAY)
    taken = Step("减：其他财政资金（省厅）", Decimal("3500000.00"), "设定")
    entitled, steps = entitlement(rate, Decimal("20000000.00"), deducted=[taken])
    assert entitled == ZERO
    assert [step.label for step in steps][2:] == ["不超过 300 万元", taken.label, "扣除后应享受"]
    made = settle("key", rate, region, Decimal("20000000.00"), (entitled, steps), Account(), on=DAY)
    assert made.amount == ZERO
