"""``jbgs check``: everything that can be proved about a home folder, all faults in one run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from jbgs import history
from jbgs.models import SCHEMAS, Event
from jbgs.services import safekeeping, schema, templates
from jbgs.services.office import Office
from jbgs.store import Fault

TEMPLATE = "template"


def faults(office: Office) -> Iterator[Fault]:
    """Digests, the chain of events, records against their events, originals.

    What is damaged cannot be read, so then the rest is not looked at.
    """
    damaged = False
    for one in office.store.verify():
        damaged = damaged or one.level == "error"
        yield one
    if damaged:
        return
    events = cast("list[Event]", list(office.store.scan("events")))
    yield from _chain(events)
    yield from _records(office, events)
    yield from _batches(office, events)
    yield from office.store.originals.verify(_originals(events))


def template_faults(office: Office) -> Iterator[Fault]:
    """Letters' templates that could not be filled in, the office's own and the shipped ones."""
    for one in templates.faults(office.home):
        yield Fault(one.level, TEMPLATE, f"{one.where}：{one.what}", one.remedy)


def counts(office: Office) -> dict[str, int]:
    """How many of everything was looked at."""
    tables = (*SCHEMAS, "events", "batches")
    return {table: office.store.count(table) for table in tables}


def _chain(events: list[Event]) -> Iterator[Fault]:
    for event_id in history.broken_links(events):
        yield Fault(
            "error",
            "chain",
            f"事件 {event_id} 与前后不衔接：被改动、删除、插入或调换过",
            "从备份恢复：jbgs restore",
        )


def _records(office: Office, events: list[Event]) -> Iterator[Fault]:
    """Each record equals what its events add up to, and fits its declaration."""
    told = history.fold(events)
    for table in SCHEMAS:
        for record in office.store.scan(table):
            name = f"{table}/{record['code'] if table == 'projects' else record['id']}"
            if told.pop(name, None) != record:
                yield Fault("error", "differs", f"{name} 与其历史不符", "从备份恢复：jbgs restore")
            for wrong in schema.violations(table, record):
                yield Fault("error", "shape", f"{name} 的内容不合规格：{wrong}", "请与开发者联系")
    for name in told:
        yield Fault("error", "missing", f"{name} 有历史而无记录", "从备份恢复：jbgs restore")


def _batches(office: Office, events: list[Event]) -> Iterator[Fault]:
    found: dict[str, int] = {}
    for event in events:
        found[event["batch"]] = found.get(event["batch"], 0) + 1
    for batch in office.store.scan("batches"):
        if found.pop(batch["id"], 0) != batch["events"]:
            yield Fault(
                "error", "batch", f"批次 {batch['id']} 的事件数与登记不符", "从备份恢复：jbgs restore"
            )
    for name in found:
        yield Fault("error", "batch", f"批次 {name} 没有登记", "从备份恢复：jbgs restore")


def _originals(events: list[Event]) -> set[str]:
    """The originals that the history names; those of an import that was undone stay.

    An imported file is a record of its own; a file that came with a record stands in it as ``sha256``.
    """
    imported = {
        event["record"].removeprefix("files/") for event in events if event["record"].startswith("files/")
    }
    changes = (change for event in events for change in event["changes"])
    return imported | {
        str(change["after"]) for change in changes if change["field"].endswith(".sha256") and change["after"]
    }


def fix(office: Office) -> list[str]:
    """Write again, after a backup, what can be rebuilt from a chain that is whole; the names of the records.

    A record that differs from its events, or is missing, becomes what its events add up to. A broken
    chain proves nothing, so then nothing is touched.
    """
    events = cast("list[Event]", list(office.store.scan("events")))
    if any(True for _ in history.broken_links(events)):
        return []
    told = history.fold(events)
    wrong = [name for name, record in told.items() if office.store.get(*history.place(name)) != record]
    if wrong and not office.dry_run:
        safekeeping.backup(office, office.home / f"backup-{office.now:%Y%m%d-%H%M%S}")
        with office.store.transaction():
            for name in wrong:
                office.store.put(*history.place(name), told[name])
    return wrong
