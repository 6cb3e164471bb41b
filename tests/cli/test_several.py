"""Commands on several projects: codes, filters, Excel lists; all or none, or each by itself."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Jbgs, code_at
from tests.helpers import everything, opened

SCREENED, RECEIVED, AWARDED, FILED = (code_at(one) for one in ("screened", "received", "awarded", "filed"))
CLOSED, CONTRACTED = code_at("closed"), code_at("contracted")


def stored(tmp_path: Path) -> object:
    with opened(tmp_path / "home") as office:
        return everything(office)


def project(tmp_path: Path, code: str) -> dict[str, object]:
    with opened(tmp_path / "home") as office:
        return dict(office.project(code))


def filled(path: Path, rows: list[dict[str, object]]) -> Path:
    """A template filled in as a clerk would: each value under its title."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    [header] = [row for row in sheet.iter_rows() if row[0].value == "项目编号"]
    columns = {cell.value: cell.column for cell in header}
    for number, row in enumerate(rows, header[0].row + 1):
        for title, value in row.items():
            sheet.cell(number, columns[title], value)
    book.save(path)
    return path


# -- codes ---------------------------------------------------------------------------------------------------


def test_two_codes_are_one_batch(full: Jbgs, tmp_path: Path) -> None:
    ran = full("edit", SCREENED, RECEIVED, "contact=甲", "--reason", "来函", "--json")
    assert ran.code == 0, ran.err
    assert [(one["code"], one["done"]) for one in ran.json["results"]] == [(SCREENED, True), (RECEIVED, True)]
    assert (ran.json["done"], ran.json["refused"]) == (2, 0)
    before = full("undo", "--json").json
    assert before["records"] == 2
    assert "contact" not in project(tmp_path, SCREENED)["fields"]


def test_one_that_is_refused_stops_all(full: Jbgs, tmp_path: Path) -> None:
    before = stored(tmp_path)
    ran = full("edit", SCREENED, CLOSED, RECEIVED, "NH-999", "contact=甲", "--reason", "来函")
    assert (ran.code, ran.out) == (5, "")
    assert f"{CLOSED}：项目已办结，不能修改" in ran.err
    assert "没有编号为“NH-999”的项目" in ran.err
    assert stored(tmp_path) == before


def test_each_by_itself_passes_over_what_is_refused(full: Jbgs, tmp_path: Path) -> None:
    ran = full("edit", SCREENED, CLOSED, "contact=甲", "--reason", "来函", "--each", "--json")
    assert ran.code == 3
    done, refused = ran.json["results"]
    assert (done["code"], done["done"]) == (SCREENED, True)
    assert (refused["code"], refused["done"]) == (CLOSED, False)
    assert "项目已办结" in refused["problems"][0]
    assert project(tmp_path, SCREENED)["fields"]["contact"] == "甲"  # type: ignore[index]


def test_each_of_which_none_is_done_is_a_refusal(full: Jbgs, tmp_path: Path) -> None:
    before = stored(tmp_path)
    ran = full("stage", CLOSED, "--to", "withdrawn", "--reason", "撤", "--each")
    assert (ran.code, ran.out) == (5, "")
    assert stored(tmp_path) == before


def test_a_dry_run_over_several_changes_nothing(full: Jbgs, tmp_path: Path) -> None:
    before = stored(tmp_path)
    ran = full("edit", SCREENED, RECEIVED, "contact=甲", "--reason", "来函", "--dry-run")
    assert (ran.code, ran.out.count("（试运行，未作改动）")) == (0, 3)
    assert stored(tmp_path) == before


def test_one_code_keeps_its_own_shape(full: Jbgs) -> None:
    assert full("show", RECEIVED, "--json").json["code"] == RECEIVED
    several = full("show", RECEIVED, SCREENED, "--json").json
    assert [one["result"]["code"] for one in several["results"]] == [RECEIVED, SCREENED]


# -- filters -------------------------------------------------------------------------------------------------


def test_filters_ask_for_the_number_that_they_found(full: Jbgs, tmp_path: Path) -> None:
    before = stored(tmp_path)
    wanted = ("stage", "--stage", "received", "--to", "screened")
    unsure = full(*wanted)
    assert unsure.code == 2
    assert "符合条件的有 1 个项目" in unsure.err
    assert "--count 1" in unsure.err
    assert full(*wanted, "--count", "2").code == 2
    assert full(*wanted, "--dry-run").code == 0
    assert stored(tmp_path) == before
    assert full(*wanted, "--count", "1").code == 0
    assert project(tmp_path, RECEIVED)["stage"] == "screened"


def test_filters_that_find_nothing_say_so(full: Jbgs) -> None:
    ran = full("edit", "contact=甲", "--owner", "没有的单位", "--reason", "来函", "--count", "0")
    assert (ran.code, "没有符合条件的项目" in ran.err) == (4, True)


def test_codes_and_filters_together_are_refused(full: Jbgs) -> None:
    ran = full("edit", RECEIVED, "contact=甲", "--region", "海宁", "--reason", "来函")
    assert (ran.code, "只能用一种" in ran.err) == (2, True)


def test_nothing_named_is_wrong_usage(full: Jbgs) -> None:
    for words in (("show",), ("edit", "contact=甲", "--reason", "来函"), ("approve", "--document", "文")):
        ran = full(*words)
        assert (ran.code, "缺少参数" in ran.err, ran.out) == (2, True, "")


# -- Excel lists ---------------------------------------------------------------------------------------------


def test_a_list_gives_each_its_own_values_and_day(full: Jbgs, tmp_path: Path) -> None:
    assert full("contract", "pay", FILED, CONTRACTED, "--template", "付款.xlsx").code == 0
    path = filled(
        tmp_path / "付款.xlsx",
        [
            {"付款金额": "10万元", "发票号码": "F100", "银行付款凭证号": "P100", "日期": "2021-11-01"},
            {"付款金额": 200000, "发票号码": "F101", "银行付款凭证号": "P101", "日期": "2021-11-02"},
        ],
    )
    ran = full("contract", "pay", "--from", path, "--json")
    assert ran.code == 0, ran.err
    assert [one["where"] for one in ran.json["results"]] == ["第4行", "第5行"]
    paid = project(tmp_path, FILED)["occurred"]["1"]  # type: ignore[index]
    assert (paid["amount"], paid["on"], paid["invoice"]) == ("100000.00", "2021-11-01", "F100")


def test_a_list_is_refused_with_all_its_faults(full: Jbgs, tmp_path: Path) -> None:
    full("contract", "pay", FILED, CONTRACTED, "--template", "付款.xlsx")
    path = filled(
        tmp_path / "付款.xlsx",
        [{"付款金额": "约10万元", "发票号码": "F100", "日期": "某日"}, {"付款金额": "1万", "发票号码": "F1"}],
    )
    before = stored(tmp_path)
    ran = full("contract", "pay", "--from", path)
    assert (ran.code, ran.out) == (2, "")
    assert "第4行：没有填写“银行付款凭证号”" in ran.err
    assert "第5行：没有填写“银行付款凭证号”" in ran.err
    assert stored(tmp_path) == before


def test_rows_that_cannot_be_done_are_named_by_row(full: Jbgs, tmp_path: Path) -> None:
    full("contract", "pay", FILED, CONTRACTED, "--template", "付款.xlsx")
    row = {"付款金额": "1万", "发票号码": "F1", "银行付款凭证号": "P1", "日期": "2021-11-01"}
    path = filled(tmp_path / "付款.xlsx", [row, row])
    ran = full("contract", "pay", "--from", path)
    assert ran.code == 5
    assert "第5行 GJ-2021-HN-006：发票“F1”已登记在" in ran.err


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([["项目", "付款金额"]], "没有表头"),
        ([["项目编号", "付款金额", "备注栏"], ["HN-1", "1万", ""]], "不认识栏目“备注栏”"),
        ([["项目编号", "付款金额", "付款金额"], ["HN-1", "1万", "2万"]], "出现了两次"),
        ([["项目编号", "付款金额"]], "没有填写任何一行"),
    ],
)
def test_a_list_that_is_none(full: Jbgs, tmp_path: Path, cells: list[list[str]], said: str) -> None:
    book = openpyxl.Workbook()
    for row in cells:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "单.xlsx")
    ran = full("contract", "pay", "--from", "单.xlsx")
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_a_list_that_is_no_file(full: Jbgs, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04rubbish")
    for name, code in (("没有.xlsx", 4), ("坏.xlsx", 2), ("home", 2)):
        ran = full("contract", "pay", "--from", name)
        assert (ran.code, name in ran.err, "Traceback" in ran.err) == (code, True, False)


def test_a_template_lists_the_projects_that_are_meant(full: Jbgs, tmp_path: Path) -> None:
    assert full("evaluate", "--stage", "approved", "--template", "评价.xlsx").code == 0
    rows = list(openpyxl.load_workbook(tmp_path / "评价.xlsx").active.values)  # type: ignore[union-attr]
    header = next(row for row in rows if row[0] == "项目编号")
    assert header[:4] == ("项目编号", "项目名称（供核对）", "等次", "结果")
    assert rows[rows.index(header) + 1][:2] == (code_at("approved"), "项目approved")


def test_bids_are_linked_by_a_list(full: Jbgs, tmp_path: Path) -> None:
    assert full("intent", "link", "--template", "意向.xlsx").code == 0
    row = {"项目编号": code_at("published"), "揭榜意向编号": "YX-2021-009"}
    ran = full("intent", "link", "--from", filled(tmp_path / "意向.xlsx", [row]), "--json")
    assert ran.code == 0, ran.err
    [done] = ran.json["results"]
    assert (done["result"]["intent"], done["code"]) == ("YX-2021-009", code_at("published"))
    assert "YX-2021-009" in project(tmp_path, code_at("published"))["intents"]  # type: ignore[operator]
