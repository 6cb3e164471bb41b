"""Random programs against TinyDB's own MemoryStorage: the API does what TinyDB's does."""

from __future__ import annotations

import tempfile
from copy import deepcopy
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from jbgs.store.database import Database
from jbgs.store.storage import SqliteStorage
from jbgs.store.table import DocumentTable


class OurDB(TinyDB):
    table_class = DocumentTable


values = st.none() | st.booleans() | st.integers(-2, 3) | st.sampled_from(["", "海宁市", "a\0", "x"])
docs = st.fixed_dictionaries({}, optional={"stage": values, "region": values, "n": values | st.lists(values)})
names = st.sampled_from(["_default", "projects", "events"])
ids = st.lists(st.integers(1, 8), max_size=3, unique=True)

equal = st.tuples(st.sampled_from(["stage", "region", "n"]), values).map(lambda t: where(t[0]) == t[1])
leaves = st.one_of(
    equal,
    equal,
    values.map(lambda v: where("stage") != v),
    st.just(where("n").exists()),
    st.just(where("region").one_of(["海宁市", None])),
    st.just(where("n").test(lambda n: n == 1)),
    st.just(where("n").any([1, "x"])),
)
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1]),
        inner.map(lambda query: ~query),
    ),
    max_leaves=4,
)
changes = docs | st.sampled_from([lambda doc: doc.update(n=[1]), lambda doc: doc.clear()])

operations = st.one_of(
    st.tuples(st.just("insert"), docs),
    st.tuples(st.just("insert"), docs),
    st.tuples(st.just("insert"), st.builds(Document, docs, st.integers(1, 8))),
    st.tuples(st.just("insert_multiple"), st.lists(docs, max_size=3)),
    st.tuples(st.just("update"), changes),
    st.tuples(st.just("update"), changes, queries),
    st.tuples(st.just("update"), changes, st.none(), ids),
    st.tuples(st.just("update_multiple"), st.lists(st.tuples(changes, queries), max_size=2)),
    st.tuples(st.just("upsert"), docs, queries),
    st.tuples(st.just("upsert"), st.builds(Document, docs, st.integers(1, 8))),
    st.tuples(st.just("remove"), queries),
    st.tuples(st.just("remove"), st.none(), ids),
    st.tuples(st.sampled_from(["search", "count", "contains", "get"]), queries),
    st.tuples(st.just("get"), st.none(), st.integers(1, 8)),
    st.tuples(st.just("contains"), st.none(), st.integers(1, 8)),
    st.tuples(st.just("get"), st.none(), st.none(), ids),
    st.tuples(st.sampled_from(["all", "__len__", "truncate"])),
    st.tuples(st.just("insert"), st.just("not a mapping")),
    st.tuples(st.just("drop")),
)


def perform(db: TinyDB, name: str, operation: tuple) -> object:
    verb, *arguments = deepcopy(operation)
    if verb == "drop":
        return db.drop_table(name)
    try:
        return getattr(db.table(name), verb)(*arguments)
    except (ValueError, RuntimeError) as error:
        return type(error), str(error)


def state(db: TinyDB) -> dict:
    return {name: [(doc.doc_id, doc) for doc in db.table(name)] for name in sorted(db.tables())}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(names, operations), min_size=3, max_size=15))
def test_random_programs_end_as_in_memory(program):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jbgs.db"
        theirs = TinyDB(storage=MemoryStorage)
        with OurDB(Database.create(path), storage=SqliteStorage) as ours:
            for name, operation in program:
                assert perform(ours, name, operation) == perform(theirs, name, operation)
                assert state(ours) == state(theirs)
        with OurDB(Database(path), storage=SqliteStorage) as again:
            assert state(again) == state(theirs)
            again.drop_tables()
            assert state(again) == {}


def test_a_whole_state_can_be_written(tmp_path):
    with OurDB(Database.create(tmp_path / "jbgs.db"), storage=SqliteStorage) as db:
        db.table("kept").insert({"n": 1})
        db.table("gone").insert({"n": 2})
        db.storage.write({"kept": db.storage.read()["kept"], "new": {"3": {"n": 3}}})
        assert state(db) == {"kept": [(1, {"n": 1})], "new": [(3, {"n": 3})]}


def test_ids_are_never_taken_twice_by_two_programs(tmp_path):
    with (
        OurDB(Database.create(tmp_path / "jbgs.db"), storage=SqliteStorage) as one,
        OurDB(Database(tmp_path / "jbgs.db"), storage=SqliteStorage) as other,
    ):
        assert [db.insert({}) for db in (one, other, one, other, other, one)] == [1, 2, 3, 4, 5, 6]


def test_the_plan_for_one_table_is_not_used_for_another(tmp_path):
    """Found by the program above: an index that appeared later made SQLite find another table empty."""
    with OurDB(Database.create(tmp_path / "jbgs.db"), storage=SqliteStorage) as db:
        db.insert({})
        db.insert(Document({}, 2))
        db.table("projects").insert_multiple([{"stage": "received"}])
        assert len(db.table("projects")) == 1
        assert len(db.table("_default")) == 2
        assert db.insert({}) == 3
