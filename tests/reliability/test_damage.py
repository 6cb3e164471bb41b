"""Damage is found, graded, told whole, and put right only where the history proves what was there."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from jbgs.errors import JbgsError, StoreFault
from jbgs.models import SCHEMAS, TRACKS
from jbgs.services.keeping import checks
from jbgs.services.office import Office
from jbgs.store import Store
from tests.helpers import bid, bring, demand, make_office, open_office, opened, records, register
from tests.reliability.hostile import NOTICE, PERIOD, ROUND, fill_registers


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of every track at its end, a bid that waits, a record in every register, two originals."""
    office = make_office(tmp_path_factory.mktemp("damage") / "市局")
    for track in TRACKS:
        [code] = register(office, demand(track, title=track, contact="赵六", mobile="13857312345"))
        bring(office, code, "closed")
    register(office, bid(title="没有的项目"))
    fill_registers(office, "甲")
    for data in (b"one", b"two"):
        with office.batch("import") as batch:
            sha = office.store.originals.add(data)
            file = {"id": sha, "name": "a.doc", "container": "doc", "on": "2021-06-01", "records": ["x/y"]}
            batch.put("files", sha, file, "file")
    office.store.close()
    return office.home


@pytest.fixture
def copy(template: Path, memory: Path) -> Callable[[object], Path]:
    return lambda name: Path(shutil.copytree(template, memory / str(name)))


def sql(home: Path, *statements: str) -> None:
    with closing(sqlite3.connect(home / "jbgs.db", isolation_level=None)) as connection:
        for (index,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE '%json_extract%'"
        ).fetchall():
            connection.execute(f"DROP INDEX {index}")
        for one in statements:
            connection.execute(one)


def put(home: Path, table: str, key: str, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    """A change by one who knows the program: the row's digest fits."""
    office = open_office(home)
    with office.store.transaction():
        made = change(office.store.get(table, key) or {})
        if made is None:
            office.store.delete(table, key)
        else:
            office.store.put(table, key, made)
    office.store.close()


def original(home: Path, which: int) -> Path:
    return sorted(path for path in (home / "originals").iterdir() if path.is_file())[which]


def test_every_register_is_in_the_template(template: Path) -> None:
    """So that every damage below may strike any of them."""
    with opened(template) as office:
        assert [table for table in SCHEMAS if not office.store.count(table)] == []


Plant = Callable[[Path], object]
ROWS = [
    ("projects", "GJ-2021-HN-001"),
    ("intents", "YX-2021-001"),
    ("listings", "2021-01"),
    ("events", "00000007"),
]
ROWS += [("events", "00000001"), ("batches", "20211231-0005"), ("office", "office")]

REGISTERS = [("experts", "ZJ-002"), ("reviews", ROUND), ("notices", NOTICE), ("publicities", PERIOD)]
REGISTERS += [("submissions", "2021-11-HN"), ("sent", "monthly-2021-10")]


def planted() -> list[tuple[str, str, Plant]]:
    """Fifty faults: a name, the code that must be told, and how it is planted."""
    found: list[tuple[str, str, Plant]] = []

    def add(name: str, code: str, plant: Plant) -> None:
        found.append((name, code, plant))

    for table, key in ROWS:
        where = f"WHERE tbl = '{table}' AND key = '{key}'"
        for what in ("doc = replace(doc, ':', ': ')", "doc = x'ff'", "digest = zeroblob(16)", "digest = 7"):
            add(
                f"{table} {key} {what}",
                "document-damaged",
                lambda h, q=f"UPDATE documents SET {what} {where}": sql(h, q),
            )
        add(f"{table} {key} gone", "table-altered", lambda h, q=f"DELETE FROM documents {where}": sql(h, q))
    for table, key in REGISTERS:
        where = f"WHERE tbl = '{table}' AND key = '{key}'"
        spoil = f"UPDATE documents SET doc = x'ff' {where}"
        add(f"{table} {key} spoilt", "document-damaged", lambda h, q=spoil: sql(h, q))
        add(f"{table} {key} gone", "table-altered", lambda h, q=f"DELETE FROM documents {where}": sql(h, q))
    add(
        "catalogue",
        "table-altered",
        lambda h: sql(h, "UPDATE catalogue SET amount = 0 WHERE name = 'events'"),
    )
    add("catalogue row", "table-altered", lambda h: sql(h, "DELETE FROM catalogue WHERE name = 'intents'"))
    add(
        "trigger",
        "database-foreign",
        lambda h: sql(h, "CREATE TRIGGER t AFTER INSERT ON documents BEGIN SELECT 1; END"),
    )
    add("table", "database-foreign", lambda h: sql(h, "CREATE TABLE more (x)"))
    add("stage", "differs", lambda h: put(h, *ROWS[0], lambda d: {**d, "stage": "approved"}))
    add("shape", "shape", lambda h: put(h, *ROWS[0], lambda d: {**d, "stage": "dreamt"}))
    add("no record", "missing", lambda h: put(h, *ROWS[1], lambda d: None))
    add(
        "no history",
        "differs",
        lambda h: put(h, "listings", "2021-09", lambda d: {"id": "2021-09", "name": "x"}),
    )
    add("event edited", "chain", lambda h: put(h, *ROWS[3], lambda d: {**d, "on": "2020-01-01"}))
    add("event gone", "chain", lambda h: put(h, *ROWS[3], lambda d: None))
    add("batch's person", "batch", lambda h: put(h, *ROWS[5], lambda d: {**d, "by": "别人"}))
    add("batch gone", "batch", lambda h: put(h, *ROWS[5], lambda d: None))
    add("batch's number", "batch", lambda h: put(h, *ROWS[5], lambda d: {**d, "events": 99}))
    add("original altered", "original-altered", lambda h: original(h, 0).write_bytes(b"other"))
    add("original gone", "original-missing", lambda h: original(h, 1).unlink())
    return found


PLANTED = planted()


TOLD_BY_EVENTS = ("projects", "intents", "listings", "batch", "stage", "shape", "no ", "catalogue row")
TOLD_BY_EVENTS += tuple(table for table, _ in REGISTERS)
NOT = ("events", "event ", "office", "trigger", "table", "original")


@pytest.mark.parametrize(("name", "code", "plant"), PLANTED, ids=[name for name, _, _ in PLANTED])
def test_a_planted_fault_is_found_and_put_right_if_events_tell(
    copy, template: Path, name: str, code: str, plant: Plant
) -> None:
    """Red for each when the look that finds it is taken out of ``checks.faults`` or ``store.checks``;

    when ``store.repair.rebuild`` leaves out the catalogue, the rows or the unreadable ones; and, for what
    nothing proves, when ``fix`` does not ask for a whole history and the settings first.
    """
    home = copy("planted")
    plant(home)
    harmed = (home / "jbgs.db").read_bytes()
    office = open_office(home)
    found = list(checks.faults(office))
    assert code in [one.code for one in found], found
    assert all(one.level in ("error", "warning") and one.what and one.fix for one in found)
    fixed = checks.fix(office)
    left = list(checks.faults(office))
    if name.startswith(TOLD_BY_EVENTS):
        assert (bool(fixed), left, records(office)) == (True, [], whole(template))
        assert len(list(home.glob("before-fix-*/jbgs.db"))) == 1
    if name.startswith(NOT):
        assert (fixed, left, (home / "jbgs.db").read_bytes()) == ([], found, harmed)
    office.store.close()


@cache
def whole(template: Path) -> dict[str, Any]:
    """The records as they were."""
    office = open_office(template)
    found = records(office)
    office.store.close()
    return found


def test_fifty_faults_are_planted_here(soaked) -> None:
    """``-s`` prints how many; the figure of the page is this one."""
    soaked(planted=len(PLANTED), kinds=len({code for _, code, _ in PLANTED}))
    assert len(PLANTED) >= 50


def test_faults_of_every_kind_are_told_in_one_run(copy) -> None:
    """Red when ``faults`` stops at the first damage."""
    home = copy("many")
    put(home, *ROWS[0], lambda d: {**d, "stage": "approved"})
    put(home, *ROWS[5], lambda d: {**d, "by": "别人"})
    original(home, 0).write_bytes(b"other")
    sql(home, "UPDATE documents SET doc = x'ff' WHERE tbl = 'intents' AND key = 'YX-2021-002'")
    office = open_office(home)
    codes = {one.code for one in checks.faults(office)}
    office.store.close()
    assert codes == {"differs", "batch", "original-altered", "document-damaged"}


@pytest.mark.parametrize("amount", [5, pytest.param(100, marks=pytest.mark.soak)])
def test_a_healthy_store_raises_no_alarm(memory: Path, soaked, amount: int) -> None:
    """Red when any check is too strict: offices with random work in them, undone and forgotten too."""
    from jbgs.services import past
    from jbgs.services.keeping import forgetting

    alarms = 0
    for number in range(amount):
        chance = random.Random(number)
        office = make_office(memory / str(number))
        for one in range(chance.randrange(1, 4)):
            track = chance.choice(TRACKS)
            [code] = register(office, demand(track, title=f"{track}{one}", contact="赵六", mobile="138"))
            bring(office, code, chance.choice(("screened", "published", "awarded", "approved", "closed")))
            for _ in range(chance.randrange(3)):
                try:
                    past.undo(office, None, reason="试")
                except JbgsError:
                    break
            if office.store.count("projects", stage="closed") and chance.random() < 0.7:
                closed = next(office.projects(stage="closed"))
                forgetting.forget_contact(office, closed["code"], reason="来函")
        alarms += len(list(checks.faults(office)))
        office.store.close()
    soaked(healthy=amount, alarms=alarms)
    assert alarms == 0


def damaged_state(home: Path) -> tuple[bool, list[str]]:
    """Whether a damaged home is refused or found, and the records that read as something they are not."""
    try:
        office: Office = open_office(home)
    except StoreFault:
        return True, []
    try:
        found = any(one.level == "error" for one in checks.faults(office))
        false = [key for table, key, doc in office.store.survivors() if ORIGINAL[table, key] != doc]
        return found, false
    finally:
        office.store.close()


ORIGINAL: dict[tuple[str, str], Any] = {}


def harm(template: Path, memory: Path, damages: list[Callable[[bytes], bytes]]) -> tuple[int, int]:
    """How many damages nobody noticed though the content differs, and how many gave false data."""
    office = open_office(template)
    ORIGINAL.update({(table, key): doc for table, key, doc in office.store.survivors()})
    office.store.close()
    home = Path(shutil.copytree(template, memory / "harmed"))
    whole, unnoticed, false = (template / "jbgs.db").read_bytes(), 0, 0
    for damage in damages:
        (home / "jbgs.db").write_bytes(damage(whole))
        (home / "jbgs.db-journal").unlink(missing_ok=True)
        noticed, wrong = damaged_state(home)
        false += bool(wrong)
        if not noticed:
            office = open_office(home)
            there = {(table, key): doc for table, key, doc in office.store.survivors()}
            office.store.close()
            unnoticed += there != ORIGINAL
    return unnoticed, false


def flip(seed: int) -> Callable[[bytes], bytes]:
    chance = random.Random(seed)

    def damage(whole: bytes) -> bytes:
        made = bytearray(whole)
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
        return bytes(made)

    return damage


@pytest.mark.parametrize("flips", [25, pytest.param(2000, marks=pytest.mark.soak)])
def test_a_flipped_bit_is_found_or_changes_nothing(template, memory, soaked, flips: int) -> None:
    """Red when ``codec.decode`` does not compare the digest."""
    unnoticed, false = harm(template, memory, [flip(seed) for seed in range(flips)])
    soaked(flips=flips, unnoticed=unnoticed, false=false)
    assert (unnoticed, false) == (0, 0)


def test_a_file_cut_short_is_found(template, memory) -> None:
    """Red when neither the number of pages nor the catalogue is looked at."""
    size = (template / "jbgs.db").stat().st_size
    assert harm(template, memory, [lambda whole, n=n: whole[:n] for n in range(0, size, size // 9)]) == (0, 0)


@pytest.mark.soak
def test_a_file_cut_at_any_length_is_found(memory: Path, soaked) -> None:
    """As above, at every length of a small store."""
    home, false = memory / "small", 0
    with Store.create(home, {"bureau": "局"}) as store, store.transaction():
        store.put("projects", "P", {"n": 1, "text": "文" * 2000})
    whole = (home / "jbgs.db").read_bytes()
    for size in range(len(whole)):
        (home / "jbgs.db").write_bytes(whole[:size])
        try:
            with Store.open(home) as store:
                false += not list(store.verify())
        except StoreFault:
            continue
    soaked(lengths=len(whole), unnoticed=false)
    assert false == 0
