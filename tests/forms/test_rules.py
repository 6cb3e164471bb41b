"""The rules behind layouts that were seen late: units in force, sums in a sentence, whose a number is."""

from __future__ import annotations

import pytest

from jbgs.forms import load
from jbgs.importers.form import understand
from jbgs.values import amount, stated_unit
from tests.forms.build import document, read, region, table

KEY = "企业关键技术攻关类需求表"
HEAD = (["需求名称", "甲"], ["需求单位", "乙公司"])


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：元", "元"),
        ("（金额单位：万元）", "万元"),
        ("填报日期：2021年6月3日　　单位：千元", "千元"),
        ("三、经费预算（单位：元）", "元"),
        ("填报单位：元通公司", None),
        ("单位：元亨机械有限公司", None),
        ("单位：嘉兴市天元公司", None),
        ("申报单位　元件厂", None),
    ],
)
def test_a_unit_is_a_statement_and_no_name(text, unit) -> None:
    assert stated_unit(text) == unit


@pytest.mark.parametrize(
    ("blocks", "yuan"),
    [
        (["单位：元", table(*HEAD, ["总投入", "3000000"])], "3000000.00"),
        ([table(["单位：元", ""], *HEAD, ["总投入", "3000000"])], "3000000.00"),
        ([table(*HEAD, [("三、经费（单位：元）", 2, 1)], ["总投入", "3000000"])], "3000000.00"),
        (["单位：元", table(*HEAD, ["总投入（万元）", "300"])], "3000000.00"),
        (["单位：元", table(*HEAD, ["总投入", "300万元"])], "3000000.00"),
        (
            [table(*HEAD, [("三、经费（单位：元）", 2, 1)], [("四、投入", 2, 1)], ["总投入", "300"])],
            "3000000.00",
        ),
    ],
)
def test_the_nearest_unit_governs_a_bare_amount(blocks, yuan) -> None:
    assert read(KEY, *blocks, only="key").fields["investment"] == yuan


def test_a_few_yuan_for_a_project_are_doubted() -> None:
    assert amount("300", label_unit="元").level == "warning"
    assert "很小" in amount("300", label_unit="元").problem
    assert not amount("300").problem  # a clerk's own bare number is yuan


@pytest.mark.parametrize(
    ("text", "investment", "reward"),
    [
        ("500万元，其中拟支付揭榜方200万元", "5000000.00", "2000000.00"),
        ("总投入500万元（其中：支付揭榜方200万元，自筹300万元）", "5000000.00", "2000000.00"),
        ("拟投入 500 万元，其中支付揭榜方 ____ 万元", "5000000.00", None),
        ("拟投入____万元，其中支付揭榜方____万元", None, None),
    ],
)
def test_sums_in_one_sentence_go_to_the_fields_that_their_words_name(text, investment, reward) -> None:
    form = read(KEY, table(*HEAD, ["拟投入资金", text]), only="key")
    assert (form.fields["investment"], form.fields["reward"]) == (investment, reward)


@pytest.mark.parametrize(
    "text",
    [
        "约500万元，其中拟支付揭榜方200万元",
        "500万元，200万元",
        "500-600万元，其中支付揭榜方200万元",
        "500万元，其中40%支付揭榜方",
        "500万元，其中支付揭榜方不低于200万元",
    ],
)
def test_sums_that_are_not_certain_are_a_problem(text) -> None:
    form = read(KEY, table(*HEAD, ["拟投入资金", text]), only="key")
    assert (form.fields["investment"], form.fields["reward"]) == (None, None)
    assert any(p.field == "investment" and p.level == "error" and p.raw for p in form.problems)


def test_a_part_of_a_sum_that_no_field_keeps_is_listed() -> None:
    form = read(KEY, table(*HEAD, ["拟投入资金", "500万元，其中自筹300万元，支付揭榜方200万元"]), only="key")
    assert ("其中自筹", "300万元") in {(one.label, one.value) for one in form.unmatched}


def test_every_column_is_a_project_unless_one_explains_or_shows_how() -> None:
    rows = [
        ["需求名称", "甲", "乙"],
        ["需求单位", "丙公司", "丁公司"],
        ["联系电话", "0573-82159809", "13800000000"],
    ]
    forms = understand(document(KEY, table(*rows)), load(), region=region).forms
    assert [one.fields["title"] for one in forms] == ["甲", "乙"]
    for column in (["栏目", "填写", "示例"], ["栏目", "填写", "填写说明"]):
        forms = understand(document(KEY, table(column, *rows)), load(), region=region).forms
        assert [one.fields["title"] for one in forms] == ["甲"]


def test_a_number_under_a_label_that_stands_twice_is_asked_about() -> None:
    twice = [["联系电话", "13800000001"], ["联系电话", "13800000002"]]
    form = read(KEY, table(*HEAD, *twice), only="key")
    assert form.fields["mobile"] is None
    assert any(p.field == "mobile" and "不同" in p.message for p in form.problems)


def test_each_row_of_a_matrix_is_about_the_person_before_it() -> None:
    people = [
        ["类别", "姓名", "手机"],
        ["项目负责人", "张三", "13800000001"],
        ["联系人", "李四", "13800000002"],
    ]
    form = read("揭榜意向表", table(["揭榜单位", ("甲院", 2, 1)], *people), only="intent")
    assert (form.fields["leader"], form.fields["contact"]) == ("张三", "李四")
    assert (form.extras["leader_phone"], form.fields["mobile"]) == ("13800000001", "13800000002")


def test_who_stands_beside_the_recommending_office_is_its_own() -> None:
    office = ["推荐单位", "海宁市科技局", "联系人", "王五", "电话", "0573-87000000"]
    ours = ["属地", "海宁市", "联系人", "李四", "电话", "0573-87111111"]
    form = read(KEY, table(["需求名称", ("甲", 5, 1)], ours, office), only="key")
    assert (form.fields["contact"], form.fields["phone"]) == ("李四", "0573-87111111")
    assert {"王五", "0573-87000000"} <= {one.value for one in form.unmatched}


def test_a_line_after_a_table_belongs_to_no_label_before_it() -> None:
    form = read(KEY, "攻关内容：", table(*HEAD, ["联系人", "李四"]), "以上内容属实。", only="key")
    assert form.fields["content"] is None
