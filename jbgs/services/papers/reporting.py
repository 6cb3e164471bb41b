"""Reports from the store: where they take their records, and the listings that other commands show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, cast

from jbgs import history
from jbgs.errors import NotFound
from jbgs.models import Event, Listing, Project
from jbgs.policy.priority import precedence
from jbgs.registers.papers import Sent
from jbgs.registers.publicity import Publicity
from jbgs.registers.reviews import Round
from jbgs.reports import monthly, monthly_report
from jbgs.reports.draft import Draft
from jbgs.reports.making import Wanted
from jbgs.reports.periods import month_name, quarter_key, quarter_name, quarter_period
from jbgs.services import looking
from jbgs.services.funding import money
from jbgs.services.office import Office
from jbgs.services.past import events

Records = dict[str, dict[str, Any]]


class StoreSource:
    """What reports are made from (``reports.making.Source``): the records as their events had made them."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.policy = office.policy
        self.office = office.name
        self.region = office.region
        self.today = office.today
        self._folded: dict[tuple[date, str | None], Records] = {}

    @cached_property
    def forms(self) -> Any:
        """The annexes, with the office's own names for their fields."""
        return self._office.forms

    @cached_property
    def _events(self) -> list[Event]:
        return list(events(self._office))

    def _as_of(self, day: date, upto: str | None = None) -> Records:
        if (day, upto) not in self._folded:
            told = (one for one in self._events if upto is None or one["id"] <= upto)
            self._folded[day, upto] = history.fold(told, until=day.isoformat())
        return self._folded[day, upto]

    def projects(self, day: date, upto: str | None = None) -> list[Project]:
        """All projects at the end of a day, by code; with ``upto`` as recorded up to that event."""
        found = self._as_of(day, upto)
        projects = [cast("Project", doc) for name, doc in found.items() if name.startswith("projects/")]
        return sorted(projects, key=lambda one: one["code"])

    def chosen(self, wanted: Wanted) -> list[Project]:
        """The projects named, as of the day asked for; all if none were."""
        found = self.projects(wanted.day)
        if wanted.codes is None:
            return found
        by_code = {one["code"]: one for one in found}
        if absent := [code for code in wanted.codes if code not in by_code]:
            raise NotFound(*(f"{code} 在 {wanted.day} 还没有登记" for code in absent))
        return [by_code[code] for code in dict.fromkeys(wanted.codes)]

    def listings(self, day: date) -> list[Listing]:
        """All listings as of a day."""
        found = self._as_of(day)
        return [cast("Listing", doc) for name, doc in found.items() if name.startswith("listings/")]

    def listing(self, name: str, day: date) -> tuple[Listing, list[Project]]:
        """A listing by id or name, and its projects, as of a day."""
        wanted = self._office.listing_id(name)
        found = next((one for one in self.listings(day) if one["id"] == wanted), None)
        if found is None:
            raise NotFound(f"榜单“{name}”在 {day} 还没有建立")
        projects = {one["code"]: one for one in self.projects(day)}
        return found, _numbered(
            found, [projects[code] for code in found.get("projects", {}) if code in projects]
        )

    def line(self, project: Project) -> dict[str, Any]:
        """A project as ``list --json`` gives it."""
        return looking.line(project, self.today)

    def due(self, project: Project, day: date) -> money.Due:
        """What a project is due on a day."""
        return money.due(replace(self._office, on=day), project)

    def whole(self, project: Project) -> dict[str, Any]:
        """All about a project, as ``show --json`` gives it."""
        return looking.whole(self._office, project)

    def sent(self, key: str) -> Sent | None:
        """A report as it was sent."""
        return cast("Sent | None", self._office.store.get("sent", key))

    def publicity(self, codes: Sequence[str], subject: str, day: date) -> Publicity | None:
        """The last period in which all these projects were put before the public for a subject."""
        every = (doc for name, doc in self._as_of(day).items() if name.startswith("publicities/"))
        found = [
            cast("Publicity", one)
            for one in every
            if one["subject"] == subject and codes and set(codes) <= set(one["projects"])
        ]
        return max(found, key=lambda one: (one["start"], one["id"]), default=None)

    def inspection(self, wanted: Wanted) -> tuple[dict[str, Any], Draft]:
        """What an inspection of a period would find in each region, and the letter of it."""
        from jbgs.services.field import notices

        if wanted.quarter:
            period = quarter_period(wanted.year, wanted.quarter)
            name = quarter_name(quarter_key(wanted.year, wanted.quarter))
        else:
            period = monthly.month_period(wanted.year, wanted.month)
            name = month_name(f"{wanted.year}-{wanted.month:02d}")
        regions = [wanted.region] if wanted.region else []
        asked = notices.Asked(period, name, self.today, regions)
        data = {"period": name, "until": self.today.isoformat()}
        found = {region: dict(facts) for region, facts in notices.inspect(self._office, asked).items()}
        return data | {"regions": found}, notices.report(self._office, asked)

    def round(self, review: str) -> dict[str, Any]:
        """A round of review, as ``review show --json`` gives it."""
        from jbgs.services.reviewing import round_view, rounds

        return round_view.whole(rounds.find(self._office, review))

    def rounds(self) -> list[Round]:
        """All rounds of review, open and closed."""
        from jbgs.services.reviewing import rounds

        return rounds.everything(self._office)

    def all_sent(self) -> list[Sent]:
        """All reports that were sent."""
        return cast("list[Sent]", list(self._office.store.scan("sent")))

    def events_after(self, event: str) -> Sequence[Event]:
        """What was recorded after an event."""
        return [one for one in self._events if one["id"] > event]


def month_report(office: Office, year: int, month: int, *, region: str | None = None) -> monthly.Monthly:
    """The monthly report of a month as it is computed now, of one region or of all."""
    source = StoreSource(office)
    day = date.fromisoformat(monthly.month_period(year, month).end)
    wanted = Wanted(day, year=year, month=month, region=region)
    return monthly_report.compute(source, wanted, source.projects(day))


def listed(office: Office, name: str) -> tuple[Listing, list[Project]]:
    """A listing, by id or name, and its projects by their numbers in it."""
    found = cast("Listing", office.store.get("listings", office.listing_id(name)))
    return found, _numbered(found, [office.project(code) for code in found.get("projects", {})])


def _numbered(listing: Listing, projects: Iterable[Project]) -> list[Project]:
    """By the numbers in a listing; before it is published by track, priority (三、2.(1)) and code."""
    places = listing.get("positions", {})
    return sorted(projects, key=lambda one: (places.get(one["code"], 0), precedence(one)))
