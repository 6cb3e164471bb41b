"""Writing: one batch per command, every change an event, all of it in one transaction.

A command opens a batch, reads and puts records through it, and leaves; then the events and the
records they add up to are stored together, or nothing is. Nobody else writes to the store.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar, cast

from jbgs import history
from jbgs.errors import Defect, NotAllowed, Problem
from jbgs.models import Event
from jbgs.services import schema
from jbgs.store import DocumentStore

Record = dict[str, Any]
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, on what day it takes effect, when it is recorded, and whether it is only a trial."""

    by: str
    on: date
    at: datetime
    dry_run: bool = False


@dataclass(slots=True)
class Batch:
    """The changes of one command, not yet stored. Records read through it show them already.

    ``papers`` are originals by sha256 that the records name: they are kept just before these are stored.
    """

    store: DocumentStore
    id: str
    command: str
    author: Author
    note: str = ""
    undoes: str = ""
    events: list[Event] = field(default_factory=list)
    papers: dict[str, bytes] = field(default_factory=dict)
    _records: dict[str, Record | None] = field(default_factory=dict)
    _stored: dict[str, set[str]] = field(default_factory=dict)
    _last: Event | None = None

    def know(self, *tables: str) -> None:
        """Learn the keys of all stored records of some tables: the store is not asked for others any more."""
        self._stored |= {table: self.store.keys(table) for table in tables}

    def get(self, table: str, key: str) -> Record | None:
        """The record as this batch has made it so far."""
        name = f"{table}/{key}"
        if name in self._records:
            return self._records[name]
        known = self._stored.get(table)
        return self.store.get(table, key) if known is None or key in known else None

    def find(self, table: str, **equal: Any) -> Iterator[Record]:
        """The records with these values, as this batch has made them so far."""
        mine = {name: doc for name, doc in self._records.items() if name.startswith(f"{table}/")}
        for doc in self.store.find(table, **equal):
            if f"{table}/{_key(table, doc)}" not in mine:
                yield doc
        for made in mine.values():
            if made is not None and all(made.get(name) == value for name, value in equal.items()):
                yield made

    def put(
        self,
        table: str,
        key: str,
        record: Mapping[str, Any] | None,
        kind: str,
        *,
        note: str = "",
        on: date | None = None,
    ) -> bool:
        """Make a record what is given (``None`` deletes it); whether that changed anything."""
        before, after = self.get(table, key), cast("Record | None", history.normal(record))
        changes = history.diff(before, after)
        if not changes:
            return False
        day = on or self.author.on
        if before is not None and day.isoformat() < (begun := _begun(table, before)):
            raise NotAllowed(Problem(f"{day} 早于收件之日 {begun}", where=key, remedy="请核对 --on 日期"))
        if after is not None and (wrong := schema.violations(table, after)):
            raise Defect(f"{table}/{key}: {wrong}")
        self._add(f"{table}/{key}", changes, kind, note, day)
        self._records[f"{table}/{key}"] = after
        return True

    def remark(self, table: str, key: str, kind: str, note: str, **more: Any) -> None:
        """Record that something happened to a record by which nothing in it changed."""
        self._add(f"{table}/{key}", [], kind, note, self.author.on, **more)

    def _add(self, record: str, changes: list[Any], kind: str, note: str, on: date, **more: Any) -> None:
        last = self._last or cast("Event | None", self.store.last("events"))
        number = int(last["id"]) + 1 if last else 1
        event: dict[str, Any] = {
            "id": history.event_id(number),
            "batch": self.id,
            "command": self.command,
            "at": self.author.at.isoformat(timespec="seconds"),
            "on": on.isoformat(),
            "by": self.author.by,
            "record": record,
            "kind": kind,
            "changes": changes,
        }
        if any(map(history.is_personal, changes)):
            event["salt"] = secrets.token_hex(16)
            event["changes"] = history.guard(changes, event["salt"])
        event |= {name: value for name, value in (("note", note), ("undoes", self.undoes)) if value}
        event |= more
        self._last = history.seal(event, last["hash"] if last else history.GENESIS)
        self.events.append(self._last)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """On an error inside, the batch is as it was before; what was put earlier stays."""
        kept, last, papers = len(self.events), self._last, dict(self.papers)
        try:
            yield
        except BaseException:
            for event in reversed(self.events[kept:]):
                after = self._records[event["record"]]
                self._records[event["record"]] = history.apply(after, history.reverse(event["changes"]))
            del self.events[kept:]
            self._last, self.papers = last, papers
            raise

    @contextmanager
    def part(self, on: date, note: str = "") -> Iterator[Batch]:
        """One of several commands that are stored together; on an error it alone leaves no trace.

        ``on`` is the day on which its changes take effect.
        """
        whole = self.author
        self.author = replace(whole, on=on)
        try:
            with self.attempt():
                yield self
                self.note = self.note or note
        finally:
            self.author = whole

    def save(self) -> None:
        """Store the events and what the records have become; the caller holds the transaction."""
        if not self.events:
            return
        if not self.author.dry_run:
            for data in self.papers.values():
                self.store.originals.add(data)
        self.store.put_all("events", {event["id"]: cast("Record", event) for event in self.events})
        become: dict[str, dict[str, Record]] = {}
        for name, record in self._records.items():
            table, key = history.place(name)
            if record is None:
                self.store.delete(table, key)
            else:
                become.setdefault(table, {})[key] = record
        for table, records in become.items():
            self.store.put_all(table, records)
        batch: Record = {**of_batch(self.events), "on": self.author.on.isoformat()}
        batch |= {name: value for name, value in (("note", self.note), ("undoes", self.undoes)) if value}
        self.store.put("batches", self.id, batch)


def of_batch(events: Sequence[Event]) -> Record:
    """What the events of one batch say about it; the batch's day and note are its own."""
    first = events[0]
    told = {name: value for name, value in first.items() if name in ("command", "at", "by", "undoes")}
    records = list(dict.fromkeys(event["record"] for event in events))
    return {"id": first["batch"], "events": len(events), "records": records, **told}


class _Trial(Exception):
    """Takes a dry run out of its transaction."""


@contextmanager
def batch(
    store: DocumentStore, command: str, author: Author, *, note: str = "", undoes: str = ""
) -> Iterator[Batch]:
    """One command's batch: stored whole at the end, not at all on an error or in a dry run."""
    with _transaction(store, author):
        made = _begun_by(author, store, command, note, undoes)
        yield made
        made.save()


@contextmanager
def prepared(
    store: DocumentStore, command: str, author: Author, work: Callable[[Batch], Done], *, note: str = ""
) -> Iterator[tuple[Batch, Done]]:
    """As ``batch``, for ``work`` that takes long: it is done before the store is locked, so nobody waits.

    Where another process wrote meanwhile, it is done once more, with the store locked.
    """
    version = store.version
    made = _begun_by(author, store, command, note)
    done = work(made)
    with _transaction(store, author):
        if store.version != version:
            made = _begun_by(author, store, command, note)
            done = work(made)
        yield made, done
        made.save()


@contextmanager
def _transaction(store: DocumentStore, author: Author) -> Iterator[None]:
    try:
        with store.transaction():
            yield
            if author.dry_run:
                raise _Trial
    except _Trial:
        pass


def _begun_by(author: Author, store: DocumentStore, command: str, note: str, undoes: str = "") -> Batch:
    last = store.last("batches")
    number = int(last["id"].rsplit("-", 1)[1]) + 1 if last else 1
    return Batch(store, f"{author.at:%Y%m%d}-{number:04d}", command, author, note, undoes)


def _begun(table: str, record: Mapping[str, Any]) -> str:
    """The day from which a record exists: reports as of an earlier day know nothing of it."""
    return cast("str", record["dates"]["received"] if table == "projects" else record.get("received", ""))


def _key(table: str, record: Mapping[str, Any]) -> str:
    return cast("str", record["code"] if table == "projects" else record["id"])
