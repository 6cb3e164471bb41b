from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jbgs.errors import StoreFault
from jbgs.store import Store
from jbgs.store.codec import MAX_DEPTH, encode
from jbgs.store.faults import Locked

PROJECTS = {
    "GJ-2021-HN-001": {"stage": "published", "region": "海宁市", "n": 1},
    "GJ-2021-HN-002": {"stage": "received", "region": "海宁市", "n": 2},
    "GX-2021-TX-001": {"stage": "published", "region": "桐乡市", "n": 3},
    "ZH-2021-JX-001": {"stage": "published", "region": None, "n": 4},
    "ZH-2021-JX-002": {"stage": "published", "n": 5},
}


@pytest.fixture
def filled(store: Store) -> Store:
    with store.transaction():
        for code, project in PROJECTS.items():
            store.put("projects", code, project)
    return store


def numbers(found) -> list[int]:
    return [doc["n"] for doc in found]


def test_what_was_put_is_there_after_reopening(filled, home):
    filled.close()
    with Store.open(home) as store:
        assert {code: store.get("projects", code) for code in PROJECTS} == PROJECTS
        assert numbers(store.scan("projects")) == [1, 2, 3, 4, 5]
        assert store.last("projects") == PROJECTS["ZH-2021-JX-002"]
        assert store.meta == {"bureau": "海宁市科技局", "level": "county"}


def test_find_is_equality_of_fields_that_are_there(filled):
    assert numbers(filled.find("projects", stage="published")) == [1, 3, 4, 5]
    assert numbers(filled.find("projects", stage="published", region="海宁市")) == [1]
    assert numbers(filled.find("projects", region=None)) == [4]
    assert numbers(filled.find("projects", n=2)) == [2]
    assert numbers(filled.find("projects", stage="closed")) == []
    assert (filled.count("projects"), filled.count("projects", stage="published")) == (5, 4)


@pytest.mark.parametrize("value", ["a\0b", "\ud800", 2**70, 1.5, ["x"], {"a": 1}, True])
def test_values_that_sqlite_cannot_compare_are_looked_for_all_the_same(filled, value):
    assert list(filled.find("projects", stage=value)) == []


@settings(max_examples=40, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from(["", "0", "a\0", "a", "é"]), st.lists
    )
)
def test_a_prefilter_leaves_nothing_out(tmp_path_factory, value):
    with Store.create(tmp_path_factory.mktemp("prefilter"), {}) as store, store.transaction():
        store.put("projects", "one", {"stage": value})
        store.put("projects", "other", {"stage": "别的"})
        assert list(store.find("projects", stage=value)) == [{"stage": value}]


def test_an_indexed_search_uses_its_index(filled):
    asked: list[str] = []
    filled._database._connection.set_trace_callback(asked.append)
    assert filled.count("projects", stage="published") == 4
    plan = filled._database.query(f"EXPLAIN QUERY PLAN {asked[0]}")
    assert b"USING INDEX projects_by_stage" in plan[0][3]


def test_nothing_is_found_in_a_table_that_is_not_there(store):
    assert store.get("projects", "GJ-2021-HN-001") is None
    assert store.get("projects", "\ud800") is None
    assert list(store.scan("projects")) == []
    assert store.last("projects") is None
    assert store.count("projects") == 0


def test_put_replaces_in_place_and_delete_takes_out(filled):
    with filled.transaction():
        filled.put("projects", "GJ-2021-HN-001", {"n": 10})
        filled.delete("projects", "GX-2021-TX-001")
        filled.delete("projects", "没有这一个")
    assert numbers(filled.scan("projects")) == [10, 2, 4, 5]
    assert filled.get("projects", "GJ-2021-HN-001") == {"n": 10}
    assert list(filled.verify()) == []


def test_a_table_may_be_written_while_it_is_scanned(filled):
    with filled.transaction():
        for doc in filled.find("projects", stage="published"):
            filled.put("projects", f"new-{doc['n']}", {**doc, "n": doc["n"] + 100})
            filled.delete("projects", "ZH-2021-JX-002")
    assert numbers(filled.scan("projects")) == [1, 2, 3, 4, 101, 103, 104, 105]


def test_a_document_handed_out_is_the_callers_own(filled):
    filled.get("projects", "GJ-2021-HN-001")["n"] = 99
    assert filled.get("projects", "GJ-2021-HN-001")["n"] == 1


def test_a_transaction_is_kept_whole_or_not_at_all(filled, home):
    def fail() -> None:
        with filled.transaction():
            filled.put("projects", "GJ-2021-HN-001", {"n": 10})
            filled.put("events", "e1", {"batch": "b"})
            assert filled.get("events", "e1") == {"batch": "b"}
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert filled.get("projects", "GJ-2021-HN-001")["n"] == 1
    assert filled.get("events", "e1") is None
    with filled.transaction():  # the table and its indexes, undone too, come again
        filled.put("events", "e1", {"batch": "b"})
    assert list(filled.find("events", batch="b")) == [{"batch": "b"}]
    assert list(filled.verify()) == []


def test_writes_belong_in_one_transaction(store):
    for write in (lambda: store.put("projects", "x", {}), lambda: store.delete("projects", "x")):
        with pytest.raises(RuntimeError):
            write()
        with store.snapshot(), pytest.raises(RuntimeError):
            write()
    with store.transaction(), pytest.raises(RuntimeError), store.transaction():
        pass


def test_a_snapshot_sees_one_state(filled, home):
    with Store.open(home, timeout=0.01) as other:
        with filled.snapshot():
            assert filled.count("projects") == 5
            with pytest.raises(Locked), other.transaction():
                other.put("projects", "late", {"n": 6})
            assert filled.count("projects") == 5
        with other.transaction():
            other.put("projects", "late", {"n": 6})
        assert filled.count("projects") == 6


@pytest.mark.parametrize(
    "value", [1.5, date(2021, 6, 1), (1,), {1}, b"x", 2**64, "\ud800", {1: "x"}], ids=repr
)
def test_a_value_that_json_would_change_is_refused(filled, value):
    with filled.transaction():
        with pytest.raises(TypeError):
            filled.put("projects", "GJ-2021-HN-001", {"n": 10, "fields": {"deep": [value]}})
        filled.put("projects", "GJ-2021-HN-002", {"n": 20})
    assert numbers(filled.scan("projects")) == [1, 20, 3, 4, 5]


def test_nesting_has_a_bound():
    doc: dict = {}
    for _ in range(MAX_DEPTH):
        doc = {"a": doc}
    with pytest.raises(TypeError, match="deeper"):
        encode(doc)
    assert encode(doc["a"])


@pytest.mark.parametrize("key", ["\ud800", "a\0b"])
def test_a_key_is_text(store, key):
    with store.transaction(), pytest.raises(TypeError):
        store.put("projects", key, {})


@pytest.mark.parametrize("table", ["", "Projects", "x; DROP TABLE documents", "x'y"])
def test_a_table_name_is_small_letters(store, table):
    with pytest.raises(ValueError, match="table name"):
        store.get(table, "x")


def test_settings_change_with_the_rest(store, home):
    with store.transaction():
        store.set_meta({**store.meta, "region": "海宁市"})
    with Store.open(home) as again:
        assert again.meta["region"] == "海宁市"


def test_many_are_written_as_one_by_one(store, filled):
    changed = {code: {**project, "n": project["n"] + 10} for code, project in PROJECTS.items()}
    with store.transaction():
        store.put_all("projects", changed | {"X": {"n": 99}})
        store.put_all("intents", {})
    assert numbers(store.scan("projects")) == [11, 12, 13, 14, 15, 99]
    assert numbers(store.find("projects", region="海宁市")) == [11, 12]
    assert store.count("projects") == 6
    assert list(store.verify()) == []


def test_more_than_one_statement_takes_are_written_and_listed(store):
    many = {f"{number:04d}": {"n": number} for number in range(600)}
    with store.transaction():
        store.put_all("events", dict(list(many.items())[200:300]))
        store.put_all("events", many)
        with pytest.raises(TypeError, match="not a key"):
            store.put_all("events", {**many, "\ud800": {}})
    assert store.keys("events") == set(many)
    assert store.keys("projects") == set()
    assert [doc["n"] for doc in store.scan("events")][:101] == [*range(200, 300), 0]
    assert all(store.get("events", key) == doc for key, doc in many.items())
    assert list(store.verify()) == []


def test_the_version_tells_that_somebody_else_wrote(store, home):
    before = store.version
    with store.transaction():
        store.put("projects", "A", {"n": 1})
    assert store.version == before
    with Store.open(home) as other, other.transaction():
        other.put("projects", "B", {"n": 2})
    assert store.version != before


def test_of_many_with_a_bad_one_none_is_written(store):
    with store.transaction():
        with pytest.raises(TypeError, match="float"):
            store.put_all("projects", {"A": {"stage": "x"}, "B": {"n": 0.1}})
        store.put("projects", "C", {"stage": "y"})
    assert [one["stage"] for one in store.scan("projects")] == ["y"]
    assert [one["stage"] for one in store.find("projects", stage="y")] == ["y"]
    assert list(store.verify()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_nobody_else_can_read_it(store, home):
    with store.transaction():
        store.put("projects", "x", {})
        paths = [home, *home.rglob("*")]  # with the journal and the holder's note
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in paths}
    store.originals.add(b"x")
    modes |= {path: stat.S_IMODE(path.stat().st_mode) for path in home.rglob("*")}
    assert len(modes) >= 6
    wrong = {path: oct(mode) for path, mode in modes.items() if mode not in (0o600, 0o700)}
    assert not wrong
    assert {path for path, mode in modes.items() if mode == 0o700} == {
        path for path in modes if path.is_dir()
    }


def test_a_second_store_is_not_made_over_the_first(filled, home):
    with pytest.raises(StoreFault, match="已经有数据库"):
        Store.create(home, {})
    assert numbers(filled.scan("projects")) == [1, 2, 3, 4, 5]
    assert not list(home.glob(".jbgs-new-*"))


def test_the_journal_is_a_rollback_journal_written_through(store):
    assert store._database.query("PRAGMA journal_mode") == [(b"delete",)]
    assert store._database.query("PRAGMA synchronous") == [(3,)]  # EXTRA


def test_opening_reading_and_writing_load_no_heavy_library(store, home: Path, run):
    code = """
import sys
from pathlib import Path
from jbgs.store import Store
with Store.open(Path(sys.argv[1])) as store, store.transaction():
    store.put("projects", "x", {})
    assert store.get("projects", "x") == {}
heavy = {"pydantic", "rich", "typer", "click", "lxml", "docx", "openpyxl"}
print(*sorted({name.split(".")[0] for name in sys.modules} & heavy))
"""
    assert run(code, home).strip() == ""
