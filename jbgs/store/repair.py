"""Making a database whole again from documents that are known from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from jbgs.errors import StoreFault
from jbgs.store.checks import add_up, readable
from jbgs.store.codec import Doc
from jbgs.store.database import Database
from jbgs.store.rows import INDEXED, Rows


def rebuild(database: Database, known: Mapping[tuple[str, str], Doc], tables: frozenset[str]) -> None:
    """Make ``tables`` hold just the ``known`` documents (by table and key), inside a transaction.

    Rows that cannot be read go, wherever they claim to belong: the caller knows that nothing else is
    lost by it. Indexes and catalogue are made again. Raises ``StoreFault`` where the file itself is
    broken; the transaction then undoes everything.
    """
    for table, fields in INDEXED.items():  # they are over the documents' text, which may be none any more
        for field in fields:
            database.query(f"DROP INDEX IF EXISTS {table}_by_{field}")
    database.query("REINDEX")
    left = {}
    for (seq,) in database.query("SELECT seq FROM documents NOT INDEXED ORDER BY seq"):
        try:
            table, key, doc = readable(database, seq)
        except StoreFault:
            database.query("DELETE FROM documents WHERE seq = ?", (seq,))
            continue
        if table in tables and (table, key) not in known:
            database.query("DELETE FROM documents WHERE seq = ?", (seq,))
        else:
            left[table, key] = doc
    _count_again(database)
    for (table, key), doc in known.items():
        if left.get((table, key)) != doc:
            rows = Rows(database, table)
            rows.create()  # a table that lost its last row is no longer in the catalogue
            rows.put(key, doc)
    for (name,) in database.query("SELECT name FROM catalogue"):
        Rows(database, name.decode()).create()


def _count_again(database: Database) -> None:
    database.query("DELETE FROM catalogue")
    for name, (amount, total) in add_up(database).items():
        row = "INSERT INTO catalogue (name, amount, total) VALUES (?, ?, ?)"
        database.query(row, (name, amount, total))
