"""Who is due what, from whom, and why not yet; payments up to the 分."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jbgs.errors import NotAllowed
from jbgs.models import Project
from jbgs.services import looking
from jbgs.services.funding import contracts, money
from jbgs.services.market import bids
from jbgs.services.office import OWN_POLICY, Office
from tests.helpers import at, bring, demand, everything, occur, open_office, register


def reasons(owed: money.Due) -> list[str]:
    return [one.what for one in owed.waiting]


def new(office: Office, track: str = "key", region: str | None = "海宁市", **fields: str) -> str:
    [code] = register(office, demand(track, region=region, **fields))
    return code


def test_a_key_project_is_due_a_quarter_of_what_occurred_once_it_passed(office: Office) -> None:
    code = new(office)
    bring(office, code, "evaluated", amount="4000000.00")
    owed = money.due(office, office.project(code))
    assert owed.payable
    assert owed.calculation.amount == Decimal("1000000.00")
    assert owed.recipient == "海宁甲公司"
    assert owed.as_json()["payers"] == [{"payer": "海宁市", "amount": "1000000.00"}]


def test_a_common_project_is_due_half_of_the_contract_before_anything_occurred(office: Office) -> None:
    code = new(office, "common", "南湖区")
    bring(office, code, "approved", amount="8000000.01")
    owed = money.due(office, office.project(code))
    assert owed.payable
    assert owed.calculation.amount == Decimal("3000000.00")
    made = money.pay(at(office, "2021-10-01"), code, document="嘉财〔2021〕9号")
    assert made == {
        "on": "2021-10-01",
        "amount": "3000000.00",
        "recipient": "海宁甲公司",
        "payers": [
            {"payer": "嘉兴市", "amount": "1500000.00"},
            {"payer": "南湖区", "amount": "1500000.00"},
        ],
        "document": "嘉财〔2021〕9号",
    }


def test_a_transfer_is_paid_by_the_winners_region_to_the_winner(office: Office) -> None:
    code = new(office, "transfer", None, owner="上海某院")
    assert code == "ZH-2021-JX-001"
    bring(office, code, "evaluated", region="桐乡", amount="800000.00")
    made = money.pay(at(office, "2021-10-01"), code)
    assert made["recipient"] == "浙江乙大学"
    assert made["payers"] == [{"payer": "桐乡市", "amount": "200000.00"}]


def forget_region(office: Office, code: str) -> Project:
    """An award as it was recorded before it had to say where the winner sits."""
    project = office.project(code)
    bare = {key: value for key, value in project["award"].items() if key != "region"}
    with office.batch("test") as batch:
        batch.put("projects", code, {**project, "award": bare}, "award")
    return office.project(code)


def test_a_transfer_whose_winner_has_no_region_waits_for_it(office: Office) -> None:
    code = new(office, "transfer", "南湖区")
    bring(office, code, "evaluated")
    forget_region(office, code)
    owed = money.due(office, office.project(code))
    assert reasons(owed) == ["揭榜企业属地未登记"]
    assert owed.calculation.parts == ()
    with pytest.raises(NotAllowed, match="揭榜企业属地未登记"):
        money.pay(at(office, "2021-10-01"), code)


@pytest.mark.parametrize(
    ("track", "stage", "said"),
    [
        ("common", "contracted", ["尚未立项"]),
        ("common", "approved", []),
        ("key", "filed", ["尚未立项", "绩效评价尚未通过"]),
        ("key", "approved", ["尚未到可以拨付的阶段", "绩效评价尚未通过"]),
        ("key", "evaluated", []),
        ("transfer", "contracted", ["尚未立项", "绩效评价尚未通过"]),
        ("transfer", "evaluated", []),
    ],
)
def test_what_a_subsidy_waits_for(office: Office, track: str, stage: str, said: list[str]) -> None:
    code = new(office, track)
    project = bring(office, code, stage)  # type: ignore[arg-type]
    owed = money.due(office, project)
    assert reasons(owed) == said
    assert all(one.clause for one in owed.waiting)


def test_without_a_passed_evaluation_nothing_is_paid(office: Office) -> None:
    code = new(office)
    bring(office, code, "approved")
    contracts.evaluate(at(office, "2021-09-01"), code, {"grade": "差", "result": "failed"})
    before = everything(office)
    with pytest.raises(NotAllowed, match=r"绩效评价尚未通过（依据：三、2\.\(2\)）"):
        money.pay(at(office, "2021-10-01"), code)
    assert everything(office) == before


def test_all_that_is_wrong_with_a_payment_is_said_at_once(office: Office) -> None:
    code = new(office)
    bring(office, code, "evaluated")
    with pytest.raises(NotAllowed) as caught:
        money.pay(at(office, "2021-08-31"), code, amount=Decimal("1000000.01"), recipient="浙江乙大学")
    assert [one.what for one in caught.value.problems] == [
        "拨付 1,000,000.01 元不在应拨付的 1,000,000.00 元以内",
        "补助对象应为“海宁甲公司”，不是“浙江乙大学”",
        "拨付日期 2021-08-31 早于绩效评价之日 2021-09-01",
    ]


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_no_payment_of_nothing(office: Office, amount: str) -> None:
    code = new(office)
    bring(office, code, "evaluated")
    with pytest.raises(NotAllowed, match="不在应拨付的"):
        money.pay(at(office, "2021-10-01"), code, amount=Decimal(amount))


def test_what_was_paid_is_not_due_again(office: Office) -> None:
    code = new(office)
    bring(office, code, "subsidised")
    with pytest.raises(NotAllowed, match="目前没有应拨付的补助"):
        money.pay(at(office, "2021-10-02"), code)


def test_instalments_over_the_years_stop_at_the_cap(office: Office) -> None:
    code = new(office)
    bring(office, code, "contracted", amount="20000000.00")
    contracts.file_contract(at(office, "2021-07-05"), code, "BA-1")
    contracts.approve(at(office, "2021-08-01"), [code], "文")
    contracts.evaluate(at(office, "2021-09-01"), code, {"grade": "良好", "result": "passed"})
    paid = []
    for number, more in enumerate(("4000000.00", "4000000.01", "4000000.00", "7999999.99"), 1):
        occur(office, code, more, "2021-09-20", str(number))
        owed = money.due(office, office.project(code))
        if owed.payable:
            paid.append(money.pay(at(office, f"2021-10-0{number}"), code)["amount"])
    assert paid == ["1000000.00", "1000000.00", "1000000.00"]
    assert money.paid(office.project(code)) == Decimal("3000000.00")
    assert office.project(code)["stage"] == "subsidised"


def test_a_partial_payment_leaves_the_rest_due(office: Office) -> None:
    code = new(office, region="秀洲区")
    bring(office, code, "evaluated", amount="4000000.00")
    first = money.pay(at(office, "2021-10-01"), code, amount=Decimal("0.03"))
    assert [one["amount"] for one in first["payers"]] == ["0.02", "0.01"]
    owed = money.due(office, office.project(code))
    assert owed.calculation.amount == Decimal("999999.97")
    assert owed.payable


def test_the_rate_is_that_of_the_day_of_approval(office: Office) -> None:
    code = new(office)
    bring(office, code, "evaluated")
    rate = """
[[rate]]
track = "key"
from = {day}
rate = 0.30
base = "occurred"
recipient = "owner"
timing = "after"
cap = 4000000
clause = "新"
"""
    assert due_with(office, code, rate.format(day="2021-08-02")) == Decimal("1000000.00")
    assert due_with(office, code, rate.format(day="2021-08-01")) == Decimal("1200000.00")
    by_payment = '[settings]\ndated_by = { value = "payment" }\n' + rate.format(day="2021-08-02")
    assert due_with(office, code, by_payment) == Decimal("1200000.00")


def due_with(office: Office, code: str, own: str) -> Decimal:
    (office.home / OWN_POLICY).write_text(own, "utf-8")
    other = open_office(office.home)
    try:
        return money.due(other, other.project(code)).calculation.amount
    finally:
        other.store.close()


def test_the_base_of_a_common_project_can_be_the_technology_share(office: Office, tmp_path: Path) -> None:
    code = new(office, "common")
    bring(office, code, "awarded")
    contract = {"number": "1", "name": "低温固化胶", "total": "4000000.00", "technology": "3000000.00"}
    contracts.add_contract(at(office, "2021-07-01"), code, contract)
    assert money.due(office, office.project(code)).calculation.amount == Decimal("2000000.00")
    setting = '[settings]\ncontract_base = { value = "technology" }'
    assert due_with(office, code, setting) == Decimal("1500000.00")


def test_a_plan_adds_up_by_payer(office: Office) -> None:
    rows = (
        ("common", "南湖区", "4000000.03"),
        ("common", "秀洲区", "2000000.00"),
        ("key", "海宁市", "800.03"),
    )
    for number, (track, region, amount) in enumerate(rows):
        code = new(office, track, region, title=f"项目{number}")
        bring(office, code, "approved" if track == "common" else "evaluated", amount=amount)
    waiting = new(office, title="未评价")
    bring(office, waiting, "approved")
    made = money.plan(office, looking.select(office, looking.Filter()))
    assert [one.project["code"][:7] for one in made.dues] == ["GJ-2021", "GX-2021", "GX-2021"]
    assert sum(made.by_payer().values()) == made.total == Decimal("3000200.03")
    assert made.by_payer()["嘉兴市"] == Decimal("1500000.01")
    foreseen = money.plan(office, looking.select(office, looking.Filter()), waiting=True)
    assert waiting in {one.project["code"] for one in foreseen.dues}


def test_a_winners_region_can_be_added_to_the_award_that_stands(office: Office) -> None:
    """What the refusal tells the clerk to type does away with the refusal."""
    code = new(office, "transfer", "南湖区")
    bring(office, code, "evaluated")
    project = forget_region(office, code)
    [asked] = money.due(office, project).waiting
    assert asked.remedy == f"jbgs intent award {code} YX-2021-001 --grounds 依据 --region 县（市、区）"
    done = bids.award(office, code, "YX-2021-001", grounds="属地证明", region="平湖")
    assert done["award"] == {**project["award"], "region": "平湖市"}
    assert office.project(code)["stage"] == "evaluated"
    assert money.due(office, office.project(code)).waiting == ()


def test_a_winners_region_is_not_changed_once_it_has_paid(office: Office) -> None:
    code = new(office, "transfer", "南湖区")
    bring(office, code, "subsidised", region="平湖")
    with pytest.raises(NotAllowed, match="已拨付补助"):
        bids.award(office, code, "YX-2021-001", grounds="属地证明", region="桐乡")


def test_a_winners_region_is_not_known_before_the_winner(office: Office) -> None:
    code = new(office, "transfer", "南湖区")
    bring(office, code, "awarded", region="平湖")
    with pytest.raises(NotAllowed, match="早于确定揭榜单位之日"):
        bids.award(at(office, "2021-06-19"), code, "YX-2021-001", grounds="属地证明", region="桐乡")
