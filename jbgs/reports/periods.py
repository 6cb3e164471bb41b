"""Quarters and months of reporting: their days, their names, and when a month is to be reported (三、4)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from jbgs.reports.monthly import Period, month_period

QUARTERS = "一二三四"


def quarter_of(day: date) -> tuple[int, int]:
    """The year and quarter that a day lies in."""
    return day.year, (day.month + 2) // 3


def quarter_period(year: int, quarter: int) -> Period:
    """A whole quarter."""
    last = quarter * 3
    return Period(month_period(year, last - 2).start, month_period(year, last).end)


def quarter_key(year: int, quarter: int) -> str:
    """A quarter as JSON and the store write it: ``2021Q3``."""
    return f"{year}Q{quarter}"


def quarter_name(key: str) -> str:
    """A quarter as documents write it: 2021年第三季度."""
    return f"{key[:4]}年第{QUARTERS[int(key[5]) - 1]}季度"


def month_name(month: str) -> str:
    """A month as documents write it: 2021年6月."""
    return f"{int(month[:4])}年{int(month[5:])}月"


def months(period: Period) -> list[str]:
    """The months (``2021-06``) that a period touches, in order."""
    return list(_months(period.start[:7], period.end[:7]))


def _months(first: str, last: str) -> Iterator[str]:
    while first <= last:
        yield first
        first = after(first)


def after(month: str) -> str:
    """The month after a month."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02d}"


def before(month: str) -> str:
    """The month before a month."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}"


def quarters(period: Period) -> list[tuple[str, Period]]:
    """The whole quarters in a period, each with its key."""
    years = range(int(period.start[:4]), int(period.end[:4]) + 1)
    found = ((quarter_key(y, q), quarter_period(y, q)) for y in years for q in range(1, 5))
    return [(key, one) for key, one in found if period.start <= one.start and one.end <= period.end]


def report_day(month: str, day: int) -> date:
    """By when a month is to be reported: ``day`` of the next month, or its last (first) day beyond those."""
    following = after(month)
    year, number = int(following[:4]), int(following[5:])
    return date(year, number, max(1, min(day, monthrange(year, number)[1])))


def first_month(issued: date) -> str:
    """The first month to be reported: the first whole one after the policy was issued."""
    return after(f"{issued:%Y-%m}")
