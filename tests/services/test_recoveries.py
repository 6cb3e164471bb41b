"""Payments by payer, entitlements that fall, recoveries, other public money: each figure worked by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jbgs.errors import NotAllowed, WrongUsage
from jbgs.registers.contracts import OtherFund
from jbgs.services import looking, moves
from jbgs.services.funding import contracts, money, occurrences, recoveries
from jbgs.services.office import OWN_POLICY, Office
from jbgs.services.papers import reporting
from tests.helpers import at, bring, demand, everything, occur, open_office, register, title

CITY, XZ = "嘉兴市", "秀洲区"


def new(office: Office, track: str = "key", region: str = "秀洲区", name: str = "低温固化胶") -> str:
    [code] = register(office, demand(track, title=name, region=region))
    return code


@pytest.fixture
def evaluated(office: Office) -> str:
    """A key project in 秀洲区 of which 4 000 000.03 occurred: entitled to 1 000 000.01."""
    code = new(office)
    bring(office, code, "evaluated", amount="4000000.03")
    return code


def pay(office: Office, code: str, amount: str | None = None, day: str = "2021-10-01", **given: Any) -> Any:
    value = Decimal(amount) if amount else None
    return money.pay(at(office, day), code, amount=value, **given)


def recover(
    office: Office, code: str, amount: str | None = None, day: str = "2021-11-20", **given: Any
) -> Any:
    value = Decimal(amount) if amount else None
    return recoveries.recover(at(office, day), code, amount=value, reason="终止", **given)


def parts(made: Any) -> dict[str, str]:
    return {one["payer"]: one["amount"] for one in made["payers"]}


def figures(office: Office, code: str) -> dict[str, tuple[str, ...]]:
    """By payer: share, paid, owed, recoverable."""
    told = money.due(office, office.project(code)).as_json()["by_payer"]
    return {one["payer"]: tuple(one[key] for key in ("share", "paid", "owed", "recoverable")) for one in told}


def refused(office: Office, act: Any) -> list[str]:
    before = everything(office)
    with pytest.raises(NotAllowed) as caught:
        act()
    assert everything(office) == before
    return [one.what for one in caught.value.problems]


# -- by payer --------------------------------------------------------------------------------------------


def test_each_payer_pays_its_own_share_when_it_pays(office: Office, evaluated: str) -> None:
    assert parts(pay(office, evaluated, payer=XZ)) == {XZ: "500000.00"}
    assert refused(office, lambda: pay(office, evaluated, payer=XZ)) == ["目前没有秀洲区应拨付的补助"]
    assert figures(office, evaluated) == {
        CITY: ("500000.01", "0.00", "500000.01", "0.00"),
        XZ: ("500000.00", "500000.00", "0.00", "0.00"),
    }
    assert parts(pay(office, evaluated, payer=CITY)) == {CITY: "500000.01"}
    assert money.paid(office.project(evaluated)) == Decimal("1000000.01")


def test_more_than_a_payers_own_share_is_refused_though_more_is_due(office: Office, evaluated: str) -> None:
    assert refused(office, lambda: pay(office, evaluated, "500000.01", payer=XZ)) == [
        "秀洲区拨付 500,000.01 元不在应拨付的 500,000.00 元以内"
    ]
    assert refused(office, lambda: pay(office, evaluated, payer="海宁市")) == ["“海宁市”不承担这个项目的补助"]


def test_a_payment_by_all_makes_up_for_what_one_paid_before(office: Office, evaluated: str) -> None:
    pay(office, evaluated, "100000.00", payer=CITY)
    assert parts(pay(office, evaluated, "200000.00")) == {CITY: "50000.00", XZ: "150000.00"}
    assert parts(pay(office, evaluated)) == {CITY: "350000.01", XZ: "350000.00"}


def test_the_odd_fen_does_not_drift_over_instalments(office: Office, evaluated: str) -> None:
    for _ in range(5):
        pay(office, evaluated, "0.01")
    assert {payer: told[1] for payer, told in figures(office, evaluated).items()} == {
        CITY: "0.03",
        XZ: "0.02",
    }
    pay(office, evaluated)
    assert {payer: told[1] for payer, told in figures(office, evaluated).items()} == {
        CITY: "500000.01",
        XZ: "500000.00",
    }


@pytest.mark.parametrize(
    ("text", "payer"),
    [("嘉兴市", "嘉兴市"), ("南湖", "南湖区"), ("经开区", "嘉兴经济技术开发区（国际商务区）")],
)
def test_a_payer_is_known_by_any_spelling(office: Office, text: str, payer: str) -> None:
    assert money.payer_name(office, text) == payer


def test_an_unknown_payer_is_wrong_usage(office: Office) -> None:
    with pytest.raises(WrongUsage, match="没有“省厅”这个承担方"):
        money.payer_name(office, "省厅")


# -- what is to come back --------------------------------------------------------------------------------


def test_a_cut_contract_makes_what_was_paid_beyond_it_come_back(office: Office) -> None:
    code = new(office, "common")
    bring(office, code, "approved", amount="5000000.00")
    pay(office, code)
    occurrences.unpay(at(office, "2021-10-10"), code, "1", reason="退款")
    cut = {"number": "补1", "name": title(office, code), "total": "-1000000.00", "supplements": f"HT-{code}"}
    contracts.add_contract(at(office, "2021-10-15"), code, cut)
    owed = money.due(office, office.project(code))
    assert (owed.calculation.entitled, owed.recoverable, owed.payable) == (
        Decimal("2000000.00"),
        Decimal("500000.00"),
        False,
    )
    assert ("应收回", Decimal("500000.00")) in [(s.label, s.amount) for s in owed.calculation.steps]
    made = recover(office, code)
    assert (made["amount"], parts(made)) == ("-500000.00", {CITY: "-250000.00", XZ: "-250000.00"})
    assert made["recipient"] == "海宁甲公司"
    after = money.due(office, office.project(code))
    assert (after.recoverable, after.calculation.amount) == (0, 0)
    assert [(s.label, str(s.amount)) for s in after.calculation.steps[3:6]] == [
        ("减：以前已拨付", "2500000.00"),
        ("加：已收回", "500000.00"),
        ("本次应拨付", "0.00"),
    ]


def test_what_came_back_is_due_again_where_the_contract_grows_again(office: Office) -> None:
    code = new(office, "common")
    bring(office, code, "approved", amount="4000000.00")
    pay(office, code)
    supplement = {"name": title(office, code), "supplements": f"HT-{code}"}
    for number, day, total in (("补1", "2021-10-20", "-2000000.00"), ("补2", "2021-12-01", "2000000.00")):
        contracts.add_contract(
            at(office, day), code, {**supplement, "number": number, "total": total}, note="调整"
        )
        if number == "补1":
            recover(office, code)
    assert parts(pay(office, code, day="2021-12-10")) == {CITY: "500000.00", XZ: "500000.00"}


def test_a_terminated_project_gives_all_of_it_back(office: Office, evaluated: str) -> None:
    pay(office, evaluated)
    moves.stage(at(office, "2021-11-01"), [evaluated], "terminated", reason="研发失败")
    owed = money.due(office, office.project(evaluated))
    assert owed.recoverable == Decimal("1000000.01")
    [lost] = [step for step in owed.calculation.steps if "终止" in step.label]
    assert (lost.amount, lost.clause) == (Decimal("1000000.01"), "设定 after_termination")
    first = recover(office, evaluated, "600000.00", document="嘉科〔2021〕30号")
    assert first == {
        "on": "2021-11-20",
        "amount": "-600000.00",
        "recipient": "海宁甲公司",
        "payers": [{"payer": CITY, "amount": "-300000.00"}, {"payer": XZ, "amount": "-300000.00"}],
        "document": "嘉科〔2021〕30号",
        "reason": "终止",
    }
    assert parts(recover(office, evaluated)) == {CITY: "-200000.01", XZ: "-200000.00"}
    assert office.project(evaluated)["stage"] == "terminated"
    assert money.paid(office.project(evaluated)) == 0
    assert refused(office, lambda: recover(office, evaluated)) == ["目前没有应收回的补助"]


def test_the_office_may_let_a_terminated_project_keep_what_occurred(office: Office) -> None:
    code = new(office, "common")
    bring(office, code, "awarded")
    made = {"number": "1", "name": title(office, code), "total": "4000000.00"}
    contracts.add_contract(at(office, "2021-07-01"), code, made)
    contracts.approve(at(office, "2021-08-01"), [code], "文")
    pay(office, code)
    occur(office, code, "1000000.00", "2021-10-05")
    moves.stage(at(office, "2021-11-01"), [code], "terminated", reason="研发失败")
    assert money.due(office, office.project(code)).recoverable == Decimal("2000000.00")
    own = '[settings]\nafter_termination = { value = "occurred" }'
    assert with_setting(office, code, own).recoverable == Decimal("1500000.00")


def with_setting(office: Office, code: str, own: str) -> money.Due:
    (office.home / OWN_POLICY).write_text(own, "utf-8")
    other = open_office(office.home)
    try:
        return money.due(other, other.project(code))
    finally:
        other.store.close()


def test_an_evaluation_that_is_revised_to_failed_takes_the_subsidy_back(
    office: Office, evaluated: str
) -> None:
    pay(office, evaluated)
    failed = {"grade": "不合格", "result": "failed"}
    [said] = refused(office, lambda: contracts.evaluate(at(office, "2021-11-05"), evaluated, failed))
    assert said == "已按 2021-09-01 的评价（良好）拨付补助，改为未通过后应收回"
    contracts.evaluate(at(office, "2021-11-05"), evaluated, failed, reason="复核指标造假")
    owed = money.due(office, office.project(evaluated))
    assert (office.project(evaluated)["stage"], owed.recoverable) == ("subsidised", Decimal("1000000.01"))
    [lost] = [step for step in owed.calculation.steps if "绩效评价未通过" in step.label]
    assert lost.clause == "三、2.(2)"


def test_what_was_refunded_under_the_contract_lowers_the_base(office: Office, evaluated: str) -> None:
    pay(office, evaluated)
    occurrences.unpay(at(office, "2021-10-20"), evaluated, "1", reason="退款", amount=Decimal("400000.00"))
    assert figures(office, evaluated) == {
        CITY: ("450000.01", "500000.01", "0.00", "50000.00"),
        XZ: ("450000.00", "500000.00", "0.00", "50000.00"),
    }


def test_recoveries_that_cannot_be_are_refused_and_more_than_due_needs_its_reason(
    office: Office, evaluated: str
) -> None:
    assert refused(office, lambda: recover(office, evaluated, "1.00")) == ["没有拨付过补助"]
    pay(office, evaluated)
    assert refused(office, lambda: recover(office, evaluated, "1000000.02")) == [
        "嘉兴市收回 1,000,000.02 元超过其已拨付的 500,000.01 元",
        "收回 1,000,000.02 元超过应收回的 0.00 元",
    ]
    assert refused(office, lambda: recover(office, evaluated, "1.00", "2021-09-30", payer=CITY)) == [
        "收回 1.00 元超过应收回的 0.00 元",
        "收回日期 2021-09-30 早于最近一次拨付 2021-10-01",
    ]
    assert parts(recover(office, evaluated, "1.00", payer=CITY)) == {CITY: "-1.00"}
    note = looking.history_of(office, evaluated)[-1]["note"]
    assert note == "终止（不顾提示：收回 1.00 元超过应收回的 0.00 元）"


def test_the_months_and_the_year_are_net_of_what_came_back(office: Office, evaluated: str) -> None:
    pay(office, evaluated)
    moves.stage(at(office, "2021-11-01"), [evaluated], "terminated", reason="x")
    recover(office, evaluated, "600000.00")
    told = {month: reporting.month_report(office, 2021, month) for month in (10, 11, 12)}
    assert [told[month].total.figures["subsidy"] for month in told] == [
        Decimal("1000000.01"),
        Decimal("-600000.00"),
        Decimal("0.00"),
    ]
    assert told[10].year_to_date.figures["subsidy"] == Decimal("1000000.01")
    assert told[12].year_to_date.figures["subsidy"] == Decimal("400000.01")


# -- other public money ----------------------------------------------------------------------------------


def test_other_public_money_is_recorded_and_deducted_only_where_the_office_says_so(
    office: Office, evaluated: str
) -> None:
    fund = OtherFund(on="2021-08-10", source="省重点研发", amount="300000.00", document="浙科发〔2021〕1号")
    recoveries.add_other_fund(office, evaluated, fund)
    assert money.due(office, office.project(evaluated)).calculation.amount == Decimal("1000000.01")
    made = with_setting(
        office, evaluated, '[settings]\nother_public_money = { value = "deduct" }'
    ).calculation
    assert made.amount == Decimal("700000.01")
    assert [
        (s.label, str(s.amount), s.clause) for s in made.steps if "其他" in s.label or "扣除" in s.label
    ] == [
        ("减：其他财政资金（省重点研发）", "300000.00", "设定 other_public_money"),
        ("扣除后应享受", "700000.01", "设定 other_public_money"),
    ]


def test_the_same_money_twice_asks_why_and_none_of_it_is_none(office: Office, evaluated: str) -> None:
    fund = OtherFund(on="2021-08-10", source="省重点研发", amount="300000.00")
    recoveries.add_other_fund(office, evaluated, fund)
    [said] = refused(office, lambda: recoveries.add_other_fund(office, evaluated, fund))
    assert said == "“省重点研发”的 300,000.00 元已于 2021-08-10 登记过"
    recoveries.add_other_fund(office, evaluated, fund, reason="第二年度")
    zero = OtherFund(on="2021-08-10", source="x", amount="0.00")
    assert refused(office, lambda: recoveries.add_other_fund(office, evaluated, zero)) == ["金额须大于零"]
