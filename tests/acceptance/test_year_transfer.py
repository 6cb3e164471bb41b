"""A whole year of 科技成果转化, from the forms of May 2021 to the last payment in 2022, by commands alone.

The owners sit outside the city; the local firm that takes an achievement up is paid, by its own region.

* JX-001 is paid in two instalments that reach the cap; JX-002, taken up by a consortium led by a firm of
  南湖, has an odd 分 to share.
* JX-003 has a contract in euros, is paid and terminated, and its subsidy comes back in two parts.
* JX-004 finds nobody in the first listing and is put out again; JX-005 fails the review; JX-006 is withdrawn.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document

from tests.acceptance import year
from tests.acceptance.clerk import Clerk, consortium, intent, transfer
from tests.acceptance.year import PANEL, Line, Sums

ONE, TWO, THREE, FOUR, FIVE, SIX = CODES = tuple(f"ZH-2021-JX-{number:03}" for number in range(1, 7))
ALL, WON = " ".join(CODES), f"{ONE} {TWO} {THREE}"
EUR = "--currency EUR --foreign-amount {amount} --exchange-rate {rate} --rate-day {day}"

SEEKING: list[Line] = [
    ("2021-05-12", "import 需求 --on 2021-03-15"),  # came in March, entered when the office was set up
    ("2021-05-13", f"screen {ALL} --result 通过 --recommender 市科技局"),
    *year.experts("2021-05-14"),
    ("2021-05-18", f"review open {ALL} --subject 论证 {PANEL}"),
    *year.scored(
        "2021-05-20", "PS-2021-01", "transfer", dict(zip(CODES, (90, 85, 80, 75, 40, 70), strict=True))
    ),
    ("2021-05-21", "review close PS-2021-01 --document 论证纪要〔2021〕1号"),
]
MARKET: list[Line] = [
    ("2021-05-24", "listing new 2021年第一批 --deadline 2021-06-20 --conditions 本市独立法人企业"),
    ("2021-05-24", f"listing add 2021年第一批 {ONE} {TWO} {THREE} {FOUR} {SIX}"),
    ("2021-05-25", "listing publish 2021年第一批 --channels 门户网站"),
    ("2021-06-10", "import 意向"),
    ("2021-06-12", f"intent talk {ONE} --bidder 平湖保温公司 --note 商定转让方式"),
    ("2021-06-15", f"stage {SIX} --to withdrawn --reason 成果已另行转让"),
    ("2021-06-22", "import 迟到"),
    ("2021-06-24", "listing close 2021年第一批"),
    ("2021-06-25", f"intent award {ONE} 平湖保温公司 --region 平湖 --grounds 纪要〔2021〕1号"),
    (
        "2021-06-25",
        f"intent award {TWO} 南湖电池公司 --region 南湖 --grounds 纪要〔2021〕1号 --agreement 联合体协议",
    ),
    ("2021-06-25", f"intent award {THREE} 海盐紧固件公司 --region 海盐 --grounds 纪要〔2021〕1号"),
    ("2021-06-28", f"intent letters {WON} -o 函 --sent"),
    ("2021-08-20", "listing new 2021年第二批 --deadline 2021-09-20"),
    ("2021-08-20", f"listing add 2021年第二批 {FOUR}"),
    ("2021-08-23", "listing publish 2021年第二批 --channels 门户网站"),
    ("2021-09-10", "import 意向二"),
    ("2021-09-22", "listing close 2021年第二批"),
    ("2021-09-25", f"intent award {FOUR} 桐乡毛衫公司 --region 桐乡 --grounds 纪要〔2021〕2号"),
    ("2021-09-26", f"intent letters {FOUR} -o 函 --sent"),
]
CONTRACTS: list[Line] = [
    ("2021-07-05", f"contract add {ONE} --number HT1 --amount 1300万"),
    ("2021-07-05", f"contract add {TWO} --number HT2 --amount 150万"),
    (
        "2021-07-05",
        f"contract add {THREE} --number HT3 {EUR.format(amount='50万', rate='7.6421', day='2021-07-01')}",
    ),
    ("2021-08-10", f"contract pay {ONE} --amount 800万 --invoice F1 --voucher V1"),
    ("2021-08-12", f"contract pay {TWO} --amount 1234567.88 --invoice F2 --voucher V2"),
    (
        "2021-09-15",
        f"contract pay {THREE} --invoice F3 --voucher V3 "
        + EUR.format(amount="30万", rate="7.5123", day="2021-09-15"),
    ),
    ("2021-10-18", f"contract add {FOUR} --number HT4 --amount 2000000.01"),
    ("2022-01-20", f"contract pay {FOUR} --amount 2000000.01 --invoice F4 --voucher V4"),
    ("2022-02-10", f"contract pay {ONE} --amount 500万 --invoice F5 --voucher V5"),
]
APPROVAL: list[Line] = [
    ("2021-08-30", f"review open {WON} --subject 立项 {PANEL}"),
    *year.scored("2021-09-01", "PS-2021-02", "approval", {ONE: 92, TWO: 81, THREE: 70}),
    ("2021-09-02", "review close PS-2021-02 --document 立项评审意见"),
    ("2021-09-06", f"publicity open {WON} --subject 立项 --channels 门户网站"),
    ("2021-09-14", "publicity close GS-2021-001 --result 无异议"),
    ("2021-09-15", f"approve {WON} --document 嘉科计〔2021〕12号"),
    ("2022-01-05", f"publicity open {FOUR} --subject 立项 --channels 门户网站"),
    ("2022-01-14", "publicity close GS-2022-001 --result 无异议"),
    ("2022-01-14", f"approve {FOUR} --document 嘉科计〔2022〕1号"),
]
VISITED = "--visitors 科技:张三 --visitors 经信:李四 --visitors 商务:王五"
FIELD: list[Line] = [
    *year.months("2021-05", "2022-02"),
    ("2021-08-20", f"visit record {ONE} {TWO} --progress 按计划进行 {VISITED}"),
    (
        "2021-08-20",
        f"visit record {THREE} --progress 拖延 --reason 场地未定 {VISITED}"
        " --problem 厂房未落实 --department 无 --due 2021-09-30",
    ),
    ("2021-09-28", f"visit settle {THREE} 1 --outcome 已租厂房"),
    ("2021-11-15", f"visit record {ONE} {TWO} {THREE} {FOUR} --progress 按计划进行 {VISITED}"),
    ("2022-02-15", f"visit record {ONE} {TWO} {FOUR} --progress 按计划进行 {VISITED}"),
]
MONEY: list[Line] = [
    ("2021-12-01", f"evaluate {WON} --grade 良好 --result passed"),
    ("2021-12-10", f"subsidy pay {WON} --document 补〔2021〕1号"),
    ("2022-02-10", f"stage {THREE} --to terminated --reason 转化失败"),
    ("2022-03-01", f"evaluate {FOUR} --grade 合格 --result passed"),
    ("2022-03-05", f"subsidy recover {THREE} --amount 20万 --reason 项目终止"),
    ("2022-03-10", f"subsidy pay {ONE} {FOUR} --document 补〔2022〕1号"),
    ("2022-03-15", f"subsidy recover {THREE} --reason 项目终止"),
    ("2022-03-20", f"stage {ONE} {TWO} {FOUR} --to closed"),
]
YEAR = [*SEEKING, *MARKET, *CONTRACTS, *APPROVAL, *FIELD, *MONEY]
END = "2022-03-31"

# What is due in December 2021 (yuan; 三、2.(2): a quarter of what occurred):
DECEMBER = {
    ONE: {"平湖市": "2000000.00"},  # 8 000 000 × 25 %
    # 1 234 567.88 × 25 % = 308 641.97; half is 154 320.985: the odd 分 is the city's
    TWO: {"嘉兴市": "154320.99", "南湖区": "154320.98"},
    THREE: {"海盐县": "563422.50"},  # 300 000 EUR × 7.5123 = 2 253 690.00; × 25 %
}
DECEMBER_TOTAL = "2872064.47"  # 2 000 000.00 + 308 641.97 + 563 422.50
MARCH = {
    ONE: {"平湖市": "1000000.00"},  # 13 000 000 × 25 % = 3 250 000, capped at 3 000 000, less 2 000 000
    FOUR: {"桐乡市": "500000.00"},  # 2 000 000.01 × 25 % = 500 000.0025
}
BY: dict[str, dict[str, Sums]] = {
    "payer": {
        "嘉兴市": ("154320.99", "0.00", "154320.99"),
        "南湖区": ("154320.98", "0.00", "154320.98"),
        "海盐县": ("563422.50", "563422.50", "0.00"),
        "平湖市": ("3000000.00", "0.00", "3000000.00"),
        "桐乡市": ("500000.00", "0.00", "500000.00"),
    },
    "region": {
        "南湖区": ("308641.97", "0.00", "308641.97"),
        "海盐县": ("563422.50", "563422.50", "0.00"),
        "平湖市": ("3000000.00", "0.00", "3000000.00"),
        "桐乡市": ("500000.00", "0.00", "500000.00"),
    },
    "year": {
        "2021": (DECEMBER_TOTAL, "0.00", DECEMBER_TOTAL),
        "2022": ("1500000.00", "563422.50", "936577.50"),
    },
}
WHOLE: Sums = ("4372064.47", "563422.50", "3808641.97")  # 2 872 064.47 + 1 500 000.00, less 563 422.50

# Six forms; all but JX-005 listed; bids: 2 JX-001 (one late), one each of JX-002, 003 and 004. Contracts:
# 13 000 000.00 + 1 500 000.00 + 500 000 EUR × 7.6421 + 2 000 000.01. Occurred: 8 000 000.00 + 1 234 567.88
# + 2 253 690.00.
IN_2021 = (6, 5, 5, 5, 4, 4, "20321050.01", 0, 3, "11488257.88", DECEMBER_TOTAL)
# JX-004 is approved; 2 000 000.01 and 5 000 000.00 occur.
IN_2022 = (0, 0, 0, 0, 0, 0, "0.00", 0, 1, "7000000.01", "936577.50")


def forms() -> None:
    titles = ("气凝胶", "固态电池隔膜", "高强螺栓热处理", "羊绒染色", "木塑板", "光学膜")
    owners = ("上海某研究所", "杭州某大学", "外国某研究院", "上海某研究所", "杭州某大学", "上海某研究所")
    for number, (title, owner) in enumerate(zip(titles, owners, strict=True)):
        transfer(Path(f"需求/{number}.docx"), title, owner)
    intent(Path("意向/1.docx"), "气凝胶", "平湖保温公司", "1300")
    consortium(
        Path("意向/2.docx"), "固态电池隔膜", "南湖电池公司", "南湖电池公司（牵头单位）\n丁公司", price="150"
    )
    intent(Path("意向/3.docx"), "高强螺栓热处理", "海盐紧固件公司", "382")
    intent(Path("迟到/4.docx"), "气凝胶", "海宁保温公司", "1350")
    intent(Path("意向二/5.docx"), "羊绒染色", "桐乡毛衫公司", "200")


def test_a_year_of_transfers(clerk: Clerk) -> None:
    forms()
    year.play(clerk, YEAR, until="2021-06-24")
    late = clerk.json("2021-06-23", "intent list --late")["intents"]
    assert [one["bidder"] for one in late] == ["海宁保温公司"]
    year.play(clerk, YEAR, since="2021-06-24", until="2021-12-10")
    lost = Document(f"函/{ONE} 未中榜告知函 海宁保温公司.docx").paragraphs
    assert any("已确定由平湖保温公司揭榜" in one.text for one in lost)
    year.plan_is(clerk, "2021-12-02", DECEMBER_TOTAL, DECEMBER)
    year.play(clerk, YEAR, since="2021-12-10", until="2022-03-10")
    year.plan_is(clerk, "2022-03-06", "1500000.00", MARCH)
    year.play(clerk, YEAR, since="2022-03-10")

    year.totals_are(clerk, END, BY, WHOLE)
    year.report_is(clerk, END, "2021-12", IN_2021)
    year.report_is(clerk, END, "2022-03", IN_2022)
    recipients = {one["recipient"] for one in clerk.json(END, f"show {TWO}")["payments"]}
    assert recipients == {"南湖电池公司"}
    year.ends_well(
        clerk,
        END,
        dict(zip(CODES, ("closed", "closed", "terminated", "closed", "rejected", "withdrawn"), strict=True)),
    )
