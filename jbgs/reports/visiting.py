"""Which projects are visited and what visits found, as JSON gives it (三、4); ``visits`` makes the papers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jbgs.models import Project
from jbgs.policy import Policy
from jbgs.registers.visits import Issue, parse_visitors
from jbgs.reports.monthly import Period
from jbgs.reports.progress import RUNNING, last_visit_number, open_issues, place_of, visits_in


def running(policy: Policy, projects: Iterable[Project]) -> list[Project]:
    """Those that are visited each quarter, by region in the policy's order."""
    order = {one.name: number for number, one in enumerate(policy.regions)}
    found = (one for one in projects if one["stage"] in RUNNING)
    return sorted(found, key=lambda one: (order.get(place_of(one) or "", len(order)), one["code"]))


def made(projects: Iterable[Project], period: Period | None = None) -> list[dict[str, Any]]:
    """The visits to some projects, of a period or all, by day."""
    found = [
        visit_json(project, number)
        for project in projects
        for number, visit in project.get("visits", {}).items()
        if period is None or period.has(visit["on"])
    ]
    return sorted(found, key=lambda one: (one["on"], one["code"]))


def plan_json(project: Project, key: str, period: Period) -> dict[str, Any]:
    """One project of a plan: where it stands, what was promised, whether it was visited in the quarter."""
    last = last_visit_number(project)
    return {
        "code": project["code"],
        "track": project["track"],
        "title": project["fields"].get("title"),
        "owner": project["fields"].get("owner"),
        "winner": project.get("award", {}).get("winner"),
        "region": place_of(project),
        "stage": project["stage"],
        "deadline": project["fields"].get("deadline"),
        "last": visit_json(project, last) if last else None,
        "open": [issue_json(key, one) for key, one in open_issues(project).items()],
        "quarter": key,
        "visited": max((one["on"] for one in visits_in(project, period).values()), default=None),
    }


def issue_json(number: str, issue: Issue) -> dict[str, Any]:
    """One problem of a visit as JSON gives it."""
    names = ("visit", "found", "what", "department", "due", "settled", "outcome")
    return {"number": int(number)} | {name: issue.get(name) for name in names}


def visit_json(project: Project, number: str) -> dict[str, Any]:
    """One visit as JSON gives it, with the problems that it found."""
    visit = project["visits"][number]
    issues = project.get("issues", {})
    return {
        "code": project["code"],
        "number": int(number),
        "title": project["fields"].get("title"),
        "owner": project["fields"].get("owner"),
        "winner": project.get("award", {}).get("winner"),
        "region": place_of(project),
        "on": visit["on"],
        "visitors": [{"department": d, "names": names} for d, names in parse_visitors(visit["visitors"])],
        **{name: visit.get(name) for name in ("progress", "reason", "funds", "outcome")},
        "issues": [issue_json(key, one) for key, one in issues.items() if one["visit"] == number],
    }
