"""The filters, one project whole, and what is late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jbgs.errors import NotFound
from jbgs.services import looking, moves
from jbgs.services.funding import money
from jbgs.services.looking import Filter
from jbgs.services.office import Office
from tests.helpers import at, bring, demand, everything, register


@pytest.fixture
def office_with_four(office: Office) -> Office:
    register(office, demand(title="固化胶", content="低温"), day="2021-06-01")
    register(office, demand("common", "传感器", region="南湖区"), day="2021-06-30")
    register(office, demand("transfer", "催化剂", region=None, owner="上海某院"), day="2021-07-01")
    register(office, demand(title="轴承", region="南湖区"), day="2021-07-02")
    bring(office, "GJ-2021-HN-001", "listed")
    return office


ALL = ["GJ-2021-HN-001", "GJ-2021-NH-001", "GX-2021-NH-001", "ZH-2021-JX-001"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), ALL),
        (Filter(track="key"), ALL[:2]),
        (Filter(stage="listed"), ALL[:1]),
        (Filter(region="南湖区"), ALL[1:3]),
        (Filter(listing="2021-01"), ALL[:1]),
        (Filter(year=2021), ALL),
        (Filter(year=2022), []),
        (Filter(since=date(2021, 6, 30)), ALL[1:]),
        (Filter(until=date(2021, 6, 30)), [ALL[0], ALL[2]]),
        (Filter(since=date(2021, 7, 1), until=date(2021, 7, 1)), ALL[3:]),
        (Filter(owner="上海"), ALL[3:]),
        (Filter(text="低温"), ALL[:1]),
        (Filter(text="NH"), ALL[1:3]),
        (Filter(track="key", region="南湖区"), ALL[1:2]),
        (Filter(text="南湖", track="transfer"), []),
    ],
)
def test_a_filter_means(office_with_four: Office, wanted: Filter, found: list[str]) -> None:
    assert [one["code"] for one in looking.select(office_with_four, wanted)] == found


def project(stage: str, deadline: str = "", bids_until: str = "") -> Any:
    publication = {"deadline": bids_until} if bids_until else {}
    return {"stage": stage, "fields": {"deadline": deadline}, "publication": publication}


@pytest.mark.parametrize(
    ("record", "late"),
    [
        (project("published", bids_until="2021-06-18"), True),
        (project("bidding", bids_until="2021-06-18"), True),
        (project("published", bids_until="2021-06-19"), False),
        (project("published"), False),
        (project("awarded", bids_until="2021-06-18"), False),
        (project("contracted", deadline="2021-06-18"), True),
        (project("approved", deadline="2021-06-19"), False),
        (project("approved", deadline="24个月"), False),
        (project("approved", deadline="2021-06"), False),
        (project("subsidised", deadline="2020-01-01"), False),
        (project("withdrawn", deadline="2020-01-01"), False),
        (project("received", deadline="2020-01-01"), False),
    ],
)
def test_late_is_past_a_day_that_was_set(record: Any, late: bool) -> None:
    assert looking.is_late(record, date(2021, 6, 19)) is late


def test_only_the_late_ones(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    register(office, demand(title="乙"))
    assert [one["code"] for one in looking.select(office, Filter(late=True))] == [code]


@pytest.mark.parametrize(
    "part",
    ["GJ-2021-HN-001", "HN-00", "J-2021-H", "gj-2021-hn-001", "HN-001", " hn-001 ", "HN", "GJ-2021-HN"],
)
def test_a_project_by_a_part_of_its_code(office_with_four: Office, part: str) -> None:
    assert office_with_four.code(part) == "GJ-2021-HN-001"


@pytest.mark.parametrize(
    ("part", "said"),
    [("NH-001", "对应 2 个项目"), ("2021", "对应 4 个项目"), ("HN-009", "没有"), ("", "没有")],
)
def test_a_part_that_fits_none_or_several(office_with_four: Office, part: str, said: str) -> None:
    with pytest.raises(NotFound, match=said):
        office_with_four.code(part)


CONTRACT_KEYS = {
    *("code", "track", "title", "owner", "region", "stage", "listing", "investment", "reward", "received"),
    *("deadline", "late"),
}


def test_a_line_has_the_keys_of_the_contract_with_null_for_what_is_missing(office: Office) -> None:
    register(office, demand())
    line = looking.line(office.project("HN-001"), office.today)
    assert set(line) == CONTRACT_KEYS | {"priority"}
    assert (line["reward"], line["deadline"], line["late"]) == (None, None, False)


def test_a_project_whole(office: Office) -> None:
    [code] = register(office, demand())
    whole = looking.whole(office, bring(office, code, "subsidised"))
    parts = {"fields", "intents", "contracts", "reviews", "visits", "payments", "subsidy", "files", "history"}
    assert set(whole) >= CONTRACT_KEYS | parts
    assert whole["fields"]["reward"] is None
    assert whole["intents"][0]["bidder"] == "浙江乙大学"
    assert whole["payments"][0]["amount"] == "1000000.00"
    assert whole["subsidy"]["paid_before"] == "1000000.00"
    entry = whole["history"][0]
    assert set(entry) == {"id", "batch", "at", "on", "by", "kind", "note", "changes"}


def test_a_history_tells_every_step(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "subsidised")
    kinds = [one["kind"] for one in looking.history_of(office, code)]
    assert kinds == [
        *("received", "screened", "reviewed", "listed", "published", "intent", "award", "contract"),
        *("filing", "occurred", "approval", "evaluation", "payment"),
    ]


def test_looking_writes_nothing(office: Office) -> None:
    [code] = register(office, demand())
    moves.stage(at(office, "2021-06-02"), [code], "screened")
    state = everything(office)
    looking.whole(office, office.project(code))
    looking.inbox(office)
    money.plan(office, looking.select(office, Filter(late=True)), waiting=True)
    assert everything(office) == state
