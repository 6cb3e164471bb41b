"""What commands print: JSON with the keys of the contract, common options anywhere, values in Chinese."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.conftest import SENT, STAGES, Jbgs, code_at
from tests.helpers import everything, opened

LINE = {
    *("code", "track", "title", "owner", "region", "stage", "listing", "investment", "reward", "received"),
    *("deadline", "late"),
}
ROW = {
    *("region", "track", "received", "listed", "published", "intents", "awarded", "contracted"),
    *("contract_amount", "filed", "approved", "occurred", "subsidy"),
}
SHAPES: dict[tuple[str, ...], set[str]] = {
    ("info",): {"bureau", "level", "region", "projects", "home"},
    ("list",): {"projects", "count"},
    ("show", code_at("closed")): LINE
    | {"fields", "intents", "contracts", "reviews", "visits", "payments", "subsidy", "files", "history"},
    ("history", code_at("closed")): {"code", "history", "count"},
    ("inbox",): {"waiting", "count"},
    ("log",): {"batches", "count"},
    ("stages",): {"tracks"},
    ("listing", "show"): {"listings", "count"},
    ("listing", "show", "2021-01"): {"id", "name", "projects"},
    ("intent", "list"): {"intents", "count"},
    ("review", "show", code_at("closed")): {"code", "reviews"},
    ("contract", "show", code_at("closed")): {"code", "contracts", "occurred", "contract_total"},
    ("subsidy", "show", code_at("closed")): {"track", "base", "amount", "payers", "steps", "waiting"},
    ("subsidy", "plan"): {"projects", "by_payer", "total", "count"},
    ("policy", "show"): {"on", "rates", "regions", "settings"},
    ("report", "monthly", "--month", "2021-06"): {
        *("month", "office", "rows", "total", "year_to_date", "projects")
    },
    ("report", "listing", "--listing", "2021-01"): {"id", "name", "projects"},
    ("check",): {"ok", "problems", "counts"},
    ("todo",): {"today", "items", "counts"},
    ("submission", "list"): {"submissions", "count", "rate"},
    ("visit", "plan"): {"quarter", "projects", "count", "visited"},
    ("visit", "list"): {"visits", "count"},
    ("notice", "list"): {"notices", "count"},
    ("notice", "show", SENT): {"id", "made", "until", "period", "due", "status", "regions"},
}


@pytest.mark.parametrize("args", SHAPES, ids=" ".join)
def test_json_is_one_document_with_the_contracts_keys(
    full: Jbgs, tmp_path: Path, args: tuple[str, ...]
) -> None:
    before = sorted(tmp_path.rglob("*"))
    ran = full(*args, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert set(ran.json) >= SHAPES[args]
    assert sorted(tmp_path.rglob("*")) == before
    assert full("--json", *args).out == ran.out


@pytest.mark.parametrize("args", [args for args in SHAPES if args[0] != "report"], ids=" ".join)
def test_the_same_for_a_person_is_no_json(full: Jbgs, args: tuple[str, ...]) -> None:
    ran = full(*args)
    assert ran.code == 0
    assert ran.out.strip()
    assert not ran.out.startswith("{")


def test_amounts_and_days_are_text_and_what_is_missing_is_null(full: Jbgs) -> None:
    project = full("show", code_at("subsidised"), "--json").json
    assert project["payments"][0]["amount"] == "1000000.00"
    assert project["received"] == "2021-06-01"
    assert project["reward"] is None
    assert "float" not in {type(value).__name__ for value in leaves(project)}


def leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value]


def test_the_months_rows_have_their_keys(full: Jbgs) -> None:
    report = full("report", "monthly", "--month", "2021年6月", "--json").json
    assert all(set(row) == ROW for row in report["rows"])
    assert set(report["total"]) == set(report["year_to_date"]) == ROW - {"region", "track"}
    assert report["month"] == "2021-06"


def test_the_papers_are_written_and_named(full: Jbgs, tmp_path: Path) -> None:
    ran = full("report", "monthly", "--month", "2021-06", "-o", "papers")
    names = sorted(path.name for path in (tmp_path / "papers").iterdir())
    assert names == ["揭榜情况月报 2021-06.docx", "揭榜情况月报 2021-06.xlsx"]
    assert ran.out.splitlines() == [f"已生成：papers/{name}" for name in reversed(names)]


def calc(jbgs: Jbgs, *args: str) -> dict[str, object]:
    ran = jbgs("subsidy", "calc", *args, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)  # type: ignore[no-any-return]


def test_a_subsidy_is_worked_out_without_a_store(jbgs: Jbgs, tmp_path: Path) -> None:
    made = calc(jbgs, "--track", "key", "--region", "HN", "--occurred", "500万", "--on", "2021-06-01")
    made.pop("steps")
    assert made == {
        "track": "key",
        "region": "海宁市",
        "on": "2021-06-01",
        "base": "5000000.00",
        "rate": "0.25",
        "cap": "3000000.00",
        "paid_before": "0.00",
        "amount": "1250000.00",
        "recipient": "owner",
        "timing": "after",
        "payers": [{"payer": "海宁市", "amount": "1250000.00"}],
    }
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("track", ["key", "企业关键", "企业关键技术", "GJ"])
@pytest.mark.parametrize("region", ["海宁", "海宁市", "HN", "330481", "嘉兴市海宁市"])
@pytest.mark.parametrize("amount", ["500万", "500万元", "5000000", "0.05亿", "５００万元"])
def test_values_in_chinese_or_by_key(jbgs: Jbgs, track: str, region: str, amount: str) -> None:
    made = calc(jbgs, "--track", track, "--region", region, "--occurred", amount)
    assert (made["track"], made["region"], made["amount"]) == ("key", "海宁市", "1250000.00")


@pytest.mark.parametrize(
    "args",
    [
        ["--track", "common", "--region", "HN", "--occurred", "1"],
        ["--track", "key", "--region", "HN", "--contract", "1"],
        ["--track", "key", "--region", "HN", "--occurred", "1", "--contract", "1"],
        ["--track", "key", "--region", "HN"],
        ["--track", "key", "--region", "杭州", "--occurred", "1"],
        ["--track", "soft", "--region", "HN", "--occurred", "1"],
        ["--track", "key", "--region", "HN", "--occurred", "-1"],
        ["--track", "key", "--region", "HN", "--occurred", "约300万"],
        ["--track", "key", "--region", "HN", "--occurred", "50～100万"],
        ["--track", "key", "--region", "HN", "--occurred", "面议"],
        ["--track", "key", "--region", "HN", "--occurred", ""],
        ["--track", "key", "--region", "HN", "--occurred", "0.001"],
        ["--track", "key", "--region", "HN", "--occurred", "1", "--paid", "-1"],
        ["--track", "key", "--region", "HN", "--occurred", "1", "--on", "2021-13-01"],
    ],
    ids=" ".join,
)
def test_a_calculation_that_is_wrong_usage(jbgs: Jbgs, args: list[str]) -> None:
    ran = jbgs("subsidy", "calc", *args, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("错误：")


def test_an_offices_own_rate_is_used_where_its_home_is_named(jbgs: Jbgs, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "policy.toml").write_text(
        '[[rate]]\ntrack = "key"\nfrom = 2022-01-01\nrate = 0.3\nbase = "occurred"\nrecipient = "owner"\n'
        'timing = "after"\ncap = 4000000\nclause = "新"\n',
        "utf-8",
    )
    where = ("--track", "key", "--region", "HN", "--occurred", "2000万")
    assert calc(jbgs, *where, "--on", "2021-12-31")["amount"] == "3000000.00"
    assert calc(jbgs, *where, "--on", "2022-01-01")["amount"] == "4000000.00"


# -- common options ---------------------------------------------------------------------------------------


def test_a_common_option_stands_before_or_after_and_the_last_one_wins(full: Jbgs, tmp_path: Path) -> None:
    out = full("info", "--json").json
    assert full("--home", tmp_path / "home", "info", "--json").json == out
    assert full("--home", "nowhere", "info", "--home", tmp_path / "home", "--json").json == out
    assert full("--home", "nowhere", "info").code == 7


def test_who_does_it(full: Jbgs, monkeypatch: pytest.MonkeyPatch) -> None:
    def by() -> str:
        return str(full("log", "--json").json["batches"][-1]["by"])

    full("listing", "new", "一")
    assert by() == "陈科"
    full("--by", "李四", "listing", "new", "二")
    assert by() == "李四"
    full("--by", "李四", "listing", "new", "三", "--by", "王五")
    assert by() == "王五"
    monkeypatch.setenv("JBGS_OPERATOR", "  ")
    monkeypatch.setenv("LOGNAME", "login")
    full("listing", "new", "四")
    assert by() == "login"


def test_today_is_what_the_environment_says(full: Jbgs, monkeypatch: pytest.MonkeyPatch) -> None:
    assert full("list", "--late", "--json").json["count"] == 2
    monkeypatch.setenv("JBGS_TODAY", "2021年6月18日")
    assert full("list", "--late", "--json").json["count"] == 0
    monkeypatch.setenv("JBGS_TODAY", "someday")
    ran = full("list")
    assert (ran.code, "$JBGS_TODAY 的值“someday”不是一个日期" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("filters", "stages"),
    [
        (["--stage", "已立项"], ["approved"]),
        (["--stage", "approved"], ["approved"]),
        (["--text", "项目screened"], ["screened"]),
        (["--listing", "2021-01"], ["published"]),
        (["--track", "企业关键", "--region", "330481", "--year", "2021", "--stage", "流榜"], []),
    ],
)
def test_filters_in_words(full: Jbgs, filters: list[str], stages: list[str]) -> None:
    found = full("list", *filters, "--json").json["projects"]
    assert [one["code"] for one in found] == [code_at(stage) for stage in stages]


def test_the_plan_adds_up(full: Jbgs) -> None:
    plan = full("subsidy", "plan", "--json").json
    assert [one["code"] for one in plan["projects"]] == [code_at("evaluated")]
    assert plan["total"] == plan["by_payer"]["海宁市"] == "1000000.00"
    foreseen = full("subsidy", "plan", "--waiting", "--json").json
    assert Decimal(foreseen["total"]) > Decimal(plan["total"])


def test_reading_changes_nothing(full: Jbgs, tmp_path: Path) -> None:
    with opened(tmp_path / "home") as office:
        before = everything(office)
    for args in SHAPES:
        full(*args, *(["-o", tmp_path / "papers"] if args[0] == "report" else []))
    with opened(tmp_path / "home") as office:
        assert everything(office) == before
    assert len(STAGES) == 13
