"""Looking at projects: the filters that every set of projects is named by, one project whole, the inbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from jbgs import bidding
from jbgs.models import Intent, Project, StageKey, Track
from jbgs.policy.priority import has_priority, precedence
from jbgs.reports.progress import place_of
from jbgs.services import as_told
from jbgs.services.market import publications, sealing
from jbgs.services.office import Office
from jbgs.services.past import events_of
from jbgs.workflow import EXITS, FINAL

_FEW = 3


@dataclass(frozen=True, slots=True)
class Filter:
    """Which projects are meant; ``None`` (or False) leaves a side open. Days are of receipt, inclusive."""

    track: Track | None = None
    stage: StageKey | None = None
    region: str | None = None
    listing: str | None = None
    year: int | None = None
    since: date | None = None
    until: date | None = None
    owner: str | None = None
    text: str | None = None
    late: bool = False


def select(office: Office, wanted: Filter) -> Iterator[Project]:
    """The projects that a filter means: by track, those with priority first (三、2.(1)), then by code."""
    return iter(sorted(meant(office, wanted), key=precedence))


def meant(office: Office, wanted: Filter) -> Iterator[Project]:
    """The same as they lie in the store, one at a time."""
    names = ("track", "stage", "region", "listing", "year")
    equal = {name: value for name in names if (value := getattr(wanted, name)) is not None}
    return (p for p in office.projects(**equal) if _wanted(p, wanted, office.today))


def placed(office: Office, wanted: Filter) -> Iterator[Project]:
    """As ``meant``, a region being where a project runs: for ``transfer`` the winner's, where it is known."""
    found = meant(office, replace(wanted, region=None))
    return (project for project in found if wanted.region in (None, place_of(project)))


def _wanted(project: Project, wanted: Filter, today: date) -> bool:
    received = project["dates"]["received"]
    texts = (project["code"], *project["fields"].values(), *project.get("extras", {}).values())
    return (
        (wanted.since is None or received >= wanted.since.isoformat())
        and (wanted.until is None or received <= wanted.until.isoformat())
        and (wanted.owner is None or wanted.owner in project["fields"].get("owner", ""))
        and (wanted.text is None or any(wanted.text in text for text in texts))
        and (not wanted.late or is_late(project, today))
    )


def is_late(project: Project, today: date) -> bool:
    """Past a day that was set for it: the end of bidding before an award, or its own deadline after it."""
    stage, now = project["stage"], today.isoformat()
    if stage in FINAL or stage in EXITS:
        return False
    if stage in ("published", "bidding"):
        return project.get("publication", {}).get("deadline", now) < now
    running = stage in ("awarded", "contracted", "filed", "approved")
    return running and _day(project["fields"].get("deadline", "")) < now


def _day(text: str) -> str:
    """A deadline that is an exact day; one that is not never passes."""
    from jbgs.scalars import is_day

    return text if is_day(text) else "9999-12-31"


def line(project: Project, today: date) -> dict[str, Any]:
    """One project as ``list --json`` gives it."""
    inside = project["fields"]
    return {
        "code": project["code"],
        "track": project["track"],
        "title": inside.get("title"),
        "owner": inside.get("owner"),
        "region": project.get("region"),
        "stage": project["stage"],
        "listing": project.get("listing"),
        "investment": inside.get("investment"),
        "reward": inside.get("reward"),
        "received": project["dates"]["received"],
        "deadline": inside.get("deadline"),
        "late": is_late(project, today),
        "priority": has_priority(project),
    }


def whole(office: Office, project: Project) -> dict[str, Any]:
    """One project as ``show --json`` gives it."""
    from jbgs.services.funding import money
    from jbgs.services.papers import publicities
    from jbgs.services.receiving import duplicates

    names = [spec.name for spec in office.forms[project["track"]].fields.values() if not spec.extra]
    return {
        **line(project, office.today),
        "fields": {name: project["fields"].get(name) for name in names},
        "extras": project.get("extras", {}),
        "problems": project.get("problems", []),
        "dates": project["dates"],
        "screening": as_told.fact(project, "screening"),
        "duplicates": [one.as_json() for one in duplicates.of(office, project)],
        "publication": as_told.fact(project, "publication"),
        "publications": publications.told(project),
        "intents": intent_lines(office, office.intents(project["code"])),
        "talks": as_told.numbered(project, "talks"),
        "award_letters": project.get("award_letters", {}),
        "award": as_told.fact(project, "award"),
        "contracts": as_told.numbered(project, "contracts"),
        "filing": as_told.fact(project, "filing"),
        "approval": as_told.fact(project, "approval"),
        "evaluation": as_told.fact(project, "evaluation"),
        "occurred": as_told.numbered(project, "occurred"),
        "reviews": as_told.numbered(project, "reviews"),
        "central_review": as_told.fact(project, "central_review"),
        "comparison": as_told.fact(project, "comparison"),
        "visits": as_told.numbered(project, "visits"),
        "issues": as_told.numbered(project, "issues"),
        "payments": as_told.numbered(project, "payments"),
        "other_funds": as_told.numbered(project, "other_funds"),
        "publicities": [
            publicities.as_json(one, office.today) for one in publicities.found(office.store, project["code"])
        ],
        "subsidy": money.due(office, project).as_json() if "contracts" in project else None,
        "files": project.get("files", []),
        "exit_reason": project.get("exit_reason"),
        "history": history_of(office, project["code"]),
    }


def intent_lines(office: Office, intents: Iterable[Intent]) -> list[dict[str, Any]]:
    """Intents as JSON gives them, those that are sealed without what they offer."""
    seals = sealing.Seals(office.store)
    projects: dict[str, Project] = {}
    lines = []
    for one in intents:
        code = one.get("project", "")
        if code and code not in projects:
            projects[code] = office.project(code)
        lines.append(intent_line(seals.masked(one), projects.get(code)) | {"sealed": seals.hides(one)})
    return lines


def intent_line(intent: Intent, project: Project | None) -> dict[str, Any]:
    """One intent, with what the rules of who may bid say to it (``marks``).

    ``state``: ``running`` for the publication as it stands, ``past`` for an earlier one, ``withdrawn``.
    """
    past = project is not None and intent["id"] in project.get("past_intents", {})
    state = "withdrawn" if "withdrawn" in intent else "past" if past else "running"
    marks = bidding.may_bid(project, intent) if project else ()
    inside = intent["fields"]
    return {
        "id": intent["id"],
        "project": intent.get("project"),
        "project_title": inside.get("project_title"),
        "bidder": inside.get("bidder"),
        "credit_code": inside.get("credit_code"),
        "price": inside.get("price"),
        "received": intent["received"],
        "late": intent.get("late", False),
        "problems": intent.get("problems", []),
        "listing": intent.get("listing"),
        "bidder_kind": inside.get("bidder_kind"),
        "members": bidding.members(intent),
        "state": state,
        "revised_late": intent.get("revised_late"),
        "withdrawn": intent.get("withdrawn"),
        "marks": [{"level": one.level, "message": one.what, "clause": one.clause or None} for one in marks],
    }


def history_of(office: Office, code: str) -> list[dict[str, Any]]:
    """A project's events as JSON gives them."""
    kept = ("id", "batch", "at", "on", "by", "kind")
    return [
        {name: event[name] for name in kept}  # type: ignore[literal-required]  # six keys of Event
        | {"note": event.get("note"), "changes": event["changes"]}
        for event in events_of(office, f"projects/{code}")
    ]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One record of which something must be sent back for correction, or settled in the office."""

    record: str
    form: str
    title: str
    sender: str
    contact: str
    reach: str
    received: str
    problems: tuple[dict[str, Any], ...]


def inbox(office: Office) -> list[Waiting]:
    """What waits for a correction: forms with errors, and intents that name no project clearly."""
    found = [_waiting_project(one) for one in office.projects() if one["stage"] not in FINAL]
    seals = sealing.Seals(office.store)
    intents = cast("Iterable[Intent]", office.store.scan("intents"))
    found += [_waiting_intent(seals.masked(one), office) for one in intents if "withdrawn" not in one]
    return [one for one in found if any(p["level"] == "error" for p in one.problems)]


def _waiting_project(project: Project) -> Waiting:
    return _waiting(
        project["code"],
        project["track"],
        project["fields"],
        "title",
        "owner",
        project["dates"]["received"],
        project.get("problems", []),
    )


def _waiting_intent(intent: Intent, office: Office) -> Waiting:
    problems: list[Any] = list(intent.get("problems", []))
    if "project" not in intent:
        said = "未能对应到项目：请核对揭榜项目名称、榜单编号，或用 jbgs intent link 指定"
        if meant := _candidates(intent, office):
            said += f"，可能是 {'、'.join(meant)}"
        asked = "榜单上没有名称、编号相符的唯一项目"
        where = {"label": "揭榜项目名称", "where": "", "raw": intent["fields"].get("project_title", "")}
        problems.append(
            {"field": "project_title", "level": "error", "message": said, "asked": asked, **where}
        )
    return _waiting(
        intent["id"], "intent", intent["fields"], "project_title", "bidder", intent["received"], problems
    )


def _candidates(intent: Intent, office: Office) -> list[str]:
    """The projects that an intent may mean by its title: the few likest."""
    from jbgs.services.receiving.duplicates import Titles

    titles = Titles(one for one in office.projects() if one["stage"] not in FINAL)
    found = titles.like(office.policy, {"title": intent["fields"].get("project_title")})
    return [one.code for one in found[:_FEW]]


def _waiting(
    record: str,
    form: str,
    inside: dict[str, str],
    title: str,
    sender: str,
    received: str,
    problems: Iterable[Any],
) -> Waiting:
    reach = "、".join(inside[name] for name in ("phone", "mobile", "email") if name in inside)
    return Waiting(
        record,
        form,
        inside.get(title, ""),
        inside.get(sender, ""),
        inside.get("contact", ""),
        reach,
        received,
        tuple(problems),
    )
