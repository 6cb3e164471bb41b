"""督查: what stands in the way in each region, computed from the records of a day (三、5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from jbgs.history import normal
from jbgs.models import Project
from jbgs.policy import Policy
from jbgs.registers.field import (
    FOUND,
    LateMonth,
    MissedVisit,
    OverdueIssue,
    RegionFacts,
    SlowProject,
    Submission,
)
from jbgs.reports import submissions as months
from jbgs.reports.monthly import Period
from jbgs.reports.periods import first_month, quarters
from jbgs.reports.periods import months as months_of
from jbgs.reports.progress import (
    RUNNING,
    days_between,
    delays,
    open_issues,
    place_of,
    ran_through,
    visits_in,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What an inspection looks at: a period, as it stood on a day, in some regions."""

    period: Period
    day: date
    regions: tuple[str, ...]


def compute(
    policy: Policy, scope: Scope, projects: Iterable[Project], submissions: Iterable[Submission]
) -> dict[str, RegionFacts]:
    """The facts of every region of the scope, from the records as they stood on its day."""
    mine: dict[str, list[Project]] = {region: [] for region in scope.regions}
    for project in sorted(projects, key=lambda one: one["code"]):
        if (place := place_of(project)) in mine:
            mine[place].append(project)
    lines = _reports(policy, scope, submissions)
    return {
        region: _facts(policy, scope, found, [one for one in lines if one.region == region])
        for region, found in mine.items()
    }


def _reports(policy: Policy, scope: Scope, submissions: Iterable[Submission]) -> list[months.Line]:
    """The months of the period whose day has passed."""
    first, due_day = first_month(policy.issued), int(policy.setting("monthly_report_day"))
    wanted = [month for month in months_of(scope.period) if month >= first]
    found = months.lines(submissions, scope.regions, wanted, scope.day, due_day)
    return [one for one in found if one.state != "waiting"]


def _facts(
    policy: Policy, scope: Scope, projects: Sequence[Project], lines: Sequence[months.Line]
) -> RegionFacts:
    stalled = int(policy.setting("stalled_days"))
    due = [(key, quarter) for key, quarter in quarters(scope.period) if quarter.end <= scope.day.isoformat()]
    ran = [(p, key, quarter) for key, quarter in due for p in projects if ran_through(p, quarter)]
    made = {
        "months": len(lines),
        "running": sum(one["stage"] in RUNNING for one in projects),
        "visits": len(ran),
        "late": [
            LateMonth(month=one.month, on=one.record["received"], days=one.days)
            for one in lines
            if one.state == "late" and one.record
        ],
        "missing": [one.month for one in lines if one.state == "missing"],
        "behind": [one for p in projects for one in _behind(p, scope.day, stalled)],
        "unvisited": [
            MissedVisit(**_named(p), quarter=key)  # type: ignore[typeddict-item]  # three more keys of it
            for p, key, quarter in ran
            if not visits_in(p, quarter)
        ],
        "overdue": [one for p in projects for one in _overdue(p, scope.day)],
    }
    return cast("RegionFacts", normal(made))


def _named(project: Project) -> dict[str, Any]:
    """A project as it stands in every list of a notice."""
    inside = project["fields"]
    return {"code": project["code"]} | {name: inside[name] for name in ("title", "owner") if name in inside}


def _behind(project: Project, day: date, stalled: int) -> Iterator[SlowProject]:
    if found := delays(project, day, stalled):
        reasons, worst = [one.reason for one in found], max(one.days for one in found)
        yield cast(
            "SlowProject", {**_named(project), "stage": project["stage"], "reasons": reasons, "days": worst}
        )


def _overdue(project: Project, day: date) -> Iterator[OverdueIssue]:
    for number, one in open_issues(project).items():
        if "due" in one and (days := days_between(one["due"], day)) > 0:
            made = {"number": number, "what": one["what"], "due": one["due"], "days": days}
            department = {"department": one["department"]} if "department" in one else {}
            yield cast("OverdueIssue", {**_named(project), **made, **department})


def anything(regions: Mapping[str, RegionFacts]) -> bool:
    """Whether an inspection found any problem."""
    return any(counts(facts) for facts in regions.values())


def counts(facts: RegionFacts) -> dict[str, int]:
    """How many problems of each kind a region has; kinds without any are left out."""
    return {key: len(facts[key]) for key in FOUND if facts.get(key)}


def rates(regions: Mapping[str, RegionFacts]) -> dict[str, months.Rate]:
    """报送率 by region."""
    made = {}
    for region, facts in regions.items():
        came = facts["months"] - len(facts.get("missing", ()))
        made[region] = months.Rate(facts["months"], came, came - len(facts.get("late", ())))
    return made
