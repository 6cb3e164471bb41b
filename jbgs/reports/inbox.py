"""What senders must correct: a list for the office, and a letter to each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from jbgs.forms import Forms
from jbgs.reports import words
from jbgs.reports.draft import Draft, Fact, signed
from jbgs.reports.making import chinese_date
from jbgs.reports.table import Column, Table

LIST = (
    Column("number", "序号", "int", 2),
    Column("sender", "报送单位", width=12),
    Column("record", "编号", "code", 8),
    Column("form", "表", width=3, drop=6),
    Column("title", "名称", width=14, drop=3),
    Column("contact", "联系人", width=4, drop=4),
    Column("reach", "联系方式", width=9, drop=5),
    Column("label", "栏目", width=6),
    Column("raw", "原文", width=8, drop=1),
    Column("where", "位置", width=8, drop=2),
    Column("what", "问题", width=14),
    Column("how", "怎样改正", width=14),
)
LETTER = (
    Column("number", "序号", "int", 3),
    Column("label", "栏目", width=6),
    Column("where", "表中位置", width=6),
    Column("raw", "原填内容", width=8),
    Column("what", "问题", width=10),
    Column("how", "怎样改正", width=12),
)

# How a value of each kind is written so that it can be read in one way only.
HOW: Mapping[str, str] = {
    "amount": "请写一个确定的数额和单位，如 300万元",
    "deadline": "请写明截止日期或期限，如 2022年12月31日、24个月",
    "phone": "请写区号和号码，如 0573-82000000",
    "mobile": "请写 11 位手机号码",
    "email": "请写完整的邮箱地址，如 zhang@example.cn",
    "credit_code": "请照营业执照写 18 位代码",
    "region": "请写县（市、区）的名称，如 海宁市",
    "options": "请在所选项的方框内打“√”，只能选一项的只打一个",
    "person": "请填写姓名，职务和电话写在各自栏目内",
}
_USUAL = "请补充完整"
_UNLINKED = "请照榜单写明项目名称和榜单编号"
_ASKING = "，请"


def table(waiting: Iterable[Any], forms: Forms) -> Table:
    """What each sender must correct, a row per error, those of one sender together."""
    rows = [
        (
            number,
            one.sender,
            one.record,
            words.FORM_NAMES[one.form],
            one.title,
            one.contact,
            one.reach,
            *(problem[name] for name in ("label", "raw", "where")),
            *_what_and_how(problem, one.form, forms),
        )
        for number, one in enumerate(waiting, 1)
        for problem in _errors(one)
    ]
    title = "需求表、揭榜意向表待更正清单"
    return Table("待更正清单", title, LIST, Table.body(rows), empty="（没有待更正的来件）")


def letter(sender: str, waiting: Sequence[Any], forms: Forms, *, office: str, day: date) -> Draft:
    """The letter that asks one sender to correct his forms, a table for each of them."""
    count = sum(1 for one in waiting for _ in _errors(one))
    facts = {
        "收文单位": sender or "有关单位",
        "处数": str(count),
        "材料": list(_parts(waiting, forms)),
        **signed(office, day),
    }
    return Draft("letter-correction", "关于请更正“揭榜挂帅”报送材料的函", facts)


def _parts(waiting: Sequence[Any], forms: Forms) -> Iterator[dict[str, Fact]]:
    for number, one in enumerate(waiting, 1):
        received = date.fromisoformat(one.received)
        named = f"{words.FORM_NAMES[one.form]}" + (f"《{one.title}》" if one.title else "")
        rows = (
            (
                place,
                problem["label"],
                problem["where"],
                problem["raw"],
                *_what_and_how(problem, one.form, forms),
            )
            for place, problem in enumerate(_errors(one), 1)
        )
        yield {
            "序号": str(number),
            "名称": named,
            "登记编号": one.record,
            "收到日期": chinese_date(received),
            "更正表": Table("更正事项", "", LETTER, Table.body(rows)),
        }


def _errors(one: Any) -> Iterator[Mapping[str, Any]]:
    return (problem for problem in one.problems if problem["level"] == "error")


def _what_and_how(problem: Mapping[str, Any], form: str, forms: Forms) -> tuple[str, str]:
    """What is wrong, and how to put it right: as the message says, else by the kind of the field."""
    if "asked" in problem:
        return problem["asked"], _UNLINKED
    what, asking, how = problem["message"].partition(_ASKING)
    spec = forms[form].fields.get(problem["field"])
    usual = HOW.get(spec.kind, _USUAL) if spec else _USUAL
    return what, f"请{how}" if asking and problem["raw"] else usual
