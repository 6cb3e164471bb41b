"""A project's publications, one after the other, and which bids answer the one that stands."""

from __future__ import annotations

from typing import Any, cast

from jbgs.models import Intent, Project, Publication, next_number
from jbgs.services import moves
from jbgs.services.ledger import Batch


def begin(batch: Batch, project: Project, made: Publication) -> Project:
    """The project put out in a (new) listing.

    The publication before it, and the bids that answered that one, are kept as what they are: past.
    Bids that came early answer the one that begins.
    """
    before, bids = project.get("publication"), project.get("intents", {})
    stays: dict[str, str] = {}
    for key, day in bids.items():
        intent = cast("Intent", batch.get("intents", key))
        if before and intent.get("listing", before["listing"]) == before["listing"]:
            continue
        stays[key] = day
        batch.put("intents", key, {**intent, "listing": made["listing"]}, "intent")
    past = {key: day for key, day in bids.items() if key not in stays}
    earlier = project.get("publications", {})
    if before:
        earlier = {**earlier, next_number(earlier): before}
    return {
        **project,
        "publication": made,
        "publications": earlier,
        "intents": stays,
        "past_intents": {**project.get("past_intents", {}), **past},
    }


def answered(project: Project) -> tuple[str, str]:
    """The listing that a bid answers now, and its last day: empty where there is none."""
    publication = project.get("publication")
    if publication is None:
        return project.get("listing", ""), ""
    listing = project.get("listing") or publication["listing"]
    return listing, publication.get("deadline", "") if publication["listing"] == listing else ""


def told(project: Project) -> list[dict[str, Any]]:
    """All publications, the one that stands last, each with its number."""
    earlier = project.get("publications", {})
    found: list[dict[str, Any]] = [{"id": key, **earlier[key]} for key in sorted(earlier, key=int)]
    if "publication" in project:
        found.append({"id": next_number(earlier), **project["publication"]})
    return found


def publication_in(project: Project, listing: str) -> Publication | None:
    """A project's publication in a listing."""
    found = [*project.get("publications", {}).values(), project.get("publication")]
    return next((one for one in found if one and one["listing"] == listing), None)


def without(project: Project, intent_id: str, *, past: bool = False) -> Project:
    """The project without a bid, or with it among the past ones."""
    day = project.get("intents", {}).get(intent_id) or project.get("past_intents", {}).get(intent_id)
    now, before = (
        {key: one for key, one in bids.items() if key != intent_id}
        for bids in (project.get("intents", {}), project.get("past_intents", {}))
    )
    if past and day:
        before[intent_id] = day
    return {**project, "intents": now, "past_intents": before}


def mark_late(batch: Batch, project: Project) -> None:
    """Mark the bids that came after the deadline of the publication as it stands, and only those.

    A bid that a later deadline lets in opens the bidding.
    """
    _, deadline = answered(project)
    bids = project.get("intents", {})
    for key, day in bids.items():
        intent = cast("Intent", batch.get("intents", key))
        batch.put("intents", key, {**intent, "late": day > deadline or None}, "intent")
    if project["stage"] == "published" and any(day <= deadline for day in bids.values()):
        moves.put_stage(batch, cast("Project", batch.get("projects", project["code"])), "bidding")
