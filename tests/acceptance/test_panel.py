"""A year's reviews by command lines only: 论证, 竞榜比选 and 立项, on score sheets filled in Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.acceptance.clerk import After, Clerk, common, intent, key

PEOPLE = (
    ("林一", "东海大学", "技术"),
    ("林二", "西湖研究院", "技术"),
    ("林三", "北山大学", "技术"),
    ("林四", "南岸大学", "管理"),
    ("林五", "中信咨询公司", "管理"),
    ("林六", "公正会计师事务所", "财务"),
    ("林七", "天平会计师事务所", "投资（财务）"),
    ("林八", "海宁一号公司", "技术"),
    ("林九", "海宁一号公司嘉兴分公司", "技术"),
)


def _work(clerk: Clerk) -> None:
    key(Path("来件/1.docx"), "碳纤维缠绕", "海宁一号公司", "海宁")
    key(Path("来件/2.docx"), "高频连接器", "平湖三号公司", "平湖")
    common(Path("来件/3.docx"), "光伏共性技术", "某行业协会", "秀洲")
    clerk("2021-05-10", "import 来件")
    clerk("2021-05-12", "stage HN-001 PH-001 XZ-001 --to 寻榜")
    clerk("2021-05-12", "expert import --template 专家.xlsx")
    book = load_workbook("专家.xlsx")
    page = book.active
    header = next(row for row in page.iter_rows() if row[0].value == "姓名")
    for number, person in enumerate(PEOPLE, header[0].row + 1):
        for column, value in enumerate(person, 1):
            page.cell(number, column, value)
    book.save("专家.xlsx")
    assert clerk.json("2021-05-12", "expert import 专家.xlsx")["summary"]["imported"] == len(PEOPLE)


@pytest.fixture
def office(after: After) -> Clerk:
    """Three demands screened, and the experts entered from an Excel list."""
    return after(_work)


def fill(folder: str, totals: Mapping[str, Mapping[str, int]]) -> None:
    """The experts fill in their sheets: so many marks off the full ones, all of the first criteria."""
    for path in sorted(Path(folder).glob("*.xlsx")):
        book = load_workbook(path)
        page = book.active
        expert = str(page["G2"].value)
        for row in page.iter_rows(min_row=7):
            item = row[1].value
            if item not in totals:
                continue
            marks = _marks(
                [_full(page.cell(6, column).value) for column in range(5, 10)], totals[item][expert]
            )
            for cell, mark in zip(row[4:9], marks, strict=True):
                cell.value = mark
            row[10].value = f"{expert}：可以"
        book.save(path)


def _full(heading: object) -> int:
    return int(str(heading).partition("满分 ")[2].rstrip("）"))


def _marks(full: Sequence[int], total: int) -> list[int]:
    """Marks that add up to a total, the first criteria served first."""
    made = []
    for most in full:
        made.append(min(most, total))
        total -= made[-1]
    return made


def quoted(folder: str) -> str:
    """The files of a folder, as a command line has them."""
    return " ".join(f"'{path}'" for path in sorted(Path(folder).iterdir()))


def test_a_year_of_reviews(office: Clerk) -> None:
    drawing_up(office)
    comparing_bids(office)
    central_review(office)
    office("2021-08-05", "approve PH-001 --document 嘉科〔2021〕8号")
    assert office.json("2021-08-05", "check")["ok"]
    office("2021-08-05", "undo")
    office("2021-08-05", "undo")
    assert office.json("2021-08-05", "review show PS-2021-03")["closed"] is None
    assert office.json("2021-08-05", "check")["ok"]


def drawing_up(office: Clerk) -> None:
    """制榜: a panel drawn with a seed; the two of the owner's own unit are not in the pool."""
    opened = office.json(
        "2021-05-20",
        "review open HN-001 PH-001 XZ-001 --subject 论证 --draw 技术=3,管理=1,财务=1 --seed 20210520",
    )
    draw = opened["draw"]
    assert draw["pool"]["technical"] == ["ZJ-001", "ZJ-002", "ZJ-003"]
    assert set(draw["left_out"]) == {"ZJ-008", "ZJ-009"}
    panel = {one["id"]: one["name"] for one in opened["experts"]}
    assert len(panel) == 5
    office("2021-05-21", "review recuse PS-2021-01 林一 PH-001 --reason 曾任该公司顾问")
    office("2021-05-21", "review sheet PS-2021-01 -o 评分表")
    # 92 95 80 75 98 → mean 88.00, trimmed 89.00; the recused one leaves four for PH-001.
    given = dict(zip(sorted(panel.values()), (92, 95, 80, 75, 98), strict=True))
    even = dict.fromkeys(panel.values(), 70)
    weak = dict(zip(sorted(panel.values()), (50, 60, 55, 58, 62), strict=True))
    fill("评分表", {"GX-2021-XZ-001": given, "GJ-2021-PH-001": even, "GJ-2021-HN-001": weak})
    office("2021-05-25", "review close PS-2021-01 --document 论证纪要〔2021〕1号", code=5)
    assert office.said.count("还没有评分") == 3
    assert office.json("2021-05-25", f"review import {quoted('评分表')}")["count"] == 5
    shown = office.json("2021-05-25", "review show PS-2021-01")
    figures = [
        (one["id"], one["count"], one["mean"], one["trimmed"], one["spread"]) for one in shown["items"]
    ]
    assert figures == [
        ("GX-2021-XZ-001", 5, "88.00", "89.00", "8.92"),  # √(398/5) = 8.92…
        ("GJ-2021-PH-001", 4, "70.00", None, "0.00"),
        ("GJ-2021-HN-001", 5, "57.00", "57.67", "4.20"),  # √(88/5) = 4.195…
    ]
    closed = office("2021-05-26", "review close PS-2021-01 --document 论证纪要〔2021〕1号")
    assert "GJ-2021-HN-001 论证未通过（第 3 名，平均 57.00 分）" in closed
    stages = {one["code"]: one["stage"] for one in office.json("2021-05-26", "list")["projects"]}
    assert stages == {
        "GX-2021-XZ-001": "reviewed",
        "GJ-2021-PH-001": "reviewed",
        "GJ-2021-HN-001": "rejected",
    }
    office("2021-05-26", "review summary PS-2021-01 -o 汇总")
    summary_is_sound(Path("汇总/PS-2021-01 专家评审汇总表.xlsx"))


def comparing_bids(office: Clerk) -> None:
    """发榜, two bids, an expert of a bidder's own unit refused; the award goes by the comparison."""
    office("2021-06-01", "listing new 2021年第一批 --deadline 2021-06-20")
    office("2021-06-01", "listing add 2021年第一批 XZ-001 PH-001")
    office("2021-06-02", "listing publish 2021年第一批")
    intent(Path("意向/1.docx"), "高频连接器", "西湖研究院", "300")
    intent(Path("意向/2.docx"), "高频连接器", "东方大学", "280")
    office("2021-06-10", "import 意向")
    office(
        "2021-06-21", "review open PH-001 --subject 比选 --expert 林一 --expert 林二 --expert 林四", code=5
    )
    assert "林二（ZJ-002，西湖研究院）与揭榜单位“西湖研究院”是同一单位" in office.said
    office("2021-06-21", "review open PH-001 --subject 比选 --expert 林一 --expert 林三 --expert 林四")
    office("2021-06-21", "review sheet PS-2021-02 -o 比选")
    fill(
        "比选",
        {
            "YX-2021-001": {"林一": 90, "林三": 80, "林四": 85},
            "YX-2021-002": {"林一": 80, "林三": 75, "林四": 85},
        },
    )
    office("2021-06-22", f"review import {quoted('比选')}")
    assert "第 1 名，平均 85.00 分，推荐揭榜" in office(
        "2021-06-22", "review close PS-2021-02 --document 比选纪要"
    )
    office("2021-06-23", "intent award PH-001 西湖研究院")
    award = office.json("2021-06-23", "show PH-001")["award"]
    assert award["grounds"] == "比选纪要（竞榜比选 PS-2021-02）"


def central_review(office: Clerk) -> None:
    """立项: scores typed by hand; the result is a fact on the project."""
    office("2021-07-01", "contract add PH-001 --number HT-1 --amount 300万元")
    office("2021-07-02", "contract file PH-001 --number BA-1")
    office("2021-08-01", "review open PH-001 --subject 立项 --draw 技术=2,管理=1 --seed 8")
    given = {"实施方案": 27, "团队与基础": 18, "考核指标": 18, "预期效益": 17.5, "经费与合同": 9}
    marks = " ".join(f"--score {name}={mark}" for name, mark in given.items())
    for expert in office.json("2021-08-01", "review show PS-2021-03")["experts"]:
        office("2021-08-01", f"review score PS-2021-03 {expert['id']} PH-001 {marks} --opinion 同意立项")
    office("2021-08-02", "review close PS-2021-03 --document 立项评审意见")
    central = office.json("2021-08-02", "show PH-001")["central_review"]
    assert (central["result"], central["mean"], central["rank"]) == ("passed", "89.50", 1)
    assert "立项评审" in office("2021-08-02", "show PH-001")


def summary_is_sound(path: Path) -> None:
    """汇总表 as Excel: numbers are numbers, the rule and the draw stand below, every opinion is there."""
    book = load_workbook(path)
    assert book.sheetnames == ["汇总", "分项得分", "评审意见", "专家组"]
    page = book["汇总"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][0] == "2021年第1次需求评审论证专家评审汇总表"
    header = next(row for row in rows if row[0] == "名次")
    first, second, _ = rows[rows.index(header) + 1 : rows.index(header) + 4]
    assert (first[0], first[1], first[header.index("平均分")]) == (1, "GX-2021-XZ-001", 88)
    assert second[header.index("林一")] == "回避"
    assert second[header.index("结果")] == "通过"
    texts = [str(row[0]) for row in rows if row[0]]
    assert any("种子 20210520（由经办人给定），方法 sha256-1" in text for text in texts)
    assert any("相同的依次比较" in text for text in texts)
    assert sum(str(row[0].value).startswith("G") for row in book["评审意见"].iter_rows()) == 14


def test_a_sheet_of_another_round_does_not_come_in(office: Clerk) -> None:
    office("2021-05-20", "review open HN-001 --subject 论证 --expert 林一 --expert 林四 --expert 林六")
    office("2021-05-20", "review sheet PS-2021-01 -o 评分表")
    office("2021-05-20", "undo")
    office("2021-05-21", "review open PH-001 --subject 论证 --expert 林一 --expert 林四 --expert 林六")
    fill("评分表", {"GJ-2021-HN-001": {"林一": 80, "林四": 80, "林六": 80}})
    [first, *_] = sorted(Path("评分表").iterdir())
    office("2021-05-22", f"review import '{first}'", code=2)
    assert f"{first.name} B7：“GJ-2021-HN-001”不在本次评审中" in office.said
    book = Workbook()
    book.save("空.xlsx")
    office("2021-05-22", "review import 空.xlsx", code=2)
    assert "不是本程序生成的评分表" in office.said
