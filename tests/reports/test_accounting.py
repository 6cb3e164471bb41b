"""Numbers: documents = JSON = an independent recount from the events, over random stores."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from docx import Document
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jbgs.errors import JbgsError
from jbgs.reports.making import Made, Wanted
from jbgs.reports.monthly import FIGURES
from jbgs.services import past
from jbgs.services.office import Office
from jbgs.services.papers import output, sending
from tests.helpers import at, bring, demand, make_office, occur, register
from tests.reports.recount import figures, leaves
from tests.reports.seen import sheet_rows

_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # a store takes too long to be shrunk
MONEY = {"contract_amount", "occurred", "subsidy"}
STAGES = ("received", "published", "bidding", "awarded", "contracted", "approved", "evaluated", "subsidised")
PROJECTS = st.lists(
    st.tuples(
        st.sampled_from(("common", "key", "transfer")),
        st.sampled_from(("海宁市", "南湖区", "嘉兴港区", "平湖市")),
        st.sampled_from(STAGES),
        st.integers(100, 3 * 10**9).map(lambda fen: f"{Decimal(fen) / 100:.2f}"),  # of less, nothing is due
        st.sampled_from(("新材料", "化工", "")),
    ),
    min_size=1,
    max_size=4,
)
EXTRA = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 10**7), st.integers(7, 12)), max_size=3)


def build(home: Path, projects: Any, extra: Any) -> Office:
    """An office with random projects, further payments on random days, and one command taken back."""
    office = make_office(home)
    codes = []
    for track, region, stage, amount, field in projects:
        form = demand(track, title=f"项目{len(codes)}", region=region, **({"field": field} if field else {}))
        [code] = register(office, form)
        if stage != "received":
            bring(office, code, stage, region=region, amount=amount)
        codes.append(code)
    for number, (which, fen, month) in enumerate(extra, 2):
        pay(office, codes[which % len(codes)], fen, f"2021-{month:02d}-28", str(number))
    register(office, demand(title="撤销的"), day="2021-06-01")
    past.undo(office, None)
    return office


def pay(office: Office, code: str, fen: int, day: str, number: str) -> None:
    """One more payment under a project's contract, if there is room; what is refused writes nothing."""
    with suppress(JbgsError):
        occur(office, code, f"{Decimal(fen) / 100:.2f}", day=day, number=number)


def month_end(month: int) -> date:
    return date(2021, month, monthrange(2021, month)[1])


@settings(max_examples=8, deadline=None, phases=_PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(PROJECTS, EXTRA, st.integers(5, 12))
def test_json_is_what_the_events_add_up_to(projects: Any, extra: Any, month: int) -> None:
    with TemporaryDirectory() as room:
        office = build(Path(room) / "home", projects, extra)
        try:
            _check_month(office, month)
            _check_year(office)
        finally:
            office.store.close()


def _check_month(office: Office, month: int) -> None:
    end = month_end(month)
    counted = leaves(office.store.scan("events"), end.isoformat())  # type: ignore[arg-type]
    told = sending.make(office, "monthly", Wanted(end, year=2021, month=month)).data
    for part, rows, start in (
        ("total", "rows", f"2021-{month:02d}-01"),
        ("year_to_date", "year_rows", "2021-01-01"),
    ):
        assert told[part] == figures(counted, start, end.isoformat())
        for row in told[rows]:
            place = {"region": row["region"], "track": row["track"]}
            mine = figures(counted, start, end.isoformat(), **place)
            assert {key: row[key] for key in FIGURES} == mine, place
    assert sum(Decimal(one["contract_amount"]) for one in told["months"]) == Decimal(
        told["year_to_date"]["contract_amount"]
    )


def _check_year(office: Office) -> None:
    counted = leaves(office.store.scan("events"), "2021-12-31")  # type: ignore[arg-type]
    told = sending.make(office, "summary", Wanted(date(2021, 12, 31), year=2021)).data
    whole = figures(counted, "2021-01-01", "2021-12-31")
    assert told["total"] == whole
    for part in ("months", "regions", "tracks", "industries"):
        for key in FIGURES:
            assert sum(Decimal(row[key]) for row in told[part]) == Decimal(whole[key]), (part, key)
    for row in told["months"]:
        month = int(row["month"][-2:])
        start, end = f"{row['month']}-01", month_end(month).isoformat()
        assert {key: row[key] for key in FIGURES} == figures(counted, start, end)
    for row in told["industries"]:
        mine = {
            code: paths
            for code, paths in counted.items()
            if paths.get("fields.field", "未填写") == row["industry"]
        }
        assert {key: row[key] for key in FIGURES} == figures(mine, "2021-01-01", "2021-12-31")


@settings(max_examples=8, deadline=None, phases=_PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(PROJECTS, EXTRA, st.integers(6, 11))
def test_differences_are_just_what_came_after_the_sending(projects: Any, extra: Any, month: int) -> None:
    """Sent, then more recorded for that month: sent + differences = recount now, each with its events."""
    with TemporaryDirectory() as room:
        office = build(Path(room) / "home", projects, [])
        try:
            _check_differences(office, projects, extra, month)
        finally:
            office.store.close()


def _check_differences(office: Office, projects: Any, extra: Any, month: int) -> None:
    wanted = Wanted(month_end(month), year=2021, month=month)
    first = sending.to_send(office, wanted)
    with TemporaryDirectory() as room, TemporaryDirectory() as folder:
        drawn = output.write_papers(Path(room), first.papers, None)
        sending.send(office, wanted, first, drawn, Path(folder))
    assert sending.make(office, "monthly", wanted).data["differences"] == []
    last = office.store.last("events")["id"]  # type: ignore[index]
    register(office, demand(title="迟到的", region="桐乡市"), day="2021-06-15")
    for number, (which, fen, _) in enumerate(extra, 5):
        code = sorted(one["code"] for one in office.projects())[which % len(projects)]
        pay(office, code, fen, "2021-07-28", str(number))
    again = sending.make(office, "monthly", wanted).data
    assert {key: again[key] for key in first.data if key not in ("sent", "differences")} == {
        key: first.data[key] for key in first.data if key not in ("sent", "differences")
    }
    counted = leaves(office.store.scan("events"), wanted.day.isoformat())  # type: ignore[arg-type]
    now = figures(counted, "2021-01-01", wanted.day.isoformat())
    for key in FIGURES:
        moved = [one for one in again["differences"] if one["part"] == "year" and one["figure"] == key]
        shift = sum((Decimal(one["now"]) - Decimal(one["sent"]) for one in moved), Decimal(0))
        assert Decimal(again["year_to_date"][key]) + shift == Decimal(now[key]), key
    for one in again["differences"]:
        assert one["events"], one
        assert all(event["id"] > last for event in one["events"])


# -- what the papers say --------------------------------------------------------------------------------


def sums(path: Path, sheet: int, first: str, columns: int) -> list[Decimal]:
    """The numbers of the row that begins with a text, from the end."""
    row = next(row for row in sheet_rows(path, sheet) if first in row[:3])
    return [Decimal(str(value)) for value in row[-columns:]]


def as_printed(row: dict[str, Any], keys: list[str]) -> list[Decimal]:
    return [Decimal(row[key]) / (10_000 if key in MONEY else 1) for key in keys]


@pytest.mark.parametrize("month", [6, 7, 10, 3])
def test_the_months_papers_say_what_json_says(
    month: int, busy: Office, made: Callable[..., Made], written: Callable[..., list[Path]]
) -> None:
    report = made(busy, "monthly", month=month)
    excel, word = written(busy, report)
    keys = list(FIGURES)
    assert sums(excel, 0, "合计", len(keys)) == as_printed(report.data["total"], keys)
    [*printed] = sheet_rows(excel, 1)[-1 - 3 : -3] or []
    total = next(row for row in sheet_rows(excel, 1) if row[0] == "合计")
    assert [Decimal(str(one)) for one in total[2:-1]] == as_printed(report.data["year_to_date"], keys), (
        printed
    )
    brief = ["received", "published", "awarded", "contracted", "contract_amount", "occurred", "subsidy"]
    regions, months, *_ = Document(str(word)).tables
    cells = [cell.text.replace(",", "") for cell in regions.rows[-1].cells]
    assert [Decimal(one) for one in cells[1:8]] == as_printed(report.data["year_to_date"], brief)
    for row, told in zip(months.rows[1:-1], report.data["months"], strict=True):
        assert [Decimal(c.text.replace(",", "")) for c in row.cells[1:]] == as_printed(told, brief)


def test_the_years_papers_say_what_json_says(
    busy: Office, made: Callable[..., Made], written: Callable[..., list[Path]]
) -> None:
    report = made(busy, "summary")
    excel, word = written(busy, report)
    keys = list(FIGURES)
    brief = ["received", "published", "awarded", "contracted", "contract_amount", "occurred", "subsidy"]
    for sheet, part in enumerate(("months", "regions", "tracks", "industries")):
        rows = [row for row in sheet_rows(excel, sheet) if isinstance(row[1], int | float)]
        assert [[Decimal(str(v)) for v in row[1:]] for row in rows[:-1]] == [
            as_printed(one, keys) for one in report.data[part]
        ]
        table = Document(str(word)).tables[sheet]
        assert [
            [Decimal(cell.text.replace(",", "")) for cell in row.cells[1:]] for row in table.rows[1:-1]
        ] == [as_printed(one, brief) for one in report.data[part]]


def test_the_subsidy_plan_adds_up_and_says_what_json_and_the_worksheets_say(
    busy: Office, made: Callable[..., Made], written: Callable[..., list[Path]]
) -> None:
    report = made(busy, "subsidy")
    [excel] = written(busy, report)
    body = [row for row in sheet_rows(excel) if isinstance(row[1], int)]
    assert sum(Decimal(str(row[-1])) for row in body) == Decimal(report.data["total"])
    for payer, value in report.data["by_payer"].items():
        mine = [row for row in sheet_rows(excel) if row[0] == payer]
        assert sum(Decimal(str(row[-1])) for row in mine[:-1]) == Decimal(value) == Decimal(str(mine[-1][-1]))
    assert sum(map(Decimal, report.data["by_payer"].values())) == Decimal(report.data["total"])
    assert sum(Decimal(one["amount"]) for one in report.data["projects"]) == Decimal(report.data["total"])


def test_sums_are_formulas_with_their_value(
    busy: Office, made: Callable[..., Made], written: Callable[..., list[Path]]
) -> None:
    for name, parts in (("monthly", {"month": 7}), ("subsidy", {}), ("summary", {})):
        excel = written(busy, made(busy, name, **parts))[0]
        formulas = openpyxl.load_workbook(excel)
        found = [
            c.value for sheet in formulas for row in sheet.iter_rows() for c in row if c.data_type == "f"
        ]
        assert found
        assert all(str(one).startswith(("=SUM(", "=SUBTOTAL(9,")) for one in found)


def test_the_same_records_make_the_same_bytes(
    busy: Office, made: Callable[..., Made], tmp_path: Path
) -> None:
    for name, parts in (
        ("monthly", {"month": 7}),
        ("listing", {"listing": "2021-01"}),
        ("subsidy", {}),
        ("summary", {}),
        ("approval", {}),
        ("dossier", {"codes": ("GJ-2021-HN-001",)}),
    ):
        twice = [
            [
                path.read_bytes()
                for path in output.write_papers(tmp_path / str(n), made(busy, name, **parts).papers, None)
            ]
            for n in range(2)
        ]
        assert twice[0] == twice[1], name


def test_a_later_day_changes_nothing_of_a_past_month(busy: Office, made: Callable[..., Made]) -> None:
    later = replace(at(busy, "2021-12-31"), today=date(2022, 5, 1))
    for name in ("monthly", "subsidy"):
        then, now = (made(office, name, month=7) for office in (busy, later))
        assert json.dumps(then.data) == json.dumps(now.data)
        assert then.papers == now.papers
