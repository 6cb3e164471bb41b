"""Letters from templates: strict, closed to code, and facts that stay plain text."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from jbgs.errors import OutputFault
from jbgs.exporters import docx_layout as layout
from jbgs.exporters.templating import faults, fill
from jbgs.reports.draft import LETTERS, Annexes, Attachments, Draft, Field, Offer, Passage
from jbgs.reports.table import Block, Column, Table
from tools.letter_templates import letter_template

TEMPLATES = Path(__file__).parents[2] / "templates"
OFFER = Offer(
    "试",
    {
        "名称": Field("名称"),
        "空": Field("空的"),
        "项目": Field("项目", "list", {"名称": Field("名称"), "表": Field("表", "table")}),
        "表": Field("表", "table"),
        "说明": Field("说明", "passage"),
        "附件": Field("附件", "attachments"),
        "附表": Field("附表", "annexes"),
    },
)
TABLE = Table(
    "表", "一览表", (Column("n", "序号", "int", 3), Column("t", "名称", width=9)), Table.body([(1, "甲")])
)

WIDE = Table(
    "宽",
    "宽表",
    tuple(Column(f"c{i}", f"第{i}栏", "code") for i in range(12)),
    Table.body([["9" * 20] * 12]),
)


def template(*paragraphs, footer=""):
    document = layout.new("试", landscape=False)
    for text in paragraphs:
        document.add_paragraph(text, style=layout.BODY)
    if footer:
        document.sections[0].footer.add_paragraph(footer)
    return layout.saved(document)


def facts(**parts):
    return {
        "名称": "甲",
        "空": "",
        "项目": [{"名称": "一", "表": TABLE}, {"名称": "二", "表": TABLE}],
        "表": TABLE,
        "说明": Passage((Block("一、甲", 1), Block("乙"), Block(table=TABLE))),
        "附件": Attachments(("情况表", "清单")),
        "附表": Annexes((TABLE, WIDE)),
    } | parts


def filled(*paragraphs, **parts):
    data = fill(template(*paragraphs), Draft("x", "试", facts(**parts)), OFFER, "templates/x.docx")
    return Document(BytesIO(data))


def said(document):
    return [p.text for p in document.paragraphs if p.text]


def wrong(*paragraphs, **parts):
    return [str(one) for one in faults(template(*paragraphs, **parts), OFFER, "templates/x.docx")]


def test_facts_lists_and_conditions():
    document = filled(
        "关于{{ 名称 }}的函，共{{ 项目|length }}项",
        "{%p for 一项 in 项目 %}",
        "{{ loop.index }}. {{ 一项.名称 }}",
        "{%p endfor %}",
        "{%p if 空 %}",
        "没有的",
        "{%p endif %}",
        "{% if 名称 == '甲' %}是{% else %}否{% endif %}",
    )
    assert said(document) == ["关于甲的函，共2项", "1. 一", "2. 二", "是"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 名称 }} {% for a in b %} {# c #} {{r x }}",
        "</w:t></w:r><w:r><w:t>&lt;&amp;",
        "=cmd|' /C calc'!A0",
        "{_{ 7*7 }_} {_% x %_}",
        "[red]粗[/red] &#123;",
    ],
)
def test_a_fact_is_never_code_or_markup(text):
    assert said(filled("前{{ 名称 }}后", 名称=text)) == [f"前{text}后"]


def test_a_fact_of_several_lines_is_several_paragraphs_of_one_style():
    document = filled("内容：{{ 名称 }}", 名称="一\n二\x07\x00三")
    assert said(document) == ["内容：一", "二三"]
    assert {p.style.name for p in document.paragraphs if p.text} == {layout.BODY}


@pytest.mark.parametrize(
    ("text", "name", "near"),
    [
        ("{{ 名穊 }}", "名穊", "名称"),
        ("{% for 一项 in 项目 %}{{ 一项.名字 }}{% endfor %}", "名字", "名称"),
        ("{% if 名称 %}{{ 没有的项 }}{% endif %}", "没有的项", ""),
        ("{% for 一项 in 项日 %}{% endfor %}", "项日", "项目"),
    ],
)
def test_a_misspelt_field_is_named_with_its_template(text, name, near):
    [problem] = wrong(text)
    assert problem.startswith("templates/x.docx：")
    assert f"没有“{name}”这一项" in problem
    assert near in problem
    with pytest.raises(OutputFault) as refused:
        filled(text)
    assert refused.value.exit_code == 8


def test_every_fault_is_told_at_once_also_in_the_footer():
    told = wrong("{{ 甲 }}", "{{ 乙 }}", footer="{{ 丙 }}")
    assert [one.split("“")[1][0] for one in told] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 名称.__class__ }}",
        "{{ ''.join(['a']) }}",
        "{{ 名称.upper() }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ 名称|safe }}",
        "{{ 名称|attr('__class__') }}",
        "{% autoescape false %}{{ 名称 }}{% endautoescape %}",
        "{% set x = 1 %}",
        "{% include '/etc/passwd' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}",
        "{{ 'a' * 999999999 }}",
        "{{ 2 ** 99999 }}",
        "{% for i in range(999999999) %}{% endfor %}",
        "{% for a in 项目 %}{% for b in 项目 %}{{ b.名称 }}{% endfor %}{% endfor %}",
        "{{ 项目 }}",
        "{{ 名称",
        "{% if 名称 %}",
    ],
)
def test_nothing_but_facts_lists_and_conditions_is_let_in(text):
    assert wrong(text)
    with pytest.raises(OutputFault):
        filled(text)


def test_a_table_stands_in_the_place_of_its_paragraph():
    document = filled("前", "{{ 表 }}", "后")
    kinds = [e.tag for e in document.element.body if e.tag in (qn("w:tbl"), qn("w:p"))]
    assert said(document) == ["前", "一览表", "后"]
    assert kinds.count(qn("w:tbl")) == 1
    assert kinds[-1] == qn("w:p")


def test_tables_in_a_list_stand_with_their_things():
    document = filled("{%p for 一项 in 项目 %}", "{{ 一项.名称 }}", "{{ 一项.表 }}", "{%p endfor %}")
    assert said(document) == ["一", "一览表", "二", "一览表"]
    assert len(document.tables) == 2


def test_a_table_amid_text_is_refused():
    with pytest.raises(OutputFault, match="单独成段"):
        filled("见{{ 表 }}")


def test_a_wide_table_lies_on_pages_of_its_own_and_the_rest_stays_upright():
    document = filled("前", "{{ 表 }}", "后", 表=WIDE)
    assert [s.orientation for s in document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert said(document)[-1] == "后"


def test_a_passage_stands_in_its_place_with_its_headings_and_tables():
    document = filled("前", "{{ 说明 }}", "{{ 附件 }}", "后")
    assert said(document) == ["前", "一、甲", "乙", "一览表", "附件：1.情况表", "2.清单", "后"]
    assert [p.style.name for p in document.paragraphs if p.text == "一、甲"] == ["Heading 1"]


@pytest.mark.parametrize("after", [(), ("后",)])
def test_annexes_stand_on_pages_of_their_own_and_leave_no_empty_page(after):
    document = filled("前", "{{ 附表 }}", *after)
    assert said(document) == ["前", "附件1", "一览表", "附件2", "宽表", *after]
    portrait, landscape = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    expected = [portrait, portrait, landscape] + [portrait] * len(after)
    assert [s.orientation for s in document.sections] == expected


def test_an_offices_own_file_without_our_styles_takes_the_tables_too():
    document = Document()
    document.add_paragraph("前{{ 名称 }}")
    document.add_paragraph("{{ 表 }}")
    stream = BytesIO()
    document.save(stream)
    made = Document(BytesIO(fill(stream.getvalue(), Draft("x", "试", facts()), OFFER, "x")))
    assert said(made) == ["前甲", "一览表"]


def test_the_same_facts_make_the_same_bytes():
    draft = Draft("x", "试", facts())
    made = template("{{ 名称 }}", "{{ 表 }}")
    assert fill(made, draft, OFFER, "x") == fill(made, draft, OFFER, "x")


def test_a_file_torn_inside_is_an_error_of_the_template():
    data = template("{{ 名称 }}")
    broken = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<x" if name == "word/document.xml" else old.read(name))
    with pytest.raises(OutputFault, match=r"x\.docx"):
        fill(broken.getvalue(), Draft("x", "试", facts()), OFFER, "x.docx")


def test_tags_that_do_not_pair_are_told_in_chinese_with_their_place():
    [told] = wrong("{%p for 一项 in 项目 %}{{ 一项.名称 }}{%p endfor %}")
    assert "没有配对" in told
    assert "endfor" in told


@pytest.mark.parametrize("name", LETTERS)
def test_the_shipped_letters_ask_for_nothing_else_and_are_as_the_tool_makes_them(name):
    data = (TEMPLATES / f"{name}.docx").read_bytes()
    assert faults(data, LETTERS[name], name) == []
    assert data == letter_template(name)


def test_the_signature_is_centred_over_the_date():
    document = layout.new("试", landscape=False)
    for text in ("{{ 名称 }}", "2021年6月30日"):
        document.add_paragraph(text, style=layout.SIGNATURE)
    data = fill(layout.saved(document), Draft("x", "试", facts(名称="嘉兴市科学技术局")), OFFER, "x")
    name, day = [p._p.pPr.ind.get(qn("w:rightChars")) for p in Document(BytesIO(data)).paragraphs if p.text]
    assert int(name) + 8 * 50 * 2 / 2 == pytest.approx(int(day) + 50 * 6, abs=150)
