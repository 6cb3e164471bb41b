"""``expert`` and ``review`` on the command line: rehearsed, done, undone; their JSON, their refusals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from jbgs.services.reviewing import score_sheets
from tests.cli.conftest import Jbgs, code_at
from tests.helpers import at, demand, everything, make_office, opened, register
from tests.services import panel

ON = "2021-12-01"
FIRST, SECOND, COMMON = "GJ-2021-HN-001", "GJ-2021-HN-002", "GX-2021-HN-001"
ROUND = "PS-2021-01"
MARKS = [
    *("--score", "需求必要性=20", "--score", "novelty=20", "--score", "考核指标=15"),
    *("--score", "预期效益=15", "--score", "投入与进度=8"),
]
WRITING: dict[tuple[str, ...], list[str]] = {
    ("expert", "add"): ["孙八", "--unit", "己大学", "--field", "财务", "--mobile", "13800000000"],
    ("expert", "edit"): ["张三", "--phone", "0573-82159809", "--reason", "补登"],
    ("expert", "retire"): ["张三", "--reason", "退休"],
    ("expert", "import"): ["专家.xlsx"],
    ("review", "open"): [
        *(COMMON, SECOND, "--subject", "论证", "--expert", "张三"),
        *("--draw", "技术=1,管理=1，财务=1", "--seed", "7", "--recuse", f"钱七:{SECOND}:师生"),
    ],
    ("review", "recuse"): [ROUND, "李四", "HN-001", "--reason", "师生"],
    ("review", "replace"): [ROUND, "李四", "--with", "钱七", "--reason", "因病"],
    ("review", "import"): ["评分表.xlsx"],
    ("review", "score"): [ROUND, "李四", "HN-001", *MARKS, "--opinion", "同意"],
    ("review", "close"): [ROUND, "--document", "纪要", "--reason", "李四因病未到"],
}
"""A command line of every command here that writes, which the home below allows."""


@pytest.fixture
def staffed(tmp_path: Path, jbgs: Jbgs) -> Jbgs:
    """``jbgs`` in an office with five experts, three screened projects, and an open round on the first."""
    office = make_office(tmp_path / "home")
    panel.staff(office)
    panel.waiting(office, "key", "key", "common")
    made = panel.opened(office, [FIRST], named=["ZJ-001", "ZJ-002", "ZJ-003", "ZJ-004"])
    for expert in ("张三", "王五", "赵六"):
        panel.give(office, made, expert, FIRST, 0.8)
    [sheet] = score_sheets.write(panel.rounds.find(office, ROUND), tmp_path, ["李四"])
    office.store.close()
    book = load_workbook(sheet)
    for column, mark in zip("EFGHI", (20, 20, 15, 15, 8), strict=True):
        book.active[f"{column}7"] = mark
    book.active["K7"] = "同意"
    book.save(tmp_path / "评分表.xlsx")
    sheet.unlink()
    people = Workbook()
    for row in (("姓名", "单位", "领域"), ("张三", "甲大学", "管理"), ("周九", "己大学", "财务")):
        people.active.append(row)  # type: ignore[union-attr]  # a new book has a sheet
    people.save(tmp_path / "专家.xlsx")
    return jbgs


@pytest.mark.parametrize("path", WRITING, ids=" ".join)
def test_rehearsed_done_and_undone(staffed: Jbgs, tmp_path: Path, path: tuple[str, ...]) -> None:
    with opened(tmp_path / "home") as office:
        before = everything(office)
    ran = staffed(*path, *WRITING[path], "--on", ON, "--dry-run")
    assert (ran.code, "（试运行，未作改动）" in ran.out) == (0, True), ran.err
    with opened(tmp_path / "home") as office:
        assert everything(office) == before
    ran = staffed(*path, *WRITING[path], "--on", ON, "--by", "王五", "--json")
    assert ran.code == 0, ran.err
    assert isinstance(ran.json, dict)
    with opened(tmp_path / "home") as office:
        made = everything(office)["batches"][-1]
    assert (made["command"], made["by"], made["on"]) == (" ".join(path), "王五", ON)
    assert staffed("check").code == 0
    assert staffed("undo").code == 0
    with opened(tmp_path / "home") as office:
        after = everything(office)
    assert {table: after[table] for table in ("projects", "experts", "reviews", "files")} == {
        table: before[table] for table in ("projects", "experts", "reviews", "files")
    }


def test_what_is_reported_has_its_keys(staffed: Jbgs) -> None:
    made = staffed("review", "show", ROUND, "--json").json
    assert {
        "id",
        "name",
        "subject",
        "items",
        "experts",
        "draw",
        "recusals",
        "scheme",
        "missing",
        "result",
    } <= set(made)
    assert made["missing"] == [{"expert": "ZJ-002", "item": FIRST}]
    [item] = made["items"]
    assert (item["rank"], item["mean"], item["trimmed"], item["spread"]) == (1, "80.00", None, "0.00")
    assert [one["total"] for one in item["scores"]] == ["80", "80", "80"]
    listed = staffed("review", "list", "--open", "--json").json
    assert (listed["count"], listed["reviews"][0]["missing"]) == (1, 1)
    cards = staffed("expert", "list", "--field", "技术", "--json").json
    assert (cards["count"], cards["experts"][0]["id"]) == (3, "ZJ-001")
    both = staffed("review", "show", ROUND, FIRST, "--json").json["results"]
    assert [set(one["result"]) >= {"items"} for one in both] == [True, False]
    assert both[1]["result"]["rounds"][0]["id"] == ROUND


def test_the_same_for_a_person(staffed: Jbgs) -> None:
    out = staffed("review", "show", ROUND).out
    assert "未交评分  李四" in out
    assert "60 分及以上为达到；每项至少 3 份评分" in out
    assert "80.00" in out
    assert "共 5 位专家" in staffed("expert", "list").out
    assert "没有结束" not in staffed("review", "list").err


def test_a_replacement_is_told(staffed: Jbgs) -> None:
    assert (
        "由 钱七（ZJ-005，戊大学）接替"
        in staffed(*["review", "replace", "PS-2021-01", "李四", "--with", "钱七"], "--reason", "因病").out
    )
    assert "李四（ZJ-002）由 钱七（ZJ-005）接替，2021-12-31，因病" in staffed("review", "show", ROUND).out


def test_a_random_draw_is_recorded_with_its_seed(staffed: Jbgs) -> None:
    wanted = ["review", "open", COMMON, "--subject", "demand", "--draw", "技术=1,管理=1,财务=1", "--json"]
    first, second = (staffed(*wanted, "--dry-run").json["draw"] for _ in range(2))
    assert first["given"] is False
    assert len(first["seed"]) == 8
    assert first["pool"] == second["pool"]
    again = staffed(*wanted, "--seed", first["seed"]).json["draw"]
    assert (again["drawn"], again["given"]) == (first["drawn"], True)


def test_a_list_of_projects_makes_one_round(staffed: Jbgs, tmp_path: Path) -> None:
    staffed("review", "open", COMMON, SECOND, "--template", "清单.xlsx")
    page = load_workbook(tmp_path / "清单.xlsx").active
    titles = [[cell.value for cell in row] for row in page.iter_rows()]
    assert ["项目编号", "项目名称（供核对）"] in titles
    people = ["--expert", "张三", "--expert", "王五", "--expert", "赵六"]
    made = staffed("review", "open", "--from", "清单.xlsx", "--subject", "论证", *people, "--json").json
    assert len(made["results"][0]["result"]["items"]) == 2
    assert staffed("review", "list", "--json").json["count"] == 2


def test_filters_and_a_count_make_one_round_too(staffed: Jbgs) -> None:
    people = ["--expert", "张三", "--expert", "王五", "--expert", "赵六", "--subject", "论证"]
    assert staffed("review", "open", "--track", "产业共性", *people).code == 2
    assert staffed("review", "open", "--track", "产业共性", *people, "--count", 1).code == 0
    assert staffed("review", "list", "--json").json["count"] == 2


def test_several_are_closed_each_for_itself(staffed: Jbgs) -> None:
    people = ["--expert", "张三", "--expert", "王五", "--expert", "赵六", "--subject", "论证"]
    staffed("review", "open", SECOND, *people)
    ran = staffed(
        "review", "close", ROUND, "PS-2021-02", "--document", "纪要", "--reason", "李四未到", "--each"
    )
    assert ran.code == 3
    assert "已结束（纪要）" in ran.out
    assert "只有 0 份评分" in ran.err


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["expert", "add", "孙八", "--unit", "己大学", "--field", "厨艺"], 2, "没有“厨艺”这个专家领域"),
        (["expert", "add", "张三", "--unit", "甲大学", "--field", "技术"], 5, "已登记为 ZJ-001"),
        (["expert", "edit", "张三", "--reason", "x"], 2, "没有要修改的内容"),
        (["expert", "edit", "孙八", "--notes", "x", "--reason", "x"], 4, "没有专家“孙八”"),
        (["expert", "import"], 2, "请写明填好的名单"),
        (["expert", "import", "没有.xlsx"], 4, "文件不存在"),
        (["expert", "list", "--field", "厨艺"], 2, "没有“厨艺”这个专家领域"),
        (
            ["review", "open", SECOND, "--subject", "吃饭", "--expert", "张三"],
            2,
            "--subject 的值“吃饭”不在可选范围",
        ),
        (["review", "open", SECOND, "--subject", "论证", "--draw", "技术"], 2, "看不懂 --draw 的“技术”"),
        (["review", "open", SECOND, "--subject", "论证", "--draw", "技术=0"], 2, "看不懂 --draw 的“技术=0”"),
        (["review", "open", SECOND, "--subject", "论证", "--draw", "厨艺=1"], 2, "没有“厨艺”这个专家领域"),
        (["review", "open", SECOND, "--subject", "论证", "--draw", "技术=1,技术=2"], 2, "看不懂 --draw"),
        (["review", "open", SECOND, "--subject", "论证", "--recuse", "张三:理由"], 2, "看不懂 --recuse"),
        (["review", "open", SECOND, "--subject", "论证"], 2, "没有专家"),
        (["review", "open", FIRST, "--subject", "论证", "--draw", "技术=3"], 5, f"已在评审 {ROUND} 中"),
        (["review", "show", "PS-2021-09"], 4, "没有评审“PS-2021-09”"),
        (["review", "sheet", "PS-2021-09"], 4, "没有评审“PS-2021-09”"),
        (["review", "sheet", ROUND, "--expert", "孙八"], 4, "专家组中没有唯一的“孙八”"),
        (["review", "import", "没有.xlsx"], 4, "没有.xlsx：文件不存在"),
        (
            ["review", "score", ROUND, "张三", FIRST, "--score", "x", "--opinion", "y"],
            2,
            "看不懂 --score 的“x”",
        ),
        (["review", "score", ROUND, "张三", FIRST, *MARKS, "--opinion", " "], 2, "--opinion 的值是空的"),
        (
            ["review", "close", ROUND, "--document", "x", "--result", "通过"],
            2,
            "--result、--expert、--opinion 用于",
        ),
        (["review", "close", ROUND, FIRST, "--document", "x"], 2, "一次只能结束一个评审"),
        (["review", "close", FIRST, "--document", "x", "--top", "1"], 2, "--pass、--top 用于按评分结束"),
        (["review", "close", FIRST, "--document", "x"], 2, "缺少选项 --result"),
        (["review", "close", ROUND, "--document", "x"], 5, f"提示：{FIRST}：李四还没有评分"),
        (["review", "summary", "PS-2021-09"], 4, "没有评审"),
    ],
    ids=lambda value: ascii(" ".join(map(str, value)))[:60] if isinstance(value, list) else "",
)
def test_what_is_refused(staffed: Jbgs, args: list[Any], code: int, said: str) -> None:
    ran = staffed(*args)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_a_scheme_at_fault_stops_what_goes_by_it(staffed: Jbgs, tmp_path: Path) -> None:
    (tmp_path / "home" / "review.toml").write_text('[[scheme]]\nsubject = "demand"\n', "utf-8")
    for args in (["policy", "show"], ["review", "open", SECOND, "--subject", "论证", "--expert", "张三"]):
        ran = staffed(*args)
        assert (ran.code, ran.out) == (6, "")
        assert "review.toml：第 1 条 [[scheme]] 有误：缺少" in ran.err
    assert staffed("review", "show", ROUND).code == 0


def test_the_policy_shows_how_rounds_are_scored(staffed: Jbgs) -> None:
    made = staffed("policy", "show", "--json").json["schemes"]
    assert {one["subject"] for one in made} == {"demand", "approval", "bids"}
    assert all(one["basis"] == "practice" for one in made)
    assert "专家评审的评分规则" in staffed("policy", "show").out


def test_an_offices_scheme_is_in_its_backup(staffed: Jbgs, tmp_path: Path) -> None:
    (tmp_path / "home" / "review.toml").write_text("", "utf-8")
    assert staffed("backup", "saved").code == 0
    assert (tmp_path / "saved" / "review.toml").exists()


def test_papers_are_written_and_can_be_rehearsed(staffed: Jbgs, tmp_path: Path) -> None:
    for args, names in (
        (["review", "sheet", ROUND, "-o", "out", "--expert", "李四"], ["PS-2021-01 评分表 ZJ-002 李四.xlsx"]),
        (["review", "summary", ROUND, "-o", "out"], ["PS-2021-01 专家评审汇总表.xlsx"]),
        (["expert", "import", "--template", "out/名单.xlsx"], ["名单.xlsx"]),
    ):
        assert staffed(*args, "--dry-run").code == 0
        assert not (tmp_path / "out" / names[0]).exists()
        assert staffed(*args, "--json").json["files"] == [f"out/{name}" for name in names]
        assert (tmp_path / "out" / names[0]).exists()


def test_a_rounds_summary_is_a_report_too(staffed: Jbgs, tmp_path: Path) -> None:
    for name, args in (("a", ("review", "summary", ROUND)), ("b", ("report", "review", "--review", ROUND))):
        assert staffed(*args, "-o", name).code == 0
    paths = [tmp_path / name / "PS-2021-01 专家评审汇总表.xlsx" for name in "ab"]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert staffed("report", "review", "--review", ROUND, "--json").json["id"] == ROUND


def test_the_experts_template_comes_back_unchanged(staffed: Jbgs) -> None:
    staffed("expert", "import", "--template", "名单.xlsx")
    assert staffed("expert", "import", "名单.xlsx", "--json").json["summary"] == {
        "imported": 0,
        "revised": 0,
        "unchanged": 5,
    }


def test_sheets_with_faults_are_told_and_the_others_done(staffed: Jbgs, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    assert staffed("review", "import", "评分表.xlsx", "坏.xlsx").code == 2
    ran = staffed("review", "import", "评分表.xlsx", "坏.xlsx", "--each", "--json")
    assert ran.code == 3
    assert [one["status"] for one in ran.json["files"]] == ["imported", "refused"]
    assert ran.err.startswith("错误：坏.xlsx：")


def test_the_plain_form_stays(full: Jbgs) -> None:
    ran = full(
        "review", "close", code_at("screened"), "--result", "failed", "--document", "x", "--reason", "y"
    )
    assert ran.out == f"{code_at('screened')} 论证未通过（x）\n"


def test_a_project_without_a_review_says_so(jbgs: Jbgs, tmp_path: Path) -> None:
    office = make_office(tmp_path / "home")
    [code] = register(at(office, ON), demand())
    office.store.close()
    assert jbgs("review", "show", code, "--json").json == {
        "code": code,
        "reviews": [],
        "central_review": None,
        "comparison": None,
        "rounds": [],
    }
