"""月报报送情况: which region sent which month's report, when, and at what rate (三、4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from jbgs.models import latest
from jbgs.policy import Policy
from jbgs.registers.field import Submission
from jbgs.reports import words
from jbgs.reports.periods import month_name, report_day
from jbgs.reports.table import Column, Row, Table

State = Literal["on_time", "late", "missing", "waiting"]
STATES: dict[State, str] = {"on_time": "按时", "late": "迟报", "missing": "未报", "waiting": "未到期"}


@dataclass(frozen=True, slots=True)
class Line:
    """One region's month: its record, if there is one, by when it was due, and how that stands on a day.

    ``days`` is how late it came, or how long it has been missing.
    """

    region: str
    month: str
    due: date
    state: State
    days: int = 0
    record: Submission | None = None

    def as_json(self) -> dict[str, Any]:
        """The line for scripts."""
        return {
            "region": self.region,
            "month": self.month,
            "due": self.due.isoformat(),
            "state": self.state,
            "days": self.days,
            **told(self.record),
        }


def told(record: Submission | None) -> dict[str, Any]:
    """When a submission came, first and last, and what stands: a zero report, its file, its note."""
    last = latest(record["deliveries"]) if record else None
    attached = last.get("file") if last else None
    return {
        "received": record["received"] if record else None,
        "revised": last["on"] if record and last and len(record["deliveries"]) > 1 else None,
        "deliveries": len(record["deliveries"]) if record else 0,
        "zero": bool(last and last.get("zero")),
        "file": attached["name"] if attached else None,
        "sha256": attached["sha256"] if attached else None,
        "note": last.get("note") if last else None,
    }


def lines(
    records: Iterable[Submission], regions: Sequence[str], months: Sequence[str], day: date, due_day: int
) -> list[Line]:
    """Every month of every region as it stands on a day; ``due_day`` is the day of the next month."""
    known = {(one["region"], one["month"]): one for one in records}
    return [
        line(known.get((region, month)), region, month, day, due_day)
        for month in months
        for region in regions
    ]


def line(record: Submission | None, region: str, month: str, day: date, due_day: int) -> Line:
    """One month of one region; what arrived after ``day`` is not yet known on it."""
    due = report_day(month, due_day)
    if record is None or record["received"] > day.isoformat():
        days = (day - due).days
        return Line(region, month, due, "missing" if days > 0 else "waiting", max(days, 0))
    days = (date.fromisoformat(record["received"]) - due).days
    return Line(region, month, due, "late" if days > 0 else "on_time", max(days, 0), record)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the reports that were due came (报送率), and how many of them on time (按时率)."""

    due: int
    came: int
    on_time: int

    @property
    def rate(self) -> Decimal | None:
        """报送率, 0–1; nothing where nothing was due."""
        return Decimal(self.came) / self.due if self.due else None

    @property
    def punctuality(self) -> Decimal | None:
        """按时率, 0–1."""
        return Decimal(self.on_time) / self.due if self.due else None

    def as_json(self) -> dict[str, Any]:
        """The counts, and the ratios with four decimals."""
        ratios = {"rate": self.rate, "punctuality": self.punctuality}
        return {"due": self.due, "came": self.came, "on_time": self.on_time} | {
            name: None if value is None else f"{value:.4f}" for name, value in ratios.items()
        }


def rate(found: Iterable[Line]) -> Rate:
    """The rate over some lines; what is neither due nor there yet does not count."""
    counted = [one for one in found if one.state != "waiting"]
    came = [one for one in counted if one.state != "missing"]
    return Rate(len(counted), len(came), sum(one.state == "on_time" for one in came))


COLUMNS = (
    Column("month", "月份", width=5),
    Column("region", "县（市、区）", width=5),
    Column("state", "报送情况", width=5),
    Column("days", "超期天数", "int", 3),
    Column("received", "报送日期", "date", 6),
    Column("due", "应报日期", "date", 6, drop=1),
    Column("revised", "更正日期", "date", 6, drop=3),
    Column("zero", "零报告", width=3, drop=2),
    Column("file", "原件", width=10, drop=4),
    Column("note", "备注", width=8, drop=5),
)


def listed(policy: Policy, found: Sequence[Line]) -> Table:
    """The lines as a table, with the rates below it."""
    rows = (_row(policy, one) for one in found)
    return Table("报送情况", "月报报送情况", COLUMNS, Table.body(rows), below=tuple(_rates(found)))


def _row(policy: Policy, one: Line) -> tuple[Any, ...]:
    said = told(one.record)
    days = (date.fromisoformat(said[key]) if said[key] else None for key in ("received", "revised"))
    received, revised = days
    return (
        month_name(one.month),
        words.region(policy, one.region),
        STATES[one.state],
        one.days or None,
        received,
        one.due,
        revised,
        words.yes(said["zero"]),
        said["file"],
        said["note"],
    )


def _rates(found: Sequence[Line]) -> Iterator[str]:
    months = list(dict.fromkeys(one.month for one in found))
    for month in months:
        yield f"{month_name(month)}：{in_words(rate(one for one in found if one.month == month))}"
    if len(months) > 1:
        yield f"合计：{in_words(rate(found))}"


def in_words(made: Rate) -> str:
    """A rate in a clause of a sentence."""
    from jbgs.subsidy import percent

    if made.rate is None or made.punctuality is None:
        return "尚未到报送期限"
    ratios = (percent(round(ratio, 3)) for ratio in (made.rate, made.punctuality))
    return "应报{0}份，已报{1}份，报送率{3}；按时{2}份，按时率{4}".format(
        made.due, made.came, made.on_time, *ratios
    )


BY_REGION = (
    Column("region", "县（市、区）", width=6),
    Column("due", "应报（份）", "int", 4, total=True),
    Column("came", "已报（份）", "int", 4, total=True),
    Column("on_time", "按时（份）", "int", 4, total=True),
    Column("rate", "报送率", "percent", 4),
    Column("punctuality", "按时率", "percent", 4),
)


def by_region(policy: Policy, rates: Mapping[str, Rate]) -> Table:
    """The rates by region, with their sum."""
    rows = [Row((words.region(policy, region), *_figures(one))) for region, one in rates.items()]
    total = Rate(*(sum(getattr(r, n) for r in rates.values()) for n in ("due", "came", "on_time")))
    rows.append(Row(("合计", *_figures(total)), "total"))
    return Table("报送率", "月报报送情况", BY_REGION, tuple(rows))


def _figures(one: Rate) -> tuple[Any, ...]:
    return one.due, one.came, one.on_time, one.rate, one.punctuality
