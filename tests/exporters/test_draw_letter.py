from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from jbgs.exporters.letter import letter
from jbgs.reports.table import Block, Column, Letter, Table

NARROW = Table(
    "表",
    "项目清单",
    (
        Column("n", "序号", "int", 3),
        Column("title", "项目名称", width=12),
        Column("amount", "金额", "wan", 6),
    ),
    Table.body([(1, "甲", Decimal("3000000")), (2, "乙", None)]),
)


def drawn(*blocks, **parts):
    return Document(BytesIO(letter(Letter("通报", parts.pop("title", "督查通报"), blocks, **parts))))


def texts(document):
    return [p.text for p in document.paragraphs if p.text]


def grid(table):
    return [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.iterchildren()]


def full_letter(monthly):
    return Letter(
        "通报",
        "督查通报",
        (Block("经查："), Block("一、存在问题", 1), Block(table=NARROW), Block("二、整改要求", 1)),
        number="嘉科发〔2021〕5号",
        addressee="各县（市、区）科技局：",
        attachments=("情况表", "清单"),
        signature="嘉兴市科学技术局",
        date=date(2021, 7, 2),
        notes=("（联系人：张三）",),
        annexes=(monthly(3), NARROW),
    )


def test_parts_stand_in_the_order_of_the_standard(monthly):
    document = Document(BytesIO(letter(full_letter(monthly))))
    assert texts(document) == [
        "嘉科发〔2021〕5号",
        "督查通报",
        "各县（市、区）科技局：",
        "经查：",
        "一、存在问题",
        "项目清单",
        "二、整改要求",
        "附件：1.情况表",
        "2.清单",
        "嘉兴市科学技术局",
        "2021年7月2日",
        "（联系人：张三）",
        "附件1",
        "2021年6月“揭榜挂帅”情况表",
        "填报单位：海宁市科技局（盖章）　　单位：万元",
        "填报人：　　　　审核人：　　　　填报日期：2021年7月2日",
        "附件2",
        "项目清单",
    ]
    assert len(document.tables) == 3


def test_page_and_body_follow_the_standard():
    document = drawn(Block("正文"))
    section = document.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(m.mm) for m in margins] == [37, 35, 28, 26]
    style = document.styles["公文正文"]
    assert (style.font.size, style.paragraph_format.line_spacing) == (Pt(16), Pt(28.95))
    assert style.paragraph_format.element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert 22 * 28.95 <= (297 - 37 - 35) / 25.4 * 72  # 22 lines fit between the margins


@pytest.mark.parametrize(
    ("name", "font", "size"),
    [
        ("公文标题", "方正小标宋简体", 22),
        ("公文正文", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("公文页码", "宋体", 14),
        ("Normal", "仿宋_GB2312", 16),
    ],
)
def test_fonts_are_set_for_chinese_and_latin_text(name, font, size):
    style = drawn().styles[name]
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{side}")) for side in ("ascii", "hAnsi", "eastAsia", "cs")} == {font}
    assert not [key for key in fonts.attrib if key.endswith("Theme")]
    assert (style.font.size, style.font.bold) == (Pt(size), False)


def test_headings_are_headings_and_paragraphs_are_parted():
    document = drawn(
        Block("一、甲", 1), Block("（一）乙", 2), Block("1.丙", 3), Block("（1）丁", 4), Block("戊\n己")
    )
    styles = [p.style.name for p in document.paragraphs if p.text][1:]
    assert styles == ["Heading 1", "Heading 2", "Heading 3", "Heading 4", "公文正文", "公文正文"]


def test_page_number_stands_outside_between_dashes():
    document = drawn()
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]._p
        assert "".join(t.text for t in paragraph.iter(qn("w:t"))) == "— 1 —"
        assert [f.get(qn("w:instr")) for f in paragraph.iter(qn("w:fldSimple"))] == ["PAGE"]
        assert paragraph.pPr.jc.get(qn("w:val")) == side
        assert paragraph.pPr.ind.get(qn(f"w:{side}Chars")) == "100"


def test_signature_is_centred_over_the_date_and_stays_with_the_text():
    document = drawn(Block("正文"), signature="嘉兴市科学技术局", date=date(2021, 7, 2))
    name, day = document.paragraphs[-2:]
    name_edge, day_edge = (p.paragraph_format.right_indent.pt / 16 for p in (name, day))
    assert name_edge + 8 / 2 == pytest.approx(day_edge + 6 / 2, abs=0.1)
    first = next(i for i, p in enumerate(document.paragraphs) if p.text == "正文")
    assert all(p.paragraph_format.keep_with_next for p in document.paragraphs[first:-1])


@pytest.mark.parametrize("name", ["局", "嘉兴经济技术开发区（国际商务区）经济商务和科技发展局"])
def test_signature_of_any_length_stays_between_the_margins(name):
    document = drawn(signature=name, date=date(2021, 7, 2))
    assert all(p.paragraph_format.right_indent.pt >= 2 * 16 - 0.1 for p in document.paragraphs[-2:])


def test_date_has_no_leading_zeros_and_one_attachment_no_number():
    assert texts(drawn(attachments=("榜单",), date=date(2021, 6, 30)))[1:] == ["附件：榜单", "2021年6月30日"]


def test_lying_document_and_a_wide_table_that_lies_down_by_itself(monthly):
    assert [s.orientation for s in drawn(landscape=True).sections] == [WD_ORIENT.LANDSCAPE]
    document = drawn(Block("前"), Block("附表", table=monthly(2)), Block("后"))
    assert [s.orientation for s in document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert len(drawn(Block(table=NARROW)).sections) == 1


@pytest.mark.parametrize("lying", [False, True])
def test_every_width_of_a_table_is_given_twice_and_fills_the_page(monthly, lying):
    document = drawn(Block(table=monthly(2) if lying else NARROW))
    table, section = document.tables[0], document.sections[0 if not lying else -1]
    width = (section.page_width - section.left_margin - section.right_margin) // 635
    assert int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w"))) == sum(grid(table)) == width
    for row in table._tbl.tr_lst:
        cells = [(int(tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))), tc.grid_span) for tc in row.tc_lst]
        edges = [0]
        for cell_width, span in cells:
            assert cell_width == sum(grid(table)[edges[-1] : edges[-1] + span])
            edges.append(edges[-1] + span)
        assert edges[-1] == len(grid(table))


def test_header_rows_are_repeated_kept_together_and_merged(monthly):
    table = drawn(Block(table=monthly(3))).tables[0]
    rows = table._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True] * 3 + [False] * 4
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert all(p.pPr.keepNext is not None for row in rows[:3] for p in row.iter(qn("w:p")))
    assert [cell.text for cell in table.rows[1].cells] == [
        *("序号", "县（市、区）", "项目名称", "榜单编号", "征集数", "揭榜数", "揭榜率"),
        *("合同额（万元）", "补助（元）", "签约日期", "存在问题"),
    ]
    assert [cell.text for cell in table.rows[0].cells[4:9]] == ["本月"] * 3 + ["累计"] * 2


def test_lines_below_a_table_stay_with_its_last_rows(monthly):
    rows = drawn(Block(table=monthly(3))).tables[0]._tbl.tr_lst
    kept = [all(p.pPr.keepNext is not None for p in row.iter(qn("w:p"))) for row in rows]
    assert kept == [True] * 3 + [False, False] + [True] * 2
    assert not list(drawn(Block(table=NARROW)).tables[0]._tbl.tr_lst[-1].iter(qn("w:keepNext")))


def test_breaks_between_pages_and_tables_need_no_room(monthly):
    document = drawn(Block(table=NARROW), Block(table=NARROW), Block(table=monthly(1)), Block("后"))
    style = document.styles["表格间隔"]
    assert style.paragraph_format.line_spacing == Pt(1)
    empty = [p.style.name for p in document.paragraphs if not p.text][1:]  # the first is under the title
    assert empty == ["表格间隔"] * 5  # behind each table, and at each turn of the page


def test_values_of_a_table(monthly):
    table = drawn(Block(table=monthly(1, "一\n二"))).tables[0]
    assert [cell.text for cell in table.rows[3].cells][6:] == [
        *("25.5%", "1,234.56015", "300,000.55", "2021-06-02", "一\n二")
    ]
    assert all(run.bold for cell in table.rows[4].cells for p in cell.paragraphs for run in p.runs)


def test_letters_of_a_table_are_between_9_and_12_points(monthly):
    for table, name in ((NARROW, "表格文字小四"), (monthly(2), "表格文字小五")):
        document = drawn(Block(table=table))
        assert {p.style.name for c in document.tables[0]._cells for p in c.paragraphs} == {name}
        assert Pt(9) <= document.styles[name].font.size <= Pt(12)


def test_a_row_taller_than_half_a_page_may_break(monthly):
    table = drawn(Block(table=monthly(1, "长" * 2000))).tables[0]
    rows = [row.trPr.find(qn("w:cantSplit")) is None for row in table._tbl.tr_lst]
    assert rows == [False, False, False, True, False]


def test_empty_table_says_so_over_its_whole_width(monthly):
    rows = drawn(Block(table=monthly(0))).tables[0].rows
    assert [cell.text for cell in rows[-1].cells] == ["（无）"] * 11


def test_table_without_texts_fills_the_page_too():
    table = Table("表", "", (Column("a", "甲", "int", 3), Column("b", "乙", "int", 3)), Table.body([(1, 2)]))
    widths = grid(drawn(Block(table=table)).tables[0])
    assert widths[0] == pytest.approx(widths[1], abs=1)


@pytest.mark.parametrize(
    "text", ["<w:p/>", "{{ x }}{% if %}", "PAGE", "&lt;", "]]>", "\x00\x1b\ufffe\ud800甲"]
)
def test_text_is_never_markup_or_field(text):
    table = Table("表", text, (Column("a", text),), Table.body([(text,)]), above=(text,), below=(text,))
    parts = dict.fromkeys(("title", "number", "addressee", "signature"), text)
    document = drawn(
        Block(text, 1), Block(text), Block(table=table), attachments=(text,), notes=(text,), **parts
    )
    kept = text.lstrip("\x00\x1b\ufffe\ud800")
    assert [t.removeprefix("附件：") for t in texts(document)] == [kept] * 11
    assert [cell.text for cell in document.tables[0]._cells] == [kept] * 2
    assert not list(document.element.body.iter(qn("w:fldSimple"), qn("w:instrText"), qn("w:hyperlink")))
    assert document.core_properties.title == kept


def test_thousand_rows_are_all_there(monthly):
    assert len(drawn(Block(table=monthly(1000))).tables[0]._tbl.tr_lst) == 3 + 1000 + 1


def test_same_letter_makes_the_same_bytes(monthly):
    first = letter(full_letter(monthly))
    assert first == letter(full_letter(monthly))
    assert {info.date_time[0] for info in ZipFile(BytesIO(first)).infolist()} == {1980}


def test_nothing_of_the_librarys_template_is_left():
    document = drawn()
    assert not [
        name for name in ZipFile(BytesIO(letter(Letter("a", "b", ())))).namelist() if "thumbnail" in name
    ]
    assert (document.core_properties.author, document.core_properties.comments) == ("", "")
    languages = {lang.get(qn("w:eastAsia")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"zh-CN"}


@pytest.mark.parametrize(
    "folded",
    [
        "关于嘉兴市科技项目|“揭榜挂帅”拟立项项目的公示",
        "嘉兴市科技项目“揭榜挂帅”|榜单（2021年第一批）",
        "关于“揭榜挂帅”工作督查情况的通报",
        "没有可以断开的地方的很长很长的一个标题用来试验",
        "头（一个很长的括号里面的说明文字，不应当在里面断开）",
        "三行以上的标题“由字处理软件自己断行”" * 3,
    ],
)
def test_a_title_of_two_lines_is_folded_where_it_reads_well(folded):
    document = drawn(title=folded.replace("|", ""))
    assert document.paragraphs[0].text.split("\n") == folded.split("|")


def test_the_last_row_of_a_table_goes_with_the_signature():
    document = drawn(Block(table=NARROW), signature="嘉兴市科学技术局", date=date(2021, 7, 2))
    *rows, last = document.tables[0].rows
    assert all(p.paragraph_format.keep_with_next for cell in last.cells for p in cell.paragraphs)
    assert not all(p.paragraph_format.keep_with_next for cell in rows[1].cells for p in cell.paragraphs)


def test_a_title_that_fits_on_a_lying_page_is_not_folded():
    title = "嘉兴市科技项目“揭榜挂帅”榜单（2021年第一批）"
    assert drawn(title=title, landscape=True).paragraphs[0].text == title
