"""Which projects the policy has come first (三、2.(1))."""

from __future__ import annotations

from jbgs.models import Project

PRIORITY_OWNERS = ("产业创新服务综合体", "创新联合体")
PRIORITY_CLAUSE = "三、2.(1)"


def has_priority(project: Project) -> bool:
    """Whether a project comes first in lists: ``common``, led by one of ``PRIORITY_OWNERS`` (三、2.(1))."""
    kinds = project["fields"].get("owner_kind", "").split("、")
    return project["track"] == "common" and any(kind in PRIORITY_OWNERS for kind in kinds)


def precedence(project: Project) -> tuple[str, bool, str]:
    """What projects are put in order by: track, then priority, then code."""
    code = project["code"]
    return code.partition("-")[0], not has_priority(project), code
