"""Reports as of a day: the records as their events had made them by its end."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

from jbgs import history
from jbgs.models import Listing, Project
from jbgs.reports import listing as listings
from jbgs.reports import monthly, monthly_papers
from jbgs.services import output
from jbgs.services.office import Office
from jbgs.services.past import events
from jbgs.workflow import precedence


def as_of(office: Office, day: date) -> list[Project]:
    """The projects as they stood at the end of a day, whenever that was recorded."""
    found = history.fold(events(office), until=day.isoformat())
    return [cast("Project", doc) for name, doc in found.items() if name.startswith("projects/")]


def month_report(office: Office, year: int, month: int, *, region: str | None = None) -> monthly.Monthly:
    """The monthly report of a month, of one region or of all that the office answers for."""
    day = date.fromisoformat(monthly.month_period(year, month).end)
    own = region or office.region
    regions = [own] if own else [one.name for one in office.policy.regions]
    return monthly.compute(
        as_of(office, day),
        year=year,
        month=month,
        office=office.name,
        regions=regions,
        outside=region is None,
    )


def write_month_report(
    office: Office, report: monthly.Monthly, folder: Path, *, region: str | None = None
) -> list[Path]:
    """The month's Excel and Word files; their paths."""
    name = f"揭榜情况月报 {report.month}" + (f" {region}" if region else "")
    return [
        output.write_sheets(folder, name, monthly_papers.tables(office.policy, report)),
        output.write_letter(folder, name, monthly_papers.letter(office.policy, report)),
    ]


def listed(office: Office, name: str) -> tuple[Listing, list[Project]]:
    """A listing, by id or name, and its projects by their numbers in it.

    Before it is published: by track, those with priority first (三、2.(1)), then by code.
    """
    found = cast("Listing", office.store.get("listings", office.listing_id(name)))
    projects = [office.project(code) for code in found.get("projects", {})]
    places = found.get("positions", {})
    return found, sorted(projects, key=lambda one: (places.get(one["code"], 0), precedence(one)))


def write_listing(office: Office, found: Listing, projects: list[Project], folder: Path) -> list[Path]:
    """榜单 as Excel and as an announcement in Word; their paths."""
    day = date.fromisoformat(found.get("published", office.on.isoformat()))
    title = f"榜单 {found['name']}"
    table = listings.sheet(office.policy, found, projects, office=office.name)
    paper = listings.announcement(office.policy, found, projects, office=office.name, day=day)
    return [output.write_sheets(folder, title, [table]), output.write_letter(folder, title, paper)]
