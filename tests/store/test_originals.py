from __future__ import annotations

import errno
import os
import signal
import sys
from hashlib import sha256

import pytest

from jbgs.errors import StoreFault
from jbgs.store import Store, files, originals
from jbgs.store.files import STAGING, STALE, mark

DATA = "附件1\0".encode() * 1000
NAME = sha256(DATA).hexdigest()


def codes(store: Store, *expected: str) -> list[tuple[str, str]]:
    return [(fault.level, fault.code) for fault in store.originals.verify(expected)]


def test_bytes_come_back_under_their_sha256(store, home):
    assert store.originals.add(DATA) == NAME
    assert store.originals.add(DATA) == NAME
    assert store.originals.add(b"") == sha256(b"").hexdigest()
    with Store.open(home) as again:
        assert again.originals.get(NAME) == DATA
        assert again.originals.names() == {NAME, sha256(b"").hexdigest()}
        assert codes(again, NAME, sha256(b"").hexdigest()) == []


def test_missing_altered_and_stray_files_are_found(store, home):
    store.originals.add(DATA)
    stray = store.originals.add(b"stray")
    lost = sha256(b"lost").hexdigest()
    (home / "originals" / NAME).write_bytes(DATA[:-1])
    (home / "originals" / "desktop.ini").write_bytes(b"")
    assert codes(store, NAME, lost) == [
        ("error", "original-missing"),
        ("error", "original-altered"),
        ("warning", "original-stray"),
        ("warning", "original-stray"),
    ]
    assert stray in store.originals.names()
    for name, says in ((NAME, "改动或损坏"), (lost, "缺失")):
        with pytest.raises(StoreFault, match=says):
            store.originals.get(name)


def test_adding_a_damaged_file_again_makes_it_good(store, home):
    store.originals.add(DATA)
    (home / "originals" / NAME).write_bytes(b"")
    store.originals.add(DATA)
    assert store.originals.get(NAME) == DATA


@pytest.mark.parametrize("name", ["", "../jbgs.db", NAME.upper(), NAME[:-1], f"{NAME}\n"])
def test_a_name_is_a_sha256_and_never_a_path(store, name):
    with pytest.raises(ValueError, match="sha256"):
        store.originals.get(name)


def test_only_stale_parts_are_cleaned_away(store, home):
    parts = home / "originals" / ".parts"
    old, fresh = parts / "old", parts / "fresh"
    for part in (old, fresh):
        part.write_bytes(b"half")
    limit = fresh.stat().st_mtime - STALE - 60
    os.utime(old, (limit, limit))
    Store.open(home).close()
    assert (old.exists(), fresh.exists()) == (False, True)
    assert codes(store) == []


def test_many_are_synced_before_any_has_its_name(store, home, monkeypatch):
    datas = [str(number).encode() * 1000 for number in range(150)]
    done: list[str] = []
    for module in (originals, files):
        monkeypatch.setattr(module, "sync_folder", lambda path: done.append(path.name))
    synced = originals.sync

    def sync(file):
        done.append("file")
        synced(file)

    monkeypatch.setattr(originals, "sync", sync)
    with store.originals.adding() as adding:
        names = {adding.add(data) for data in [*datas, datas[0]]}
        assert store.originals.names() == set()
    assert store.originals.names() == names == {sha256(data).hexdigest() for data in datas}
    assert done == ["file"] * 150 + ["originals"]
    assert codes(store, *names) == []


def test_an_error_keeps_none_of_many(store, home):
    def fail() -> None:
        with store.originals.adding() as adding:
            for number in range(100):
                adding.add(str(number).encode())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.originals.names() == set()
    assert list((home / "originals" / ".parts").iterdir()) == []


def test_what_was_laid_and_is_not_kept_goes(store, home):
    with store.originals.adding() as adding:
        room = adding.room()
        kept, twice, other = (room.lay(data) for data in (DATA, DATA, b"other"))
        assert {path.parent for path in (kept, twice, other)} == {home / "originals" / ".parts"}
        for path in (kept, twice, other):
            adding.sync(path)
        adding.keep(kept, NAME)
        adding.keep(twice, NAME)
    assert store.originals.get(NAME) == DATA
    assert store.originals.names() == {NAME}
    assert list((home / "originals" / ".parts").iterdir()) == []


def test_what_cannot_be_written_is_told(store, home, monkeypatch):
    def refuse(path):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(originals, "new_private", refuse)
    with pytest.raises(StoreFault, match="磁盘已满"):
        store.originals.add(DATA)
    assert store.originals.names() == set()
    assert list((home / "originals" / ".parts").iterdir()) == []


ADDING = """
import sys
from pathlib import Path
from jbgs.store import Store
with Store.open(Path(sys.argv[1])) as store:
    for number in range(100_000):
        print(store.originals.add(str(number).encode() * 20_000), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_kill_leaves_whole_files_only(store, home, start):
    for _ in range(3):
        process = start(ADDING, home)
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        acknowledged = process.stdout.read().split()
        assert {"original-stray"} >= {fault.code for fault in store.originals.verify(acknowledged)}
        assert all(store.originals.intact(name) for name in store.originals.names())


FULL = """
import resource, sys
from pathlib import Path
from jbgs.errors import StoreFault
from jbgs.store import Store
with Store.open(Path(sys.argv[1])) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
    try:
        store.originals.add(b"x" * 5000)
    except StoreFault as fault:
        print(fault)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_full_disk_keeps_nothing_by_halves(store, home, run):
    assert "磁盘已满" in run(FULL, home)
    assert codes(store) == []
    assert list((home / "originals" / ".parts").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="process ids of POSIX")
def test_what_a_killed_process_left_is_gone_at_the_next_start(store, home, start):
    """Red without ``clean_staging`` in ``store/store.py`` or ``is_abandoned`` in ``Originals.clean``."""
    dead = start("pass")
    dead.wait(timeout=30)
    machine, mine = mark().split(".")
    left = [
        home / "originals" / ".parts" / f"{machine}.{dead.pid}-x",
        home / f"{STAGING}{machine}.{dead.pid}-x",
    ]
    kept = [home / "originals" / ".parts" / f"{machine}.{mine}-x", home / f"{STAGING}{machine}.{mine}-x"]
    kept.append(home / f"{STAGING}00000000.{dead.pid}-x")  # another machine's, on a share
    for path in (*left, *kept):
        path.mkdir() if path.parent == home else path.write_bytes(b"half")
    (home / "jbgs.db-journal").write_bytes(b"")
    Store.open(home).close()
    assert [path for path in left if path.exists()] == []
    assert all(path.exists() for path in kept)
    assert not (home / "jbgs.db-journal").exists()
