"""Rounds opened: who may sit, who is drawn, what may be put before them; recusals and scores by hand."""

from __future__ import annotations

import pytest

from jbgs import drawing
from jbgs.errors import JbgsError, NotAllowed, NotFound, WrongUsage
from jbgs.registers.reviews import Round
from jbgs.services import past
from jbgs.services.market import bids
from jbgs.services.office import Office
from jbgs.services.reviewing import experts, opening, panels, rounds, scores, substitutes
from tests.helpers import at, bid, bring, demand, everything, register
from tests.services.panel import DAY, NAMED, give, opened, staff, waiting

CODES = ("91330404MAG2KKMLHT", "91330401MAHH5QUQJD")


@pytest.fixture(autouse=True)
def _people(office: Office) -> None:
    staff(office)


def said(error: pytest.ExceptionInfo[JbgsError]) -> list[str]:
    return [str(one) for one in error.value.problems]


# -- opening ----------------------------------------------------------------------------------------------


def test_a_round_keeps_its_items_its_panel_and_its_scheme(office: Office) -> None:
    codes = waiting(office, "common", "key")
    made = opened(office, codes)
    assert (made["id"], made["name"], made["opened"]) == ("PS-2021-01", "2021年第1次需求评审论证", DAY)
    assert list(made["items"]) == codes
    assert made["items"][codes[0]] == {
        "project": codes[0],
        "track": "common",
        "title": "common项目1",
        "unit": "第1公司",
    }
    assert made["panel"]["ZJ-004"] == {"name": "赵六", "unit": "丁会计师事务所", "field": "finance"}
    assert sum(int(one["full"]) for one in made["scheme"]["criteria"]) == 100
    (office.home / "review.toml").write_text("[[scheme]]\n", "utf-8")
    assert rounds.find(office, "ps-2021-01") == made
    experts.edit(office, "赵六", {"unit": "己事务所"}, reason="调动")
    assert rounds.find(office, "PS-2021-01")["panel"]["ZJ-004"]["unit"] == "丁会计师事务所"


def test_the_offices_own_scheme_is_that_of_the_day_of_opening(office: Office) -> None:
    (office.home / "review.toml").write_text(
        '[[scheme]]\nsubject = "demand"\npassing = 70\nquorum = 2\ntrim_from = 5\n'
        'criteria = [{ key = "all", name = "总评", full = 100 }]\n',
        "utf-8",
    )
    made = opened(office, waiting(office), named=["张三", "王五"])
    assert (made["scheme"]["passing"], made["scheme"]["origin"]) == ("70", "review.toml")


def test_a_common_panel_has_all_three_fields(office: Office) -> None:
    codes = waiting(office, "common", "key")
    with pytest.raises(NotAllowed) as caught:
        opened(office, codes, named=["ZJ-001", "ZJ-002", "ZJ-003"], reason="人手不够")
    [one] = caught.value.problems
    assert (one.where, one.clause, one.level) == (codes[0], "二、（一）2", "error")
    assert one.what == "产业共性技术项目的专家组缺少投资（财务）领域"
    assert opened(office, codes[1:], named=["ZJ-001", "ZJ-002", "ZJ-005"])["id"] == "PS-2021-01"


@pytest.mark.parametrize(
    ("unit", "code", "owner", "owner_code"),
    [
        ("海宁甲公司", "", "海宁甲公司", ""),
        ("海宁 甲公司（研发部）", "", "海宁甲公司(研发部)", ""),
        ("改名后的公司", CODES[0], "海宁甲公司", CODES[0]),
    ],
)
def test_nobody_of_the_owners_unit_sits_on_the_panel(
    office: Office, unit: str, code: str, owner: str, owner_code: str
) -> None:
    values = {"name": "孙八", "unit": unit, "field": "技术", "credit_code": code}
    experts.add(office, {key: value for key, value in values.items() if value})
    codes = waiting(office, owner=owner, **({"credit_code": owner_code} if owner_code else {}))
    with pytest.raises(NotAllowed) as caught:
        opened(office, codes, named=[*NAMED, "孙八"], reason="没有别人")
    assert "孙八（ZJ-006" in said(caught)[0]
    assert f"与需求单位“{owner}”是同一单位" in said(caught)[0]


def test_a_unit_within_another_is_asked_about(office: Office) -> None:
    codes = waiting(office, "transfer", owner="乙研究院新材料所")
    with pytest.raises(NotAllowed) as caught:
        opened(office, codes, named=[*NAMED, "李四"])
    assert "与成果方“乙研究院新材料所”可能是同一单位" in said(caught)[0]
    assert "加上 --reason 理由" in said(caught)[0]
    made = opened(office, codes, named=[*NAMED, "李四"], reason="已核实，两家单位无隶属关系")
    [event] = past.events_of(office, f"reviews/{made['id']}")
    assert "无隶属关系（不顾提示：专家 李四" in event["note"]


def test_two_credit_codes_that_differ_are_two_units(office: Office) -> None:
    experts.edit(office, "李四", {"credit_code": CODES[0]}, reason="补登")
    codes = waiting(office, "transfer", owner="乙研究院新材料所", credit_code=CODES[1])
    assert "ZJ-002" in opened(office, codes, named=[*NAMED, "李四"])["panel"]


def test_all_that_is_wrong_is_said_at_once(office: Office) -> None:
    [ready] = waiting(office)
    [raw] = register(office, demand(title="未寻榜"))
    experts.retire(office, "王五", reason="退休")
    with pytest.raises(NotAllowed) as caught:
        opened(office, [ready, raw], named=["张三", "ZJ-001", "王五"])
    assert [one.split(" → ")[0] for one in said(caught)] == [
        "专家 张三（ZJ-001）写了两次",
        "专家 王五（ZJ-003）已停用",
        f"{ready}：能评的专家有 2 人，少于规定的 3 人",
        f"{raw}：现为“已收件”，须先经过：已寻榜",
        f"{raw}：能评的专家有 2 人，少于规定的 3 人",
    ]
    assert rounds.everything(office) == []


def test_a_project_stands_in_one_open_round_of_a_kind(office: Office) -> None:
    codes = waiting(office)
    opened(office, codes)
    with pytest.raises(NotAllowed, match=f"{codes[0]}：已在评审 PS-2021-01 中"):
        opened(office, codes)


def test_a_round_wants_experts_that_there_are(office: Office) -> None:
    codes = waiting(office)
    with pytest.raises(WrongUsage, match="没有专家 → 用 --expert 指定"):
        opened(office, codes, named=[])
    with pytest.raises(NotFound, match="没有专家“孙八”"):
        opened(office, codes, named=["孙八"])
    with pytest.raises(NotFound, match="没有编号为“HN-777”的项目"):
        opened(office, ["HN-777"])


# -- the draw ---------------------------------------------------------------------------------------------


def test_a_draw_is_recorded_so_that_it_can_be_done_again(office: Office) -> None:
    staff(
        office,
        ("周九", "海宁甲公司", "技术"),
        ("吴十", "己大学", "技术"),
        ("郑一", "海宁甲公司分公司", "管理"),
    )
    experts.retire(office, "钱七", reason="退休")
    codes = waiting(office, "common", owner="海宁甲公司")
    wanted = {"technical": 1, "management": 1, "finance": 1}
    made = opened(
        office,
        codes,
        named=["ZJ-001"],
        wanted=wanted,
        seed="42",
        given=True,
        recused=[("李四", codes[0], "师生")],
    )
    draw = made["draw"]
    assert draw["pool"] == {"technical": ["ZJ-007"], "management": ["ZJ-003"], "finance": ["ZJ-004"]}
    assert draw["left_out"] == {
        "ZJ-001": "已指定为专家",
        "ZJ-002": "申明回避：师生",
        "ZJ-006": "与需求单位“海宁甲公司”是同一单位",
        "ZJ-008": "与需求单位“海宁甲公司”可能是同一单位",
    }
    assert (draw["seed"], draw["given"], draw["method"], draw["wanted"]) == (
        "42",
        True,
        drawing.METHOD,
        wanted,
    )


def test_who_is_drawn_follows_from_the_pool_and_the_seed(office: Office) -> None:
    codes = waiting(office)
    made = opened(office, codes, named=["王五", "赵六"], wanted={"technical": 2}, seed="7")
    draw = made["draw"]
    assert draw["pool"] == {"technical": ["ZJ-001", "ZJ-002", "ZJ-005"]}
    assert draw["drawn"] == drawing.drawn("7", ["ZJ-001", "ZJ-002", "ZJ-005"], 2)
    assert set(made["panel"]) == {"ZJ-003", "ZJ-004", *draw["drawn"]}


def test_a_field_with_too_few_experts_is_named(office: Office) -> None:
    codes = waiting(office)
    with pytest.raises(NotAllowed) as caught:
        opened(office, codes, named=[], wanted={"technical": 4, "finance": 1}, seed="7")
    assert said(caught)[0].startswith("技术专家可抽的只有 3 人，要抽 4 人")


# -- approval and bids ------------------------------------------------------------------------------------


def test_a_central_review_takes_what_could_be_approved(office: Office) -> None:
    [ready] = register(office, demand(title="甲"))
    bring(office, ready, "filed")
    [early] = register(office, demand(title="乙"))
    bring(office, early, "contracted")
    with pytest.raises(NotAllowed) as caught:
        opened(office, [ready, early], "approval", day="2021-08-01")
    assert [one.split(" → ")[0] for one in said(caught)] == [
        f"{early}：现为“已签约”，须先经过：已备案",
        f"{early}：未满足：技术合同已备案（依据：二、（二）3）",
    ]
    assert opened(office, [ready], "approval", day="2021-08-01")["subject"] == "approval"


def test_a_central_review_bars_the_bidders_people_too(office: Office) -> None:
    [code] = register(office, demand(title="甲"))
    bring(office, code, "filed")
    experts.edit(office, "张三", {"unit": "浙江乙大学"}, reason="调动")
    with pytest.raises(NotAllowed, match="与揭榜单位“浙江乙大学”是同一单位"):
        opened(office, [code], "approval", day="2021-08-01")


def test_elsewhere_the_three_fields_are_practice(office: Office) -> None:
    [code] = register(office, demand("common", title="甲"))
    bring(office, code, "contracted")
    people = ["ZJ-001", "ZJ-002", "ZJ-003"]
    with pytest.raises(NotAllowed, match="缺少投资（财务）领域 → 请增加该领域的专家；确需如此的"):
        opened(office, [code], "approval", day="2021-08-01", named=people)
    assert opened(office, [code], "approval", day="2021-08-01", named=people, reason="财务专家请假")["panel"]


def bidding(office: Office, *bidders: str, **fields: str) -> str:
    [code] = register(office, demand(title="比选"))
    bring(office, code, "published")
    for bidder in bidders:
        register(office, bid("比选", bidder, code, **fields), day="2021-06-10")
    return code


def test_bids_are_compared_within_one_project(office: Office) -> None:
    code = bidding(office, "庚大学", "辛研究所")
    register(office, bid("比选", "来迟大学", code), day="2021-06-19")
    made = opened(office, [code], "bids", day="2021-06-20")
    assert {key: one["unit"] for key, one in made["items"].items()} == {
        "YX-2021-001": "庚大学",
        "YX-2021-002": "辛研究所",
    }
    assert {one["project"] for one in made["items"].values()} == {code}
    with pytest.raises(WrongUsage, match="竞榜比选一次评一个项目"):
        opened(office, [code, *waiting(office)], "bids", day="2021-06-20")


def test_a_comparison_bars_owner_bidders_and_members_of_consortia(office: Office) -> None:
    code = bidding(office, "庚大学", "辛研究所", members="甲大学、壬公司")
    experts.edit(office, "王五", {"unit": "海宁甲公司"}, reason="调动")
    experts.edit(office, "赵六", {"unit": "辛研究所"}, reason="调动")
    with pytest.raises(NotAllowed) as caught:
        opened(office, [code], "bids", day="2021-06-20")
    assert [one.split("与")[1].split(" → ")[0] for one in said(caught)] == [
        "联合体成员“甲大学”是同一单位",
        "需求单位“海宁甲公司”是同一单位",
        "揭榜单位“辛研究所”是同一单位",
    ]


def test_a_comparison_wants_bids_in_time_and_without_errors(office: Office) -> None:
    [unready] = waiting(office)
    with pytest.raises(NotAllowed, match="项目处于“已寻榜”，不在竞榜中"):
        opened(office, [unready], "bids")
    code = bidding(office, "庚大学")
    with pytest.raises(NotAllowed, match="按时收到的揭榜意向只有一份"):
        opened(office, [code], "bids", day="2021-06-20")
    assert len(opened(office, [code], "bids", day="2021-06-20", reason="只有一家")["items"]) == 1


# -- recusals and scores ----------------------------------------------------------------------------------


def test_a_recused_expert_scores_the_rest(office: Office) -> None:
    first, second = waiting(office, "key", "key")
    made = opened(office, [first, second], named=["ZJ-001", "ZJ-002", "ZJ-003", "ZJ-004"])
    give(office, made, "张三", first)
    give(office, made, "张三", second)
    made = rounds.recuse(at(office, DAY), made["id"], "张三", [first], reason="参与过该项目")
    assert panels.able(made, first) == ["ZJ-002", "ZJ-003", "ZJ-004"]
    assert set(made["scores"]["ZJ-001"]) == {second}
    assert made["recusals"]["1"] == {"on": DAY, "expert": "ZJ-001", "item": first, "reason": "参与过该项目"}
    with pytest.raises(NotAllowed, match=f"张三已回避 {first}"):
        give(office, made, "张三", first)
    with pytest.raises(NotAllowed, match=f"张三已回避 {first}"):
        rounds.recuse(at(office, DAY), made["id"], "张三", [first], reason="再次")


def test_a_recusal_must_leave_a_panel(office: Office) -> None:
    [code] = waiting(office, "common")
    made = opened(office, [code], named=["ZJ-001", "ZJ-002", "ZJ-003", "ZJ-004"])
    with pytest.raises(NotAllowed) as caught:
        rounds.recuse(at(office, DAY), made["id"], "赵六", [code], reason="亲属")
    assert "缺少投资（财务）领域（依据：二、（一）2）" in said(caught)[0]
    assert rounds.find(office, made["id"]) == made


def test_a_recusal_known_beforehand_counts_at_once(office: Office) -> None:
    first, second = waiting(office, "key", "key")
    with pytest.raises(NotAllowed, match=f"{first}：能评的专家有 2 人"):
        opened(office, [first, second], recused=[("张三", first, "师生")])
    four = [*NAMED, "ZJ-002"]
    made = opened(
        office, [first, second], named=four, recused=[("张三", first, "师生"), ("钱七", first, "亲属")]
    )
    assert [one["expert"] for one in panels.recusals(made)] == ["ZJ-001"]


# -- substitutes ------------------------------------------------------------------------------------------


def replaced(office: Office, made: Round, expert: str, **how: str) -> Round:
    return substitutes.replace_member(at(office, DAY), made["id"], expert, reason="因病", **how)[0]


def test_who_was_drawn_is_replaced_by_the_next_of_the_draw(office: Office) -> None:
    first, second = waiting(office, "key", "key")
    made = opened(office, [first, second], named=["王五", "赵六"], wanted={"technical": 1}, seed="7")
    order = drawing.ordered("7", ["ZJ-001", "ZJ-002", "ZJ-005"])
    experts.retire(office, order[1], reason="退休")
    changed = replaced(office, made, order[0])
    assert set(changed["panel"]) == {"ZJ-003", "ZJ-004", order[2]}
    assert changed["draw"]["drawn"] == [order[0], order[2]]
    assert changed["replaced"]["1"] == {
        "on": DAY,
        "expert": order[0],
        "name": made["panel"][order[0]]["name"],
        "by": order[2],
        "reason": "因病",
    }
    with pytest.raises(NotAllowed, match="没有可以递补的专家"):
        replaced(office, made, order[2])


def test_who_was_named_is_replaced_by_one_who_is_named(office: Office) -> None:
    codes = waiting(office, "common")
    made = opened(office, codes, named=[*NAMED, "李四"])
    rounds.recuse(at(office, DAY), made["id"], "李四", codes, reason="师生")
    with pytest.raises(WrongUsage, match="李四不是抽取的专家 → 用 --with"):
        replaced(office, made, "李四")
    changed = replaced(office, made, "李四", by="钱七")
    assert (set(changed["panel"]), changed.get("recusals")) == ({*NAMED, "ZJ-005"}, None)
    give(office, changed, "钱七", codes[0])


def test_a_substitute_must_be_able_to_sit(office: Office) -> None:
    staff(office, ("孙八", "第1公司", "技术"), ("周九", "己大学", "财务"))
    codes = waiting(office, "common")
    made = opened(office, codes)
    for by, why in (
        ("孙八", "与需求单位“第1公司”是同一单位"),
        ("王五", "专家 王五（ZJ-003）已在专家组中"),
        ("周九", "产业共性技术项目的专家组缺少技术领域（依据：二、（一）2）"),
    ):
        with pytest.raises(NotAllowed) as caught:
            replaced(office, made, "张三", by=by)
        assert why in said(caught)[0]
    give(office, made, "张三", codes[0])
    with pytest.raises(NotAllowed, match="张三已经评分，不能更换"):
        replaced(office, made, "张三", by="李四")
    experts.retire(office, "李四", reason="退休")
    with pytest.raises(NotAllowed, match="已停用"):
        replaced(office, made, "王五", by="李四")


def test_marks_by_hand_are_checked_one_by_one(office: Office) -> None:
    made = opened(office, waiting(office))
    [code] = made["items"]

    def by_hand(**marks: str) -> None:
        scores.give(at(office, DAY), made["id"], "张三", code, marks, opinion="好")

    with pytest.raises(WrongUsage) as caught:
        by_hand(需求必要性="26", novelty="18.25", 考核指标="十八", 预期效益="-1", 颜值="5")
    assert [one.what for one in caught.value.problems] == [
        "没有“颜值”这一项",
        "“需求必要性”的 26 分超过满分 25",
        "“技术先进性”的 18.25 分多于一位小数",
        "“考核指标”的“十八”不是分数",
        "“预期效益”的“-1”不是分数",
        "没有打“投入与进度”的分",
    ]
    by_hand(需求必要性="２５", novelty="18.50分", 考核指标="0", 预期效益="20", 投入与进度="9.5")
    kept = rounds.find(office, made["id"])["scores"]["ZJ-001"][code]
    assert kept["marks"] == {
        "need": "25",
        "novelty": "18.5",
        "targets": "0",
        "benefits": "20",
        "funding": "9.5",
    }
    before = everything(office)
    by_hand(need="25", novelty="18.5", targets="0", benefits="20", funding="9.5")
    assert everything(office) == before
    by_hand(need="20", novelty="18.5", targets="0", benefits="20", funding="9.5")
    assert past.events_of(office, f"reviews/{made['id']}")[-1]["note"] == "改评"


def test_who_and_what_is_named_must_be_in_the_round(office: Office) -> None:
    made = opened(office, waiting(office))
    with pytest.raises(NotFound, match="专家组中没有唯一的“李四” → 专家组：张三（ZJ-001）"):
        give(office, made, "李四", next(iter(made["items"])))
    with pytest.raises(NotFound, match="没有唯一的“HN-777”"):
        give(office, made, "张三", "HN-777")
    with pytest.raises(NotFound, match="没有评审“PS-2021-09”"):
        rounds.find(office, "PS-2021-09")
    with pytest.raises(NotAllowed, match="早于开评之日"):
        give(office, made, "张三", "HN-001", day="2021-06-02")


def test_a_subject_has_its_words() -> None:
    words = {"论证": "demand", "需求评审论证": "demand", "立项": "approval", "比选": "bids", "BIDS": "bids"}
    assert {text: opening.parse_subject(text) for text in words} == words
    for text in ("", "评审", "x"):
        with pytest.raises(WrongUsage, match="不在可选范围"):
            opening.parse_subject(text)


def test_an_award_takes_its_grounds_from_nowhere_without_a_comparison(office: Office) -> None:
    code = bidding(office, "庚大学")
    with pytest.raises(WrongUsage, match="缺少选项 --grounds"):
        bids.award(at(office, "2021-06-20"), code, "庚大学")
