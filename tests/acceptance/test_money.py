"""Contract, publicity, approval, evaluation and subsidy of three projects over two years, by commands alone.

The money, worked by hand (yuan; 三、2):

* XZ-001, common, 秀洲: contract 5 000 000.02, half is 2 500 000.01: the city pays 1 250 000.01,
  秀洲 1 250 000.00. Cut by 1 000 000, 2 000 000.01 remain; 500 000.00 come back, half to each.
* HN-001, key, 海宁: contract 14 000 000; 6 000 000 occurred in 2021: 1 500 000. In 2022 7 000 000 more, less
  500 000 refunded: 12 500 000 × 25 % is over the cap, so 1 500 000 more.
* JX-001, transfer, of a firm in 平湖: contract 600 000 EUR, paid 400 000 at 7.7001: 3 080 040.00, of which a
  quarter is 770 010.00; terminated: all of it comes back.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.clerk import After, Clerk, common, intent, key, transfer

PANEL = "--expert 甲:技术 --expert 乙:管理 --expert 丙:财务"
EUR = "--currency EUR --exchange-rate {rate} --rate-day {day} --foreign-amount {amount}"
CODES = "HN-001 XZ-001 JX-001"

WORK = [
    ("2021-05-10", "import 需求"),
    ("2021-05-11", f"stage {CODES} --to screened"),
    ("2021-05-12", "review close HN-001 JX-001 --result passed --document 意见1"),
    ("2021-05-12", f"review close XZ-001 --result passed --document 意见2 {PANEL}"),
    ("2021-05-20", "listing new 2021年第一批 --deadline 2021-06-20"),
    ("2021-05-20", f"listing add 2021年第一批 {CODES}"),
    ("2021-05-21", "listing publish 2021年第一批"),
    ("2021-06-01", "import 意向"),
    ("2021-06-22", "intent award HN-001 某大学 --grounds 纪要"),
    ("2021-06-22", "intent award XZ-001 汽车所 --grounds 纪要"),
    ("2021-06-22", "intent award JX-001 平湖保温公司 --grounds 纪要 --region 平湖"),
    ("2021-07-01", "contract add HN-001 --number HT1 --amount 1400万"),
    ("2021-07-01", "contract add XZ-001 --number HT2 --amount 5000000.02 --technology 400万"),
    (
        "2021-07-01",
        f"contract add JX-001 --number HT3 {EUR.format(rate='7.6', day='2021-06-30', amount='60万')}",
    ),
    ("2021-07-05", "contract register HN-001 --number 2021330400000012"),
    ("2021-07-05", "contract file HN-001 --number BA1"),
    (
        "2021-07-20",
        "contract pay HN-001 --amount 600万 --invoice F1 --voucher V1 --voucher-date 2021-07-20 --file 票",
    ),
    (
        "2021-07-20",
        "contract pay JX-001 --invoice F2 --voucher V2 "
        + EUR.format(rate="7.7001", day="2021-07-20", amount="40万"),
    ),
    (
        "2021-09-13",
        f"publicity open {CODES} --subject 立项 --channels 门户网站",
    ),  # to 18 September, a worked Saturday
    ("2021-09-15", "publicity objection GS-2021-001 --by-whom 丙公司 --text 指标不实"),
    ("2021-09-17", "publicity settle GS-2021-001 1 --outcome 经核实不成立"),
    ("2021-09-20", "publicity close GS-2021-001 --result 无异议"),
    ("2021-09-20", f"approve {CODES} --document 嘉科计〔2021〕12号"),
    ("2021-10-11", "subsidy pay XZ-001 --payer 秀洲 --document 秀财〔2021〕3号"),
    ("2021-10-12", "subsidy pay XZ-001 --document 嘉财〔2021〕9号"),
    ("2021-12-01", "evaluate HN-001 --grade 良好 --result passed --file 票"),
    ("2021-12-01", "evaluate JX-001 --grade 合格 --result passed"),
    ("2021-12-10", "subsidy pay HN-001 JX-001 --document 补〔2021〕1号"),
    ("2022-02-10", "contract pay HN-001 --amount 700万 --invoice F3 --voucher V3"),
    ("2022-02-20", "contract unpay HN-001 --payment 2 --amount 50万 --voucher 退1 --reason 部分退款"),
    ("2022-03-01", "subsidy pay HN-001"),
    ("2022-03-05", "contract add XZ-001 --number HT2补 --supplements HT2 --amount -100万 --reason 核减内容"),
    ("2022-03-10", "subsidy recover XZ-001 --document 嘉科〔2022〕4号 --reason 合同核减"),
    ("2022-03-15", "stage JX-001 --to terminated --reason 转化失败"),
    ("2022-03-20", "subsidy recover JX-001 --amount 40万 --reason 项目终止"),
    ("2022-03-25", "subsidy recover JX-001 --reason 项目终止"),
]

BY_PAYER = {
    "嘉兴市": ("1250000.01", "250000.00", "1000000.01"),
    "平湖市": ("770010.00", "770010.00", "0.00"),
    "海宁市": ("3000000.00", "0.00", "3000000.00"),
    "秀洲区": ("1250000.00", "250000.00", "1000000.00"),
}
BY_YEAR = {
    "2021": ("4770010.01", "0.00", "4770010.01"),
    "2022": ("1500000.00", "1270010.00", "229990.00"),
}
BY_REGION = {
    "平湖市": ("770010.00", "770010.00", "0.00"),
    "海宁市": ("3000000.00", "0.00", "3000000.00"),
    "秀洲区": ("2500000.01", "500000.00", "2000000.01"),
}
WHOLE = {"paid": "6270010.01", "recovered": "1270010.00", "net": "5000000.01"}
MONTHS = {
    # month: contract amount, occurred, subsidy
    "2021-07": ("23560000.02", "9080040.00", "0.00"),
    "2021-10": ("0.00", "0.00", "2500000.01"),
    "2021-12": ("0.00", "0.00", "2270010.00"),
    "2022-02": ("0.00", "6500000.00", "0.00"),
    "2022-03": ("-1000000.00", "0.00", "229990.00"),
}
END = "2022-03-31"


def _work(clerk: Clerk) -> None:
    key(Path("需求/海宁.docx"), "碳纤维缠绕", "海宁一号公司", "海宁")
    common(Path("需求/秀洲.docx"), "悬架共性技术", "某行业协会", "秀洲区")
    transfer(Path("需求/上海.docx"), "气凝胶", "上海某研究所")
    intent(Path("意向/1.docx"), "碳纤维缠绕", "某大学", "1400")
    intent(Path("意向/2.docx"), "悬架共性技术", "汽车所", "500")
    intent(Path("意向/3.docx"), "气凝胶", "平湖保温公司", "450")
    Path("票").write_bytes(b"%PDF-1.7 scan")
    for day, line in WORK:
        clerk(day, line)


@pytest.fixture
def worked(after: After) -> Clerk:
    return after(_work)


@pytest.mark.parametrize(
    ("by", "rows"),
    [("payer", BY_PAYER), ("year", BY_YEAR), ("region", BY_REGION)],
    ids=["payer", "year", "region"],
)
def test_the_totals_are_those_worked_by_hand(
    worked: Clerk, by: str, rows: dict[str, tuple[str, str, str]]
) -> None:
    told = worked.json(END, f"subsidy totals --group-by {by}")
    assert {one[by]: (one["paid"], one["recovered"], one["net"]) for one in told["rows"]} == rows
    assert told["total"] == WHOLE


def test_the_months_are_net_and_the_past_says_what_it_said(worked: Clerk) -> None:
    for month, figures in MONTHS.items():
        told = worked.json(END, f"report monthly --month {month}")["total"]
        assert (told["contract_amount"], told["occurred"], told["subsidy"]) == figures, month
    year = worked.json(END, "report monthly --month 2021-12")["year_to_date"]
    assert (year["occurred"], year["subsidy"]) == ("9080040.00", "4770010.01")


def test_nothing_more_is_due_nor_to_be_recovered_and_all_is_in_order(worked: Clerk) -> None:
    plan = worked.json(END, "subsidy plan --waiting")
    assert (plan["total"], plan["recoverable"], plan["projects"], plan["recoveries"]) == (
        "0.00",
        "0.00",
        [],
        [],
    )
    assert worked.json(END, "check")["ok"]
    shown = worked.json(END, "show XZ-001")
    assert [one["amount"] for one in shown["payments"]] == ["1250000.00", "1250000.01", "-500000.00"]
    assert shown["publicities"][0]["end"] == "2021-09-18"
    assert shown["approval"] == {"on": "2021-09-20", "document": "嘉科计〔2021〕12号", "year": 2021}


def test_what_came_too_early_was_refused_and_all_can_be_taken_back(worked: Clerk) -> None:
    for _ in WORK:
        worked(END, "undo --reason 从头再来")
    assert worked.json(END, "check")["ok"]
    for day, line in WORK[:18]:
        worked(day, line)
    worked("2021-09-13", f"publicity open {CODES} --subject approval")
    worked("2021-09-18", f"approve {CODES} --document 嘉科计〔2021〕12号", code=5)
    assert worked.said.count("立项公示 GS-2021-001 期限未满（至 2021-09-18）") == 3
    worked("2021-09-19", f"approve {CODES} --document 嘉科计〔2021〕12号")
    worked("2021-09-19", "subsidy pay XZ-001 --payer 嘉兴市 --amount 1250000.02", code=5)
    assert "嘉兴市拨付 1,250,000.02 元不在应拨付的 1,250,000.01 元以内" in worked.said
    worked("2021-09-19", "subsidy pay HN-001", code=5)
    assert "绩效评价尚未通过" in worked.said
