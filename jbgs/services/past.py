"""Looking back and taking back: history, log, undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from jbgs import history
from jbgs.errors import NotAllowed, NotFound, Problem
from jbgs.models import Batch, Event
from jbgs.services.office import Office

FORGET = "forget"
_FOR_GOOD = Problem("已删除的个人信息不能恢复", remedy="需要联系人时，请对方重新提供")
_MONEY = ("payments.", "occurred.")
"""Paths of what was paid: the subsidy, and what occurred under the contract."""


def events(office: Office) -> Iterator[Event]:
    """All events, in the order recorded."""
    return cast("Iterator[Event]", office.store.scan("events"))


def events_of(office: Office, record: str) -> list[Event]:
    """One record's events (``projects/GJ-2021-HN-003``), oldest first."""
    return cast("list[Event]", list(office.store.find("events", record=record)))


def batches(office: Office) -> list[Batch]:
    """All commands that wrote, oldest first."""
    return cast("list[Batch]", list(office.store.scan("batches")))


def cancelled(found: list[Batch]) -> dict[str, str]:
    """Which batches are undone, and by which: an undo that was itself undone takes nothing back."""
    gone: dict[str, str] = {}
    for batch in reversed(found):
        if "undoes" in batch and batch["id"] not in gone:
            gone[batch["undoes"]] = batch["id"]
    return gone


def undo(office: Office, wanted: str | None, *, reason: str = "") -> tuple[Batch, int]:
    """Take back a whole command, the last one by default; returns it and how many records it restored.

    Writes the reverse of its events, each effective on the day of the event that it takes back.
    Refused where a later command touched the same record, with the names of those commands, and where
    it takes back money without a ``reason``.
    """
    found = batches(office)
    target = _target(found, wanted)
    _refuse_if_needed_later(found, target)
    _refuse_money_without_reason(office, target, reason)
    with office.batch(
        "undo", note=reason or f"撤销 {target['command']}（{target['id']}）", undoes=target["id"]
    ) as batch:
        done = cast("list[Event]", list(office.store.find("events", batch=target["id"])))
        for event in reversed(done):
            table, key = history.place(event["record"])
            now = batch.get(table, key)
            _refuse_if_different(event, now)
            before = history.apply(now, history.reverse(event["changes"]))
            on = date.fromisoformat(event["on"])
            batch.put(table, key, before, "undo", note=f"撤销 {target['id']}", on=on)
        return target, len(target["records"])


def _target(found: list[Batch], wanted: str | None) -> Batch:
    gone = cancelled(found)
    if wanted is None:
        standing = [
            one for one in found if one["id"] not in gone and "undoes" not in one and one["command"] != FORGET
        ]
        if not standing:
            raise NotFound("没有可以撤销的操作")
        return standing[-1]
    matches = [one for one in found if one["id"] == wanted or one["id"].endswith(f"-{wanted.zfill(4)}")]
    if not matches:
        raise NotFound(f"没有批次“{wanted}”", remedy="用 jbgs log 查看各批次")
    if matches[0]["id"] in gone:
        raise NotAllowed(Problem(f"批次 {matches[0]['id']} 已被 {gone[matches[0]['id']]} 撤销"))
    if matches[0]["command"] == FORGET:
        raise NotAllowed(_FOR_GOOD)
    return matches[0]


def _refuse_money_without_reason(office: Office, target: Batch, reason: str) -> None:
    """What was paid is not unsaid without a word."""
    done = cast("Iterator[Event]", office.store.find("events", batch=target["id"]))
    paths = [change["field"] for event in done for change in event["changes"]]
    if not reason.strip() and any(path.startswith(_MONEY) for path in paths):
        what = f"{target['command']}（{target['id']}）登记了付款，撤销须说明理由"
        raise NotAllowed(Problem(what, remedy=f"jbgs undo {target['id']} --reason 理由"))


def _refuse_if_needed_later(found: list[Batch], target: Batch) -> None:
    """What came later on the same records must be taken back first."""
    gone = cancelled(found)
    touched = set(target["records"])
    later = found[[one["id"] for one in found].index(target["id"]) + 1 :]
    after_target = {one["id"] for one in later}
    problems = [
        Problem(
            f"此后的 {one['command']}（{one['id']}）又改动了 {_names(touched & set(one['records']))}",
            remedy="个人信息已删除，此前的操作不再撤销"
            if one["command"] == FORGET
            else f"先 jbgs undo {one['id']}",
        )
        for one in reversed(later)
        if touched & set(one["records"]) and one["id"] not in gone and one.get("undoes") not in after_target
    ]
    if problems:
        raise NotAllowed(*problems)


def _names(records: set[str]) -> str:
    names = sorted(record.split("/", 1)[1] for record in records)
    return "、".join(names[:3]) + (f" 等 {len(names)} 项" if len(names) > 3 else "")


def _refuse_if_different(event: Event, now: dict[str, Any] | None) -> None:
    """The values that the event left must still stand, or its reverse would wipe out something else."""
    if history.apply(now, event["changes"]) != now:
        raise NotAllowed(
            Problem("记录与历史不符，不能撤销", where=event["record"], remedy="请先运行 jbgs check")
        )
