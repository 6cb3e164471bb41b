"""``jbgs check``: everything that can be proved about a home folder, all faults in one run.

Each fault is graded: an ``error`` means that something is not what was recorded, a ``warning`` that
something needs a look. Its remedy is ``check --fix`` where the history can put it right, ``restore``
where only a backup can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from jbgs import history
from jbgs.errors import NotFound, Problem, WrongUsage
from jbgs.models import SCHEMAS, Event
from jbgs.services import ledger, proofs, schema
from jbgs.services.keeping import safekeeping
from jbgs.services.office import Office
from jbgs.services.papers import templates
from jbgs.store import Fault
from jbgs.store.faults import REPAIR, RESTORE

REBUILT = frozenset({*SCHEMAS, "batches"})
"""The tables that the events tell whole."""
SETTINGS = "office/office"
_BATCH_ONLY = ("on", "note")
"""What a batch says that its events do not."""


@dataclass
class _Home:
    """What can be read of a home folder, and what of it cannot."""

    faults: list[Fault]
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def events(self) -> list[Event]:
        return cast("list[Event]", list(self.tables.get("events", {}).values()))

    @property
    def whole_history(self) -> bool:
        """Whether every event that was written can be read: then the records can be proved by them."""
        about = ("database-damaged", "database-foreign")
        lost = any(one.document.startswith(("events/", "#")) or one.code in about for one in self.faults)
        return not lost and not any(" events " in f" {one.what}" for one in self.faults)


def _look(office: Office) -> _Home:
    home = _Home(list(office.store.verify()))
    for table, key, doc in office.store.survivors():
        home.tables.setdefault(table, {})[key] = doc
    return home


TEMPLATE = "template"


def faults(office: Office) -> Iterator[Fault]:
    """Digests, the chain of events, records against their events, batches, originals.

    Of a damaged store, what can be read is looked at too; what is known to follow from damage that
    was named already is not named again.
    """
    home = _look(office)
    yield from home.faults
    yield from _chain(home)
    yield from _records(home)
    yield from _batches(home)
    yield from _originals(office, home)


def template_faults(office: Office) -> Iterator[Fault]:
    """Letters' templates that could not be filled in, the office's own and the shipped ones."""
    for one in templates.faults(office.home):
        yield Fault(one.level, TEMPLATE, f"{one.where}：{one.what}", one.remedy)


def counts(office: Office) -> dict[str, int]:
    """How many of everything was looked at."""
    tables = (*SCHEMAS, "events", "batches")
    return {table: office.store.count(table) for table in tables}


def _chain(home: _Home) -> Iterator[Fault]:
    lost = {one.document for one in home.faults}
    for event_id in dict.fromkeys(history.broken_links(home.events)):
        if f"events/{history.event_id(int(event_id) - 1)}" not in lost:
            what = f"事件 {event_id} 与前后不衔接：被改动、删除、插入或调换过"
            yield Fault("error", "chain", what, RESTORE)


def _records(home: _Home) -> Iterator[Fault]:
    """Each record equals what its events add up to, and fits its declaration."""
    told = history.fold(home.events) if home.whole_history else None
    lost = {one.document for one in home.faults}
    for table in SCHEMAS:
        for key, record in home.tables.get(table, {}).items():
            name = f"{table}/{key}"
            if told is not None and told.pop(name, None) != record:
                yield Fault("error", "differs", f"{name} 与其历史不符", REPAIR)
            for wrong in schema.violations(table, record):
                yield Fault("error", "shape", f"{name} 的内容不合规格：{wrong}", "请与开发者联系")
    for name in (told or {}).keys() - lost:
        yield Fault("error", "missing", f"{name} 有历史而无记录", REPAIR)


def _batches(home: _Home) -> Iterator[Fault]:
    if not home.whole_history:
        return
    lost = {one.document for one in home.faults}
    found, told = dict(home.tables.get("batches", {})), _batches_told(home.events)
    broken = set(history.broken_links(home.events))
    doubtful = {event["batch"] for event in home.events if event["id"] in broken}
    for key in sorted(found.keys() | told.keys()):
        has = {name: value for name, value in found.get(key, {}).items() if name not in _BATCH_ONLY}
        if key not in found and f"batches/{key}" not in lost:
            yield Fault("error", "batch", f"批次 {key} 没有登记", REPAIR)
        elif key in found and _contradicts(has, told.get(key), doubtful=key in doubtful):
            yield Fault("error", "batch", f"批次 {key} 的登记与其事件不符", REPAIR)


def _contradicts(has: dict[str, Any], told: dict[str, Any] | None, *, doubtful: bool) -> bool:
    """Whether a batch is not what its events say; of edited events only the number counts."""
    if told is None or not doubtful:
        return has != told
    return bool(has.get("events") != told["events"])


def _batches_told(events: Iterable[Event]) -> dict[str, dict[str, Any]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event["batch"], []).append(event)
    return {key: ledger.of_batch(of_it) for key, of_it in found.items()}


def _originals(office: Office, home: _Home) -> Iterator[Fault]:
    """The originals that the history names; those of an import that was undone stay."""
    named: set[str] = set()
    for event in home.events:
        if event["record"].startswith("files/"):
            named.add(event["record"].removeprefix("files/"))
        named |= proofs.named_in(event)
        named.difference_update(event.get("originals", ()))
    for one in office.store.originals.verify(named):
        if one.code != "original-stray" or home.whole_history:
            yield one


# -- the seal on paper ---------------------------------------------------------------------------


def seal(office: Office) -> str:
    """The digest of all that was recorded, to be noted on paper; ``NotFound`` where nothing was."""
    last = office.store.last("events")
    if last is None:
        raise NotFound("还没有任何记录", remedy="登记之后再取校验码")
    return history.paper_seal(cast("Event", last))


def seal_faults(office: Office, text: str) -> Iterator[Fault]:
    """Whether the history still begins as it stood when a seal was noted; ``WrongUsage`` for no seal."""
    wanted = history.parse_seal(text)
    if wanted is None:
        raise WrongUsage(
            Problem(f"“{text}”不是校验码", remedy="照抄 jbgs log --seal 打印的整串，如 61-3f2a-9c41-…")
        )
    event_id, digits = wanted
    event = office.store.get("events", event_id)
    if event is None or not event["hash"].startswith(digits):
        what = f"历史与记下的校验码不符：到第 {int(event_id)} 条为止的记录被改动、删除或重写过"
        yield Fault("error", "seal", what, RESTORE)


# -- putting right -------------------------------------------------------------------------------


def fix(office: Office) -> list[str]:
    """Write again, after a backup, what can be rebuilt from a history that is whole; what that was.

    A record or batch that differs from its events, cannot be read, is missing or was never recorded
    becomes what the events add up to; indexes and catalogue are made again. Where an event or the
    office's settings are lost or the chain is broken, nothing is touched: that proves nothing.
    """
    home = _look(office)
    settings_lost = "office" not in home.tables
    if not home.whole_history or settings_lost or any(True for _ in history.broken_links(home.events)):
        return []
    known = _known(home)
    there = {(table, key): doc for table in REBUILT for key, doc in home.tables.get(table, {}).items()}
    names = sorted(known.keys() | there.keys())
    wrong = [f"{table}/{key}" for table, key in names if known.get((table, key)) != there.get((table, key))]
    wrong += sorted({one.document or one.code for one in home.faults} - set(wrong))
    if wrong and not office.dry_run:
        safekeeping.keep_as_is(office)
        with office.store.transaction():
            office.store.rebuild(known, REBUILT)
    return wrong


def _known(home: _Home) -> dict[tuple[str, str], dict[str, Any]]:
    """What the tables of ``REBUILT`` must hold."""
    known = {history.place(name): record for name, record in history.fold(home.events).items()}
    days = {event["batch"]: event["on"] for event in reversed(home.events)}
    for key, told in _batches_told(home.events).items():
        has = home.tables.get("batches", {}).get(key, {})
        own = {name: has[name] for name in _BATCH_ONLY if name in has}
        known["batches", key] = {"on": days[key], **own, **told}
    return known
