"""TinyDB's ``Table`` that reads what it needs and writes what changed.

The behaviour is TinyDB's, document by document; what differs is the work: equality terms of a query
narrow what is read, an update writes the changed documents only, and ids are taken under the write
lock, so that two processes never take the same one. The query cache is off: other processes write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import Any

from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from jbgs.store.codec import Doc, encode
from jbgs.store.rows import Rows, Term
from jbgs.store.storage import SqliteStorage

DocId = int | str
"""TinyDB's own ids are integers, ours are keys."""
Change = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]


class DocumentTable(Table):
    """A table of a ``SqliteStorage`` with TinyDB's integer ids; set as ``TinyDB.table_class``."""

    _next_id: int | None  # type: ignore[assignment]  # TinyDB sets it to None first, and annotates nothing

    def __init__(self, storage: SqliteStorage, name: str, persist_empty: bool = False) -> None:
        self._database = storage.database
        self.rows = storage.rows(name)
        super().__init__(storage, name, cache_size=0, persist_empty=persist_empty)

    def insert(self, document: Mapping[str, Any]) -> int:
        """As TinyDB's; several processes may insert at once."""
        with self._numbering():
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """As TinyDB's; several processes may insert at once."""
        with self._numbering():
            return super().insert_multiple(documents)

    def matching(self, cond: QueryLike) -> Iterator[tuple[str, Doc]]:
        """Keys and documents that meet the query, in order of insertion."""
        return ((key, doc) for key, doc in self.rows.matching(equalities(cond)) if cond(doc))

    def search(self, cond: QueryLike) -> list[Document]:
        """As TinyDB's."""
        return [self.document_class(doc, self.document_id_class(key)) for key, doc in self.matching(cond)]

    def update(
        self, fields: Change, cond: QueryLike | None = None, doc_ids: Iterable[Any] | None = None
    ) -> list[int]:
        """As TinyDB's; only the documents that meet the query are held in memory."""
        with self._database.atomic():
            return super().update(fields, doc_ids=self._chosen(cond, doc_ids))

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """As TinyDB's; no other process gets between the update and the insert."""
        with self._database.atomic():
            return super().upsert(document, cond)

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[Any] | None = None) -> list[int]:
        """As TinyDB's; only the documents that meet the query are read."""
        with self._database.atomic():
            return super().remove(doc_ids=self._chosen(cond, doc_ids))

    def put(self, doc_id: DocId, document: Doc) -> None:
        """Make this the document of that id, whatever it was before."""
        with self._database.atomic():
            self.rows.create()
            self.rows.put(str(doc_id), document)

    def put_all(self, documents: Mapping[str, Doc]) -> None:
        """Make these the documents of their ids, whatever they were before."""
        with self._database.atomic():
            self.rows.create()
            self.rows.put_all(documents)

    def _chosen(self, cond: QueryLike | None, doc_ids: Iterable[Any] | None) -> Iterable[Any] | None:
        if doc_ids is not None or cond is None:
            return doc_ids
        return [self.document_id_class(key) for key, _ in self.matching(cond)]

    @contextmanager
    def _numbering(self) -> Iterator[None]:
        with self._database.atomic():
            if self._next_id is not None:  # others may have inserted since this was counted
                self._next_id = max(self._next_id, 1 + max(map(self.document_id_class, self.rows), default=0))
            yield

    def _read_table(self) -> Mapping[str, Doc]:  # type: ignore[override]  # TinyDB asks for a dict, uses a Mapping
        return self.rows

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._database.atomic():
            self.rows.create()
            draft = _Draft(self.rows, self.document_id_class)
            updater(draft)
            draft.settle()


class KeyedTable(DocumentTable):
    """A table whose ids are our own keys: a project's code, an event's id."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB means it to be set, and annotates it as int


class _Draft(MutableMapping[DocId, Doc]):
    """The dict that an updater of TinyDB changes.

    What is set or deleted is written at once. What is read may be changed in place, so it is
    compared at the end.
    """

    def __init__(self, rows: Rows, id_class: Callable[[str], DocId]) -> None:
        self._rows = rows
        self._id_class = id_class
        self._given: dict[DocId, tuple[Doc, bytes]] = {}

    def __getitem__(self, doc_id: DocId) -> Doc:
        if doc_id not in self._given:
            doc = self._rows[str(doc_id)]
            self._given[doc_id] = doc, encode(doc)
        return self._given[doc_id][0]

    def __setitem__(self, doc_id: DocId, doc: Doc) -> None:
        self._given[doc_id] = doc, self._rows.put(str(doc_id), doc)

    def __delitem__(self, doc_id: DocId) -> None:
        self._rows.remove(str(doc_id))
        self._given.pop(doc_id, None)

    def __iter__(self) -> Iterator[DocId]:
        return map(self._id_class, self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, doc_id: object) -> bool:
        return str(doc_id) in self._rows

    def clear(self) -> None:
        self._rows.clear()
        self._given.clear()

    def settle(self) -> None:
        """Write what was changed in place."""
        for doc_id, (doc, raw) in self._given.items():
            if encode(doc) != raw:
                self._rows.put(str(doc_id), doc)


def equalities(cond: QueryLike) -> Iterator[Term]:
    """The terms ``field == value`` that whatever meets the query meets.

    TinyDB describes a query in the tuple by which it caches the query's results, and nowhere else.
    """
    return _terms(getattr(cond, "_hash", None))


def _terms(description: object) -> Iterator[Term]:
    match description:
        case ("==", (str(field),), value):
            yield field, value
        case ("and", frozenset() as parts):
            for part in parts:
                yield from _terms(part)
