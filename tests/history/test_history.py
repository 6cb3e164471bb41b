"""Records are what their events add up to; the chain shows every later touch."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jbgs import history
from jbgs.models import Change, Event

# A path names either a value or a group, in every version of a record: see ``SCHEMAS``.
LEAVES = ("title", "owner", "价格")
GROUPS = ("fields", "dates", "1")
value = st.one_of(
    st.text(max_size=4),
    st.integers(-3, 3),
    st.booleans(),
    st.none(),
    st.lists(st.text(max_size=2), max_size=3),
)
group = st.dictionaries(st.sampled_from(LEAVES), value)
raw = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(LEAVES, value),
        **{name: st.one_of(st.none(), group, st.fixed_dictionaries({"inner": group})) for name in GROUPS},
    },
)


def tidy(record: Any) -> history.Record:
    return history.normal(record) or {}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[history.Record, history.Record]:
    """Two versions of a record; a name that is a value in one is no group in the other."""
    return tidy(draw(raw)), tidy(draw(raw))


records = raw.map(tidy)


@settings(max_examples=50, deadline=None)
@given(raw)
def test_normal_form_is_stable_and_holds_nothing_empty(record: Any) -> None:
    made = history.normal(record)
    assert history.normal(made) == made

    def full(one: Any) -> bool:
        inside = all(full(inner) for inner in one.values()) if isinstance(one, dict) else True
        return one is not None and one not in ("", [], {}) and inside

    assert made is None or full(made)


@settings(max_examples=50, deadline=None)
@given(pairs())
def test_a_difference_applied_gives_the_other_version(pair: tuple[history.Record, history.Record]) -> None:
    before, after = pair
    kept = copy.deepcopy(before)
    assert (history.apply(before, history.diff(before, after)) or {}) == after
    assert before == kept


@settings(max_examples=50, deadline=None)
@given(records)
def test_no_difference_to_itself(record: history.Record) -> None:
    assert history.diff(record, record) == []


@settings(max_examples=50, deadline=None)
@given(pairs())
def test_reversed_changes_lead_back(pair: tuple[history.Record, history.Record]) -> None:
    before, after = pair
    changes = history.diff(before, after)
    assert (history.apply(after, history.reverse(changes)) or {}) == before
    assert history.reverse(history.reverse(changes)) == changes


@settings(max_examples=50, deadline=None)
@given(st.lists(records, min_size=1, max_size=6))
def test_folding_all_events_gives_the_last_version(versions: list[history.Record]) -> None:
    events = [event(1, before, after) for before, after in zip([{}, *versions[:-1]], versions, strict=True)]
    told = history.fold(events)
    assert told.get("projects/X", {}) == versions[-1]


def event(number: int, before: Any, after: Any, on: str = "2021-06-01", record: str = "projects/X") -> Event:
    return history.seal(
        {
            "id": history.event_id(number),
            "batch": "20210601-0001",
            "command": "test",
            "at": "2021-06-01T09:00:00",
            "on": on,
            "by": "陈科",
            "record": record,
            "kind": "edited",
            "changes": history.diff(before, after),
        },
        history.GENESIS,
    )


def test_folding_until_a_day_takes_what_had_effect_by_then_whenever_recorded() -> None:
    created = event(1, {}, {"title": "甲"}, "2021-06-01")
    later = event(2, {"title": "甲"}, {"title": "甲", "owner": "乙"}, "2021-07-10")
    late_entry = event(3, {"title": "甲"}, {"title": "甲", "price": "1.00"}, "2021-06-20")
    told = [created, later, late_entry]
    assert history.fold(told, until="2021-05-31") == {}
    assert history.fold(told, until="2021-06-30") == {"projects/X": {"title": "甲", "price": "1.00"}}
    assert history.fold(told)["projects/X"] == {"title": "甲", "owner": "乙", "price": "1.00"}


def test_a_deleted_record_is_absent() -> None:
    assert history.fold([event(1, {}, {"title": "甲"}), event(2, {"title": "甲"}, {})]) == {}


def test_a_key_with_a_dot_is_refused() -> None:
    with pytest.raises(ValueError, match="not a part of a path"):
        history.diff({}, {"a.b": 1})


def test_a_value_that_becomes_a_group_is_refused() -> None:
    with pytest.raises(ValueError, match="a group in the other"):
        history.diff({"a": "x"}, {"a": {"b": "x"}})


# -- the chain -------------------------------------------------------------------------------------------


def chain(length: int = 5) -> list[Event]:
    made: list[Event] = []
    for number in range(1, length + 1):
        plain = event(number, {}, {"title": f"第{number}版"})
        body = {key: kept for key, kept in plain.items() if key not in ("prev", "hash")}
        made.append(history.seal(body, made[-1]["hash"] if made else history.GENESIS))
    return made


def test_a_whole_chain_has_no_broken_link() -> None:
    assert list(history.broken_links(chain())) == []
    assert list(history.broken_links([])) == []


def edited(events: list[Event]) -> list[Event]:
    changes = [Change(field="title", before=None, after="改过")]
    return [*events[:2], {**events[2], "changes": changes}, *events[3:]]


def edited_and_sealed_again(events: list[Event]) -> list[Event]:
    body = {key: kept for key, kept in events[2].items() if key not in ("prev", "hash")}
    return [*events[:2], history.seal({**body, "by": "别人"}, events[1]["hash"]), *events[3:]]


def inserted(events: list[Event]) -> list[Event]:
    forged = history.seal({**events[2], "note": "添"}, events[2]["hash"])
    return [*events[:3], forged, *events[3:]]


TAMPERED = {
    "edited": edited,
    "edited and sealed again": edited_and_sealed_again,
    "removed": lambda events: [*events[:2], *events[3:]],
    "the first one removed": lambda events: events[1:],
    "inserted": inserted,
    "reordered": lambda events: [*events[:2], events[3], events[2], *events[4:]],
}


@pytest.mark.parametrize("how", TAMPERED)
def test_the_chain_shows_what_was_done_to_it(how: str) -> None:
    assert list(history.broken_links(TAMPERED[how](chain())))


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 4), st.sampled_from(["by", "on", "kind", "record", "at", "batch", "prev", "id"]))
def test_every_field_of_an_event_is_under_the_seal(index: int, name: str) -> None:
    events = chain()
    events[index] = {**events[index], name: "00000009" if name == "id" else "x"}
    assert list(history.broken_links(events))
