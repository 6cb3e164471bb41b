"""Visits: who must come, what needs a reason, numbered problems until they are settled, and the papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jbgs.errors import NotAllowed, NotFound, WrongUsage
from jbgs.registers.visits import parse_visitors, standing_for, visitors_text
from jbgs.reports import monthly, visiting
from jbgs.reports import visits as papers
from jbgs.reports.making import Made, Wanted
from jbgs.reports.periods import quarter_period
from jbgs.services import looking, moves, past
from jbgs.services.field import visits
from jbgs.services.office import Office
from jbgs.services.papers import sending
from tests.helpers import at, bring, call_on, demand, everything, register

Q3 = quarter_period(2021, 3)


@pytest.fixture
def code(office: Office) -> str:
    [code] = register(office, demand())
    bring(office, code, "contracted")
    return code


def told(error: pytest.ExceptionInfo[NotAllowed]) -> list[str]:
    return [one.what for one in error.value.problems]


def test_a_visit_is_kept_with_its_numbered_problems(office: Office, code: str) -> None:
    asked = {"what": "设备未到", "department": "经信局", "due": "2021-08-31"}
    call_on(office, code, "2021-07-20", "拖延", asked, {"what": "缺人"}, reason="设备推迟")
    call_on(office, code, "2021-10-20", "按计划进行", {"what": "资金未到"})
    project = office.project(code)
    assert project["visits"]["1"] == {
        "on": "2021-07-20",
        "visitors": "科技:张三；经信:李四；商务:王五",
        "progress": "拖延",
        "reason": "设备推迟",
    }
    assert project["issues"] == {
        "1": {"visit": "1", "found": "2021-07-20", **asked},
        "2": {"visit": "1", "found": "2021-07-20", "what": "缺人"},
        "3": {"visit": "2", "found": "2021-10-20", "what": "资金未到"},
    }
    assert project["stage"] == "contracted"


@pytest.mark.parametrize("progress", ["拖延", "停顿", "申请变更", "申请终止"])
def test_the_last_four_statuses_need_a_reason(office: Office, code: str, progress: str) -> None:
    with pytest.raises(NotAllowed) as error:
        call_on(office, code, "2021-07-20", progress)
    assert told(error) == [f"进展为“{progress}”的须说明理由"]
    call_on(office, code, "2021-07-20", progress, reason="设备推迟")


def test_the_first_two_statuses_need_none(office: Office, code: str) -> None:
    call_on(office, code, "2021-07-20", "按计划进行")
    call_on(office, code, "2021-08-20", "进度超前")


def test_without_the_science_department_it_is_no_visit(office: Office, code: str) -> None:
    made = {"progress": "按计划进行", "reason": "只有经商局去"}
    with pytest.raises(NotAllowed) as error:
        visits.record(at(office, "2021-07-20"), code, made, [("经商局", "李四")])
    [problem] = error.value.problems
    assert (problem.what, problem.clause, problem.level) == ("走访须由科技部门牵头", "三、4", "error")


def test_who_is_missing_is_told_and_a_reason_overrides_it(office: Office, code: str) -> None:
    on = at(office, "2021-07-20")
    with pytest.raises(NotAllowed) as error:
        visits.record(on, code, {"progress": "按计划进行"}, [("科技", "张三")])
    assert told(error) == ["没有经信、商务部门参加"]
    made = {"progress": "按计划进行", "reason": "另有会议"}
    _, warnings = visits.record(on, code, made, [("科技", "张三")])
    assert [one.what for one in warnings] == ["没有经信、商务部门参加"]
    assert (
        past.events_of(office, f"projects/{code}")[-1]["note"]
        == "另有会议（不顾提示：没有经信、商务部门参加）"
    )


def test_a_reason_for_the_status_is_no_note_where_nothing_was_overridden(office: Office, code: str) -> None:
    call_on(office, code, "2021-07-20", "拖延", reason="设备推迟")
    assert "note" not in past.events_of(office, f"projects/{code}")[-1]


@pytest.mark.parametrize(
    ("department", "stands"),
    [
        ("海宁市科技局", {"科技"}),
        ("科学技术局", {"科技"}),
        ("秀洲区经商局", {"经信", "商务"}),
        ("经信局", {"经信"}),
        ("市经济和信息化局", {"经信"}),
        ("商务局", {"商务"}),
        ("发改经信商局", {"经信", "商务"}),
        ("马桥街道", set()),
    ],
)
def test_a_bureaus_name_says_which_department_it_is(department: str, stands: set[str]) -> None:
    assert standing_for(department) == stands


def test_visitors_are_read_as_they_are_written() -> None:
    pairs = [("科技局", "张三、李四"), ("经商局", "王五")]
    assert parse_visitors(visitors_text(pairs)) == pairs
    assert visits.parse_all(["科技局：张三、李四", "经商局: 王五"]) == pairs
    with pytest.raises(WrongUsage, match="看不懂走访人员“张三”"):
        visits.parse_all(["张三"])


def test_a_project_that_does_not_run_is_not_visited(office: Office) -> None:
    [code] = register(office, demand())
    with pytest.raises(NotAllowed, match="项目处于“已收件”，不能登记走访"):
        call_on(office, code, "2021-07-20")


def test_a_visit_recorded_late_may_lie_before_the_last_move_but_not_before_the_award(
    office: Office, code: str
) -> None:
    assert office.project(code)["dates"]["contracted"] == "2021-07-01"
    call_on(office, code, "2021-06-25")
    with pytest.raises(NotAllowed, match="早于揭榜之日 2021-06-20"):
        call_on(office, code, "2021-06-19")


def test_the_same_day_twice_is_asked_about(office: Office, code: str) -> None:
    call_on(office, code, "2021-07-20")
    with pytest.raises(NotAllowed, match="已经登记过"):
        call_on(office, code, "2021-07-20")
    call_on(office, code, "2021-07-20", reason="上下午各一次")
    assert len(office.project(code)["visits"]) == 2


def test_a_day_to_settle_by_that_lies_before_the_visit_is_refused(office: Office, code: str) -> None:
    with pytest.raises(NotAllowed, match="早于走访日期"):
        call_on(office, code, "2021-07-20", "按计划进行", {"what": "缺人", "due": "2021-07-19"})


def test_an_application_waits_as_a_problem_for_its_answer(office: Office, code: str) -> None:
    call_on(office, code, "2021-07-20", "申请变更", {"what": "缺人"}, reason="指标调整")
    issues = office.project(code)["issues"]
    assert [one["what"] for one in issues.values()] == ["申请变更：指标调整", "缺人"]


def test_a_problem_is_settled_once_and_not_before_it_was_found(office: Office, code: str) -> None:
    call_on(office, code, "2021-07-20", "按计划进行", {"what": "缺人"})
    with pytest.raises(NotAllowed, match="早于发现之日"):
        visits.settle(at(office, "2021-07-19"), code, 1, "已招聘")
    visits.settle(at(office, "2021-08-01"), code, 1, "已招聘")
    issue = office.project(code)["issues"]["1"]
    assert (issue["settled"], issue["outcome"]) == ("2021-08-01", "已招聘")
    with pytest.raises(NotAllowed, match="已于 2021-08-01 办结"):
        visits.settle(office, code, 1, "又一次")
    with pytest.raises(NotFound, match="没有问题 2"):
        visits.settle(office, code, 2, "无")


def test_undo_takes_a_visit_back_with_its_problems(office: Office, code: str) -> None:
    before = everything(office)["projects"]
    call_on(office, code, "2021-07-20", "按计划进行", {"what": "缺人"})
    past.undo(office, None)
    assert everything(office)["projects"] == before


# -- plan and papers ------------------------------------------------------------------------------------


def test_the_plan_has_what_runs_by_region_with_what_was_promised(office: Office, code: str) -> None:
    [south, over, new] = register(
        office,
        demand(title="甲", region="南湖区"),
        demand(title="乙"),
        demand(title="丙"),
    )
    bring(office, south, "awarded")
    bring(office, over, "closed")
    call_on(office, code, "2021-07-20", "按计划进行", {"what": "缺人", "department": "人社局"})
    found = visits.plan(office, looking.Filter())
    assert [one["code"] for one in found] == [south, code]
    assert new not in [one["code"] for one in found]
    lines = [visiting.plan_json(one, "2021Q3", Q3) for one in found]
    assert [(one["region"], one["visited"]) for one in lines] == [("南湖区", None), ("海宁市", "2021-07-20")]
    assert lines[1]["open"][0]["department"] == "人社局"
    assert lines[1]["last"]["progress"] == "按计划进行"


def test_a_transfer_is_visited_where_its_winner_is(office: Office) -> None:
    [code] = register(office, demand("transfer", region=None))
    bring(office, code, "awarded", region="平湖市")
    call_on(office, code, "2021-07-20")
    [line] = [visiting.plan_json(one, "2021Q3", Q3) for one in visits.plan(office, looking.Filter())]
    assert line["region"] == "平湖市"
    there = looking.Filter(region="平湖市")
    assert [one["code"] for one in visits.plan(office, there)] == [code]
    assert [one["code"] for one in visits.made(office, there)] == [code]


def test_the_blank_form_has_a_sheet_per_region_and_room_to_write(
    office: Office, code: str, tmp_path: Path
) -> None:
    [south] = register(office, demand(title="甲", region="南湖区"))
    bring(office, south, "awarded")
    call_on(office, code, "2021-07-20", "拖延", {"what": "缺人", "due": "2021-09-01"}, reason="推迟")
    [path] = visits.write_plan(office, visits.plan(office, looking.Filter()), "2021Q3", tmp_path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["南湖区", "海宁市"]
    sheet = book["海宁市"]
    assert sheet["A1"].value == "嘉兴市科技项目“揭榜挂帅”季访表（2021年第三季度）"
    header, group = ([cell.value for cell in row] for row in sheet["A3:P4"])
    assert "走访人员" in header
    assert group[6:9] == ["科技", "经信", "商务"]
    row = [cell.value for cell in sheet[5]]
    assert row[1] == f"{code}\n低温固化胶"
    assert row[4] == "2021-07-20 拖延\n1. 缺人（2021-09-01前）"
    assert row[9].splitlines() == [*("□按计划进行", "□进度超前", "□拖延", "□停顿", "□申请变更", "□申请终止")]
    assert [row[place] for place in (5, 6, 7, 8, 10, 11, 12, 13, 14, 15)] == [None] * 10
    assert sheet.row_dimensions[5].height > 60
    assert any("签" in str(cell.value) or "盖章" in str(cell.value) for cell in sheet["A"])


def test_a_quarter_without_projects_has_its_form_all_the_same(office: Office) -> None:
    [table] = papers.blank(office.policy, [], "2021Q3", office=office.name)
    assert (table.rows, table.empty) == ((), "本季度无在研项目")


def test_the_filled_form_says_what_was_found_and_what_became_of_it(
    office: Office, code: str, tmp_path: Path
) -> None:
    asked = {"what": "设备未到", "department": "经信局", "due": "2021-08-31"}
    call_on(office, code, "2021-07-20", "拖延", asked, {"what": "缺人"}, reason="设备推迟")
    call_on(office, code, "2021-10-20", "按计划进行")
    visits.settle(at(office, "2021-08-05"), code, 2, "已招聘")
    found = visits.made(office, looking.Filter(), period=Q3)
    [path] = visits.write_made(office, found, "2021年第三季度", tmp_path)
    rows = [[c.value for c in row] for row in openpyxl.load_workbook(path).active.iter_rows()]
    header = next(row for row in rows if row[0] == "序号")
    line = dict(zip(header, rows[rows.index(header) + 1], strict=True))
    assert line["走访人员"] == "科技：张三\n经信：李四\n商务：王五"
    assert line["存在问题"] == "1. 设备未到\n2. 缺人（已办结）"
    assert (line["需协调部门"], line["解决期限"]) == ("经信局\n—", "2021-08-31\n—")
    assert line["处理结果"] == "1. 未办结\n2. 2021-08-05 办结：已招聘"
    assert sum(row[0] == 2 for row in rows) == 0


def third_quarter(office: Office, region: str | None = None) -> Made:
    wanted = Wanted(date(2021, 9, 30), year=2021, quarter=3, region=region)
    return sending.make(office, "visits", wanted)


def test_the_quarters_report_has_what_was_visited_and_what_was_not(office: Office, code: str) -> None:
    [south] = register(office, demand(title="甲", region="南湖区"))
    bring(office, south, "awarded")
    call_on(office, code, "2021-07-20")
    made = third_quarter(office)
    filled, left = made.screen
    assert [row.values[4] for row in filled.rows] == [code]
    assert [row.values[1] for row in left.rows] == [south]
    assert [one["code"] for one in made.data["visits"]] == [code]
    assert [one["code"] for one in made.data["unvisited"]] == [south]
    filled, left = third_quarter(office, "海宁市").screen
    assert (len(filled.rows), left.rows) == (1, ())


def test_the_quarters_report_says_the_same_when_it_is_made_again_later(office: Office, code: str) -> None:
    [south] = register(office, demand(title="甲", region="南湖区"))
    bring(office, south, "awarded")
    call_on(office, code, "2021-07-20", "按计划进行", {"what": "缺人"})
    before = third_quarter(office)
    later = at(office, "2021-11-05")
    visits.settle(later, code, 1, "已招聘")
    call_on(office, south, "2021-11-05")
    moves.stage(later, [code], "terminated", reason="企业停产")
    assert third_quarter(office) == before


def test_only_visits_with_open_problems_where_that_is_asked(office: Office, code: str) -> None:
    call_on(office, code, "2021-07-20", "按计划进行", {"what": "缺人"})
    call_on(office, code, "2021-08-20")
    assert [one["on"] for one in visits.made(office, looking.Filter(), unsettled=True)] == ["2021-07-20"]
    visits.settle(office, code, 1, "已招聘")
    assert visits.made(office, looking.Filter(), unsettled=True) == []


def test_the_monthly_list_takes_progress_and_open_problems_from_the_visits(office: Office, code: str) -> None:
    asked = {"what": "设备未到", "department": "经信局", "due": "2021-08-31"}
    call_on(office, code, "2021-07-20", "拖延", asked, {"what": "缺人"}, reason="推迟")
    visits.settle(at(office, "2021-07-25"), code, 2, "已招聘")
    row = monthly.project_row(office.project(code), monthly.month_period(2021, 7))
    assert (row["progress"], row["problems"]) == ("拖延", "设备未到")
    assert row["coordinate"] == "经信局（2021-08-31前）"
