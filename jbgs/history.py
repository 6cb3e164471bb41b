"""A record is what its events add up to: changes, folding, reversing, and the chain of hashes.

Pure. A record is a nested dictionary in *normal form*: no ``None`` and nothing empty in it, so
that "absent" is said in one way only. A change names one leaf by its path (``fields.title``);
lists are leaves. Creating and deleting a record are changes from and to nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from jbgs.models import Change, Event

Record = dict[str, Any]
GENESIS = "0" * 64


def normal(value: Any) -> Any:
    """A value without ``None`` and empty parts; ``None`` if nothing is left."""
    if isinstance(value, str):  # first, being most of what there is
        return value or None
    if isinstance(value, Mapping):
        kept = {key: inner for key, raw in value.items() if (inner := normal(raw)) is not None}
        return kept or None
    if isinstance(value, list | tuple) and not value:
        return None
    return value


def diff(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Change]:
    """What turns one record in normal form into another, leaf by leaf, in the order of the keys."""
    return list(_diff("", before or {}, after or {}))


def _diff(path: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for key in [*before, *(key for key in after if key not in before)]:
        if "." in key or not key:
            raise ValueError(f"a record's key is not a part of a path: {key!r}")
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if isinstance(old, dict) or isinstance(new, dict):
            inner_old = old if isinstance(old, dict) else {}
            inner_new = new if isinstance(new, dict) else {}
            if not isinstance(old, dict | None) or not isinstance(new, dict | None):
                raise ValueError(f"{path}{key} is a value in one version and a group in the other")
            yield from _diff(f"{path}{key}.", inner_old, inner_new)
        else:
            yield Change(field=f"{path}{key}", before=old, after=new)


def apply(record: Record | None, changes: Iterable[Change]) -> Record | None:
    """The record after some changes; ``None`` when nothing is left of it. The argument stays as it is."""
    result = _copy(record or {})
    for change in changes:
        _set(result, change["field"].split("."), change["after"])
    return cast("Record | None", normal(result))


def _copy(value: Any) -> Any:
    return {key: _copy(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _set(record: Record, path: Sequence[str], value: Any) -> None:
    for key in path[:-1]:
        record = record.setdefault(key, {})
    if value is None:
        record.pop(path[-1], None)
    else:
        record[path[-1]] = value


def reverse(changes: Iterable[Change]) -> list[Change]:
    """The changes that take back some changes."""
    return [Change(field=c["field"], before=c["after"], after=c["before"]) for c in reversed(list(changes))]


def fold(events: Iterable[Event], *, until: str | None = None) -> dict[str, Record]:
    """All records by their name (``projects/GJ-2021-HN-003``), from events in the order recorded.

    With ``until`` (a day) only what had taken effect by the end of that day counts, whenever it was
    recorded; a record that did not exist then is absent.
    """
    records: dict[str, Record] = {}
    for event in events:
        if until is not None and event["on"] > until:
            continue
        after = apply(records.get(event["record"]), event["changes"])
        if after is None:
            records.pop(event["record"], None)
        else:
            records[event["record"]] = after
    return records


def place(record: str) -> tuple[str, str]:
    """Table and key of a record's name."""
    table, _, key = record.partition("/")
    return table, key


def seal(event: Mapping[str, Any], prev: str) -> Event:
    """The event with its place in the chain: ``hash`` covers all else and the hash before it."""
    body = {**event, "prev": prev}
    return cast("Event", {**body, "hash": digest(body)})


def digest(event: Mapping[str, Any]) -> str:
    """SHA-256 over an event without its own hash, in one canonical spelling."""
    import orjson

    body = {key: value for key, value in event.items() if key != "hash"}
    return hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def broken_links(events: Iterable[Event]) -> Iterator[str]:
    """The ids of events that were edited, or that do not follow the one before them."""
    prev, number = GENESIS, 0
    for event in events:
        number += 1
        if event["prev"] != prev or event["hash"] != digest(event) or event["id"] != event_id(number):
            yield event["id"]
        prev, number = event["hash"], int(event["id"])


def event_id(number: int) -> str:
    """The id of the n-th event, from 1."""
    return f"{number:08d}"
