"""Publicity periods: their days, objections, what still stands against going on, what a reason overrides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jbgs.errors import NotAllowed, NotFound, WrongUsage
from jbgs.registers.publicity import Publicity
from jbgs.services import looking
from jbgs.services.funding import contracts, money
from jbgs.services.keeping import checks
from jbgs.services.market import bids
from jbgs.services.office import OWN_POLICY, Office
from jbgs.services.papers import publicities
from tests.helpers import BIDDER, at, bring, demand, everything, open_office, register

START = date(2021, 9, 13)


@pytest.fixture
def filed(office: Office) -> str:
    [code] = register(office, demand())
    bring(office, code, "filed")
    return code


def open_(office: Office, *codes: str, day: str = "2021-09-13", **given: Any) -> Publicity:
    subject = given.pop("subject", "approval")
    options = {"start": date.fromisoformat(day), **given}
    return publicities.open_publicity(at(office, day), codes, subject, **options)


def refused(office: Office, act: Any) -> list[str]:
    before = everything(office)
    with pytest.raises(NotAllowed) as caught:
        act()
    assert everything(office) == before
    return [one.what for one in caught.value.problems]


def test_a_period_is_counted_in_working_days_from_the_next_day(office: Office, filed: str) -> None:
    made = open_(office, filed, channels="门户网站")
    assert made == {
        "id": "GS-2021-001",
        "subject": "approval",
        "projects": [filed],
        "start": "2021-09-13",
        "end": "2021-09-18",
        "days": 5,
        "first_day": "next",
        "channels": "门户网站",
    }
    assert [one for one in checks.faults(office) if "publicities" in one.what] == []


def test_the_office_may_count_the_first_day(office: Office, filed: str) -> None:
    own = '[settings]\npublicity_first_day = { value = "counted" }\npublicity_days = { value = 3 }'
    (office.home / OWN_POLICY).write_text(own, "utf-8")
    other = open_office(office.home)
    try:
        made = open_(other, filed)
    finally:
        other.store.close()
    assert (made["end"], made["days"], made["first_day"]) == ("2021-09-15", 3, "counted")


def test_an_end_of_the_offices_own_needs_a_reason_and_no_calendar(office: Office, filed: str) -> None:
    far = {"start": date(2099, 1, 5)}
    assert "2099 年的节假日安排尚未收录" in refused(office, lambda: open_(office, filed, **far))[0]
    with pytest.raises(WrongUsage, match="须说明理由"):
        open_(office, filed, until=date(2099, 1, 12), **far)
    made = open_(office, filed, until=date(2099, 1, 12), reason="按国办通知推算", **far)
    assert (made["end"], made["until_reason"]) == ("2099-01-12", "按国办通知推算")
    assert "days" not in made


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"until": date(2021, 9, 12), "reason": "x"}, "早于开始日"),
        ({"until": date(2021, 9, 20), "days": 5, "reason": "x"}, "只能用一个"),
    ],
)
def test_contradictory_periods_are_wrong_usage(
    office: Office, filed: str, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(WrongUsage, match=said):
        open_(office, filed, **given)


def test_all_that_practice_has_against_opening_is_said_for_every_project(office: Office, filed: str) -> None:
    [early] = register(office, demand(title="乙"))
    open_(office, filed)
    said = refused(office, lambda: open_(office, filed, early, day="2021-09-14"))
    assert said == [
        "已有立项公示 GS-2021-001（至 2021-09-18）尚未结束",
        "尚未达到公示条件：已签订技术合同",
    ]
    made = open_(office, filed, early, day="2021-09-14", reason="更正后重新公示")
    assert made["id"] == "GS-2021-002"


def test_an_approval_waits_for_the_period_and_for_its_objections(office: Office, filed: str) -> None:
    open_(office, filed)
    publicities.object_to(at(office, "2021-09-15"), "1", by_whom="丙公司", text="指标不实")

    def approve(day: str, reason: str = "") -> Any:
        return contracts.approve(at(office, day), [filed], "嘉科计〔2021〕12号", reason=reason)

    objected = "立项公示 GS-2021-001 第 1 号异议（丙公司）尚未处理"
    assert refused(office, lambda: approve("2021-09-18")) == [
        "立项公示 GS-2021-001 期限未满（至 2021-09-18）",
        objected,
    ]
    assert refused(office, lambda: approve("2021-09-19")) == [objected]
    publicities.settle(at(office, "2021-09-20"), "GS-2021-001", "1", outcome="经核实，异议不成立")
    [project] = approve("2021-09-20")
    assert project["approval"] == {"on": "2021-09-20", "document": "嘉科计〔2021〕12号", "year": 2021}


def test_a_reason_overrides_and_the_history_says_what_was_overridden(office: Office, filed: str) -> None:
    open_(office, filed)
    contracts.approve(at(office, "2021-09-15"), [filed], "文", reason="市政府专题会议要求")
    note = looking.history_of(office, filed)[-1]["note"]
    assert note == "市政府专题会议要求（不顾提示：立项公示 GS-2021-001 期限未满（至 2021-09-18））"


def test_a_period_closed_before_its_end_is_none(office: Office, filed: str) -> None:
    open_(office, filed)
    said = refused(office, lambda: publicities.close(at(office, "2021-09-15"), "1"))
    assert said == ["立项公示 GS-2021-001 期限未满（至 2021-09-18）"]
    publicities.close(at(office, "2021-09-15"), "1", reason="材料有误，撤回")
    said = refused(office, lambda: contracts.approve(at(office, "2021-09-30"), [filed], "文"))
    assert said == ["立项公示 GS-2021-001 于 2021-09-15 提前结束，未满期"]
    open_(office, filed, day="2021-09-16")
    contracts.approve(at(office, "2021-09-30"), [filed], "文")
    assert office.project(filed)["stage"] == "approved"


def test_without_a_period_an_approval_is_only_hinted_at(office: Office, filed: str) -> None:
    done = contracts.approve(at(office, "2021-09-15"), [filed], "市长批示")
    hints = [one.what for one in contracts.approval_hints(office, done, "市长批示")]
    assert hints == ["没有立项公示的记录", "文号“市长批示”中没有年份"]
    assert "year" not in done[0]["approval"]


@pytest.mark.parametrize(
    ("document", "year"),
    [("嘉科计〔2021〕12号", 2021), ("嘉科计[2022]3号", 2022), ("嘉科（2023）1号", 2023), ("批示", None)],
)
def test_the_year_is_read_from_the_document(document: str, year: int | None) -> None:
    assert contracts.document_year(document) == year
    assert contracts.document_year(document, year or 2021) == (year or 2021)


def test_a_year_that_the_document_contradicts_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match="年份不是 2022"):
        contracts.document_year("嘉科计〔2021〕12号", 2022)


def test_a_subsidy_waits_for_its_own_period_only(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "evaluated")
    open_(office, code, day="2021-09-24", subject="subsidy")
    said = refused(office, lambda: money.pay(at(office, "2021-09-28"), code))
    assert said == ["补助公示 GS-2021-001 期限未满（至 2021-09-30）"]
    assert money.pay(at(office, "2021-10-01"), code)["amount"] == "1000000.00"


def test_an_award_waits_for_the_publicity_of_the_bids(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "bidding")
    open_(office, code, day="2021-06-21", subject="award")

    def award(day: str, reason: str = "") -> Any:
        return bids.award(at(office, day), code, BIDDER, grounds="纪要", reason=reason)

    assert refused(office, lambda: award("2021-06-22")) == ["揭榜公示 GS-2021-001 期限未满（至 2021-06-28）"]
    assert award("2021-06-29")["stage"] == "awarded"


def test_objections_have_their_days(office: Office, filed: str) -> None:
    open_(office, filed)

    def objection(day: str, reason: str = "") -> Any:
        return publicities.object_to(at(office, day), "1", by_whom="某人", text="x", reason=reason)

    assert refused(office, lambda: objection("2021-09-12")) == ["2021-09-12 早于公示开始之日 2021-09-13"]
    assert refused(office, lambda: objection("2021-09-19")) == ["公示期已于 2021-09-18 届满"]
    objection("2021-09-19", "邮戳在期内")
    with pytest.raises(NotAllowed, match="早于异议提出之日"):
        publicities.settle(at(office, "2021-09-18"), "1", "1", outcome="x")
    with pytest.raises(NotFound, match="没有第 2 号异议"):
        publicities.settle(at(office, "2021-09-20"), "1", "2", outcome="x")
    with pytest.raises(NotFound, match="没有公示“9”"):
        publicities.get(office, "9")


@pytest.mark.parametrize(
    ("today", "state"),
    [("2021-09-12", "未开始"), ("2021-09-18", "公示中"), ("2021-09-19", "期满待结束")],
)
def test_how_a_period_stands(office: Office, filed: str, today: str, state: str) -> None:
    made = open_(office, filed)
    assert publicities.state(made, date.fromisoformat(today)) == state
    publicities.object_to(at(office, "2021-09-15"), "1", by_whom="某人", text="x")
    assert publicities.state(publicities.get(office, "1"), date.fromisoformat(today)) == "有异议待处理"
    publicities.settle(at(office, "2021-09-16"), "1", "1", outcome="x")
    closed = publicities.close(at(office, "2021-09-20"), "1", result="无异议")
    assert publicities.state(closed, date.fromisoformat(today)) == "已结束"
    assert looking.whole(office, office.project(filed))["publicities"][0]["result"] == "无异议"
