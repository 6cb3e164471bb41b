"""Payments under a contract with their proofs, in other currencies, and taken back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jbgs.errors import NotAllowed, NotFound
from jbgs.models import Project
from jbgs.services import past, proofs
from jbgs.services.funding import contract_rules, contracts, occurrences
from jbgs.services.keeping import checks
from jbgs.services.office import Office
from jbgs.services.papers import reporting
from tests.helpers import at, bring, demand, everything, occur, register, title


@pytest.fixture
def signed(office: Office) -> str:
    [code] = register(office, demand())
    bring(office, code, "contracted")
    return code


def pay(
    office: Office, code: str, day: str = "2021-07-20", reason: str = "", papers: Any = (), **changes: Any
) -> Project:
    proof = {"amount": "1000000.00", "invoice": "FP-1", "voucher": "PZ-1", **changes}
    return occurrences.pay_contract(at(office, day), code, proof, reason=reason, papers=papers)


def refused(office: Office, act: Any) -> list[str]:
    before = everything(office)
    with pytest.raises(NotAllowed) as caught:
        act()
    assert everything(office) == before
    return [one.what for one in caught.value.problems]


def test_invoice_and_voucher_have_their_days(office: Office, signed: str) -> None:
    project = pay(office, signed, invoice_day="2021-07-18", voucher_day="2021-07-20")
    assert project["occurred"]["1"] == {
        "on": "2021-07-20",
        "amount": "1000000.00",
        "invoice": "FP-1",
        "voucher": "PZ-1",
        "invoice_day": "2021-07-18",
        "voucher_day": "2021-07-20",
    }


def test_days_that_cannot_be_are_refused_and_an_early_invoice_asks_why(office: Office, signed: str) -> None:
    assert refused(
        office, lambda: pay(office, signed, invoice_day="2022-01-01", voucher_day="2021-06-30")
    ) == [
        "付款凭证日期 2021-06-30 早于合同签订日期 2021-07-01",
        "发票日期 2022-01-01 在今天（2021-12-31）之后",
    ]
    early = {"invoice_day": "2021-06-28"}
    assert refused(office, lambda: pay(office, signed, **early)) == [
        "发票日期 2021-06-28 早于合同签订日期 2021-07-01"
    ]
    pay(office, signed, reason="预付款发票", **early)


@pytest.mark.parametrize("missing", ["invoice", "voucher"])
def test_what_occurred_is_proved_by_both(office: Office, signed: str, missing: str) -> None:
    assert refused(office, lambda: pay(office, signed, **{missing: ""})) == ["付款须有发票和银行付款凭证"]


def test_a_payment_under_a_supplement_is_not_before_the_supplement(office: Office, signed: str) -> None:
    more = {"number": "补1", "name": title(office, signed), "total": "1.00", "supplements": f"HT-{signed}"}
    contracts.add_contract(at(office, "2021-09-01"), signed, more)
    assert refused(office, lambda: pay(office, signed, contract="补1")) == [
        "付款日期 2021-07-20 早于合同签订日期 2021-09-01"
    ]


@pytest.mark.parametrize(("invoice", "voucher"), [("fp-1", "x"), ("ＦＰ－１", "x"), ("x", "ＰＺ-1")])
def test_the_same_proof_in_another_spelling_is_the_same(
    office: Office, signed: str, invoice: str, voucher: str
) -> None:
    pay(office, signed)
    [said] = refused(office, lambda: pay(office, signed, invoice=invoice, voucher=voucher))
    assert said.endswith(f"已登记在 {signed}")


def test_what_is_taken_back_is_an_entry_of_its_own_and_frees_its_proofs(office: Office, signed: str) -> None:
    pay(office, signed)
    project = occurrences.unpay(at(office, "2021-08-05"), signed, "1", reason="收款方有误，退款")
    assert project["occurred"]["2"] == {
        "on": "2021-08-05",
        "amount": "-1000000.00",
        "reverses": "1",
        "reason": "收款方有误，退款",
    }
    assert contract_rules.occurred_total(project) == 0
    july, august = (reporting.month_report(office, 2021, month).total.figures["occurred"] for month in (7, 8))
    assert (july, august) == (Decimal("1000000.00"), Decimal("-1000000.00"))
    pay(office, signed, "2021-08-10")
    assert refused(office, lambda: pay(office, signed, "2021-08-11")) == [
        f"发票“FP-1”已登记在 {signed}",
        f"付款凭证“PZ-1”已登记在 {signed}",
    ]


def test_a_part_may_be_taken_back_with_a_red_invoice_and_no_more_than_is_left(
    office: Office, signed: str
) -> None:
    pay(office, signed, contract=f"HT-{signed}")
    proof = {"invoice": "红-1", "voucher": "退-1"}

    def back(amount: str, **given: Any) -> Project:
        on = at(office, "2021-08-05")
        return occurrences.unpay(on, signed, "1", reason="部分退款", amount=Decimal(amount), **given)

    assert back("400000.00", proofs=proof)["occurred"]["2"] == {
        "on": "2021-08-05",
        "amount": "-400000.00",
        "contract": f"HT-{signed}",
        **proof,
        "reverses": "1",
        "reason": "部分退款",
    }
    assert refused(office, lambda: back("600000.01")) == [
        "冲销 600,000.01 元不在这笔付款余下的 600,000.00 元以内"
    ]
    assert refused(office, lambda: back("1.00", proofs=proof)) == [
        f"发票“红-1”已登记在 {signed}",
        f"付款凭证“退-1”已登记在 {signed}",
    ]
    back("600000.00")
    assert refused(office, lambda: back("0.01")) == ["这笔付款已全部冲销"]


def test_only_a_payment_can_be_taken_back_and_not_before_it(office: Office, signed: str) -> None:
    pay(office, signed)
    assert refused(office, lambda: occurrences.unpay(at(office, "2021-07-19"), signed, "1", reason="x")) == [
        "冲销日期 2021-07-19 早于付款日期 2021-07-20"
    ]
    occurrences.unpay(office, signed, "1", reason="错登")
    for number in ("2", "9"):
        with pytest.raises(NotFound, match=f"没有第 {number} 笔付款"):
            occurrences.unpay(office, signed, number, reason="x")


# -- other currencies ------------------------------------------------------------------------------------


def abroad(amount: str, rate: str, *, key: str = "amount") -> dict[str, str]:
    yuan = f"{Decimal(amount) * Decimal(rate):.2f}"
    return {
        key: yuan,
        "currency": "EUR",
        "foreign_amount": amount,
        "exchange_rate": rate,
        "rate_day": "2021-07-01",
    }


@pytest.fixture
def foreign(office: Office) -> str:
    [code] = register(office, demand())
    bring(office, code, "awarded")
    made = {"number": "EU-1", "name": title(office, code), **abroad("100000.00", "7.6", key="total")}
    contracts.add_contract(at(office, "2021-07-01"), code, made)
    return code


def test_a_foreign_contract_is_paid_at_each_payments_own_rate(office: Office, foreign: str) -> None:
    pay(office, foreign, **abroad("60000.00", "7.7"))
    project = pay(office, foreign, invoice="F2", voucher="V2", **abroad("40000.00", "7.8"))
    assert contract_rules.contract_total(project) == Decimal("760000.00")
    assert contract_rules.occurred_total(project) == Decimal("774000.00")
    assert contract_rules.within_contract(project) == Decimal("774000.00")


def test_a_foreign_contract_is_never_paid_above_its_own_amount(office: Office, foreign: str) -> None:
    pay(office, foreign, **abroad("60000.00", "7.0"))
    more = {"invoice": "F2", "voucher": "V2", **abroad("40000.01", "7.0")}
    assert refused(office, lambda: pay(office, foreign, **more)) == [
        "累计付款 100,000.01 EUR 超过合同总额 100,000.00 EUR"
    ]


def test_yuan_paid_under_a_foreign_contract_are_compared_in_yuan(office: Office, foreign: str) -> None:
    [said] = refused(office, lambda: pay(office, foreign, amount="760000.01"))
    assert said == "累计付款 760,000.01 元超过合同总额 760,000.00 元"
    pay(office, foreign, amount="760000.00")


def test_a_foreign_payment_comes_back_whole_at_its_own_rate(office: Office, foreign: str) -> None:
    pay(office, foreign, **abroad("60000.00", "7.7"))
    [said] = refused(
        office, lambda: occurrences.unpay(office, foreign, "1", reason="x", amount=Decimal("1.00"))
    )
    assert said == "外币付款只能整笔冲销"
    back = occurrences.unpay(office, foreign, "1", reason="错登")["occurred"]["2"]
    assert (back["amount"], back["foreign_amount"], back["exchange_rate"]) == (
        "-462000.00",
        "-60000.00",
        "7.7",
    )


# -- papers ----------------------------------------------------------------------------------------------


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "发票.pdf"
    path.write_bytes(b"%PDF-1.7 invoice")
    return path


def test_scans_are_kept_as_originals_and_checked(office: Office, signed: str, scan: Path) -> None:
    pay(office, signed, papers=proofs.read([scan]))
    [one] = office.project(signed)["occurred"]["1"]["files"]
    assert (one["name"], office.store.originals.get(one["sha256"])) == ("发票.pdf", b"%PDF-1.7 invoice")
    assert not [fault for fault in checks.faults(office) if one["sha256"] in fault.what]
    (office.home / "originals" / one["sha256"]).write_bytes(b"forged")
    [fault] = [fault for fault in checks.faults(office) if one["sha256"] in fault.what]
    assert (fault.level, fault.code) == ("error", "original-altered")


def test_the_scan_of_a_payment_that_was_undone_is_no_stray(office: Office, signed: str, scan: Path) -> None:
    pay(office, signed, papers=proofs.read([scan]))
    [sha256] = [one["sha256"] for one in office.project(signed)["occurred"]["1"]["files"]]
    past.undo(office, None, reason="录错")
    assert sha256 in office.store.originals.names()
    assert not [fault for fault in checks.faults(office) if sha256 in fault.what]


def test_what_is_refused_or_only_rehearsed_keeps_no_scan(office: Office, signed: str, scan: Path) -> None:
    names = office.store.originals.names()
    papers = proofs.read([scan])
    refused(office, lambda: pay(office, signed, amount="0.00", papers=papers))
    occurrences.pay_contract(
        at(office, "2021-07-20", dry_run=True),
        signed,
        {"amount": "1.00", "invoice": "F", "voucher": "V"},
        papers=papers,
    )
    with office.together("contract pay"):
        pay(office, signed, invoice="F2", voucher="V2")
        with pytest.raises(NotAllowed):
            pay(office, signed, papers=papers, amount="0.00")
    assert office.store.originals.names() == names


def test_every_file_that_cannot_be_read_is_named(office: Office, tmp_path: Path, scan: Path) -> None:
    with pytest.raises(NotFound) as caught:
        proofs.read([tmp_path / "b.pdf", scan, str(tmp_path / "c.pdf")])
    assert [Path(one.where).name for one in caught.value.problems] == ["b.pdf", "c.pdf"]


def test_a_project_that_ended_may_still_get_money_back_but_pays_no_more(office: Office, signed: str) -> None:
    from jbgs.services import moves

    occur(office, signed, "1000000.00")
    moves.stage(at(office, "2021-09-01"), [signed], "terminated", reason="研发失败")
    assert "不能登记合同付款" in refused(office, lambda: pay(office, signed, "2021-09-02"))[0]
    project = occurrences.unpay(at(office, "2021-09-10"), signed, "1", reason="退款")
    assert contract_rules.occurred_total(project) == 0
