"""Power cuts: whatever the disk kept of what was not synced, nothing acknowledged is lost.

The guard is shown to hold by being taken out: ``test_without_a_sync…`` replays the same recording on
a disk that is deaf to one sync at a time, and must find losses there.
"""

from __future__ import annotations

import gzip
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from jbgs.errors import StoreFault
from jbgs.store import Store
from tests.reliability import writer
from tests.reliability.disk import Call, Disk, parse, record

HERE = Path(__file__).parent
RECORDED = HERE / "writer.strace.gz"
"""What ``record`` gave once, its home being ``/recorded/home``; made again by ``make_recording.py``."""

STRACE = shutil.which("strace") is not None
Deaf = Callable[[str], bool]


def shipped() -> tuple[str, list[Call]]:
    """The recording for machines without strace."""
    return "/recorded", parse(gzip.decompress(RECORDED.read_bytes()).decode().splitlines())


def fresh(tmp_path: Path) -> tuple[str, list[Call]]:
    """A recording of the program as it is now."""
    root = tmp_path / "recorded"
    root.mkdir()
    return str(root), record(tmp_path / "trace", writer.__file__, root / "home")


def bad_states(
    recording: tuple[str, list[Call]],
    to: Path,
    *,
    every: int,
    tries: int = 1,
    deaf: Deaf = lambda path: False,
    seed: int = 20210428,
) -> tuple[int, list[str]]:
    """How many crash states were looked at, and what was wrong with the bad ones."""
    root, calls = recording
    disk, chance, looked, wrong = Disk(root, deaf), random.Random(seed), 0, []
    for number, name in enumerate(disk.run(calls)):
        for attempt in range(tries if number % every == 0 else 0):
            state = to / f"{number}-{attempt}"
            disk.crash(chance, state)
            looked += 1
            if fault := fault_of(state / "home", disk.said):
                wrong.append(f"after call {number} ({name}): {fault}")
            shutil.rmtree(state)
    assert disk.said == 1 + writer.COMMANDS
    return looked, wrong


def fault_of(home: Path, said: int) -> str:
    """What is wrong with a folder of which so many lines were acknowledged; nothing if all is there."""
    if said == 0 and not (home / "jbgs.db").exists():
        return ""
    try:
        with Store.open(home) as store:
            store._database.query("PRAGMA synchronous = OFF")
            if faults := [one.what for one in store.verify()]:
                return faults[0]
            events = list(store.scan("events"))
            for event in events:
                store.originals.get(event["sha256"])
            if not said - 1 <= len(events) <= said:
                return f"{said - 1} acknowledged, {len(events)} there"
            if events and (store.get("projects", "P") or {})["n"] != len(events) - 1:
                return "half a command"
    except StoreFault as fault:
        return str(fault)
    return ""


def test_nothing_acknowledged_is_lost(tmp_path, memory):
    """Red when ``synchronous = EXTRA`` in ``store/database.py`` is OFF or a ``sync`` is taken out.

    Without strace only the replay of what was once recorded is tested, not the program as it is now.
    """
    looked, wrong = bad_states(fresh(tmp_path) if STRACE else shipped(), memory, every=4)
    assert (wrong, looked > 50) == ([], True)


@pytest.mark.parametrize(
    "deaf",
    [
        lambda path: path.endswith("jbgs.db"),
        lambda path: path.endswith("jbgs.db-journal"),
        lambda path: path.endswith("/home"),
        lambda path: "/originals" in path,
    ],
    ids=["database", "journal", "folder", "originals"],
)
def test_without_a_sync_the_same_recording_loses(memory, deaf):
    """The guard taken out: a disk that does not do this sync must be found out."""
    _, wrong = bad_states(shipped(), memory, every=4, deaf=deaf)
    assert wrong


@pytest.mark.soak
@pytest.mark.skipif(not STRACE, reason="needs strace")
def test_a_thousand_power_cuts(tmp_path, memory, soaked):
    """As above, at every call, eight states each."""
    looked, wrong = bad_states(fresh(tmp_path), memory, every=1, tries=8)
    soaked(states=looked, bad=len(wrong))
    assert (wrong, looked >= 1000) == ([], True)
