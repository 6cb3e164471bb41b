"""Moving projects through their stages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from jbgs import workflow
from jbgs.errors import NotAllowed, Problem, WrongUsage
from jbgs.models import STAGES, Project, StageKey
from jbgs.services.ledger import Batch
from jbgs.services.office import Office


@dataclass(frozen=True, slots=True)
class Moved:
    """One project's move; ``source`` equals ``target`` where it was there already."""

    code: str
    title: str
    source: StageKey
    target: StageKey

    @property
    def changed(self) -> bool:
        """Whether it moved."""
        return self.source != self.target


def parse_stage(text: str) -> StageKey:
    """A stage by its key or its Chinese name."""
    wanted = text.strip()
    for key in STAGES:
        if wanted.lower() == key or wanted in (workflow.LABELS[key], workflow.LABELS[key].removeprefix("已")):
            return key
    known = "、".join(f"{workflow.LABELS[key]}（{key}）" for key in STAGES)
    raise WrongUsage(f"没有“{text}”这个阶段", remedy=f"可用：{known}")


def stage(office: Office, parts: Sequence[str], target: StageKey, *, reason: str = "") -> list[Moved]:
    """Move all projects to a stage, or none: every reason against any of them is in the ``NotAllowed``."""
    with office.batch("stage", note=reason) as batch:
        projects = [
            cast("Project", batch.get("projects", code)) for code in dict.fromkeys(map(office.code, parts))
        ]
        refuse(
            (project, reasons_against(project, target, office.on, reason=reason))
            for project in projects
            if project["stage"] != target
        )
        moved = [Moved(p["code"], p["fields"].get("title", ""), p["stage"], target) for p in projects]
        for project in projects:
            if project["stage"] != target:
                put_stage(batch, project, target, note=reason)
        return moved


def reasons_against(project: Project, target: StageKey, on: date, *, reason: str = "") -> list[Problem]:
    """Why a project may not move on a day: the table's reasons, and a day before its last move."""
    return [*workflow.may(project, target, reason=reason), *too_early(project, on)]


def too_early(project: Project, on: date) -> list[Problem]:
    """What is wrong with a day before the project's last move."""
    entered = project["dates"].get(project["stage"], "")
    if on.isoformat() >= entered:
        return []
    label = workflow.LABELS[project["stage"]]
    return [Problem(f"{on} 早于“{label}”之日 {entered}", remedy="请核对 --on 日期")]


def put_stage(batch: Batch, project: Project, target: StageKey, *, note: str = "") -> None:
    """Write a project in its new stage, effective on the batch's day."""
    changed = {
        **project,
        "stage": target,
        "dates": {**project["dates"], target: batch.author.on.isoformat()},
        "exit_reason": note if target in workflow.EXITS else None,
    }
    if target == "unclaimed":
        changed["listing"] = None
        if "publication" in project:
            ended = {"outcome": "unclaimed", "closed": batch.author.on.isoformat()}
            changed["publication"] = {**project["publication"], **ended}
    batch.put("projects", project["code"], changed, target, note=note)


def put_fact(
    batch: Batch, project: Project, kind: str, target: StageKey | None, *, note: str = ""
) -> StageKey:
    """Write a project with a new fact in it, and move it on where the fact is what the next stage needed."""
    advance = (
        target is not None
        and target != project["stage"]
        and not reasons_against(project, target, batch.author.on)
    )
    if advance and target is not None:
        changed = {
            **project,
            "stage": target,
            "dates": {**project["dates"], target: batch.author.on.isoformat()},
        }
        batch.put("projects", project["code"], changed, kind, note=note)
        return target
    batch.put("projects", project["code"], project, kind, note=note)
    return project["stage"]


OVERRIDE = "确需如此的，加上 --reason 理由"


def refuse(found: Iterable[tuple[Project, Iterable[Problem]]], *, reason: str = "") -> str:
    """Raise ``NotAllowed`` with every project's every problem, if there is any.

    An error is a rule of the policy or of the record itself. A warning is a rule of practice: a reason
    overrides it. Returns what the history should say then: the reason, and what was overridden by it.
    """
    placed = ((p["code"], [addressed(one, p) for one in problems]) for p, problems in found)
    return refuse_at(placed, reason=reason)


def refuse_at(found: Iterable[tuple[str, Iterable[Problem]]], *, reason: str = "") -> str:
    """As ``refuse``, for records of any kind, each named by its key."""
    placed = [replace(one, where=where) for where, problems in found for one in problems]
    return refuse_placed(placed, reason=reason)


def refuse_placed(placed: Sequence[Problem], *, reason: str = "") -> str:
    """As ``refuse``, for problems that say where they are themselves."""
    warnings = [one for one in placed if one.level == "warning"]
    if len(warnings) < len(placed) or (warnings and not reason.strip()):
        raise NotAllowed(*(_overridable(one) if one in warnings else one for one in placed))
    overridden = "；".join(dict.fromkeys(one.what for one in warnings))
    return f"{reason}（不顾提示：{overridden}）" if overridden else reason


def _overridable(warning: Problem) -> Problem:
    remedy = f"{warning.remedy}；{OVERRIDE}" if warning.remedy else OVERRIDE
    return replace(warning, remedy=remedy)


def addressed(problem: Problem, project: Project) -> Problem:
    """A problem whose remedy is a command for this project, to be typed as it stands."""
    return replace(problem, remedy=problem.remedy.replace(workflow.CODE, project["code"]))


def require(project: Project, allowed: Sequence[StageKey], what: str) -> None:
    """Refuse a fact that does not belong to a project's stage."""
    if project["stage"] not in allowed:
        labels = "、".join(workflow.LABELS[stage] for stage in allowed)
        now = workflow.LABELS[project["stage"]]
        refuse([(project, [Problem(f"项目处于“{now}”，不能{what}", remedy=f"须在以下阶段之一：{labels}")])])
