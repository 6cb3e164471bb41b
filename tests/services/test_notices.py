"""督查通报: the facts by region as they stood, frozen; the letter; sent, answered, void."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from jbgs.errors import NotAllowed, NotFound, WrongUsage
from jbgs.reports import notice as facts
from jbgs.reports.periods import quarter_period
from jbgs.services import moves
from jbgs.services.field import notices, submissions, visits
from jbgs.services.field.notices import Asked
from jbgs.services.funding import contracts
from jbgs.services.keeping import checks
from jbgs.services.office import Office
from tests.helpers import at, bring, call_on, demand, everything, make_office, register

Q3 = quarter_period(2021, 3)
DAY = "2021-10-10"
HN = "海宁市"


def asked(*regions: str, day: str = DAY) -> Asked:
    return Asked(Q3, "2021年第三季度", date.fromisoformat(day), regions)


def found(office: Office, *regions: str, day: str = DAY):
    return notices.inspect(office, asked(*regions, day=day))


def reported(office: Office, *names: str) -> None:
    for month, day in (("2021-07", "2021-08-03"), ("2021-08", "2021-09-03"), ("2021-09", "2021-10-05")):
        submissions.record(at(office, day), names, month, note="")


@pytest.fixture
def code(office: Office) -> str:
    """A project that runs since June and stands at 已签约 since 1 July."""
    [code] = register(office, demand(deadline="2022-12-31"))
    bring(office, code, "contracted")
    return code


def test_reports_missing_and_late_are_told_apart(office: Office) -> None:
    submissions.record(at(office, "2021-08-08"), ["海宁"], "2021-07", note="")
    submissions.record(at(office, "2021-09-05"), ["海宁"], "2021-08", note="")
    one = found(office)[HN]
    assert one["months"] == 3
    assert one["late"] == [{"month": "2021-07", "on": "2021-08-08", "days": 3}]
    assert one["missing"] == ["2021-09"]
    rate = facts.rates({HN: one})[HN]
    assert (rate.due, rate.came, rate.on_time) == (3, 2, 1)


def test_a_month_that_is_not_due_is_no_fault(office: Office) -> None:
    assert found(office, day="2021-10-05")[HN]["missing"] == ["2021-07", "2021-08"]
    assert found(office, day="2021-10-06")[HN]["missing"] == ["2021-07", "2021-08", "2021-09"]


def test_a_visit_is_missed_by_what_ran_the_whole_quarter(office: Office, code: str) -> None:
    [late] = register(office, demand(title="后来的"))
    bring(office, late, "bidding")
    made = [one["code"] for one in found(office)[HN]["unvisited"]]
    assert made == [code]
    call_on(office, code, "2021-09-30")
    assert found(office)[HN].get("unvisited", []) == []
    assert found(office)[HN]["visits"] == 1


def test_a_visit_of_another_quarter_does_not_count(office: Office, code: str) -> None:
    call_on(office, code, "2021-06-30")
    call_on(office, code, "2021-10-01")
    assert [one["quarter"] for one in found(office)[HN]["unvisited"]] == ["2021Q3"]


def test_the_quarter_that_is_not_over_is_not_asked_for(office: Office, code: str) -> None:
    assert "unvisited" not in found(office, day="2021-09-29")[HN]
    assert "unvisited" in found(office, day="2021-09-30")[HN]


def test_what_was_over_within_the_quarter_needed_no_visit(office: Office, code: str) -> None:
    moves.stage(at(office, "2021-08-15"), [code], "terminated", reason="企业停产")
    assert found(office)[HN]["visits"] == 0


def test_behind_by_the_days_it_stands_at_a_stage(office: Office, code: str) -> None:
    assert "behind" not in found(office, day="2021-09-29")[HN]
    [one] = found(office, day="2021-09-30")[HN]["behind"]
    assert (one["code"], one["reasons"], one["days"]) == (code, ["停在“已签约”已 91 天"], 1)


def test_a_contract_that_is_performed_is_not_behind_before_its_deadline(office: Office) -> None:
    [code] = register(office, demand(deadline="2021-12-01"))
    bring(office, code, "approved")
    assert "behind" not in found(office, day="2021-12-01")[HN]
    [one] = found(office, day="2021-12-03")[HN]["behind"]
    assert (one["reasons"], one["days"]) == (["完成时限 2021-12-01 已过 2 天"], 2)


def test_behind_by_what_the_last_visit_said(office: Office, code: str) -> None:
    contracts.file_contract(at(office, "2021-08-01"), code, "BA-1")
    call_on(office, code, "2021-08-10", "停顿", reason="缺设备")
    [one] = found(office)[HN]["behind"]
    assert one["reasons"] == ["2021-08-10 走访为“停顿”：缺设备"]
    call_on(office, code, "2021-09-10", "按计划进行")
    assert "behind" not in found(office)[HN]


def test_a_problem_is_overdue_until_it_is_settled(office: Office, code: str) -> None:
    problem = {"what": "设备未到", "department": "经信局", "due": "2021-08-31"}
    call_on(office, code, "2021-07-20", "按计划进行", problem, {"what": "没有期限"})
    [one] = found(office)[HN]["overdue"]
    assert (one["number"], one["what"], one["days"]) == ("1", "设备未到", 40)
    visits.settle(at(office, "2021-10-11"), code, 1, "已到货")
    assert "overdue" in found(office)[HN], "on the day of the inspection it was still open"
    assert "overdue" not in found(office, day="2021-10-11")[HN]


def test_only_the_regions_that_are_named(office: Office) -> None:
    assert list(found(office, "桐乡", "HN")) == [HN, "桐乡市"]


# -- the record -----------------------------------------------------------------------------------------


def drawn(office: Office, day: str = DAY, **more) -> notices.Notice:
    made = notices.draw_up(at(office, day), asked(day=day), **more)
    assert made is not None
    return made


def test_the_facts_are_frozen(office: Office, code: str) -> None:
    made = drawn(office)
    before = notices.letter(office, made)
    call_on(office, code, "2021-09-30", "按计划进行")
    reported(office, "海宁")
    assert notices.letter(office, notices.one(office, made["id"])) == before
    assert (made["id"], made["status"], made["due"]) == ("DC-2021-01", "draft", "2021-10-20")
    assert drawn(office)["id"] == "DC-2021-02"


def test_what_was_recorded_late_counts_on_its_day(office: Office, code: str) -> None:
    call_on(office, code, "2021-09-30")
    assert drawn(office)["regions"][HN].get("unvisited") is None


def test_nothing_found_makes_no_notice_unless_forced(office: Office) -> None:
    reported(office, *(one.name for one in office.policy.regions))
    assert notices.draw_up(at(office, DAY), asked()) is None
    assert everything(office)["notices"] == []
    made = drawn(office, force_empty=True)
    text = [block.text for block in notices.letter(office, made).facts["存在问题"].blocks]
    assert "本次督查未发现问题。" in text


def test_the_letter_can_be_seen_before_anything_is_recorded(office: Office, code: str) -> None:
    seen = notices.report(at(office, DAY), asked())
    assert everything(office)["notices"] == []
    assert seen.facts == notices.letter(office, drawn(office)).facts


def test_a_county_office_gives_no_notice(tmp_path: Path) -> None:
    county = make_office(tmp_path / "县局", level="county", bureau="海宁市科技局", region=HN)
    try:
        with pytest.raises(NotAllowed) as error:
            drawn(county)
    finally:
        county.store.close()
    assert error.value.problems[0].clause == "三、5"


def test_sent_then_answered_or_void(office: Office, tmp_path: Path) -> None:
    made = drawn(office, number="嘉科督〔2021〕1号")
    with pytest.raises(NotAllowed, match="未发出，不能登记答复"):
        notices.answer(office, made["id"], "海宁", text="已改")
    with pytest.raises(NotAllowed, match="早于通报拟定之日"):
        notices.send(at(office, "2021-10-09"), made["id"])
    notices.send(at(office, "2021-10-12"), made["id"].lower())
    with pytest.raises(NotAllowed, match="已发出，不能发出"):
        notices.send(office, made["id"])
    file = tmp_path / "答复.docx"
    file.write_bytes(b"answer")
    notices.answer(at(office, "2021-10-18"), made["id"], "海宁", text="已整改", file=file)
    notices.answer(at(office, "2021-10-19"), made["id"], "桐乡", text="已补报")
    answers = notices.one(office, made["id"])["answers"]
    assert answers[HN]["text"] == "已整改"
    assert office.store.originals.get(answers[HN]["file"]["sha256"]) == b"answer"
    assert list(checks.faults(office)) == []
    with pytest.raises(WrongUsage, match="没有答复的内容"):
        notices.answer(office, made["id"], "平湖")
    with pytest.raises(NotFound, match="没有督查通报“DC-2021-09”"):
        notices.send(office, "DC-2021-09")
    notices.void(office, made["id"], reason="数据有误")
    assert notices.one(office, made["id"])["status"] == "void"
    with pytest.raises(NotAllowed, match="已经作废"):
        notices.void(office, made["id"], reason="再次")


def test_a_region_that_was_not_inspected_has_nothing_to_answer(office: Office) -> None:
    made = notices.draw_up(at(office, DAY), asked("海宁"))
    assert made is not None
    notices.send(at(office, DAY), made["id"])
    with pytest.raises(NotFound, match="没有发给桐乡市"):
        notices.answer(office, made["id"], "桐乡", text="已改")


# -- the letter -----------------------------------------------------------------------------------------


@pytest.fixture
def paper(office: Office, code: str, tmp_path: Path) -> list[str]:
    """The texts of a notice's Word file: paragraphs, then the rows of its tables."""
    call_on(office, code, "2021-07-20", "拖延", {"what": "缺人", "due": "2021-08-31"}, reason="推迟")
    submissions.record(at(office, "2021-08-08"), ["海宁"], "2021-07", note="")
    [south] = register(office, demand(title="光伏", region="南湖区"))
    bring(office, south, "awarded")
    made = drawn(office, number="嘉科督〔2021〕1号", due=date(2021, 10, 31))
    [path] = notices.write(office, made, tmp_path)
    document = Document(str(path))
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]
    return texts + ["|".join(cell.text for cell in row.cells) for t in document.tables for row in t.rows]


def test_the_letter_has_its_three_parts_and_dates(paper: list[str]) -> None:
    assert paper[:3] == ["嘉科督〔2021〕1号", "关于“揭榜挂帅”工作督查情况的通报", "各县（市、区）科技部门："]
    heads = [text for text in paper if text[:2] in ("一、", "二、", "三、") or text[0] == "（"]
    assert heads[:7] == [
        "一、总体情况",
        "二、存在问题",
        "（一）月报未按时报送",
        "（二）项目进度滞后",
        "（三）季度走访未落实",
        "（四）问题逾期未解决",
        "三、整改要求",
    ]
    assert (
        "在研项目2项；月报应报27份，已报1份，报送率3.7%；按时0份，按时率0%；应走访2项次，已走访1项次。"
        in paper
    )
    reports = next(text for text in paper if text.startswith("南湖区未报"))
    assert "海宁市未报2021年8月、9月月报，迟报2021年7月（3天）的月报；" in reports
    assert "进度滞后的项目共2项（见附件1）：南湖区1项，海宁市1项。" in paper
    assert "1. 未报送月报的，于2021年10月31日前补报；没有情况的也要零报告。" in paper
    assert "2. 今后每月5日前报送上月项目揭榜情况。" in paper
    assert "6. 请各地对照检查，逐项整改，于2021年10月31日前将整改情况书面报送我局。" in paper
    assert "2021年10月10日" in paper


def test_the_lists_are_annexed_by_region(paper: list[str], code: str) -> None:
    assert "附件：1.进度滞后项目清单" in paper
    assert any(row.startswith(f"1|海宁市|{code}|低温固化胶|海宁甲公司|缺人|2021-08-31|40") for row in paper)
    assert any(row.startswith("1|南湖区|GJ-2021-NH-001|光伏|海宁甲公司|2021年第三季度") for row in paper)
