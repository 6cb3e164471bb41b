"""Sealed bids: what they offer is shown to nobody until they are opened, after the deadline.

The seal is on what the program shows (lists, files' JSON, reports, the inbox). The store keeps the values
in clear, as it keeps the original files: who can open those files can read them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol, cast

from jbgs.errors import NotAllowed, NotFound, Problem
from jbgs.models import FormProblem, Intent, Listing, Opening, Project
from jbgs.services import moves
from jbgs.services.ledger import Batch
from jbgs.services.market.publications import publication_in
from jbgs.services.office import Office

HIDDEN = ("price", "scheme", "targets", "schedule")
"""The fields of an intent that say what is offered, and for how much."""
SEALED = "（密封）"


class Records(Protocol):
    """A store, or an open batch."""

    def get(self, table: str, key: str) -> dict[str, Any] | None:
        """One record."""

    def find(self, table: str, **equal: Any) -> Iterator[dict[str, Any]]:
        """The records with these values."""


class Seals:
    """Which bids are sealed, as the records stand."""

    def __init__(self, records: Records) -> None:
        self._records = records
        found = cast("Iterator[Listing]", records.find("listings"))
        self._closed = {one["id"] for one in found if one.get("sealed") and "opened" not in one}

    def hides(self, intent: Intent) -> bool:
        """Whether a bid is sealed; one that names no project clearly is while any listing is."""
        if not self._closed:
            return False
        project = cast("Project | None", self._records.get("projects", intent.get("project", "")))
        if project is None:
            return True
        listing = intent.get("listing") or project.get("listing", "")
        publication = publication_in(project, listing)
        if publication is not None and "opened" in publication:
            return False
        return listing in self._closed

    def masked(self, intent: Intent) -> Intent:
        """The bid as it may be shown."""
        if not self.hides(intent):
            return intent
        shown = {name: value for name, value in intent["fields"].items() if name not in HIDDEN}
        problems = [hidden(one) for one in intent.get("problems", [])]
        return {**intent, "fields": shown, "problems": problems}


def hidden(problem: FormProblem) -> FormProblem:
    """A problem of a sealed field, without what stands in the field."""
    if problem["field"] not in HIDDEN:
        return problem
    return {
        **problem,
        "raw": SEALED,
        "message": f"{problem['label'] or '密封内容'}有疑问（密封，内容未显示）",
    }


def fields(values: Mapping[str, Any], *, sealed: bool) -> dict[str, Any]:
    """An intent's fields as read, those that are sealed as ``None``."""
    return {name: None if sealed and name in HIDDEN else value for name, value in values.items()}


def open_bids(office: Office, name: str) -> tuple[Listing, list[str]]:
    """Open the sealed bids of a listing, or of one project, on a day after the deadline.

    Returns the listing and the codes whose bids were opened; who did it is kept with the day.
    """
    with office.batch("intent open") as batch:
        listing, codes, whole = _meant(batch, office, name)
        projects = [cast("Project", batch.get("projects", code)) for code in codes]
        done = listing.get("opened")
        if done is None and not whole:
            done = projects[0]["publication"].get("opened")
        moves.refuse_placed(list(_not_yet(office, listing, done)))
        opening = Opening(on=office.on.isoformat(), by=office.by)
        for project in projects:
            _open(batch, project, listing["id"], opening)
        if whole:
            batch.put("listings", listing["id"], {**listing, "opened": opening}, "opening")
        return listing, codes


def _meant(batch: Batch, office: Office, name: str) -> tuple[Listing, list[str], bool]:
    """The listing, the codes whose bids are meant, and whether that is the whole listing."""
    try:
        listing = cast("Listing", batch.get("listings", office.listing_id(name)))
        return listing, sorted(listing.get("projects", {})), True
    except NotFound:
        project = office.project(name)
    publication = project.get("publication")
    if publication is None:
        raise NotAllowed(Problem("项目尚未发榜", where=project["code"], remedy="见 jbgs listing show"))
    return cast("Listing", batch.get("listings", publication["listing"])), [project["code"]], False


def _not_yet(office: Office, listing: Listing, done: Opening | None) -> Iterator[Problem]:
    where, deadline = listing["name"], listing.get("deadline", "")
    if not listing.get("sealed"):
        yield Problem("榜单不是密封报价，不用开启", where=where)
    elif "published" not in listing:
        yield Problem("榜单尚未发布", where=where, remedy=f"jbgs listing publish {listing['id']}")
    elif office.on.isoformat() <= deadline:
        yield Problem(
            f"揭榜截止日 {deadline} 尚未过去，不能开启报价", where=where, remedy="截止日次日起可以开启"
        )
    if done is not None:
        yield Problem(f"报价已于 {done['on']} 由{done['by']}开启", where=where)


def _open(batch: Batch, project: Project, listing: str, opening: Opening) -> None:
    """Write the opening into the project's history, once."""
    standing = project.get("publication")
    if standing and standing["listing"] == listing and "opened" not in standing:
        changed: Project = {**project, "publication": {**standing, "opened": opening}}
        batch.put("projects", project["code"], changed, "opening")
