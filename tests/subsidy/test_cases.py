"""The named cases of ``cases.toml``, and the shape of the working."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jbgs.policy import load
from jbgs.subsidy import calculate, percent, ratio_text
from jbgs.values import money_text

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))["case"]
POLICY = load()
DAY = date(2021, 6, 1)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    made = calculate(
        POLICY,
        case["track"],
        POLICY.region(case["region"]),
        Decimal(case["base"]),
        paid_before=Decimal(case.get("paid", "0.00")),
        on=DAY,
    )
    assert money_text(made.amount) == case["amount"]
    assert [money_text(part.amount) for part in made.parts] == case["payers"]
    assert case["clause"] in {step.clause for step in made.steps}


def test_the_working_explains_the_amount_step_by_step() -> None:
    made = calculate(
        POLICY, "key", POLICY.region("南湖"), Decimal("13000000.00"), paid_before=Decimal("1.00"), on=DAY
    )
    assert [(step.label, money_text(step.amount)) for step in made.steps] == [
        ("实际发生技术合同成交额", "13000000.00"),
        ("× 25%", "3250000.00"),
        ("不超过 300 万元", "3000000.00"),
        ("减：以前已拨付", "1.00"),
        ("本次应拨付", "2999999.00"),
        ("嘉兴市承担 50%", "1499999.50"),
        ("南湖区承担 50%", "1499999.50"),
    ]
    assert all(step.clause for step in made.steps)


def test_json_has_the_shape_of_the_contract() -> None:
    made = calculate(POLICY, "key", POLICY.region("海宁"), Decimal("5000000.00"), on=DAY).as_json()
    steps = made.pop("steps")
    assert made == {
        "track": "key",
        "region": "海宁市",
        "on": "2021-06-01",
        "base": "5000000.00",
        "rate": "0.25",
        "cap": "3000000.00",
        "paid_before": "0.00",
        "amount": "1250000.00",
        "recipient": "owner",
        "timing": "after",
        "payers": [{"payer": "海宁市", "amount": "1250000.00"}],
    }
    assert isinstance(steps, list)
    assert all(set(step) == {"label", "amount", "clause"} for step in steps)


def test_without_a_region_the_amount_is_known_and_the_payers_are_not() -> None:
    made = calculate(POLICY, "transfer", None, Decimal("800000.00"), on=DAY)
    assert (made.amount, made.parts, made.region) == (Decimal("200000.00"), (), "")


@pytest.mark.parametrize(("base", "paid"), [("-0.01", "0.00"), ("1.00", "-0.01")])
def test_a_negative_amount_is_no_input(base: str, paid: str) -> None:
    with pytest.raises(ValueError, match="never negative"):
        calculate(POLICY, "key", None, Decimal(base), paid_before=Decimal(paid), on=DAY)


@pytest.mark.parametrize(
    ("ratio", "text", "shown"),
    [("0.5", "0.50", "50%"), ("0.25", "0.25", "25%"), ("0.125", "0.125", "12.5%"), ("1", "1.00", "100%")],
)
def test_ratios_as_json_and_as_people_write_them(ratio: str, text: str, shown: str) -> None:
    assert (ratio_text(Decimal(ratio)), percent(Decimal(ratio))) == (text, shown)
