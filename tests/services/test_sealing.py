"""Sealed bids: nothing that the program shows says what they offer, until they are opened."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from jbgs.errors import NotAllowed, WrongUsage
from jbgs.services import looking
from jbgs.services.market import bids, listing_view, listings, sealing
from jbgs.services.office import Office
from jbgs.services.receiving import editing, taken
from tests.helpers import BIDDER, Flaw, at, bid, bring, demand, register

PRICE, SCHEME = "2345678.00", "密不外传的方案"


@pytest.fixture
def sealed(office: Office) -> str:
    """A project in a sealed listing, with a bid; its code."""
    [code] = register(office, demand())
    bring(office, code, "reviewed")
    listings.new_listing(office, "密封批", deadline=date(2021, 6, 18), sealed=True)
    listings.add_to_listing(at(office, "2021-06-04"), "密封批", [code])
    listings.publish(at(office, "2021-06-05"), "密封批", deadline=None, channels="")
    form = bid(code=code, price=PRICE, scheme=SCHEME)
    form.problems.append(Flaw("price", "warning", f"“{PRICE}”写法不一", "报价", raw=PRICE))
    register(office, form, day="2021-06-10")
    return code


def shown(office: Office, code: str) -> str:
    told: list[Any] = [
        looking.whole(office, office.project(code)),
        listing_view.intents(office),
        listing_view.view(office, "密封批"),
        [one.problems for one in looking.inbox(office)],
    ]
    return json.dumps(told, ensure_ascii=False)


def test_nothing_says_the_price_until_it_is_opened(office: Office, sealed: str) -> None:
    assert PRICE not in shown(office, sealed)
    assert SCHEME not in shown(office, sealed)
    [line] = listing_view.intents(office)
    assert (line["sealed"], line["price"], line["bidder"]) == (True, None, BIDDER)
    sealing.open_bids(at(office, "2021-06-19"), "密封批")
    assert PRICE in shown(office, sealed)
    [line] = listing_view.intents(office)
    assert (line["sealed"], line["price"]) == (False, PRICE)


def test_a_bid_that_names_no_project_clearly_is_sealed_too(office: Office, sealed: str) -> None:
    register(office, bid(title="没有的项目", bidder="丙大学", price="7654321.00"), day="2021-06-10")
    assert "7654321.00" not in shown(office, sealed)
    sealing.open_bids(at(office, "2021-06-19"), sealed)
    assert PRICE in shown(office, sealed)
    assert "7654321.00" not in shown(office, sealed)
    sealing.open_bids(at(office, "2021-06-19"), "2021-01")
    assert "7654321.00" in shown(office, sealed)


def test_they_are_opened_once_after_the_deadline_and_it_is_known_by_whom(office: Office, sealed: str) -> None:
    with pytest.raises(NotAllowed, match="尚未过去，不能开启"):
        sealing.open_bids(at(office, "2021-06-18"), "密封批")
    listing, codes = sealing.open_bids(at(office, "2021-06-19"), "密封批")
    assert codes == [sealed]
    stored = office.store.get("listings", listing["id"])
    assert stored is not None
    assert stored["opened"] == {"on": "2021-06-19", "by": "陈科"}
    last = looking.history_of(office, sealed)[-1]
    assert (last["kind"], last["on"], last["by"]) == ("opening", "2021-06-19", "陈科")
    with pytest.raises(NotAllowed, match="已于 2021-06-19 由陈科开启"):
        sealing.open_bids(at(office, "2021-06-20"), "密封批")


def test_no_winner_before_the_opening(office: Office, sealed: str) -> None:
    with pytest.raises(NotAllowed, match="报价尚未开启") as caught:
        bids.award(at(office, "2021-06-20"), sealed, BIDDER, grounds="纪要", reason="着急")
    assert caught.value.problems[0].remedy == f"jbgs intent open {sealed}"
    sealing.open_bids(at(office, "2021-06-20"), sealed)
    made = bids.award(at(office, "2021-06-20"), sealed, BIDDER, grounds="纪要")
    assert made["award"]["price"] == PRICE


def test_what_is_sealed_is_not_edited(office: Office, sealed: str) -> None:
    with pytest.raises(NotAllowed, match="密封"):
        editing.edit(office, "YX-2021-001", {"price": "1元"}, reason="笔误")
    done = editing.edit(office, "YX-2021-001", {"contact": "王二"}, reason="笔误")
    assert PRICE not in json.dumps(done.record, ensure_ascii=False)


def test_an_open_listing_has_nothing_to_open_and_a_sealed_one_needs_a_deadline(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    with pytest.raises(NotAllowed, match="不是密封报价"):
        sealing.open_bids(office, code)
    [other] = register(office, demand(title="乙"))
    with pytest.raises(NotAllowed, match="尚未发榜"):
        sealing.open_bids(office, other)
    bring(office, other, "listed")
    with pytest.raises(WrongUsage, match="须有揭榜截止日"):
        listings.publish(office, "2021-02", deadline=None, channels="", sealed=True)


def test_the_seal_is_not_taken_off_a_published_listing(office: Office, sealed: str) -> None:
    with pytest.raises(NotAllowed, match="不能再改是否密封"):
        listings.edit_listing(at(office, "2021-06-06"), "密封批", sealed=False, reason="公开")


def test_the_import_says_no_price(office: Office, sealed: str) -> None:
    form = taken.FormTaken(bid(code=sealed, price=PRICE, scheme=SCHEME))  # type: ignore[arg-type]
    form.read.unmatched.append(type("Lost", (), {"label": "总报价", "value": PRICE, "where": ""})())
    form.read.problems.append(Flaw("price", "warning", f"“{PRICE}”", "报价", raw=PRICE))  # type: ignore[arg-type]
    with at(office, "2021-06-11").batch("import") as batch:
        from jbgs.registers.sources import SourceFile
        from jbgs.services.receiving.register import Register

        source = SourceFile(sha256="1" * 64, name="x", container="docx", on="2021-06-11")
        form.done = Register(at(office, "2021-06-11"), batch).add(form.read, source)
    told = json.dumps(taken._form_json(form), ensure_ascii=False)
    assert PRICE not in told
    assert SCHEME not in told
    assert "报价密封" in told
