"""月报: what happened in a month and in the year so far, by region and track (三、4).

Everything is computed once, into ``Monthly``; the Excel, the Word file and the JSON all print that.
A month in which nothing happened is reported all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from jbgs.models import TRACKS, Project, Track, latest
from jbgs.registers.visits import Issue
from jbgs.reports import words
from jbgs.reports.progress import open_issues
from jbgs.values import money_text

ZERO = Decimal("0.00")
SUM = "合计"
OUTSIDE = "市外"
"""Where projects stand whose owner is outside the city."""
ProjectRow = dict[str, Any]
"""A published project as the list prints it, amounts as Decimal yuan."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, both inclusive, as the store writes days."""

    start: str
    end: str

    def has(self, day: str | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.start <= day <= self.end


def month_period(year: int, month: int) -> Period:
    """A whole month."""
    start = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Period(start.isoformat(), (following - timedelta(days=1)).isoformat())


def _entered(stage: str) -> Callable[[Project, Period], int]:
    return lambda project, period: int(period.has(project["dates"].get(stage)))


def _intents(project: Project, period: Period) -> int:
    """All bids received, also those of earlier listings and those withdrawn since."""
    days = [*project.get("intents", {}).values(), *project.get("past_intents", {}).values()]
    return sum(map(period.has, days))


def _contract_amount(project: Project, period: Period) -> Decimal:
    found = (one for one in project.get("contracts", {}).values() if period.has(one["signed"]))
    return sum((Decimal(one["total"]) for one in found), ZERO)


def _occurred(project: Project, period: Period) -> Decimal:
    found = (one for one in project.get("occurred", {}).values() if period.has(one["on"]))
    return sum((Decimal(one["amount"]) for one in found), ZERO)


def _subsidy(project: Project, period: Period) -> Decimal:
    found = (one for one in project.get("payments", {}).values() if period.has(one["on"]))
    return sum((Decimal(one["amount"]) for one in found), ZERO)


Figure = int | Decimal
FIGURES: dict[str, tuple[str, Callable[[Project, Period], Figure]]] = {
    "received": ("征集数", _entered("received")),
    "listed": ("入榜数", _entered("listed")),
    "published": ("发榜数", _entered("published")),
    "intents": ("揭榜意向数", _intents),
    "awarded": ("已揭榜数", _entered("awarded")),
    "contracted": ("签约数", _entered("contracted")),
    "contract_amount": ("合同额（万元）", _contract_amount),
    "filed": ("备案数", _entered("filed")),
    "approved": ("立项数", _entered("approved")),
    "occurred": ("实际发生额（万元）", _occurred),
    "subsidy": ("补助额（万元）", _subsidy),
}
"""Each column of the table: its title, and what one project adds to it in a period."""
AMOUNTS = frozenset({"contract_amount", "occurred", "subsidy"})


def plain_figure(key: str, value: Figure) -> str | int:
    """A figure as JSON has it: an amount as text."""
    return money_text(Decimal(value)) if key in AMOUNTS else int(value)


@dataclass(frozen=True, slots=True)
class Line:
    """One region's one track (both empty in a sum) with its figures."""

    region: str
    track: Track | None
    figures: dict[str, Figure]

    def as_json(self) -> dict[str, Any]:
        """The figures with amounts as text."""
        shown = {key: plain_figure(key, value) for key, value in self.figures.items()}
        return ({"region": self.region, "track": self.track} if self.track else {}) | shown


@dataclass(frozen=True, slots=True)
class Monthly:
    """A month's report, computed; ``months`` are the sums of each month of the year so far."""

    month: str
    office: str
    until: date
    rows: tuple[Line, ...]
    total: Line
    year_rows: tuple[Line, ...]
    year_to_date: Line
    months: tuple[Line, ...]
    projects: tuple[ProjectRow, ...]

    def as_json(self) -> dict[str, Any]:
        """The shape that the command contract gives."""
        return {
            "month": self.month,
            "office": self.office,
            "until": self.until.isoformat(),
            "rows": [one.as_json() for one in self.rows],
            "total": self.total.as_json(),
            "year_to_date": self.year_to_date.as_json(),
            "year_rows": [one.as_json() for one in self.year_rows],
            "months": [{"month": one.region} | one.as_json() for one in self.months],
            "projects": [project_json(one) for one in self.projects],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Monthly:
        """The report that ``as_json`` gave: one that was sent stays as it was sent."""
        return cls(
            data["month"],
            data["office"],
            date.fromisoformat(data["until"]),
            tuple(map(_line, data["rows"])),
            _line(data["total"]),
            tuple(map(_line, data["year_rows"])),
            _line(data["year_to_date"]),
            tuple(_line({**one, "region": one["month"], "track": None}) for one in data.get("months", [])),
            tuple(_project_row(one) for one in data.get("projects", [])),
        )


def _line(data: Mapping[str, Any]) -> Line:
    # A figure that was not there yet when the report was sent is nought.
    figures = {key: Decimal(data.get(key, 0)) if key in AMOUNTS else int(data.get(key, 0)) for key in FIGURES}
    return Line(data.get("region", SUM), data.get("track"), figures)


def compute(
    projects: Iterable[Project],
    *,
    year: int,
    month: int,
    office: str,
    regions: Sequence[str],
    outside: bool = True,
) -> Monthly:
    """A month's report from the projects as they stood at its end.

    ``regions`` are those to report on, by full name, in order; ``outside`` adds the projects whose
    owner is outside the city, if there are any.
    """
    period = month_period(year, month)
    so_far = Period(f"{year}-01-01", period.end)
    found = sorted((p for p in projects if _in(p, regions, outside)), key=lambda p: p["code"])
    names = [*regions, *([OUTSIDE] if any("region" not in p for p in found) else [])]
    rows, year_rows = (tuple(_lines(found, names, one)) for one in (period, so_far))
    running = tuple(project_row(p, period) for p in found if "published" in p["dates"])
    return Monthly(
        f"{year}-{month:02d}",
        office,
        date.fromisoformat(period.end),
        rows,
        add_up(rows),
        year_rows,
        add_up(year_rows),
        months_of(found, year, month),
        running,
    )


def months_of(projects: Sequence[Project], year: int, last: int) -> tuple[Line, ...]:
    """The sums of each month of a year, January to ``last``, named ``2021-06``."""
    return tuple(
        Line(f"{year}-{n:02d}", None, figures_of(projects, month_period(year, n))) for n in range(1, last + 1)
    )


def figures_of(projects: Sequence[Project], period: Period) -> dict[str, Figure]:
    """What some projects add up to in a period."""
    return {key: _sum(key, projects, period) for key in FIGURES}


def _in(project: Project, regions: Sequence[str], outside: bool) -> bool:
    return project["region"] in regions if "region" in project else outside


def _lines(projects: Sequence[Project], regions: Sequence[str], period: Period) -> Iterable[Line]:
    for region in regions:
        for track in TRACKS:
            mine = [p for p in projects if p.get("region", OUTSIDE) == region and p["track"] == track]
            yield Line(region, track, figures_of(mine, period))


def _sum(key: str, projects: Sequence[Project], period: Period) -> Figure:
    start: Figure = ZERO if key in AMOUNTS else 0
    return sum((FIGURES[key][1](project, period) for project in projects), start)


def add_up(lines: Sequence[Line]) -> Line:
    """The sum of some lines."""
    zero = {key: ZERO if key in AMOUNTS else 0 for key in FIGURES}
    return Line(SUM, None, {key: sum((one.figures[key] for one in lines), zero[key]) for key in FIGURES})


def project_row(project: Project, period: Period) -> ProjectRow:
    """A published project as the list prints it; the keys are those of the paper's columns."""
    inside = project["fields"]
    contracts = project.get("contracts", {})
    whole = Period("", period.end)
    visit = latest(project["visits"]) if "visits" in project else None
    issues = open_issues(project).values()
    return {
        "region": project.get("region"),
        "code": project["code"],
        "listing": project.get("publication", {}).get("listing"),
        "title": inside.get("title"),
        "track": project["track"],
        "owner": inside.get("owner"),
        "published": project["dates"].get("published"),
        "amount": words.money(inside.get("investment") or inside.get("price")),
        "intents": len(project.get("intents", {})),
        "winner": project.get("award", {}).get("winner"),
        "state": project["stage"],
        "signed": min((one["signed"] for one in contracts.values()), default=None),
        "contract": "、".join(one["number"] for one in contracts.values()) or None,
        "contract_amount": _contract_amount(project, whole),
        "filing": project.get("filing", {}).get("number"),
        "month_paid": _occurred(project, period),
        "paid": _occurred(project, whole),
        "progress": visit["progress"] if visit else None,
        "problems": "；".join(one["what"] for one in issues) or (visit.get("problems") if visit else None),
        "coordinate": "；".join(_asked(one) for one in issues if "department" in one) or None,
        "remark": project.get("exit_reason"),
    }


def _asked(issue: Issue) -> str:
    """Who has to coordinate, and until when."""
    return issue["department"] + (f"（{issue['due']}前）" if "due" in issue else "")


PROJECT_AMOUNTS = ("amount", "contract_amount", "month_paid", "paid")


def project_json(row: ProjectRow) -> dict[str, Any]:
    """A row of the project list with its amounts as text."""
    return {key: money_text(value) if isinstance(value, Decimal) else value for key, value in row.items()}


def _project_row(data: Mapping[str, Any]) -> ProjectRow:
    return {**data, **{key: words.money(data[key]) for key in PROJECT_AMOUNTS}}
