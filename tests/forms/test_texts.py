"""Several texts of a form in one cell, each under a label of its own."""

from __future__ import annotations

import pytest

from jbgs.importers.form import FormRead
from tests.forms.build import read, table

KEY = "企业关键技术需求表"
TITLE = ["需求名称", "高阻隔薄膜"]


def _key(*rows: list[str]) -> FormRead:
    return read(KEY, table(TITLE, *rows), only="key")


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (
            "技术需求简述",
            "一、现状：进口受限。\n二、主要内容：\n1.配方；\n2.工艺。\n三、技术指标：透氧≤0.5。",
        ),
        ("需求内容", "研究背景：进口受限。\n研究内容：1.配方；\n2.工艺。\n考核指标：透氧≤0.5。"),
        ("攻关内容", "【研究背景】进口受限。\n【研究内容】1.配方；\n2.工艺。\n【主要指标】透氧≤0.5。"),
    ],
)
def test_each_is_its_fields(label: str, text: str) -> None:
    form = _key([label, text])
    found = {name: form.fields[name] for name in ("background", "content", "targets")}
    assert found == {"background": "进口受限。", "content": "1.配方；\n2.工艺。", "targets": "透氧≤0.5。"}
    assert form.unmatched == ()


def test_sums_and_days_may_stand_among_them() -> None:
    form = _key(["技术需求", "1.研究内容：配方。\n2.完成时限：18个月\n3.总投入（万元）：260"])
    assert (form.fields["content"], form.fields["deadline"]) == ("配方。", "18个月")
    assert form.fields["investment"] == "2600000.00"


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("攻关内容", "1.研究内容：配方。\n2.创新点：共混。\n3.技术指标：透氧≤0.5。"),
        ("攻关内容", "1.配方筛选。\n2.技术指标：透氧≤0.5。"),
        ("攻关内容", "一、研究内容\n配方筛选与工艺窗口的确定。\n二、考核指标\n透氧量不超过0.5，强度不变。"),
        ("攻关内容", "研究内容：配方。\n联系人：张三"),
        ("考核指标", "1.技术指标：透氧≤0.5。\n2.经济效益：年增2000万元。"),
    ],
    ids=["one unknown", "no label", "headings", "a person", "of one kind"],
)
def test_a_text_with_headings_stays_one(label: str, text: str) -> None:
    form = _key([label, text])
    told = {name: value for name, value in form.fields.items() if value and name != "title"}
    assert list(told.values()) == [text]


def test_a_text_stays_one_where_the_form_asks_for_the_others_elsewhere() -> None:
    text = "1.研究内容：配方。\n2.技术指标：透氧≤0.5。"
    form = _key(["攻关内容", text], ["考核指标", "强度≥60兆帕。"])
    assert (form.fields["content"], form.fields["targets"]) == (text, "强度≥60兆帕。")
