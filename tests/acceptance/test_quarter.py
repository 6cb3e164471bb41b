"""A quarter of an office's work, its monthly figures counted by hand from the days below."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.acceptance.clerk import After, Clerk, common, intent, key, transfer

HN, PH, XZ, JX = "GJ-2021-HN-001", "GJ-2021-PH-001", "GX-2021-XZ-001", "ZH-2021-JX-001"

PANEL = "--expert 甲:技术 --expert 乙:管理 --expert 丙:财务"

# (the day it is typed, the line); --on is the day that it happened where it is typed late.
WORK = [
    ("2021-05-10", "import 需求"),
    ("2021-05-11", "stage HN-001 PH-001 XZ-001 JX-001 --to screened"),
    ("2021-05-12", "review close HN-001 PH-001 JX-001 --result passed --document 意见1"),
    ("2021-05-12", f"review close XZ-001 --result passed --document 二 {PANEL}"),
    ("2021-05-20", "listing new 2021年第一批 --deadline 2021-06-20"),
    ("2021-05-20", "listing add 2021年第一批 HN-001 PH-001 XZ-001 JX-001"),
    ("2021-05-21", "listing publish 2021年第一批"),
    ("2021-06-01", "import 意向"),
    ("2021-06-21", "listing close 2021年第一批"),
    ("2021-06-22", "intent award HN-001 某大学 --grounds 纪要"),
    ("2021-07-05", "intent award XZ-001 汽车所 --grounds 纪要 --on 2021-06-30"),
    ("2021-07-05", "intent award JX-001 平湖保温公司 --grounds 纪要 --region 平湖"),
    ("2021-07-06", "contract add HN-001 --number HT1 --amount 600万 --on 2021-06-25"),
    ("2021-06-28", "contract file HN-001 --number BA1"),
    ("2021-07-20", "contract pay HN-001 --amount 350万 --invoice F1 --voucher V1 --on 2021-06-30"),
    ("2021-07-08", "contract add XZ-001 --number HT2 --amount 6000000.01"),
    ("2021-07-10", "contract add JX-001 --number HT3 --amount 400万"),
    ("2021-07-12", "contract add HN-001 --number HT1补 --amount 700万 --supplements HT1"),
    ("2021-07-15", "contract pay JX-001 --amount 3333333.33 --invoice F2 --voucher V2"),
    ("2021-07-20", "approve HN-001 XZ-001 JX-001 --document 嘉科计〔2021〕12号"),
    ("2021-07-21", "subsidy pay XZ-001"),
    ("2021-09-01", "listing new 2021年第二批"),
    ("2021-09-01", "listing add 2021年第二批 PH-001"),
    ("2021-09-02", "listing publish 2021年第二批 --deadline 2021-09-30"),
    ("2021-12-20", "evaluate HN-001 --grade 良好 --result passed"),
    ("2021-12-20", "evaluate JX-001 --grade 良好 --result passed"),
    ("2021-12-21", "subsidy pay JX-001"),
    ("2021-12-21", "subsidy pay HN-001 --amount 50万"),
    ("2021-12-22", "subsidy pay HN-001"),
    ("2022-03-01", "contract pay HN-001 --amount 950万 --invoice F3 --voucher V3"),
    ("2022-03-05", "subsidy pay HN-001"),
]

NAMES = (
    *("received", "listed", "published", "intents", "awarded", "contracted", "contract_amount"),
    *("filed", "approved", "occurred", "subsidy"),
)
MONTHS = {
    "2021-04": (0, 0, 0, 0, 0, 0, "0.00", 0, 0, "0.00", "0.00"),
    "2021-05": (4, 4, 4, 0, 0, 0, "0.00", 0, 0, "0.00", "0.00"),
    "2021-06": (0, 0, 0, 3, 2, 1, "6000000.00", 1, 0, "3500000.00", "0.00"),
    "2021-07": (0, 0, 0, 0, 1, 2, "17000000.01", 0, 3, "3333333.33", "3000000.00"),
    "2021-09": (0, 1, 1, 0, 0, 0, "0.00", 0, 0, "0.00", "0.00"),
    # 833 333.33 to the transfer's winner; 25 % of 3 500 000 to HN, in two parts
    "2021-12": (0, 0, 0, 0, 0, 0, "0.00", 0, 0, "0.00", "1708333.33"),
    # what is left of HN's cap: 3 000 000 − 875 000
    "2022-03": (0, 0, 0, 0, 0, 0, "0.00", 0, 0, "9500000.00", "2125000.00"),
}
YEAR = (4, 4, 4, 3, 3, 3, "23000000.01", 1, 3, "6833333.33", "4708333.33")


def _work(clerk: Clerk) -> None:
    for path, *rest in (
        ("需求/海宁.docx", "碳纤维缠绕", "海宁一号公司", "海宁"),
        ("需求/平湖.docx", "没有人要的题目", "平湖三号公司", "嘉兴市平湖市"),
    ):
        key(Path(path), *rest)
    common(Path("需求/子目录/秀洲.docx"), "悬架共性技术", "某行业协会", "秀洲区")
    transfer(Path("需求/上海.docx"), "气凝胶", "上海某研究所")
    intent(Path("意向/1.docx"), "碳纤维缠绕", "某大学", "700")
    intent(Path("意向/2.docx"), "悬架共性技术", "汽车所", "900")
    intent(Path("意向/3.docx"), "气凝胶", "平湖保温公司", "450")
    for day, line in WORK:
        clerk(day, line)


@pytest.fixture
def worked(after: After) -> Clerk:
    return after(_work)


def test_the_months_are_as_counted_by_hand(worked: Clerk) -> None:
    for month, figures in MONTHS.items():
        told = worked.json("2022-03-31", f"report monthly --month {month}")
        assert told["total"] == dict(zip(NAMES, figures, strict=True)), month
    assert worked.json("2022-03-31", "report monthly --month 2021-12")["year_to_date"] == dict(
        zip(NAMES, YEAR, strict=True)
    )


def test_the_workbook_says_the_same_and_adds_up(worked: Clerk) -> None:
    worked("2022-03-31", "report monthly --month 2021-06 -o 月报")
    path = "月报/揭榜情况月报 2021-06.xlsx"
    stored, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    month = stored.worksheets[0]
    last = next(row for row in month.iter_rows(values_only=True) if row[0] == "合计")
    assert list(last[2:]) == [0, 0, 0, 3, 2, 1, 600, 1, 0, 350, 0]
    sums = [cell for row in formulas.worksheets[0].iter_rows() for cell in row if cell.data_type == "f"]
    assert sums
    for cell in sums:
        start, end = str(cell.value).removesuffix(")").split(",")[1].split(":")
        parts = [one for (one,) in month[start:end]]
        plain = [p.value for p in parts if formulas.worksheets[0][p.coordinate].data_type != "f"]
        assert month[cell.coordinate].value == pytest.approx(sum(plain)), cell.coordinate


def test_who_was_paid_by_whom(worked: Clerk) -> None:
    def parts(code: str) -> list[tuple[str, str, str]]:
        payments = worked.json("2022-03-31", f"show {code}")["payments"]
        return [(o["recipient"], p["payer"], p["amount"]) for o in payments for p in o["payers"]]

    assert parts(XZ) == [("某行业协会", "嘉兴市", "1500000.00"), ("某行业协会", "秀洲区", "1500000.00")]
    assert parts(JX) == [("平湖保温公司", "平湖市", "833333.33")]
    assert [amount for _, _, amount in parts(HN)] == ["500000.00", "375000.00", "2125000.00"]
    worked("2022-03-06", "subsidy pay HN-001", code=5)
    assert "没有应拨付的补助" in worked.said


def test_a_project_that_found_nobody_stands_in_the_second_listing(worked: Clerk) -> None:
    [one] = worked.json("2022-03-31", "list --listing 2021年第二批")["projects"]
    assert (one["code"], one["stage"]) == (PH, "published")
    june = worked.json("2022-03-31", "report monthly --month 2021-06")["projects"]
    assert [row["state"] for row in june if row["code"] == PH] == ["unclaimed"]


def test_all_of_it_can_be_taken_back_step_by_step(worked: Clerk) -> None:
    for step in range(len(WORK)):
        worked("2022-03-31", "undo --reason 试")
        assert step % 5 or worked.json("2022-03-31", "check")["ok"]
    worked("2022-03-31", "undo --reason 试", code=4)
    assert worked.json("2022-03-31", "info")["projects"] == 0
    worked("2022-03-31", "import 需求")
    assert worked.json("2022-03-31", "list")["count"] == 4


def test_the_announcement_prints_days_and_amounts_as_documents_do(worked: Clerk) -> None:
    from docx import Document

    worked("2022-03-31", "report listing --listing 2021年第一批 -o 榜单")
    text = "\n".join(one.text for one in Document("榜单/榜单 2021年第一批.docx").paragraphs)
    assert "完成时限：2022年12月31日" in text
    assert "完成时限：2023年6月" in text
    assert "意向价格：500万元" in text
    assert "拟投入资金：500万元" not in text
