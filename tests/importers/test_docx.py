"""What the .docx reader makes of each construct of WordprocessingML that a form can hold."""

# ruff: noqa: E501  markup reads best unbroken
from __future__ import annotations

import pytest

from jbgs.importers import read
from jbgs.importers.document import Paragraph

from .build import W, document_xml, docx, only_text, p, package, relationships, shapes, tbl, tc, texts, tr


def cell(content: str) -> str:
    """The text of a table's only cell."""
    return only_text(read(docx(tbl(tr(tc(content))))))


def run(content: str) -> str:
    return f"<w:p><w:r>{content}</w:r></w:p>"


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def complex_field(instruction: str, result: str | None = None, inside: str = "") -> str:
    middle = "" if result is None else mark("separate") + f"<w:r>{t(result)}</w:r>"
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"<w:p>{mark('begin', inside)}{code}{middle}{mark('end')}<w:r>{t('后')}</w:r></w:p>"


def test_paragraphs_around_tables_in_reading_order() -> None:
    document = read(docx(p("附件1") + tbl(tr("甲")) + p() + p("注") + tbl(tr("乙"))))
    assert [b.text if isinstance(b, Paragraph) else texts(b) for b in document.blocks] == [
        "附件1",
        [["甲"]],
        "注",
        [["乙"]],
    ]
    assert document.container == "docx"
    assert document.notes == ()


def test_spans_and_merges() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl(
        tr(tc("单位", start), tc("名称", '<w:gridSpan w:val="2"/>'), tc("右", start)),
        tr(tc("", on), "电话", "123", tc("", '<w:vMerge w:val="continue"/>')),
        tr(tc("", on), tc("新", start), "x", tc("又", start)),
        tr("末", tc("", on), "y", "z"),
    )
    assert shapes(read(docx(table)).tables[0]) == [
        (0, 0, 3, 1, "单位"),
        (0, 1, 1, 2, "名称"),
        (0, 3, 2, 1, "右"),
        (1, 1, 1, 1, "电话"),
        (1, 2, 1, 1, "123"),
        (2, 1, 2, 1, "新"),
        (2, 2, 1, 1, "x"),
        (2, 3, 1, 1, "又"),
        (3, 0, 1, 1, "末"),
        (3, 2, 1, 1, "y"),
        (3, 3, 1, 1, "z"),
    ]


def test_a_merge_that_continues_nothing_stands_alone() -> None:
    table = tbl(
        tr(tc("宽", '<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>')), tr(tc("窄", "<w:vMerge/>"), "x")
    )
    assert shapes(read(docx(table)).tables[0]) == [(0, 0, 1, 2, "宽"), (1, 0, 1, 1, "窄"), (1, 1, 1, 1, "x")]


def test_old_horizontal_merge_and_grid_before() -> None:
    table = tbl(
        tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "乙"),
        tr("丙", properties='<w:gridBefore w:val="2"/>'),
    )
    assert shapes(read(docx(table)).tables[0]) == [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙"), (1, 2, 1, 1, "丙")]


def test_nested_tables_follow_their_parent() -> None:
    inner = tbl(tr(tc(p("内层") + tbl(tr("最里")) + p())))
    document = read(docx(tbl(tr("计划", tc(p("见下：") + inner + p())), tr("备注", "无"))))
    assert [texts(table) for table in document.walk()] == [
        [["计划", "见下：\n"], ["备注", "无"]],
        [["内层\n"]],
        [["最里"]],
    ]


@pytest.mark.parametrize("wrap", ["sdt", "ins", "customXml", "smartTag"])
def test_wrappers_at_every_level(wrap: str) -> None:
    def wrapped(content: str) -> str:
        content = f"<w:sdtPr/><w:sdtContent>{content}</w:sdtContent>" if wrap == "sdt" else content
        return f"<w:{wrap}>{content}</w:{wrap}>"

    in_line = f"<w:p>{wrapped('<w:r><w:t>行内</w:t></w:r>')}</w:p>"
    rows = wrapped(tr(tc(wrapped(p("段"))), wrapped(tc("格")), tc(in_line)))
    document = read(docx(wrapped(tbl(tr("a", "b", "c"), rows)) + wrapped(p("外"))))
    assert texts(document.tables[0]) == [["a", "b", "c"], ["段", "格", "行内"]]
    assert document.blocks[1] == Paragraph("外")


def test_hint_of_a_content_control_is_no_value() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    hint = "<w:r><w:t>单击此处输入文字。</w:t></w:r>"
    row = tr(
        tc(f"<w:p>{control(hint)}</w:p>"),
        tc(control(f"<w:p>{hint}</w:p>")),
        control(tc(f"<w:p>{hint}</w:p>")),
        "值",
    )
    assert texts(read(docx(tbl(row))).tables[0]) == [["", "", "", "值"]]


def test_tracked_changes_read_as_accepted() -> None:
    deleted = "<w:del><w:r><w:delText>100</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
    added = "<w:ins><w:r><w:t>120</w:t></w:r></w:ins><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>"
    table = tbl(
        tr(tc(f"<w:p>{deleted}{added}</w:p>"), tc("删", "<w:cellDel/>"), "x"),
        tr("删去的行", properties="<w:del/>"),
        tr("加上的行", properties="<w:ins/>"),
    )
    document = read(docx(table))
    assert texts(document.tables[0]) == [["120新", "x"], ["加上的行"]]
    assert [note for note in document.notes if "修订" in note]


def test_paragraph_whose_mark_was_deleted_runs_on() -> None:
    gone = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert cell(p("前", gone) + p("后") + p("另")) == "前后\n另"
    assert cell(p("末", gone)) == "末"


def test_tracked_vertical_merge() -> None:
    table = tbl(tr(tc("甲", '<w:cellMerge w:vMerge="rest"/>')), tr(tc("", '<w:cellMerge w:vMerge="cont"/>')))
    assert shapes(read(docx(table)).tables[0]) == [(0, 0, 2, 1, "甲")]


def test_breaks_tabs_and_hyphens() -> None:
    assert (
        cell(
            run(
                f"{t('一')}<w:br/>{t('二')}<w:cr/>{t('三')}<w:tab/>{t('四')}<w:noBreakHyphen/>{t('五')}<w:softHyphen/>"
            )
        )
        == "一\n二\n三\t四-五"
    )
    assert cell(run("<w:t>  \n 两端的空白不算 </w:t>")) == "两端的空白不算"
    assert cell(run(t("换行\n不是分段"))) == "换行 不是分段"


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "☐"),
        ("Wingdings", "00FD", "☒"),
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "F0A3", "☐"),
        ("Wingdings 2", "F050", "✓"),
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F06D", "μ"),
        ("宋体", "25A1", "□"),
        ("Wingdings", "F021", "\ufffd"),
        ("Wingdings", "zz", "\ufffd"),
    ],
)
def test_symbols_by_font_and_code(font: str, code: str, sign: str) -> None:
    assert cell(run(f'<w:sym w:font="{font}" w:char="{code}"/>')) == sign


def test_text_set_in_a_symbol_font() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/></w:rPr>'
    assert cell(run(f"{fonts}{t('R')}")) == "☑"
    assert cell(run(f"{fonts}{t(chr(0xF0A3) + '是')}")) == "☐是"


def test_check_box_controls() -> None:
    def box(checked: str, shown: str) -> str:
        state = f'<w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox>'
        return f"<w:sdt><w:sdtPr>{state}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"

    known, unknown = "<w:r><w:t>☑</w:t></w:r>", '<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>'
    assert cell(f"<w:p>{box('1', known)}{box('1', '')}{box('0', unknown)}</w:p>") == "☑☒☐"


def test_form_fields_show_their_state() -> None:
    def box(inside: str) -> str:
        return cell(
            complex_field(" FORMCHECKBOX ", "", f"<w:ffData><w:checkBox>{inside}</w:checkBox></w:ffData>")
        )

    assert box("<w:default/><w:checked/>") == "☒后"
    assert box('<w:default w:val="1"/><w:checked w:val="0"/>') == "☐后"
    assert box('<w:default w:val="1"/>') == "☒后"
    assert box("") == "☐后"
    entries = '<w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/>'
    assert (
        cell(complex_field("FORMDROPDOWN", None, f"<w:ffData><w:ddList>{entries}</w:ddList></w:ffData>"))
        == "乙后"
    )


def test_fields_show_their_result() -> None:
    assert cell(complex_field(' DATE \\@ "yyyy" ', "2021年")) == "2021年后"
    assert cell('<w:p><w:fldSimple w:instr=" REF x "><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>') == "3"
    inner = complex_field("PAGE", "7").removeprefix("<w:p>").removesuffix("</w:p>")
    outer = f"<w:p>{mark('begin')}{inner}{mark('separate')}<w:r>{t('果')}</w:r>{mark('end')}</w:p>"
    assert cell(outer) == "果"


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r" eq \o\ac(□,√) ", "☑"),
        (r" EQ \o(□,×)", "☒"),
        (r"eq \o\ac(○,12)", "⑫"),
        (r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(jiē),揭)', "揭"),
        (r"EQ \f(1,2)", "1/2"),
        (r"eq \b\lc\{ (a\,b)", "a,b"),
    ],
)
def test_equation_fields_are_worked_out(instruction: str, shown: str) -> None:
    assert cell(complex_field(instruction)) == shown + "后"
    assert cell(complex_field(instruction, "旧")) == shown + "后"


def test_open_field_is_reported_and_stays_in_its_cell() -> None:
    begun = f"<w:p>{mark('begin')}<w:r>{t('丢')}</w:r></w:p>"
    document = read(docx(tbl(tr(tc(begun), "在"))))
    assert texts(document.tables[0]) == [["", "在"]]
    assert document.notes


def test_ruby_keeps_its_base_only() -> None:
    ruby = "<w:ruby><w:rt><w:r><w:t>jiē</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>揭</w:t></w:r></w:rubyBase></w:ruby>"
    assert cell(run(ruby)) == "揭"


def test_hidden_text_by_run_and_by_style() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="c"><w:basedOn w:val="a"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
        '<w:style w:styleId="x"><w:basedOn w:val="y"/></w:style><w:style w:styleId="y"><w:basedOn w:val="x"/></w:style></w:styles>'
    )
    runs = [f'<w:r><w:rPr><w:rStyle w:val="{s}"/></w:rPr><w:t>{s}</w:t></w:r>' for s in "abcx"]
    direct = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val='false'/></w:rPr><w:t>显</w:t></w:r>"
    by_style = '<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr><w:r><w:t>隐段</w:t></w:r></w:p>'
    content = f"<w:p>{''.join(runs)}{direct}</w:p>{by_style}"
    document = read(docx(tbl(tr(tc(content))), {"word/styles.xml": styles}))
    assert only_text(document) == "cx显\n"
    assert any("隐藏" in note for note in document.notes)


def test_alternate_content_is_read_once_and_text_boxes_after_their_anchor() -> None:
    box = f"<w:txbxContent>{p('框内')}{tbl(tr('框表'))}</w:txbxContent>"
    shape = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    document = read(docx(tbl(tr(tc(run(t("正文") + shape)))) + p("后")))
    shown = [b.text if isinstance(b, Paragraph) else texts(b) for b in document.blocks]
    assert shown == [[["正文"]], "框内", [["框表"]], "后"]


def test_mathematics_keeps_powers_apart() -> None:
    power = "<m:oMath><m:sSup><m:sSupPr/><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup></m:oMath>"
    assert cell(f"<w:p>{power}</w:p>") == "10^3"


def test_numbering_is_no_text_and_comments_are_noted() -> None:
    numbered = p("目标", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')
    document = read(docx(tbl(tr(tc(numbered + run('<w:commentReference w:id="1"/>'))))))
    assert only_text(document) == "目标\n"
    assert any("批注" in note for note in document.notes)


def test_strict_files() -> None:
    strict = document_xml(tbl(tr("甲"))).replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    kind = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/main.xml"/></Relationships>'
    data = package({"_rels/.rels": kind, "word/main.xml": strict})
    assert texts(read(data).tables[0]) == [["甲"]]


def test_main_part_is_the_one_that_the_package_names() -> None:
    parts = {
        "_rels/.rels": relationships(("officeDocument", "word/document2.xml")),
        "word/document.xml": document_xml(p("旧")),
        "word/document2.xml": document_xml(p("新")),
    }
    assert read(package(parts)).blocks == (Paragraph("新"),)
