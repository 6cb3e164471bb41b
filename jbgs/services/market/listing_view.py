"""One listing looked at: its projects with their bids, and the counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from jbgs.models import Intent, Listing, Project
from jbgs.services import looking
from jbgs.services.market.publications import publication_in
from jbgs.services.office import Office
from jbgs.services.papers import reporting


def view(office: Office, name: str) -> tuple[Listing, list[dict[str, Any]], dict[str, int]]:
    """A listing, its projects as ``list --json`` gives them and with what came of each in it, the counts."""
    found, projects = reporting.listed(office, name)
    lines = [_line(office, found, project) for project in projects]
    return found, lines, counts(lines)


def _line(office: Office, listing: Listing, project: Project) -> dict[str, Any]:
    bids = [one for one in office.intents(project["code"]) if _answers(one, listing, project)]
    publication = publication_in(project, listing["id"])
    stands = project.get("publication", {}).get("listing") == listing["id"]
    return {
        **looking.line(project, office.today),
        "position": listing.get("positions", {}).get(project["code"]),
        "bids": len(bids),
        "late_bids": sum(one.get("late", False) for one in bids),
        "outcome": publication.get("outcome") if publication else None,
        "winner": project.get("award", {}).get("winner") if stands else None,
    }


def _answers(intent: Intent, listing: Listing, project: Project) -> bool:
    """Whether a bid that stands answers a listing; one that does not say which answers the project's."""
    here = project.get("publication", {}).get("listing", "")
    return "withdrawn" not in intent and intent.get("listing", here) == listing["id"]


def counts(lines: Sequence[dict[str, Any]]) -> dict[str, int]:
    """What became of a listing, in numbers; ``late`` bids are among the ``bids``."""
    return {
        "projects": len(lines),
        "with_bids": sum(one["bids"] > 0 for one in lines),
        "bids": sum(one["bids"] for one in lines),
        "late": sum(one["late_bids"] for one in lines),
        "awarded": sum(one["winner"] is not None for one in lines),
        "unclaimed": sum(one["outcome"] == "unclaimed" for one in lines),
    }


def _all(office: Office) -> list[Intent]:
    return cast("list[Intent]", list(office.store.scan("intents")))


def intents(
    office: Office, *, code: str = "", listing: str = "", late: bool = False, unlinked: bool = False
) -> list[dict[str, Any]]:
    """Bids as ``intent list --json`` gives them: of a project, for a listing, late or unlinked ones only."""
    wanted = office.listing_id(listing) if listing else ""
    found = office.intents(office.code(code)) if code else _all(office)
    kept = (
        one
        for one in found
        if (not wanted or one.get("listing") == wanted)
        and (not late or one.get("late"))
        and (not unlinked or "project" not in one)
    )
    return looking.intent_lines(office, kept)
