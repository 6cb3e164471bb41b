"""A seal on paper: whoever writes the whole history anew, hashes and all, is found out by it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from jbgs import history
from jbgs.errors import WrongUsage
from jbgs.services.keeping import checks
from jbgs.services.office import Office
from tests.helpers import bring, demand, make_office, register


@pytest.fixture
def office(tmp_path: Path):
    made = make_office(tmp_path / "市局")
    for title in ("甲", "乙"):
        [code] = register(made, demand(title=title))
        bring(made, code, "contracted")
    yield made
    made.store.close()


def rewrite(office: Office, change: dict[int, dict[str, Any]]) -> None:
    """Edit events as one would who knows the program: every later hash made to fit."""
    prev = history.GENESIS
    with office.store.transaction():
        for number, event in enumerate(list(office.store.scan("events"))):
            body = {key: value for key, value in event.items() if key not in ("prev", "hash")}
            made = history.seal({**body, **change.get(number, {})}, prev)
            prev = made["hash"]
            office.store.put("events", event["id"], dict(made))


def test_a_history_written_anew_is_found_only_by_the_seal(office: Office) -> None:
    """Red when ``seal_faults`` compares nothing: ``check`` alone cannot see this, as the first line says."""
    seal = checks.seal(office)
    rewrite(office, {3: {"note": "改写"}})
    assert list(checks.faults(office)) == []
    assert [one.code for one in checks.seal_faults(office, seal)] == ["seal"]


def test_a_seal_stays_good_as_the_history_grows(office: Office) -> None:
    seal = checks.seal(office)
    register(office, demand(title="丙"))
    assert list(checks.seal_faults(office, seal)) == []
    assert list(checks.seal_faults(office, seal.replace("-", " - ").upper())) == []


def test_a_history_cut_short_is_found(office: Office) -> None:
    seal = checks.seal(office)
    last = office.store.last("events") or {}
    with office.store.transaction():
        office.store.delete("events", last["id"])
    assert [one.code for one in checks.seal_faults(office, seal)] == ["seal"]


@pytest.mark.parametrize("text", ["", "61", "x-1234", "1-" + "g" * 32, "1-" + "0" * 31, "-1-" + "0" * 32])
def test_what_is_no_seal_is_said_to_be_none(office: Office, text: str) -> None:
    with pytest.raises(WrongUsage, match="不是校验码"):
        list(checks.seal_faults(office, text))


@pytest.mark.parametrize("trick", ["edit", "remove", "insert", "swap"])
def test_an_event_edited_removed_inserted_or_swapped_is_found(office: Office, trick: str) -> None:
    """Red when ``broken_links`` looks at ``hash`` only (remove, insert, swap) or at ``prev`` only (edit)."""
    events, chance = list(office.store.scan("events")), random.Random(trick)
    at = chance.randrange(1, len(events) - 1)
    one, other = events[at], events[at + 1]
    with office.store.transaction():
        if trick == "edit":
            office.store.put("events", one["id"], {**one, "on": "2020-01-01"})
        if trick == "remove":
            office.store.delete("events", one["id"])
        if trick == "insert":
            extra = {**events[-1], "id": history.event_id(len(events) + 1), "record": "projects/X"}
            office.store.put("events", extra["id"], extra)
        if trick == "swap":
            office.store.put("events", one["id"], {**other, "id": one["id"]})
            office.store.put("events", other["id"], {**one, "id": other["id"]})
    assert "chain" in [fault.code for fault in checks.faults(office)]
