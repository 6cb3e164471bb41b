"""A project put out more than once: what answered which listing, and what is past."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jbgs.errors import NotAllowed, NotFound, WrongUsage
from jbgs.reports import announcing, listing, monthly
from jbgs.services import looking, moves, past
from jbgs.services.market import bids, listing_view, listings, publications
from jbgs.services.office import Office
from jbgs.services.papers import reporting
from tests.helpers import BIDDER, at, bid, bring, demand, everything, open_listing, register

CODE = "91330404MAG2KKMLHT"
FIRST, SECOND = "2021-01", "2021-02"


def put_out_again(office: Office, code: str, day: str = "2021-07-01", deadline: str = "2021-07-20") -> None:
    second = open_listing(at(office, day))
    listings.add_to_listing(at(office, day), second, [code])
    listings.publish(at(office, day), second, deadline=date.fromisoformat(deadline), channels="平台")


def with_a_lost_bid(office: Office, **fields: str) -> tuple[str, str]:
    """A project whose bid in the first listing led to nothing, put out a second time."""
    [code] = register(office, demand())
    bring(office, code, "published")
    [first] = register(office, bid(code=code, **fields), day="2021-06-10")
    moves.stage(at(office, "2021-06-25"), [code], "unclaimed", reason="比选无结果")
    put_out_again(office, code)
    return code, first


def test_the_earlier_publication_stays_with_its_outcome(office: Office) -> None:
    code, first = with_a_lost_bid(office)
    project = office.project(code)
    assert project["publications"] == {
        "1": {
            "listing": FIRST,
            "on": "2021-06-05",
            "deadline": "2021-06-18",
            "channels": "门户网站",
            "outcome": "unclaimed",
            "closed": "2021-06-25",
        }
    }
    told = publications.told(project)
    assert [(one["id"], one["listing"], one.get("outcome")) for one in told] == [
        ("1", FIRST, "unclaimed"),
        ("2", SECOND, None),
    ]
    assert project["past_intents"] == {first: "2021-06-10"}


def test_a_bid_of_an_earlier_listing_does_not_open_a_later_one(office: Office) -> None:
    code, _ = with_a_lost_bid(office)
    with pytest.raises(NotAllowed, match="有揭榜意向"):
        moves.stage(at(office, "2021-07-02"), [code], "bidding")
    with pytest.raises(NotFound, match="现有揭榜意向：无"):
        bids.award(at(office, "2021-07-25"), code, BIDDER, grounds="纪要")
    _, taken, empty = listings.close_listing(at(office, "2021-07-21"), SECOND)
    assert (taken, empty) == ([], [code])


def test_the_same_bidder_bids_again(office: Office) -> None:
    code, first = with_a_lost_bid(office, price="3000000.00")
    [second] = register(office, bid(code=code, price="2800000.00"), day="2021-07-05")
    assert second != first
    assert [(one["id"], one["listing"]) for one in office.intents(code)] == [(first, FIRST), (second, SECOND)]
    assert office.project(code)["stage"] == "bidding"
    [line] = listing_view.intents(office, listing=FIRST)
    assert (line["id"], line["state"]) == (first, "past")
    made = bids.award(at(office, "2021-07-25"), code, BIDDER, grounds="纪要")["award"]
    assert (made["intent"], made["price"]) == (second, "2800000.00")


def test_an_earlier_bid_that_still_stands_is_linked_again(office: Office) -> None:
    code, first = with_a_lost_bid(office)
    bids.link(at(office, "2021-07-06"), first, code)
    project = office.project(code)
    assert (project["stage"], project["intents"]) == ("bidding", {first: "2021-06-10"})
    assert "past_intents" not in project
    assert office.intents(code)[0]["listing"] == SECOND


def test_every_bid_that_was_received_counts_once_in_its_month(office: Office) -> None:
    code, _ = with_a_lost_bid(office)
    [second] = register(office, bid(code=code), day="2021-07-05")
    bids.withdraw(at(office, "2021-07-06"), second, reason="另有安排")
    for month, count in ((6, 1), (7, 1), (8, 0)):
        report = monthly.compute(
            list(office.projects()), year=2021, month=month, office="x", regions=["海宁市"], outside=False
        )
        assert report.as_json()["total"]["intents"] == count, month


def test_a_bid_before_any_publication_answers_the_first_one(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "listed")
    [early] = register(office, bid(code=code), day="2021-06-04")
    listings.publish(at(office, "2021-06-05"), FIRST, deadline=date(2021, 6, 18), channels="")
    assert office.project(code)["stage"] == "bidding"
    assert office.intents(code)[0]["listing"] == FIRST
    _, taken, empty = listings.close_listing(at(office, "2021-06-19"), FIRST)
    assert (taken, empty, list(office.project(code)["intents"])) == ([code], [], [early])


def test_a_late_bid_opens_nothing_and_wins_with_a_reason_only(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    register(office, bid(code=code), day="2021-06-19")
    assert office.project(code)["stage"] == "published"
    later = at(office, "2021-06-20")
    with pytest.raises(NotAllowed, match="已过揭榜截止日期"):
        bids.award(later, code, BIDDER, grounds="纪要")
    done = bids.award(later, code, BIDDER, grounds="纪要", reason="邮路延误，已核邮戳")
    assert (done["stage"], done["dates"]["bidding"]) == ("awarded", "2021-06-20")
    note = looking.history_of(office, code)[-1]["note"]
    assert note.startswith("纪要；邮路延误，已核邮戳（不顾提示：揭榜意向 YX-2021-001 于 2021-06-19 收到")


def test_what_only_late_bids_came_for_is_unclaimed(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    register(office, bid(code=code), day="2021-06-19")
    listings.close_listing(at(office, "2021-06-20"), FIRST)
    project = office.project(code)
    assert (project["stage"], project["exit_reason"]) == (
        "unclaimed",
        "2021年第1批揭榜截止，只有 1 份逾期的揭榜意向",
    )


def test_a_later_deadline_lets_a_late_bid_in(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    register(office, bid(code=code), day="2021-06-19")
    later = at(office, "2021-06-19")
    with pytest.raises(NotAllowed, match="改动须另行公告"):
        listings.edit_listing(later, FIRST, deadline=date(2021, 6, 30))
    with pytest.raises(NotAllowed, match="只能延后"):
        listings.edit_listing(later, FIRST, deadline=date(2021, 6, 10), reason="提前")
    listings.edit_listing(later, FIRST, deadline=date(2021, 6, 30), reason="延期公告")
    project = office.project(code)
    assert (project["publication"]["deadline"], project["stage"]) == ("2021-06-30", "bidding")
    assert "late" not in office.intents(code)[0]
    past.undo(office, None)
    assert (office.project(code)["stage"], office.intents(code)[0]["late"]) == ("published", True)


def test_a_withdrawn_bid_stays_on_record_and_out_of_the_running(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "bidding")
    bids.withdraw(at(office, "2021-06-12"), "YX-2021-001", reason="另有安排")
    with pytest.raises(NotFound, match="现有揭榜意向：无"):
        bids.award(at(office, "2021-06-20"), code, BIDDER, grounds="纪要")
    with pytest.raises(NotAllowed, match="已于 2021-06-12 撤回"):
        bids.withdraw(office, "YX-2021-001", reason="再撤")
    with pytest.raises(NotAllowed, match="已于 2021-06-12 撤回"):
        bids.link(office, "YX-2021-001", code)
    [again] = register(office, bid(code=code), day="2021-06-13")
    assert again == "YX-2021-002"
    bids.withdraw(at(office, "2021-06-14"), again, reason="又撤")
    _, taken, empty = listings.close_listing(at(office, "2021-06-19"), FIRST)
    assert (taken, empty) == ([], [code])


def test_the_winner_does_not_withdraw(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "awarded")
    with pytest.raises(NotAllowed, match="已确定为揭榜单位"):
        bids.withdraw(office, "YX-2021-001", reason="反悔")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"credit_code": CODE}),
        ({"credit_code": CODE}, {"bidder": "浙江乙大学（更名）", "credit_code": CODE}),
        ({}, {"bidder": "浙江 乙大学"}),
    ],
    ids=["code added", "renamed", "blank in the name"],
)  # fmt: skip
def test_one_bid_each_bidder_the_second_corrects_the_first(
    office: Office, first: dict[str, str], second: dict[str, str]
) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    register(office, bid(code=code, price="3000000.00", **first), day="2021-06-10")
    [same] = register(office, bid(code=code, price="2900000.00", **second), day="2021-06-11")
    assert same == "YX-2021-001"
    [kept] = office.intents(code)
    assert (kept["fields"]["price"], kept["received"]) == ("2900000.00", "2021-06-10")


def test_a_second_bid_of_one_bidder_is_not_linked_beside_the_first(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "bidding")
    [loose] = register(office, bid(title="写错的题目"), day="2021-06-11")
    with pytest.raises(NotAllowed, match="已有揭榜意向 YX-2021-001") as caught:
        bids.link(at(office, "2021-06-12"), loose, code)
    assert "intent withdraw YX-2021-001" in caught.value.problems[0].remedy


def test_a_bid_corrected_after_the_deadline_is_marked(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    register(office, bid(code=code, price="3000000.00"), day="2021-06-10")
    register(office, bid(code=code, price="1.00"), day="2021-06-19")
    [kept] = office.intents(code)
    assert kept["revised_late"] == "2021-06-19"
    with pytest.raises(NotAllowed, match="截止后更正过"):
        bids.award(at(office, "2021-06-20"), code, BIDDER, grounds="纪要")


# -- numbers and names -----------------------------------------------------------------------------------


def test_a_bid_finds_its_project_by_its_number_in_the_listing(office: Office) -> None:
    first, second = register(office, demand(), demand(owner="海宁丙公司"))
    for code in (first, second):
        bring(office, code, "listed")
    listings.publish(at(office, "2021-06-05"), FIRST, deadline=None, channels="")
    [a, b, c] = register(
        office,
        bid(code="2021-01-02"),
        bid(code="２０２１－０１－1", bidder="丙大学"),
        bid(code="2021-01-09", bidder="丁大学"),
        day="2021-06-10",
    )
    assert [one["id"] for one in office.intents(second)] == [a]
    assert [one["id"] for one in office.intents(first)] == [b]
    assert "project" not in office.store.get("intents", c)


def test_a_number_that_contradicts_the_title_links_nothing(office: Office) -> None:
    first, second = register(office, demand(), demand(title="纺织废水回用"))
    for code in (first, second):
        bring(office, code, "listed")
    listings.publish(at(office, "2021-06-05"), FIRST, deadline=None, channels="")
    register(office, bid(title="纺织废水回用", code="2021-01-01"), day="2021-06-10")
    assert office.intents(first) == office.intents(second) == []
    [waiting] = looking.inbox(office)
    assert f"可能是 {second}" in waiting.problems[0]["message"]


def test_a_listing_takes_the_number_that_it_is_given(office: Office) -> None:
    assert listings.new_listing(office, "甲批", number="3")["id"] == "2021-03"
    assert listings.new_listing(office, "乙批")["id"] == "2021-04"
    with pytest.raises(NotAllowed, match="2021-03 已有"):
        listings.new_listing(office, "丙批", number="2021-03")
    with pytest.raises(WrongUsage, match="不是本年的批次号"):
        listings.new_listing(office, "丙批", number="2020-03")


def test_the_projects_with_priority_come_first(office: Office) -> None:
    plain, led = register(
        office,
        demand("common", "甲共性", owner="某协会", owner_kind="行业协会"),
        demand("common", "乙共性", owner="某综合体", owner_kind="产业创新服务综合体、企业"),
    )
    [key] = register(office, demand(title="丙关键", owner_kind="创新联合体"))
    order = [one["code"] for one in looking.select(office, looking.Filter())]
    assert order == [key, led, plain]
    lines = {one["code"]: looking.line(one, office.today)["priority"] for one in office.projects()}
    assert lines == {plain: False, led: True, key: False}
    for code in (plain, led, key):
        bring(office, code, "listed")
    made = listings.publish(at(office, "2021-06-05"), FIRST, deadline=None, channels="")
    assert made["positions"] == {key: 1, led: 2, plain: 3}


def test_the_papers_of_a_listing_name_what_has_priority_first_and_what_is_asked(office: Office) -> None:
    plain, led = register(
        office,
        demand("common", "甲共性", owner="某协会", owner_kind="行业协会"),
        demand("common", "乙共性", owner="某联合体", owner_kind="创新联合体"),
    )
    for code in (plain, led):
        bring(office, code, "listed")
    listings.publish(
        at(office, "2021-06-05"),
        FIRST,
        deadline=date(2021, 6, 18),
        channels="",
        conditions="有业绩",
        sealed=True,
    )
    found, projects = reporting.listed(office, FIRST)
    assert [one["code"] for one in projects] == [led, plain]
    sheet = listing.sheet(office.policy, found, projects, office="x")
    assert [(row.values[1], row.values[2]) for row in sheet.rows[:2]] == [
        (led, "产业共性技术（优先）"),
        (plain, "产业共性技术"),
    ]
    paper = announcing.announcement(office.policy, found, projects, office="x", day=date(2021, 6, 5))
    assert paper.facts["揭榜条件"] == "有业绩"
    assert paper.facts["报价密封"] == "报价实行密封，揭榜截止后统一开启。"
    listed: Any = paper.facts["项目"]
    assert [one["类型"] for one in listed] == ["产业共性技术（优先支持）", "产业共性技术"]


def test_a_listing_says_what_came_of_it(office: Office) -> None:
    won, lost = register(office, demand(), demand(title="纺织废水回用"))
    for code in (won, lost):
        bring(office, code, "listed")
    listings.publish(at(office, "2021-06-05"), FIRST, deadline=date(2021, 6, 18), channels="")
    register(office, bid(code=won), bid(code=won, bidder="丙大学"), day="2021-06-10")
    register(office, bid(code=lost), day="2021-06-19")
    bids.award(at(office, "2021-06-20"), won, BIDDER, grounds="纪要")
    listings.close_listing(at(office, "2021-06-20"), FIRST)
    put_out_again(office, lost)
    _, lines, counts = listing_view.view(office, FIRST)
    assert counts == {"projects": 2, "with_bids": 2, "bids": 3, "late": 1, "awarded": 1, "unclaimed": 1}
    assert [(one["position"], one["bids"], one["outcome"], one["winner"]) for one in lines] == [
        (1, 2, None, BIDDER),
        (2, 1, "unclaimed", None),
    ]
    _, [line], again = listing_view.view(office, SECOND)
    assert (line["bids"], again["unclaimed"]) == (0, 0)


def test_editing_a_listing_before_it_is_published(office: Office) -> None:
    listings.new_listing(office, "甲批", deadline=date(2021, 6, 18), conditions="旧", sealed=True)
    listings.new_listing(office, "乙批")
    made = listings.edit_listing(office, "甲批", title="丁批", conditions="新", sealed=False)
    assert made == {"id": "2021-01", "name": "丁批", "deadline": "2021-06-18", "conditions": "新"}
    with pytest.raises(NotAllowed, match="已有榜单“乙批”"):
        listings.edit_listing(office, "丁批", title="乙批")
    before = everything(office)
    with pytest.raises(WrongUsage, match="没有写明要改什么"):
        listings.edit_listing(office, "丁批")
    assert everything(office) == before
