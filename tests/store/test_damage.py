"""Files that are not what they were: an error each time, never data."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from jbgs.errors import StoreFault
from jbgs.store import Store
from jbgs.store.database import FORMAT
from jbgs.store.rows import INDEXED

DOCS = {
    f"P{number:02}": {"stage": "published", "n": number, "text": "文" * (number * 60)} for number in range(30)
}


@pytest.fixture
def path(store, home) -> Path:
    with store.transaction():
        for key, doc in DOCS.items():
            store.put("projects", key, doc)
    store.close()
    return home / "jbgs.db"


@contextmanager
def tampering(path: Path):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def read_everything(home: Path) -> tuple[list[dict], bool]:
    """Every document that can be read in any way, and whether any fault showed."""
    read, fault = [], False
    try:
        with Store.open(home) as store:
            ways = [lambda: store.scan("projects"), lambda: store.find("projects", stage="published")]
            ways += [lambda key=key: filter(None, [store.get("projects", key)]) for key in DOCS]
            for way in ways:
                try:
                    read.extend(way())
                except StoreFault:
                    fault = True
            fault = bool(list(store.verify())) or fault
    except StoreFault:
        fault = True
    return read, fault


def test_a_flipped_bit_never_becomes_data(path, home):
    whole, chance = path.read_bytes(), random.Random(1)
    for _ in range(200):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        read, fault = read_everything(home)
        assert all(doc == DOCS[f"P{doc['n']:02}"] for doc in read)
        assert fault or len(read) == 3 * len(DOCS)


def test_a_cut_file_is_a_fault(path, home):
    whole = path.read_bytes()
    for size in [*range(1, 3000, 611), *range(4096, len(whole), 4096 * 3), len(whole) - 1]:
        path.write_bytes(whole[:size])
        read, fault = read_everything(home)
        assert fault
        assert all(doc == DOCS[f"P{doc['n']:02}"] for doc in read)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE documents SET doc = replace(doc, '5', '6') WHERE key = 'P05'",
        "UPDATE documents SET doc = x'ff' WHERE key = 'P05'",
        "UPDATE documents SET digest = 7 WHERE key = 'P05'",
        "UPDATE documents SET digest = 'text' WHERE key = 'P05'",
        "UPDATE documents SET (doc, digest) = (SELECT doc, digest FROM documents LIMIT 1) WHERE key = 'P05'",
        "UPDATE documents SET tbl = 'intents' WHERE key = 'P05'",
        "UPDATE documents SET key = 'P99' WHERE key = 'P05'",
        "UPDATE documents SET key = x'ff' WHERE key = 'P05'",
        "DELETE FROM documents WHERE key = 'P05'",
        "INSERT INTO documents (tbl, key, doc, digest) VALUES ('projects', 'new', '{}', x'00')",
        "INSERT INTO documents (tbl, key, doc, digest) SELECT 'other', key, doc, digest FROM documents",
        "DELETE FROM catalogue WHERE name = 'projects'",
        "UPDATE catalogue SET total = 5",
        "CREATE TABLE more (x)",
        "CREATE TRIGGER t AFTER INSERT ON documents BEGIN DELETE FROM documents; END",
        "DROP TABLE documents",
    ],
)
def test_what_others_changed_in_the_file_is_found(path, home, change):
    with tampering(path) as connection:
        for field in INDEXED["projects"]:  # for which a document must be JSON
            connection.execute(f"DROP INDEX projects_by_{field}")
        connection.execute(change)
    with Store.open(home) as store:
        found = list(store.verify())
    assert found
    assert all(fault.level == "error" and fault.what and fault.fix for fault in found)
    read, _ = read_everything(home)
    assert all(doc == DOCS[f"P{doc['n']:02}"] for doc in read)


def test_all_damaged_documents_are_named_at_once(path, home):
    with tampering(path) as connection:
        connection.execute(
            "UPDATE documents SET doc = replace(doc, 'published', 'closed') WHERE key IN ('P05', 'P07')"
        )
    with Store.open(home) as store:
        found = [(fault.code, fault.what) for fault in store.verify()]
        assert [code for code, _ in found] == ["document-damaged"] * 2
        assert [what.split("：")[0] for _, what in found] == ["projects P05", "projects P07"]
        with pytest.raises(StoreFault, match="projects P05"):
            store.get("projects", "P05")
        with pytest.raises(StoreFault, match="projects P05"):
            list(store.scan("projects"))
        assert store.get("projects", "P06") == DOCS["P06"]


def test_a_damaged_catalogue_stops_writing(path, home):
    with tampering(path) as connection:
        connection.execute("UPDATE catalogue SET total = 5")
    with Store.open(home) as store:
        with pytest.raises(StoreFault, match="损坏"), store.transaction():
            store.put("projects", "P05", {})
        assert store.get("projects", "P05") == DOCS["P05"]


def foreign(path: Path) -> None:
    path.unlink()
    with tampering(path) as connection:
        connection.execute("CREATE TABLE documents (x)")


def newer(path: Path) -> None:
    with tampering(path) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 1}")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (Path.unlink, "jbgs init"),
        (folder, "jbgs init"),
        (lambda path: path.write_bytes(b""), "不是本程序的数据库"),
        (lambda path: path.write_bytes(b"PK\3\4" * 5000), "不是本程序的数据库"),
        (foreign, "不是本程序的数据库"),
        (newer, "比本程序新.*升级"),
    ],
)
def test_what_is_not_our_file_is_refused_and_left_alone(path, home, spoil, says):
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreFault, match=says) as caught:
        Store.open(home)
    assert caught.value.exit_code == 7
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_journal_mode_that_others_set_is_set_back(path, home):
    with tampering(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with Store.open(home) as store:
        assert store._database.query("PRAGMA journal_mode") == [(b"delete",)]
        assert store.count("projects") == len(DOCS)


READER = """
import os, sys
from pathlib import Path
from jbgs.errors import StoreFault
from jbgs.store import Store
if os.geteuid() == 0:
    os.setuid(65534)  # nothing is read-only to root
with Store.open(Path(sys.argv[1])) as store:
    print(store.get("projects", "x"))
    try:
        with store.transaction():
            store.put("projects", "x", {})
    except StoreFault as fault:
        print(fault)
    try:
        store.originals.add(b"new")
    except StoreFault as fault:
        print(fault)
try:
    Store.create(Path(sys.argv[1]) / "sub", {})
except StoreFault as fault:
    print(fault)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_read_only_folder_can_be_read_and_says_why_it_cannot_be_written(run):
    home = Path(tempfile.mkdtemp())  # pytest's own folders are closed to other users
    try:
        with Store.create(home, {}) as store, store.transaction():
            store.put("projects", "x", {"n": 1})
        for path in [home, *home.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        lines = run(READER, home, cwd="/").splitlines()
    finally:
        for path in [home, *home.rglob("*")]:
            path.chmod(0o700)
        shutil.rmtree(home)
    assert lines[0] == "{'n': 1}"
    assert len(lines) == 4
    assert all("没有写入权限" in line and "→" in line for line in lines[1:]), lines
