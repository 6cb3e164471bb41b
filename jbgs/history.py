"""A record is what its events add up to: changes, folding, reversing, and the chain of hashes.

Pure. A record is a nested dictionary in *normal form*: no ``None`` and nothing empty in it, so
that "absent" is said in one way only. A change names one leaf by its path (``fields.title``);
lists are leaves. Creating and deleting a record are changes from and to nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from jbgs.models import Change, Event

Record = dict[str, Any]
GENESIS = "0" * 64

PERSONAL = frozenset(
    {"contact", "contact_title", "phone", "mobile", "email", "leader", "leader_title", "leader_phone"}
    | {"completers"}
)
"""Fields that say how to reach a person, or name one; what a firm must publish of itself is none of them."""
_PERSONAL_PATHS = frozenset(f"{group}.{name}" for group in ("fields", "extras") for name in PERSONAL)
FORGOTTEN = "forgotten"
"""The kind of the event by which personal values of a record were given up."""


def normal(value: Any) -> Any:
    """A value without ``None`` and empty parts; ``None`` if nothing is left."""
    if isinstance(value, Mapping):
        kept = {}
        for key, raw in value.items():
            inner = raw if type(raw) is str else normal(raw)  # most are texts
            if inner is not None and inner != "":
                kept[key] = inner
        return kept or None
    if value == "":
        return None
    if isinstance(value, list | tuple) and not value:
        return None
    return value


def diff(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Change]:
    """What turns one record in normal form into another, leaf by leaf, in the order of the keys."""
    changes: list[Change] = []
    _diff("", before or {}, after or {}, changes)
    return changes


def _diff(path: str, before: Mapping[str, Any], after: Mapping[str, Any], changes: list[Change]) -> None:
    for key in (*before, *(key for key in after if key not in before)):
        if "." in key or not key:
            raise ValueError(f"a record's key is not a part of a path: {key!r}")
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if isinstance(old, dict) or isinstance(new, dict):
            if not isinstance(old, dict | None) or not isinstance(new, dict | None):
                raise ValueError(f"{path}{key} is a value in one version and a group in the other")
            _diff(f"{path}{key}.", old or {}, new or {}, changes)
        else:
            changes.append({"field": f"{path}{key}", "before": old, "after": new})


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
    begun: dict[str, str] = {}
    for event in events:
        first = begun.setdefault(event["record"], event["on"])
        if until is not None and max(first, event["on"]) > until:
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
    """SHA-256 over an event without its own hash, in one canonical spelling.

    Of a personal value it covers the salted digest that stands beside it, not the value: so the value
    can be given up and the chain still holds.
    """
    body = {key: value for key, value in event.items() if key not in ("hash", "salt")}
    body["changes"] = [
        {"field": one["field"], "sealed": one["sealed"]} if "sealed" in one else one
        for one in event["changes"]
    ]
    return _sha256(body)


def _sha256(value: object) -> str:
    import orjson

    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()


# -- what can be given up ------------------------------------------------------------------------


def is_personal(change: Change) -> bool:
    """Whether a change holds a personal value: a field of that kind, or what was wrong with one."""
    if change["field"] == "problems":
        told = [*(change["before"] or ()), *(change["after"] or ())]
        return any(one.get("field") in PERSONAL for one in told)
    return change["field"] in _PERSONAL_PATHS


def guard(changes: Iterable[Change], salt: str) -> list[Change]:
    """The changes with a salted digest beside every personal value; one salt (hex) for an event."""
    return [
        cast("Change", {**one, "sealed": _leaf(one, salt)}) if is_personal(one) else one for one in changes
    ]


def _leaf(change: Mapping[str, Any], salt: str) -> str:
    return _sha256([salt, change["field"], change["before"], change["after"]])


def forget(event: Event) -> Event:
    """The event without its personal values and without the salt, by which they could be guessed."""
    kept = [
        Change(field=one["field"], before=None, after=None, sealed=one["sealed"]) if "sealed" in one else one
        for one in event["changes"]
    ]
    return cast("Event", {**{k: v for k, v in event.items() if k != "salt"}, "changes": kept})


def gave_up(event: Event) -> bool:
    """Whether an event's personal values were given up."""
    return "salt" not in event and any("sealed" in one for one in event["changes"])


def _seals_hold(event: Event) -> bool:
    salt = event.get("salt")
    for one in event["changes"]:
        if "sealed" not in one:
            continue
        if salt is None and (one["before"], one["after"]) != (None, None):
            return False
        if salt is not None and one["sealed"] != _leaf(one, salt):
            return False
    return True


def without_personal(record: Record) -> Record:
    """The record without its personal values."""
    cleaned = dict(record)
    for group in ("fields", "extras"):
        if group in cleaned:
            cleaned[group] = {k: v for k, v in cleaned[group].items() if k not in PERSONAL}
    if any(one["field"] in PERSONAL for one in cleaned.get("problems", ())):
        del cleaned["problems"]  # one leaf, given up as a whole
    return cast("Record", normal(cleaned))


# -- the chain -----------------------------------------------------------------------------------


def broken_links(events: Iterable[Event]) -> Iterator[str]:
    """The ids of events that were edited, or that do not follow the one before them.

    An event whose personal values are gone must be followed by the event that says so.
    """
    prev, number = GENESIS, 0
    bare: dict[str, list[str]] = {}
    for event in events:
        number += 1
        sound = event["hash"] == digest(event) and _seals_hold(event)
        if event["prev"] != prev or not sound or event["id"] != event_id(number):
            yield event["id"]
        if event["kind"] == FORGOTTEN:
            bare.pop(event["record"], None)
        elif gave_up(event):
            bare.setdefault(event["record"], []).append(event["id"])
        prev, number = event["hash"], int(event["id"])
    for ids in bare.values():
        yield from ids


_SHOWN = 32
"""Digits (hex) of a hash that an office notes on paper: 128 bits, beyond any search for another history."""


def paper_seal(last: Event) -> str:
    """What proves, noted on paper, all that was recorded up to this event: its number and its hash."""
    groups = [last["hash"][at : at + 4] for at in range(0, _SHOWN, 4)]
    return "-".join([str(int(last["id"])), *groups])


def parse_seal(text: str) -> tuple[str, str] | None:
    """The event's id and the beginning of its hash; ``None`` where this is no seal."""
    number, _, rest = "".join(text.split()).lower().partition("-")
    digits = rest.replace("-", "")
    if not (number.isascii() and number.isdigit() and re.fullmatch(f"[0-9a-f]{{{_SHOWN}}}", digits)):
        return None
    return event_id(int(number)), digits


def event_id(number: int) -> str:
    """The id of the n-th event, from 1."""
    return f"{number:08d}"
