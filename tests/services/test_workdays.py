"""Working days counted as the State Council arranged them; a year that is not known is never guessed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgs.errors import NotAllowed
from jbgs.services import workdays


@pytest.mark.parametrize(
    ("start", "days", "counted", "end"),
    [
        ("2021-06-07", 5, True, "2021-06-11"),  # a week without holidays
        ("2021-06-07", 5, False, "2021-06-15"),  # 端午 on Monday 14
        ("2021-09-13", 5, False, "2021-09-18"),  # Saturday 18 is worked for 中秋
        ("2021-09-28", 5, False, "2021-10-11"),  # 国庆 1–7; Saturday 9 is worked
        ("2021-09-25", 1, True, "2021-09-26"),  # begins on a free Saturday; Sunday 26 is worked
        ("2022-01-27", 5, True, "2022-02-07"),  # 春节 31 January – 6 February; the weekend before is worked
    ],
)
def test_holidays_and_days_worked_for_them(start: str, days: int, counted: bool, end: str) -> None:
    found = workdays.last_day(date.fromisoformat(start), days, first_counted=counted)
    assert found.isoformat() == end


def test_a_year_that_is_not_known_is_said_and_nothing_is_computed() -> None:
    first, last = workdays.known_years()
    with pytest.raises(NotAllowed) as caught:
        workdays.last_day(date(last, 12, 31), 5, first_counted=False)
    [problem] = caught.value.problems
    assert f"{last + 1} 年的节假日安排尚未收录（已收录 {first}—{last} 年）" in problem.what
    assert "--until" in problem.remedy


def test_a_period_has_a_day() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        workdays.last_day(date(2021, 6, 7), 0, first_counted=True)


@given(st.dates(date(2021, 1, 1), date(2021, 11, 1)), st.integers(1, 20), st.booleans())
def test_the_last_day_is_worked_and_just_so_many_are(start: date, days: int, counted: bool) -> None:
    end = workdays.last_day(start, days, first_counted=counted)
    from_day = start if counted else start + timedelta(days=1)
    span = [from_day + timedelta(days=n) for n in range((end - from_day).days + 1)]
    assert workdays.is_workday(end)
    assert sum(workdays.is_workday(day) for day in span) == days
