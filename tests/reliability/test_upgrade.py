"""Another format of the store: a backup first, then all of it or nothing, and the way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jbgs import history
from jbgs.errors import StoreFault
from jbgs.services.keeping import checks, safekeeping
from jbgs.services.office import Office
from jbgs.store.database import FORMAT
from tests.helpers import demand, everything, make_office, open_office, records, register


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home as version 1 wrote it: personal values hashed as they are."""
    office = make_office(tmp_path / "市局")
    for title in ("甲", "乙"):
        register(office, demand(title=title, contact="赵六", mobile="13857312345"))
    prev = history.GENESIS
    with office.store.transaction():
        for event in list(office.store.scan("events")):
            body = {key: value for key, value in event.items() if key not in ("prev", "hash", "salt")}
            for change in body["changes"]:
                change.pop("sealed", None)
            made = history.seal(body, prev)
            prev = made["hash"]
            office.store.put("events", event["id"], dict(made))
        office.store._database.query("PRAGMA user_version = 1")
    office.store.close()
    return office.home


def version(office: Office) -> int:
    return int(office.store._database.query("PRAGMA user_version")[0][0])


def test_reading_and_rehearsing_leave_the_old_format_alone(home: Path) -> None:
    office = open_office(home)
    assert list(checks.faults(office)) == []
    with replace(office, dry_run=True).batch("import"):
        pass
    assert version(office) == 1
    assert list(home.glob("before-upgrade-*")) == []
    office.store.close()


def test_the_first_command_that_writes_upgrades_after_a_backup(home: Path) -> None:
    """Red when ``upgrade`` makes no backup first."""
    office = open_office(home)
    whole, before = records(office), everything(office)
    register(office, demand(title="丙"))
    assert version(office) == FORMAT
    assert list(checks.faults(office)) == []
    assert ["salt" in event for event in office.store.scan("events")] == [True, True, False]
    assert {one["code"] for one in whole["projects"]} < {one["code"] for one in office.projects()}
    [saved] = home.glob("before-upgrade-*")
    office.store.close()
    assert safekeeping.restore(saved, home, force=True) is not None  # and back again
    office = open_office(home)
    assert (version(office), everything(office)) == (1, before)
    office.store.close()


def test_a_damaged_history_is_not_upgraded(home: Path) -> None:
    """Red when ``_sealed_afresh`` does not look at the old chain: it would seal the damage in."""
    office = open_office(home)
    event = office.store.get("events", "00000001") or {}
    with office.store.transaction():
        office.store.put("events", "00000001", {**event, "by": "别人"})
    before = everything(office)
    with pytest.raises(StoreFault, match="没有升级"):
        register(office, demand(title="丙"))
    assert (version(office), everything(office)) == (1, before)
    office.store.close()
