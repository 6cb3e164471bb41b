"""One batch per command: all of it stored, or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from jbgs.errors import NotAllowed
from jbgs.services import moves
from jbgs.services.office import Office
from jbgs.services.reviewing import reviews
from tests.helpers import at, bring, demand, everything, register

LISTING = {"id": "2021-01", "name": "2021年第一批"}


def test_a_batch_stores_its_record_its_event_and_itself(office: Office) -> None:
    with office.batch("listing new", note="测试") as batch:
        assert batch.put("listings", "2021-01", LISTING, "listing")
    found = everything(office)
    [event], [made] = found["events"], found["batches"]
    assert found["listings"] == [LISTING]
    assert (event["id"], event["batch"], event["record"]) == ("00000001", made["id"], "listings/2021-01")
    assert (event["by"], event["on"], event["at"]) == ("陈科", "2021-12-31", "2021-12-31T09:30:00+00:00")
    assert event["changes"] == [
        {"field": "id", "before": None, "after": "2021-01"},
        {"field": "name", "before": None, "after": "2021年第一批"},
    ]
    assert (made["command"], made["note"], made["events"]) == ("listing new", "测试", 1)
    assert made["records"] == ["listings/2021-01"]


def test_a_batch_that_changes_nothing_leaves_no_trace(office: Office) -> None:
    with office.batch("listing new") as batch:
        batch.put("listings", "2021-01", LISTING, "listing")
    before = everything(office)
    with office.batch("listing new") as batch:
        assert not batch.put("listings", "2021-01", {**LISTING, "channels": "", "closed": None}, "listing")
    assert everything(office) == before


def test_a_dry_run_shows_its_own_changes_and_writes_none(office: Office) -> None:
    with at(office, "2021-06-01", dry_run=True).batch("listing new") as batch:
        batch.put("listings", "2021-01", LISTING, "listing")
        assert batch.get("listings", "2021-01") == LISTING
        assert list(batch.find("listings", name=LISTING["name"])) == [LISTING]
    assert not any(everything(office).values())


def test_an_exception_writes_nothing(office: Office) -> None:
    def fail() -> None:
        with office.batch("listing new") as batch:
            batch.put("listings", "2021-01", LISTING, "listing")
            raise KeyError("mishap")

    with pytest.raises(KeyError):
        fail()
    assert not any(everything(office).values())


@pytest.mark.parametrize(
    "record",
    [
        {"id": "2021-01"},
        LISTING | {"colour": "red"},
        LISTING | {"published": "2021-02-30"},
        LISTING | {"projects": {"GJ-2021-HN-001": 5}},
    ],
)
def test_a_record_that_does_not_fit_its_declaration_is_never_stored(
    office: Office, record: dict[str, object]
) -> None:
    with pytest.raises(AssertionError, match="listings/2021-01"), office.batch("test") as batch:
        batch.put("listings", "2021-01", record, "listing")
    assert not any(everything(office).values())


def test_reads_through_a_batch_see_what_it_put_and_what_it_deleted(office: Office) -> None:
    other = {"id": "2021-02", "name": "第二批"}
    with office.batch("one") as batch:
        batch.put("listings", "2021-01", LISTING, "listing")
        batch.put("listings", "2021-02", other, "listing")
    with office.batch("two") as batch:
        batch.put("listings", "2021-01", None, "listing")
        assert batch.get("listings", "2021-01") is None
        assert list(batch.find("listings")) == [other]
    assert everything(office)["listings"] == [other]


def test_batches_are_numbered_on_over_days_and_events_are_chained(office: Office) -> None:
    register(office, demand())
    register(office, demand(title="第二个"))
    found = everything(office)
    assert [one["id"] for one in found["batches"]] == ["20211231-0001", "20211231-0002"]
    assert found["events"][1]["prev"] == found["events"][0]["hash"]


def test_nothing_befalls_a_record_before_the_day_it_came_in(office: Office) -> None:
    [code] = register(office, demand(), day="2021-06-10")
    record = office.project(code)
    with pytest.raises(NotAllowed, match="2021-06-09 早于收件之日 2021-06-10"), office.batch("x") as batch:
        batch.put("projects", code, {**record, "year": 2020}, "edited", on=date(2021, 6, 9))


# -- moves ------------------------------------------------------------------------------------------------


def test_moving_several_projects_is_all_or_none_with_every_reason(office: Office) -> None:
    good, bad, worse = register(office, demand(), demand(title="乙"), demand(title="丙"))
    bring(office, good, "screened")
    before = everything(office)
    with pytest.raises(NotAllowed) as caught:
        moves.stage(at(office, "2021-06-03"), [good, bad, worse], "reviewed")
    assert everything(office) == before
    places = [one.where for one in caught.value.problems]
    assert places.count(good) == 1
    assert places.count(bad) == places.count(worse) == 2


def test_a_project_that_is_there_already_is_not_moved_again(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "screened")
    before = everything(office)
    [moved] = moves.stage(at(office, "2021-06-05"), [code, code], "screened")
    assert not moved.changed
    assert everything(office) == before


def test_a_move_on_a_day_before_the_last_one_is_refused(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "reviewed")
    with pytest.raises(NotAllowed, match="2021-06-02 早于“已论证”之日 2021-06-03"):
        moves.stage(at(office, "2021-06-02"), [code], "withdrawn", reason="不做了")


def test_the_reason_of_an_exit_stands_in_the_record(office: Office) -> None:
    [code] = register(office, demand())
    moves.stage(at(office, "2021-06-05"), [code], "withdrawn", reason="企业另有安排")
    project = office.project(code)
    assert (project["exit_reason"], project["dates"]["withdrawn"]) == ("企业另有安排", "2021-06-05")


@pytest.mark.parametrize(
    ("text", "stage"),
    [("screened", "screened"), ("SCREENED", "screened"), ("已寻榜", "screened"), ("寻榜", "screened")],
)
def test_a_stage_by_key_or_name(text: str, stage: str) -> None:
    assert moves.parse_stage(text) == stage


# -- reviews ----------------------------------------------------------------------------------------------


def test_a_failed_review_takes_the_project_out_with_its_reason(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "screened")
    failed = {"result": "failed", "document": "评审意见3号"}
    reviews.close_review(at(office, "2021-06-03"), [code], failed, note="指标不可考核")
    project = office.project(code)
    assert (project["stage"], project["exit_reason"]) == ("rejected", "指标不可考核")
    assert project["reviews"]["1"]["result"] == "failed"


def test_a_review_of_several_is_all_or_none(office: Office) -> None:
    ready, not_ready = register(office, demand(), demand(title="乙"))
    bring(office, ready, "screened")
    before = everything(office)
    with pytest.raises(NotAllowed, match="须先经过：已寻榜"):
        reviews.close_review(
            at(office, "2021-06-03"), [ready, not_ready], {"result": "passed", "document": "意见"}
        )
    assert everything(office) == before


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("张三:technical", "technical"),
        ("张三：技术", "technical"),
        ("张三:管理", "management"),
        ("张三:财务", "finance"),
        ("张三:投资", "finance"),
        ("张三:投资（财务）", "finance"),
    ],
)
def test_an_expert_with_his_field(text: str, field: str) -> None:
    assert reviews.parse_expert(text) == {"name": "张三", "field": field}
