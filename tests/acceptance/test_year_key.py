"""A whole year of 企业关键技术, from the forms of May 2021 to the last payment in 2022, by commands alone.

* HN-001 is paid in two instalments that reach the cap; NH-001, won by a consortium, has an odd 分 to share.
* PH-001 finds nobody in the first listing and is put out again; TX-001 fails the review; HN-002 is withdrawn.
* JS-001 has a contract in dollars, is paid, terminated, and its subsidy comes back.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document

from tests.acceptance import year
from tests.acceptance.clerk import Clerk, consortium, intent, key
from tests.acceptance.year import PANEL, Line, Sums

HN, PH, NH = "GJ-2021-HN-001", "GJ-2021-PH-001", "GJ-2021-NH-001"
TX, OFF, JS = "GJ-2021-TX-001", "GJ-2021-HN-002", "GJ-2021-JS-001"
USD = "--currency USD --foreign-amount {amount} --exchange-rate {rate} --rate-day {day}"
WON = f"{HN} {NH} {JS}"

SEEKING: list[Line] = [
    ("2021-05-12", "import 需求 --on 2021-03-15"),  # came in March, entered when the office was set up
    ("2021-05-13", f"screen {HN} {PH} {NH} {TX} {OFF} {JS} --result 通过 --recommender 各地科技局"),
    *year.experts("2021-05-14"),
    ("2021-05-18", f"review open {HN} {PH} {NH} {TX} {OFF} {JS} --subject 论证 {PANEL}"),
    *year.scored("2021-05-20", "PS-2021-01", "demand", {HN: 90, PH: 80, NH: 85, TX: 55, OFF: 75, JS: 70}),
    ("2021-05-21", "review close PS-2021-01 --document 论证纪要〔2021〕1号"),
]
MARKET: list[Line] = [
    ("2021-05-24", "listing new 2021年第一批 --deadline 2021-06-20 --sealed"),
    ("2021-05-24", f"listing add 2021年第一批 {HN} {PH} {NH} {OFF} {JS}"),
    ("2021-05-25", "listing publish 2021年第一批 --channels 门户网站"),
    ("2021-06-02", f"stage {OFF} --to withdrawn --reason 企业已自行解决"),
    ("2021-06-10", "import 意向"),
    ("2021-06-15", f"intent talk {HN} --bidder 某大学 --note 商定考核指标 --attendees 双方技术负责人"),
    ("2021-06-23", "import 迟到"),
    ("2021-06-24", "intent open 2021年第一批"),
    ("2021-06-24", "listing close 2021年第一批"),
    ("2021-06-25", f"intent award {HN} 某大学 --grounds 比选纪要〔2021〕1号"),
    ("2021-06-25", f"intent award {NH} 清江大学 --grounds 比选纪要〔2021〕1号 --agreement 联合攻关协议"),
    ("2021-06-25", f"intent award {JS} 外国研究所 --grounds 比选纪要〔2021〕1号"),
    ("2021-06-28", f"intent letters {WON} -o 函 --sent"),
    ("2021-08-20", "listing new 2021年第二批 --deadline 2021-09-20"),
    ("2021-08-20", f"listing add 2021年第二批 {PH}"),
    ("2021-08-23", "listing publish 2021年第二批 --channels 门户网站"),
    ("2021-09-10", "import 意向二"),
    ("2021-09-22", "listing close 2021年第二批"),
    ("2021-09-25", f"intent award {PH} 戊公司 --grounds 比选纪要〔2021〕2号"),
    ("2021-09-26", f"intent letters {PH} -o 函 --sent"),
]
CONTRACTS: list[Line] = [
    ("2021-07-05", f"contract add {HN} --number HT1 --amount 1400万"),
    ("2021-07-05", f"contract add {NH} --number HT2 --amount 2500000.20"),
    (
        "2021-07-05",
        f"contract add {JS} --number HT3 {USD.format(amount='100万', rate='6.4601', day='2021-06-30')}",
    ),
    *(("2021-07-12", f"contract file {code} --number 备{n}") for n, code in enumerate((HN, NH, JS), 1)),
    ("2021-08-10", f"contract pay {HN} --amount 600万 --invoice F1 --voucher V1"),
    ("2021-08-12", f"contract pay {NH} --amount 2500000.20 --invoice F2 --voucher V2"),
    (
        "2021-09-15",
        f"contract pay {JS} --invoice F3 --voucher V3 "
        + USD.format(amount="50万", rate="6.3965", day="2021-09-15"),
    ),
    ("2021-10-11", f"contract add {PH} --number HT4 --amount 300万"),
    ("2021-11-01", f"contract file {PH} --number 备4"),
    ("2022-01-10", f"contract pay {PH} --amount 300万 --invoice F4 --voucher V4"),
    ("2022-02-10", f"contract pay {HN} --amount 800万 --invoice F5 --voucher V5"),
]
APPROVAL: list[Line] = [
    ("2021-08-30", f"review open {WON} --subject 立项 {PANEL}"),
    *year.scored("2021-09-01", "PS-2021-02", "approval", {HN: 90, NH: 80, JS: 70}),
    ("2021-09-02", "review close PS-2021-02 --document 立项评审意见"),
    ("2021-09-06", f"publicity open {WON} --subject 立项 --channels 门户网站"),
    ("2021-09-14", "publicity close GS-2021-001 --result 无异议"),
    ("2021-09-15", f"approve {WON} --document 嘉科计〔2021〕12号"),
    ("2022-01-05", f"publicity open {PH} --subject 立项 --channels 门户网站"),
    ("2022-01-14", "publicity close GS-2022-001 --result 无异议"),
    ("2022-01-17", f"approve {PH} --document 嘉科计〔2022〕1号"),
]
VISITED = "--visitors 科技:张三 --visitors 经信:李四 --visitors 商务:王五"
FIELD: list[Line] = [
    *year.months("2021-05", "2022-02"),
    ("2021-08-20", f"visit record {NH} {JS} --progress 按计划进行 {VISITED}"),
    (
        "2021-08-20",
        f"visit record {HN} --progress 拖延 --reason 设备进口推迟 {VISITED}"
        " --problem 进口手续未办 --department 商务局 --due 2021-09-20",
    ),
    ("2021-09-10", f"visit settle {HN} 1 --outcome 手续已办"),
    ("2021-11-15", f"visit record {HN} {NH} {JS} {PH} --progress 按计划进行 {VISITED}"),
    ("2022-02-15", f"visit record {HN} {NH} {JS} {PH} --progress 按计划进行 {VISITED}"),
]
MONEY: list[Line] = [
    ("2021-12-01", f"evaluate {HN} {NH} {JS} --grade 良好 --result passed"),
    ("2021-12-10", f"subsidy pay {HN} {NH} {JS} --document 补〔2021〕1号"),
    ("2022-03-01", f"evaluate {PH} --grade 合格 --result passed"),
    ("2022-03-04", f"stage {JS} --to terminated --reason 攻关失败"),
    ("2022-03-10", f"subsidy pay {HN} {PH} --document 补〔2022〕1号"),
    ("2022-03-15", f"subsidy recover {JS} --reason 项目终止 --document 嘉科〔2022〕4号"),
    ("2022-03-20", f"stage {HN} {NH} {PH} --to closed"),
]
YEAR = [*SEEKING, *MARKET, *CONTRACTS, *APPROVAL, *FIELD, *MONEY]
END = "2022-03-31"

# What is due in December 2021 (yuan; 三、2.(2): a quarter of what occurred):
DECEMBER = {
    HN: {"海宁市": "1500000.00"},  # 6 000 000.00 × 25 %
    # 2 500 000.20 × 25 % = 625 000.05; half is 312 500.025: the odd 分 is the city's
    NH: {"嘉兴市": "312500.03", "南湖区": "312500.02"},
    JS: {"嘉善县": "799562.50"},  # 500 000 USD × 6.3965 = 3 198 250.00; × 25 %
}
DECEMBER_TOTAL = "2924562.55"  # 1 500 000.00 + 625 000.05 + 799 562.50
MARCH = {
    HN: {"海宁市": "1500000.00"},  # 14 000 000 × 25 % = 3 500 000, capped at 3 000 000, less 1 500 000
    PH: {"平湖市": "750000.00"},  # 3 000 000 × 25 %
}
BY: dict[str, dict[str, Sums]] = {
    "payer": {
        "嘉兴市": ("312500.03", "0.00", "312500.03"),
        "南湖区": ("312500.02", "0.00", "312500.02"),
        "嘉善县": ("799562.50", "799562.50", "0.00"),
        "海宁市": ("3000000.00", "0.00", "3000000.00"),
        "平湖市": ("750000.00", "0.00", "750000.00"),
    },
    "region": {
        "南湖区": ("625000.05", "0.00", "625000.05"),
        "嘉善县": ("799562.50", "799562.50", "0.00"),
        "海宁市": ("3000000.00", "0.00", "3000000.00"),
        "平湖市": ("750000.00", "0.00", "750000.00"),
    },
    "year": {
        "2021": (DECEMBER_TOTAL, "0.00", DECEMBER_TOTAL),
        "2022": ("2250000.00", "799562.50", "1450437.50"),
    },
}
WHOLE: Sums = ("5174562.55", "799562.50", "4375000.05")  # 2 924 562.55 + 2 250 000.00, less 799 562.50

# Six forms; all but TX-001 listed; bids: 2 HN, 2 NH (one late), 1 JS, 1 PH. Contracts: 14 000 000.00
# + 2 500 000.20 + 1 000 000 USD × 6.4601 + 3 000 000.00. Occurred: 6 000 000.00 + 2 500 000.20
# + 3 198 250.00.
IN_2021 = (6, 5, 5, 6, 4, 4, "25960100.20", 4, 3, "11698250.20", DECEMBER_TOTAL)
# PH-001 is approved; 3 000 000 and 8 000 000 occur; 2 250 000.00 less what came back.
IN_2022 = (0, 0, 0, 0, 0, 0, "0.00", 0, 1, "11000000.00", "1450437.50")


def forms() -> None:
    for number, (title, owner, region) in enumerate(
        (
            ("碳纤维缠绕", "海宁一号公司", "海宁"),
            ("气凝胶毡", "平湖三号公司", "平湖"),
            ("电镀铜互连", "南湖五号公司", "南湖区"),
            ("印染废水回用", "桐乡七号公司", "桐乡"),
            ("经编涂层", "海宁一号公司", "海宁市"),
            ("低温银浆", "嘉善九号公司", "嘉善县"),
        )
    ):
        key(Path(f"需求/{number}.docx"), title, owner, region)
    intent(Path("意向/1.docx"), "碳纤维缠绕", "某大学", "1400")
    intent(Path("意向/2.docx"), "碳纤维缠绕", "丙研究所", "1300")
    consortium(Path("意向/3.docx"), "电镀铜互连", "清江大学", "清江大学（牵头单位）\n丁公司", price="250")
    intent(Path("意向/4.docx"), "低温银浆", "外国研究所", "646")
    intent(Path("迟到/5.docx"), "电镀铜互连", "庚公司", "240")
    intent(Path("意向二/6.docx"), "气凝胶毡", "戊公司", "300")


def test_a_year_of_key_projects(clerk: Clerk) -> None:
    forms()
    year.play(clerk, YEAR, until="2021-06-24")
    assert [one["bidder"] for one in clerk.json("2021-06-23", "intent list --late")["intents"]] == ["庚公司"]
    year.play(clerk, YEAR, since="2021-06-24", until="2021-12-10")
    lost = Document(f"函/{HN} 未中榜告知函 丙研究所.docx").paragraphs
    assert any("已确定由某大学揭榜" in one.text for one in lost)
    year.plan_is(clerk, "2021-12-02", DECEMBER_TOTAL, DECEMBER)
    year.play(clerk, YEAR, since="2021-12-10", until="2022-03-10")
    year.plan_is(clerk, "2022-03-05", "2250000.00", MARCH)
    year.play(clerk, YEAR, since="2022-03-10")

    year.totals_are(clerk, END, BY, WHOLE)
    year.report_is(clerk, END, "2021-12", IN_2021)
    year.report_is(clerk, END, "2022-03", IN_2022)
    year.ends_well(
        clerk,
        END,
        {HN: "closed", PH: "closed", NH: "closed", TX: "rejected", OFF: "withdrawn", JS: "terminated"},
    )
