"""Days and periods: every way of writing them, and no day that is in no calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgs.values import day, deadline_text, month, period, quarter, year

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    figures = "〇一二三四五六七八九"
    head = ("" if tens < 2 else figures[tens]) + ("十" if tens else "")
    return head + (figures[ones] if ones else "")


@given(DAYS)
def test_a_day_reads_back_however_it_is_written(d):
    figures = "".join("〇一二三四五六七八九"[int(c)] for c in str(d.year))
    ways = [
        f"{d.year}-{d.month}-{d.day}",
        f"{d:%Y.%m.%d}",
        f"{d:%Y/%m/%d} 08:30:00",
        f"{d:%Y%m%d}",
        f"{d.year}年{d.month}月{d.day}日",
        f"{d.year} 年 {d.month} 月 {d.day} 号前",
        f"截至{d.year}年{d.month}月{d.day}日止",
        f"{figures}年{chinese(d.month)}月{chinese(d.day)}日",
        f"{figures.replace('〇', '○')}年{chinese(d.month)}月{chinese(d.day)}日（星期一）",
    ]
    assert {day(way).value for way in ways} == {d}
    assert {deadline_text(way).value for way in ways} == {d.isoformat()}


@pytest.mark.parametrize("text", ["2021-02-30", "2021年13月1日", "20210431", "1021-05-18", "2021.5.0"])
def test_an_impossible_day_is_refused_with_the_reason(text):
    assert day(text).value is None
    assert "有误" in day(text).problem
    assert deadline_text(text).value is None
    assert deadline_text(text).level == "error"


@pytest.mark.parametrize(
    "text", ["2021年5月", "2021", "21年5月18日", "5月18日", "18/5/2021", "2021-5.18", "尽快"]
)
def test_what_names_no_exact_day_is_no_day(text):
    assert day(text).value is None
    assert "看不懂" in day(text).problem


@pytest.mark.parametrize("text", ["", "  ", "年　月　日", "20  年  月  日", "/"])
def test_a_date_left_blank_is_nothing_wrong(text):
    assert (day(text).value, day(text).problem) == (None, "")
    assert (deadline_text(text).value, deadline_text(text).problem) == (None, "")


def test_months_quarters_and_years():
    assert {month(t).value for t in ("2021-06", "2021年6月", "2021.6", "202106", "二〇二一年六月份")} == {
        (2021, 6)
    }
    assert {quarter(t).value for t in ("2021-Q2", "2021q2", "2021年第二季度", "2021年2季度")} == {(2021, 2)}
    assert {year(t).value for t in ("2021", "2021年", "2021年度", "二○二一年")} == {2021}
    assert month("2021-13").value is None
    assert quarter("二季度").value is None
    assert year("21").value is None


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2022-1至2024-12", date(2022, 1, 1), date(2024, 12, 31), "month"),
        ("2021年 至 2023年", date(2021, 1, 1), date(2023, 12, 31), "year"),
        ("2021-2023", date(2021, 1, 1), date(2023, 12, 31), "year"),
        ("2021.5-2022.6", date(2021, 5, 1), date(2022, 6, 30), "month"),
        ("2021年5月至12月", date(2021, 5, 1), date(2021, 12, 31), "month"),
        ("2022年1-12月", date(2022, 1, 1), date(2022, 12, 31), "month"),
        ("2021-05-01-2022-06-30", date(2021, 5, 1), date(2022, 6, 30), "day"),
        ("2021年5月18日—2024年2月29日", date(2021, 5, 18), date(2024, 2, 29), "day"),
        ("2022年底前", None, date(2022, 12, 31), "year"),
        ("2022年上半年", None, date(2022, 6, 30), "month"),
        ("2022年第三季度", None, date(2022, 9, 30), "month"),
        ("2022年2月底", None, date(2022, 2, 28), "month"),
    ],
)
def test_a_period_between_days(text, start, end, precision):
    found = period(text).value
    assert found is not None
    assert (found.start, found.end, found.precision) == (start, end, precision)
    assert deadline_text(text).value == text
    assert not deadline_text(text).problem


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("24个月", 24, None),
        ("二十四个月", 24, None),
        ("两年", 24, None),
        ("一年半", 18, None),
        ("1.5年", 18, None),
        ("半年", 6, None),
        ("一年零六个月", 18, None),
        ("18个月内", 18, None),
        ("自合同签订之日起24个月", 24, None),
        ("180天", None, 180),
        ("12周", None, 84),
    ],
)
def test_a_duration(text, months, days):
    found = period(text).value
    assert found is not None
    assert (found.months, found.days, found.precision) == (months, days, "duration")
    assert deadline_text(text).value == text


@pytest.mark.parametrize("text", ["约24个月", "3-6个月", "6月", "22年", "长期", "2022.1-12"])
def test_a_deadline_that_is_not_understood_is_kept_with_a_warning(text):
    parsed = deadline_text(f" {text} ")
    assert (parsed.value, parsed.level) == (text, "warning")
    assert parsed.problem


def test_an_end_before_its_start_is_refused():
    assert deadline_text("2023年至2021年").value is None
    assert "结束早于开始" in deadline_text("2023年至2021年").problem
