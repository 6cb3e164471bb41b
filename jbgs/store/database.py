"""One SQLite file of documents: statements in, rows out, every error a ``StoreFault``.

Nobody else in ``store`` holds a connection. Rollback journal, never WAL, which does not work on
network shares; ``synchronous=EXTRA``, since with ``FULL`` a power cut can lose the last commit
(https://www.sqlite.org/pragma.html#pragma_synchronous); ``secure_delete``, so that what is given up is
overwritten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from jbgs.errors import StoreFault
from jbgs.store.codec import DIGEST_SIZE
from jbgs.store.faults import RESTORE, Locked, fault, from_sqlite, guarded, is_busy
from jbgs.store.files import new_private, private_folder, publish, staging
from jbgs.store.holder import Holder

APPLICATION_ID = 0x6A626773  # "jbgs": tells our file from an empty or a foreign one
FORMAT = 2
"""The layout of this file and its documents, in its ``user_version``; a program refuses a higher one.

2: personal values in events stand beside a salted digest (``services.keeping.upgrading`` makes it from 1)."""

SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
CREATE TABLE documents (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, tbl TEXT NOT NULL, key TEXT NOT NULL,
    doc TEXT NOT NULL, digest BLOB NOT NULL, UNIQUE (tbl, key));
CREATE INDEX documents_in_order ON documents (tbl, seq);
CREATE TABLE catalogue (
    name TEXT PRIMARY KEY, amount INTEGER NOT NULL DEFAULT 0,
    total BLOB NOT NULL DEFAULT (zeroblob({DIGEST_SIZE})));
"""
"""``seq`` is the order of insertion. ``catalogue`` names the tables, and holds how many rows each has
and the sum of their digests, so that a row lost or added behind our back shows."""

TIMEOUT = 10.0
"""Seconds to wait for another process's lock."""
PATIENCE = 0.5
"""Seconds after which whoever waits is told so."""
Waiting = Callable[[str], None]


def silent(text: str) -> None:  # a Waiting
    """Tell nobody."""


class Database:
    """An open file of documents."""

    def __init__(
        self, path: Path, *, timeout: float = TIMEOUT, who: str = "", waiting: Waiting = silent
    ) -> None:
        """Open an existing file; ``who`` is named to who waits for us, ``waiting`` told for whom we wait.

        Raises ``StoreFault`` where it is missing, empty, foreign, damaged, newer than the program, or
        locked.
        """
        self.path = path
        self._holder = Holder(path.with_name(path.name + "-holder"), who)
        self._open = False
        self.created: set[str] = set()
        """The tables that are known to exist, with their indexes, as long as the transaction lasts."""
        self._timeout, self._waiting, self._prepared = timeout, waiting, False
        with guarded(path):
            if not path.is_file():
                raise fault("没有数据库", "请先运行 jbgs init，或用 --home 指明文件夹", path)
            self._connection = sqlite3.connect(path, timeout=timeout, isolation_level=None)
        try:
            self._prepare()
            self._prepared = True
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new file, whole or not at all, and open it; ``StoreFault`` where there is one already."""
        with guarded(path):
            private_folder(path.parent)
            with staging(path.parent) as folder:
                part = folder / path.name
                new_private(part).close()
                _write_schema(part)
                try:
                    publish(part, path)
                except FileExistsError:
                    raise fault(
                        "已经有数据库了", "无需再次 jbgs init；如要另建，请换一个文件夹", path
                    ) from None
        return cls(path)

    def _prepare(self) -> None:
        self._connection.text_factory = bytes  # digests are over bytes, and damaged text must not raise here
        ((application,),) = self.query("PRAGMA application_id")
        ((version,),) = self.query("PRAGMA user_version")
        if application != APPLICATION_ID:
            raise fault("不是本程序的数据库", f"请核对 --home 指明的文件夹；{RESTORE}", self.path)
        if version > FORMAT:
            raise fault(f"数据库的格式（{version}）比本程序新", "请升级 jbgs 后重试", self.path)
        self.format = int(version)
        for setting in ("synchronous = EXTRA", "cell_size_check = ON", "secure_delete = ON"):
            self.query(f"PRAGMA {setting}")
        ((mode,),) = self.query("PRAGMA journal_mode")
        if mode != b"delete":
            self.query("PRAGMA journal_mode = DELETE")
        if self._holder.is_noted() or self.path.with_name(self.path.name + "-journal").exists():
            self._settle()

    def _settle(self) -> None:
        """Take away a killed process's note, and have SQLite take away a journal that holds nothing yet.

        Nobody but SQLite may judge a journal, and it does so for whoever writes. Where another process is
        writing just now, or we may not, both stay.
        """
        self.query("PRAGMA busy_timeout = 0")
        with suppress(StoreFault), self._block("BEGIN IMMEDIATE"):
            self.query(f"PRAGMA user_version = {self.format}")
            self._holder.clear()
        self.query(f"PRAGMA busy_timeout = {self._timeout * 1000:.0f}")

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and fetch all its rows, so that no lock outlives the call."""
        with self._telling():
            return self._connection.execute(sql, values).fetchall()

    def query_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement that gives no rows for each of some values."""
        with self._telling():
            self._connection.executemany(sql, rows)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turn an error of SQLite's into a ``StoreFault``."""
        if self._open and not self._begun():
            # After a full disk SQLite has undone everything; what follows must not be kept by itself.
            raise fault("本次写入已经撤销", "请排除前面的错误后重试", self.path)
        try:
            yield
        except sqlite3.Error as error:
            holder = self._holder.describe() if is_busy(error) else ""
            raise from_sqlite(error, self.path, holder) from error
        except UnicodeDecodeError:  # the module could not even read SQLite's message: it quotes damage
            raise fault("数据库已损坏", RESTORE, self.path) from None

    @property
    def version(self) -> int:
        """A number that is another one once another connection has committed."""
        ((version,),) = self.query("PRAGMA data_version")
        return int(version)

    @property
    def writing(self) -> bool:
        """Whether a transaction is open."""
        return self._open

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside, or nothing; other writers wait from the start.

        Raises ``StoreFault`` where the lock is not to be had or the disk refuses, and nothing is changed
        then; ``RuntimeError`` inside a transaction or a snapshot.
        """
        with self._block("BEGIN IMMEDIATE"):
            self._open = True
            self._holder.note()
            try:
                yield
            finally:
                self._holder.clear()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state; writers' commits wait until it ends, so keep it short."""
        with self._block("BEGIN"):
            yield

    @contextmanager
    def _block(self, begin: str) -> Iterator[None]:
        if self._begun():
            raise RuntimeError("transactions and snapshots do not nest")
        self._begin(begin)
        try:
            yield
            self.query("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                if self._begun():
                    self._connection.execute("ROLLBACK")
            raise
        finally:
            self._open = False
            self.created.clear()

    def _begin(self, begin: str) -> None:
        """Get the lock; whoever waits longer than a moment is told for whom, and until when."""
        if self._prepared and self._timeout > PATIENCE:
            self.query(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")
            try:
                self.query(begin)
                return
            except Locked:
                self._waiting(f"正在等待另一个命令{self._holder.describe()}，最多 {self._timeout:.0f} 秒")
            finally:
                self.query(f"PRAGMA busy_timeout = {self._timeout * 1000:.0f}")
        self.query(begin)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One step that is done or not: a transaction, or a savepoint inside the one that is open."""
        if not self._open:
            with self.transaction():
                yield
            return
        self.query("SAVEPOINT step")
        try:
            yield
        except BaseException:
            if self._begun():
                self.created.clear()
                self.query("ROLLBACK TO step")
                self.query("RELEASE step")
            raise
        self.query("RELEASE step")

    def _begun(self) -> bool:
        return self._connection.in_transaction

    def set_format(self) -> None:
        """Say that the documents are of ``FORMAT`` now, inside the transaction that made them so."""
        self.query(f"PRAGMA user_version = {FORMAT}")
        self.format = FORMAT

    def copy_to(self, path: Path) -> None:
        """Write the present state to a new private file, other processes reading and writing on."""
        with guarded(path):
            new_private(path).close()
            target = sqlite3.connect(path, isolation_level=None)
            try:
                target.execute("PRAGMA synchronous = EXTRA")
                self._connection.backup(target)
            finally:
                target.close()

    def close(self) -> None:
        """Let go of the file; an open transaction is undone."""
        self._connection.close()


def _write_schema(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(f"PRAGMA synchronous = EXTRA; BEGIN; {SCHEMA} COMMIT;")
    finally:
        connection.close()
