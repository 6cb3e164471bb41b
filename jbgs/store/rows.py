"""One table of documents, read and written row by row."""

from __future__ import annotations

import re
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeGuard, TypeVar, cast

from jbgs.store.codec import DIGEST_SIZE, Doc, decode, digest, encode, text
from jbgs.store.database import Database
from jbgs.store.faults import RESTORE, fault

Item = TypeVar("Item")
Term = tuple[str, object]
"""A field of the document's top level and the value it must equal."""

INDEXED: dict[str, tuple[str, ...]] = {
    "projects": ("stage", "region", "track", "listing"),
    "intents": ("project",),
    "events": ("batch", "record"),
}
"""Fields by which many documents are told apart; a document's own name is its key and needs no index."""

CHUNK = 256
"""Documents in memory at once; below the 999 parameters that old SQLite allows."""

_DOCUMENT = "SELECT key, doc, digest FROM documents"
_NAME = re.compile(r"[a-z_]+")
_INTEGERS = range(-(2**63), 2**63)


class Rows(Mapping[str, Doc]):
    """The documents of one table by their key, in order of insertion.

    A document is fetched, verified against its digest and parsed when it is asked for, afresh each
    time. Every access raises ``StoreFault`` where a row is damaged.
    """

    def __init__(self, database: Database, name: str) -> None:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a table name: {name!r}")
        self._database = database
        self.name = name
        # A literal, not a parameter: SQLite 3.40 may keep the plan it made for one table's partial index and
        # use it for another table's name, and then finds nothing.
        self._mine = f"tbl = '{name}'"

    def __getitem__(self, key: str) -> Doc:
        if is_text(key):
            for row in self._database.query(f"{_DOCUMENT} WHERE {self._mine} AND key = ?", (key,)):
                return decode(self.name, *row)[1]
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        found = self._database.query(f"SELECT key FROM documents WHERE {self._mine} ORDER BY seq")
        return (text(key, self.name) for (key,) in found)

    def keys_read(self) -> set[str]:
        """All keys, read at once; which documents are damaged is not looked at."""
        found = self._database.query(f"SELECT key FROM documents WHERE {self._mine}")
        return {text(key, self.name) for (key,) in found}

    def __len__(self) -> int:
        found = self._database.query(f"SELECT count(*) FROM documents WHERE {self._mine}")
        return int(found[0][0])

    def __contains__(self, key: object) -> bool:
        return self._place(key) is not None

    def items(self) -> ItemsView[str, Doc]:
        """Keys and documents, a chunk at a time."""
        return _Items(self)

    def matching(self, terms: Iterable[Term] = ()) -> Iterator[tuple[str, Doc]]:
        """Keys and documents of which the terms may hold: none that meets them all is left out.

        Which rows there are is settled at the start; so whoever iterates may write meanwhile.
        """
        where, values = self._conditions(terms)
        order = f"SELECT seq FROM documents WHERE {self._mine}{where} ORDER BY seq"
        places = [seq for (seq,) in self._database.query(order, values)]
        for chunk in _chunks(places):
            marks = ",".join("?" * len(chunk))
            for row in self._database.query(f"{_DOCUMENT} WHERE seq IN ({marks}) ORDER BY seq", chunk):
                yield decode(self.name, *row)

    def last(self) -> Doc | None:
        """The document inserted last."""
        found = self._database.query(f"{_DOCUMENT} WHERE {self._mine} ORDER BY seq DESC LIMIT 1")
        return decode(self.name, *found[0])[1] if found else None

    def create(self) -> None:
        """Have the table in the catalogue, and its indexes; looked at once in a transaction."""
        if self.name in self._database.created:
            return
        self._database.query("INSERT OR IGNORE INTO catalogue (name) VALUES (?)", (self.name,))
        for field in INDEXED.get(self.name, ()):
            # With the table's name in front, SQLite prefers it to the other indexes; the literal lets it see
            # that the partial index applies.
            self._database.query(
                f"CREATE INDEX IF NOT EXISTS {self.name}_by_{field} ON documents (tbl, {_extract(field)})"
                f" WHERE {self._mine}"
            )
        if self._database.writing:
            self._database.created.add(self.name)

    def put(self, key: str, doc: Doc) -> bytes:
        """Write a document in its place, or at the end where it is new; its text."""
        raw = encode(doc)
        self._write({key: raw})
        return raw

    def put_all(self, docs: Mapping[str, Doc]) -> None:
        """Write many documents as ``put`` does, with few statements."""
        for keys in _chunks(docs):
            self._write({key: encode(docs[key]) for key in keys})

    def _write(self, texts: Mapping[str, bytes]) -> None:
        """Write documents' texts by their keys, and account for them in the catalogue."""
        for key in texts:
            if not is_text(key):
                raise TypeError(f"not a key: {key!r}")
        places, total = self._places(list(texts)), self._total()
        new: list[tuple[str, str, bytes]] = []
        changed: list[tuple[str, bytes, int]] = []
        for key, raw in texts.items():
            mark = digest(self.name, key, raw)
            seq, old = places.get(key, (0, b""))
            total = add(total, mark, old)
            if seq:
                changed.append((raw.decode(), mark, seq))
            else:
                new.append((key, raw.decode(), mark))
        insert = f"INSERT INTO documents (tbl, key, doc, digest) VALUES ('{self.name}', ?, ?, ?)"
        self._database.query_many(insert, new)
        self._database.query_many("UPDATE documents SET doc = ?, digest = ? WHERE seq = ?", changed)
        self._account(len(new), total)

    def remove(self, key: str) -> None:
        """Take a document out; ``KeyError`` where there is none."""
        place = self._place(key)
        if place is None:
            raise KeyError(key)
        self._database.query("DELETE FROM documents WHERE seq = ?", place[:1])
        self._account(-1, add(self._total(), b"", place[1]))

    def clear(self) -> None:
        """Take all documents out; the table stays."""
        self.drop()
        self.create()

    def drop(self) -> None:
        """Take the table out, with all that is in it."""
        self._database.query(f"DELETE FROM documents WHERE {self._mine}")
        self._database.query("DELETE FROM catalogue WHERE name = ?", (self.name,))
        self._database.created.discard(self.name)

    def _place(self, key: object) -> tuple[int, bytes] | None:
        if not is_text(key):
            return None
        return self._places([key]).get(key)

    def _places(self, keys: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """Where the documents of some keys lie, and their digests; ``CHUNK`` keys at most."""
        marks = ",".join("?" * len(keys))
        find = f"SELECT key, seq, digest FROM documents WHERE {self._mine} AND key IN ({marks})"
        return {text(key, self.name): (seq, mark) for key, seq, mark in self._database.query(find, keys)}

    def _total(self) -> bytes:
        """The sum of the digests of all documents, as the catalogue has it."""
        found = self._database.query("SELECT total FROM catalogue WHERE name = ?", (self.name,))
        return cast("bytes", found[0][0])

    def _account(self, amount: int, total: bytes) -> None:
        change = "UPDATE catalogue SET amount = amount + ?, total = ? WHERE name = ?"
        self._database.query(change, (amount, total, self.name))

    def _conditions(self, terms: Iterable[Term]) -> tuple[str, list[Any]]:
        fields = INDEXED.get(self.name, ())
        usable = [(field, value) for field, value in terms if field in fields and _comparable(value)]
        return "".join(f" AND {_extract(field)} IS ?" for field, _ in usable), [value for _, value in usable]


class _Items(ItemsView[str, Doc]):
    """``ItemsView`` that does not fetch each document by itself."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self._rows = rows

    def __iter__(self) -> Iterator[tuple[str, Doc]]:
        return self._rows.matching()


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def add(total: bytes, new: bytes, old: bytes = b"") -> bytes:
    """The sum of digests with ``new`` in and ``old`` out, modulo its size."""
    try:
        value = int.from_bytes(total, "big") + int.from_bytes(new, "big") - int.from_bytes(old, "big")
    except TypeError:  # a damaged column holds a number
        raise fault("记录已损坏，没有写入", RESTORE) from None
    return (value % (1 << (8 * DIGEST_SIZE))).to_bytes(DIGEST_SIZE, "big")


def is_text(value: object) -> TypeGuard[str]:
    """Whether SQLite can be asked for this text: not for a lone surrogate (from a command line) or a NUL."""
    try:
        return isinstance(value, str) and b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False


def _comparable(value: object) -> bool:
    # Equal in Python must be equal in SQLite for a prefilter to leave nothing out.
    return value is None or is_text(value) or (isinstance(value, int) and value in _INTEGERS)


def _extract(field: str) -> str:
    return f"json_extract(doc, '$.{field}')"
