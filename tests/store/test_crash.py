"""Kills, full disks and many writers: what was acknowledged is there, and nothing is ever half there."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time

import pytest

from jbgs.errors import StoreFault
from jbgs.store import Store
from jbgs.store.faults import Locked

WRITER = """
import sys
from pathlib import Path
from jbgs.store import Store
home, name, amount = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(amount):
    with Store.open(home, timeout=60) as store, store.transaction():
        store.put("projects", name, {"stage": "published", "n": number, "text": "文" * 3000})
        store.put("events", f"{name}-{number}", {"batch": name, "record": name})
    print(number, flush=True)
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@posix
def test_twenty_kills_lose_nothing_that_was_acknowledged(store, home, start):
    chance = random.Random(20210428)
    for kill in range(20):
        process = start(WRITER, home, f"k{kill}", 10_000)
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        acknowledged = 1 + len(process.stdout.read().splitlines())
        with Store.open(home) as survivor:
            events = survivor.count("events", batch=f"k{kill}")
            assert events in (acknowledged, acknowledged + 1)  # killed between the commit and saying so
            assert survivor.get("projects", f"k{kill}")["n"] == events - 1
            assert list(survivor.verify()) == []


HALFWAY = """
import os, signal, sys
from pathlib import Path
from jbgs.store import Store
store = Store.open(Path(sys.argv[1]))
store._database.query("PRAGMA cache_size = 5")  # what does not fit goes into the file before the commit
with store.transaction():
    for number in range(50):
        store.put("projects", f"P{number}", {"n": "changed", "text": "新" * 3000})
    os.kill(os.getpid(), signal.SIGKILL)
"""


@posix
def test_a_reader_recovers_what_a_killed_writer_left(store, home, start):
    with store.transaction():
        for number in range(50):
            store.put("projects", f"P{number}", {"n": number, "text": "旧" * 3000})
    store.close()
    before = (home / "jbgs.db").read_bytes()
    assert start(HALFWAY, home).wait(timeout=30) == -signal.SIGKILL
    assert (home / "jbgs.db-journal").stat().st_size > 0
    assert (home / "jbgs.db").read_bytes() != before
    with Store.open(home) as reader:
        assert [doc["n"] for doc in reader.scan("projects")] == list(range(50))
        assert list(reader.verify()) == []


def test_four_processes_write_at_once(store, home, start):
    writers = [start(WRITER, home, name, 25) for name in ("wa", "wb", "wc", "wd")]
    failures = [err for err in (writer.communicate(timeout=120)[1] for writer in writers) if err]
    assert failures == []
    assert store.count("events") == 100
    assert [store.get("projects", name)["n"] for name in ("wa", "wb", "wc", "wd")] == [24] * 4
    assert list(store.verify()) == []


LIMITED = """
import resource, sys
from pathlib import Path
from jbgs.errors import StoreFault
from jbgs.store import Store
home = Path(sys.argv[1])
size = (home / "jbgs.db").stat().st_size
refused = 0
with Store.open(home) as store:
    for allowed in range(0, size + 80_000, 4_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (allowed, resource.RLIM_INFINITY))
        before = store.get("projects", "old")
        text = str(allowed) + "新" * 10_000
        try:
            with store.transaction():
                store.put("projects", "old", {"text": text})
                store.put("events", f"e{allowed}", {"text": text})
        except StoreFault as fault:
            refused += 1
            assert "→" in str(fault), fault
            expected = before
        else:
            expected = {"text": text}
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        assert store.get("projects", "old") == expected
        assert (store.get("events", f"e{allowed}") is not None) == (expected != before)
        assert list(store.verify()) == []
print(refused)
"""


@posix
def test_a_disk_that_is_full_at_any_point_changes_nothing(store, home, run):
    with store.transaction():
        for number in range(20):
            store.put("events", f"p{number}", {"text": "旧" * 1000})
        store.put("projects", "old", {"text": "旧"})
    assert int(run(LIMITED, home)) >= 10


def fill(store: Store) -> None:
    (pages,) = store._database.query("PRAGMA page_count")[0]
    store._database.query(f"PRAGMA max_page_count = {pages + 10}")


def test_a_full_disk_is_told_and_nothing_after_it_is_kept(store):
    fill(store)

    def go_on_regardless() -> None:
        with store.transaction():
            store.put("projects", "small", {})
            with pytest.raises(StoreFault, match="磁盘已满"):
                store.put("projects", "big", {"text": "大" * 100_000})
            store.put("projects", "after", {})

    with pytest.raises(StoreFault, match="已经撤销"):
        go_on_regardless()
    assert store.count("projects") == 0
    assert list(store.verify()) == []
    with store.transaction():
        store.put("projects", "small", {})
    assert store.count("projects") == 1


def test_who_waits_in_vain_is_told_who_writes(store, home):
    with Store.open(home, who="张三") as writer, Store.open(home, timeout=0.05) as waiting:
        with writer.transaction(), pytest.raises(Locked, match=r"张三@.*进程"), waiting.transaction():
            pass
        assert not (home / "jbgs.db-holder").exists()
        with waiting.transaction():
            waiting.put("projects", "x", {})


@posix
def test_a_killed_writer_is_not_named(store, home, start):
    assert start(HALFWAY, home).wait(timeout=30) == -signal.SIGKILL
    assert (home / "jbgs.db-holder").exists()
    assert store._database._holder.describe() == ""


def test_a_note_that_makes_no_sense_is_passed_over(store, home):
    for note in (b"", b"{", b"[]", b'{"pid": "x"}', b"\xff"):
        (home / "jbgs.db-holder").write_bytes(note)
        assert store._database._holder.describe() == ""


def test_a_writer_waits_its_turn(store, home, start):
    process = start(WRITER, home, "w", 1)
    with store.transaction():
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.5)
        store.put("projects", "x", {})
    assert process.wait(timeout=30) == 0
    assert store.count("projects") == 2
