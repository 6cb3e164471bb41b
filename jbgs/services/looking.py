"""Looking at projects: the filters that every set of projects is named by, one project whole, the inbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from jbgs.models import Intent, Project, StageKey, Track
from jbgs.reports.progress import place_of
from jbgs.services.office import Office
from jbgs.services.past import events_of
from jbgs.workflow import EXITS, FINAL


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
    """The projects that a filter means, in the order of their codes."""
    return iter(sorted(meant(office, wanted), key=lambda p: p["code"]))


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
    }


def whole(office: Office, project: Project) -> dict[str, Any]:
    """One project as ``show --json`` gives it."""
    from jbgs.services import money

    names = [spec.name for spec in office.forms[project["track"]].fields.values() if not spec.extra]
    return {
        **line(project, office.today),
        "fields": {name: project["fields"].get(name) for name in names},
        "extras": project.get("extras", {}),
        "problems": project.get("problems", []),
        "dates": project["dates"],
        "publication": project.get("publication"),
        "intents": [intent_line(one) for one in office.intents(project["code"])],
        "award": project.get("award"),
        "contracts": numbered(project.get("contracts", {})),
        "filing": project.get("filing"),
        "approval": project.get("approval"),
        "evaluation": project.get("evaluation"),
        "occurred": numbered(project.get("occurred", {})),
        "reviews": numbered(project.get("reviews", {})),
        "central_review": project.get("central_review"),
        "comparison": project.get("comparison"),
        "visits": numbered(project.get("visits", {})),
        "issues": numbered(project.get("issues", {})),
        "payments": numbered(project.get("payments", {})),
        "subsidy": money.due(office, project).as_json() if "contracts" in project else None,
        "files": project.get("files", []),
        "exit_reason": project.get("exit_reason"),
        "history": history_of(office, project["code"]),
    }


def intent_line(intent: Intent) -> dict[str, Any]:
    """One intent as JSON gives it."""
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
    }


def numbered(records: dict[str, Any]) -> list[dict[str, Any]]:
    """Records kept by number as a list, each with its number."""
    return [{"id": key, **records[key]} for key in sorted(records, key=int)]


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
    intents = cast("Iterable[Intent]", office.store.scan("intents"))
    found += [_waiting_intent(one) for one in intents]
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


def _waiting_intent(intent: Intent) -> Waiting:
    problems: list[Any] = list(intent.get("problems", []))
    if "project" not in intent:
        said = "未能对应到项目：请核对揭榜项目名称、榜单编号，或用 jbgs intent link 指定"
        asked = "榜单上没有名称、编号相符的唯一项目"
        where = {"label": "揭榜项目名称", "where": "", "raw": intent["fields"].get("project_title", "")}
        problems.append(
            {"field": "project_title", "level": "error", "message": said, "asked": asked, **where}
        )
    return _waiting(
        intent["id"], "intent", intent["fields"], "project_title", "bidder", intent["received"], problems
    )


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
