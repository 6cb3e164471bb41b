"""The store of one office: documents, originals and settings in one folder.

Commands and services see ``DocumentStore`` and nothing below it, so that a shared server can stand
in for the local file later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, cast

from tinydb import TinyDB
from tinydb.queries import QueryInstance, where

from jbgs.store.checks import check, survivors
from jbgs.store.codec import Doc
from jbgs.store.database import FORMAT, TIMEOUT, Database, Waiting, silent
from jbgs.store.faults import Fault
from jbgs.store.files import clean_staging
from jbgs.store.originals import Originals
from jbgs.store.repair import rebuild
from jbgs.store.storage import SqliteStorage
from jbgs.store.table import KeyedTable

DATABASE = "jbgs.db"
ORIGINALS = "originals"

_OFFICE = "office"
"""Table and key of the settings: a document like any other, with its digest."""


class DocumentStore(Protocol):
    """What services may ask of a store, wherever it is. Every call may raise ``StoreFault``."""

    @property
    def originals(self) -> Originals:
        """The imported files."""
        ...

    @property
    def meta(self) -> Doc:
        """The office's settings: bureau, level, region and so on."""
        ...

    def set_meta(self, meta: Doc) -> None:
        """Replace the settings, inside a transaction."""
        ...

    @property
    def version(self) -> int:
        """A number that is another one once another process has written."""
        ...

    def get(self, table: str, key: str) -> Doc | None:
        """The document of this key, or None."""
        ...

    def keys(self, table: str) -> set[str]:
        """The keys of all documents of a table."""
        ...

    def scan(self, table: str) -> Iterator[Doc]:
        """All documents of a table, in order of insertion; the caller may write meanwhile."""
        ...

    def find(self, table: str, **equal: object) -> Iterator[Doc]:
        """The documents whose top-level fields are there and equal these, in order of insertion."""
        ...

    def count(self, table: str, **equal: object) -> int:
        """How many documents ``find`` would give."""
        ...

    def last(self, table: str) -> Doc | None:
        """The document inserted last, or None."""
        ...

    def put(self, table: str, key: str, doc: Doc) -> None:
        """Write a document, new or in the place of the old one, inside a transaction.

        Raises ``TypeError`` for a value that is not JSON of ours, a float above all.
        """
        ...

    def put_all(self, table: str, docs: Mapping[str, Doc]) -> None:
        """Write many documents of one table as ``put`` does, by their keys; all of them, or none."""
        ...

    def delete(self, table: str, key: str) -> None:
        """Take a document out, if it is there, inside a transaction."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All that is written inside, or nothing; not reentrant."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """Reads inside see one state, whatever others write."""
        ...

    def verify(self) -> Iterator[Fault]:
        """Everything that is wrong with the documents; originals are checked by themselves."""
        ...

    def close(self) -> None:
        """Let go of the store; an open transaction is undone."""
        ...


class _Documents(TinyDB):
    table_class = KeyedTable  # type: ignore[assignment]  # TinyDB means it to be set


class Store:
    """A ``DocumentStore`` in a local folder, or on a network share."""

    def __init__(self, home: Path, database: Database) -> None:
        """Use ``create`` or ``open``."""
        self.home = home
        self.originals = Originals(home / ORIGINALS)
        self._database = database
        self._documents = _Documents(database, storage=SqliteStorage)

    @classmethod
    def create(cls, home: Path, meta: Doc) -> Self:
        """Make the store of an office that has none; the folder becomes its owner's only.

        Raises ``StoreFault`` where there is a store already, or the folder cannot be written.
        """
        Originals(home / ORIGINALS).create()
        store = cls(home, Database.create(home / DATABASE))
        try:
            with store.transaction():
                store.set_meta(meta)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open(
        cls,
        home: Path,
        *,
        timeout: float = TIMEOUT,
        who: str = "",
        waiting: Waiting = silent,
    ) -> Self:
        """Open an office's store; what a killed process left behind is put right.

        ``timeout`` is the seconds to wait for another process; ``who`` is the operator, named to others
        who wait for us; ``waiting`` is told for whom we wait, once it takes long.

        Raises ``StoreFault`` where it is missing, foreign, damaged, newer than the program, or locked.
        """
        store = cls(home, Database(home / DATABASE, timeout=timeout, who=who, waiting=waiting))
        store.originals.clean()
        clean_staging(home)
        return store

    @property
    def meta(self) -> Doc:
        """The office's settings: bureau, level, region and so on."""
        return self.get(_OFFICE, _OFFICE) or {}

    def set_meta(self, meta: Doc) -> None:
        """Replace the settings, inside a transaction."""
        self.put(_OFFICE, _OFFICE, meta)

    @property
    def version(self) -> int:
        """See ``DocumentStore``."""
        return self._database.version

    def get(self, table: str, key: str) -> Doc | None:
        """See ``DocumentStore``, as for all below."""
        return self._table(table).rows.get(key)

    def keys(self, table: str) -> set[str]:  # noqa: D102
        return self._table(table).rows.keys_read()

    def scan(self, table: str) -> Iterator[Doc]:  # noqa: D102
        return self.find(table)

    def find(self, table: str, **equal: object) -> Iterator[Doc]:  # noqa: D102
        return (doc for _, doc in self._table(table).matching(_all_of(equal)))

    def count(self, table: str, **equal: object) -> int:  # noqa: D102
        return sum(1 for _ in self.find(table, **equal)) if equal else len(self._table(table))

    def last(self, table: str) -> Doc | None:  # noqa: D102
        return self._table(table).rows.last()

    def put(self, table: str, key: str, doc: Doc) -> None:  # noqa: D102
        self._writable(table).put(key, doc)

    def put_all(self, table: str, docs: Mapping[str, Doc]) -> None:  # noqa: D102
        self._writable(table).put_all(docs)

    def delete(self, table: str, key: str) -> None:  # noqa: D102
        self._writable(table).remove(doc_ids=[key])

    def transaction(self) -> AbstractContextManager[None]:  # noqa: D102
        return self._database.transaction()

    def snapshot(self) -> AbstractContextManager[None]:  # noqa: D102
        return self._database.snapshot()

    def verify(self) -> Iterator[Fault]:  # noqa: D102
        return check(self._database)

    @property
    def outdated(self) -> bool:
        """Whether the documents are of an older format than this program writes."""
        return self._database.format < FORMAT

    def set_format(self) -> None:
        """Say that they are of the present format now, inside the transaction that made them so."""
        self._database.set_format()

    def survivors(self) -> Iterator[tuple[str, str, Doc]]:
        """Table, key and document of all that can still be read of a damaged store."""
        return survivors(self._database)

    def rebuild(self, known: Mapping[tuple[str, str], Doc], tables: frozenset[str]) -> None:
        """Make ``tables`` hold just the ``known`` documents, whatever is damaged, inside a transaction."""
        rebuild(self._database, known, tables)

    def copy_documents(self, path: Path) -> None:
        """Write the documents' present state to a new file, while others work on."""
        self._database.copy_to(path)

    def close(self) -> None:  # noqa: D102
        self._documents.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def _table(self, name: str) -> KeyedTable:
        return cast(KeyedTable, self._documents.table(name))

    def _writable(self, name: str) -> KeyedTable:
        if not self._database.writing:
            raise RuntimeError("writes belong inside a transaction")
        return self._table(name)


def _all_of(equal: dict[str, object]) -> QueryInstance:
    query = where("").noop()
    for field, value in equal.items():
        query &= where(field) == value
    return query
