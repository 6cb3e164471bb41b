"""Submissions, visits, notices and todo as a clerk types them: what is refused, what several do."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import OPEN, SENT, Jbgs, code_at

VISIT = ("--progress", "按计划进行", "--visitors", "科技:张三", "--visitors", "经商局:李四")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("visit record {filed} --progress 很好 --visitors 科技:张三", 2, "没有“很好”这种进展"),
        ("visit record {filed} --progress 拖延 --visitors 张三", 2, "看不懂走访人员“张三”"),
        ("visit record {filed} --progress 拖延", 2, "缺少选项 --visitors"),
        (
            "visit record {filed} {visit} --problem 甲 --problem 乙 --due 无",
            2,
            "--problem 有 2 个，--due 有 1 个",
        ),
        ("visit record {filed} {visit} --due 2021-12-01", 2, "--problem 有 0 个，--due 有 1 个"),
        ("visit record {filed} {visit} --problem 甲 --due 明天", 2, "--due 的值“明天”不是一个日期"),
        ("visit record {received} {visit}", 5, "项目处于“已收件”，不能登记走访"),
        (
            "visit record {filed} --progress 停顿 --visitors 经信:李四",
            5,
            "走访须由科技部门牵头（依据：三、4）",
        ),
        ("visit plan --quarter 五月", 2, "--quarter 的值“五月”不是季度"),
        ("visit list --quarter 2022Q1", 2, "2022Q1 还没有到"),
        ("visit settle {contracted} 9 --outcome 无", 4, "没有问题 9"),
        ("submission record 海宁 --month 2022-01", 2, "2022-01 还没有到"),
        ("submission record 海宁 --month 2021-11 --on 2021-10-31", 5, "2021-11 还没有到"),
        ("submission record 杭州 --month 2021-11", 2, "没有“杭州”这个县（市、区）"),
        ("submission record 海宁 --month 2021-11 --file 没有.docx", 4, "文件不存在"),
        ("submission list --month 2021-11 --year 2021", 2, "--month、--year 只能用一个"),
        ("submission list --year 明年", 2, "--year 的值“明年”不是年份"),
        ("notice new --month 2021-11 --quarter 2021Q3", 2, "--month、--quarter 只能用一个"),
        ("notice new --until 2022-01-01", 2, "--until 2022-01-01 在 2021-12-31 之后"),
        ("notice new --due 2021-12-30", 2, "--due 2021-12-30 早于通报之日"),
        ("notice send DC-2021-01", 5, "通报已发出，不能发出"),
        ("notice answer DC-2021-02 海宁 --text 已改", 5, "jbgs notice send DC-2021-02"),
        ("notice answer DC-2021-01 海宁", 2, "没有答复的内容"),
        ("notice show DC-2020-01", 4, "没有督查通报“DC-2020-01”"),
        ("todo --stage 梦中", 2, "没有“梦中”这个阶段"),
    ],
    ids=lambda value: ascii(value) if " " in str(value) else "",
)
def test_what_is_refused_says_why(full: Jbgs, line: str, code: int, said: str) -> None:
    codes = {stage: code_at(stage) for stage in ("received", "contracted", "filed")}
    ran = full(*shlex.split(line.format(visit=shlex.join(VISIT), **codes)))
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert ran.err.startswith("错误：")


def test_an_overridden_rule_is_told_beside_the_result(full: Jbgs) -> None:
    args = ("visit", "record", code_at("filed"), "--progress", "按计划进行", "--visitors", "科技:张三")
    ran = full(*args)
    assert (ran.code, ran.out) == (5, "")
    assert "没有经信、商务部门参加（依据：三、4）" in ran.err
    assert "确需如此的，加上 --reason 理由" in ran.err
    ran = full(*args, "--reason", "另有会议", "--json")
    assert ran.code == 0
    assert ran.json["visitors"] == [{"department": "科技", "names": "张三"}]
    assert ran.err == f"提示：{code_at('filed')}：没有经信、商务部门参加\n"


def test_problems_departments_and_days_go_together_in_their_order(full: Jbgs) -> None:
    ran = full(
        *("visit", "record", code_at("filed"), *VISIT, "--json"),
        *("--problem", "设备未到", "--department", "经信局", "--due", "2022年1月31日"),
        *("--problem", "缺人", "--department", "无", "--due", "无"),
    )
    told = [(one["what"], one["department"], one["due"]) for one in ran.json["issues"]]
    assert told == [("设备未到", "经信局", "2022-01-31"), ("缺人", None, None)]


def test_several_are_visited_in_one_batch(full: Jbgs) -> None:
    ran = full("visit", "record", code_at("filed"), code_at("approved"), *VISIT, "--json")
    assert [one["code"] for one in ran.json["results"]] == [code_at("filed"), code_at("approved")]
    assert full("visit", "plan", "--json").json["visited"] == 2
    full("undo")
    assert full("visit", "plan", "--json").json["visited"] == 0
    assert full("visit", "record", "--stage", "filed", *VISIT).code == 2, "the number is asked for first"
    assert full("visit", "record", "--stage", "filed", *VISIT, "--count", "1").code == 0


def test_visits_come_back_from_an_excel_list(full: Jbgs, tmp_path: Path) -> None:
    assert full("visit", "record", "--template", "走访.xlsx", "--stage", "filed").code == 0
    book = openpyxl.load_workbook("走访.xlsx")
    sheet = book.active
    [header] = [row for row in sheet.iter_rows() if row[0].value == "项目编号"]
    columns = {cell.value: cell.column for cell in header}
    values = {
        "进展": "拖延",
        "走访人员": "科技:张三；经信:李四；商务:王五",
        "理由": "设备推迟",
        "存在的问题": "设备未到；缺人",
        "需协调部门": "经信局；无",
        "日期": "2021-12-20",
    }
    for title, value in values.items():
        sheet.cell(header[0].row + 1, columns[title]).value = value
    book.save("走访.xlsx")
    ran = full("visit", "record", "--from", "走访.xlsx", "--json")
    assert ran.code == 0, ran.err
    [made] = full("visit", "list", "--quarter", "2021Q4", "--json").json["visits"]
    assert (made["on"], made["progress"], len(made["visitors"])) == ("2021-12-20", "拖延", 3)
    assert [(one["what"], one["department"]) for one in made["issues"]] == [
        ("设备未到", "经信局"),
        ("缺人", None),
    ]


def test_problems_are_settled_from_a_list_too(full: Jbgs, tmp_path: Path) -> None:
    assert full("visit", "settle", code_at("contracted"), "1", "--template", "办结.xlsx").code == 0
    sheet = openpyxl.Workbook()
    sheet.active.append(["项目编号", "问题序号", "办理结果"])
    sheet.active.append([code_at("contracted"), 1, "已到货"])
    sheet.save("办结.xlsx")
    ran = full("visit", "settle", "--from", "办结.xlsx", "--json")
    assert ran.code == 0, ran.err
    assert full("visit", "list", "--open", "--json").json["count"] == 0


def test_show_tells_of_visits_and_problems(full: Jbgs) -> None:
    project = full("show", code_at("contracted"), "--json").json
    assert project["visits"][0]["progress"] == "按计划进行"
    assert project["issues"][0]["what"] == "设备未到"
    said = full("show", code_at("contracted")).out
    assert "走访发现的问题" in said
    assert "设备未到" in full("history", code_at("contracted")).out


def test_a_notice_that_finds_nothing_is_not_made(full: Jbgs) -> None:
    ran = full("notice", "new", "--month", "2021-03", "--region", "桐乡")
    assert (ran.code, "没有发现问题，未拟通报" in ran.out) == (0, True)
    assert full("notice", "new", "--month", "2021-03", "--region", "桐乡", "--json").json == {
        "notice": None,
        "files": [],
    }
    assert full("notice", "list", "--json").json["count"] == 2
    assert full("notice", "new", "--month", "2021-03", "--region", "桐乡", "--force-empty").code == 0
    assert full("notice", "list", "--json").json["count"] == 3


def test_a_notices_letter_is_written_again_as_it_was(full: Jbgs, tmp_path: Path) -> None:
    full("notice", "show", SENT, "-o", "一")
    full("visit", "record", code_at("filed"), *VISIT, "--on", "2021-09-30")
    full("notice", "show", SENT, "-o", "二")
    [first], [second] = (list((tmp_path / name).iterdir()) for name in ("一", "二"))
    assert first.name == second.name == f"督查通报 {SENT}.docx"
    assert first.read_bytes() == second.read_bytes()


def test_a_county_office_reports_its_own(jbgs: Jbgs) -> None:
    jbgs("init", "--bureau", "海宁市科技局", "--level", "county", "--region", "海宁")
    assert jbgs("submission", "record", "--month", "2021-11").code == 0
    ran = jbgs("submission", "record", "桐乡", "--month", "2021-11")
    assert (ran.code, "不能登记 桐乡市" in ran.err) == (5, True)
    ran = jbgs("notice", "new")
    assert (ran.code, "（依据：三、5）" in ran.err) == (5, True)
    assert jbgs("todo", "--json").json["items"] == []
    assert "没有到期、逾期或等待办理的事" in jbgs("todo").out


# -- todo: every command can be typed -------------------------------------------------------------------

WORDS = {
    "金额": "500万元",
    "揭榜单位": "浙江乙大学",
    "项目编号": code_at("published"),
    "榜单": OPEN,
    "deadline=新的完成时限": "deadline=2023年12月31日",
}
"""What a clerk puts for a word that stands for something; any other may stay as it is."""


@pytest.fixture
def busy(full: Jbgs) -> Jbgs:
    """The template with a deadline that passed, and an evaluation that failed."""
    for stage in ("filed", "approved"):
        full("edit", code_at(stage), "deadline=2021-12-01", "--reason", "补填")
    full("evaluate", code_at("approved"), "--grade", "不合格", "--result", "failed", "--on", "2021-12-05")
    full("edit", code_at("listed"), "contact=", "--reason", "补填")
    return full


def test_every_command_of_todo_can_be_typed(busy: Jbgs) -> None:
    items = busy("todo", "--all", "--json").json["items"]
    kinds = {one["kind"] for one in items}
    assert kinds >= {
        *("screening", "review", "listing", "publishing", "closing", "award", "contract", "filing"),
        *("approval", "payment", "failed", "deadline", "visit", "issue", "report", "notice", "link"),
        "correction",
    }
    for line in sorted({one["command"] for one in items}):
        words = [WORDS.get(word, word) for word in shlex.split(line)[1:]]
        ran = busy(*words, "--dry-run")
        assert ran.code == 0, (line, ran.err)


def test_todo_is_one_document_for_scripts(busy: Jbgs) -> None:
    told = busy("todo", "--json").json
    assert set(told) == {"today", "items", "counts"}
    assert told["today"] == "2021-12-31"
    assert set(told["items"][0]) == {
        *("kind", "label", "level", "code", "title", "region", "what", "since", "due", "days", "command")
    }
    assert told["counts"]["total"] == len(told["items"])
    assert busy("todo", "--late", "--json").json["counts"]["total"] == told["counts"]["late"]


def test_todo_prints_the_commands_unbroken(busy: Jbgs) -> None:
    said = busy("todo").out
    for one in busy("todo", "--json").json["items"]:
        assert re.search(rf"^      {re.escape(one['command'])}$", said, re.MULTILINE)
