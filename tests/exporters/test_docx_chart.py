"""The chart in a Word letter: native, with the table's values, and a workbook to edit it by."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from jbgs.exporters.letter import letter
from jbgs.reports.table import Block, Chart, Column, Letter, Row, Table

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
COLUMNS = (
    Column("region", "县（市、区）", width=6),
    Column("rate", "揭榜率", "percent", 5),
    Column("amount", "合同额（万元）", "wan", 6, total=True),
)
ROWS = (
    Row(("海宁市", Decimal("0.25"), Decimal("12345600"))),
    Row(("=平湖<市>", None, Decimal("0"))),
    Row(("合计", None, Decimal("12345600")), "total"),
)


def made(*values, rows=ROWS, times=1):
    table = Table("表", "表", COLUMNS, rows, chart=Chart("各地&情况", "region", values))
    return letter(Letter("试", "试", tuple(Block(table=table) for _ in range(times))))


def parts(data):
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_values_are_those_of_the_body_rows_and_the_sum_is_none_of_them():
    chart = etree.fromstring(parts(made("amount"))["word/charts/chart1.xml"])
    points = [pt.findtext(f"{C}v") for pt in chart.iterfind(f".//{C}val//{C}pt")]
    names = [pt.findtext(f"{C}v") for pt in chart.iterfind(f".//{C}cat//{C}pt")]
    assert (names, points) == (["海宁市", "=平湖<市>"], ["1234.56", "0.0"])
    assert "".join(chart.find(f"{C}chart/{C}title").itertext()) == "各地&情况"


def test_a_missing_value_is_a_gap():
    chart = etree.fromstring(parts(made("rate"))["word/charts/chart1.xml"])
    assert [pt.get("idx") for pt in chart.iterfind(f".//{C}val//{C}pt")] == ["0"]
    assert chart.find(f".//{C}val//{C}ptCount").get("val") == "2"


def test_the_workbook_inside_says_the_same_as_text_and_numbers():
    book = openpyxl.load_workbook(BytesIO(parts(made("rate", "amount"))["word/embeddings/chart1.xlsx"]))
    rows = list(book["Sheet1"].iter_rows(values_only=True))
    assert rows == [(None, "揭榜率", "合同额（万元）"), ("海宁市", 0.25, 1234.56), ("=平湖<市>", None, 0)]
    assert book["Sheet1"]["A3"].data_type == "s"


def test_series_refer_to_the_columns_they_came_from_and_have_a_legend():
    chart = etree.fromstring(parts(made("rate", "amount"))["word/charts/chart1.xml"])
    assert [f.text for f in chart.iterfind(f".//{C}val//{C}f")] == ["Sheet1!$B$2:$B$3", "Sheet1!$C$2:$C$3"]
    assert chart.find(f"{C}chart/{C}legend") is not None


def test_several_charts_are_parts_of_their_own_and_stand_behind_their_tables():
    data = made("amount", times=3)
    assert {f"word/charts/chart{n}.xml" for n in (1, 2, 3)} <= set(parts(data))
    body = Document(BytesIO(data)).element.body
    kinds = [
        "table" if e.tag == qn("w:tbl") else "chart"
        for e in body
        if e.tag == qn("w:tbl") or [*e.iter(qn("w:drawing"))]
    ]
    assert kinds == ["table", "chart"] * 3
    ids = [one.get("id") for one in body.iter(qn("wp:docPr"))]
    assert len(set(ids)) == 3


def test_without_rows_there_is_no_chart_and_the_same_table_is_the_same_bytes():
    assert "word/charts/chart1.xml" not in parts(made("amount", rows=()))
    assert made("amount") == made("amount")
