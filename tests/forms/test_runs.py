"""A value that goes on in the cells behind it: its unit, what it counts, the other end of a range."""

from __future__ import annotations

import pytest

from jbgs.importers.form import FormRead
from tests.forms.build import Written, read, table

TITLE: list[Written] = ["需求名称", ("低温固化涂料", 4, 1)]


def _key(*rows: list[Written]) -> FormRead:
    return read("企业关键技术需求表", table(TITLE, *rows), only="key")


def _told(form: FormRead, name: str) -> list[str]:
    return [f"{one.level} {one.message}" for one in form.problems if one.field == name]


@pytest.mark.parametrize(
    ("written", "unit", "yuan"),
    [
        ("80", "万元", "800000.00"),
        ("80", "（万元）", "800000.00"),
        ("800000", "元", "800000.00"),
        ("800000.00", "人民币元", "800000.00"),
        ("捌拾", "万元整", "800000.00"),
        ("8", "十万元", "800000.00"),
        ("80万", "元", "800000.00"),
        ("￥800,000", "元", "800000.00"),
        ("800000（含税）", "元", "800000.00"),
    ],
)
def test_a_unit_in_a_cell_of_its_own_is_the_sums_before_it(written: str, unit: str, yuan: str) -> None:
    form = _key(["所属领域", "涂料", "经费预算", written, unit])
    assert (form.fields["investment"], form.unmatched) == (yuan, ())


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["20-40", "万元", ""], "是一个范围"),
        (["20", "至", "40", "万元"], "是一个范围"),
        (["20", "～", "40"], "是一个范围"),
        (["20左右", "万元", ""], "不是确定的数额"),
        (["20", "万欧元", ""], "不是人民币"),
        (["200000", "美金", ""], "不是人民币"),
        (["20", "万元/年", ""], "不能确定"),
    ],
)
def test_what_is_no_certain_sum_with_it_is_asked_about(cells: list[Written], why: str) -> None:
    form = _key(["经费预算", *cells], ["考核指标", ("附着力一级", 4, 1)])
    assert form.fields["investment"] is None
    assert why in "".join(_told(form, "investment"))
    assert form.unmatched == ()


def test_a_range_in_the_senders_price_is_its_fault() -> None:
    row: list[Written] = ["拟转化方式", "许可", "期望转让价", "20-40", "万元"]
    form = read("成果转化类需求表", table(["成果名称", ("低温固化涂料", 4, 1)], row), only="transfer")
    assert [one[:5] for one in _told(form, "price")] == ["error"]


@pytest.mark.parametrize("nothing", ["", "/", "面议"])
def test_a_unit_behind_nothing_says_nothing(nothing: str) -> None:
    form = _key(["经费预算", nothing, "万元", "所属领域", "涂料"])
    assert (form.fields["investment"], form.fields["field"], form.unmatched) == (None, "涂料", ())


def test_a_unit_stands_behind_a_label_and_its_sum_in_one_cell_too() -> None:
    form = _key([("经费预算：800000", 2, 1), ("元", 3, 1)])
    assert (form.fields["investment"], form.unmatched) == ("800000.00", ())


def test_under_a_label_that_nobody_knows_both_are_listed_as_one() -> None:
    form = _key(["所属领域", "涂料", "设备折旧", "80", "万元"])
    assert [(one.label, one.value) for one in form.unmatched] == [("设备折旧", "80万元")]


@pytest.mark.parametrize(
    ("label", "cells", "name", "value"),
    [
        ("完成时限", ["18", "个月", ""], "deadline", "18个月"),
        ("完成时限", ["2022", "年", "9", "月"], "deadline", "2022年9月"),
        ("完成时限", ["2021年9月", "至", "2022年8月"], "deadline", "2021年9月至2022年8月"),
        ("员工人数", ["48", "人", ""], "staff", "48人"),
        ("完成时限", ["", "个月", ""], "deadline", None),
    ],
)
def test_what_a_figure_counts_may_stand_in_the_next_cell(
    label: str, cells: list[Written], name: str, value: str | None
) -> None:
    form = _key([label, *cells], ["考核指标", ("附着力一级", 4, 1)])
    assert {**form.fields, **form.extras}[name] == value
    assert form.unmatched == ()


def test_a_dash_behind_a_sum_is_an_empty_cell() -> None:
    form = _key(["经费预算", "80", "—", "所属领域", "涂料"])
    assert form.fields["investment"] == "800000.00"
