"""A whole year of 产业共性技术, from the forms of May 2021 to the last payment in 2022, by commands alone.

* XZ-001, won by a consortium, is paid before its evaluation; a supplement brings it to the cap; both shares
  have an odd 分.
* PH-001 finds nobody in the first listing and is put out again; TX-001 fails the review; NH-001 is withdrawn.
* HN-001 has a contract in euros. JK-001 is paid and terminated, and its subsidy comes back.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document

from tests.acceptance import year
from tests.acceptance.clerk import Clerk, common, consortium, intent
from tests.acceptance.year import PANEL, Line, Sums

XZ, JK, HN = "GX-2021-XZ-001", "GX-2021-JK-001", "GX-2021-HN-001"
PH, TX, NH = "GX-2021-PH-001", "GX-2021-TX-001", "GX-2021-NH-001"
WON = f"{XZ} {JK} {HN}"
EUR = "--currency EUR --foreign-amount {amount} --exchange-rate {rate} --rate-day {day}"
JKQ = "嘉兴经济技术开发区（国际商务区）"

SEEKING: list[Line] = [
    ("2021-05-12", "import 需求 --on 2021-03-15"),  # came in March, entered when the office was set up
    ("2021-05-13", f"screen {XZ} {JK} {HN} {PH} {TX} {NH} --result 通过 --recommender 各地科技局"),
    *year.experts("2021-05-14"),
    (
        "2021-05-18",
        f"review open {XZ} {JK} {HN} {PH} {TX} {NH} --subject 论证 --draw 技术=1,管理=1,财务=1 --seed 7",
    ),
    *year.scored("2021-05-20", "PS-2021-01", "demand", {XZ: 90, JK: 88, HN: 80, PH: 75, TX: 59, NH: 70}),
    ("2021-05-21", "review close PS-2021-01 --document 论证纪要〔2021〕1号"),
    ("2021-05-23", f"stage {NH} --to withdrawn --reason 联盟另行组织攻关"),
]
MARKET: list[Line] = [
    ("2021-05-24", "listing new 2021年第一批 --deadline 2021-06-20"),
    ("2021-05-24", f"listing add 2021年第一批 {XZ} {JK} {HN} {PH}"),
    ("2021-05-25", "listing publish 2021年第一批 --channels 门户网站"),
    ("2021-06-10", "import 意向"),
    ("2021-06-12", f"intent talk {XZ} --bidder 汽车所 --note 商定考核指标"),
    ("2021-06-22", "import 迟到"),
    ("2021-06-24", "listing close 2021年第一批"),
    ("2021-06-25", f"intent award {XZ} 汽车所 --grounds 比选纪要〔2021〕1号 --agreement 联合攻关协议"),
    ("2021-06-25", f"intent award {JK} 光伏研究院 --grounds 比选纪要〔2021〕1号"),
    ("2021-06-25", f"intent award {HN} 外国纺织研究所 --grounds 比选纪要〔2021〕1号"),
    ("2021-06-28", f"intent letters {WON} -o 函 --sent"),
    ("2021-08-20", "listing new 2021年第二批 --deadline 2021-09-20"),
    ("2021-08-20", f"listing add 2021年第二批 {PH}"),
    ("2021-08-23", "listing publish 2021年第二批 --channels 门户网站"),
    ("2021-09-10", "import 意向二"),
    ("2021-09-22", "listing close 2021年第二批"),
    ("2021-09-25", f"intent award {PH} 传感大学 --grounds 比选纪要〔2021〕2号"),
    ("2021-09-26", f"intent letters {PH} -o 函 --sent"),
]
CONTRACTS: list[Line] = [
    ("2021-07-05", f"contract add {XZ} --number HT1 --amount 5000000.02 --technology 400万"),
    ("2021-07-05", f"contract add {JK} --number HT2 --amount 400万"),
    (
        "2021-07-05",
        f"contract add {HN} --number HT3 {EUR.format(amount='60万', rate='7.6421', day='2021-07-01')}",
    ),
    ("2021-08-10", f"contract pay {XZ} --amount 200万 --invoice F1 --voucher V1"),
    (
        "2021-08-20",
        f"contract pay {HN} --invoice F2 --voucher V2 "
        + EUR.format(amount="10万", rate="7.6005", day="2021-08-20"),
    ),
    ("2021-10-18", f"contract add {PH} --number HT4 --amount 3000000.01"),
    ("2022-01-10", f"contract add {XZ} --number HT1补 --amount 200万 --supplements HT1"),
    ("2022-01-20", f"contract pay {XZ} --amount 5000000.02 --invoice F3 --voucher V3"),
]
APPROVAL: list[Line] = [
    ("2021-08-30", f"review open {WON} --subject 立项 {PANEL}"),
    *year.scored("2021-09-01", "PS-2021-02", "approval", {XZ: 92, JK: 81, HN: 70}),
    ("2021-09-02", "review close PS-2021-02 --document 立项评审意见"),
    ("2021-09-06", f"publicity open {WON} --subject 立项 --channels 门户网站"),
    ("2021-09-08", "publicity objection GS-2021-001 --by-whom 丙公司 --text 指标不实"),
    ("2021-09-10", "publicity settle GS-2021-001 1 --outcome 经核实不成立"),
    ("2021-09-14", "publicity close GS-2021-001 --result 异议不成立"),
    ("2021-09-15", f"approve {WON} --document 嘉科计〔2021〕12号"),
    ("2022-01-05", f"publicity open {PH} --subject 立项 --channels 门户网站"),
    ("2022-01-14", "publicity close GS-2022-001 --result 无异议"),
    ("2022-01-14", f"approve {PH} --document 嘉科计〔2022〕1号"),
]
VISITED = "--visitors 科技:张三 --visitors 经信:李四 --visitors 商务:王五"
FIELD: list[Line] = [
    *year.months("2021-05", "2022-02"),
    ("2021-08-20", f"visit record {XZ} {HN} --progress 按计划进行 {VISITED}"),
    (
        "2021-08-20",
        f"visit record {JK} --progress 停顿 --reason 团队变动 {VISITED}"
        " --problem 缺试验线 --department 经信局 --due 2021-09-30",
    ),
    ("2021-09-28", f"visit settle {JK} 1 --outcome 已借用试验线"),
    ("2021-11-15", f"visit record {XZ} {JK} {HN} {PH} --progress 按计划进行 {VISITED}"),
    ("2022-02-15", f"visit record {XZ} {HN} {PH} --progress 按计划进行 {VISITED}"),
]
MONEY: list[Line] = [
    ("2021-10-12", f"subsidy pay {JK} {HN} --document 补〔2021〕1号"),
    ("2021-10-12", f"subsidy pay {XZ} --payer 秀洲 --document 秀财〔2021〕3号"),
    ("2021-10-14", f"subsidy pay {XZ} --document 补〔2021〕1号"),
    ("2022-02-10", f"stage {JK} --to terminated --reason 团队解散"),
    ("2022-03-01", f"subsidy pay {XZ} {PH} --document 补〔2022〕1号"),
    ("2022-03-05", f"subsidy recover {JK} --reason 项目终止"),
    ("2022-03-15", f"evaluate {XZ} {HN} {PH} --grade 良好 --result passed"),
    ("2022-03-20", f"stage {XZ} {HN} {PH} --to closed"),
]
YEAR = [*SEEKING, *MARKET, *CONTRACTS, *APPROVAL, *FIELD, *MONEY]
END = "2022-03-31"

# What is due in October 2021 (yuan; 三、2.(1): half of the contract; 三、2: half of that from the city):
OCTOBER = {
    # 5 000 000.02 × 50 % = 2 500 000.01; half is 1 250 000.005: the odd 分 is the city's
    XZ: {"嘉兴市": "1250000.01", "秀洲区": "1250000.00"},
    JK: {"嘉兴市": "1000000.00", JKQ: "1000000.00"},  # 4 000 000 × 50 %
    HN: {"海宁市": "2292630.00"},  # 600 000 EUR × 7.6421 = 4 585 260.00; × 50 %
}
OCTOBER_TOTAL = "6792630.01"  # 2 500 000.01 + 2 000 000.00 + 2 292 630.00
FEBRUARY = {
    # 7 000 000.02 × 50 % = 3 500 000.01, capped at 3 000 000: 1 500 000 each, less what each has paid
    XZ: {"嘉兴市": "249999.99", "秀洲区": "250000.00"},
    PH: {"平湖市": "1500000.01"},  # 3 000 000.01 × 50 % = 1 500 000.005, half up
}
FEBRUARY_TOTAL = "2000000.00"  # 499 999.99 + 1 500 000.01
BY: dict[str, dict[str, Sums]] = {
    "payer": {
        # 1 250 000.01 + 1 000 000.00 + 249 999.99
        "嘉兴市": ("2500000.00", "1000000.00", "1500000.00"),
        "秀洲区": ("1500000.00", "0.00", "1500000.00"),
        JKQ: ("1000000.00", "1000000.00", "0.00"),
        "海宁市": ("2292630.00", "0.00", "2292630.00"),
        "平湖市": ("1500000.01", "0.00", "1500000.01"),
    },
    "region": {
        "秀洲区": ("3000000.00", "0.00", "3000000.00"),
        JKQ: ("2000000.00", "2000000.00", "0.00"),
        "海宁市": ("2292630.00", "0.00", "2292630.00"),
        "平湖市": ("1500000.01", "0.00", "1500000.01"),
    },
    "year": {
        "2021": (OCTOBER_TOTAL, "0.00", OCTOBER_TOTAL),
        "2022": (FEBRUARY_TOTAL, "2000000.00", "0.00"),
    },
}
WHOLE: Sums = ("8792630.01", "2000000.00", "6792630.01")

# Six forms, four of them listed; bids: 2 XZ (one late), 1 JK, 1 HN, 1 PH. Contracts: 5 000 000.02
# + 4 000 000.00 + 4 585 260.00 + 3 000 000.01. Occurred: 2 000 000.00 + 100 000 EUR × 7.6005.
IN_2021 = (6, 4, 4, 5, 4, 4, "16585260.03", 0, 3, "2760050.00", OCTOBER_TOTAL)
# A supplement, one approval; 2 000 000.00 paid and as much come back.
IN_2022 = (0, 0, 0, 0, 0, 0, "2000000.00", 0, 1, "5000000.02", "0.00")


def forms() -> None:
    for number, (title, region, kind) in enumerate(
        (
            ("悬架共性技术", "秀洲区", "☑行业协会 □企业"),
            ("光伏共性技术", "嘉兴经开区", "☑产业创新服务综合体 □企业"),
            ("经编共性技术", "海宁", "☑产业联盟 □企业"),
            ("传感共性技术", "平湖", "☑创新联合体 □企业"),
            ("毛衫共性技术", "桐乡", "☑行业协会 □企业"),
            ("电子级化学品共性技术", "南湖", "☑产业联盟 □企业"),
        )
    ):
        common(Path(f"需求/{number}.docx"), title, "某行业协会", region, kind)
    consortium(Path("意向/1.docx"), "悬架共性技术", "汽车所", "汽车所（牵头单位）\n丁公司", price="500")
    intent(Path("意向/2.docx"), "光伏共性技术", "光伏研究院", "400")
    intent(Path("意向/3.docx"), "经编共性技术", "外国纺织研究所", "458")
    intent(Path("迟到/4.docx"), "悬架共性技术", "橡塑所", "480")
    intent(Path("意向二/5.docx"), "传感共性技术", "传感大学", "300")


def test_a_year_of_common_projects(clerk: Clerk) -> None:
    forms()
    year.play(clerk, YEAR, until="2021-06-24")
    assert [one["bidder"] for one in clerk.json("2021-06-23", "intent list --late")["intents"]] == ["橡塑所"]
    year.play(clerk, YEAR, since="2021-06-24", until="2021-10-12")
    told = clerk.json("2021-10-11", "list --stage approved")["projects"]
    assert [one["code"] for one in told] == [JK, HN, XZ]  # 三、2.(1): led by a 综合体, it comes first
    lost = Document(f"函/{XZ} 未中榜告知函 橡塑所.docx").paragraphs
    assert any("已确定由汽车所揭榜" in one.text for one in lost)
    year.plan_is(clerk, "2021-10-11", OCTOBER_TOTAL, OCTOBER)
    year.play(clerk, YEAR, since="2021-10-12", until="2022-03-01")
    year.plan_is(clerk, "2022-02-28", FEBRUARY_TOTAL, FEBRUARY)
    year.play(clerk, YEAR, since="2022-03-01")

    year.totals_are(clerk, END, BY, WHOLE)
    year.report_is(clerk, END, "2021-12", IN_2021)
    year.report_is(clerk, END, "2022-03", IN_2022)
    year.ends_well(
        clerk,
        END,
        {XZ: "closed", HN: "closed", PH: "closed", TX: "rejected", NH: "withdrawn", JK: "terminated"},
    )
