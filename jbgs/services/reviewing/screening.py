"""寻榜: the formal check of forms, and who recommends them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from jbgs import history
from jbgs.models import Project, Screening, StageKey
from jbgs.services import moves
from jbgs.services.office import Office


def screen(
    office: Office, parts: Sequence[str], screening: dict[str, Any], *, reason: str = ""
) -> list[Project]:
    """Record the formal check of projects (``result``, ``recommender``, ``opinion``), all or none.

    Those that passed become ``screened``, the others leave as ``rejected``, which needs a reason. For a
    project that is screened already the record is added or replaced.
    """
    made = cast("Screening", history.normal({**screening, "on": office.on.isoformat()}))
    target: StageKey = "screened" if made["result"] == "passed" else "rejected"
    with office.batch("screen", note=reason) as batch:
        projects = [
            {**cast("Project", batch.get("projects", code)), "screening": made}
            for code in dict.fromkeys(map(office.code, parts))
        ]
        moves.refuse((one, _faults(office, one, target, reason)) for one in cast("list[Project]", projects))
        for project in cast("list[Project]", projects):
            if project["stage"] == target:
                batch.put("projects", project["code"], project, "screening", note=reason)
            else:
                moves.put_stage(batch, project, target, note=reason)
        return [cast("Project", batch.get("projects", str(one["code"]))) for one in projects]


def _faults(office: Office, project: Project, target: StageKey, reason: str) -> list[Any]:
    if project["stage"] == target == "screened":
        return moves.too_early(project, office.on)
    return moves.reasons_against(project, target, office.on, reason=reason)
