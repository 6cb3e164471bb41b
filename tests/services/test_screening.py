"""寻榜: the formal check on record; and talks with bidders."""

from __future__ import annotations

import pytest

from jbgs.errors import NotAllowed
from jbgs.services import looking
from jbgs.services.market import talks
from jbgs.services.office import Office
from jbgs.services.reviewing import screening
from tests.helpers import BIDDER, Flaw, at, bring, demand, everything, register

PASSED = {"result": "passed", "recommender": "海宁市科技局", "opinion": "属实"}
FAILED = {"result": "failed", "recommender": "海宁市科技局"}


def test_a_form_that_passed_is_screened(office: Office) -> None:
    codes = register(office, demand(), demand(title="乙"))
    screening.screen(at(office, "2021-06-02"), codes, PASSED)
    for code in codes:
        project = office.project(code)
        assert (project["stage"], project["dates"]["screened"]) == ("screened", "2021-06-02")
        assert project["screening"] == {"on": "2021-06-02", **PASSED}


def test_a_form_that_failed_leaves_with_its_reason(office: Office) -> None:
    [code] = register(office, demand())
    with pytest.raises(NotAllowed, match="须说明理由"):
        screening.screen(at(office, "2021-06-02"), [code], FAILED)
    screening.screen(at(office, "2021-06-02"), [code], FAILED, reason="不属于重点产业链")
    project = office.project(code)
    assert (project["stage"], project["exit_reason"]) == ("rejected", "不属于重点产业链")
    assert project["screening"]["result"] == "failed"


def test_a_form_with_errors_does_not_pass_and_then_none_does(office: Office) -> None:
    form = demand(title="乙")
    form.problems.append(Flaw("investment"))
    good, bad = register(office, demand(), form)
    before = everything(office)
    with pytest.raises(NotAllowed, match="来表无待更正的错误") as caught:
        screening.screen(at(office, "2021-06-02"), [good, bad], PASSED)
    assert caught.value.problems[0].clause == "二、（二）1"
    assert everything(office) == before


def test_the_record_is_added_to_a_project_that_was_moved_before(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "screened")
    screening.screen(at(office, "2021-06-03"), [code], PASSED)
    project = office.project(code)
    assert (project["dates"]["screened"], project["screening"]["on"]) == ("2021-06-02", "2021-06-03")
    bring_on = office.project(code)
    assert bring_on["stage"] == "screened"
    with pytest.raises(NotAllowed):
        screening.screen(at(office, "2021-06-01"), [code], PASSED)


def test_talks_are_numbered_and_know_the_bid(office: Office) -> None:
    [code] = register(office, demand())
    with pytest.raises(NotAllowed, match="不能登记对接洽谈"):
        talks.record(at(office, "2021-06-02"), code, note="早了")
    bring(office, code, "bidding")
    talks.record(at(office, "2021-06-12"), code, note="商定指标", bidder="YX-2021-001", attendees="甲、乙")
    talks.record(at(office, "2021-06-13"), code, note="来访", bidder="未揭榜的大学")
    assert looking.whole(office, office.project(code))["talks"] == [
        {
            "id": "1",
            "on": "2021-06-12",
            "note": "商定指标",
            "bidder": BIDDER,
            "intent": "YX-2021-001",
            "attendees": "甲、乙",
        },
        {
            "id": "2",
            "on": "2021-06-13",
            "note": "来访",
            "bidder": "未揭榜的大学",
            "intent": None,
            "attendees": None,
        },
    ]
    with pytest.raises(NotAllowed, match="早于“已发榜”之日"):
        talks.record(at(office, "2021-06-04"), code, note="补记")
