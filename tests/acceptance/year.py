"""What the three long years share: score sheets typed in, months handed in, and how a year must end.

A year is a list of (the day, the line); lists are played together, in the order of their days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.acceptance.clerk import Clerk

Line = tuple[str, str]
Sums = tuple[str, str, str]
"""Paid, recovered, net, yuan."""

COUNTIES = "南湖 秀洲 经开区 嘉善 海盐 海宁 平湖 桐乡 港区"
EXPERTS = ("林一", "林二", "林三")
PANEL = " ".join(f"--expert {name}" for name in EXPERTS)
FULL = {
    "demand": {"need": 25, "novelty": 25, "targets": 20, "benefits": 20, "funding": 10},
    "transfer": {"maturity": 30, "novelty": 25, "ip": 15, "benefits": 30},
    "approval": {"plan": 30, "team": 20, "targets": 20, "benefits": 20, "funding": 10},
}
"""The criteria of a scheme and their full marks, as review.toml has them."""
FIGURES = (
    *("received", "listed", "published", "intents", "awarded", "contracted", "contract_amount"),
    *("filed", "approved", "occurred", "subsidy"),
)
"""The columns of the monthly report."""


def experts(day: str) -> list[Line]:
    """One expert of each field, of units that bid for nothing."""
    people = zip(EXPERTS, ("北山大学", "咨询公司", "会计师事务所"), ("技术", "管理", "财务"), strict=True)
    return [(day, f"expert add {name} --unit {unit} --field {field}") for name, unit, field in people]


def scored(day: str, number: str, scheme: str, totals: Mapping[str, int]) -> list[Line]:
    """Every expert gives each project the same marks, which add up to its total."""
    return [
        (day, f"review score {number} {expert} {code} {_marks(scheme, total)} --opinion 已审阅")
        for code, total in totals.items()
        for expert in EXPERTS
    ]


def _marks(scheme: str, total: int) -> str:
    """A total as marks, the first criteria served first."""
    given, left = [], total
    for name, full in FULL[scheme].items():
        given.append(f"--score {name}={min(full, left)}")
        left -= min(full, left)
    assert left == 0
    return " ".join(given)


def months(first: str, last: str) -> list[Line]:
    """The counties hand in every month on the 3rd of the next; the city sends a quarter's last on the 5th."""
    lines, month = [], first
    while month <= last:
        year, number = map(int, month.split("-"))
        following = f"{year + number // 12}-{number % 12 + 1:02}"
        lines.append((f"{following}-03", f"submission record {COUNTIES} --month {month}"))
        if number % 3 == 0:
            lines.append((f"{following}-05", f"report monthly --month {month} --sent -o 月报"))
        month = following
    return lines


def play(clerk: Clerk, year: Iterable[Line], *, since: str = "", until: str = "9") -> None:
    """Types the lines of the days from ``since`` on and before ``until``, in the order of their days."""
    for day, line in sorted(year, key=lambda one: one[0]):
        if since <= day < until:
            clerk(day, line)


def totals_are(clerk: Clerk, day: str, by: Mapping[str, Mapping[str, Sums]], whole: Sums) -> None:
    """What was paid and came back, grouped in every way, is the table; each grouping has the same total."""
    for group, rows in by.items():
        told = clerk.json(day, f"subsidy totals --group-by {group}")
        assert {one[group]: _sums(one) for one in told["rows"]} == rows, group
        assert _sums(told["total"]) == whole, group


def _sums(told: Mapping[str, str]) -> Sums:
    return told["paid"], told["recovered"], told["net"]


def plan_is(clerk: Clerk, day: str, total: str, due: Mapping[str, Mapping[str, str]]) -> None:
    """What can be paid on a day, by project and payer."""
    plan = clerk.json(day, "subsidy plan")
    parts = {
        one["code"]: {part["payer"]: part["amount"] for part in one["payers"]} for one in plan["projects"]
    }
    assert (plan["total"], parts) == (total, due)


def report_is(clerk: Clerk, day: str, month: str, figures: tuple[Any, ...]) -> None:
    """A month's figures for the year so far."""
    told = clerk.json(day, f"report monthly --month {month}")
    assert told["year_to_date"] == dict(zip(FIGURES, figures, strict=True)), month


def ends_well(clerk: Clerk, day: str, stages: Mapping[str, str]) -> None:
    """Every project where it ought to be, nothing due, nothing to come back, nothing late, all in order."""
    told = clerk.json(day, "list")["projects"]
    assert {one["code"]: one["stage"] for one in told} == stages
    plan = clerk.json(day, "subsidy plan --waiting")
    assert (plan["total"], plan["recoverable"], plan["projects"], plan["recoveries"]) == (
        *("0.00", "0.00"),
        [],
        [],
    )
    assert clerk.json(day, "todo --late")["items"] == []
    assert [one for one in clerk.json(day, "todo --all")["items"] if one["code"] in stages] == []
    assert clerk.json(day, "check")["ok"]
