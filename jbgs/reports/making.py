"""What a report is asked for, what it is made from, and what it gives: the types behind ``REPORTS``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from jbgs.forms import Forms
from jbgs.models import Event, Listing, Project
from jbgs.policy import Policy
from jbgs.registers.papers import Sent
from jbgs.registers.publicity import Publicity
from jbgs.registers.reviews import Round
from jbgs.reports.draft import Draft
from jbgs.reports.table import Letter, Table


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a user asked for; ``day`` is the one as of which the report is made.

    ``codes`` are those of the projects meant (``None``: none were named), ``of`` the kind of publicity.
    """

    day: date
    year: int = 0
    month: int = 0
    region: str | None = None
    listing: str = ""
    codes: tuple[str, ...] | None = None
    of: str = ""
    quarter: int = 0
    review: str = ""
    start: date | None = None
    end: date | None = None


class Source(Protocol):
    """Where a report gets its records; ``services.papers.reporting`` answers from the store."""

    policy: Policy
    office: str
    region: str | None
    today: date

    @property
    def forms(self) -> Forms:
        """The annexes, with the office's own names for their fields."""

    def projects(self, day: date, upto: str | None = None) -> list[Project]:
        """All projects at the end of a day, by code; with ``upto`` as recorded up to that event."""

    def chosen(self, wanted: Wanted) -> list[Project]:
        """The projects named, as of the day asked for; all if none were."""

    def listing(self, name: str, day: date) -> tuple[Listing, list[Project]]:
        """A listing by id or name, and its projects, as of a day."""

    def listings(self, day: date) -> list[Listing]:
        """All listings as of a day."""

    def line(self, project: Project) -> dict[str, Any]:
        """A project as ``list --json`` gives it."""

    def due(self, project: Project, day: date) -> Any:
        """What a project is due (``services.funding.money.Due``) on a day."""

    def whole(self, project: Project) -> dict[str, Any]:
        """All about a project, as ``show --json`` gives it."""

    def sent(self, key: str) -> Sent | None:
        """A report as it was sent."""

    def publicity(self, codes: Sequence[str], subject: str, day: date) -> Publicity | None:
        """The last period in which all these projects were put before the public for a subject."""

    def inspection(self, wanted: Wanted) -> tuple[dict[str, Any], Draft]:
        """What an inspection of a period would find in each region, and the letter of it."""

    def round(self, review: str) -> dict[str, Any]:
        """A round of review, as ``review show --json`` gives it."""

    def rounds(self) -> list[Round]:
        """All rounds of review, open and closed."""

    def all_sent(self) -> list[Sent]:
        """All reports that were sent."""

    def events_after(self, event: str) -> Sequence[Event]:
        """What was recorded after an event."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One file, ``name`` without ending: sheets become Excel, a ``Letter`` or a ``Draft`` Word."""

    name: str
    content: tuple[Table, ...] | Letter | Draft

    @property
    def kind(self) -> str:
        """Which ``--format`` it belongs to."""
        return "excel" if isinstance(self.content, tuple) else "word"


@dataclass(frozen=True, slots=True)
class Made:
    """A report, computed once: its JSON, its papers, what the terminal shows, and what to tell beside it."""

    data: dict[str, Any]
    papers: tuple[Paper, ...]
    screen: tuple[Table, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """An entry of ``REPORTS``.

    ``takes`` are its options (keys of ``commands.report.OPTIONS``, or ``codes``), those in ``needs`` must
    be given. ``month_end`` gives what ``report all`` makes of it for a month; ``shows`` also draws it on
    the terminal when papers are written.
    """

    name: str
    title: str
    help: str
    make: Callable[[Source, Wanted], Made]
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    month_end: Callable[[Source, Wanted], Sequence[Wanted]] = field(default=lambda _source, _wanted: ())
    shows: bool = False


def chinese_date(day: date) -> str:
    """A day as documents write it, without padding: 2021年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def texts(values: Mapping[str, str | None]) -> dict[str, str]:
    """Facts for a template, where what is missing is empty."""
    return {name: value or "" for name, value in values.items()}
