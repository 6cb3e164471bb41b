"""The outcome of 评审论证, in its plain form: the evidence that ``reviewed`` asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from jbgs.errors import WrongUsage
from jbgs.models import Expert, Project, Review, StageKey, next_number
from jbgs.services import moves
from jbgs.services.office import Office
from jbgs.services.reviewing.experts import panel_field


def close_review(
    office: Office, parts: Sequence[str], review: dict[str, Any], *, note: str = ""
) -> list[Project]:
    """Record the outcome of a review for projects, all or none; failed ones leave as ``rejected``."""
    with office.batch("review close", note=note) as batch:
        made = cast("Review", {**review, "on": office.on.isoformat()})
        target: StageKey = "reviewed" if made["result"] == "passed" else "rejected"
        why = note or made["document"]
        projects = [cast("Project", batch.get("projects", office.code(part))) for part in parts]
        changed = [_with_review(project, made) for project in projects]
        moves.refuse((one, moves.reasons_against(one, target, office.on, reason=why)) for one in changed)
        for project in changed:
            moves.put_stage(batch, project, target, note=why)
        return [cast("Project", batch.get("projects", project["code"])) for project in projects]


def _with_review(project: Project, review: Review) -> Project:
    reviews = project.get("reviews", {})
    return {**project, "reviews": {**reviews, next_number(reviews): review}}


def parse_expert(text: str) -> Expert:
    """``姓名:领域``, the field by key or Chinese word."""
    name, _, field = text.replace("：", ":").partition(":")
    if name.strip() and (found := panel_field(field)):
        return {"name": name.strip(), "field": found}
    raise WrongUsage(f"看不懂专家“{text}”", remedy="写作 姓名:技术、姓名:管理 或 姓名:财务")
