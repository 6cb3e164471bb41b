"""Nothing of somebody else reaches a field of ours, and nothing that is plainly of another kind."""

from __future__ import annotations

import pytest

from jbgs.values import is_organisation, is_person, kind_of
from tests.forms.build import read, table

KEY = "企业关键技术攻关类需求表"
INTENT = "揭榜意向表"
HEAD = (["需求名称", ("甲", 3, 1)], ["需求单位", ("嘉兴乙公司", 3, 1)])
OURS = ["联系人", "张三", "手机", "13800000001"]
PERSONAL = ("contact", "contact_title", "phone", "mobile", "email")


def _people(form) -> dict[str, str]:
    values = {**form.fields, **form.extras}
    return {name: value for name in PERSONAL if (value := values.get(name))}


def _listed(form) -> set[str]:
    return {one.value for one in form.unmatched}


@pytest.mark.parametrize(
    "row",
    [
        ["推荐单位", "某局", "联系人", "李四", "电话", "0573-82159809"],
        ["填表人", "李四", "电话", "0573-82159809"],
        ["开户行", "某银行", "联系人", "李四", "电话", "0573-82159809"],
        ["意向合作单位", "某大学", "联系人", "李四", "联系电话", "0573-82159809"],
        ["保证人：李四", "电话", "0573-82159809"],
        ["技术转移中心", "姓名", "李四", "电话", "0573-82159809"],
    ],
)
def test_who_stands_behind_somebody_else_is_never_ours(row) -> None:
    form = read(KEY, table(*HEAD, row), only="key")
    assert _people(form) == {}
    assert "0573-82159809" in _listed(form)
    assert {"contact", "phone"} <= {p.field for p in form.problems if p.level == "error"}


@pytest.mark.parametrize("label", ["信用代码", "机构代码", "企业信用代码", "社会信用代码", "组织机构代码"])
def test_a_code_behind_another_unit_is_that_units_however_it_is_called(label: str) -> None:
    form = read(KEY, table(*HEAD, ["意向合作单位", "某大学", label, "12330000470012245A"]), only="key")
    assert form.fields["credit_code"] is None
    assert "12330000470012245A" in _listed(form)


def test_a_row_below_somebody_else_is_his_where_ours_was_said_before() -> None:
    below = [["推荐单位", ("某局", 3, 1)], ["联系人", "李四", "电话", "0573-82159809"]]
    form = read(KEY, table(*HEAD, OURS, *below), only="key")
    assert _people(form) == {"contact": "张三", "mobile": "13800000001"}
    assert {"李四", "0573-82159809"} <= _listed(form)


def test_a_row_below_somebody_else_is_ours_where_nothing_else_is() -> None:
    below = [["推荐单位", ("某局", 3, 1)], ["联系人", "李四", "电话", "0573-82159809"]]
    form = read(KEY, table(*HEAD, *below), only="key")
    assert _people(form) == {"contact": "李四", "phone": "0573-82159809"}


def test_on_an_intent_the_demand_side_is_somebody_else() -> None:
    rows = [
        ["需求单位", "嘉兴乙公司", "联系人", "李四"],
        ["揭榜单位", "丙大学", "联系人", "张三"],
        ["需求方联系人", "王五", "电话", "0573-82159809"],
    ]
    form = read(INTENT, table(*rows), only="intent")
    assert (form.fields["bidder"], form.fields["contact"], form.fields["phone"]) == ("丙大学", "张三", None)


def test_headings_side_by_side_stand_over_their_halves() -> None:
    rows = [
        [("需求方信息", 2, 1), ("揭榜方信息", 2, 1)],
        ["单位名称", "嘉兴乙公司", "单位名称", "丙大学"],
        ["联系人", "李四", "联系人", "张三"],
    ]
    form = read(INTENT, table(*rows), only="intent")
    assert (form.fields["bidder"], form.fields["contact"]) == ("丙大学", "张三")


def test_lines_of_a_section_about_others_are_theirs() -> None:
    lines = [
        "一、揭榜单位",
        "单位名称：丙大学",
        "二、合作单位情况",
        "单位名称：丁厂",
        "联系人：李四　　手机：13800000002",
    ]
    form = read(INTENT, *lines, only="intent")
    assert (form.fields["bidder"], form.fields["members"]) == ("丙大学", "丁厂")
    assert _people(form) == {}


def test_a_list_of_persons_with_one_row_is_no_contact() -> None:
    team = [["序号", "姓名", "职称", "分工"], ["1", "李四", "教授", "仿真"]]
    form = read(KEY, table(*HEAD), table(*team), only="key")
    assert _people(form) == {}


def test_numbers_outside_the_table_are_taken_only_where_it_has_none() -> None:
    form = read(KEY, "园区联络员：李四　　联系电话：0573-82159809", table(*HEAD, OURS), only="key")
    assert _people(form) == {"contact": "张三", "mobile": "13800000001"}


def test_numbers_far_from_each_other_are_asked_about() -> None:
    between = [["攻关内容", ("丁", 3, 1)], ["考核指标", ("戊", 3, 1)], ["属地", ("海宁", 3, 1)]]
    form = read(KEY, table(*HEAD, OURS, *between, ["移动电话", ("13800000002", 3, 1)]), only="key")
    assert form.fields["mobile"] is None
    assert any(p.field == "mobile" and p.level == "error" and p.where for p in form.problems)


def test_one_of_several_sums_below_a_label_is_not_its_value() -> None:
    rows = [["科目", "金额"], ["设备费", "100"], ["材料费", "50"]]
    form = read(KEY, table(*HEAD, OURS), table(*rows), only="key")
    assert form.fields["investment"] is None


def test_weak_labels_that_differ_are_all_asked_about() -> None:
    rows = [["需求名称", "甲"], ["申报单位", "嘉兴乙公司"], ["填报单位", "海宁丙公司"]]
    form = read(KEY, table(*rows), only="key")
    assert form.fields["owner"] is None
    (problem,) = [p for p in form.problems if p.field == "owner"]
    assert "乙公司" in problem.message
    assert "丙公司" in problem.message


@pytest.mark.parametrize(
    ("label", "text", "field"),
    [
        ("联系人", "海宁市科技局", "contact"),
        ("法定代表人", "13800000001", "legal_representative"),
        ("需求单位", "2021年6月1日", "owner"),
        ("需求名称", "300万元", "title"),
        ("攻关内容", "zhang@example.cn", "content"),
    ],
)
def test_a_value_of_another_kind_is_a_problem_with_its_place(label, text, field) -> None:
    form = read(KEY, table([label, text], ["属地", "海宁"], ["考核指标", "戊"]), only="key")
    assert form.fields[field] is None
    (problem,) = [p for p in form.problems if p.field == field]
    assert (problem.level, problem.raw, problem.where) == ("error", text, "表1 第1行 第2格")


def test_what_a_text_plainly_is() -> None:
    texts = ["0573-8215 9809", "a@b.cn", "2021.6.1", "¥120万元", "12,000", "91330402MAPW1BMDMC", "第3代", ""]
    assert list(map(kind_of, texts)) == ["phone", "email", "day", "sum", "number", "credit_code", "", ""]
    names = ["张三", "阿依古丽·买买提", "Lars Mikkelsen", "王科", "欧阳靖宇、李四"]
    assert all(map(is_person, names))
    others = ["海宁市科技局", "嘉兴大学", "李四13800000001", "经办人：李四", "市农业农村局科教处"]
    assert not any(map(is_person, others))
    assert is_organisation("浙江大学（嘉兴研究院）")
    assert not is_organisation("张三")


CODE = "12330000470012245A"


@pytest.mark.parametrize("bank", [["开户银行", "某支行", "户名", "嘉兴乙公司"], ["开户行", ("某支行", 3, 1)]])
def test_below_the_account_stand_facts_of_ours_where_nothing_else_does(bank) -> None:
    rows = [["单位性质", "企业", "信用代码", CODE], bank, ["联系地址", ("洪波路1号", 3, 1)]]
    form = read(KEY, table(*HEAD, *rows), only="key")
    assert form.fields["address"] == "洪波路1号"
    assert "某支行" in _listed(form)


def test_below_the_account_nothing_stands_against_what_was_said_before() -> None:
    rows = [["单位地址", ("洪波路1号", 3, 1)], ["开户行", ("某支行", 3, 1)], ["地址", ("环城路2号", 3, 1)]]
    form = read(KEY, table(*HEAD, *rows), only="key")
    assert form.fields["address"] == "洪波路1号"
    assert "环城路2号" in _listed(form)


@pytest.mark.parametrize("label", ["报名方", "响应单位", "应征单位（揭榜单位）", "申请企业\n（揭榜企业）"])
def test_whoever_signs_up_is_the_bidder(label: str) -> None:
    form = read(INTENT, table(["榜单名称", ("甲", 3, 1)], [label, "丙大学", "信用代码", CODE]), only="intent")
    assert (form.fields["bidder"], form.fields["credit_code"], form.unmatched) == ("丙大学", CODE, ())


@pytest.mark.parametrize(
    "label", ["单位名称（需求方）", "申报单位（发榜方）", "主管单位（揭榜方）", "开户行（揭榜方）"]
)
def test_a_bracket_makes_no_bidder_of_the_demand_side_nor_of_a_third(label: str) -> None:
    form = read(INTENT, table(["榜单名称", ("甲", 3, 1)], [label, "丁厂", "信用代码", CODE]), only="intent")
    assert (form.fields["bidder"], form.fields["credit_code"]) == (None, None)
    assert {"丁厂", CODE} <= _listed(form)
