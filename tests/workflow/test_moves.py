"""Every pair of stages on every track, against an expectation written by hand; every need and its clause."""

from __future__ import annotations

import re
import tomllib
from itertools import product
from pathlib import Path
from typing import Any, cast

import pytest

from jbgs import workflow
from jbgs.models import STAGES, TRACKS, Project, StageKey, Track

EXPECTED = tomllib.loads(Path(__file__).with_name("allowed.toml").read_text("utf-8"))
ROW = re.compile(r"(\w+) > (\w+) \(([\w ]*)\)")

STILL_THE_SAME_LISTING = "未满足：已编入榜单（流榜后须编入新的榜单）"
PANEL = [{"name": "张", "field": one} for one in ("technical", "management", "finance")]
PASSED = {"on": "2021-06-03", "result": "passed", "document": "评审意见"}
FAILED = {**PASSED, "result": "failed"}
EVIDENCE: dict[str, dict[str, Any]] = {
    "form": {},
    "review": {"reviews": {"1": PASSED}},
    "panel": {
        "reviews": {"1": {"on": "2021-06-03", "result": "passed", "document": "意见", "experts": PANEL}}
    },
    "listing": {"listing": "2021-01"},
    "publication": {"listing": "2021-01", "publication": {"listing": "2021-01", "on": "2021-06-05"}},
    "intent": {"intents": {"YX-2021-001": "2021-06-10"}},
    "award": {"award": {"on": "2021-06-20", "winner": "乙大学", "grounds": "纪要"}},
    "contract": {"contracts": {"1": {"number": "1", "name": "甲", "signed": "2021-07-01", "total": "1.00"}}},
    "filing": {"filing": {"on": "2021-07-05", "number": "BA-1"}},
    "approval": {"approval": {"on": "2021-08-01", "document": "文"}},
    "evaluation": {"evaluation": {"on": "2021-09-01", "grade": "差", "result": "failed"}},
    "passed": {"evaluation": {"on": "2021-09-01", "grade": "良好", "result": "passed"}},
    "payment": {"payments": {"1": {"on": "2021-10-01", "amount": "1.00", "recipient": "甲", "payers": []}}},
    "unpaid": {"evaluation": {"on": "2021-09-01", "grade": "差", "result": "failed"}},
    "reason": {},
}
"""What each piece of evidence puts into a record."""
MISSING: dict[str, dict[str, Any]] = {
    "form": {"problems": [{"field": "investment", "level": "error"}]},
    "review": {"reviews": {"1": {**FAILED, "experts": PANEL}}},
    "unpaid": EVIDENCE["passed"],
}
"""What a record holds where a piece of evidence is wanting, if that is more than nothing."""
CLAUSES: dict[str, tuple[str, str, str]] = {
    "form": ("二、（一）1", "二、（二）1", "二、（三）1"),
    "review": ("二、（一）2", "二、（二）2", "二、（三）2"),
    "panel": ("二、（一）2", "", ""),
    "listing": ("二、（一）2", "二、（二）2", "二、（三）2"),
    "publication": ("二、（一）3", "二、（二）3", "二、（三）3"),
    "intent": ("二、（一）3", "二、（二）3", "二、（三）3"),
    "award": ("二、（一）3", "二、（二）3", "二、（三）3"),
    "contract": ("三、2.(1)", "二、（二）3", "三、2.(2)"),
    "filing": ("", "二、（二）3", ""),
    "approval": ("三、2", "三、2", "三、2"),
    "evaluation": ("", "三、2.(2)", "三、2.(2)"),
    "passed": ("", "三、2.(2)", "三、2.(2)"),
    "payment": ("三、2.(1)", "三、2.(2)", "三、2.(2)"),
    "unpaid": ("", "三、2.(2)", "三、2.(2)"),
}
"""The clause that asks for each need, by track; empty where it is practice."""


def expected(track: Track) -> dict[tuple[str, str], set[str]]:
    rows = [ROW.fullmatch(text) for text in (*EXPECTED["all"], *EXPECTED[track])]
    return {(row[1], row[2]): set(row[3].split()) for row in rows if row}


def project(track: Track, stage: StageKey, *needs: str) -> Project:
    record: dict[str, Any] = {"code": "GJ-2021-HN-001", "track": track, "stage": stage, "fields": {}}
    for need, evidence in EVIDENCE.items():
        record |= evidence if need in needs else {}
    return cast("Project", record)


def test_every_line_of_the_expectation_can_be_read() -> None:
    assert all(ROW.fullmatch(text) for rows in EXPECTED.values() for text in rows)


@pytest.mark.parametrize("track", TRACKS)
def test_exactly_the_expected_pairs_are_rows_of_the_table(track: Track) -> None:
    found = {(move.source, move.target): set(move.needs) for move in workflow.moves(track)}
    wanted = {pair: needs - {"reason"} for pair, needs in expected(track).items()}
    assert found == wanted


@pytest.mark.parametrize(("track", "source"), list(product(TRACKS, STAGES)))
def test_every_pair_of_stages(track: Track, source: StageKey) -> None:
    """With all evidence at hand the expected pairs are open, and no others."""
    wanted = expected(track)
    everything = EVIDENCE.keys() - {"unpaid"}
    open_to = [
        target
        for target in STAGES
        if not workflow.may(
            project(track, source, *wanted.get((source, target), everything)), target, reason="理由"
        )
    ]
    assert open_to == [target for target in STAGES if (source, target) in wanted]


@pytest.mark.parametrize(
    ("track", "source", "target", "need"),
    [(t, *pair, need) for t in TRACKS for pair, needs in expected(t).items() for need in sorted(needs)],
)
def test_each_need_alone_stops_its_move_and_says_its_clause(
    track: Track, source: StageKey, target: StageKey, need: str
) -> None:
    others = expected(track)[source, target] - {need}
    record = cast("Project", {**project(track, source, *others), **MISSING.get(need, {})})
    reasons = workflow.may(record, target, reason="" if need == "reason" else "理由")
    if need == "reason":
        assert [one.what for one in reasons] == [f"转为“{workflow.LABELS[target]}”须说明理由"]
        return
    by_need = {one.what: one for one in reasons}
    found = by_need.get(f"未满足：{workflow.NEEDS[need].label}")
    assert found is not None, list(by_need)
    assert found.clause == CLAUSES[need][TRACKS.index(track)]
    assert found.remedy


def test_every_need_is_covered_by_the_expectation() -> None:
    assert set(CLAUSES) == set(workflow.NEEDS) == set(EVIDENCE) - {"reason"}


def test_all_reasons_come_at_once() -> None:
    """From 寻榜 to 立项 in one leap: everything that lies between is wanting, in the order of the way."""
    said = [one.what for one in workflow.may(project("key", "screened"), "approved")]
    assert said[0] == "现为“已寻榜”，须先经过：已论证、已入榜、已发榜、竞榜中、已揭榜、已签约、已备案"
    needs = ("review", "listing", "publication", "intent", "award", "contract", "filing", "approval")
    assert said[1:] == [f"未满足：{workflow.NEEDS[need].label}" for need in needs]


def test_an_exit_without_reason_and_without_way_says_both() -> None:
    said = [one.what for one in workflow.may(project("key", "closed"), "withdrawn", reason="  ")]
    assert said == ["转为“已撤榜”须说明理由", "不能从“已结题”转为“已撤榜”"]


def test_where_there_is_no_way_the_remedy_names_the_ways_there_are() -> None:
    [refused] = workflow.may(project("key", "published"), "screened")
    assert refused.remedy == "此时可以：竞榜中（bidding）、已撤榜（withdrawn）、流榜（unclaimed）"


def test_after_finding_no_bidder_only_another_listing_will_do() -> None:
    found_nobody = EVIDENCE["publication"]
    same = cast("Project", {**project("key", "unclaimed"), **found_nobody})
    other = cast("Project", {**same, "listing": "2021-02"})
    assert [one.what for one in workflow.may(same, "listed")] == [
        "未满足：已编入榜单（流榜后须编入新的榜单）"
    ]
    assert workflow.may(other, "listed") == []


def test_the_publication_of_an_earlier_listing_is_not_that_of_this_one() -> None:
    again = cast("Project", {**project("key", "listed", "publication"), "listing": "2021-02"})
    assert workflow.may(again, "published")


def test_only_the_last_review_counts() -> None:
    passed, failed = (
        EVIDENCE["panel"]["reviews"]["1"],
        {"on": "2021-06-04", "result": "failed", "document": "x"},
    )
    record = project("common", "screened")
    assert workflow.may(cast("Project", {**record, "reviews": {"9": passed, "10": failed}}), "reviewed")
    assert not workflow.may(cast("Project", {**record, "reviews": {"9": failed, "10": passed}}), "reviewed")


@pytest.mark.parametrize("missing", workflow.PANEL_FIELDS)
def test_a_common_panel_lacks_no_field(missing: str) -> None:
    experts = [one for one in PANEL if one["field"] != missing]
    review = {**PASSED, "experts": experts}
    record = cast("Project", {**project("common", "screened"), "reviews": {"1": review}})
    assert "技术、管理、投资（财务）" in workflow.may(record, "reviewed")[0].what


@pytest.mark.parametrize("track", TRACKS)
def test_the_order_of_stages_is_that_of_the_plan(track: Track) -> None:
    way_in = ["received", "screened", "reviewed", "listed", "published", "bidding", "awarded", "contracted"]
    end = {
        "common": ["filed", "approved", "subsidised", "evaluated", "closed"],
        "key": ["filed", "approved", "evaluated", "subsidised", "closed"],
        "transfer": ["filed", "approved", "evaluated", "subsidised", "closed"],
    }[track]
    exits = ["rejected", "withdrawn", "unclaimed", "terminated"]
    assert workflow.order(track) == [*way_in, *end, *exits]


# -- the tables check themselves -------------------------------------------------------------------------

Move = workflow.Move
BROKEN: dict[str, tuple[tuple[Move, ...], str]] = {
    "a need that nobody declared": (
        (Move("listed", "withdrawn", ("blessing",)),),
        "blessing is not declared",
    ),
    "two rows for a pair": ((Move("received", "screened", ("form",)),), "two rows for"),
    "a way out of a final stage": ((Move("closed", "approved"),), "a final stage that leads on"),
    "a way back to the start": ((Move("screened", "received"),), "leads back to the start"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_table_is_found(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    added, said = BROKEN[what]
    assert list(workflow.faults()) == []
    monkeypatch.setattr(workflow, "MOVES", (*workflow.MOVES, *added))
    assert any(said in one for one in workflow.faults())


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("contracted", "filed", "filed cannot be reached"),
        ("bidding", "awarded", "contracted cannot be reached"),
        ("unclaimed", None, "unclaimed is a trap"),
    ],
)
def test_a_lost_row_is_found(
    source: str, target: str | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = [one for one in workflow.MOVES if one.source != source or target not in (one.target, None)]
    monkeypatch.setattr(workflow, "MOVES", tuple(left))
    assert any(said in one for one in workflow.faults())


def test_a_missing_label_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(workflow.LABELS, "filed")
    assert "stages and labels differ" in workflow.faults()


def test_an_unused_need_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    unused = workflow.NEEDS["form"]
    monkeypatch.setitem(workflow.NEEDS, "spare", unused)
    assert "need spare is never used" in workflow.faults()
