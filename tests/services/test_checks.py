"""Planted faults are found, each by its code; what can be rebuilt is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jbgs import history
from jbgs.models import TRACKS
from jbgs.services.keeping import checks
from jbgs.services.office import Office
from tests.helpers import at, bid, bring, demand, everything, make_office, open_office, records, register


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a project of every track at its end, and a bid that waits."""
    office = make_office(tmp_path_factory.mktemp("template") / "市局")
    for track in TRACKS:
        [code] = register(office, demand(track, title=track))
        bring(office, code, "closed")
    register(office, bid(title="没有的项目"))
    office.store.close()
    return office.home


@pytest.fixture
def full(template: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of it to do harm to."""
    office = open_office(Path(shutil.copytree(template, tmp_path / "copy")))
    yield office
    office.store.close()


def tamper(office: Office, table: str, key: str, record: dict[str, Any] | None) -> None:
    with office.store.transaction():
        if record is None:
            office.store.delete(table, key)
        else:
            office.store.put(table, key, record)


def codes(office: Office) -> list[str]:
    return [one.code for one in checks.faults(office)]


def event(office: Office, number: int) -> dict[str, Any]:
    return office.store.get("events", history.event_id(number)) or {}


def test_a_healthy_store_has_no_fault(full: Office) -> None:
    assert codes(full) == []
    assert checks.counts(full)["projects"] == 3
    assert checks.counts(full)["intents"] == 4


def test_a_record_changed_behind_its_history(full: Office) -> None:
    record = full.project("GJ-2021-HN-001")
    tamper(full, "projects", "GJ-2021-HN-001", {**record, "stage": "approved"})
    [found] = checks.faults(full)
    assert (found.level, found.code) == ("error", "differs")
    assert "projects/GJ-2021-HN-001" in found.what
    assert found.fix


def test_a_record_that_fits_no_declaration(full: Office) -> None:
    record = full.project("GJ-2021-HN-001")
    tamper(full, "projects", "GJ-2021-HN-001", {**record, "stage": "dreamt"})
    assert codes(full) == ["differs", "shape"]


def test_a_lost_record(full: Office) -> None:
    tamper(full, "intents", "YX-2021-001", None)
    assert codes(full) == ["missing"]


def test_a_record_without_history(full: Office) -> None:
    tamper(full, "listings", "2021-09", {"id": "2021-09", "name": "天上掉下来的"})
    assert codes(full) == ["differs"]


def test_an_edited_event(full: Office) -> None:
    tamper(full, "events", "00000003", {**event(full, 3), "by": "别人"})
    assert codes(full) == ["chain"]


def test_a_lost_event(full: Office) -> None:
    tamper(full, "events", "00000003", None)
    found = codes(full)
    assert "chain" in found
    assert "batch" in found


def test_the_last_event_lost(full: Office) -> None:
    """The chain cannot miss its own end; the records and the batches do."""
    last = everything(full)["events"][-1]
    tamper(full, "events", last["id"], None)
    assert sorted(codes(full)) == ["batch", "differs"]


def test_a_batch_that_nobody_recorded(full: Office) -> None:
    tamper(full, "batches", "20211231-0002", None)
    assert codes(full) == ["batch"]


def test_an_original_that_is_not_there(office: Office) -> None:
    sha = office.store.originals.add(b"a form")
    with office.batch("import") as batch:
        file = {"id": sha, "name": "a.doc", "container": "doc", "on": "2021-06-01", "records": ["intents/X"]}
        batch.put("files", sha, file, "file")
    assert codes(office) == []
    next(path for path in office.home.rglob("*") if path.is_file() and sha[:8] in str(path)).unlink()
    assert len(codes(office)) == 1


def test_fixing_rebuilds_what_the_history_tells_after_a_backup(full: Office) -> None:
    whole = records(full)
    record = full.project("GJ-2021-HN-001")
    tamper(full, "projects", "GJ-2021-HN-001", {**record, "stage": "approved"})
    tamper(full, "intents", "YX-2021-001", None)
    assert sorted(checks.fix(at(full, "2021-12-01", dry_run=True))) == [
        "intents/YX-2021-001",
        "projects/GJ-2021-HN-001",
    ]
    assert len(codes(full)) == 2
    checks.fix(full)
    assert codes(full) == []
    assert records(full) == whole
    assert len(list(full.home.glob("before-fix-*"))) == 1


def test_a_broken_chain_proves_nothing_so_nothing_is_rebuilt(full: Office) -> None:
    record = full.project("GJ-2021-HN-001")
    tamper(full, "projects", "GJ-2021-HN-001", {**record, "stage": "approved"})
    tamper(full, "events", "00000003", {**event(full, 3), "by": "别人"})
    state = everything(full)
    assert checks.fix(full) == []
    assert everything(full) == state
