"""What has changed in a month's report since it was sent, and by which events.

Compared are the values that were sent with those computed now. The events are those recorded since,
with effect on or before the month's end, on the projects whose part in a figure has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

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
    project_json,
)
from jbgs.reports.monthly_papers import PROJECTS
from jbgs.reports.table import Column, Row, Table
from jbgs.values import money_text, wan

MONTH, YEAR, LIST = "month", "year", "projects"
PARTS = {MONTH: "本月", YEAR: "本年累计", LIST: "项目清单"}
_PLACE = "projects/"


@dataclass(frozen=True, slots=True)
class Before:
    """The projects as the sent report knew them, and what was recorded since (with effect by its end)."""

    projects: Mapping[str, Project]
    events: Sequence[Event]


def differences(
    sent: Monthly, now: Monthly, before: Before, current: Mapping[str, Project]
) -> list[dict[str, Any]]:
    """All differences, each with the projects and the events behind it; empty if there are none."""
    year, month = map(int, now.month.split("-"))
    period = month_period(year, month)
    so_far = Period(f"{year}-01-01", period.end)
    found = [
        *_figures(MONTH, sent.rows, now.rows, period, before, current),
        *_figures(YEAR, sent.year_rows, now.year_rows, so_far, before, current),
        *_listed(sent, now),
    ]
    return [one | {"events": _events(before.events, one["codes"])} for one in found]


def _figures(
    part: str,
    sent: Iterable[Line],
    now: Iterable[Line],
    period: Period,
    before: Before,
    current: Mapping[str, Project],
) -> Iterator[dict[str, Any]]:
    old, new = ({(one.region, one.track): one.figures for one in lines} for lines in (sent, now))
    for place in dict.fromkeys([*old, *new]):
        for key, (label, share) in FIGURES.items():
            then, today = (side.get(place, {}).get(key, 0) for side in (old, new))
            if then == today:
                continue
            codes = [
                code
                for code in sorted({*before.projects, *current})
                if _share(before.projects.get(code), place, share, period)
                != _share(current.get(code), place, share, period)
            ]
            yield {
                "part": part,
                "region": place[0],
                "track": place[1],
                "code": None,
                "figure": key,
                "label": label,
                "sent": _plain(key, then),
                "now": _plain(key, today),
                "codes": codes,
            }


def _share(project: Project | None, place: tuple[str, Any], share: Any, period: Period) -> Figure:
    """What a project adds to a figure of a region's track."""
    if project is None or (project.get("region", OUTSIDE), project["track"]) != place:
        return 0
    found: Figure = share(project, period)
    return found


def _plain(key: str, value: Figure) -> str | int:
    from jbgs.reports.monthly import AMOUNTS

    return money_text(Decimal(value)) if key in AMOUNTS else int(value)


def _listed(sent: Monthly, now: Monthly) -> Iterator[dict[str, Any]]:
    titles = {column.key: column.title for column in PROJECTS}
    old, new = ({one["code"]: project_json(one) for one in report.projects} for report in (sent, now))
    for code in sorted({*old, *new}):
        then, today = old.get(code, {}), new.get(code, {})
        for key in dict.fromkeys([*then, *today]):
            if then.get(key) != today.get(key) and not (key != "title" and not (then and today)):
                yield {
                    "part": LIST,
                    "region": (today or then)["region"],
                    "track": (today or then)["track"],
                    "code": code,
                    "figure": key,
                    "label": titles[key],
                    "sent": then.get(key),
                    "now": today.get(key),
                    "codes": [code],
                }


def _events(events: Sequence[Event], codes: Sequence[str]) -> list[dict[str, Any]]:
    kept = ("id", "batch", "on", "at", "by", "kind")
    records = {f"{_PLACE}{code}" for code in codes}
    return [
        {name: event[name] for name in kept}  # type: ignore[literal-required]  # six keys of Event
        | {"code": event["record"].removeprefix(_PLACE), "note": event.get("note")}
        for event in events
        if event["record"] in records
    ]


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
                _shown(one, "sent"),
                _shown(one, "now"),
                "\n".join(_why(event) for event in one["events"]),
            )
        )
        for number, one in enumerate(found, 1)
    ]
    title = f"报送后的变动（{day.year}年{day.month}月{day.day}日报送）"
    return Table("报送后的变动", title, COLUMNS, tuple(rows), empty="（报送后没有变动）")


def _shown(one: Mapping[str, Any], side: str) -> str:
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
