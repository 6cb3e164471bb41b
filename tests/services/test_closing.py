"""A round closed: the ranking decides, a reason overrides it, and the projects carry what was found."""

from __future__ import annotations

from typing import Any

import pytest

from jbgs.errors import JbgsError, NotAllowed, WrongUsage
from jbgs.registers.reviews import Round
from jbgs.services import looking, moves, past
from jbgs.services.funding import contracts
from jbgs.services.keeping import checks
from jbgs.services.market import bids
from jbgs.services.office import Office
from jbgs.services.reviewing import closing, round_view, rounds, scores
from tests.helpers import at, bid, bring, demand, everything, register
from tests.services.panel import DAY, NAMED, give, opened, score_all, staff, waiting


@pytest.fixture(autouse=True)
def _people(office: Office) -> None:
    staff(office)


def close(office: Office, made: Round, *passed: str, day: str = DAY, reason: str = "", **choice: Any) -> Any:
    return closing.close_round(
        at(office, day), made["id"], "论证纪要〔2021〕1号", closing.Choice(passed, **choice), reason=reason
    )


def said(error: pytest.ExceptionInfo[JbgsError]) -> list[str]:
    return [str(one).split(" → ")[0] for one in error.value.problems]


def ranked(office: Office, *shares: float) -> Round:
    """A round of demands with these shares of the full marks."""
    made = opened(office, waiting(office, *["key"] * len(shares)))
    return score_all(office, made, dict(zip(made["items"], shares, strict=True)))


def stages(office: Office, made: Round) -> list[str]:
    return [office.project(code)["stage"] for code in made["items"]]


# -- demands ----------------------------------------------------------------------------------------------


def test_those_that_reach_the_figure_pass_and_the_others_are_rejected(office: Office) -> None:
    made = ranked(office, 0.9, 0.6, 0.5)
    done = close(office, made)
    assert stages(office, made) == ["reviewed", "reviewed", "rejected"]
    assert list(done.results.values()) == ["passed", "passed", "failed"]
    first, _, last = made["items"]
    review = office.project(first)["reviews"]["1"]
    assert (review["round"], review["rank"], review["document"]) == (made["id"], 1, "论证纪要〔2021〕1号")
    assert review["experts"][0] == {
        "name": "张三",
        "field": "technical",
        "unit": "甲大学",
        "total": scores.mark_text(scores.standings(made)[0].lowest or 0),  # type: ignore[arg-type]
    }
    assert "第 3 名" in office.project(last)["exit_reason"]
    assert rounds.find(office, made["id"])["closed"] == {
        "on": DAY,
        "document": "论证纪要〔2021〕1号",
        "passed": list(made["items"])[:2],
        "failed": [last],
    }
    assert list(checks.faults(office)) == []


def test_so_many_of_the_first_pass_when_asked(office: Office) -> None:
    made = ranked(office, 0.7, 0.9, 0.8)
    close(office, made, top=2)
    assert stages(office, made) == ["rejected", "reviewed", "reviewed"]


def test_a_tie_at_the_border_is_not_decided_by_us(office: Office) -> None:
    made = ranked(office, 0.9, 0.8, 0.8)
    with pytest.raises(NotAllowed, match="第 2 名有并列：GJ-2021-HN-001、GJ-2021-HN-002、GJ-2021-HN-003"):
        close(office, made, top=2, reason="名额有限")
    close(office, made, "HN-001", "HN-003")
    assert stages(office, made) == ["reviewed", "rejected", "reviewed"]


def test_another_choice_than_the_ranking_needs_a_reason(office: Office) -> None:
    made = ranked(office, 0.9, 0.8, 0.5)
    with pytest.raises(NotAllowed) as caught:
        close(office, made, "HN-002", "HN-003")
    assert said(caught) == [
        "GJ-2021-HN-001：排第 1 名而不通过，名次在后的却通过",
        "GJ-2021-HN-003：得 50.00 分，未达到规定的 60 分",
    ]
    assert all(one.level == "warning" for one in caught.value.problems)
    done = close(office, made, "HN-002", "HN-003", reason="第一名已在外地立项")
    assert stages(office, made) == ["rejected", "reviewed", "reviewed"]
    assert done.round["closed"]["reason"] == "第一名已在外地立项"
    note = past.events_of(office, "projects/GJ-2021-HN-001")[-1]["note"]
    assert "第一名已在外地立项（不顾提示：排第 1 名而不通过" in note
    assert "不顾提示" in past.events_of(office, f"reviews/{made['id']}")[-1]["note"]


def test_sheets_that_are_missing_are_all_named(office: Office) -> None:
    made = opened(office, waiting(office, "common", "key"), named=[*NAMED, "ZJ-002"])
    common, key = made["items"]
    for expert in ("张三", "李四", "王五"):
        give(office, made, expert, common)
    give(office, made, "张三", key)
    with pytest.raises(NotAllowed) as caught:
        close(office, made, reason="等不及")
    assert said(caught) == [
        f"{common}：赵六还没有评分",
        f"{common}：产业共性技术项目的评分专家缺少投资（财务）领域（依据：二、（一）2）",
        f"{key}：只有 1 份评分，少于规定的 3 份",
        f"{key}：李四、王五、赵六还没有评分",
    ]
    assert stages(office, made) == ["screened", "screened"]


def test_a_quorum_is_enough_with_a_reason(office: Office) -> None:
    made = opened(office, waiting(office), named=[*NAMED, "ZJ-002"])
    [code] = made["items"]
    for expert in ("张三", "李四", "王五"):
        give(office, made, expert, code)
    with pytest.raises(NotAllowed, match="赵六还没有评分"):
        close(office, made)
    close(office, made, reason="赵六因病未到")
    assert stages(office, made) == ["reviewed"]


def test_the_recused_owe_nothing(office: Office) -> None:
    made = opened(office, waiting(office), named=[*NAMED, "ZJ-002"])
    [code] = made["items"]
    for expert in ("张三", "李四", "王五"):
        give(office, made, expert, code)
    rounds.recuse(at(office, DAY), made["id"], "赵六", [code], reason="亲属")
    close(office, made)
    assert [one["name"] for one in office.project(code)["reviews"]["1"]["experts"]] == [
        "张三",
        "李四",
        "王五",
    ]


def test_a_project_that_moved_meanwhile_is_not_moved_again(office: Office) -> None:
    made = ranked(office, 0.9)
    moves.stage(at(office, DAY), list(made["items"]), "withdrawn", reason="企业撤回")
    with pytest.raises(NotAllowed, match="不能从“已撤榜”转为“已论证”"):
        close(office, made)


def test_a_closed_round_stays_as_it_is(office: Office) -> None:
    made = ranked(office, 0.9)
    [code] = made["items"]
    close(office, made)
    before = everything(office)
    for again in (
        lambda: close(office, made),
        lambda: give(office, made, "张三", code),
        lambda: rounds.recuse(at(office, DAY), made["id"], "张三", [code], reason="x"),
    ):
        with pytest.raises(NotAllowed, match=f"评审已于 {DAY} 结束"):
            again()
    assert everything(office) == before


def test_an_undone_closing_can_be_done_again(office: Office) -> None:
    made = ranked(office, 0.9, 0.5)
    before = {code: office.project(code) for code in made["items"]}
    close(office, made)
    past.undo(office, None)
    assert rounds.find(office, made["id"]) == made
    assert {code: office.project(code) for code in made["items"]} == before
    close(office, made, top=1)
    assert stages(office, made) == ["reviewed", "rejected"]


@pytest.mark.parametrize(
    ("passed", "choice", "why"),
    [
        (("HN-001",), {"top": 1}, "--pass 和 --top 只能用一种"),
        ((), {"top": -1}, "--top 的值 -1 小于 0"),
    ],
)
def test_a_choice_that_cannot_be(
    office: Office, passed: tuple[str, ...], choice: dict[str, Any], why: str
) -> None:
    made = ranked(office, 0.9)
    with pytest.raises(WrongUsage, match=why):
        close(office, made, *passed, **choice)


# -- central review, bids ---------------------------------------------------------------------------------


def test_a_central_review_is_written_on_the_project_and_moves_nothing(office: Office) -> None:
    codes = register(office, demand(title="甲"), demand(title="乙"))
    for code in codes:
        bring(office, code, "filed")
    made = opened(office, codes, "approval", day="2021-08-01")
    made = score_all(office, made, dict(zip(codes, (0.55, 0.8), strict=True)), "2021-08-01")
    close(office, made, day="2021-08-02")
    assert [office.project(code)["stage"] for code in codes] == ["filed", "filed"]
    found = [office.project(code)["central_review"] for code in codes]
    assert [(one["result"], one["rank"], one["on"]) for one in found] == [
        ("failed", 2, "2021-08-02"),
        ("passed", 1, "2021-08-02"),
    ]
    assert looking.whole(office, office.project(codes[0]))["central_review"] == found[0]
    assert [one["id"] for one in round_view.of_project(office, codes[0])] == [made["id"]]


def test_what_the_central_review_turned_down_is_approved_only_with_a_reason(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "filed")
    made = opened(office, [code], "approval", day="2021-08-01")
    close(office, score_all(office, made, {code: 0.55}, "2021-08-01"), day="2021-08-02")
    later = at(office, "2021-08-10")
    with pytest.raises(NotAllowed, match=f"立项评审 {made['id']} 未通过") as caught:
        contracts.approve(later, [code], "嘉科〔2021〕8号")
    assert [one.level for one in caught.value.problems] == ["warning"]
    contracts.approve(later, [code], "嘉科〔2021〕8号", reason="复议通过")
    assert office.project(code)["stage"] == "approved"
    assert f"不顾提示：立项评审 {made['id']} 未通过" in past.events_of(office, f"projects/{code}")[-1]["note"]


def comparison(office: Office, *shares: float) -> tuple[str, Round]:
    [code] = register(office, demand(title="比选"))
    bring(office, code, "published")
    for number, _ in enumerate(shares, 1):
        register(office, bid("比选", f"第{number}大学", code), day="2021-06-10")
    made = opened(office, [code], "bids", day="2021-06-19")
    return code, score_all(office, made, dict(zip(made["items"], shares, strict=True)), "2021-06-19")


def test_the_first_of_the_bids_is_recommended_and_the_award_goes_by_it(office: Office) -> None:
    code, made = comparison(office, 0.7, 0.9, 0.8)
    close(office, made, day="2021-06-20")
    found = office.project(code)["comparison"]
    assert (found["bidder"], found["intent"], office.project(code)["stage"]) == (
        "第2大学",
        "YX-2021-002",
        "bidding",
    )
    project = bids.award(at(office, "2021-06-21"), code, "第2大学")
    assert project["award"]["grounds"] == "论证纪要〔2021〕1号（竞榜比选 PS-2021-01）"


def test_an_award_to_another_than_the_recommended_needs_a_reason(office: Office) -> None:
    code, made = comparison(office, 0.7, 0.9)
    close(office, made, day="2021-06-20")
    other = at(office, "2021-06-21")
    with pytest.raises(WrongUsage, match="缺少选项 --grounds"):
        bids.award(other, code, "第1大学", reason="第一名放弃")
    with pytest.raises(NotAllowed, match="推荐的是 第2大学"):
        bids.award(other, code, "第1大学", grounds="会议纪要")
    bids.award(other, code, "第1大学", grounds="会议纪要", reason="第一名放弃")
    note = past.events_of(office, f"projects/{code}")[-1]["note"]
    assert note.startswith("会议纪要；第一名放弃（不顾提示：竞榜比选（PS-2021-01）推荐的是 第2大学")


def test_nobody_is_recommended_where_nobody_reaches_the_figure(office: Office) -> None:
    code, made = comparison(office, 0.5, 0.4)
    close(office, made, day="2021-06-20")
    assert "bidder" not in office.project(code)["comparison"]
    with pytest.raises(NotAllowed, match="没有推荐揭榜单位"):
        bids.award(at(office, "2021-06-21"), code, "第1大学", grounds="x")


def test_equal_bids_are_not_decided_by_us(office: Office) -> None:
    code, made = comparison(office, 0.8, 0.8)
    with pytest.raises(NotAllowed, match="第 1 名有并列：YX-2021-001、YX-2021-002"):
        close(office, made, day="2021-06-20", reason="x")
    with pytest.raises(WrongUsage, match="竞榜比选只推荐一家"):
        close(office, made, "YX-2021-001", "YX-2021-002", day="2021-06-20")
    with pytest.raises(WrongUsage, match="竞榜比选只推荐一家"):
        close(office, made, top=2, day="2021-06-20")
    close(office, made, "YX-2021-002", day="2021-06-20")
    assert office.project(code)["comparison"]["bidder"] == "第2大学"


def test_another_bid_than_the_first_needs_a_reason(office: Office) -> None:
    code, made = comparison(office, 0.9, 0.8)
    with pytest.raises(NotAllowed) as caught:
        close(office, made, "YX-2021-002", day="2021-06-20")
    assert said(caught) == [f"{code}：YX-2021-001（第1大学）排第 1 名而不通过，名次在后的却通过"]
    close(office, made, "YX-2021-002", day="2021-06-20", reason="第一名放弃")
    assert office.project(code)["comparison"]["reason"] == "第一名放弃"


def test_a_round_whole_adds_up(office: Office) -> None:
    made = ranked(office, 0.7, 0.9)
    data = round_view.whole(made)
    assert [(one["id"], one["rank"], one["reaches"]) for one in data["items"]] == [
        ("GJ-2021-HN-002", 1, True),
        ("GJ-2021-HN-001", 2, True),
    ]
    assert data["missing"] == []
    assert (data["experts"][0]["name"], data["draw"], data["result"]) == ("张三", None, None)
    for one in data["items"]:
        for score in one["scores"]:
            assert float(score["total"]) == pytest.approx(sum(map(float, score["marks"].values())))
    assert round_view.line(opened(office, waiting(office, "common")))["missing"] == 3
