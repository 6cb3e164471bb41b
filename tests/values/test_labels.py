"""Labels as keys, the units they name, and what stands where no answer was given."""

import pytest

from jbgs.values import is_empty_answer, is_placeholder, label_unit, normalise_label


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("联 系 人：", "联系人"),
        ("*7.成果体现形式", "成果体现形式"),
        ("一、攻关内容（限500字）：", "攻关内容"),
        ("（一）技术路线", "技术路线"),
        ("第二章 技术路线", "技术路线"),
        ("第3部分：技术路线", "技术路线"),
        ("第三方检测", "第三方检测"),
        ("①报价", "报价"),
        ("报价②", "报价"),
        ("意向价格（万元）³：", "意向价格"),
        ("1.4 考核指标", "考核指标"),
        ("1 联系人", "联系人"),
        ("总投入（万元）", "总投入"),
        ("总投入 单位：万元", "总投入"),
        ("其中：拟支付揭榜方（万元）", "其中拟支付揭榜方"),
        ("（盖章）", "盖章"),
        ("Ｅ-mail", "e-mail"),
        ("3D打印", "3d打印"),
        ("⽇期", "日期"),
        ("攻关内容（限500字", "攻关内容"),
    ],
)
def test_a_label_becomes_its_key(label, key):
    assert normalise_label(label) == key
    assert normalise_label(key) == key


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("总投入（万元）", "万元"),
        ("总投入（单位：万元人民币）", "万元"),
        ("单位：万元", "万元"),
        ("总投入万元", "万元"),
        ("总投入（万）", "万元"),
        ("经费（元）", "元"),
        ("总投入（万美元）", "万美元"),
        ("产值（万元/年）", "万元/年"),
        ("金额（限500万元以内）", None),
        ("多元化投入（单元）", None),
        ("联系人", None),
    ],
)
def test_a_label_names_its_unit(label, unit):
    assert label_unit(label) == unit


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　",
        "无",
        "/",
        "—",
        "____",
        "N/A",
        "暂无。",
        "如：1.44亿",
        "例如…",
        "请填写单位全称",
        "（限500字）",
        "500字以内",
        "　　年　　月　　日",
        "2021年  月  日",
        "20  年  月  日",
        "（盖章）",
        "负责人签字：",
        "单位（盖章）：    年  月  日",
        "可另附页",
        "单击或点击此处输入文字。",
        "选择一项。",
        "Click or tap here to enter text.",
        "XXX",
    ],
)
def test_what_is_no_answer(text):
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "如东县某公司",
        "无锡市某公司",
        "2021年",
        "20年",
        "请求合作开发",
        "面议",
        "200",
        "□",
        "签约单位",
        "不超过300万元",
    ],
)
def test_what_is_an_answer(text):
    assert not is_placeholder(text)


def test_an_empty_answer_is_told_from_a_hint():
    assert is_empty_answer("无")
    assert is_empty_answer("——")
    assert not is_empty_answer("如：1.44亿")
    assert not is_empty_answer("")
