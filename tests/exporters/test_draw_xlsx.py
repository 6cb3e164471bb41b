from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from jbgs.errors import OutputFault
from jbgs.exporters.xlsx import workbook
from jbgs.exporters.xlsx_sizes import excel_width
from jbgs.reports.table import Chart, Column, Row, Table

LONG = (
    "针对高温高压工况下密封材料易老化、寿命短的问题，研究新型含氟弹性体的分子结构设计、硫化体系与老化机理，"
)
FIRST = 6  # title, one line above, three header rows, then the body


def drawn(*tables, formulas=True):
    return openpyxl.load_workbook(BytesIO(workbook(tables)), data_only=not formulas)


def texts_only(*texts):
    """A table of one column, one text in each row."""
    return Table("表", "标题", (Column("text", "文字"),), Table.body((t,) for t in texts))


def test_title_lines_header_body_and_signature_stand_in_order(monthly):
    sheet = drawn(monthly(2)).active
    assert sheet["A1"].value == "2021年6月“揭榜挂帅”情况表"
    assert sheet["A2"].value.startswith("填报单位")
    assert [sheet.cell(3, i).value for i in (1, 5, 8)] == ["序号", "本月", "累计"]
    assert [sheet.cell(4, i).value for i in (5, 6, 7)] == ["征集数", "揭榜数", "揭榜率"]
    assert [sheet.cell(5, i).value for i in (5, 6, 7)] == ["1", "2", "3=2/1"]
    assert [sheet.cell(row, 1).value for row in (6, 7, 8)] == [1, 2, "合计"]
    assert sheet["A9"].value.startswith("填报人")


def test_header_cells_cover_groups_and_free_rows(monthly):
    merged = {str(area) for area in drawn(monthly(1)).active.merged_cells.ranges}
    assert {"A1:K1", "A2:K2", "E3:G3", "H3:I3", "A3:A5", "K3:K5"} <= merged
    assert not any(area.startswith("E4") for area in merged)  # a title with a note keeps one row


def test_header_without_groups_and_notes_is_one_row():
    sheet = drawn(texts_only("甲")).active
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A3"].value) == ("标题", "文字", "甲")
    assert not sheet.merged_cells.ranges


def test_values_keep_their_type_and_format(monthly):
    row = drawn(monthly(1)).active[FIRST]
    assert row[3].value == "GJ-2021-HN-001"
    assert row[3].number_format == "@"
    assert (row[6].value, row[6].number_format) == (0.255, "0.0%")
    assert (row[7].value, row[7].number_format) == (1234.56015, "#,##0.00####")  # 万元
    assert (row[8].value, row[8].number_format) == (300000.55, "#,##0.00")
    assert (row[9].value, row[9].number_format) == (datetime(2021, 6, 2), "yyyy-mm-dd")


def test_a_number_in_a_code_column_is_text():
    table = Table(
        "表", "标题", (Column("phone", "电话", "code"),), Table.body([("057382159809",), (13800000000,)])
    )
    sheet = drawn(table).active
    assert [(sheet.cell(r, 1).value, sheet.cell(r, 1).data_type) for r in (3, 4)] == [
        ("057382159809", "s"),
        ("13800000000", "s"),
    ]


def test_a_day_before_excels_calendar_stays_readable():
    table = Table("表", "标题", (Column("day", "日期", "date"),), Table.body([(date(1899, 12, 31),)]))
    assert drawn(table).active["A3"].value == "1899-12-31"


def test_total_is_a_formula_with_its_value_beside_it(monthly):
    assert drawn(monthly(3)).active["I9"].value == "=SUM(I6:I8)"
    assert drawn(monthly(3), formulas=False).active["I9"].value == pytest.approx(1800003.30)
    assert drawn(monthly(3), formulas=False).active["H9"].value == pytest.approx(3703.68075)  # 万元
    assert drawn(monthly(3)).active["G9"].value is None  # a rate is not added up


def test_subtotals_and_total_pass_over_each_other(monthly):
    sheet = drawn(monthly(10, subtotals=True)).active
    assert [sheet.cell(row, 5).value for row in (11, 17, 18)] == [
        "=SUBTOTAL(9,E6:E10)",
        "=SUBTOTAL(9,E12:E16)",
        "=SUBTOTAL(9,E6:E16)",
    ]


def test_no_formula_where_it_would_change_the_report(monthly):
    table = monthly(3)
    values = list(table.rows[-1].values)
    values[8] = Decimal(5)
    sheet = drawn(replace(table, rows=(*table.rows[:-1], Row(tuple(values), "total")))).active
    assert sheet["I9"].value == 5
    assert sheet["E9"].value == "=SUM(E6:E8)"


def test_a_total_above_its_rows_adds_them_up_too(monthly):
    rows = monthly(3).rows
    sheet = drawn(replace(monthly(3), rows=(rows[-1], *rows[:-1]))).active
    assert sheet["I6"].value == "=SUM(I7:I9)"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86",
        "-无",
        "@甲",
        '=HYPERLINK("http://x")',
        "http://example.com/",
        "{=1}",
        "<r><t>甲</t></r>",
        "<r>&</r>",
        "_x0041_",
        " 前后有空格 ",
        "甲\n乙",
        "𠮷😀",
        "0012",
        "1E5",
    ],
)
def test_text_stays_the_text_it_is(text):
    cell = drawn(texts_only(text)).active["A3"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize("text", ["=1+1", "@甲", "\x00=1", "\u200b-1"])
def test_text_that_looks_like_a_formula_survives_editing(text):
    assert drawn(texts_only(text)).active["A3"].quotePrefix


def test_what_xml_cannot_hold_is_left_out():
    assert drawn(texts_only("甲\x00\x1b[31m\ud800\ufffe\u202e乙")).active["A3"].value == "甲[31m乙"


def test_longest_text_of_a_cell_is_kept_whole():
    assert drawn(texts_only("长" * 32_767)).active["A3"].value == "长" * 32_767


def test_every_text_too_long_is_named_and_nothing_is_written():
    with pytest.raises(OutputFault) as caught:
        workbook([texts_only("短", "长" * 32_768), replace(texts_only("𠮷" * 16_384), name="另一表")])
    assert [p.where for p in caught.value.problems] == [
        "工作表“表”第4行“文字”列",
        "工作表“另一表”第3行“文字”列",
    ]
    assert "32768" in caught.value.problems[0].what


def test_more_rows_than_a_sheet_holds_are_refused():
    table = texts_only("甲")
    with pytest.raises(OutputFault, match="“表”的行数超过"):
        workbook([replace(table, rows=table.rows * 1_048_001)])


def test_page_is_ready_for_the_printer(monthly):
    sheet = drawn(monthly(3)).active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what the format leaves out
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$5"
    assert sheet.freeze_panes == "A6"
    assert sheet.oddFooter.center.text == "第&P页 共&N页"


def test_filter_covers_the_rows_but_not_the_total(monthly):
    assert drawn(monthly(3)).active.auto_filter.ref == "A5:K8"
    assert drawn(monthly(10, subtotals=True)).active.auto_filter.ref is None


def test_cells_are_bordered_wrapped_and_centred(monthly):
    sheet = drawn(monthly(3)).active
    for cell in (sheet["A3"], sheet["C6"], sheet["I9"]):
        assert cell.border.left.style == cell.border.bottom.style == "thin"
        assert (cell.alignment.wrap_text, cell.alignment.vertical) == (True, "center")
    assert sheet["I9"].font.b
    assert sheet["A1"].alignment.horizontal == sheet["B6"].alignment.horizontal == "center"
    assert sheet["I6"].alignment.horizontal == "right"


def test_numbers_fit_their_columns():
    amount = Decimal("123456789012.34")
    table = Table("表", "标题", (Column("a", "额", "yuan", 2),), Table.body([(amount,)]))
    assert drawn(table).active.column_dimensions["A"].width > len(f"{amount:,.2f}")


@pytest.mark.parametrize("length", [1, 20, 200, 900])
def test_rows_are_high_enough_for_their_text(monthly, length):
    text = (LONG * 20)[:length]
    sheet = drawn(monthly(1, text)).active
    per_line = (sheet.column_dimensions["K"].width - 1) * 7 / (10 * 96 / 72)
    assert sheet.row_dimensions[FIRST].height >= length / per_line * 13  # 13 points: a line of 宋体 10
    assert sheet.row_dimensions[FIRST].height <= 409


def test_lines_of_a_text_count_for_the_height():
    sheet = drawn(texts_only("一", "一\n二\n三\n四")).active
    assert sheet.row_dimensions[4].height > 3 * sheet.row_dimensions[3].height - 13


def test_text_taller_than_excels_tallest_row_is_set_smaller():
    sheet = drawn(texts_only("长" * 3000, "短")).active
    assert sheet["A3"].font.sz < sheet["A4"].font.sz == 10
    assert sheet.row_dimensions[3].height <= 409


def test_empty_table_says_so(monthly):
    sheet = drawn(monthly(0)).active
    assert sheet.cell(FIRST, 1).value == "（无）"
    assert sheet.auto_filter.ref is None


def test_chart_shows_the_cells_of_the_body(monthly):
    chart = Chart("各项目金额", "title", ("amount", "subsidy"))
    drawn_chart = drawn(replace(monthly(3), name="月 报", chart=chart)).active._charts[0]
    series = drawn_chart.series
    assert [s.val.numRef.f for s in series] == ["'月 报'!$H$6:$H$8", "'月 报'!$I$6:$I$8"]
    assert series[0].cat.strRef.f == "'月 报'!$C$6:$C$8"
    assert series[0].tx.strRef is None  # the name is text, not a reference
    assert drawn_chart.anchor._from.row > 9


def test_chart_is_left_out_where_there_is_nothing_to_show(monthly):
    chart = Chart("=1", "title", ("amount",))
    for table in (monthly(0), monthly(10, subtotals=True)):
        assert not drawn(replace(table, chart=chart)).active._charts


def test_sheet_names_are_legal_and_different():
    names = ["a/b:c", "A＿B＿C", "", "很" * 40, "很" * 40, "History", "'引'", "x\x00y"]
    made = drawn(*(replace(texts_only("甲"), name=name) for name in names)).sheetnames
    assert made[:3] == ["a＿b＿c", "A＿B＿C（2）", "表"]
    assert made[3] == "很" * 31
    assert made[4] == "很" * 28 + "（2）"
    assert made[5:] == ["History（2）", "引", "xy"]


def test_same_tables_make_the_same_bytes(monthly):
    assert workbook([monthly(3), monthly(0)]) == workbook([monthly(3), monthly(0)])


def test_nothing_but_sheets_is_in_the_file(monthly):
    names = ZipFile(BytesIO(workbook([monthly(2, "http://example.com/")]))).namelist()
    assert not [name for name in names if "vba" in name or "externalLink" in name or "_rels/sheet" in name]


def test_a_very_wide_table_is_squeezed_until_its_letters_can_be_read():
    texts = tuple(Column(f"t{i}", f"栏目{i}", width=12) for i in range(14))
    codes = tuple(Column(f"c{i}", f"编号{i}", "code", 12) for i in range(2))
    row = ("一段很长的说明文字" * 4,) * 14 + ("GJ-2021-HN-001",) * 2
    sheet = drawn(Table("表", "宽表", (*texts, *codes), Table.body([row]))).active
    widths = [sheet.column_dimensions[c].width for c in "ABCDEFGHIJKLMNO"]
    page = excel_width(74)
    assert sum(widths) * 0.5 < page < sum(widths)  # 16 columns of 12 would be printed at 0.38
    assert min(widths[:14]) >= excel_width(6) - 0.1
    assert widths[14] > len("GJ-2021-HN-001")  # a code is never folded
