"""Amounts as forms and clerks write them: one certain sum, or a problem that quotes the text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgs.values import amount, capitals

YUAN = st.integers(1, 10**13).map(lambda fen: Decimal(fen).scaleb(-2))
FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("200", 2_000_000),
        ("３００", 3_000_000),
        ("3.61亿", 361_000_000),
        ("300万元", 3_000_000),
        ("300 万元", 3_000_000),
        ("5百万", 5_000_000),
        ("1亿2000万元", 120_000_000),
        ("３，０００，０００元", 3_000_000),
        ("叁佰万元整", 3_000_000),
        ("三百万", 3_000_000),
        ("三百", 3_000_000),
        ("300（万元）", 3_000_000),
        ("人民币300万元", 3_000_000),
        ("300万元（叁佰万元整）", 3_000_000),
        ("大写：叁佰万元整 小写：300万元", 3_000_000),
        ("人民币（大写）壹佰贰拾万元整（￥1,200,000.00）", 1_200_000),
        ("总投入300万元。", 3_000_000),
    ],
)
def test_a_certain_amount_under_a_label_of_wan(text, yuan):
    parsed = amount(text, label_unit="万元")
    assert (parsed.value, parsed.problem) == (yuan, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("约200", "不是确定"),
        ("近300万", "不是确定"),
        ("300万左右", "不是确定"),
        ("≥200", "上限或下限"),
        ("不超过300万元", "上限或下限"),
        ("50～100", "范围"),
        ("10-50万", "范围"),
        ("-300", "负数"),
        ("300万美元", "不是人民币"),
        ("$300", "不是人民币"),
        ("300万元、500万元", "几个不同"),
        ("1亿2000", "几个不同"),
        ("300万元（叁拾万元整）", "大写与小写不一致"),
        ("300元（万元）", "单位前后矛盾"),
        ("300元", "矛盾"),
        ("￥300", "不能确定"),
        ("1,2", "数字写法有误"),
        ("1.2.3", "数字写法有误"),
        ("50 100", "空格"),
        ("一万二", "大写数额写法有误"),
        ("1.23456789", "分以下"),
        ("99999999亿", "不合理"),
        ("①200万元", "不能确定"),
        ("10²", "不能确定"),
        ("300w", "不能确定"),
        ("300万元/年", "不能确定"),
        ("其中财政100万元", "不能确定"),
        ("ABC", "不"),
        ("9" * 500, "太长"),
    ],
)
def test_an_uncertain_amount_has_no_value_and_says_why(text, why):
    parsed = amount(text, label_unit="万元")
    assert parsed.value is None
    assert parsed.level == "error"
    assert why in parsed.problem
    assert text[:10] in parsed.problem


@pytest.mark.parametrize("text", ["面议", "待定", "无", "/", "—", "价格面议"])
def test_an_undecided_amount_is_a_warning(text):
    parsed = amount(text)
    assert parsed.value is None
    assert (parsed.level, bool(parsed.problem)) == ("warning", True)


@pytest.mark.parametrize("text", ["", "　 ", "如：1.44亿", "（请填写金额）"])
def test_nothing_written_is_nothing_wrong(text):
    assert amount(text).value is None
    assert not amount(text).problem


def test_the_unit_comes_from_the_value_else_the_label_else_the_default():
    assert amount("5", default_unit="万元", label_unit="元").value == 5
    assert "表头“元”" in amount("5", default_unit="万元", label_unit="元").note
    assert amount("5", default_unit="万元").value == 50_000
    assert "默认单位“万元”" in amount("5", default_unit="万元").note
    assert amount("5亿元", default_unit="万元", label_unit="元").note == ""
    assert amount("5000000").value == 5_000_000


def test_a_unit_that_is_not_yuan_makes_no_yuan_of_a_bare_number():
    assert amount("300", label_unit="万美元").value is None
    assert amount("300", label_unit="元/万元").value is None
    assert amount("300万元", label_unit="元/万元").value == 3_000_000


@pytest.mark.parametrize("text", ["￥200,000.00", "200000"])
def test_what_looks_like_yuan_under_wan_is_pointed_out(text):
    parsed = amount(text, label_unit="万元")
    assert parsed.value in (200_000, 2_000_000_000)
    assert parsed.level == "warning"
    assert parsed.problem


@given(YUAN)
def test_every_way_of_writing_an_amount_reads_back(value):
    ways = [
        f"{value}元",
        f"{value:,}元",
        f"￥{value:,}",
        f"{value:,}".translate(FULL_WIDTH),
        f"{value.scaleb(-4):f}万元",
        f"{value.scaleb(-8):f}亿",
        f"人民币{capitals(value)}",
        f"{value}元（大写：{capitals(value)}）",
    ]
    assert {amount(way).value for way in ways} == {value}


@given(YUAN, YUAN)
def test_two_amounts_are_one_only_if_they_agree(one, other):
    assert amount(f"{one}元（{capitals(other)}）").value == (one if one == other else None)


@given(YUAN, st.sampled_from(["约{}元", "{}元以上", "≥{}", "-{}", "{}元至9999999999999元", "{}元起"]))
def test_a_hedge_always_takes_the_value_away(value, hedge):
    assert amount(hedge.format(value)).value is None
