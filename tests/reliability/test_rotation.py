"""Backups by date, and only as many as are wanted; nothing else in the folder is ever touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from jbgs.errors import StoreFault, WrongUsage
from jbgs.services.keeping import checks, safekeeping
from tests.helpers import demand, everything, make_office, open_office, register


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_newest_stay_and_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    """Red when ``_MADE`` is looser than the names that ``dated`` gives."""
    office, folder = make_office(tmp_path / "市局"), tmp_path / "备份"
    others = ["backup-2020", "backup-20200101-000000.zip", "我的文件"]
    for name in others:
        (folder / name).mkdir(parents=True)
    for day in range(5):
        made, _ = safekeeping.rotate(replace(office, now=office.now + timedelta(days=day)), folder, 3)
    assert made.name == "backup-20220104-093000"
    assert set(names(folder)) == {f"backup-2022010{day}-093000" for day in (2, 3, 4)} | set(others)
    twice, gone = safekeeping.rotate(replace(office, now=office.now + timedelta(days=4)), folder, 3)
    assert (twice.name, [path.name for path in gone]) == (
        "backup-20220104-093000-2",
        ["backup-20220102-093000"],
    )
    with pytest.raises(WrongUsage, match="至少保留 1 份"):
        safekeeping.rotate(office, folder, 0)
    office.store.close()


def test_an_old_backup_goes_only_after_the_new_one_is_sound(tmp_path: Path) -> None:
    """Red when ``rotate`` removes first."""
    office, folder = make_office(tmp_path / "市局"), tmp_path / "备份"
    first, _ = safekeeping.rotate(office, folder, 1)
    register(office, demand())
    office.store._database.query("UPDATE documents SET doc = '{}' WHERE tbl = 'events'")
    with pytest.raises(StoreFault):
        safekeeping.rotate(replace(office, now=office.now + timedelta(days=1)), folder, 1)
    assert names(folder) == [first.name]
    office.store.close()


def test_there_and_back_is_equal_event_by_event(tmp_path: Path) -> None:
    """Red when ``store.backup`` leaves a table or an original out."""
    office = make_office(tmp_path / "市局")
    register(office, demand(contact="赵六"), demand(title="乙"))
    before = everything(office)
    saved = safekeeping.backup(office, tmp_path / "备份")
    office.store.close()
    (tmp_path / "市局" / "jbgs.db").write_bytes(b"damaged")
    for home in (tmp_path / "市局", tmp_path / "新机"):
        safekeeping.restore(saved, home)
        back = open_office(home)
        assert everything(back) == before
        assert list(checks.faults(back)) == []
        back.store.close()
