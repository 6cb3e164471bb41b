"""Days, months, quarters, years and periods as people write them; a day that does not exist is refused."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeVar

from jbgs.errors import Level
from jbgs.values.label import is_placeholder
from jbgs.values.numerals import digits, integer
from jbgs.values.parsed import Parsed
from jbgs.values.text import clean, narrow, quote

T = TypeVar("T")
Precision = Literal["day", "month", "year", "duration"]

_LONGEST = 100
_YEARS = range(1900, 2101)

# Chinese figures before a word of time: 二〇二一年, 十八日, 两年. O stands for 〇 only among Chinese figures.
_FIGURES = re.compile(r"[〇零○◯Oo0一二三四五六七八九十两]{1,12}(?=[个年月日号天周季])")
_ZEROS = str.maketrans("○◯Oo0", "〇〇〇〇〇")
_TIME = re.compile(r"(?<=\d)(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?Z?\Z", re.ASCII)
_WEEKDAY = re.compile(r"\((?:星期|周)[一二三四五六日天]\)|星期[一二三四五六日天]")
_BEFORE = r"(?:截至|截止|于|在|至|到)?"
_AFTER = r"(?:之前|以前|前|完成|为止|截止|止)*\.?"

_DAY = re.compile(
    rf"{_BEFORE}(?:(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})[日号]?|(\d{{4}})([-./])(\d{{1,2}})\5(\d{{1,2}})日?"
    rf"|(\d{{4}})(\d\d)(\d\d)){_AFTER}",
    re.ASCII,
)
_MONTH = re.compile(r"(\d{4})(?:年|[-./])(\d{1,2})月?份?|(\d{4})(\d\d)", re.ASCII)
_QUARTER = re.compile(r"(\d{4})(?:年度?|-)?(?:第?([1-4])季度?|[qQ]([1-4]))", re.ASCII)
_YEAR = re.compile(r"(\d{4})年?度?", re.ASCII)

# A point in time: 2022, 2022年, 2022年5月, 2022.5, 2022年5月18日, 2022-5-18; %d is its separator's group.
_POINT = r"\d{4}(?:年(?:\d{1,2}月(?:\d{1,2}[日号]?)?)?|[-./]\d{1,2}月?|([-./])\d{1,2}\%d\d{1,2}日?)?"
_SPAN = re.compile(
    rf"[自从由]?({_POINT % 2})(?!\d)起?[-~至到]"
    rf"({_POINT % 4}|\d{{1,2}}月(?:\d{{1,2}}[日号]?)?)[底末]?{_AFTER}",
    re.ASCII,
)
_MONTHS_OF_YEAR = re.compile(r"(\d{4})年(\d{1,2})月?[-~至到](\d{1,2})月", re.ASCII)
_PART_OF_YEAR = re.compile(rf"(\d{{4}})年(?:([上下])半年|第?([1-4])季度)[底末内]?{_AFTER}", re.ASCII)
_END = re.compile(rf"{_BEFORE}({_POINT % 2})年?[底末内]?{_AFTER}", re.ASCII)
# 24个月 is a duration; 6月 may be June, and 22年 may be 2022: neither is taken for one.
_DURATION = re.compile(
    r"(?:[^\d约近超不至]{0,20}?[起后内为共期][:,]?)?"
    r"(?:(?P<years>10|\d(?:\.5)?)年(?P<half>半)?|(?P<only>半)年)?(?:(?P<months>\d{1,3})个月)?"
    r"(?:(?P<days>\d{1,4})[天日]|(?P<weeks>\d{1,3})(?:周|个?星期))?(?:之内|以内|内)?(?:完成|交付|验收)?",
    re.ASCII,
)
_PRECISIONS: tuple[Precision, ...] = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time: its first and last day where they are fixed, else how long it lasts.

    A single point in time (2022年底) is an end: it has no ``start``. A duration has ``months``, or
    ``days``, or both.
    """

    start: date | None
    end: date | None
    months: int | None
    precision: Precision
    days: int | None = None


class _CalendarError(ValueError):
    """A day or month that does not exist; the message says which."""


def day(text: str) -> Parsed[date]:
    """The one exact day that a text names: 2021年5月18日, 2021.05.18, 20210518, 2021年12月31日前."""
    return _parse(text, _day, "年月日，如 2021-05-18")


def month(text: str) -> Parsed[tuple[int, int]]:
    """The year and month that a text names: 2021-06, 2021年6月."""
    return _parse(text, _month, "年月，如 2021-06")


def quarter(text: str) -> Parsed[tuple[int, int]]:
    """The year and quarter that a text names: 2021-Q2, 2021年第二季度."""
    return _parse(text, _quarter, "年和季度，如 2021-Q2")


def year(text: str) -> Parsed[int]:
    """The year that a text names: 2021, 2021年度."""
    return _parse(text, _year, "年份，如 2021")


def period(text: str) -> Parsed[Period]:
    """The period that a text names: a day, month or year by which, a span, or a duration (24个月, 一年半)."""
    return _parse(text, _period, "完成时限，如 2022-12-31 或 24个月", "warning")


def deadline_text(text: str) -> Parsed[str]:
    """A 完成时限 as the store keeps it: an exact day as YYYY-MM-DD, any other period as it was written.

    What is not understood is kept with a warning; what cannot be (2月30日, an end before its start) is
    refused.
    """
    found = period(text)
    if found.problem:
        return Parsed(None if found.level == "error" else clean(text), found.problem, found.level)
    if found.value is None:
        return Parsed(None)
    exact = found.value.end if found.value.precision == "day" and not found.value.start else None
    return Parsed(exact.isoformat() if exact else clean(text))


def _parse(text: str, read: Callable[[str], T | None], wanted: str, level: Level = "error") -> Parsed[T]:
    """What ``read`` makes of a text; a problem of ``level`` if nothing, an error if it cannot be."""
    if is_placeholder(text):
        return Parsed(None)
    plain = _plain(text)
    try:
        value = read(plain) if len(plain) <= _LONGEST else None
    except _CalendarError as fault:
        return Parsed(None, f"{quote(text)}有误：{fault}")
    return Parsed(value) if value is not None else Parsed(None, f"看不懂{quote(text)}，请写明{wanted}", level)


def _plain(text: str) -> str:
    """A text of time with ASCII figures and neither blanks, weekday nor time of day."""
    line = _WEEKDAY.sub("", _TIME.sub("", narrow(text))).replace("元月", "1月").replace("。", ".")
    return _FIGURES.sub(_ascii_figures, "".join(line.split()))


def _ascii_figures(match: re.Match[str]) -> str:
    figures = match[0].translate(_ZEROS)
    if not set(figures) - {"〇"}:
        return match[0]
    number = integer(figures) if "十" in figures else digits(figures)
    return match[0] if number is None else str(number)


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(group) for group in match.groups() if group and group.isdigit()]


def _day(plain: str) -> date | None:
    match = _DAY.fullmatch(plain)
    return _days(_numbers(match))[0] if match else None


def _month(plain: str) -> tuple[int, int] | None:
    match = _MONTH.fullmatch(plain)
    if not match:
        return None
    first, _ = _days(_numbers(match))
    return first.year, first.month


def _quarter(plain: str) -> tuple[int, int] | None:
    match = _QUARTER.fullmatch(plain)
    if not match:
        return None
    number, part = _numbers(match)
    return _days([number])[0].year, part


def _year(plain: str) -> int | None:
    match = _YEAR.fullmatch(plain)
    return _days(_numbers(match))[0].year if match else None


def _days(numbers: list[int]) -> tuple[date, date]:
    """The first and last day of a year, of a month, or of a day; refuses what is in no calendar."""
    if numbers[0] not in _YEARS:
        raise _CalendarError(f"{numbers[0]}年不在合理的年份之内")
    if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
        raise _CalendarError(f"没有{numbers[1]}月")
    first, last = [*numbers, 1, 1][:3], [*numbers, 12][:2]
    try:
        end = numbers if len(numbers) == 3 else [*last, monthrange(*last)[1]]
        return date(*first), date(*end)
    except ValueError:
        raise _CalendarError(f"{numbers[0]}年{numbers[1]}月没有{numbers[2]}日") from None


def _period(plain: str) -> Period | None:
    for pattern, read in _PERIODS:
        match = pattern.fullmatch(plain)
        found = read(match) if match else None
        if found:
            return found
    return None


def _one_day(match: re.Match[str]) -> Period:
    return Period(None, _days(_numbers(match))[1], None, "day")


def _months_of_year(match: re.Match[str]) -> Period:
    number, first, last = _numbers(match)
    return _between([number, first], [number, last])


def _span(match: re.Match[str]) -> Period:
    first, last = ([int(n) for n in re.findall(r"\d+", match[group])] for group in (1, 3))
    return _between(first, last if last[0] >= 100 else [first[0], *last])


def _between(first: list[int], last: list[int]) -> Period:
    start, end = _days(first)[0], _days(last)[1]
    if start > end:
        raise _CalendarError("结束早于开始")
    return Period(start, end, None, _PRECISIONS[min(len(first), len(last)) - 1])


def _part_of_year(match: re.Match[str]) -> Period:
    last_month = int(match[3]) * 3 if match[3] else {"上": 6, "下": 12}[match[2]]
    return Period(None, _days([int(match[1]), last_month])[1], None, "month")


def _end(match: re.Match[str]) -> Period:
    numbers = [int(n) for n in re.findall(r"\d+", match[1])]
    return Period(None, _days(numbers)[1], None, _PRECISIONS[len(numbers) - 1])


def _duration(match: re.Match[str]) -> Period | None:
    years = Fraction(match["years"] or 0) + Fraction(1 if match["half"] or match["only"] else 0, 2)
    months = int(years * 12) + int(match["months"] or 0)
    days = int(match["days"] or 0) + 7 * int(match["weeks"] or 0)
    return Period(None, None, months or None, "duration", days or None) if months or days else None


_PERIODS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]], ...] = (
    (_DAY, _one_day),
    (_MONTHS_OF_YEAR, _months_of_year),
    (_SPAN, _span),
    (_PART_OF_YEAR, _part_of_year),
    (_END, _end),
    (_DURATION, _duration),
)
