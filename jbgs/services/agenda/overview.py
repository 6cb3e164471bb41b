"""The office and its numbers at a glance."""

from __future__ import annotations

from typing import Any

from jbgs import __version__
from jbgs.models import STAGES
from jbgs.services.looking import inbox, is_late
from jbgs.services.office import LEVELS, Office


def info(office: Office) -> dict[str, Any]:
    """Who the office is, where its data lie, and how many projects stand where."""
    projects = list(office.projects())
    stages = dict.fromkeys(STAGES, 0)
    for project in projects:
        stages[project["stage"]] += 1
    return {
        "version": __version__,
        "home": str(office.home),
        "bureau": office.name,
        "level": office.store.meta["level"],
        "level_name": LEVELS[office.store.meta["level"]],
        "region": office.region,
        "projects": len(projects),
        "intents": office.store.count("intents"),
        "listings": office.store.count("listings"),
        "files": office.store.count("files"),
        "events": office.store.count("events"),
        "inbox": len(inbox(office)),
        "late": sum(is_late(project, office.today) for project in projects),
        "stages": stages,
    }
