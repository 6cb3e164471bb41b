"""Giving up personal data on request: out of the record, its history and its originals, for good.

The money, the firms and every decision stay. So does the chain of events: it covers the digests of
personal values, not the values (``history.guard``), and the event that records the request says which
originals went.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from jbgs import history
from jbgs.errors import NotAllowed, Problem
from jbgs.models import Event
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.workflow import FINAL


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was given up: by record how many values, and the originals; ``kept`` are those others need."""

    code: str
    values: dict[str, int]
    originals: tuple[str, ...]
    kept: tuple[str, ...]


def forget_contact(office: Office, part: str, *, reason: str) -> Forgotten:
    """Remove the personal data of a project that is over, and of the intents for it.

    Raises ``NotAllowed`` where the project still runs: then its people must be reached.
    """
    code = office.code(part)
    project = office.project(code)
    if project["stage"] not in FINAL:
        remedy = f"办结后再删除；只更换联系人用 jbgs edit {code} contact=姓名 --reason 理由"
        raise NotAllowed(Problem("项目还在进行，需要联系人", where=code, remedy=remedy))
    names = [f"projects/{code}", *(f"intents/{one['id']}" for one in office.intents(code))]
    values: dict[str, int] = {}
    with office.batch("forget", note=reason) as batch:
        gone, kept = _originals(office, names)
        for name in names:
            values[name] = _forget(office, batch, name, reason, gone if name == names[0] else ())
    if not office.dry_run:
        for sha in gone:
            office.store.originals.remove(sha)
    return Forgotten(code, values, gone, kept)


def _forget(office: Office, batch: Batch, name: str, reason: str, gone: tuple[str, ...]) -> int:
    """Give up one record's values; how many there were. The note that says so comes last."""
    table, key = history.place(name)
    count = 0
    for event in cast("list[Event]", list(office.store.find("events", record=name))):
        if "salt" in event:
            count += sum("sealed" in one for one in event["changes"])
            batch.store.put("events", event["id"], cast("dict[str, Any]", history.forget(event)))
    record = batch.get(table, key) or {}
    batch.store.put(table, key, history.without_personal(record))
    more = {"originals": list(gone)} if gone else {}
    batch.remark(table, key, history.FORGOTTEN, reason, **more)
    return count


def _originals(office: Office, names: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The originals of these records that no other record needs, and those that others do."""
    gone: list[str] = []
    kept: list[str] = []
    present = office.store.originals.names()
    for sha, records in sorted(_made_of(office)):
        if sha in present and records & set(names):
            (gone if records <= set(names) else kept).append(sha)
    return tuple(gone), tuple(kept)


def _made_of(office: Office) -> Iterator[tuple[str, set[str]]]:
    for one in office.store.scan("files"):
        yield one["id"], set(one["records"])
