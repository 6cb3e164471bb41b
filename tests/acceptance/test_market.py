"""寻榜, 榜单 and 揭榜 through the commands alone: relisting, sealed bids, a consortium, a transfer."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from docx import Document

from tests.acceptance.clerk import After, Clerk, common, consortium, intent, key, received, transfer

HN, PH, XZ, JX = "GJ-2021-HN-001", "GJ-2021-PH-001", "GX-2021-XZ-001", "ZH-2021-JX-001"
ALL = f"{HN} {PH} {XZ} {JX}"
PANEL = "--expert 甲:技术 --expert 乙:管理 --expert 丙:财务"


def _work(clerk: Clerk) -> None:
    key(Path("需求/海宁.docx"), "碳纤维缠绕", "海宁一号公司", "海宁")
    key(Path("需求/平湖.docx"), "没有人要的题目", "平湖三号公司", "平湖")
    common(Path("需求/秀洲.docx"), "悬架共性技术", "某行业协会", "秀洲区")
    transfer(Path("需求/上海.docx"), "气凝胶", "上海某研究所")
    clerk("2021-05-10", "import 需求")
    clerk("2021-05-11", f"screen {ALL} --result 通过 --recommender 各地科技局 --opinion 材料齐全")
    clerk("2021-05-12", f"review close {HN} {PH} {JX} --result passed --document 意见1")
    clerk("2021-05-12", f"review close {XZ} --result passed --document 意见2 {PANEL}")
    clerk("2021-05-20", "listing new 2021年第一批 --deadline 2021-06-20 --conditions 具有研发能力 --sealed")
    clerk("2021-05-20", f"listing add 2021年第一批 {ALL}")
    clerk("2021-05-21", "listing publish 2021年第一批 --channels 门户网站")


@pytest.fixture
def published(after: After) -> Clerk:
    """Four challenges, screened, reviewed, and put out with sealed bids until 06-20."""
    return after(_work)


def bids(clerk: Clerk) -> None:
    intent(Path("意向/1.docx"), "碳纤维缠绕", "某大学", "712.34")
    intent(Path("意向/2.docx"), "碳纤维缠绕", "丙研究所", "698")
    consortium(
        Path("意向/3.docx"), "悬架共性技术", "汽车所", "汽车所（牵头单位）\n丁公司\n某行业协会", "团队强"
    )
    intent(Path("意向/4.docx"), "气凝胶", "杭州保温公司嘉兴分公司", "450")
    intent(Path("意向/5.docx"), "气凝胶", "平湖保温公司", "460")
    clerk("2021-06-01", "import 意向")


def test_sealed_bids_are_compared_after_the_deadline_and_everybody_is_told(published: Clerk) -> None:
    clerk = published
    bids(clerk)
    for line in ("intent list", f"show {HN}", "import 意向", "inbox", "listing show 2021年第一批"):
        told = clerk("2021-06-02", line) + clerk("2021-06-02", f"{line} --json")
        assert not any(price in told for price in ("712.34", "7123400", "7,123,400")), line
        assert "甲方案" not in told, line
    talk = f"intent talk {HN} --bidder 某大学 --note 商定考核指标 --attendees 双方技术负责人"
    assert clerk.json("2021-06-10", talk)["talks"][0]["bidder"] == "某大学"
    clerk("2021-06-20", "intent open 2021年第一批", code=5)
    assert "尚未过去" in clerk.said
    clerk("2021-06-21", f"intent award {HN} 某大学 --grounds 纪要", code=5)
    assert f"jbgs intent open {HN}" in clerk.said
    opened = clerk.json("2021-06-21", "intent open 2021年第一批 --by 王科")
    assert (opened["by"], sorted(opened["opened"])) == ("王科", sorted(ALL.split()))
    assert clerk.json("2021-06-21", f"intent list {HN}")["intents"][0]["price"] == "7123400.00"
    clerk("2021-06-22", f"intent award {HN} 某大学 --grounds 竞榜比选纪要〔2021〕1号")
    clerk("2021-06-23", f"intent letters {HN} -o 函 --sent")
    assert clerk.json("2021-06-23", f"show {HN}")["award_letters"] == {
        "YX-2021-001": "2021-06-23",
        "YX-2021-002": "2021-06-23",
    }
    won, lost = (text(f"函/{HN} {name}.docx") for name in ("确定函 某大学", "未中榜告知函 丙研究所"))
    assert "某大学：" in won
    assert "根据竞榜比选纪要〔2021〕1号，2021年6月22日确定你单位为该项目的揭榜单位。" in won
    assert "丙研究所：" in lost
    assert "已确定由某大学揭榜，你单位本次未中榜" in lost
    assert not any(price in won + lost for price in ("712.34", "7123400", "698"))
    assert clerk.json("2021-06-23", "check")["ok"]


def text(path: str) -> str:
    return "\n".join(one.text for one in Document(path).paragraphs)


def test_who_may_not_win(published: Clerk) -> None:
    clerk = published
    bids(clerk)
    marks = [one["marks"] for one in clerk.json("2021-06-02", "intent list")["intents"]]
    assert [(m["level"], m["clause"]) for some in marks for m in some] == [
        ("warning", None),
        ("error", "二、（三）3"),
    ]
    clerk("2021-06-21", "intent open 2021年第一批")
    award = f"intent award {JX} {{}} --grounds 纪要"
    clerk("2021-06-22", award.format("杭州保温公司嘉兴分公司 --region 南湖 --reason 不管"), code=5)
    assert "没有独立法人资格" in clerk.said
    clerk("2021-06-22", award.format("平湖保温公司"), code=5)
    assert "未写明揭榜企业属地" in clerk.said
    clerk("2021-06-22", award.format("平湖保温公司 --region 杭州"), code=5)
    assert "不在本市" in clerk.said
    clerk("2021-06-22", award.format("平湖保温公司 --region 平湖"))
    assert "未填统一社会信用代码" in clerk.said
    clerk("2021-06-22", f"intent award {XZ} 汽车所 --grounds 纪要", code=5)
    assert "联合体成员中有需求单位" in clerk.said
    assert "没有联合体协议已签订的记录" in clerk.said
    clerk(
        "2021-06-22",
        f"intent award {XZ} 汽车所 --grounds 纪要 --agreement 协议〔2021〕1号 --reason 经集体研究",
    )
    note = clerk.json("2021-06-22", f"history {XZ}")["history"][-1]["note"]
    assert note == "纪要；经集体研究（不顾提示：联合体成员中有需求单位（成果方）自己）"
    shown = clerk.json("2021-06-22", f"show {XZ}")
    assert shown["award"]["agreement"] == "协议〔2021〕1号"
    assert shown["intents"][0]["members"] == ["丁公司", "某行业协会"]
    clerk("2021-06-22", "undo")
    assert clerk.json("2021-06-22", f"show {XZ}")["stage"] == "bidding"


def test_what_found_nobody_is_put_out_again_with_its_history(published: Clerk) -> None:
    clerk = published
    bids(clerk)
    closed = clerk.json("2021-06-21", "listing close 2021年第一批")
    assert closed["unclaimed"] == [PH]
    clerk("2021-09-01", "listing new 2021年第二批 --number 5")
    clerk("2021-09-01", f"listing add 2021-05 {PH}")
    clerk("2021-09-02", "listing publish 2021-05 --deadline 2021-09-30 --channels 平台")
    again = clerk.json("2021-09-02", f"show {PH}")
    assert [(one["listing"], one.get("outcome")) for one in again["publications"]] == [
        ("2021-01", "unclaimed"),
        ("2021-05", None),
    ]
    received(
        Path("意向二/6.docx"),
        "附件4 揭榜意向表",
        ("揭榜项目名称", ""),
        ("榜单编号", "2021-05-01"),
        ("揭榜单位", "戊公司"),
        ("联系人", "吴九", "联系电话", "13700001111"),
        ("技术方案", "方案"),
        ("报价（万元）", "300"),
    )
    intent(Path("意向二/7.docx"), "没有人要的题目", "己公司", "310")
    intent(Path("意向二/8.docx"), "没有的题目", "庚公司", "310")
    clerk("2021-09-10", "import 意向二/6.docx 意向二/8.docx")
    clerk("2021-10-01", "import 意向二/7.docx")
    late = clerk.json("2021-10-01", "intent list --late")["intents"]
    assert [one["bidder"] for one in late] == ["己公司"]
    assert [one["bidder"] for one in clerk.json("2021-10-01", "intent list --unlinked")["intents"]] == [
        "庚公司"
    ]
    second = clerk.json("2021-10-01", "intent list --listing 2021-05")["intents"]
    assert [one["bidder"] for one in second] == ["戊公司", "己公司"]
    view = clerk.json("2021-10-01", "listing show 2021年第二批")
    assert view["counts"] == {
        "projects": 1,
        "with_bids": 1,
        "bids": 2,
        "late": 1,
        "awarded": 0,
        "unclaimed": 0,
    }
    clerk("2021-10-02", f"intent withdraw {second[0]['id']} --reason 另有安排")
    clerk("2021-10-03", f"intent award {PH} 己公司 --grounds 纪要", code=5)
    clerk("2021-10-03", f"intent award {PH} 己公司 --grounds 纪要 --reason 唯一意向")
    assert clerk.json("2021-10-03", "check")["ok"]


def test_an_excel_list_of_awards_and_the_forms_that_resemble_others(published: Clerk) -> None:
    clerk = published
    bids(clerk)
    clerk("2021-06-21", "intent open 2021年第一批")
    clerk("2021-06-22", "intent award --template 名单.xlsx")
    book = openpyxl.load_workbook("名单.xlsx")
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "项目编号" for cell in row))
    titles = {cell.value: cell.column for cell in head}
    rows = (
        {"项目编号": HN, "揭榜单位": "某大学", "确定的依据": "纪要"},
        {"项目编号": JX, "揭榜单位": "平湖保温公司", "确定的依据": "纪要", "揭榜企业属地": "平湖"},
    )
    for place, values in enumerate(rows, 1):
        for title, value in values.items():
            sheet.cell(head[0].row + place, titles[title], value)
    book.save("名单.xlsx")
    done = clerk.json("2021-06-22", "intent award --from 名单.xlsx")
    assert (done["done"], done["refused"]) == (2, 0)
    key(Path("新/海宁.docx"), "碳纤维缠绕技术研究", "海宁一号公司", "海宁")
    told = clerk.json("2022-03-01", "import 新")
    [one] = told["files"][0]["forms"][0]["duplicates"]
    assert (one["code"], one["year"], one["stage"], one["similarity"]) == (HN, 2021, "awarded", 100)
    assert "可能重复：与本单位的 GJ-2021-HN-001" in clerk.said
    shown = clerk.json("2022-03-01", "show GJ-2022-HN-001")
    assert [seen["code"] for seen in shown["duplicates"]] == [HN]
    assert "可能重复的项目" in clerk("2022-03-01", "show GJ-2022-HN-001")
