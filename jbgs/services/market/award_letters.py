"""Telling the bidders of an award: a letter to each, and the day on which it was sent."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from jbgs.errors import NotAllowed, Problem
from jbgs.models import Intent, Project
from jbgs.reports import award
from jbgs.services.market import bids
from jbgs.services.office import Office
from jbgs.services.papers import output
from jbgs.workflow import NEEDS


def bidders(office: Office, part: str) -> tuple[Project, list[Intent]]:
    """An awarded project and the bids to be answered: those still in the running, the winner's first."""
    project = office.project(part)
    if "award" not in project:
        remedy = NEEDS["award"].remedy.replace("CODE", project["code"])
        raise NotAllowed(Problem("尚未确定揭榜单位", where=project["code"], remedy=remedy))
    winner = project["award"].get("intent")
    return project, sorted(bids.running(office, project), key=lambda one: (one["id"] != winner, one["id"]))


def write(office: Office, project: Project, intents: list[Intent], folder: Path) -> list[Path]:
    """A Word letter for each bidder, a file for each even where two are named alike; their paths."""
    listing = office.store.get("listings", project.get("publication", {}).get("listing", "")) or {}
    written, names = [], set[str]()
    for one in intents:
        made = award.letter(project, one, listing, office=office.name, day=office.on)
        name = output.own_name(
            f"{project['code']} {made.name}", f"{project['code']} {one['id']} {made.name}", names
        )
        written.append(output.write_letter(folder, name, made, office.home))
    return written


def sent(office: Office, part: str) -> Project:
    """Record that the letters went out, on the day of the office."""
    project, intents = bidders(office, part)
    with office.batch("intent letters") as batch:
        if office.on.isoformat() < project["award"]["on"]:
            what = f"{office.on} 早于确定揭榜单位之日 {project['award']['on']}"
            raise NotAllowed(Problem(what, where=project["code"], remedy="请核对 --on 日期"))
        told = {one["id"]: office.on.isoformat() for one in intents}
        changed: Project = {**project, "award_letters": {**project.get("award_letters", {}), **told}}
        batch.put("projects", project["code"], changed, "letters")
        return cast("Project", batch.get("projects", project["code"]))
