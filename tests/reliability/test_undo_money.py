"""Money is not unsaid without a word, nor paid out by one person where the office wants two."""

from __future__ import annotations

import pytest

from jbgs.errors import NotAllowed
from jbgs.services import past
from jbgs.services.funding import money
from jbgs.services.office import Office
from tests.helpers import at, bring, demand, everything, make_office, occur, records, register


@pytest.fixture
def office(tmp_path):
    made = make_office(tmp_path / "市局")
    yield made
    made.store.close()


@pytest.mark.parametrize("stage", ["contracted", "subsidised"])
def test_what_was_paid_is_undone_with_a_reason_only(office: Office, stage: str) -> None:
    """Red without ``_refuse_money_without_reason``."""
    [code] = register(office, demand())
    bring(office, code, stage)  # type: ignore[arg-type]
    if stage == "contracted":
        before = records(office)
        occur(office, code, "100.00")
    state = everything(office)
    for reason in ("", "  "):
        with pytest.raises(NotAllowed, match=r"须说明理由.*--reason"):
            past.undo(office, None, reason=reason)
        assert everything(office) == state
    target, _ = past.undo(office, None, reason="登记有误")
    assert past.batches(office)[-1]["note"] == "登记有误"
    assert stage != "contracted" or records(office) == before
    with pytest.raises(NotAllowed, match="须说明理由"):  # and back again no less
        past.undo(office, past.batches(office)[-1]["id"])
    assert target["command"] in ("contract pay", "subsidy pay")


@pytest.fixture
def limited(office: Office) -> tuple[Office, str]:
    """A project that is due 1,000,000 yuan in an office that wants two people above 500,000."""
    (office.home / "policy.toml").write_text("[settings]\nconfirm_above = { value = 500000 }\n", "utf-8")
    [code] = register(office, demand())
    bring(office, code, "evaluated")
    return at(office, "2021-10-01"), code


def test_a_payment_above_the_limit_needs_a_second_person(limited: tuple[Office, str]) -> None:
    """Red without ``_unconfirmed``."""
    office, code = limited
    with pytest.raises(NotAllowed, match=r"超过 500,000\.00 元，须由另一人复核.*--confirmed-by"):
        money.pay(office, code)
    for same in ("陈科", " 陈 科", "陈\u3000科"):
        with pytest.raises(NotAllowed, match="就是经办人"):
            money.pay(office, code, confirmed_by=same)
    made = money.pay(office, code, confirmed_by="李复核")
    assert (made["amount"], made["confirmed_by"]) == ("1000000.00", "李复核")
    assert past.events_of(office, f"projects/{code}")[-1]["by"] == "陈科"


def test_below_the_limit_and_without_one_nobody_is_asked(limited: tuple[Office, str]) -> None:
    from decimal import Decimal

    office, code = limited
    assert "confirmed_by" not in money.pay(office, code, amount=Decimal("500000.00"))
    (office.home / "policy.toml").unlink()
    del office.policy
    money.pay(office, code)
