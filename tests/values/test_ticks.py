"""Ticked options: the side of the boxes is read from the whole cell, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgs.values import options

KINDS = ("产业创新服务综合体", "创新联合体", "行业协会", "产业联盟", "企业", "事业单位")
WAYS = ("委托开发", "合作开发", "技术转让", "其他")
BOXES = [
    ("□", "☑"),
    ("☐", "☒"),
    ("□", "■"),
    ("○", "●"),
    ("□", "√"),
    ("（ ）", "（√）"),
    ("[ ]", "[x]"),
    ("□", "□√"),
]


@given(
    st.sets(st.sampled_from(KINDS)),
    st.sampled_from(BOXES),
    st.booleans(),
    st.sampled_from([" ", "　", "\n", "  "]),
)
def test_ticks_read_back_on_either_side(ticked, boxes, before, gap):
    marks = [boxes[kind in ticked] for kind in KINDS]
    cell = gap.join(mark + kind if before else kind + mark for mark, kind in zip(marks, KINDS, strict=True))
    parsed = options(cell, KINDS, multiple=True)
    assert (set(parsed.value or ()), parsed.problem) == (ticked, "")


@pytest.mark.parametrize(
    "text",
    [
        "企业",
        "√企业",
        "企业√",
        "√企业 事业单位 行业协会",
        "单位性质：☑企业 □事业单位",
        "☑企业（含民营） □事业单位（公益一类）",
        "企业☑，事业单位□（单选）",
        "×事业单位 √企业",
        "□1.事业单位 ☑2.企业",
        "（1）事业单位（ ）（2）企业（√）",
        "①□事业单位 ②☑企业",
        "☑️企业 □事业单位",
        "√企业 口事业单位",
    ],
)
def test_one_option_is_chosen(text):
    assert options(text, KINDS).value == ("企业",)


@pytest.mark.parametrize("text", ["", "无", "□企业 □事业单位", "（ ）企业（ ）事业单位", "口企业 口事业单位"])
def test_nothing_ticked_is_nothing_wrong(text):
    parsed = options(text, KINDS)
    assert (parsed.value, parsed.problem) == (None, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("☑企业 ☑事业单位", "只能选一项"),
        ("企业、事业单位", "只能选一项"),
        ("企业 √ 事业单位", "前面还是后面"),
        ("企业 □事业单位 □行业协会", "没有方框"),
        ("企业□事业单位☑行业协会", "没有方框"),
        ("□企业☑事业单位□", "旁没有文字"),
        ("×企业 □事业单位", "×"),
        ("□企业 ☑民营", "不在选项之内"),
        ("国有企业", "不在选项之内"),
        (" ".join(KINDS), "没有标记"),
        ("\N{REPLACEMENT CHARACTER}企业 □事业单位", "无法识别"),
        ("□" * 5000, "太长"),
    ],
)
def test_an_unclear_cell_chooses_nothing_and_says_why(text, why):
    parsed = options(text, KINDS)
    assert parsed.value is None
    assert why in parsed.problem


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("☑委托开发 □合作开发 ☑其他：人才引进", ("委托开发", "其他：人才引进")),
        ("□委托开发 ☑其他____", ("其他",)),
        ("☑其他（请注明）", ("其他",)),
        ("☑其他（请注明）：共建", ("其他：共建",)),
        ("☑其他（共建实验室） □委托开发", ("其他：共建实验室",)),
        ("☑其它 平台建设", ("其他：平台建设",)),
        ("其他：共建实验室", ("其他：共建实验室",)),
        ("委托开发、技术转让", ("委托开发", "技术转让")),
    ],
)
def test_other_keeps_its_text(text, chosen):
    assert options(text, WAYS, multiple=True).value == chosen


@pytest.mark.parametrize(
    ("text", "answer"), [("√是  □否", "是"), ("☐是☒否", "否"), ("是□否☑", "否"), ("是", "是")]
)
def test_yes_and_no(text, answer):
    assert options(text, ("是", "否")).value == (answer,)


def test_synonyms_stand_for_their_choice():
    assert options("☑联合研发 □委托开发", WAYS, synonyms={"联合研发": "合作开发"}).value == ("合作开发",)
