"""Chinese working days: weekdays without the holidays, and the Saturdays and Sundays worked in their place.

Which days those are the State Council announces each autumn for the year to come; ``chinesecalendar``
knows the announced years. Of any other year nothing is computed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from jbgs.errors import NotAllowed, Problem

Working = Callable[[date], bool]


def last_day(start: date, days: int, *, first_counted: bool, working: Working | None = None) -> date:
    """The last of ``days`` working days from a day on, which is one of them or not.

    Raises ``NotAllowed`` where the count comes into a year whose holidays are not known.
    """
    if days < 1:
        raise ValueError("a period has at least one day")
    is_working = working or is_workday
    day = start if first_counted else start + timedelta(days=1)
    left = days - is_working(day)
    while left:
        day += timedelta(days=1)
        left -= is_working(day)
    return day


def is_workday(day: date) -> bool:
    """Whether offices work on a day; ``NotAllowed`` for a year that is not known."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        first, last = known_years()
        what = f"{day.year} 年的节假日安排尚未收录（已收录 {first}—{last} 年），不能推算工作日"
        remedy = "按国务院办公厅通知自行推算，用 --until 截止日 --reason 说明；或更新程序"
        raise NotAllowed(Problem(what, remedy=remedy)) from error


def known_years() -> tuple[int, int]:
    """The first and the last year whose holidays are known."""
    from chinese_calendar.constants import holidays

    return min(holidays).year, max(holidays).year
