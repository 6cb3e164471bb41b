"""Undo takes back a whole command, in any order that leaves nothing hanging; an undo can be undone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jbgs.errors import JbgsError, NotAllowed, NotFound
from jbgs.registers.publicity import SUBJECTS
from jbgs.reports.making import Wanted
from jbgs.reports.monthly import month_period
from jbgs.reports.periods import quarter_period
from jbgs.services import moves, past
from jbgs.services.field import notices, submissions, visits
from jbgs.services.field.notices import Asked
from jbgs.services.funding import contracts, money
from jbgs.services.keeping import checks
from jbgs.services.market import bids, listings, talks
from jbgs.services.office import Office
from jbgs.services.papers import publicities, sending
from jbgs.services.reviewing import experts, opening, reviews, rounds, scores
from tests.helpers import (
    BIDDER,
    DAYS,
    PANEL,
    VISITORS,
    at,
    bid,
    bring,
    demand,
    everything,
    make_office,
    occur,
    open_listing,
    records,
    register,
)

LATE = "2021-12-01"
TITLES = ("甲", "乙", "丙")
PANELLISTS = ("ZJ-001", "ZJ-002", "ZJ-003")
ROUND = "PS-2021-01"
ASKED = Asked(quarter_period(2021, 3), "2021年第三季度", date(2021, 10, 10))


def codes(office: Office) -> list[str]:
    return sorted(one["code"] for one in office.projects())


def nth(office: Office, n: int) -> str:
    found = codes(office)
    return found[n % len(found)] if found else "GJ-2021-HN-999"


PASSED: dict[str, Any] = {"result": "passed", "document": "评审意见", "experts": PANEL}
COMMANDS: dict[str, Callable[[Office, int], object]] = {
    "receive": lambda o, n: register(o, demand("key", TITLES[n % 3]), day=LATE),
    "receive many": lambda o, n: register(o, *(demand("common", t) for t in TITLES), day=LATE),
    "screen": lambda o, n: moves.stage(o, [nth(o, n)], "screened"),
    "review": lambda o, n: reviews.close_review(o, [nth(o, n)], PASSED),
    "list": lambda o, n: listings.add_to_listing(o, open_listing(o), [nth(o, n)]),
    "unlist": lambda o, n: listings.remove_from_listing(o, open_listing(o), [nth(o, n)], reason="复核"),
    "publish": lambda o, n: listings.publish(o, open_listing(o), deadline=None, channels=""),
    "bid": lambda o, n: register(o, bid(code=nth(o, n)), day=LATE),
    "close": lambda o, n: listings.close_listing(o, f"2021-{n + 1:02d}"),
    "link again": lambda o, n: bids.link(o, f"YX-2021-{n + 1:03d}", nth(o, n)),
    "take back": lambda o, n: bids.withdraw(o, f"YX-2021-{n + 1:03d}", reason="另有安排"),
    "talk": lambda o, n: talks.record(o, nth(o, n), note="商定指标", bidder=BIDDER),
    "award": lambda o, n: bids.award(o, nth(o, n), BIDDER, grounds="纪要"),
    "sign": lambda o, n: contracts.add_contract(
        o, nth(o, n), {"number": f"HT-{n}-{o.store.count('batches')}", "name": "x", "total": "100.00"}
    ),
    "file": lambda o, n: contracts.file_contract(o, nth(o, n), "BA"),
    "approve": lambda o, n: contracts.approve(o, [nth(o, n)], "文"),
    "pay": lambda o, n: money.pay(o, nth(o, n)),
    "withdraw": lambda o, n: moves.stage(o, [nth(o, n)], "withdrawn", reason="撤"),
    "enter expert": lambda o, n: experts.add(
        o, {"name": TITLES[n % 3], "unit": f"{n}院", "field": ("技术", "管理", "财务")[n % 3]}
    ),
    "retire expert": lambda o, n: experts.retire(o, f"ZJ-{n + 1:03d}", reason="退休"),
    "call panel": lambda o, n: opening.open_round(
        o, [nth(o, n)], "demand", opening.Call(named=PANELLISTS[: 1 + n]), reason="试"
    ),
    "score": lambda o, n: score(o, f"ZJ-{n + 1:03d}"),
    "recuse": lambda o, n: rounds.recuse(o, ROUND, f"ZJ-{n + 1:03d}", [nth(o, n)], reason="师生"),
    "visit": lambda o, n: visits.record(
        o, nth(o, n), {"progress": "拖延", "reason": "试"}, VISITORS, [{"what": "缺人", "due": "2021-12-20"}]
    ),
    "settle problem": lambda o, n: visits.settle(o, nth(o, n), 1, "已办"),
    "submit": lambda o, n: submissions.record(o, ["海宁"], f"2021-{6 + n:02d}", zero=n == 5, note=f"第{n}次"),
    "draw up": lambda o, n: notices.draw_up(o, ASKED, number=f"{n}号", force_empty=True),
    "send notice": lambda o, n: notices.send(o, f"DC-2021-{n + 1:02d}"),
    "answer": lambda o, n: notices.answer(o, f"DC-2021-{n + 1:02d}", "海宁", text="已改"),
    "void notice": lambda o, n: notices.void(o, f"DC-2021-{n + 1:02d}", reason="有误"),
    "publicise": lambda o, n: publicities.open_publicity(
        o, [nth(o, n)], SUBJECTS[n % len(SUBJECTS)], start=date.fromisoformat(LATE), reason="试"
    ),
    "object": lambda o, n: publicities.object_to(o, f"GS-2021-{n + 1:03d}", by_whom="某", text="不实"),
    "settle objection": lambda o, n: publicities.settle(o, f"GS-2021-{n + 1:03d}", "1", outcome="核实"),
    "end publicity": lambda o, n: publicities.close(o, f"GS-2021-{n + 1:03d}", reason="试"),
    "send month": lambda o, n: send_month(o, 6 + n),
}


def score(office: Office, expert: str) -> None:
    """Full marks by an expert for all that the first panel looks at."""
    made = rounds.find(office, ROUND)
    marks = {one["key"]: one["full"] for one in made["scheme"]["criteria"]}
    for item in made["items"]:
        scores.give(office, ROUND, expert, item, marks, opinion="同意")


def send_month(office: Office, month: int) -> None:
    wanted = Wanted(date.fromisoformat(month_period(2021, month).end), year=2021, month=month)
    made = sending.to_send(office, wanted, reason="更正")
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "月报.xlsx"
        paper.write_bytes(b"as drawn")
        sending.send(office, wanted, made, [paper], Path(folder) / "报", reason="更正")


FIELD = (
    *("enter expert", "call panel", "score", "recuse", "retire expert", "submit", "draw up", "send notice"),
    *("answer", "void notice", "publicise", "object", "settle objection", "end publicity", "send month"),
)
"""What is done beside a project's way; a program of its own, since few of all programs get far with these."""
commands = st.lists(st.tuples(st.sampled_from(sorted(COMMANDS)), st.integers(0, 5)), max_size=12)
settings.register_profile("store", deadline=None, suppress_health_check=[HealthCheck.too_slow])


def play(office: Office, script: list[tuple[str, int]]) -> dict[str, dict[str, Any]]:
    """Run commands, passing over those that are refused; the records before each batch that was written."""
    before = {}
    for name, n in script:
        count, state = office.store.count("batches"), records(office)
        try:
            COMMANDS[name](office, n)
        except JbgsError:
            assert records(office) == state or office.store.count("batches") > count
        if new := past.batches(office)[count:]:
            before[new[0]["id"]] = state
    return before


aside = st.lists(st.tuples(st.sampled_from(FIELD), st.integers(0, 2)), min_size=6, max_size=14)


@settings(settings.get_profile("store"), max_examples=20)
@given(commands | aside)
def test_undoing_everything_in_reverse_brings_every_state_back(script: list[tuple[str, int]]) -> None:
    """Red when ``past.undo`` passes over a table (tried: each), or goes from the first event to the last."""
    with tempfile.TemporaryDirectory() as folder:
        office = at(make_office(Path(folder) / "x"), LATE)
        try:
            start = [("receive many", 0), ("screen", 0), ("review", 0), *script]
            before = play(office, start)
            after = records(office)
            done = [one["id"] for one in past.batches(office)]
            for batch_id in reversed(done):
                past.undo(office, batch_id, reason="试")
                assert batch_id not in before or records(office) == before[batch_id]
            # And forward again: an undo undone is the command done.
            for one in reversed([b["id"] for b in past.batches(office) if "undoes" in b]):
                past.undo(office, one, reason="试")
            assert records(office) == after
            assert list(checks.faults(office)) == []
        finally:
            office.store.close()


def test_every_register_is_undone(office: Office) -> None:
    """Each command that writes beside the projects, in an order that lets all of them through.

    Red when ``past.undo`` passes over any register (tried: experts, sent).
    """
    office = at(office, LATE)
    start = [("receive", 0), ("screen", 0), *(("enter expert", n) for n in range(3)), ("call panel", 2)]
    before = play(office, [*start, *((name, 0) for name in FIELD[2:])])
    tables = ("experts", "reviews", "submissions", "notices", "publicities", "sent")
    assert [table for table in tables if not office.store.count(table)] == []
    done = {one["command"] for one in past.batches(office)}
    assert len(done) >= 14, done
    for batch_id, state in reversed(before.items()):
        past.undo(office, batch_id, reason="试")
        assert records(office) == state, batch_id


def test_each_step_back_is_the_state_before(office: Office) -> None:
    office = at(office, LATE)
    script = [("receive", 0), ("screen", 0), ("review", 0), ("withdraw", 0)]
    before = play(office, script)
    for state in reversed(before.values()):
        past.undo(office, None)
        assert records(office) == state
    with pytest.raises(NotFound, match="没有可以撤销的操作"):
        past.undo(office, None)


def test_an_undo_is_refused_where_later_commands_touched_the_same_and_names_them(office: Office) -> None:
    """Red without ``_refuse_if_needed_later``."""
    [code] = register(office, demand())
    bring(office, code, "reviewed")
    first, screened, reviewed = past.batches(office)
    state = everything(office)
    with pytest.raises(NotAllowed) as caught:
        past.undo(office, first["id"])
    assert [one.what for one in caught.value.problems] == [
        f"此后的 review close（{reviewed['id']}）又改动了 {code}",
        f"此后的 stage（{screened['id']}）又改动了 {code}",
    ]
    assert caught.value.problems[0].remedy == f"先 jbgs undo {reviewed['id']}"
    assert everything(office) == state


def test_what_later_commands_did_not_touch_can_be_undone_out_of_order(office: Office) -> None:
    [one] = register(office, demand())
    [other] = register(office, demand(title="乙"))
    past.undo(office, past.batches(office)[0]["id"])
    assert codes(office) == [other]
    assert one not in codes(office)


def test_a_command_that_was_undone_stands_in_the_way_of_nothing(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "screened")
    past.undo(office, None)
    past.undo(office, past.batches(office)[0]["id"])
    assert codes(office) == []


def test_a_command_is_undone_once(office: Office) -> None:
    """Red when ``_target`` does not ask whether it is undone."""
    register(office, demand())
    target, count = past.undo(office, None)
    assert (target["command"], count) == ("import", 1)
    with pytest.raises(NotAllowed, match=f"批次 {target['id']} 已被 20211231-0002 撤销"):
        past.undo(office, target["id"])


def test_undo_of_undo_is_redo_and_can_itself_be_undone(office: Office) -> None:
    """Red when ``cancelled`` counts an undo that was itself undone."""
    [code] = register(office, demand())
    done = records(office)
    for _ in range(3):
        undoing = past.undo(office, past.batches(office)[0]["id"])
        assert codes(office) == []
        assert undoing[0]["id"] == "20211231-0001"
        past.undo(office, past.batches(office)[-1]["id"])
        assert records(office) == done
    assert past.cancelled(past.batches(office)).get("20211231-0001") is None
    assert code in codes(office)


def test_a_batch_by_its_number_alone(office: Office) -> None:
    register(office, demand())
    assert past.undo(office, "1")[0]["id"] == "20211231-0001"
    with pytest.raises(NotFound, match="没有批次“77”"):
        past.undo(office, "77")


def test_an_undo_takes_effect_on_the_day_of_what_it_takes_back(office: Office) -> None:
    """Red when ``undo`` writes its reverse on the office's day."""
    [code] = register(office, demand())
    bring(office, code, "screened")
    past.undo(office, None, reason="点错了")
    event = past.events_of(office, f"projects/{code}")[-1]
    assert (event["on"], event["kind"], event["undoes"]) == (DAYS["screened"], "undo", "20211231-0002")
    assert past.batches(office)[-1]["note"] == "点错了"


def test_an_undo_in_a_dry_run_changes_nothing(office: Office) -> None:
    register(office, demand())
    state = everything(office)
    past.undo(at(office, LATE, dry_run=True), None)
    assert everything(office) == state


def test_a_record_that_differs_from_its_history_is_not_undone(office: Office) -> None:
    """Red without ``_refuse_if_different``."""
    [code] = register(office, demand())
    bring(office, code, "contracted")
    occur(office, code, "100.00")
    with office.store.transaction():
        record = dict(office.project(code))
        record["occurred"] = {"1": {**record["occurred"]["1"], "amount": "1.00"}}  # type: ignore[index]
        office.store.put("projects", code, record)
    with pytest.raises(NotAllowed, match="记录与历史不符"):
        past.undo(office, None, reason="登记有误")
