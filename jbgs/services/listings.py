"""Listings (榜单): drawn up, published, closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from jbgs.errors import NotAllowed, NotFound, Problem, WrongUsage
from jbgs.models import Listing, Project, Publication
from jbgs.services import moves
from jbgs.services.ledger import Batch
from jbgs.services.office import Office


def new_listing(office: Office, name: str, *, deadline: date | None = None) -> Listing:
    """Open a listing; its id is its number of the year, such as ``2021-01``."""
    with office.batch("listing new") as batch:
        known = cast("list[Listing]", list(batch.find("listings")))
        if any(one["name"] == name for one in known):
            raise NotAllowed(Problem(f"已有榜单“{name}”", remedy="换一个名称，或用 jbgs listing show 查看"))
        year = f"{office.on:%Y}"
        numbers = [int(one["id"].split("-")[1]) for one in known if one["id"].startswith(year)]
        made = Listing(id=f"{year}-{max(numbers, default=0) + 1:02d}", name=name)
        if deadline:
            made["deadline"] = deadline.isoformat()
        batch.put("listings", made["id"], made, "listing")
        return made


def add_to_listing(office: Office, name: str, parts: Sequence[str]) -> Listing:
    """Put reviewed (or unclaimed) projects into a listing that is not published yet, all or none."""
    with office.batch("listing add") as batch:
        listing = _open_listing(batch, office, name)
        projects: list[Project] = [
            {**cast("Project", batch.get("projects", office.code(part))), "listing": listing["id"]}
            for part in parts
        ]
        moves.refuse((project, moves.reasons_against(project, "listed", office.on)) for project in projects)
        for project in projects:
            moves.put_stage(batch, project, "listed")
        entered = {project["code"]: office.on.isoformat() for project in projects}
        changed: Listing = {**listing, "projects": {**listing.get("projects", {}), **entered}}
        batch.put("listings", listing["id"], changed, "listing")
        return changed


def remove_from_listing(office: Office, name: str, parts: Sequence[str], *, reason: str) -> Listing:
    """Take projects out of a listing before it is published; they stand as reviewed again."""
    with office.batch("listing remove", note=reason) as batch:
        listing = _open_listing(batch, office, name)
        codes = [office.code(part) for part in parts]
        entered = listing.get("projects", {})
        if absent := [code for code in codes if code not in entered]:
            raise NotFound(*(Problem(f"不在榜单“{listing['name']}”中", where=code) for code in absent))
        projects = _listed(batch, listing, codes)
        moves.refuse((project, moves.too_early(project, office.on)) for project in projects)
        for project in projects:
            dates = {key: day for key, day in project["dates"].items() if key != "listed"}
            back = {**project, "stage": "reviewed", "dates": dates, "listing": None}
            batch.put("projects", project["code"], back, "unlisted", note=reason)
        changed: Listing = {**listing, "projects": {c: d for c, d in entered.items() if c not in codes}}
        batch.put("listings", listing["id"], changed, "listing", note=reason)
        return changed


def publish(office: Office, name: str, *, deadline: date | None, channels: str) -> Listing:
    """Publish a listing and with it its projects; ``deadline`` is the last day for bids.

    A project that was withdrawn meanwhile is left out.
    """
    with office.batch("listing publish") as batch:
        listing = _open_listing(batch, office, name)
        entered = listing.get("projects", {})
        projects = _listed(batch, listing, entered)
        if not projects:
            raise NotAllowed(
                Problem(
                    f"榜单“{listing['name']}”中没有项目", remedy=f"jbgs listing add {listing['id']} 项目编号"
                )
            )
        until = deadline.isoformat() if deadline else listing.get("deadline")
        if until and until < office.on.isoformat():
            raise WrongUsage(f"揭榜截止日 {until} 早于发布日 {office.on}")
        made = Publication(listing=listing["id"], on=office.on.isoformat())
        made |= cast("Publication", {k: v for k, v in (("deadline", until), ("channels", channels)) if v})
        ready: list[Project] = [{**project, "publication": made} for project in projects]
        moves.refuse((project, moves.reasons_against(project, "published", office.on)) for project in ready)
        for project in ready:
            moves.put_stage(batch, project, "published")
        changed = {
            **listing,
            "projects": {project["code"]: entered[project["code"]] for project in ready},
            "published": office.on.isoformat(),
            "deadline": until,
            "channels": channels,
        }
        batch.put("listings", listing["id"], changed, "listing")
        return cast("Listing", batch.get("listings", listing["id"]))


def close_listing(office: Office, name: str) -> tuple[Listing, list[str], list[str]]:
    """After the deadline, sort projects with bids from those without, which become ``unclaimed``.

    Returns the listing, the codes with bids, and those that found nobody.
    """
    with office.batch("listing close") as batch:
        listing = cast("Listing", batch.get("listings", office.listing_id(name)))
        if "published" not in listing:
            raise NotAllowed(
                Problem(f"榜单“{listing['name']}”尚未发布", remedy=f"jbgs listing publish {listing['id']}")
            )
        if "closed" in listing:
            raise NotAllowed(Problem(f"榜单“{listing['name']}”已于 {listing['closed']} 收榜"))
        if office.on.isoformat() <= listing.get("deadline", ""):
            raise NotAllowed(
                Problem(f"揭榜截止日 {listing.get('deadline')} 尚未过去", remedy="截止日次日起可以收榜")
            )
        waiting = [cast("Project", batch.get("projects", code)) for code in listing.get("projects", {})]
        empty = [p for p in waiting if p["stage"] == "published" and p.get("listing") == listing["id"]]
        why = f"{listing['name']}揭榜截止，无揭榜意向"
        moves.refuse((p, moves.reasons_against(p, "unclaimed", office.on, reason=why)) for p in empty)
        for project in empty:
            moves.put_stage(batch, project, "unclaimed", note=why)
        closed: Listing = {**listing, "closed": office.on.isoformat()}
        batch.put("listings", listing["id"], closed, "listing")
        gone = [project["code"] for project in empty]
        return closed, [p["code"] for p in waiting if p["code"] not in gone], gone


def _listed(batch: Batch, listing: Listing, codes: Iterable[str]) -> list[Project]:
    """Those that still stand in the listing: one that was withdrawn is no longer to be moved with it."""
    found = (cast("Project", batch.get("projects", code)) for code in codes)
    return [one for one in found if one["stage"] == "listed" and one.get("listing") == listing["id"]]


def _open_listing(batch: Batch, office: Office, name: str) -> Listing:
    listing = cast("Listing", batch.get("listings", office.listing_id(name)))
    if "published" in listing:
        raise NotAllowed(
            Problem(f"榜单“{listing['name']}”已于 {listing['published']} 发布", remedy="请新建一批榜单")
        )
    return listing
