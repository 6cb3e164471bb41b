"""A project's facts and numbered records as JSON gives them: every key is there, what is missing is null."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jbgs import models
from jbgs.models import Project
from jbgs.registers import contracts
from jbgs.registers.visits import Issue, Visit

_FACTS: Mapping[str, type] = {
    "screening": models.Screening,
    "publication": models.Publication,
    "award": models.Award,
    "filing": contracts.Filing,
    "approval": contracts.Approval,
    "evaluation": contracts.Evaluation,
    "central_review": models.CentralReview,
    "comparison": models.Comparison,
}
_NUMBERED: Mapping[str, type] = {
    "talks": models.Talk,
    "contracts": contracts.Contract,
    "occurred": contracts.Occurred,
    "reviews": models.Review,
    "visits": Visit,
    "issues": Issue,
    "payments": contracts.Payment,
    "other_funds": contracts.OtherFund,
}


def fact(project: Project, name: str) -> dict[str, Any] | None:
    """One fact of a project, such as its ``award``; ``None`` where there is none."""
    found: Any = project.get(name)
    return whole(found, _FACTS[name]) if found else None


def numbered(project: Project, name: str) -> list[dict[str, Any]]:
    """Records that a project keeps by number, such as its ``contracts``, each with its number."""
    found: Any = project.get(name, {})
    return [{"id": key} | whole(found[key], _NUMBERED[name]) for key in sorted(found, key=int)]


def whole(record: Mapping[str, Any], kind: type) -> dict[str, Any]:
    """A record with every key of its kind."""
    return {**dict.fromkeys(kind.__annotations__), **record}
