"""Half a year of 月报季访 and 督查 by command lines alone, its rates and findings counted by hand."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from docx import Document

from tests.acceptance.clerk import After, Clerk, intent, key

HN, PH = "GJ-2021-HN-001", "GJ-2021-PH-001"
ALL = "南湖 秀洲 经开区 嘉善 海盐 海宁 平湖 桐乡 港区"
OTHERS = "南湖 秀洲 经开区 嘉善 海盐 桐乡 港区"

# Until both projects are contracted; PH goes on to 备案 in September.
BEFORE = [
    ("2021-05-10", "import 需求"),
    ("2021-05-11", "stage HN-001 PH-001 --to screened"),
    ("2021-05-12", "review close HN-001 PH-001 --result passed --document 意见1"),
    ("2021-05-20", "listing new 2021年第一批 --deadline 2021-06-15"),
    ("2021-05-20", "listing add 2021年第一批 HN-001 PH-001"),
    ("2021-05-21", "listing publish 2021年第一批"),
    ("2021-06-01", "import 意向"),
    ("2021-06-16", "listing close 2021年第一批"),
    ("2021-06-18", "intent award HN-001 某大学 --grounds 纪要"),
    ("2021-06-18", "intent award PH-001 研究所 --grounds 纪要"),
    ("2021-06-25", "contract add HN-001 --number HT1 --amount 600万"),
    ("2021-06-25", "contract add PH-001 --number HT2 --amount 300万"),
]
# July: all on time. August: 平湖 two days late, revised later. September: 海宁 never, the others on time.
FIELD = [
    ("2021-08-03", f"submission record {ALL} --month 2021-07"),
    ("2021-09-05", f"submission record {OTHERS} 海宁 --month 2021-08 --zero"),
    ("2021-09-07", "submission record 平湖 --month 2021-08 --file 平湖8月.docx"),
    ("2021-09-09", "submission record 平湖 --month 2021-08 --file 平湖8月更正.docx"),
    ("2021-10-05", f"submission record {OTHERS} 平湖 --month 2021-09"),
    (
        "2021-08-20",
        "visit record PH-001 --progress 拖延 --reason 设备供货推迟 --funds 到位50%"
        " --visitors 科技局:张三、李四 --visitors 经信局:王五 --visitors 商务局:赵六"
        " --problem 设备进口手续未办 --department 商务局 --due 2021-09-20"
        " --problem 缺试验场地 --department 无 --due 无",
    ),
    ("2021-09-10", "contract file PH-001 --number BA2"),
]


def _work(clerk: Clerk) -> None:
    key(Path("需求/海宁.docx"), "碳纤维缠绕", "海宁一号公司", "海宁")
    key(Path("需求/平湖.docx"), "气凝胶毡", "平湖三号公司", "平湖")
    intent(Path("意向/1.docx"), "碳纤维缠绕", "某大学", "600")
    intent(Path("意向/2.docx"), "气凝胶毡", "研究所", "300")
    for name in ("平湖8月.docx", "平湖8月更正.docx"):
        Path(name).write_bytes(name.encode())
    for day, line in (*BEFORE, *FIELD):
        clerk(day, line)


@pytest.fixture
def worked(after: After) -> Clerk:
    return after(_work)


def test_the_rates_are_as_counted_by_hand(worked: Clerk) -> None:
    told = worked.json("2021-10-08", "submission list --year 2021")
    states = {(one["month"], one["region"]): (one["state"], one["days"]) for one in told["submissions"]}
    assert states["2021-08", "平湖市"] == ("late", 2)
    assert states["2021-09", "海宁市"] == ("missing", 3)
    assert states["2021-07", "海宁市"] == ("on_time", 0)
    # May and June nobody sent: 45 due in five months, 26 came, 25 of them on time
    assert told["rate"] == {"due": 45, "came": 26, "on_time": 25, "rate": "0.5778", "punctuality": "0.5556"}
    [august] = worked.json("2021-10-08", "submission list --month 2021-08 --region 平湖")["submissions"]
    assert (august["received"], august["revised"], august["deliveries"]) == ("2021-09-07", "2021-09-09", 2)
    assert august["file"] == "平湖8月更正.docx"


def test_the_visit_form_carries_what_was_promised(worked: Clerk) -> None:
    told = worked.json("2021-10-08", "visit plan --quarter 2021Q4 -o 走访")
    assert [(one["code"], one["visited"]) for one in told["projects"]] == [(HN, None), (PH, None)]
    sheet = openpyxl.load_workbook(told["files"][0])["平湖市"]
    said = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert "2021-08-20 拖延" in said
    assert "1. 设备进口手续未办（由商务局协调，2021-09-20前）" in said
    assert "2. 缺试验场地" in said


def test_the_notice_finds_what_was_not_done_and_the_answers_close_it(worked: Clerk) -> None:
    line = "notice new --quarter 2021Q3 --number 嘉科督〔2021〕1号 --due 2021-10-31 -o 通报"
    told = worked.json("2021-10-08", line)
    regions = told["notice"]["regions"]
    assert regions["海宁市"]["missing"] == ["2021-09"]
    assert [one["code"] for one in regions["海宁市"]["unvisited"]] == [HN]
    # signed on 25 June: 105 days on 8 October, 15 more than the setting lets pass
    assert [(one["code"], one["days"]) for one in regions["海宁市"]["behind"]] == [(HN, 15)]
    assert regions["平湖市"]["late"] == [{"month": "2021-08", "on": "2021-09-07", "days": 2}]
    assert [one["reasons"] for one in regions["平湖市"]["behind"]] == [
        ["2021-08-20 走访为“拖延”：设备供货推迟"]
    ]
    assert [(one["number"], one["days"]) for one in regions["平湖市"]["overdue"]] == [("1", 18)]
    assert [key for key, found in regions["桐乡市"].items() if found] == ["months"]

    texts = [paragraph.text for paragraph in Document(told["files"][0]).paragraphs]
    assert (
        "在研项目2项；月报应报27份，已报26份，报送率96.3%；按时25份，按时率92.6%；应走访2项次，已走访1项次。"
        in texts
    )
    assert "海宁市未报2021年9月月报；平湖市迟报2021年8月（2天）的月报。" in texts
    assert "进度滞后的项目共2项（见附件1）：海宁市1项，平湖市1项。" in texts
    assert "1. 未报送月报的，于2021年10月31日前补报；没有情况的也要零报告。" in texts

    worked("2021-10-09", "notice send DC-2021-01")
    waiting = worked.json("2021-11-02", "todo")["items"]
    asked = [(one["region"], one["level"], one["days"]) for one in waiting if one["kind"] == "notice"]
    assert sorted(asked) == [("平湖市", "late", 2), ("海宁市", "late", 2)]
    worked("2021-11-03", "notice answer DC-2021-01 海宁 --text 已补报、已补走访")
    worked("2021-11-03", "notice answer DC-2021-01 平湖 --file 平湖8月.docx")
    assert "notice" not in {one["kind"] for one in worked.json("2021-11-03", "todo --all")["items"]}


def test_what_todo_names_is_settled_by_its_commands(worked: Clerk) -> None:
    def waiting(kind: str) -> list[str]:
        items = worked.json("2021-10-20", "todo --all")["items"]
        return [one["command"].removeprefix("jbgs ") for one in items if one["kind"] == kind]

    for line in waiting("issue"):
        worked("2021-10-20", line.replace("结果", "已办妥"))
    for line in waiting("visit"):
        worked("2021-10-20", line)
    assert waiting("report") == ["submission record 海宁市 --month 2021-09"]
    worked("2021-10-20", waiting("report")[0])
    assert waiting("issue") == waiting("visit") == waiting("report") == []
    assert worked.json("2021-10-20", "check")["ok"]


def test_one_undo_takes_a_command_back(worked: Clerk) -> None:
    before = worked.json("2021-10-08", "visit list")
    worked(
        "2021-10-08", "visit record HN-001 PH-001 --progress 按计划进行 --visitors 科技:张三 --reason 补走访"
    )
    assert worked.json("2021-10-08", "visit list")["count"] == before["count"] + 2
    worked("2021-10-08", "undo")
    assert worked.json("2021-10-08", "visit list") == before
    assert worked.json("2021-10-08", "check")["ok"]
