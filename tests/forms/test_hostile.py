"""What a form says can do no harm: no time, no depth, no markup."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jbgs.errors import Refused
from jbgs.forms import load
from jbgs.importers.document import Cell, Document, Table
from jbgs.importers.form import understand
from tests.forms.build import document, read, region, table

KEY = "企业关键技术需求表"
SECONDS = 5  # of the processor, generous: a busy machine is no fault, the square of the size is


def nested(depth: int) -> Table:
    inner = table(["联系人", "张三"], ["手机", "13800000000"])
    for _ in range(depth):
        inner = table(["需求名称", "甲"], ["联系人", ("", 1, 1, (inner,))])
    return inner


@pytest.mark.parametrize(
    "made",
    [
        lambda: table(["需求名称", "甲"], ["攻关内容", "联系人：张三，" * 50_000]),
        lambda: table(["需求名称", "甲"], ["联系人：张三，" * 50_000, ""]),
        lambda: table(["需求名称", "甲"], ["（" * 300_000, "：" * 300_000]),
        lambda: table(["需求名称", "甲"], ["单位性质", "□企业 " * 100_000]),
        lambda: Table(tuple(tuple(Cell(r, c, 1, 1, "电话") for c in range(1000)) for r in range(25))),
        lambda: table(*([label, str(n)] for label in ("联系电话", "申报单位") for n in range(3_000))),
        lambda: table(["需求名称", "甲"], ["联系人", " " * 100_000 + "答" + " " * 100_000 + "张三"]),
        lambda: table(["需求名称", "甲"], ["攻关内容：", "难点有哪些？ （" * 50_000]),
        lambda: table(["需求名称", "甲"], ["攻关内容：" + "\n答：甲\n难点？" * 50_000, ""]),
        lambda: table(*(["合作方式", "□甲", "□乙", "：", f"{n}"] for n in range(5_000))),
        lambda: table(*(["联系人", "：", f"张三{n}"] for n in range(5_000))),
    ],
    ids=[
        "prose", "pairs", "brackets", "boxes", "wide", "tall", "blanks", "questions", "answers", "checks",
        "colons",
    ],
)  # fmt: skip
def test_time_grows_with_the_size_only(made: object) -> None:
    began = time.process_time()
    with suppress(Refused):
        understand(document(KEY, made()), load(), region=region, only="key")  # type: ignore[operator]
    assert time.process_time() - began < SECONDS


def test_many_lines_take_no_time() -> None:
    began = time.process_time()
    read(*([KEY, "需求名称：甲"] + ["联系人：张三　电话：0573-82159809"] * 2_500))
    assert time.process_time() - began < SECONDS


def test_tables_in_tables_end() -> None:
    assert read(KEY, nested(40)).form == "key"


def test_a_list_of_too_many_forms_is_refused() -> None:
    rows = [["需求名称", "需求单位"], *([f"甲{n}", "公司"] for n in range(2_001))]
    with pytest.raises(Refused) as caught:
        understand(document("企业关键技术需求汇总表", table(*rows)), load(), region=region)
    assert caught.value.code == "too-large"


WORDS = [
    "需求名称", "联系人：", "攻关内容\n", "总投入（万元）", "□企业　☑其他", "甲", "", "　", KEY,
    "13800000000", "名称", "填表说明：1.", "【属地】", "提出单位", "附件1", "答：", "是什么？", "：",
]  # fmt: skip
TEXT = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=4).map("".join)


@st.composite
def tables(draw: st.DrawFn, depth: int = 1) -> Table:
    rows = []
    for row in range(draw(st.integers(0, 4))):
        cells = []
        for col in range(draw(st.integers(0, 4))):
            inner = (draw(tables(depth=depth - 1)),) if depth and draw(st.booleans()) else ()
            size = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
            cells.append(Cell(row, col, *size, draw(TEXT), inner))
        rows.append(tuple(cells))
    return Table(tuple(rows))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(TEXT, tables()), max_size=5), st.sampled_from([None, "key", "intent"]))
def test_any_document_is_read_or_refused(blocks: list[str | Table], only: str | None) -> None:
    made: Document = document(*blocks)
    try:
        found = understand(made, load(), region=region, only=only)  # type: ignore[arg-type]
    except Refused:
        return
    for form in found.forms:
        assert all(value is None or value.strip() for value in (*form.fields.values(), *form.extras.values()))
        assert all(issue.field in form.fields or issue.field in form.extras for issue in form.problems)
