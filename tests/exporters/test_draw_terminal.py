import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgs.exporters import terminal
from jbgs.exporters.text import cells, ems, fold, shown
from jbgs.reports.table import Column, Row, Table

ROOT = Path(__file__).parents[2]
LONG = "研究新型含氟弹性体的分子结构设计、硫化体系与老化机理，突破AI-based lifetime prediction关键技术"


class Screen(StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self):
        return True


def body(text):
    """The lines between the two first rules."""
    parts = text.split("\n")
    rules = [i for i, line in enumerate(parts) if line and not line.strip("-")]
    return parts[rules[0] + 1 : rules[1]]


@pytest.mark.parametrize("width", [80, 100, 120, 160, 240])
def test_table_fits_the_width(monthly, width):
    assert max(map(cells, terminal.render(monthly(8, LONG), width).split("\n"))) <= width


def test_columns_with_higher_drop_vanish_first(monthly):
    everything = {"征集数": 1, "揭榜数": 2, "揭榜率": 3, "签约日期": 4, "存在问题": 5}
    for width in range(75, 170, 5):
        made = terminal.render(monthly(2), width)
        header = made.split("---")[0]
        shown_drops = [drop for title, drop in everything.items() if title in header]
        assert shown_drops == list(range(1, len(shown_drops) + 1))
        for title, drop in everything.items():
            assert (title in header) or title in made.split("未显示：")[1].replace("\n", ""), (width, drop)
        assert "合同额" in header
    assert "未显示" not in terminal.render(monthly(2), 170)


def test_text_is_folded_and_not_cut(monthly):
    lines = body(terminal.render(monthly(1), 80))
    start = lines[0].index("高")
    assert "".join(
        line[start - 1 :].split()[0] if i == 0 else line.strip() for i, line in enumerate(lines)
    ) == ("高性能碳纤维复合材料关键技术研究1")


def test_columns_stand_under_each_other():
    columns = (Column("a", "名称"), Column("b", "数", "int"), Column("c", "额（万元）", "wan"))
    rows = [("海宁市", 5, Decimal("5000000")), ("AB", 12345, Decimal("12345678.90")), (None, None, None)]
    assert terminal.render(Table("表", "标题", columns, Table.body(rows)), 80).split("\n") == [
        "标题",
        "名称       数   额（万元）",
        "--------------------------",
        "海宁市      5       500.00",
        "AB      12345  1,234.56789",
        "",
    ]


def test_sums_are_set_apart(monthly):
    lines = terminal.render(monthly(10, subtotals=True), 160).split("\n")
    sums = [i for i, line in enumerate(lines) if line.startswith(("小计", "合计"))]
    assert [set(lines[i - 1]) == {"-"} for i in sums] == [True, True, False]


def test_empty_table_says_so(monthly):
    assert "\n（无）\n" in terminal.render(monthly(0), 80)


def test_header_names_the_group_of_a_column(monthly):
    assert terminal.render(monthly(1), 160).split("\n")[2].split()[4:7] == ["本月"] * 3


@pytest.mark.parametrize(
    "text", ["[red]甲[/red]", "[link=http://x]", ":smile:", "a\x1b[31mb", "\u202e反", "\r覆盖"]
)
def test_text_from_data_is_neither_markup_nor_control(monkeypatch, text):
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    safe = shown(text, "text").strip()
    table = Table(
        "表", text, (Column("a", text, width=20),), Table.body([(text,)]), above=(text,), below=(text,)
    )
    terminal.show(replace(table, rows=(*table.rows, Row((text,), "total"))), width=80)
    terminal.say(text)
    terminal.facts([(text, text)], width=80)
    made = screen.getvalue()
    assert made.count(safe) == 9
    assert "\x1b[31m" not in made.replace("\x1b[31mb", "!")
    assert not set(made) & {"\u202e", "\r"}
    assert "\x1b[1m" in made  # the title is bold, so this was drawn for a terminal


def test_off_a_terminal_it_is_plain_text_without_rich():
    program = """
import sys
from decimal import Decimal
from jbgs.exporters import terminal
from jbgs.reports.table import Column, Row, Table
columns = (Column("a", "名称"), Column("b", "额", "yuan"))
terminal.show(Table("表", "标题", columns, (Row(("长" * 60, Decimal("1.5"))),)))
terminal.say("好")
with terminal.progress("读取", 1) as step:
    step()
heavy = {"rich", "docx", "lxml", "xlsxwriter"}
print([name for name in sys.modules if name.split(".")[0] in heavy], file=sys.stderr)
"""
    environment = {**os.environ, "COLUMNS": "60", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, check=True
    )
    assert done.stderr.decode().strip() == "[]"
    out = done.stdout.decode().splitlines()
    assert "\x1b" not in done.stdout.decode()
    assert max(map(cells, out)) == 60
    assert out[-1] == "好"


def test_a_character_that_the_console_lacks_stops_nothing():
    program = "from jbgs.exporters import terminal; terminal.say('𠮷林路 ok')"
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout.decode("gbk").strip() == "?林路 ok"


def test_messages_beside_the_result_go_to_stderr(capsys):
    terminal.tell("正在读取")
    terminal.say("完成")
    assert capsys.readouterr() == ("完成\n", "正在读取\n")


def test_facts_are_aligned_and_folded(capsys):
    terminal.facts([("编号", "GJ-2021-HN-003"), ("攻关内容", "甲" * 20 + "\n乙")], width=40)
    assert capsys.readouterr().out.splitlines() == [
        "编号      GJ-2021-HN-003",
        "攻关内容  " + "甲" * 15,
        "          " + "甲" * 5,
        "          乙",
    ]


def test_a_long_name_stands_on_a_line_of_its_own(capsys):
    terminal.facts([("很" * 20, "值"), ("短", "值")], width=60)
    assert capsys.readouterr().out.splitlines() == ["很" * 20, " " * 26 + "值", "短" + " " * 24 + "值"]


def test_progress_is_drawn_on_a_terminal_only(monkeypatch):
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with terminal.progress("读取[red]来件", 2) as step:
        step()
        step()
    assert "读取[red]来件" in screen.getvalue()
    assert "2/2" in screen.getvalue()


def test_a_thousand_rows_take_well_under_a_second(monthly):
    assert terminal.render(monthly(1000, LONG), 120).count("GJ-2021") == 1000


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "yuan", ""),
        ("合计", "int", "合计"),
        (7, "int", "7"),
        (Decimal("3000000"), "yuan", "3,000,000.00"),
        (Decimal("3000000"), "wan", "300.00"),
        (Decimal("12345678.91"), "wan", "1,234.567891"),
        (Decimal("-1500"), "wan", "-0.15"),
        (Decimal("0.25"), "percent", "25.0%"),
        (Decimal("0.12345"), "percent", "12.3%"),
        (Decimal("0.1225"), "percent", "12.3%"),
        ("一\r\n二", "text", "一\n二"),
    ],
)
def test_values_as_they_are_shown(value, kind, text):
    assert shown(value, kind) == text


@given(st.text(alphabet="中文，。（）《》 　ab-1😀e\u0301", max_size=60), st.integers(1, 30))
def test_folding_keeps_every_character_and_the_width(line, width):
    folded = fold(line, width)
    assert "".join("".join(folded).split()) == "".join(line.split())
    assert all(cells(piece) <= max(width, 2) for piece in folded)


def test_folding_keeps_words_and_punctuation_together():
    made = fold("采用deep learning技术，效果（很好）。", 12)
    assert made == ["采用deep", "learning技", "术，效果（很", "好）。"]
    assert fold("abcdefgh", 3) == ["abc", "def", "gh"]
    assert fold("甲", 1) == ["甲"]


def test_folding_takes_linear_time():
    assert len("".join(fold("（" * 200_000, 10))) == 200_000


def test_width_on_paper_is_never_below_that_of_a_chinese_font():
    assert ems("中文“”—①") == 6
    assert ems("0123456789") >= 5
