from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jbgs.errors import StoreFault
from jbgs.store import Store, backup, files, restore
from jbgs.store.faults import Locked


@pytest.fixture
def filled(store: Store) -> Store:
    name = store.originals.add("附件2".encode() * 100)
    with store.transaction():
        store.put("projects", "P1", {"n": 1})
        store.put("files", name, {"sha256": name})
    return store


@pytest.fixture
def saved(filled: Store, tmp_path: Path) -> Path:
    return backup(filled, tmp_path / "备份" / "六月")


def content(home: Path) -> tuple:
    with Store.open(home) as store:
        files = {name: store.originals.get(name) for name in store.originals.names()}
        return list(store.scan("projects")), list(store.scan("files")), files, store.meta


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_backup_is_a_store_of_its_own(filled, saved, home):
    """Red when ``backup`` leaves the originals out."""
    assert content(saved) == content(home)
    assert left(saved.parent) == {"六月"}


def test_a_backup_is_restored_into_an_empty_folder(saved, home, tmp_path):
    before = {path: path.read_bytes() for path in saved.rglob("*") if path.is_file()}
    assert restore(saved, tmp_path / "new") is None
    assert content(tmp_path / "new") == content(home)
    assert {path: path.read_bytes() for path in saved.rglob("*") if path.is_file()} == before


def test_a_backup_waits_for_nobody(filled, home, tmp_path):
    with Store.open(home) as other, other.transaction():
        other.put("projects", "P2", {"n": 2})
        backup(filled, tmp_path / "meanwhile")
    assert content(tmp_path / "meanwhile")[0] == [{"n": 1}]


def test_a_backup_overwrites_nothing(filled, saved):
    """Red when ``backup`` does not ask whether the place is taken."""
    with pytest.raises(StoreFault, match="已经有文件"):
        backup(filled, saved)


def test_a_damaged_store_gives_no_backup(filled, home, tmp_path):
    """Red when the copy is not read back (``_require_sound`` in ``backup``)."""
    (original,) = filled.originals.names()
    (home / "originals" / original).write_bytes(b"")
    with pytest.raises(StoreFault, match="原件"):
        backup(filled, tmp_path / "out" / "b")
    filled._database.query("UPDATE documents SET doc = '{}' WHERE key = 'P1'")
    (home / "originals" / original).unlink()
    with pytest.raises(StoreFault, match="projects P1"):
        backup(filled, tmp_path / "out" / "b")
    assert left(tmp_path / "out") == set()


def test_a_sound_store_is_replaced_only_on_demand(filled, saved, home):
    """Red when ``restore`` does not ask for ``force``, or keeps nothing aside."""
    with filled.transaction():
        filled.put("projects", "P2", {"n": 2})
    filled.close()
    with pytest.raises(StoreFault, match="--force"):
        restore(saved, home)
    assert content(home)[0] == [{"n": 1}, {"n": 2}]
    aside = restore(saved, home, force=True)
    assert content(home)[0] == [{"n": 1}]
    assert aside is not None
    assert content(aside)[0] == [{"n": 1}, {"n": 2}]


def test_a_store_in_use_is_not_taken_for_a_damaged_one(filled, saved, home):
    """Red when ``_is_sound`` takes ``Locked`` for damage."""
    filled._database.query("BEGIN EXCLUSIVE")
    with pytest.raises(Locked):
        restore(saved, home, timeout=0.01)
    filled._database.query("ROLLBACK")
    assert content(home)[0] == [{"n": 1}]


def test_a_damaged_store_is_kept_aside_with_its_journal(filled, saved, home):
    """Red when ``_put_aside`` keeps nothing."""
    filled.close()
    (home / "jbgs.db").write_bytes(b"damaged")
    (home / "jbgs.db-journal").write_bytes(b"left by a killed process")
    (home / "policy.toml").write_text("# the office's own", encoding="utf-8")
    aside = restore(saved, home, force=True)
    assert aside is not None
    assert left(aside) == {"jbgs.db", "jbgs.db-journal", "originals"}
    assert left(home) == {"jbgs.db", "originals", "policy.toml", aside.name}
    assert content(home) == content(saved)


@pytest.mark.parametrize("spoil", ["document", "original", "missing", "trigger"])
def test_a_damaged_backup_is_not_restored(saved, home, spoil):
    """Red when what ``restore`` copied is not verified."""
    with Store.open(saved) as copy:
        (original,) = copy.originals.names()
        if spoil == "document":
            copy._database.query("UPDATE documents SET doc = '{}' WHERE key = 'P1'")
        if spoil == "trigger":
            copy._database.query(
                "CREATE TRIGGER t AFTER INSERT ON documents BEGIN DELETE FROM documents; END"
            )
    if spoil == "original":
        (saved / "originals" / original).write_bytes(b"")
    if spoil == "missing":
        shutil.move(saved / "jbgs.db", saved / "other.db")
    before = content(home)
    with pytest.raises(StoreFault):
        restore(saved, home, force=True)
    assert content(home) == before
    assert left(home) == {"jbgs.db", "originals"}


def test_what_a_killed_backup_left_goes_with_the_next(filled, tmp_path):
    """Red without ``clean_staging`` in ``backup``."""
    place = tmp_path / "备份"
    killed = place / f"{files.STAGING}{files.mark().split('.')[0]}.4194305-left"  # no process has this number
    (killed / "originals").mkdir(parents=True)
    running = place / f"{files.STAGING}{files.mark()}-mine"
    running.mkdir()
    backup(filled, place / "六月")
    assert left(place) == {"六月", running.name}
