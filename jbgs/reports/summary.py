"""年度总结: a year's numbers, how they ran, and by region, track and industry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jbgs.models import TRACKS, Project
from jbgs.policy import Policy
from jbgs.reports import bars, overview, words
from jbgs.reports.making import Made, Paper, Source, Wanted, chinese_date
from jbgs.reports.monthly import AMOUNTS, FIGURES, OUTSIDE, Line, Period, add_up, figures_of, months_of
from jbgs.reports.monthly_papers import in_words
from jbgs.reports.table import Block, Chart, Column, Letter, Row, Table
from jbgs.values import one_line

UNKNOWN = "未填写"
_FUNNEL = ("received", "listed", "published", "awarded", "contracted", "approved", "subsidised")
_COLUMNS = tuple(
    Column(key, title, "wan" if key in AMOUNTS else "int", 6 if key in AMOUNTS else 4, total=True)
    for key, (title, _) in FIGURES.items()
)


@dataclass(frozen=True, slots=True)
class Summary:
    """A year, computed: its sum, that of the year before, and the same by month, region, track, industry."""

    year: int
    office: str
    until: date
    total: Line
    before: Line
    months: tuple[Line, ...]
    regions: tuple[Line, ...]
    tracks: tuple[Line, ...]
    industries: tuple[Line, ...]
    funnel: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """The figures with amounts as text."""
        return {
            "year": self.year,
            "office": self.office,
            "until": self.until.isoformat(),
            "total": self.total.as_json(),
            "year_before": self.before.as_json(),
            "months": _named("month", self.months),
            "regions": _named("region", self.regions),
            "tracks": _named("track", self.tracks),
            "industries": _named("industry", self.industries),
            "funnel": self.funnel,
        }


def _named(key: str, lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [{key: one.region} | one.as_json() for one in lines]


def compute(source: Source, wanted: Wanted) -> Summary:
    """The year up to the day asked for."""
    period = Period(f"{wanted.year}-01-01", wanted.day.isoformat())
    earlier = Period(f"{wanted.year - 1}-01-01", f"{wanted.year - 1}-12-31")
    projects = source.projects(wanted.day)
    last = wanted.day.month if wanted.day.year == wanted.year else 12
    regions = _by(projects, period, lambda p: p.get("region", OUTSIDE), _regions(source, projects))
    industries = _by(projects, period, _industry, None)
    return Summary(
        wanted.year,
        source.office,
        wanted.day,
        Line("", None, figures_of(projects, period)),
        Line("", None, figures_of(projects, earlier)),
        months_of(projects, wanted.year, last),
        regions,
        _by(projects, period, lambda p: p["track"], TRACKS),
        tuple(sorted(industries, key=lambda one: (-int(one.figures["received"]), one.region))),
        {stage: _reached(projects, period, stage) for stage in _FUNNEL},
    )


def _regions(source: Source, projects: Iterable[Project]) -> list[str]:
    own = [source.region] if source.region else [one.name for one in source.policy.regions]
    return [*own, *sorted({p.get("region", OUTSIDE) for p in projects} - set(own))]


def _industry(project: Project) -> str:
    return one_line(project["fields"].get("field", "")) or UNKNOWN


def _by(
    projects: Sequence[Project],
    period: Period,
    name: Callable[[Project], str],
    names: Sequence[str] | None,
) -> tuple[Line, ...]:
    """A line for each name; without ``names``, for those at which something happened."""
    found = names if names is not None else sorted({name(one) for one in projects})
    lines = [Line(one, None, figures_of([p for p in projects if name(p) == one], period)) for one in found]
    return tuple(one for one in lines if names is not None or any(one.figures.values()))


def _reached(projects: Iterable[Project], period: Period, stage: str) -> int:
    """The projects received in the year that came to a stage by its end."""
    return sum(
        period.has(one["dates"]["received"]) and one["dates"].get(stage, "9999") <= period.end
        for one in projects
    )


def make(source: Source, wanted: Wanted) -> Made:
    """The year's summary as Excel, as Word and on the terminal."""
    made = compute(source, wanted)
    name = f"揭榜情况年度总结 {made.year}"
    papers = (Paper(name, sheets(source.policy, made)), Paper(name, letter(source.policy, made)))
    return Made(made.as_json(), papers, screen(source.policy, made))


def in_december(_source: Source, wanted: Wanted) -> list[Wanted]:
    """For ``report all``: December's papers have the year's summary among them."""
    return [wanted] if wanted.month == 12 else []


def sheets(policy: Policy, made: Summary) -> tuple[Table, ...]:
    """The year by month, region, track and industry, each with its picture."""
    contracts, published = ("contract_amount",), ("published", "awarded")
    parts = (
        ("各月", "月份", made.months, lambda text: f"{int(text[-2:])}月", contracts),
        ("各县（市、区）", "县（市、区）", made.regions, lambda text: words.region(policy, text), published),
        ("各类型", "类型", made.tracks, lambda text: words.track(policy, text), published),
        ("各产业领域", "产业领域", made.industries, str, published),
    )
    return tuple(_sheet(made, *part) for part in parts)


def _sheet(
    made: Summary,
    title: str,
    head: str,
    lines: Sequence[Line],
    shown: Callable[[str], str],
    charted: tuple[str, ...],
) -> Table:
    rows = [Row((shown(one.region), *one.figures.values())) for one in lines]
    if rows:
        rows.append(Row(("合计", *add_up(lines).figures.values()), "total"))
    columns = (Column("name", head, width=8), *_COLUMNS)
    above = (f"填报单位：{made.office}　　　　统计截止：{chinese_date(made.until)}　　　　金额单位：万元",)
    heading = f"嘉兴市科技项目“揭榜挂帅”{made.year}年{title}情况"
    charts = {"contract_amount": "合同额（万元）", "published": "发榜数和揭榜数"}
    chart = Chart(f"{title}{charts[charted[0]]}", "name", charted)
    return Table(f"{title}情况", heading, columns, tuple(rows), above, chart=chart)


_BRIEF = ("received", "published", "awarded", "contracted", "contract_amount", "occurred", "subsidy")


def _brief(table: Table, title: str) -> Table:
    """The columns of a sheet that fit an upright page."""
    kept = [i for i, column in enumerate(table.columns) if i == 0 or column.key in _BRIEF]
    rows = tuple(Row(tuple(row.values[i] for i in kept), row.level) for row in table.rows)
    columns = tuple(table.columns[i] for i in kept)
    return Table(title, title, columns, rows, above=("金额单位：万元",), chart=table.chart)


def letter(policy: Policy, made: Summary) -> Letter:
    """The summary in words, tables and pictures."""
    blocks = [
        Block("一、总体情况", 1),
        Block(f"{_span(made)}，{in_words(made.total.figures)}。" + _compared(made)),
        *(
            block
            for number, table in zip("二三四五", sheets(policy, made), strict=True)
            for block in (
                Block(f"{number}、{table.name}", 1),
                Block(table=_brief(table, f"{made.year}年{table.name}")),
            )
        ),
    ]
    title = f"嘉兴市科技项目“揭榜挂帅”{made.year}年度总结"
    return Letter(title, title, tuple(blocks), signature=made.office, date=made.until)


def _span(made: Summary) -> str:
    whole = (made.until.month, made.until.day) == (12, 31)
    return f"{made.year}年" if whole else f"{made.year}年1月1日至{made.until.month}月{made.until.day}日"


def _compared(made: Summary) -> str:
    """Against the year before, where there was one."""
    if not any(made.before.figures.values()):
        return ""
    parts = []
    for key in ("published", "awarded", "contract_amount"):
        now, then = Decimal(made.total.figures[key]), Decimal(made.before.figures[key])
        title = FIGURES[key][0].removesuffix("（万元）")
        if then:
            change = ((now - then) * 100 / then).quantize(Decimal("0.1"))
            parts.append(f"{title}{'增长' if change >= 0 else '下降'}{abs(change)}%")
    return f"与上年相比，{'，'.join(parts)}。" if parts else ""


def screen(policy: Policy, made: Summary) -> tuple[Table, ...]:
    """The year as small bars."""
    stages = {words.stage(stage): count for stage, count in made.funnel.items()}
    month, region = Column("month", "月份", width=5), Column("region", "县（市、区）", width=7)
    amount = Column("contract_amount", "合同额（万元）", "wan", 6)
    count = Column("awarded", "已揭榜数", "int", 4)
    return (
        overview.passed(stages),
        bars.table(
            "各月合同额",
            month,
            amount,
            [(f"{int(one.region[-2:])}月", one.figures["contract_amount"]) for one in made.months],
        ),
        bars.table(
            "各地已揭榜数",
            region,
            count,
            [(words.region(policy, one.region), one.figures["awarded"]) for one in made.regions],
        ),
    )
