"""Matching talks between owners and bidders (对接洽谈: 二、（一）3, 二、（二）3)."""

from __future__ import annotations

from typing import cast

from jbgs.models import Project, StageKey, Talk, next_number
from jbgs.services import moves
from jbgs.services.market import bids
from jbgs.services.office import Office

DURING: tuple[StageKey, ...] = ("published", "bidding", "awarded")


def record(office: Office, part: str, *, note: str, bidder: str = "", attendees: str = "") -> Project:
    """Record one talk about a project; ``bidder`` by name or intent, also one that has not bid (yet)."""
    with office.batch("intent talk", note=note) as batch:
        project = cast("Project", batch.get("projects", office.code(part)))
        moves.require(project, DURING, "登记对接洽谈")
        moves.refuse([(project, moves.too_early({**project, "stage": "published"}, office.on))])
        made = Talk(on=office.on.isoformat(), note=note)
        for intent in bids.running(office, project):
            name = intent["fields"].get("bidder", "")
            if bidder and bidder.strip() in (intent["id"], name):
                made["bidder"], made["intent"] = name, intent["id"]
        if bidder and "bidder" not in made:
            made["bidder"] = bidder
        if attendees:
            made["attendees"] = attendees
        talks = project.get("talks", {})
        changed: Project = {**project, "talks": {**talks, next_number(talks): made}}
        batch.put("projects", project["code"], changed, "talk", note=note)
        return changed
