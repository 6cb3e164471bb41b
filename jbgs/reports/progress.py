"""How a running project gets on: its visits, what they left open, whether it is behind (三、4, 三、5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from jbgs.models import Project, StageKey, Track
from jbgs.registers.visits import BEHIND, Issue, Visit
from jbgs.scalars import is_day
from jbgs.workflow import FINAL, LABELS

if TYPE_CHECKING:
    from jbgs.reports.monthly import Period

RUNNING: tuple[StageKey, ...] = ("awarded", "contracted", "filed", "approved", "evaluated", "subsidised")
"""From the winner's being known until the project is over: what is visited each quarter."""
IN_WORK: frozenset[StageKey] = frozenset({"awarded", "contracted", "filed", "approved"})
"""Stages at which a project's own deadline binds; a ``common`` project also when it was paid before."""
PERFORMING: frozenset[tuple[Track, StageKey]] = frozenset(
    {("key", "approved"), ("transfer", "approved"), ("common", "subsidised")}
)
"""Where the contract is being performed: to stand here for long is no delay."""
OUTSIDE = "市外"


def place_of(project: Project) -> str | None:
    """In whose region a project runs: for ``transfer`` the winner's, where it is known."""
    won = project.get("award", {}).get("region") if project["track"] == "transfer" else None
    return won or project.get("region")


def open_issues(project: Project) -> dict[str, Issue]:
    """The problems of visits that are not settled, by number."""
    return {key: one for key, one in project.get("issues", {}).items() if "settled" not in one}


def last_visit(project: Project) -> Visit | None:
    """The visit made last; of two on one day the one recorded last."""
    visits = project.get("visits")
    return visits[max(visits, key=lambda key: (visits[key]["on"], int(key)))] if visits else None


def last_visit_number(project: Project) -> str:
    """The number of the visit made last; empty where there was none."""
    last = last_visit(project)
    return next((key for key, one in project.get("visits", {}).items() if one is last), "")


def visits_in(project: Project, period: Period) -> dict[str, Visit]:
    """The visits of a period, by number."""
    return {key: one for key, one in project.get("visits", {}).items() if period.has(one["on"])}


def ran_through(project: Project, period: Period) -> bool:
    """Whether it ran from a period's first day to its last, so that a visit of the period was due."""
    begun = project["dates"].get("awarded")
    if begun is None or begun > period.start:
        return False
    stage = project["stage"]
    return stage in RUNNING or (stage in FINAL and project["dates"][stage] > period.end)


def deadline_of(project: Project) -> str | None:
    """The project's own deadline (完成时限) while it binds, where it is an exact day."""
    at_work = project["stage"] in IN_WORK or (project["track"], project["stage"]) in PERFORMING
    day = project["fields"].get("deadline", "")
    return day if at_work and is_day(day) else None


@dataclass(frozen=True, slots=True)
class Delay:
    """One reason why a project counts as behind; ``days`` is how far, 0 where that is not known."""

    reason: str
    days: int = 0


def delays(project: Project, day: date, stalled: int) -> list[Delay]:
    """Every reason why a project is behind on a day; ``stalled`` is how many days it may stand at a stage."""
    return list(_delays(project, day, stalled)) if project["stage"] in RUNNING else []


def _delays(project: Project, day: date, stalled: int) -> Iterator[Delay]:
    deadline, stage = deadline_of(project), project["stage"]
    if deadline is not None and (over := days_between(deadline, day)) > 0:
        yield Delay(f"完成时限 {deadline} 已过 {over} 天", over)
    visit = last_visit(project)
    if visit is not None and visit["progress"] in BEHIND:
        why = f"：{visit['reason']}" if "reason" in visit else ""
        yield Delay(f"{visit['on']} 走访为“{visit['progress']}”{why}")
    if (project["track"], stage) in PERFORMING or _complete(project):
        return
    stood = days_between(project["dates"][stage], day)
    if stood > stalled:
        yield Delay(f"停在“{LABELS[stage]}”已 {stood} 天", stood - stalled)


def _complete(project: Project) -> bool:
    """Paid and evaluated: nothing is left but to close it."""
    return project["stage"] == ("evaluated" if project["track"] == "common" else "subsidised")


def days_between(start: str, day: date) -> int:
    """Days from a day of a record to another."""
    return (day - date.fromisoformat(start)).days
