"""The month's report as of its last day: the same whenever it is made, and what came late shows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jbgs.policy import load
from jbgs.reports import monthly_papers
from jbgs.reports.monthly import AMOUNTS, FIGURES, Monthly
from jbgs.reports.table import Row, Table
from jbgs.services import moves, past
from jbgs.services.office import Office
from jbgs.services.papers import reporting
from tests.helpers import at, bid, bring, demand, make_office, register

JUNE = (2021, 6)
OCTOBER = (2021, 10)


def made(office: Office, month: tuple[int, int] = JUNE, **options: str) -> dict[str, Any]:
    return reporting.month_report(office, *month, **options).as_json()


def figures(report: dict[str, Any], where: str = "total") -> dict[str, Any]:
    return {key: value for key, value in report[where].items() if value not in (0, "0.00")}


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A project of each track at its end, in several regions, and one just received; only looked at."""
    office = make_office(tmp_path_factory.mktemp("busy") / "市局")
    for track, region in (("key", "海宁市"), ("common", "南湖区"), ("transfer", None)):
        [code] = register(office, demand(track, title=track, region=region))
        bring(office, code, "closed")
    register(office, demand(title="还没办"), day="2021-06-30")
    yield office
    office.store.close()


def test_junes_figures(busy: Office) -> None:
    assert figures(made(busy)) == {"received": 4, "listed": 3, "published": 3, "intents": 3, "awarded": 3}


def test_julys_and_octobers_figures(busy: Office) -> None:
    assert figures(made(busy, (2021, 7))) == {
        "contracted": 3,
        "contract_amount": "12000000.00",
        "filed": 1,
        "occurred": "12000000.00",
    }
    assert figures(made(busy, OCTOBER)) == {"subsidy": "4000000.00"}


def test_the_year_so_far_is_the_sum_of_its_months(busy: Office) -> None:
    months = [made(busy, (2021, month))["total"] for month in range(1, 13)]
    year = made(busy, (2021, 12))["year_to_date"]
    for key in FIGURES:
        assert Decimal(year[key]) == sum(Decimal(one[key]) for one in months), key


@pytest.mark.parametrize("month", [JUNE, (2021, 7), OCTOBER, (2021, 1)])
def test_totals_are_the_sums_of_their_rows(busy: Office, month: tuple[int, int]) -> None:
    report = made(busy, month)
    for total, rows in (("total", "rows"), ("year_to_date", "year_rows")):
        for key in FIGURES:
            assert Decimal(report[total][key]) == sum(Decimal(row[key]) for row in report[rows]), key


def test_every_region_and_track_has_its_row(busy: Office) -> None:
    rows = made(busy)["rows"]
    assert len(rows) == (9 + 1) * 3
    assert {row["region"] for row in rows} >= {"海宁市", "嘉兴港区", "市外"}
    assert all(set(row) == {"region", "track", *FIGURES} for row in rows)


def test_a_month_with_nothing_is_reported_as_nothing(busy: Office) -> None:
    report = made(busy, (2021, 3))
    assert figures(report) == {}
    assert report["projects"] == []
    assert report["total"]["subsidy"] == "0.00"
    paper = monthly_papers.letter(load(), reporting.month_report(busy, 2021, 3))
    assert any("零报告" in block.text for block in paper.blocks)


def test_junes_report_says_in_october_what_it_said_in_june(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "bidding")
    said_then = made(office)
    bring_on = at(office, "2021-10-05")
    moves.stage(bring_on, [code], "withdrawn", reason="企业撤回")
    register(office, demand(title="十月来的"), day="2021-10-06")
    assert made(office) == said_then
    [row] = made(office)["projects"]
    assert row["state"] == "bidding"
    assert made(office, OCTOBER)["projects"][0]["state"] == "withdrawn"


def test_what_is_recorded_late_with_its_day_shows_in_that_day(office: Office) -> None:
    before = figures(made(office))
    register(office, demand(), day="2021-06-30")
    assert before == {}
    assert figures(made(office)) == {"received": 1}
    assert figures(made(office, OCTOBER)) == {}


def test_what_was_undone_was_never_there(office: Office) -> None:
    register(office, demand(), day="2021-06-30")
    past.undo(office, None)
    assert figures(made(office)) == {}


def test_an_edit_shows_from_its_day_on(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    record = office.project(code)
    with at(office, "2021-07-02").batch("edit") as batch:
        fields = {**record["fields"], "title": "新名称"}
        batch.put("projects", code, {**record, "fields": fields}, "edited")
    assert made(office)["projects"][0]["title"] == "低温固化胶"
    assert made(office, (2021, 7))["projects"][0]["title"] == "新名称"


def test_the_month_counts_the_days_of_the_facts(office: Office) -> None:
    register(office, demand(), day="2021-06-30")
    register(office, demand(title="七月"), day="2021-07-01")
    assert figures(made(office))["received"] == 1
    assert figures(made(office, (2021, 7)))["received"] == 1
    assert made(office, (2021, 7))["year_to_date"]["received"] == 2


def test_one_regions_report(busy: Office) -> None:
    report = made(busy, region="海宁市")
    assert {row["region"] for row in report["rows"]} == {"海宁市"}
    assert report["total"]["received"] == 2
    assert [one["code"] for one in report["projects"]] == ["GJ-2021-HN-001"]


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    made_office = make_office(tmp_path / "海宁", level="county", bureau="海宁市科技局", region="海宁市")
    yield made_office
    made_office.store.close()


def test_a_county_reports_on_itself(county: Office) -> None:
    register(county, demand(region=None))
    report = made(county)
    assert report["office"] == "海宁市科技局"
    assert {row["region"] for row in report["rows"]} == {"海宁市"}
    assert report["total"]["received"] == 1


def test_a_project_found_no_bidder_counts_in_the_month_it_was_published(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    moves.stage(at(office, "2021-07-01"), [code], "unclaimed", reason="无人揭榜")
    assert made(office)["total"]["published"] == 1
    assert made(office, (2021, 7))["projects"][0]["remark"] == "无人揭榜"


def test_the_project_list_says_what_is_known_of_each(busy: Office) -> None:
    [row] = [one for one in made(busy, (2021, 7))["projects"] if one["track"] == "key"]
    assert (row["winner"], row["contract"], row["filing"]) == ("浙江乙大学", "HT-GJ-2021-HN-001", "BA-1")
    assert (row["contract_amount"], row["month_paid"], row["paid"]) == ("4000000.00",) * 3
    assert (row["signed"], row["published"], row["intents"]) == ("2021-07-01", "2021-06-05", 1)


def test_bids_are_counted_on_the_day_they_came(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "bidding")
    register(office, bid(bidder="丁大学", code=code), day="2021-07-01")
    assert made(office)["total"]["intents"] == 1
    assert made(office, (2021, 7))["total"]["intents"] == 1


# -- on paper ---------------------------------------------------------------------------------------------


def column_sums(table: Table, rows: list[Row]) -> list[Decimal]:
    wanted = [n for n, column in enumerate(table.columns) if column.total]
    return [sum((Decimal(str(row.values[n] or 0)) for row in rows), Decimal(0)) for n in wanted]


@pytest.mark.parametrize("month", [JUNE, OCTOBER])
def test_subtotals_and_totals_on_paper_add_up(busy: Office, month: tuple[int, int]) -> None:
    report: Monthly = reporting.month_report(busy, *month)
    for table in monthly_papers.tables(load(), report):
        body = [row for row in table.rows if row.level == "body"]
        subtotals = [row for row in table.rows if row.level == "subtotal"]
        totals = [row for row in table.rows if row.level == "total"]
        assert all(len(row.values) == len(table.columns) for row in table.rows)
        if totals:
            assert column_sums(table, body) == column_sums(table, totals)
        if subtotals:
            assert column_sums(table, body) == column_sums(table, subtotals)


def test_amounts_are_columns_of_money() -> None:
    assert set(FIGURES) > AMOUNTS


def test_a_county_reports_on_what_it_holds_of_owners_outside(county: Office) -> None:
    register(county, demand("transfer", region=None, owner="上海某研究所"))
    assert {row["region"] for row in made(county)["rows"]} == {"海宁市", "市外"}
    assert made(county)["total"]["received"] == 1
    alone = reporting.month_report(county, 2021, 6, region="海宁市").as_json()
    assert {row["region"] for row in alone["rows"]} == {"海宁市"}
    assert alone["total"]["received"] == 0
