"""A corrected form: what its sender changed is taken over, what clerks edited meanwhile stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

from jbgs import history
from jbgs.models import Batch as Recorded
from jbgs.models import Event, FormProblem
from jbgs.registers.sources import SourceFile
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.past import cancelled, events_of

Record = dict[str, Any]
FROM_SENDER = frozenset({"received", "revised"})
WATCHED = ("region", "investment", "reward", "price")
"""What a listing prints or a payer depends on: a change after publication is told."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What one form says, as it is to be registered."""

    fields: Mapping[str, str | None]
    extras: Mapping[str, str | None]
    problems: list[FormProblem]
    source: SourceFile


class Revisions:
    """Corrections within one batch."""

    def __init__(self, office: Office, batch: Batch) -> None:
        self._office = office
        self._batch = batch

    def sent_before(self, record: str) -> Record:
        """What the sender's forms said so far, without what clerks edited and what was taken back."""
        stored = (one for one in events_of(self._office, record) if one["batch"] not in self._undone)
        mine = (one for one in self._batch.events if one["record"] == record)
        forms: list[Event] = [one for one in (*stored, *mine) if one["kind"] in FROM_SENDER]
        return history.fold(forms).get(record, {})

    @cached_property
    def _undone(self) -> frozenset[str]:
        batches = cast("list[Recorded]", list(self._office.store.scan("batches")))
        return frozenset(cancelled(batches))

    def revise(self, table: str, key: str, form: Sent) -> bool:
        """Merge a form into its record; whether it said anything new."""
        before = self._batch.get(table, key) or {}
        sent = self.sent_before(f"{table}/{key}")
        fields = _merge(sent.get("fields", {}), before["fields"], form.fields)
        extras = _merge(sent.get("extras", {}), before.get("extras", {}), form.extras)
        edited = {name for name, value in fields.items() if value != form.fields.get(name)}
        problems = [one for one in form.problems if one["field"] not in edited]
        after = {**before, "fields": fields, "extras": extras, "problems": problems}
        if table == "projects":
            after["region"] = fields.get("region")
        if _gist(history.normal(after)) == _gist(before):
            return False
        after["files"] = [*before.get("files", []), form.source]
        return self._batch.put(table, key, after, "revised")


def told(before: Mapping[str, Any], after: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[str]:
    """What a revision changed that was published already, in a clerk's words; ``labels`` by field name."""
    if "publication" not in before:
        return
    for name in WATCHED:
        old, new = before["fields"].get(name), after["fields"].get(name)
        if old != new:
            label = labels.get(name, name)
            yield f"项目已发榜，更正表将{label}由{_shown(name, old)}改为{_shown(name, new)}，请核对榜单"
    if before.get("region") != after.get("region"):
        yield "属地已变，项目编号不变；补助承担方随属地改变，请核对"


def _shown(name: str, value: str | None) -> str:
    from jbgs.values import wan

    if value is None:
        return "空"
    return f"“{value}”" if name == "region" else f"{wan(Decimal(value))}万元"


def _merge(
    sent: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Per field: the sender's new value where he changed it, else what we have."""
    names = dict.fromkeys([*ours, *theirs])
    return {
        name: ours.get(name) if theirs.get(name) == sent.get(name) else theirs.get(name) for name in names
    }


def _gist(record: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a record says, wherever on the form it stood."""
    problems: Iterable[FormProblem] = record.get("problems", ())
    raw = sorted((one["field"], one["level"], one["raw"]) for one in problems)
    return record.get("fields"), record.get("extras"), record.get("region"), raw
