"""Monthly submissions: the day they came, late or not, revised by what comes again, and the rate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jbgs.errors import NotAllowed, NotFound, WrongUsage
from jbgs.reports import periods
from jbgs.reports import submissions as reports
from jbgs.services import past
from jbgs.services.field import submissions
from jbgs.services.keeping import checks
from jbgs.services.office import Office
from tests.helpers import at, everything, make_office


def record(office: Office, day: str, *names: str, month: str = "2021-06", **more):
    return submissions.record(at(office, day), names, month, **{"note": "", **more})


@pytest.mark.parametrize(
    ("day", "state", "days"),
    [("2021-07-05", "on_time", 0), ("2021-07-06", "late", 1), ("2021-08-05", "late", 31)],
)
def test_a_report_is_late_after_the_day_of_the_setting(
    office: Office, day: str, state: str, days: int
) -> None:
    record(office, day, "海宁")
    [line] = submissions.listed(office, ["2021-06"], region="海宁市")
    assert (line.state, line.days, line.due) == (state, days, date(2021, 7, 5))


def test_the_day_is_the_offices_setting(office: Office) -> None:
    (office.home / "policy.toml").write_text("[settings]\nmonthly_report_day = { value = 31 }\n", "utf-8")
    record(office, "2021-07-31", "海宁", month="2021-06")
    lines = submissions.listed(office, ["2021-05", "2021-06"], region="海宁市")
    assert [(one.due, one.state) for one in lines] == [
        (date(2021, 6, 30), "missing"),
        (date(2021, 7, 31), "on_time"),
    ]


def test_what_comes_again_revises_and_both_stay(office: Office) -> None:
    record(office, "2021-07-03", "海宁", zero=True)
    [(made, new)] = record(office, "2021-07-20", "海宁", note="补一个项目")
    assert new
    assert made["received"] == "2021-07-03"
    assert made["deliveries"] == {
        "1": {"on": "2021-07-03", "zero": True},
        "2": {"on": "2021-07-20", "note": "补一个项目"},
    }
    [line] = submissions.listed(office, ["2021-06"], region="海宁市")
    assert line.state == "on_time"
    assert (line.as_json()["zero"], line.as_json()["revised"]) == (False, "2021-07-20")
    assert len(past.events_of(office, "submissions/2021-06-HN")) == 2


def test_a_zero_report_counts(office: Office) -> None:
    record(office, "2021-07-03", "海宁", zero=True)
    assert reports.rate(submissions.listed(office, ["2021-06"], region="海宁市")).rate == 1


def test_the_same_word_or_file_again_changes_nothing(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "月报.docx"
    file.write_bytes(b"report")
    record(office, "2021-07-03", "海宁", file=file)
    record(office, "2021-07-03", "桐乡")
    before = everything(office)
    assert [new for _, new in record(office, "2021-07-09", "海宁", file=file)] == [False]
    assert [new for _, new in record(office, "2021-07-03", "桐乡")] == [False]
    assert everything(office) == before


def test_the_file_is_kept_by_its_content_and_check_knows_it(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "月报.docx"
    file.write_bytes(b"report")
    [(made, _)] = record(office, "2021-07-03", "海宁", file=file)
    name = sha256(b"report").hexdigest()
    assert made["deliveries"]["1"]["file"] == {"sha256": name, "name": "月报.docx"}
    assert office.store.originals.get(name) == b"report"
    assert list(checks.faults(office)) == []
    (office.store.originals.folder / name).unlink()
    assert [one.code for one in checks.faults(office)] == ["original-missing"]


def test_a_dry_run_keeps_no_file(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "月报.docx"
    file.write_bytes(b"report")
    on = at(office, "2021-07-03", dry_run=True)
    submissions.record(on, ["海宁"], "2021-06", file=file, note="")
    assert office.store.originals.names() == set()
    assert everything(office)["submissions"] == []


def test_what_cannot_be_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="2021-06 还没有到"):
        record(office, "2021-05-31", "海宁")
    with pytest.raises(WrongUsage, match="--file 只能用于一个"):
        record(office, "2021-07-03", "海宁", "桐乡", file=tmp_path)
    with pytest.raises(NotFound, match="文件不存在"):
        record(office, "2021-07-03", "海宁", file=tmp_path / "无.docx")
    with pytest.raises(WrongUsage, match="写明是哪里报送的"):
        record(office, "2021-07-03")
    record(office, "2021-07-10", "海宁")
    with pytest.raises(NotAllowed, match="早于"):
        record(office, "2021-07-05", "海宁", zero=True)
    assert len(everything(office)["batches"]) == 1


def test_several_regions_are_one_batch(office: Office) -> None:
    record(office, "2021-07-03", "海宁", "桐乡", "海宁市")
    assert [one["id"] for one in everything(office)["submissions"]] == ["2021-06-HN", "2021-06-TX"]
    assert len(everything(office)["batches"]) == 1


def test_no_month_before_the_policy_counts(office: Office) -> None:
    assert {one.month for one in submissions.listed(office, ["2021-03", "2021-04", "2021-05"])} == {"2021-05"}


def test_what_is_not_due_yet_does_not_lower_the_rate(office: Office) -> None:
    record(office, "2021-12-03", "海宁", month="2021-11")
    found = submissions.listed(office, ["2021-11", "2021-12"])
    assert {one.state for one in found if one.month == "2021-12"} == {"waiting"}
    rate = reports.rate(found)
    assert (rate.due, rate.came, rate.on_time) == (9, 1, 1)
    assert rate.as_json() == {
        "due": 9,
        "came": 1,
        "on_time": 1,
        "rate": "0.1111",
        "punctuality": "0.1111",
    }
    assert reports.in_words(rate) == "应报9份，已报1份，报送率11.1%；按时1份，按时率11.1%"


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "县局", level="county", bureau="海宁市科技局", region="海宁市")
    yield made
    made.store.close()


def test_a_county_office_records_its_own_and_no_other(county: Office) -> None:
    record(county, "2021-07-03")
    record(county, "2021-08-03", "海宁", month="2021-07")
    with pytest.raises(NotAllowed, match="不能登记 桐乡市"):
        record(county, "2021-07-03", "桐乡")
    assert {one.region for one in submissions.listed(county, ["2021-06"])} == {"海宁市"}


# -- periods --------------------------------------------------------------------------------------------

MONTH = st.builds("{}-{:02d}".format, st.integers(2000, 2099), st.integers(1, 12))


@settings(max_examples=60, deadline=None)
@given(MONTH, st.integers(1, 31))
def test_months_follow_each_other_and_are_reported_in_the_next(month: str, day: int) -> None:
    assert periods.before(periods.after(month)) == month
    due = periods.report_day(month, day)
    assert f"{due:%Y-%m}" == periods.after(month)
    assert due.day == day or (due.day < day and due.day >= 28)


def test_quarters_and_their_days() -> None:
    assert periods.quarter_of(date(2021, 9, 30)) == (2021, 3)
    assert periods.quarter_of(date(2021, 10, 1)) == (2021, 4)
    third = periods.quarter_period(2021, 3)
    assert (third.start, third.end) == ("2021-07-01", "2021-09-30")
    assert periods.months(third) == ["2021-07", "2021-08", "2021-09"]
    year = periods.Period("2021-02-01", "2021-12-31")
    assert [key for key, _ in periods.quarters(year)] == ["2021Q2", "2021Q3", "2021Q4"]
    assert periods.first_month(date(2021, 4, 28)) == "2021-05"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["on_time", "late", "missing", "waiting"])))
def test_a_rate_is_a_part_of_what_was_due(states: list[str]) -> None:
    lines = [reports.Line("海宁市", "2021-06", date(2021, 7, 5), state) for state in states]  # type: ignore[arg-type]
    rate = reports.rate(lines)
    assert rate.on_time <= rate.came <= rate.due == len(states) - states.count("waiting")
    if rate.due:
        assert rate.rate is not None
        assert rate.punctuality is not None
        assert Decimal(0) <= rate.punctuality <= rate.rate <= 1
