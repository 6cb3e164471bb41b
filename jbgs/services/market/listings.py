"""Listings (榜单): drawn up, published, closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, cast

from jbgs.errors import NotAllowed, NotFound, Problem, WrongUsage
from jbgs.models import Listing, Project, Publication
from jbgs.policy.priority import precedence
from jbgs.services import moves
from jbgs.services.ledger import Batch
from jbgs.services.market import publications
from jbgs.services.office import Office


def new_listing(
    office: Office,
    name: str,
    *,
    number: str = "",
    deadline: date | None = None,
    conditions: str = "",
    channels: str = "",
    sealed: bool = False,
) -> Listing:
    """Open a listing; its id is its number of the year, such as ``2021-01``: the next one, or ``number``."""
    with office.batch("listing new") as batch:
        known = cast("list[Listing]", list(batch.find("listings")))
        if any(one["name"] == name for one in known):
            raise NotAllowed(Problem(f"已有榜单“{name}”", remedy="换一个名称，或用 jbgs listing show 查看"))
        made = Listing(id=_numbered(known, f"{office.on:%Y}", number), name=name)
        made |= cast("Listing", _described(deadline, conditions, channels, sealed=sealed))
        batch.put("listings", made["id"], made, "listing")
        return made


def _numbered(known: Sequence[Listing], year: str, number: str) -> str:
    numbers = [int(one["id"].split("-")[1]) for one in known if one["id"].startswith(f"{year}-")]
    if not number:
        return f"{year}-{max(numbers, default=0) + 1:02d}"
    digits = number.strip().removeprefix(f"{year}-")
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits) < 100):
        raise WrongUsage(f"--number 的值“{number}”不是本年的批次号", remedy=f"写作 3 或 {year}-03")
    if int(digits) in numbers:
        raise NotAllowed(
            Problem(f"榜单编号 {year}-{int(digits):02d} 已有", remedy="用 jbgs listing show 查看")
        )
    return f"{year}-{int(digits):02d}"


def _described(
    deadline: date | None, conditions: str, channels: str, *, sealed: bool | None
) -> dict[str, Any]:
    """What was said of a listing, and nothing else."""
    said = {
        "deadline": deadline.isoformat() if deadline else "",
        "conditions": conditions,
        "channels": channels,
        "sealed": sealed,
    }
    return {key: value for key, value in said.items() if value}


def edit_listing(
    office: Office,
    name: str,
    *,
    title: str = "",
    deadline: date | None = None,
    conditions: str = "",
    channels: str = "",
    sealed: bool | None = None,
    reason: str = "",
) -> Listing:
    """Change what a listing says; once it is published, only with a reason, and to a later deadline.

    The projects that stand in it, and the marks on late bids, follow a new deadline.
    """
    with office.batch("listing edit", note=reason) as batch:
        listing = cast("Listing", batch.get("listings", office.listing_id(name)))
        changes = _described(deadline, conditions, channels, sealed=sealed)
        if title:
            changes["name"] = title
        if not changes and sealed is None:
            raise WrongUsage("没有写明要改什么", remedy="见 jbgs listing edit --help")
        taken = any(one["name"] == title for one in batch.find("listings") if one["id"] != listing["id"])
        faults = [Problem(f"已有榜单“{title}”", where=name)] if title and taken else []
        faults += _edit_faults(office, listing, changes, sealed)
        note = moves.refuse_placed(faults, reason=reason)
        changed = cast("Listing", {**listing, **changes})
        if sealed is False:
            changed = cast("Listing", {**changed, "sealed": None})
        batch.put("listings", listing["id"], changed, "listing", note=note)
        if "published" in listing:
            _tell_projects(batch, listing, changes, note)
        return cast("Listing", batch.get("listings", listing["id"]))


def _edit_faults(
    office: Office, listing: Listing, changes: dict[str, Any], sealed: bool | None
) -> Iterator[Problem]:
    where, today = listing["name"], office.on.isoformat()
    if "published" not in listing:
        return
    if "closed" in listing:
        yield Problem(f"榜单已于 {listing['closed']} 收榜，不能再改", where=where)
    if sealed is not None and sealed != listing.get("sealed", False):
        yield Problem("榜单已发布，不能再改是否密封报价", where=where)
    until = changes.get("deadline", "")
    if until and until < max(today, listing.get("deadline", "")):
        yield Problem("已发布榜单的揭榜截止日只能延后，且不早于当天", where=where, remedy="请核对 --deadline")
    yield Problem("榜单已发布，改动须另行公告", where=where, level="warning")


def _tell_projects(batch: Batch, listing: Listing, changes: dict[str, Any], note: str) -> None:
    """The publications of the projects that still stand in the listing say what it says."""
    told: dict[str, Any] = {
        key: changes[key] for key in ("deadline", "conditions", "channels") if key in changes
    }
    for code in listing.get("projects", {}):
        project = cast("Project", batch.get("projects", code))
        publication = project.get("publication")
        if (
            not told
            or publication is None
            or publication["listing"] != listing["id"]
            or "closed" in publication
        ):
            continue
        changed = {**project, "publication": {**publication, **told}}
        batch.put("projects", code, changed, "listing", note=note)
        if "deadline" in told:
            publications.mark_late(batch, cast("Project", changed))


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


def publish(
    office: Office,
    name: str,
    *,
    deadline: date | None,
    channels: str,
    conditions: str = "",
    sealed: bool = False,
) -> Listing:
    """Publish a listing and with it its projects; ``deadline`` is the last day for bids.

    A project that was withdrawn meanwhile is left out. The projects get their numbers in the listing, those
    with priority first (三、2.(1)). A project for which a bid came early goes on to ``bidding``.
    """
    with office.batch("listing publish") as batch:
        listing = _open_listing(batch, office, name)
        entered = listing.get("projects", {})
        projects = sorted(_listed(batch, listing, entered), key=precedence)
        said = cast("Listing", {**listing, **_described(deadline, conditions, channels, sealed=sealed)})
        _refuse_publication(office, said, projects)
        made = Publication(listing=listing["id"], on=office.on.isoformat())
        kept = {key: value for key, value in said.items() if key in ("deadline", "channels", "conditions")}
        made |= cast("Publication", kept)
        moves.refuse(
            (one, moves.reasons_against({**one, "publication": made}, "published", office.on))
            for one in projects
        )
        for project in projects:
            _publish(batch, project, made)
        changed = {
            **said,
            "projects": {project["code"]: entered[project["code"]] for project in projects},
            "positions": {project["code"]: place for place, project in enumerate(projects, 1)},
            "published": office.on.isoformat(),
        }
        batch.put("listings", listing["id"], changed, "listing")
        return cast("Listing", batch.get("listings", listing["id"]))


def _refuse_publication(office: Office, listing: Listing, projects: Sequence[Project]) -> None:
    if not projects:
        raise NotAllowed(
            Problem(f"榜单“{listing['name']}”中没有项目", remedy=f"jbgs listing add {listing['id']} 项目编号")
        )
    until = listing.get("deadline")
    if until and until < office.on.isoformat():
        raise WrongUsage(f"揭榜截止日 {until} 早于发布日 {office.on}")
    if listing.get("sealed") and not until:
        raise WrongUsage("密封报价的榜单须有揭榜截止日", remedy="加上 --deadline 日期")


def _publish(batch: Batch, project: Project, made: Publication) -> None:
    begun = publications.begin(batch, project, made)
    moves.put_stage(batch, begun, "published")
    if begun["intents"]:
        moves.put_stage(batch, cast("Project", batch.get("projects", project["code"])), "bidding")


def close_listing(office: Office, name: str) -> tuple[Listing, list[str], list[str]]:
    """After the deadline, sort projects with bids from those without, which become ``unclaimed``.

    A bid that is late, or was withdrawn, is none; a project that the office took on to ``bidding`` all the
    same stays as long as it has any. Returns the listing, the codes with bids, and those that found nobody.
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
        empty = [p for p in waiting if _found_nobody(p, listing)]
        why = {p["code"]: _why_unclaimed(listing, p) for p in empty}
        moves.refuse(
            (p, moves.reasons_against(p, "unclaimed", office.on, reason=why[p["code"]])) for p in empty
        )
        for project in empty:
            moves.put_stage(batch, project, "unclaimed", note=why[project["code"]])
        closed: Listing = {**listing, "closed": office.on.isoformat()}
        batch.put("listings", listing["id"], closed, "listing")
        return closed, [p["code"] for p in waiting if p["code"] not in why], list(why)


def _found_nobody(project: Project, listing: Listing) -> bool:
    here = project.get("listing") == listing["id"]
    stage = project["stage"]
    return here and (stage == "published" or (stage == "bidding" and "intents" not in project))


def _why_unclaimed(listing: Listing, project: Project) -> str:
    late = len(project.get("intents", {}))
    return f"{listing['name']}揭榜截止，" + (f"只有 {late} 份逾期的揭榜意向" if late else "无揭榜意向")


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
