"""``jbgs todo``: all rules of ``duties`` over the store in one pass, worst first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal, cast, get_args

from jbgs.models import Project
from jbgs.registers.field import Submission
from jbgs.reports import words
from jbgs.reports.monthly import Period
from jbgs.reports.periods import before, first_month, quarter_of, quarter_period
from jbgs.reports.periods import months as months_of
from jbgs.reports.progress import place_of
from jbgs.services import looking
from jbgs.services.agenda.duties import RULES
from jbgs.services.agenda.duty import About, Duty, Look, Rule
from jbgs.services.field import submissions
from jbgs.services.funding import money
from jbgs.services.office import Office

Level = Literal["late", "due", "waiting"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""Worst first."""


@dataclass(frozen=True, slots=True)
class TodoItem:
    """One thing to do: ``days`` overdue (late), left (due) or passed since it waits (waiting).

    ``region`` is the county whose it is, ``None`` for the office itself; ``later`` says that its time has
    not come, so that it is only shown with all.
    """

    kind: str
    label: str
    level: Level
    code: str
    title: str
    region: str | None
    what: str
    since: str | None
    due: str | None
    days: int
    command: str
    later: bool = False

    def as_json(self) -> dict[str, Any]:
        """The item for scripts."""
        names = (
            "kind",
            "label",
            "level",
            "code",
            "title",
            "region",
            "what",
            "since",
            "due",
            "days",
            "command",
        )
        return {name: getattr(self, name) or (0 if name == "days" else None) for name in names}


def items(office: Office, wanted: looking.Filter, *, everything: bool = False) -> list[TodoItem]:
    """What the filters mean of all that is to be done: late first, then due soon, then waiting.

    ``wanted.late`` asks for what is late alone, ``everything`` also for what is due only later. A filter
    on projects other than their region leaves out what is no project's.
    """
    ahead = office.today + timedelta(int(office.policy.setting("todo_ahead_days")))
    found = (
        _item(rule, code, title, duty.region or region, duty, (office.today, ahead))
        for rule, code, title, region, duty in _duties(office, replace(wanted, late=False))
    )
    kept = (
        one for one in found if (everything or not one.later) and (not wanted.late or one.level == "late")
    )
    return sorted(kept, key=_worst_first)


def _item(
    rule: Rule, code: str, title: str, region: str | None, duty: Duty, days: tuple[date, date]
) -> TodoItem:
    today, ahead = days
    level, count, later = _standing(duty, today, ahead)
    return TodoItem(
        kind=rule.kind,
        label=rule.label,
        level=level,
        code=code,
        title=title,
        region=region or None,
        what=duty.what,
        since=duty.since or None,
        due=duty.due or None,
        days=count,
        command=duty.command,
        later=later,
    )


def _standing(duty: Duty, today: date, ahead: date) -> tuple[Level, int, bool]:
    """Level, days, and whether its time has not come."""
    if duty.due and duty.due <= ahead.isoformat():
        left = (date.fromisoformat(duty.due) - today).days
        return ("late", -left, False) if left < 0 else ("due", left, False)
    return "waiting", (today - date.fromisoformat(duty.since)).days if duty.since else 0, bool(duty.due)


def _worst_first(item: TodoItem) -> tuple[Any, ...]:
    order = LEVELS.index(item.level)
    return order, item.days if item.level == "due" else -item.days, item.code, item.kind


_Found = tuple[Rule, str, str, str | None, Duty]


def _duties(office: Office, wanted: looking.Filter) -> Iterator[_Found]:
    look = _look(office)
    yield from _of_projects(office, wanted, look)
    if replace(wanted, region=None) == looking.Filter():
        for one in (*_of_records(office, look), *_of_regions(office, look)):
            if wanted.region in (None, one[-1].region or one[3]):
                yield one


def _of_projects(office: Office, wanted: looking.Filter, look: Look) -> Iterator[_Found]:
    """What is to be done on each project; the region is where it runs."""
    rules = _by_stage()
    for project in looking.placed(office, wanted):
        region = place_of(project)
        if look.own in (None, project.get("region", look.own), region):
            title = project["fields"].get("title", "")
            for rule in rules.get(project["stage"], rules[""]):
                for duty in rule.test(project, look):
                    yield rule, project["code"], title, region, duty


def _by_stage() -> Mapping[str, list[Rule]]:
    """The rules of each stage, and under "" those of every other one."""
    mine = [rule for rule in RULES if rule.about == "projects"]
    stages = {stage for rule in mine for stage in rule.stages}
    found: dict[str, list[Rule]] = {
        stage: [r for r in mine if not r.stages or stage in r.stages] for stage in stages
    }
    return found | {"": [rule for rule in mine if not rule.stages]}


_TITLES: dict[About, Callable[[Any], str]] = {
    "listings": lambda one: one["name"],
    "intents": lambda one: one["fields"].get("project_title", ""),
    "notices": lambda one: one["period"],
    "publicities": lambda one: words.PUBLICITIES[one["subject"]],
    "reviews": lambda one: one["name"],
}
"""What a record of the tables beside the projects is called."""


def _of_records(office: Office, look: Look) -> Iterator[_Found]:
    for table, title in _TITLES.items():
        rules = [rule for rule in RULES if rule.about == table]
        for record in office.store.scan(table):
            for rule in rules:
                for duty in rule.test(record, look):
                    yield rule, record["id"], title(record), None, duty


def _of_regions(office: Office, look: Look) -> Iterator[_Found]:
    for rule in (one for one in RULES if one.about == "regions"):
        for region in submissions.answering(office):
            for duty in rule.test(region, look):
                yield rule, office.policy.region(region).letters, "", region, duty


def _look(office: Office) -> Look:
    known = list(cast("Iterable[Submission]", office.store.scan("submissions")))
    last = before(f"{office.today:%Y-%m}")
    begun = min((one["month"] for one in known), default=last)
    start = max(first_month(office.policy.issued), min(begun, last))

    def owed(project: Project) -> money.Due:
        return money.due(office, project)

    return Look(
        today=office.today,
        policy=office.policy,
        quarter=quarter_period(*quarter_of(office.today)),
        months=tuple(months_of(Period(start, last))),
        came=frozenset((one["region"], one["month"]) for one in known),
        own=office.region,
        owed=owed,
    )


def tally(found: Iterable[TodoItem], own: str) -> dict[str, Any]:
    """How many items there are of each level, and the same by office (``own`` names our own)."""
    total = _zero()
    offices: dict[str, dict[str, int]] = {}
    for one in found:
        for counted in (total, offices.setdefault(one.region or own, _zero())):
            counted[one.level] += 1
            counted["total"] += 1
    return {**total, "by_office": offices}


def _zero() -> dict[str, int]:
    return {**{str(level): 0 for level in LEVELS}, "total": 0}
