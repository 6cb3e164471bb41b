"""Contracts, filing, what really occurred, approval, evaluation: what is recorded and all that is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jbgs.errors import NotAllowed, NotFound
from jbgs.services import looking
from jbgs.services.funding import contract_rules, contracts, money, occurrences
from jbgs.services.market import bids
from jbgs.services.office import Office
from tests.helpers import at, bid, bring, demand, everything, occur, register

CONTRACT: dict[str, Any] = {"number": "HT-1", "name": "低温固化胶", "total": "4000000.00"}


@pytest.fixture
def awarded(office: Office) -> str:
    [code] = register(office, demand())
    bring(office, code, "awarded")
    return code


def add(office: Office, code: str, day: str = "2021-07-01", **changes: Any) -> list[str]:
    """Record a contract; what the warnings say."""
    _, warnings = contracts.add_contract(at(office, day), code, {**CONTRACT, **changes})
    return [one.what for one in warnings]


def refusals(office: Office, code: str, day: str = "2021-07-01", **changes: Any) -> list[str]:
    before = everything(office)
    with pytest.raises(NotAllowed) as caught:
        add(office, code, day, **changes)
    assert everything(office) == before
    assert all(one.where == code for one in caught.value.problems)
    return [one.what for one in caught.value.problems]


def test_the_first_contract_signs_the_project(office: Office, awarded: str) -> None:
    assert add(office, awarded) == []
    project = office.project(awarded)
    assert (project["stage"], project["dates"]["contracted"]) == ("contracted", "2021-07-01")
    assert project["contracts"] == {"1": {**CONTRACT, "signed": "2021-07-01"}}


@pytest.mark.parametrize(
    ("changes", "day", "said"),
    [
        ({"total": "0.00"}, "2021-07-01", "合同金额须大于零"),
        ({"technology": "4000000.01"}, "2021-07-01", "技术交易额大于合同总额"),
        ({"supplements": "HT-0"}, "2021-07-01", "没有编号为“HT-0”的合同可以补充"),
        ({}, "2021-06-19", "签订日期 2021-06-19 早于确定揭榜单位之日 2021-06-20"),
    ],
)
def test_a_contract_that_cannot_be_is_refused(
    office: Office, awarded: str, changes: dict[str, Any], day: str, said: str
) -> None:
    assert refusals(office, awarded, day, **changes) == [said]


def test_all_that_is_wrong_with_a_contract_is_said_at_once(office: Office, awarded: str) -> None:
    wrong = {"total": "0.00", "technology": "1.00", "supplements": "HT-0"}
    assert len(refusals(office, awarded, "2021-06-19", **wrong)) == 4


def test_a_contract_belongs_to_a_project_that_has_its_winner(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "bidding")
    assert refusals(office, code) == ["项目处于“竞榜中”，不能登记合同"]


def test_a_second_contract_is_a_supplement_and_adds_up(office: Office, awarded: str) -> None:
    add(office, awarded, technology="3000000.00")
    assert refusals(office, awarded, number="HT-2") == ["项目已有合同"]
    add(office, awarded, "2021-07-02", number="HT-1补", total="500000.00", supplements="HT-1")
    project = office.project(awarded)
    assert project["stage"] == "contracted"
    assert contract_rules.contract_total(project) == Decimal("4500000.00")
    assert contract_rules.technology_total(project) == Decimal("3500000.00")


def test_a_contract_number_stands_once_in_the_whole_store(office: Office, awarded: str) -> None:
    add(office, awarded)
    [other] = register(office, demand(title="乙"))
    bring(office, other, "awarded")
    assert refusals(office, other, name="乙") == [f"合同编号“HT-1”已登记在 {awarded}"]


def test_practice_asks_why_a_contract_has_another_name_or_other_parties(office: Office, awarded: str) -> None:
    other = {"name": "高温固化胶", "party_a": "海宁甲公司", "party_b": "丙研究院"}
    said = [
        "合同名称“高温固化胶”与榜单项目名称“低温固化胶”不同",
        "合同乙方“丙研究院”不是揭榜单位“浙江乙大学”",
    ]
    assert refusals(office, awarded, **other) == said
    contracts.add_contract(at(office, "2021-07-01"), awarded, {**CONTRACT, **other}, note="经协商更名")
    assert last_note(office, awarded) == f"经协商更名（不顾提示：{'；'.join(said)}）"


def last_note(office: Office, code: str) -> str:
    return looking.history_of(office, code)[-1]["note"]


def test_who_pays_for_the_technology_is_party_a_on_every_track(office: Office) -> None:
    for track, parties in (
        ("key", ("海宁甲公司", "浙江乙大学")),
        ("common", ("海宁甲公司", "浙江乙大学")),
        ("transfer", ("浙江乙大学", "海宁甲公司")),
    ):
        [code] = register(office, demand(track, title=track))
        project = bring(office, code, "awarded")
        made = contracts.with_defaults(project, {"number": "1"})
        assert (made["party_a"], made["party_b"]) == parties, track


def test_another_price_than_the_bids_is_told_and_noted_but_no_obstacle(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "bidding")
    [bidding] = register(office, bid(code=code, bidder="丁院", price="3900000.00"), day="2021-06-11")
    bids.award(at(office, "2021-06-20"), code, bidding, grounds="纪要")
    said = "合同金额 4,000,000.00 元与揭榜报价 3,900,000.00 元不同"
    assert add(office, code) == [said]
    assert last_note(office, code) == said


def test_a_supplement_is_named_after_the_contract_and_may_cut_it(office: Office, awarded: str) -> None:
    add(office, awarded, technology="3000000.00")
    add(
        office,
        awarded,
        "2021-09-01",
        number="补1",
        name="低温固化胶补充协议",
        supplements="HT-1",
        total="-1500000.00",
        technology="-1000000.00",
    )
    project = office.project(awarded)
    assert contract_rules.contract_total(project) == Decimal("2500000.00")
    assert contract_rules.technology_total(project) == Decimal("2000000.00")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"total": "-4000000.00"}, "核减后合同总额为 0.00 元，须大于零"),
        ({"total": "-1000000.00", "technology": "0.00"}, "技术交易额大于合同总额"),
        ({"total": "0.00"}, "合同金额须大于零"),
        ({"total": "-1.00", "supplements": ""}, "合同金额须大于零"),
    ],
)
def test_a_cut_leaves_a_contract(office: Office, awarded: str, changes: dict[str, Any], said: str) -> None:
    add(office, awarded)
    assert said in refusals(office, awarded, **{"number": "补1", "supplements": "HT-1", **changes})


def test_a_cut_below_what_was_paid_needs_a_reason_and_caps_the_base(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "evaluated")
    cut = {"number": "补1", "supplements": f"HT-{code}", "total": "-1000000.00"}
    said = "已实际付款 4,000,000.00 元，超过核减后的合同总额 3,000,000.00 元"
    assert refusals(office, code, "2021-10-01", **cut) == [said]
    contracts.add_contract(at(office, "2021-10-01"), code, {**CONTRACT, **cut}, note="对方将退款")
    owed = money.due(office, office.project(code))
    assert owed.calculation.base == Decimal("3000000.00")
    assert [step.label for step in owed.calculation.steps][:3] == [
        "累计付款",
        "以合同总额为限",
        "实际发生技术合同成交额",
    ]


def test_a_registration_number_comes_later_and_is_of_one_project(office: Office, awarded: str) -> None:
    add(office, awarded)
    project = contracts.register_contract(at(office, "2021-07-20"), awarded, "2021330400000012")
    assert project["contracts"]["1"]["registration"] == "2021330400000012"
    add(office, awarded, number="补1", supplements="HT-1", total="1.00")
    with pytest.raises(NotFound, match="须指明是哪一份合同"):
        contracts.register_contract(office, awarded, "2021330400000013")
    with pytest.raises(NotAllowed, match="登记日期 2021-06-30 早于合同签订日期"):
        contracts.register_contract(at(office, "2021-06-30"), awarded, "2", contract="HT-1")
    [other] = register(office, demand(title="乙"))
    bring(office, other, "contracted")
    with pytest.raises(NotAllowed, match=f"已登记在 {awarded}"):
        contracts.register_contract(office, other, "2021330400000012")
    contracts.register_contract(office, other, "2021330400000012", reason="合并登记")
    assert office.project(other)["contracts"]["1"]["registration"] == "2021330400000012"


# -- filing -----------------------------------------------------------------------------------------------


def test_filing_moves_on_and_only_from_a_signed_contract(office: Office, awarded: str) -> None:
    with pytest.raises(NotAllowed, match="须先经过：已签约"):
        contracts.file_contract(at(office, "2021-07-05"), awarded, "BA-1")
    add(office, awarded)
    with pytest.raises(NotAllowed, match="2021-06-30 早于“已签约”之日 2021-07-01"):
        contracts.file_contract(at(office, "2021-06-30"), awarded, "BA-1")
    project = contracts.file_contract(at(office, "2021-07-05"), awarded, "BA-1")
    assert (project["stage"], project["filing"]) == ("filed", {"on": "2021-07-05", "number": "BA-1"})


def test_a_key_project_is_not_approved_unfiled_and_the_others_may_be(office: Office, awarded: str) -> None:
    add(office, awarded)
    with pytest.raises(NotAllowed, match=r"技术合同已备案（依据：二、（二）3）"):
        contracts.approve(at(office, "2021-08-01"), [awarded], "文")
    [transfer] = register(office, demand("transfer", title="成果"))
    bring(office, transfer, "approved")
    assert office.project(transfer)["stage"] == "approved"


# -- what occurred ----------------------------------------------------------------------------------------


def pay(office: Office, code: str, day: str = "2021-07-20", **changes: Any) -> None:
    proof = {"amount": "1000000.00", "invoice": "FP-1", "voucher": "PZ-1", **changes}
    occurrences.pay_contract(at(office, day), code, proof)


@pytest.fixture
def signed(office: Office) -> str:
    [code] = register(office, demand())
    bring(office, code, "contracted")
    return code


def test_payments_add_up_to_what_occurred(office: Office, signed: str) -> None:
    pay(office, signed, contract=f"HT-{signed}")
    pay(office, signed, invoice="FP-2", voucher="PZ-2", amount="3000000.00")
    assert contract_rules.occurred_total(office.project(signed)) == Decimal("4000000.00")
    assert office.project(signed)["stage"] == "contracted"


@pytest.mark.parametrize(
    ("changes", "day", "said"),
    [
        ({"amount": "0.00"}, "2021-07-20", ["付款金额须大于零"]),
        ({"amount": "4000000.01"}, "2021-07-20", ["累计付款 4,000,000.01 元超过合同总额 4,000,000.00 元"]),
        ({}, "2021-06-30", ["付款日期 2021-06-30 早于合同签订日期 2021-07-01"]),
        ({"contract": "HT-9"}, "2021-07-20", ["项目没有编号为“HT-9”的合同"]),
    ],
)
def test_a_payment_that_cannot_be_is_refused(
    office: Office, signed: str, changes: dict[str, Any], day: str, said: list[str]
) -> None:
    before = everything(office)
    with pytest.raises(NotAllowed) as caught:
        pay(office, signed, day, **changes)
    assert [one.what for one in caught.value.problems] == said
    assert everything(office) == before


def test_an_invoice_or_a_voucher_proves_one_payment_only(office: Office, signed: str) -> None:
    pay(office, signed)
    [other] = register(office, demand(title="乙"))
    bring(office, other, "contracted")
    with pytest.raises(NotAllowed) as caught:
        pay(office, other)
    assert [one.what for one in caught.value.problems] == [
        f"发票“FP-1”已登记在 {signed}",
        f"付款凭证“PZ-1”已登记在 {signed}",
    ]


def test_nothing_occurs_before_the_signing(office: Office, awarded: str) -> None:
    with pytest.raises(NotAllowed, match="项目处于“已揭榜”，不能登记合同付款"):
        pay(office, awarded)


# -- approval and evaluation ------------------------------------------------------------------------------


def test_approval_is_for_all_or_none(office: Office, signed: str) -> None:
    [filed] = register(office, demand(title="乙"))
    bring(office, filed, "filed")
    before = everything(office)
    with pytest.raises(NotAllowed):
        contracts.approve(at(office, "2021-08-01"), [filed, signed], "文")
    assert everything(office) == before


def test_a_second_evaluation_replaces_the_first_but_not_on_an_earlier_day(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "approved")
    failed = {"grade": "不合格", "result": "failed"}
    contracts.evaluate(at(office, "2021-09-01"), code, failed)
    with pytest.raises(NotAllowed, match="早于“已评价”之日"):
        contracts.evaluate(at(office, "2021-08-15"), code, {"grade": "合格", "result": "passed"})
    project = contracts.evaluate(at(office, "2021-09-15"), code, {"grade": "合格", "result": "passed"})
    assert project["evaluation"] == {"on": "2021-09-15", "grade": "合格", "result": "passed"}
    assert project["dates"]["evaluated"] == "2021-09-01"


def test_a_common_project_is_evaluated_only_after_it_was_paid(office: Office) -> None:
    [code] = register(office, demand("common"))
    bring(office, code, "approved")
    with pytest.raises(NotAllowed, match="须先经过：已补助"):
        contracts.evaluate(at(office, "2021-09-01"), code, {"grade": "良好", "result": "passed"})
    money.pay(at(office, "2021-09-01"), code)
    contracts.evaluate(at(office, "2021-10-01"), code, {"grade": "良好", "result": "passed"})
    assert office.project(code)["stage"] == "evaluated"


def test_more_may_occur_after_the_evaluation(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "contracted")
    occur(office, code, "1000000.00")
    assert contract_rules.occurred_total(office.project(code)) == Decimal("1000000.00")
