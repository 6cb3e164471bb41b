"""A sum under 大写 and 小写 is one sum: read where both agree, asked about where they do not."""

from __future__ import annotations

import pytest

from jbgs.importers.form import FormRead
from tests.forms.build import Written, read, table

TITLE: list[Written] = ["揭榜项目名称", ("低温固化涂料", 4, 1)]
NEED: list[Written] = ["需求名称", ("低温固化涂料", 4, 1)]


def _bid(*rows: list[Written]) -> FormRead:
    return read("揭榜意向表", table(TITLE, *rows), only="intent")


@pytest.mark.parametrize(
    "rows",
    [
        [[("合作价格", 1, 2), "人民币（大写）", ("叁拾万元整", 3, 1)], ["小写", ("￥300,000.00", 3, 1)]],
        [["合作价格", "大写", "叁拾万元整", "小写（元）", "300000"]],
        [[("报价（万元）", 1, 2), ("大写", 2, 1), ("小写", 2, 1)], [("叁拾万元整", 2, 1), ("30", 2, 1)]],
        [["报价", "30万元", "（大写）", ("叁拾万元整", 2, 1)]],
        [[("报价", 1, 2), "大写", ("", 3, 1)], ["小写", ("300000元", 3, 1)]],
        [["报价", "人民币", "300000", "元", ""]],
        [["报价（万元）", ("30", 4, 1)], ["大写", ("叁拾万元整", 4, 1)]],
        [[("报价", 5, 1)], ["大写", ("叁拾万元整", 4, 1)], ["小写（元）", ("300000", 4, 1)]],
        [["报价大写", ("叁拾万元整", 4, 1)], ["报价小写", ("30万元", 4, 1)]],
    ],
    ids=[
        *("below", "in a row", "as columns", "behind the sum", "one left open", "its unit apart"),
        *("a row of its own", "under a heading", "in the label"),
    ],
)
def test_a_sum_written_twice_is_one(rows: list[list[Written]]) -> None:
    form = _bid(*rows)
    assert form.fields["price"] == "300000.00"
    assert form.unmatched == ()
    assert "price" not in [problem.field for problem in form.problems]


@pytest.mark.parametrize("label", ["总投入", "悬赏金额"])
def test_so_is_one_whose_label_may_stand_over_a_group_or_is_weak(label: str) -> None:
    rows = table(NEED, [(label, 1, 2), "大写", ("叁佰万元整", 3, 1)], ["小写", ("300万元", 3, 1)])
    assert read("企业关键技术需求表", rows, only="key").fields["investment"] == "3000000.00"


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        (
            [[("报价", 1, 2), "大写", ("叁拾万元整", 3, 1)], ["小写", ("￥310,000", 3, 1)]],
            "表1 第2行 第3格",
        ),
        ([["报价（万元）", ("31", 4, 1)], ["（大写）", ("叁拾万元整", 4, 1)]], "表1 第2行 第2格"),
    ],
)
def test_sums_that_differ_are_asked_about(rows: list[list[Written]], where: str) -> None:
    form = _bid(*rows)
    (problem,) = [one for one in form.problems if one.field == "price"]
    assert form.fields["price"] is None
    assert (problem.level, problem.where) == ("error", where)
    assert "大写与小写不一致" in problem.message


def test_in_a_line_they_are_one_as_well() -> None:
    form = read("揭榜意向表", table(TITLE), "报价（大写）：叁拾万元整　　（小写）：￥300,000", only="intent")
    assert (form.fields["price"], form.unmatched) == ("300000.00", ())


def test_one_behind_two_sums_is_neithers() -> None:
    sums: list[Written] = ["总投入", "300万元", "其中拟支付揭榜方", ("200万元", 2, 1)]
    form = read("企业关键技术需求表", table(NEED, sums, ["大写", ("叁佰万元整", 4, 1)]), only="key")
    assert (form.fields["investment"], form.fields["reward"]) == ("3000000.00", "2000000.00")
    assert [(one.label, one.value) for one in form.unmatched] == [("大写", "叁佰万元整")]


def test_what_was_left_open_in_both_ways_is_missing() -> None:
    form = _bid([("报价", 1, 2), "大写", ("", 3, 1)], ["小写", ("", 3, 1)])
    assert form.unmatched == ()
    assert [one.message for one in form.problems if one.field == "price"] == ["缺少报价，请补填后重新报送"]
