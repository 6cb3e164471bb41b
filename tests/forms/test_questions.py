"""Forms that ask: a question is the label that it asks for, and its answer has a mark of its own."""

from __future__ import annotations

import pytest

from jbgs.importers.form import FormRead
from tests.forms.build import read, table

KEY = "企业关键技术需求调查问卷"


def told(form: FormRead) -> dict[str, str]:
    return {name: value for name, value in {**form.fields, **form.extras}.items() if value}


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("1、请问贵公司名称是什么？", "owner"),
        ("（2）贵单位的联系人是谁?", "contact"),
        ("3.您的手机号码是多少？", "mobile"),
        ("属于哪个行业领域？", "field"),
        ("贵企业需要解决的技术难题有哪些？（可附页）", "content"),
        ("要达到怎样的技术指标？", "targets"),
        ("国内外现状如何？存在什么问题？", "background"),
        ("什么时候完成？", "deadline"),
        ("愿意采用哪种合作模式？", "cooperation"),
        ("是否愿意公开需求名称？", None),
        ("问：总投入包括哪些？", None),
        ("为什么提出这个技术需求？", None),
    ],
)
def test_a_question_is_the_label_it_asks_for(question: str, field: str | None) -> None:
    values = {"mobile": "13800000000", "contact": "张三", "deadline": "2022年12月"}
    value = values.get(field or "", "高强材料")
    form = read(KEY, table(["需求名称", "高阻隔薄膜"], ["注册资本", "800"], [question, f"答：{value}"]))
    assert set(told(form)) == {"title", "registered_capital"} | ({field} if field else set()), form
    assert [one.value for one in form.unmatched] == ([] if field else [value])


def test_in_lines_each_answer_below_its_question() -> None:
    form = read(
        KEY,
        "第一部分　基本情况",
        "1.贵单位全称是什么？", "【答】嘉兴恒越有限公司",
        "2.贵单位联系人是谁？职务是什么？", "答复：张三，研发总监",
        "3.怎样同他联系？", "答复：13800000000",
        "第二部分　技术需求",
        "4.需要解决什么技术难题？", "（请分条填写）", "回答：1、阻隔结构", "2、涂布工艺",
        "样机放在哪里？", "回答：本公司",
        "5.要达到哪些技术指标？", "回答：透氧≤0.3g", "第三部分　其他", "6.预期效益？", "答：",
    )  # fmt: skip
    assert told(form) == {
        "owner": "嘉兴恒越有限公司",
        "contact": "张三",
        "contact_title": "研发总监",
        "content": "1、阻隔结构\n2、涂布工艺",
        "targets": "透氧≤0.3g",
    }
    unknown = [(one.label, one.value) for one in form.unmatched if one.label]
    assert unknown == [("3.怎样同他联系？", "13800000000"), ("样机放在哪里？", "本公司")]


def test_in_lines_each_answer_behind_its_question() -> None:
    form = read(
        KEY, "需求名称是什么？　答：高阻隔薄膜", "提出单位？（全称）答：嘉兴恒越有限公司", "联系人是谁？张三",
        "攻关内容有哪些？（可分条写）答：阻隔结构", "手机号码　【填写】13800000000",
    )  # fmt: skip
    assert told(form) == {
        "title": "高阻隔薄膜",
        "owner": "嘉兴恒越有限公司",
        "contact": "张三",
        "content": "阻隔结构",
        "mobile": "13800000000",
    }


@pytest.mark.parametrize("mark", ["答：", "【答】", "："])
def test_in_one_cell_each_answer_on_the_line_below(mark: str) -> None:
    text = (
        f"1.需求名称\n{mark}高阻隔薄膜\n2.联系人是谁？\n{mark}张三\n3.攻关内容有哪些？\n{mark}阻隔结构\n涂布工艺\n"
        f"4.愿意到外地验收吗？\n{mark}愿意\n5.贵单位属地？\n{mark}海宁市"
    )
    form = read(KEY, table([(text, 2, 1)], [f"手机\n{mark}13800000000", f"职务\n{mark}总监"]))
    assert told(form) == {
        "title": "高阻隔薄膜",
        "contact": "张三",
        "contact_title": "总监",
        "content": "阻隔结构\n涂布工艺",
        "mobile": "13800000000",
        "region": "海宁市",
    }
    assert [(one.label, one.value) for one in form.unmatched] == [("4.愿意到外地验收吗？", "愿意")]


def test_below_one_another_in_rows_of_their_own() -> None:
    rows = table(
        ["1.需求名称叫什么？"],
        ["答：高阻隔薄膜"],
        ["2.同意公开吗？"],
        ["答：同意"],
        ["3.主要难点有哪些？"],
        ["答：剥离"],
    )
    form = read(KEY, rows)
    assert told(form) == {"title": "高阻隔薄膜", "content": "剥离"}
    assert [(one.label, one.value) for one in form.unmatched] == [("2.同意公开吗？", "同意")]


def test_a_question_about_somebody_else_asks_for_his_facts_until_one_of_ours() -> None:
    asked = [("需求名称是什么？", "高阻隔薄膜"), ("技术经纪人是谁？", "赵六"), ("他常在哪里？", "上海")]
    asked += [("手机？", "13700000000"), ("贵单位联系人是谁？", "张三"), ("电子邮箱？", "z@hengyue.cn")]
    lines = [line for question, answer in asked for line in (question, f"答：{answer}")]
    assert told(read(KEY, *lines)) == {"title": "高阻隔薄膜", "contact": "张三", "email": "z@hengyue.cn"}


def test_a_question_that_a_text_asks_itself_is_text() -> None:
    text = "常有人问：\n考核指标是什么？没有人说得清。\n完成时限在哪？也不知道。"
    lines = read(KEY, "一、需求名称", "高阻隔薄膜", "二、国内外现状", *text.split("\n"), "三、联系人", "张三")
    assert told(lines) == {"title": "高阻隔薄膜", "background": text, "contact": "张三"}
    cells = read(KEY, table(["需求名称", "高阻隔薄膜"], [(f"国内外现状：{text}", 2, 1)], ["联系人", "张三"]))
    assert told(cells) == told(lines)


def test_who_is_to_fill_in_is_no_label() -> None:
    rows = table([("需求单位填写", 2, 1)], [("本页一式三份", 2, 1)], ["需求名称", "高阻隔薄膜"])
    assert told(read(KEY, rows)) == {"title": "高阻隔薄膜"}


def test_what_instructions_answer_is_no_answer() -> None:
    form = read(
        KEY, table(["需求名称", "高阻隔薄膜"]), "填表说明", "1.完成时限是多久？", "答：不超过2024年6月。"
    )
    assert told(form) == {"title": "高阻隔薄膜"}
