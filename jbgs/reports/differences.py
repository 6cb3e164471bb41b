"""What has changed in a month's report since it was sent, and by which events.

Compared are the values that were sent with those computed now. The events are those recorded since,
with effect on or before the month's end, at which a value changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from jbgs import history
from jbgs.models import Event, Project
from jbgs.policy import Policy
from jbgs.reports import words
from jbgs.reports.monthly import (
    FIGURES,
    OUTSIDE,
    PROJECT_AMOUNTS,
    Figure,
    Line,
    Monthly,
    Period,
    month_period,
    plain_figure,
    project_json,
    project_row,
)
from jbgs.reports.monthly_papers import PROJECTS
from jbgs.reports.table import Column, Row, Table
from jbgs.values import wan

MONTH, YEAR, LIST = "month", "year", "projects"
PARTS = {MONTH: "本月", YEAR: "本年累计", LIST: "项目清单"}


Value = Callable[[Project | None], Any]
"""One value of a report as far as one project makes it."""


@dataclass(frozen=True, slots=True)
class Since:
    """The projects as the sent report knew them, and the events recorded since, with effect by its end."""

    projects: Mapping[str, Project]
    events: Mapping[str, Sequence[Event]]

    @classmethod
    def of(cls, projects: Iterable[Project], events: Iterable[Event]) -> Since:
        """From all of them, the events in the order recorded."""
        found: dict[str, list[Event]] = {}
        for event in events:
            table, code = history.place(event["record"])
            if table == "projects":
                found.setdefault(code, []).append(event)
        return cls({one["code"]: one for one in projects}, found)

    def causes(self, value: Value, codes: Iterable[str] | None = None) -> list[Event]:
        """The events that changed a value, step by step."""
        found = []
        for code in self.events if codes is None else codes:
            project: Any = self.projects.get(code)
            for event in self.events.get(code, ()):
                after: Any = history.apply(project, event["changes"])
                if value(after) != value(project):
                    found.append(event)
                project = after
        return sorted(found, key=lambda event: event["id"])


def differences(sent: Monthly, now: Monthly, since: Since) -> list[dict[str, Any]]:
    """All differences, each with the events behind it; empty if there are none."""
    year, month = map(int, now.month.split("-"))
    period = month_period(year, month)
    so_far = Period(f"{year}-01-01", period.end)
    return [
        *_figures(MONTH, sent.rows, now.rows, period, since),
        *_figures(YEAR, sent.year_rows, now.year_rows, so_far, since),
        *_listed(sent, now, period, since),
    ]


def _figures(
    part: str, sent: Iterable[Line], now: Iterable[Line], period: Period, since: Since
) -> Iterator[dict[str, Any]]:
    old, new = ({(one.region, one.track): one.figures for one in lines} for lines in (sent, now))
    for region, track in dict.fromkeys([*old, *new]):
        for key, (label, share) in FIGURES.items():
            then, today = (side.get((region, track), {}).get(key, 0) for side in (old, new))
            if then != today:
                causes = since.causes(partial(_share, (region, track), share, period))
                plain = [plain_figure(key, one) for one in (then, today)]
                yield _difference(part, (region, track, None), (key, label), plain, causes)


def _share(place: tuple[str, Any], share: Any, period: Period, project: Project | None) -> Figure:
    """What a project adds to a figure of a region's track."""
    if project is None or (project.get("region", OUTSIDE), project["track"]) != place:
        return 0
    found: Figure = share(project, period)
    return found


def _listed(sent: Monthly, now: Monthly, period: Period, since: Since) -> Iterator[dict[str, Any]]:
    """What the project list says differently; of a project that came or went only its title."""
    titles = {column.key: column.title for column in PROJECTS}
    old, new = ({one["code"]: project_json(one) for one in report.projects} for report in (sent, now))
    for code in sorted({*old, *new}):
        then, today = old.get(code, {}), new.get(code, {})
        keys = dict.fromkeys([*then, *today]) if then and today else ["title"]
        for key in keys:
            if then.get(key) != today.get(key):
                causes = since.causes(partial(_cell, key, period), [code])
                row = today or then
                plain = [side.get(key) for side in (then, today)]
                place = (row["region"], row["track"], code)
                yield _difference(LIST, place, (key, titles[key]), plain, causes)


def _cell(key: str, period: Period, project: Project | None) -> Any:
    listed = project is not None and "published" in project["dates"]
    return project_json(project_row(project, period)).get(key) if project and listed else None


def _difference(
    part: str,
    place: tuple[str | None, str | None, str | None],
    figure: tuple[str, str],
    values: Sequence[Any],
    causes: Sequence[Event],
) -> dict[str, Any]:
    kept = ("id", "batch", "on", "at", "by", "kind")
    return {
        "part": part,
        "region": place[0],
        "track": place[1],
        "code": place[2],
        "figure": figure[0],
        "label": figure[1],
        "sent": values[0],
        "now": values[1],
        "events": [
            {name: event[name] for name in kept}  # type: ignore[literal-required]  # six keys of Event
            | {"code": history.place(event["record"])[1], "note": event.get("note")}
            for event in causes
        ],
    }


COLUMNS = (
    Column("number", "序号", "int", 2),
    Column("part", "所在表", width=5),
    Column("place", "县（市、区）、类型或项目", width=12),
    Column("label", "项目", width=8),
    Column("sent", "已报数", width=7),
    Column("now", "现在", width=7),
    Column("why", "原因（登记时间、经办人、事项）", width=22),
)


def table(policy: Policy, found: Sequence[Mapping[str, Any]], sent_on: str) -> Table:
    """The differences on paper, beside the figures that were sent."""
    day = date.fromisoformat(sent_on)
    rows = [
        Row(
            (
                number,
                PARTS[one["part"]],
                one["code"]
                or f"{words.region(policy, one['region'])} {words.track(policy, one['track'] or 'common')}",
                one["label"].removesuffix("（万元）"),
                shown(one, "sent"),
                shown(one, "now"),
                "\n".join(_why(event) for event in one["events"]),
            )
        )
        for number, one in enumerate(found, 1)
    ]
    title = f"报送后的变动（{day.year}年{day.month}月{day.day}日报送）"
    return Table("报送后的变动", title, COLUMNS, tuple(rows), empty="（报送后没有变动）")


def shown(one: Mapping[str, Any], side: str) -> str:
    """The value of a difference as people read it, ``side`` being ``sent`` or ``now``."""
    value = one[side]
    if value is None:
        return "（无）"
    if one["figure"] in {*PROJECT_AMOUNTS, "occurred", "subsidy"}:
        return f"{wan(Decimal(value))}万元"
    return words.stage(value) if one["figure"] == "state" else str(value)


def _why(event: Mapping[str, Any]) -> str:
    note = f"：{event['note']}" if event["note"] else ""
    return (
        f"{event['code']} {event['at'][:10]} {event['by']} {words.kind(event['kind'])}（{event['on']}）{note}"
    )
