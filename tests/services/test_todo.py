"""What is to be done: every rule by itself, late before due before waiting, by office and filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from jbgs.reports import todo as papers
from jbgs.reports.monthly import Period
from jbgs.services import moves
from jbgs.services.agenda import duties, duty, todo
from jbgs.services.agenda.todo import TodoItem
from jbgs.services.field import notices, submissions, visits
from jbgs.services.field.notices import Asked
from jbgs.services.funding import contracts, money, recoveries
from jbgs.services.looking import Filter
from jbgs.services.market import listings, sealing
from jbgs.services.office import Office
from jbgs.services.papers import publicities
from tests.helpers import (
    DAYS,
    Flaw,
    at,
    bid,
    bring,
    call_on,
    demand,
    make_office,
    occur,
    open_listing,
    register,
)
from tests.services import panel

ALL = Filter()


def on(office: Office, day: str) -> Office:
    """The office as it looks at its work on a day."""
    return replace(office, today=date.fromisoformat(day), on=date.fromisoformat(day))


def items(office: Office, day: str, kind: str, *, everything: bool = True) -> list[TodoItem]:
    found = todo.items(on(office, day), ALL, everything=everything)
    return [one for one in found if one.kind == kind]


def only(office: Office, day: str, kind: str, *, everything: bool = True) -> TodoItem:
    [one] = items(office, day, kind, everything=everything)
    return one


@pytest.fixture
def code(office: Office) -> str:
    [code] = register(office, demand(deadline="2022-06-30"))
    return code


# stage it stands at → (kind, the first day on which it is late, the command)
STEPS = {
    "received": ("screening", "2021-06-17", "jbgs stage {} --to screened"),
    "screened": ("review", "2021-08-02", "jbgs review close {} --result passed --document 文件"),
    "reviewed": ("listing", "2021-08-03", "jbgs listing add 榜单 {}"),
    "bidding": ("award", "2021-07-19", "jbgs intent award {} 揭榜单位 --grounds 依据"),
    "awarded": ("contract", "2021-07-21", "jbgs contract add {} --number 合同编号 --amount 金额"),
    "contracted": ("filing", "2021-08-01", "jbgs contract file {} --number 备案号"),
    "filed": ("approval", "2021-10-04", "jbgs approve {} --document 文号"),
    "evaluated": ("payment", "2021-11-01", "jbgs subsidy pay {}"),
}


@pytest.mark.parametrize("stage", STEPS)
def test_every_stage_has_its_day_and_its_command(office: Office, code: str, stage: str) -> None:
    kind, late, line = STEPS[stage]
    if stage != "received":
        bring(office, code, stage)  # type: ignore[arg-type]
    one = only(office, late, kind)
    assert (one.level, one.days, one.command) == ("late", 1, line.format(code))
    before = date.fromordinal(date.fromisoformat(late).toordinal() - 1).isoformat()
    one = only(office, before, kind)
    assert (one.level, one.days, one.due) == ("due", 0, before)


def test_a_step_whose_time_has_not_come_is_shown_only_with_all(office: Office, code: str) -> None:
    bring(office, code, "screened")
    assert items(office, "2021-06-10", "review", everything=False) == []
    one = only(office, "2021-06-10", "review")
    assert (one.level, one.days) == ("waiting", 8)
    assert only(office, "2021-07-18", "review", everything=False).level == "due"


def test_a_common_panel_is_asked_for_with_its_three_fields(office: Office) -> None:
    [code] = register(office, demand("common"))
    bring(office, code, "screened")
    assert "--expert 姓名:财务" in only(office, "2021-12-31", "review").command


def test_bids_wait_for_the_deadline(office: Office, code: str) -> None:
    bring(office, code, "bidding")
    assert items(office, "2021-06-18", "award") == []
    assert only(office, "2021-06-19", "award").what == "揭榜已截止，1 份意向待比选"


def test_only_key_projects_are_filed(office: Office) -> None:
    [common] = register(office, demand("common"))
    bring(office, common, "contracted")
    assert items(office, "2021-12-31", "filing") == []
    assert only(office, "2021-12-31", "approval").command == f"jbgs approve {common} --document 文号"


def test_a_form_with_errors_waits_for_its_sender_and_not_for_us(office: Office) -> None:
    flawed = demand()
    flawed.problems.append(Flaw("investment"))
    bad = bid(title="没有的项目")
    bad.problems.append(Flaw("price"))
    [code, intent] = register(office, flawed, bad)
    assert items(office, "2021-12-31", "screening") == []
    found = items(office, "2021-06-12", "correction")
    assert {one.code for one in found} == {code, intent}
    assert {(one.level, one.days) for one in found} == {("late", 1)}
    assert only(office, "2021-06-12", "link").command == f"jbgs intent link {intent} 项目编号"


def test_a_rejected_form_waits_for_nothing(office: Office) -> None:
    flawed = demand()
    flawed.problems.append(Flaw("investment"))
    [code] = register(office, flawed)
    moves.stage(at(office, "2021-06-05"), [code], "rejected", reason="不属重点产业链")
    assert [one for one in todo.items(office, ALL, everything=True) if one.code == code] == []


def test_a_listing_is_published_and_closed(office: Office, code: str) -> None:
    bring(office, code, "listed")
    one = only(office, "2021-06-20", "publishing")
    assert (one.level, one.days, one.command) == ("late", 1, "jbgs listing publish 2021-01")
    listings.publish(at(office, "2021-06-05"), open_listing(office), deadline=date(2021, 6, 18), channels="")
    assert items(office, "2021-06-20", "publishing") == items(office, "2021-06-18", "closing") == []
    one = only(office, "2021-06-19", "closing")
    assert (one.level, one.days, one.command) == ("due", 0, "jbgs listing close 2021-01")
    listings.close_listing(at(office, "2021-06-19"), "2021-01")
    assert items(office, "2021-06-20", "closing") == []


def test_a_subsidy_waits_until_it_can_be_paid_and_again_when_more_occurred(office: Office, code: str) -> None:
    bring(office, code, "approved", amount="4000000.00")
    assert items(office, "2021-12-31", "payment") == []
    contracts.evaluate(at(office, "2021-09-01"), code, {"grade": "良好", "result": "passed"})
    assert only(office, "2021-09-02", "payment").what == "可以拨付补助 1,000,000.00 元"
    money.pay(at(office, "2021-10-01"), code)
    assert items(office, "2021-12-31", "payment") == []
    made = {"number": "HT-2", "name": "低温固化胶", "total": "1000000.00", "supplements": f"HT-{code}"}
    contracts.add_contract(at(office, "2021-10-05"), code, made)
    occur(office, code, "1000000.00", "2021-11-01", "2")
    one = only(office, "2021-12-31", "payment")
    assert (one.what, one.since, one.due) == ("可以拨付补助 250,000.00 元", "2021-11-01", "2021-12-31")


def test_a_failed_evaluation_is_closed(office: Office, code: str) -> None:
    bring(office, code, "approved")
    contracts.evaluate(at(office, "2021-09-01"), code, {"grade": "不合格", "result": "failed"})
    assert only(office, "2021-12-31", "failed").command == f"jbgs stage {code} --to closed"
    assert items(office, "2021-12-31", "payment") == []


def test_a_deadline_asks_for_the_evaluation_or_for_a_new_one(office: Office, code: str) -> None:
    bring(office, code, "filed")
    one = only(office, "2022-07-02", "deadline")
    assert (one.level, one.days) == ("late", 2)
    assert one.what == "完成时限 2022-06-30 已过，尚在“已备案”"
    assert one.command == f"jbgs edit {code} deadline=新的完成时限 --reason 理由"
    occur(office, code, "1000000.00")
    contracts.approve(at(office, "2021-08-01"), [code], "嘉科〔2021〕8号")
    one = only(office, "2022-06-20", "deadline")
    assert (one.level, one.days, one.what) == ("due", 10, "完成时限 2022-06-30 将到，待绩效评价")
    assert one.command.startswith(f"jbgs evaluate {code}")
    assert items(office, "2021-12-31", "deadline", everything=False) == []


def test_a_deadline_that_is_no_day_never_comes(office: Office) -> None:
    [code] = register(office, demand(deadline="24个月"))
    bring(office, code, "filed")
    assert items(office, "2025-12-31", "deadline") == []


def test_a_project_that_runs_is_visited_once_a_quarter(office: Office, code: str) -> None:
    bring(office, code, "awarded")
    assert only(office, "2021-07-01", "visit").level == "waiting"
    assert items(office, "2021-07-01", "visit", everything=False) == []
    one = only(office, "2021-09-25", "visit", everything=False)
    assert (one.level, one.days, one.due) == ("due", 5, "2021-09-30")
    call_on(office, code, "2021-09-25")
    assert items(office, "2021-09-26", "visit") == []
    assert len(items(office, "2021-10-01", "visit")) == 1


def test_a_problem_stays_until_it_is_settled_even_when_the_project_is_over(office: Office, code: str) -> None:
    bring(office, code, "contracted")
    call_on(
        office,
        code,
        "2021-07-20",
        "按计划进行",
        {"what": "设备未到", "department": "经信局", "due": "2021-08-31"},
    )
    call_on(office, code, "2021-07-21", "申请终止", reason="停产")
    moves.stage(at(office, "2021-08-01"), [code], "terminated", reason="停产")
    first, second = items(office, "2021-09-02", "issue")
    assert (first.level, first.days, first.what) == ("late", 2, "问题 1：设备未到（由经信局协调）")
    assert (second.level, second.days, second.what) == ("waiting", 43, "问题 2：申请终止：停产")
    assert first.command == f"jbgs visit settle {code} 1 --outcome 结果"
    visits.settle(at(office, "2021-09-02"), code, 1, "已到货")
    visits.settle(at(office, "2021-09-02"), code, 2, "同意终止")
    assert [one for one in todo.items(office, ALL, everything=True) if one.code == code] == []


def test_the_month_that_was_not_reported(office: Office) -> None:
    submissions.record(at(office, "2021-12-03"), ["海宁"], "2021-11", note="")
    found = items(office, "2021-12-04", "report", everything=False)
    assert len(found) == 8
    assert {(one.level, one.days) for one in found} == {("due", 1)}
    late = next(one for one in items(office, "2021-12-06", "report") if one.region == "桐乡市")
    assert (late.level, late.days) == ("late", 1)
    assert late.command == "jbgs submission record 桐乡市 --month 2021-11"


def test_earlier_months_count_since_the_office_keeps_them(office: Office) -> None:
    assert {one.what for one in items(office, "2021-12-31", "report")} == {"2021年11月月报未报"}
    submissions.record(at(office, "2021-10-03"), ["海宁"], "2021-09", note="")
    mine = [one.what for one in items(office, "2021-12-31", "report") if one.region == "海宁市"]
    assert mine == ["2021年10月月报未报", "2021年11月月报未报"]


def test_a_notice_is_sent_and_answered_by_whom_it_finds_at_fault(office: Office) -> None:
    submissions.record(
        at(office, "2021-12-03"), [one.name for one in office.policy.regions], "2021-11", note=""
    )
    submissions.record(at(office, "2021-12-04"), ["海宁"], "2021-11", note="", zero=True)
    period = Asked(Period("2021-10-01", "2021-10-31"), "2021年10月", date(2021, 12, 10), ("海宁", "桐乡"))
    made = notices.draw_up(at(office, "2021-12-10"), period)
    assert made is not None
    assert only(office, "2021-12-11", "notice").command == "jbgs notice send DC-2021-01"
    notices.send(at(office, "2021-12-11"), made["id"])
    found = items(office, "2021-12-22", "notice")
    assert [(one.region, one.level, one.days) for one in found] == [
        ("海宁市", "late", 2),
        ("桐乡市", "late", 2),
    ]
    notices.answer(at(office, "2021-12-22"), made["id"], "桐乡", text="已补报")
    assert only(office, "2021-12-22", "notice").region == "海宁市"
    notices.void(office, made["id"], reason="错")
    assert items(office, "2021-12-22", "notice") == []


# -- all together ---------------------------------------------------------------------------------------


@pytest.fixture
def busy(office: Office) -> Office:
    """An office with something of every kind."""
    for stage in ("received", "screened", "bidding", "contracted", "approved", "evaluated"):
        [code] = register(office, demand(title=stage, deadline="2021-11-30"))
        if stage != "received":
            bring(office, code, stage)  # type: ignore[arg-type]
    [south] = register(office, demand(title="南湖的", region="南湖区"))
    bring(office, south, "awarded")
    call_on(office, south, "2021-12-20", "按计划进行", {"what": "缺人", "due": "2022-01-10"})
    register(office, bid(title="没有的项目"), day=DAYS["bidding"])
    return office


def test_worst_first(busy: Office) -> None:
    found = todo.items(busy, ALL, everything=True)
    levels = [todo.LEVELS.index(one.level) for one in found]
    assert levels == sorted(levels)
    for level in todo.LEVELS:
        days = [one.days for one in found if one.level == level]
        assert days == sorted(days, reverse=level != "due")
        assert all(one >= 0 for one in days)
    assert set(levels) == {0, 1, 2}


def test_filters_mean_projects_and_a_region_also_what_is_no_projects(busy: Office) -> None:
    south = todo.items(busy, Filter(region="南湖区"))
    assert {one.region for one in south} == {"南湖区"}
    assert {"issue", "report", "contract"} <= {one.kind for one in south}
    staged = todo.items(busy, Filter(stage="awarded"), everything=True)
    assert {one.code for one in staged} == {"GJ-2021-NH-001"}
    late = todo.items(busy, Filter(late=True))
    assert {one.level for one in late} == {"late"}
    assert "report" in {one.kind for one in late}


def test_the_counts_add_up(busy: Office) -> None:
    found = todo.items(busy, ALL)
    counts = todo.tally(found, busy.name)
    assert counts["total"] == len(found) == sum(counts[level] for level in todo.LEVELS)
    for key in (*todo.LEVELS, "total"):
        assert counts[key] == sum(one[key] for one in counts["by_office"].values())


def test_a_person_sees_each_office_once_with_the_command_on_a_line_of_its_own(busy: Office) -> None:
    found = todo.items(busy, ALL)
    lines = papers.lines(found, todo.tally(found, busy.name), busy.name)
    heads = [line for line in lines if not line.startswith(" ")]
    assert len(heads) == len(set(heads)) == len({one.region for one in found}) + 1
    assert sorted(line.strip() for line in lines if line.startswith("      ")) == sorted(
        one.command for one in found
    )
    assert papers.lines([], todo.tally([], busy.name), busy.name) == ["没有到期、逾期或等待办理的事"]


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "县局", level="county", bureau="海宁市科技局", region="海宁市")
    yield made
    made.store.close()


def test_a_county_office_has_only_its_own(county: Office) -> None:
    mine, other = register(county, demand(), demand(title="别处的", region="桐乡市"))
    found = todo.items(county, ALL, everything=True)
    assert {one.code for one in found if one.kind == "screening"} == {mine}
    assert other not in {one.code for one in found}
    [report] = [one for one in found if one.kind == "report"]
    assert report.command == "jbgs submission record --month 2021-11"
    assert report.what == "2021年11月月报尚未报送市级"


def test_a_publicity_is_closed_after_its_last_day_and_its_objections_settled_first(
    office: Office, code: str
) -> None:
    bring(office, code, "filed")
    start = date(2021, 9, 13)
    publicities.open_publicity(at(office, "2021-09-13"), [code], "approval", start=start)
    assert items(office, "2021-09-18", "publicity") == []
    publicities.object_to(at(office, "2021-09-15"), "1", by_whom="某公司", text="指标不实")
    one = only(office, "2021-09-20", "publicity")
    assert (one.code, one.title, one.level, one.days) == ("GS-2021-001", "立项", "late", 2)
    assert one.command == "jbgs publicity settle GS-2021-001 1 --outcome 处理结果"
    publicities.settle(at(office, "2021-09-20"), "1", "1", outcome="不成立")
    one = only(office, "2021-09-20", "publicity")
    assert (one.what, one.due) == ("公示期已于 2021-09-18 届满，待结束", "2021-09-19")
    assert one.command == "jbgs publicity close GS-2021-001"
    publicities.close(at(office, "2021-09-20"), "1")
    assert items(office, "2021-12-31", "publicity") == []


def test_a_round_waits_for_its_scores_and_then_for_its_end(office: Office) -> None:
    panel.staff(office)
    codes = panel.waiting(office)
    made = panel.opened(office, codes)
    one = only(office, "2021-06-10", "scoring", everything=False)
    assert (one.code, one.level, one.days) == (made["id"], "waiting", 7)
    assert one.what == "3 位专家还没有评完：张三、王五、赵六"
    panel.score_all(office, made, {codes[0]: 0.8})
    assert only(office, "2021-06-10", "scoring").command == f"jbgs review close {made['id']} --document 文件"


def test_sealed_bids_are_opened_after_the_deadline(office: Office, code: str) -> None:
    bring(office, code, "reviewed")
    listings.new_listing(office, "密封批", deadline=date(2021, 6, 18), sealed=True)
    listings.add_to_listing(at(office, "2021-06-04"), "密封批", [code])
    listings.publish(at(office, "2021-06-05"), "密封批", deadline=None, channels="")
    assert items(office, "2021-06-18", "opening") == []
    one = only(office, "2021-06-20", "opening")
    assert (one.level, one.days, one.command) == ("late", 1, "jbgs intent open 2021-01")
    sealing.open_bids(at(office, "2021-06-20"), "密封批")
    assert items(office, "2021-12-31", "opening") == []


def test_what_was_paid_too_much_waits_until_it_is_back(office: Office, code: str) -> None:
    bring(office, code, "subsidised", amount="4000000.00")
    assert items(office, "2021-12-31", "recovery") == []
    failed = {"grade": "不合格", "result": "failed"}
    contracts.evaluate(at(office, "2021-12-01"), code, failed, reason="复核不通过")
    one = only(office, "2021-12-31", "recovery")
    assert one.what == "已拨补助应收回 1,000,000.00 元"
    assert one.command == f"jbgs subsidy recover {code} --reason 理由"
    recoveries.recover(at(office, "2021-12-31"), code, reason="复核不通过")
    assert items(office, "2021-12-31", "recovery") == []


def test_the_rules_are_a_table_of_their_own() -> None:
    kinds = [rule.kind for rule in duties.RULES]
    assert all(rule.label for rule in duties.RULES)
    assert len(set(kinds)) == len(kinds) - 1, "only corrections are asked of two tables"
    assert {rule.about for rule in duties.RULES} == set(get_args(duty.About))
