"""榜单: drawn up, published, closed; 流榜 and the next listing."""

from __future__ import annotations

from datetime import date

import pytest

from jbgs.errors import NotAllowed, NotFound, WrongUsage
from jbgs.services import moves
from jbgs.services.market import bids, listings
from jbgs.services.office import Office
from tests.helpers import DAYS, Flaw, at, bid, bring, demand, everything, open_listing, register


def test_listings_are_numbered_within_their_year(office: Office) -> None:
    ids = [listings.new_listing(at(office, "2021-06-01"), name)["id"] for name in ("第一批", "第二批")]
    assert ids == ["2021-01", "2021-02"]
    assert office.listing_id("第二批") == office.listing_id("2021-02") == "2021-02"


def test_a_name_stands_once(office: Office) -> None:
    listings.new_listing(office, "第一批")
    with pytest.raises(NotAllowed, match="已有榜单“第一批”"):
        listings.new_listing(office, "第一批")


def test_adding_is_all_or_none(office: Office) -> None:
    ready, not_ready = register(office, demand(), demand(title="乙"))
    bring(office, ready, "reviewed")
    name = open_listing(office)
    before = everything(office)
    with pytest.raises(NotAllowed):
        listings.add_to_listing(at(office, DAYS["listed"]), name, [ready, not_ready])
    assert everything(office) == before


def test_removing_puts_a_project_back_as_reviewed(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "listed")
    name = open_listing(office)
    with pytest.raises(NotAllowed, match="早于“已入榜”之日"):
        listings.remove_from_listing(at(office, DAYS["reviewed"]), name, [code], reason="须复核")
    listings.remove_from_listing(at(office, "2021-06-05"), name, [code], reason="须复核")
    project = office.project(code)
    assert project["stage"] == "reviewed"
    assert "listed" not in project["dates"]
    assert "listing" not in project
    with pytest.raises(NotFound, match="不在榜单"):
        listings.remove_from_listing(office, name, [code], reason="再来")


def test_publishing_moves_the_projects_and_opens_bidding_until_the_deadline(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    project = office.project(code)
    assert project["stage"] == "published"
    assert project["publication"] == {
        "listing": "2021-01",
        "on": "2021-06-05",
        "deadline": "2021-06-18",
        "channels": "门户网站",
    }


def test_an_empty_listing_is_not_published(office: Office) -> None:
    listings.new_listing(office, "空")
    with pytest.raises(NotAllowed, match="没有项目"):
        listings.publish(office, "空", deadline=None, channels="")


def test_a_deadline_before_the_publication_is_wrong(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "listed")
    with pytest.raises(WrongUsage, match="早于发布日"):
        listings.publish(
            at(office, "2021-06-10"), open_listing(office), deadline=date(2021, 6, 9), channels=""
        )


def test_a_listing_is_not_published_before_its_projects_were_in_it(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "listed")
    with pytest.raises(NotAllowed, match="早于“已入榜”之日"):
        listings.publish(at(office, DAYS["reviewed"]), open_listing(office), deadline=None, channels="")


def test_a_published_listing_is_changed_no_more(office: Office) -> None:
    [first, second] = register(office, demand(), demand(title="乙"))
    bring(office, first, "published")
    bring(office, second, "reviewed")
    later = at(office, "2021-06-20")
    for change in (
        lambda: listings.add_to_listing(later, "2021-01", [second]),
        lambda: listings.remove_from_listing(later, "2021-01", [first], reason="x"),
        lambda: listings.publish(later, "2021-01", deadline=None, channels=""),
    ):
        with pytest.raises(NotAllowed, match="已于 2021-06-05 发布"):
            change()


def test_a_project_withdrawn_before_the_publication_is_neither_published_nor_put_back(office: Office) -> None:
    stays, goes = register(office, demand(), demand(title="乙"))
    bring(office, stays, "listed")
    bring(office, goes, "listed")
    moves.stage(at(office, "2021-06-05"), [goes], "withdrawn", reason="企业撤回")
    listing = listings.publish(at(office, "2021-06-06"), open_listing(office), deadline=None, channels="")
    assert list(listing["projects"]) == [stays]
    assert office.project(goes)["stage"] == "withdrawn"
    assert office.project(stays)["stage"] == "published"


def test_taking_a_withdrawn_project_off_the_list_leaves_it_withdrawn(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "listed")
    name = open_listing(office)
    moves.stage(at(office, "2021-06-05"), [code], "withdrawn", reason="企业撤回")
    listing = listings.remove_from_listing(at(office, "2021-06-06"), name, [code], reason="已撤")
    assert listing["projects"] == {}
    assert office.project(code)["stage"] == "withdrawn"


def test_a_listing_is_closed_after_its_deadline_once(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "listed")
    name = open_listing(office)
    with pytest.raises(NotAllowed, match="尚未发布"):
        listings.close_listing(at(office, "2021-06-18"), name)
    bring_published(office, name)
    with pytest.raises(NotAllowed, match="尚未过去"):
        listings.close_listing(at(office, "2021-06-18"), name)
    closed, taken, empty = listings.close_listing(at(office, "2021-06-19"), name)
    assert (closed["closed"], taken, empty) == ("2021-06-19", [], [code])
    with pytest.raises(NotAllowed, match="已于 2021-06-19 收榜"):
        listings.close_listing(at(office, "2021-06-20"), name)


def bring_published(office: Office, name: str) -> None:
    listings.publish(at(office, DAYS["published"]), name, deadline=date(2021, 6, 18), channels="")


def test_closing_sorts_those_with_bids_from_those_without(office: Office) -> None:
    wanted, ignored = register(office, demand(), demand(title="乙"))
    for code in (wanted, ignored):
        bring(office, code, "listed")
    name = open_listing(office)
    bring_published(office, name)
    register(office, bid(code=wanted), day="2021-06-10")
    _, taken, empty = listings.close_listing(at(office, "2021-06-19"), name)
    assert (taken, empty) == ([wanted], [ignored])
    gone = office.project(ignored)
    assert (gone["stage"], gone["exit_reason"]) == ("unclaimed", "2021年第1批揭榜截止，无揭榜意向")
    assert "listing" not in gone
    assert office.project(wanted)["stage"] == "bidding"


def test_what_found_nobody_is_published_again_in_another_listing_only(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    listings.close_listing(at(office, "2021-06-19"), "2021-01")
    with pytest.raises(NotAllowed, match="已于 2021-06-05 发布"):
        listings.add_to_listing(at(office, "2021-06-20"), "2021-01", [code])
    with pytest.raises(NotAllowed, match="流榜后须编入新的榜单"):
        moves.stage(at(office, "2021-06-20"), [code], "listed")
    second = open_listing(office)
    listings.add_to_listing(at(office, "2021-06-20"), second, [code])
    with pytest.raises(NotAllowed, match="榜单已公开发布"):
        moves.stage(at(office, "2021-06-21"), [code], "published")
    listings.publish(at(office, "2021-06-21"), second, deadline=None, channels="")
    project = office.project(code)
    assert (project["stage"], project["publication"]["listing"]) == ("published", second)
    assert "exit_reason" not in project


# -- bids -------------------------------------------------------------------------------------------------


def test_a_bid_that_names_its_project_opens_the_bidding(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    [intent_id] = register(office, bid(), day="2021-06-10")
    assert office.project(code)["stage"] == "bidding"
    assert office.project(code)["intents"] == {intent_id: "2021-06-10"}
    assert "late" not in office.intents(code)[0]


def test_a_bid_after_the_deadline_is_marked(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    register(office, bid(), day="2021-06-19")
    assert office.intents(code)[0]["late"] is True


def test_a_bid_on_two_projects_of_one_title_waits_until_it_is_linked(office: Office) -> None:
    first, second = register(office, demand(), demand(owner="海宁丙公司"))
    bring(office, first, "published")
    [intent_id] = register(office, bid(), day="2021-06-10")
    assert office.intents(first) == office.intents(second) == []
    bids.link(at(office, "2021-06-11"), intent_id.lower(), second)
    assert [one["id"] for one in office.intents(second)] == [intent_id]
    bids.link(at(office, "2021-06-12"), intent_id, first)
    assert "intents" not in office.project(second)
    assert office.project(first)["stage"] == "bidding"


def test_linking_what_is_not_there(office: Office) -> None:
    with pytest.raises(NotFound, match="YX-2021-009"):
        bids.link(office, "YX-2021-009", "GJ-2021-HN-001")


def test_a_bid_is_not_linked_to_a_project_that_is_over(office: Office) -> None:
    [code] = register(office, demand())
    [intent_id] = register(office, bid(title="别的"))
    moves.stage(at(office, "2021-06-05"), [code], "withdrawn", reason="撤回")
    with pytest.raises(NotAllowed, match="不能再挂揭榜意向"):
        bids.link(at(office, "2021-06-06"), intent_id, code)


def test_the_winners_bid_stays_where_it_won(office: Office) -> None:
    won, other = register(office, demand(), demand(title="乙"))
    bring(office, won, "awarded")
    with pytest.raises(NotAllowed, match="不能改挂"):
        bids.link(at(office, "2021-06-21"), "YX-2021-001", other)


def test_the_award_names_the_winner_his_price_and_the_grounds(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    register(office, bid(price="3500000.00", credit_code="91330481MA28A00X1Y"), day="2021-06-10")
    project = bids.award(at(office, "2021-06-20"), code, "YX-2021-001", grounds="比选纪要", region="HN")
    assert project["award"] == {
        "on": "2021-06-20",
        "winner": "浙江乙大学",
        "grounds": "比选纪要",
        "intent": "YX-2021-001",
        "credit_code": "91330481MA28A00X1Y",
        "price": "3500000.00",
        "region": "海宁市",
    }
    assert project["stage"] == "awarded"


def test_a_winner_who_did_not_bid_is_not_found_and_the_bidders_are_named(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "bidding")
    with pytest.raises(NotFound) as caught:
        bids.award(at(office, "2021-06-20"), code, "丁大学", grounds="x")
    assert "浙江乙大学（YX-2021-001）" in caught.value.problems[0].remedy


def test_the_owner_cannot_win_and_a_faulty_bid_neither_and_both_are_said(office: Office) -> None:
    [code] = register(office, demand(credit_code="C1"))
    bring(office, code, "published")
    form = bid(bidder="别名公司", credit_code="C1")
    form.problems.append(Flaw("price"))
    register(office, form, day="2021-06-10")
    with pytest.raises(NotAllowed) as caught:
        bids.award(at(office, "2021-06-20"), code, "别名公司", grounds="x")
    said = [one.what for one in caught.value.problems]
    assert said == ["揭榜单位与需求单位（成果方）是同一单位", "揭榜意向 YX-2021-001 有待更正的错误"]


def test_the_owner_can_win_where_a_reason_is_given(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    register(office, bid(bidder="海宁甲公司"), day="2021-06-10")
    project = bids.award(at(office, "2021-06-20"), code, "海宁甲公司", grounds="纪要", reason="联合体牵头")
    assert project["stage"] == "awarded"
    assert everything(office)["batches"][-1]["note"] == "联合体牵头"


def test_a_listing_by_its_id_before_a_name_that_looks_like_one(office: Office) -> None:
    listings.new_listing(office, "2021-02")
    listings.new_listing(office, "第二批")
    assert office.listing_id("2021-02") == "2021-02"
