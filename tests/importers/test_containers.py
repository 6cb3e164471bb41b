"""Sniffing by content, and the containers beside .docx."""

# ruff: noqa: E501  markup reads best unbroken
from __future__ import annotations

import datetime
import io
from importlib import import_module

import openpyxl
import pytest
import xlsxwriter

from jbgs.errors import Refused
from jbgs.importers import container_of, read
from jbgs.importers.document import CONTAINERS, Document, Paragraph
from jbgs.importers.sniff import FORMATS

from .build import (
    OFFICE,
    document_xml,
    docx,
    odt,
    ole,
    only_text,
    p,
    package,
    relationships,
    shapes,
    tbl,
    texts,
    tr,
)


def shown(document: Document) -> list[object]:
    return [b.text if isinstance(b, Paragraph) else texts(b) for b in document.blocks]


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_every_row_of_the_registry_names_a_container_and_a_reader(known) -> None:
    assert known.container in CONTAINERS
    if known.reader and not known.reader.startswith(
        "doc:"
    ):  # the binary reader is tested beside its own files
        module, _, function = known.reader.partition(":")
        assert callable(getattr(import_module(f"jbgs.importers.{module}"), function))


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "empty", "空"),
        (b"%PDF-1.7\n%\xe2\xe3", "unsupported", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "unsupported", "图片"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "unsupported", "图片"),
        (b"Rar!\x1a\x07\0", "unsupported", "压缩包"),
        (package({"甲.docx": b"x"}), "unsupported", "压缩包"),
        (package({"ppt/presentation.xml": b"x"}), "unsupported", "PowerPoint"),
        (package({"xl/workbook.bin": b"x"}), "unsupported", "xlsb"),
        (package({"OFD.xml": b"x"}), "unsupported", "OFD"),
        (package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "unsupported", "电子表格"),
        (ole("EncryptionInfo", "EncryptedPackage"), "encrypted", "加密"),
        (ole("WORKBOOK"), "unsupported", "Excel 97"),
        (ole("PowerPoint Document"), "unsupported", "PowerPoint"),
        (ole("MatOST"), "unsupported", "Works"),
        (ole("x"), "unsupported", "复合文档"),
        (b"\xdb\xa5\x2d\0\0\0", "unsupported", "Word 6.0 以前"),
        (b"\xffWPC\x10\0", "unsupported", "WordPerfect"),
        (b"MZ\x90\0", "unsupported", "程序"),
        (b'<?xml version="1.0"?><a/>', "unsupported", "XML"),
        (
            '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'.encode(
                "ascii"
            ),
            "unsupported",
            "2003",
        ),
        ("项目名称：甲".encode(), "unsupported", "纯文本"),
        (bytes(range(256)), "unsupported", "无法识别"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged", "损坏"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refusals_name_the_thing(data: bytes, code: str, word: str) -> None:
    with pytest.raises(Refused) as caught:
        read(data)
    assert caught.value.code == code
    assert word in caught.value.message
    assert container_of(data) == "unknown"


@pytest.mark.parametrize("beginning", [b"", b"\xef\xbb\xbf", b"\r\n \t"])
def test_text_formats_after_marks_and_blanks(beginning: bytes) -> None:
    assert container_of(beginning + rb"{\rtf1 x}") == "rtf"
    assert container_of(beginning + b"<!DOCTYPE HTML PUBLIC><HTML>") == "html"
    assert container_of(beginning + b"<TABLE border=1><TR>") == "html"


def test_binary_word_is_known_by_its_stream() -> None:
    assert container_of(ole("WordDocument")) == "doc"
    assert container_of(ole("worddocument", "1Table")) == "doc"


def test_flat_file() -> None:
    flat = (
        '<?xml version="1.0" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{document_xml(tbl(tr("甲", "乙")))}</pkg:xmlData></pkg:part>'
        '<pkg:part pkg:name="/word/vbaProject.bin"><pkg:binaryData>eA==</pkg:binaryData></pkg:part></pkg:package>'
    )
    document = read(flat.encode())
    assert document.container == "docx"
    assert shown(document) == [[["甲", "乙"]]]
    assert any("宏" in note for note in document.notes)


# HTML and MHT


def html(body: str, encoding: str = "utf-8") -> Document:
    return read(
        f'<html><head><meta charset="{encoding}"><title>t</title></head><body>{body}</body></html>'.encode(
            encoding
        )
    )


def in_cell(content: str) -> str:
    return only_text(html(f"<table><tr><td>{content}</td></tr></table>"))


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "gb18030", "utf-16", "big5"])
def test_html_encodings(encoding: str) -> None:
    assert shown(html("<p>技術合同</p>" if encoding == "big5" else "<p>技术合同</p>", encoding))[0] in (
        "技术合同",
        "技術合同",
    )


def test_html_without_or_with_a_false_encoding() -> None:
    assert read("<html><p>技术合同㐀".encode("gb18030")).blocks == (Paragraph("技术合同㐀"),)
    assert read('<html><meta charset="utf-8"><p>技术合同'.encode("gbk")).blocks == (Paragraph("技术合同"),)
    assert read('<html><meta charset="idna"><p>技术合同'.encode()).blocks == (Paragraph("技术合同"),)


def test_html_spans() -> None:
    page = (
        "<table><thead><tr><th rowspan=2>单位</th><th colspan=2>联系</th></tr></thead><tbody><tr><td>人<td>电话"
        "<tr><td rowspan=0>甲<td>张<td>1<tr><td>李<td colspan=x>2</tbody></table>"
    )
    assert shapes(html(page).tables[0]) == [
        (0, 0, 2, 1, "单位"),
        (0, 1, 1, 2, "联系"),
        (1, 1, 1, 1, "人"),
        (1, 2, 1, 1, "电话"),
        (2, 0, 2, 1, "甲"),
        (2, 1, 1, 1, "张"),
        (2, 2, 1, 1, "1"),
        (3, 1, 1, 1, "李"),
        (3, 2, 1, 1, "2"),
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>一\n  <b>二</b> 三</p><p>四<br>五<br></p>", "一 二 三\n四\n五"),
        ("<p>甲</p><p><br></p><p>&nbsp;</p><p>乙</p>", "甲\n\n\n乙"),
        ("<div><div>甲</div>乙</div>", "甲\n乙"),
        ("甲&nbsp;乙　丙", "甲\xa0乙\u3000丙"),
        ("<pre>甲\n乙</pre>", "甲\n乙"),
        ("<span style='display:none'>隐</span>显<script>x</script>", "显"),
        ("<p><span style='mso-list:Ignore'>1.</span>目标</p>", "目标"),
        (
            "<font face='Wingdings'>\u00fe</font>是<span style='font-family:\"Wingdings 2\",serif'>\u00a3</span>否",
            "☑是☐否",
        ),
        ("<input type=checkbox checked>是<input type=radio>否", "☒是☐否"),
        ("<input value=甲><input type=hidden value=乙><textarea>丙\n丁</textarea>", "甲丙\n丁"),
        ("<select><option>甲<option selected>乙</select>", "乙"),
        ("<ruby>揭<rp>(</rp><rt>jiē</rt><rp>)</rp></ruby>", "揭"),
        ("旧<del>删</del><ins>增</ins>", "旧增"),
        ("<o:p>&nbsp;</o:p>", ""),
        ("<!-- 注 -->显<!--[if mso]>隐<![endif]-->", "显"),
        ("T\u20112021", "T-2021"),
    ],
)
def test_html_text(content: str, text: str) -> None:
    assert in_cell(content) == text


def test_html_nested_tables_and_text_outside() -> None:
    document = html(
        "附件2<table><tr><td>见<table><tr><td>内</table></table><div style='mso-element:footer'>页脚</div>盖章"
    )
    assert [texts(table) for table in document.walk()] == [[["见"]], [["内"]]]
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["附件2", "盖章"]


@pytest.mark.parametrize("transfer", ["8bit", "quoted-printable", "base64"])
def test_mht(transfer: str) -> None:
    import base64
    import quopri

    page = "<html><table><tr><td>技术合同</td></tr></table></html>".encode("gbk")
    body = {"8bit": page, "quoted-printable": quopri.encodestring(page), "base64": base64.encodebytes(page)}[
        transfer
    ]
    head = f'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: {transfer}\r\n\r\n'
    data = (
        b'From: <Saved by WPS>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n'
        b"--x\r\n" + head.encode() + body + b"\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--\r\n"
    )
    document = read(data)
    assert document.container == "mht"
    assert only_text(document) == "技术合同"


def test_mht_without_a_page() -> None:
    with pytest.raises(Refused) as caught:
        read(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx")
    assert caught.value.code == "unsupported"


# RTF


def rtf(body: str) -> Document:
    head = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Arial;}{\f2\fcharset2 Wingdings;}{\f3\fcharset128 MS Gothic;}}"
    return read((head + body + "}").encode("ascii"))


def rtf_cell(content: str) -> str:
    return only_text(rtf(rf"\trowd\cellx100\intbl {content}\cell\row"))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (r"\'bc\'bc\'ca\'f5", "技术"),
        (r"{\f1\'bc\'bc\'ca\'f5}", "技术"),
        (r"{\f3\'8b\'5a}x", "技x"),
        (r"\u25216\'bc\'bc\u26415 ?x", "技\ufffd术x"),
        (r"\uc2\u25216\'bc\'bc\u26415\'ca\'f5x", "技术x"),
        (r"{\uc0\u25216}x", "技x"),
        (r"\u-10174 ?\u-8265 ?", "𠮷"),
        (r"\u30002 ?", "甲"),
        (r"a\tab b\line c\~d\_e\-f\{\}\\", "a\tb\nc\xa0d-ef{}\\"),
        (r"a\par b\par\pard\intbl ", "a\nb\n"),
        (r"{\f2\'fe}x{\f2\u-3928 ?}{\f2\u61693\'fd}", "☑x☐☒"),
        (r"{\v hidden}x{\v0 y}", "xy"),
        (r"{\deleted old}{\revised new}", "new"),
        (r"{\*\unknown x}{\pict 0102}{\listtext 1.}{\footnote f}y", "y"),
        (r"\bin3 \}}x", "x"),
        (r"{\field{\*\fldinst DATE}{\fldrslt 2021}}", "2021"),
        (r"{\field{\*\fldinst  eq \\o\\ac(\u9633 ?,\u8730 ?) }{\fldrslt old}}x", "☑x"),
        (r"{\field{\*\fldinst  eq \\o\\ac(\u9633 ?,\u8730 ?) }}x", "☑x"),
        (r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres1\ffdefres0}}}{\fldrslt }}", "☒"),
        (r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25\ffdefres1}}}{\fldrslt }}", "☒"),
        (r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffdefres0}}}{\fldrslt }}", "☐"),
        (r"{\field{\*\fldinst FORMCHECKBOX}{\fldrslt }}", "\ufffd"),
        (r"{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\ffres1{\*\ffl a}{\*\ffl b}}}}{\fldrslt }}", "b"),
    ],
)
def test_rtf_text(content: str, text: str) -> None:
    assert rtf_cell(content) == text


def test_rtf_tables() -> None:
    document = rtf(
        r"title\par\trowd\trleft-5\clvmgf\cellx100\clmgf\cellx200\clmrg\cellx301\intbl a\cell b\cell\cell\row"
        r"\trowd\trleft-5\clvmrg\cellx101\cellx200\cellx300\intbl\cell c\cell d\cell\row"
        r"\trowd\trleft100\cellx300\intbl e\cell\row\pard note\par"
    )
    assert shown(document)[0] == "title"
    assert shown(document)[2] == "note"
    assert shapes(document.tables[0]) == [
        (0, 0, 2, 1, "a"),
        (0, 1, 1, 2, "b"),
        (1, 1, 1, 1, "c"),
        (1, 2, 1, 1, "d"),
        (2, 1, 1, 2, "e"),
    ]


def test_rtf_nested_table_and_text_box() -> None:
    document = rtf(
        r"\trowd\cellx100\cellx200\intbl k\cell see\par\itap2 x\nestcell y\nestcell"
        r"{\*\nesttableprops\trowd\cellx50\cellx90\nestrow}{\nonesttables\par}\pard\intbl "
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt box\par}}{\shprslt again}}\cell\row\pard end\par"
    )
    assert [texts(table) for table in document.walk()] == [[["k", "see\n"]], [["x", "y"]]]
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["end", "box"]


@pytest.mark.parametrize(
    "body",
    [
        r"\trowd\cellx100\intbl a\cell b\cell\row",
        r"\trowd\cellx100\cellx50\intbl a\cell b\cell\row",
        r"\trowd\cellx100\intbl a\cell\pard out\par",
        r"{ open",
    ],
    ids=["more cells than defined", "edges out of order", "row without end", "unclosed group"],
)
def test_rtf_that_does_not_add_up_is_refused(body: str) -> None:
    with pytest.raises(Refused) as caught:
        rtf(body)
    assert caught.value.code == "damaged"


# OpenDocument text


def odt_cell(content: str, styles: str = "") -> str:
    return only_text(
        read(
            odt(
                f"<table:table><table:table-row><table:table-cell>{content}</table:table-cell></table:table-row></table:table>",
                styles,
            )
        )
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            "<text:p>甲 \n 乙<text:s text:c='3'/>丙<text:tab/>丁<text:line-break/>戊</text:p>",
            "甲 乙   丙\t丁\n戊",
        ),
        (
            "<text:h>甲</text:h><text:list><text:list-item><text:p>乙</text:p></text:list-item></text:list>",
            "甲\n乙",
        ),
        ("<text:p><text:span text:style-name='w'>\uf0fe</text:span>是</text:p>", "☑是"),
        ("<text:p><text:span text:style-name='h'>隐</text:span>显</text:p>", "显"),
        (
            "<text:p>甲<text:note><text:note-body><text:p>注</text:p></text:note-body></text:note></text:p>",
            "甲",
        ),
        (
            "<text:p><text:ruby><text:ruby-base>揭</text:ruby-base><text:ruby-text>j</text:ruby-text></text:ruby></text:p>",
            "揭",
        ),
    ],
)
def test_odt_text(content: str, text: str) -> None:
    styles = (
        '<style:style style:name="w"><style:text-properties style:font-name="Wingdings"/></style:style>'
        '<style:style style:name="h"><style:text-properties text:display="none"/></style:style>'
    )
    assert odt_cell(content, styles) == text


def test_odt_spans_nesting_and_boxes() -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"

    inner = f"<table:table><table:table-row>{cell('内')}</table:table-row></table:table>"
    box = "<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>"
    tall, wide = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
    rows = (
        f"<table:table-header-rows><table:table-row>{cell('甲', tall)}{cell('乙', wide)}"
        "<table:covered-table-cell/></table:table-row></table:table-header-rows>"
        f"<table:table-row><table:covered-table-cell/>{cell('丙' + box)}"
        f"<table:table-cell>{inner}<text:p/></table:table-cell></table:table-row>"
    )
    changes = "<text:tracked-changes><text:changed-region><text:deletion><text:p>删</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    document = read(odt(f"{changes}<table:table>{rows}</table:table><text:p>后</text:p>"))
    table, nested = document.walk()
    assert shapes(table) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "")]
    assert texts(nested) == [["内"]]
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["框", "后"]
    assert any("修订" in note for note in document.notes)


def test_encrypted_odt() -> None:
    with pytest.raises(Refused) as caught:
        read(odt("", parts={"META-INF/manifest.xml": "<manifest:encryption-data/>"}))
    assert caught.value.code == "encrypted"


# Excel lists


def test_xlsx_values_as_stored() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "需求"
    sheet.append(["名称", 1200.5, 0.1 + 0.2, 123456789012345, "91330400MA28A00005", True])
    sheet.append(
        [
            datetime.date(2021, 5, 18),
            datetime.date(2021, 5, 1),
            datetime.datetime(2021, 5, 18, 8, 30),
            0.25,
            "=1+1",
        ]
    )
    sheet["B2"].number_format = 'yyyy"年"m"月"'
    sheet["D2"].number_format = "0.00%"
    sheet["B5"] = "合计"
    sheet.merge_cells("B5:F9")
    hidden = book.create_sheet("底稿")
    hidden["A1"] = "不读"
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    document = read(out.getvalue())
    assert document.blocks[0] == Paragraph("需求")
    assert texts(document.tables[0]) == [
        ["名称", "1200.5", "0.3", "123456789012345", "91330400MA28A00005", "TRUE"],
        ["2021-05-18", "2021-05", "2021-05-18 08:30:00", "25%"],
        [],
        [],
        ["合计"],
    ]
    assert shapes(document.tables[0])[-1] == (4, 1, 1, 5, "合计")
    assert len(document.tables) == 1
    assert len(document.notes) == 2  # a hidden sheet, a formula without result


@pytest.mark.parametrize("from_1904", [False, True])
def test_xlsx_dates_formulas_and_rich_text(from_1904: bool) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"date_1904": from_1904})
    sheet = book.add_worksheet()
    sheet.write_formula(0, 0, "=1+1", value=2)
    sheet.write_datetime(0, 1, datetime.datetime(2021, 5, 18), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_rich_string(0, 2, "普", book.add_format({"bold": True}), "通")
    sheet.write(0, 3, "甲\n乙")
    book.close()
    assert texts(read(out.getvalue()).tables[0]) == [["2", "2021-05-18", "普通", "甲\n乙"]]


def test_xlsx_written_by_hand() -> None:
    """Digits of a code that is stored as a number, cells without places, strings with reading aids."""
    cells = "<c><v>91330400123456789</v></c><c><v>1.1000000000000001</v></c><c><v>-2E-3</v></c><c><v>1E+308</v></c><c t='s'><v>0</v></c>"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets><sheet name="a" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(("worksheet", "s.xml"), ("sharedStrings", "/xl/t.xml")),
        "xl/s.xml": f'<worksheet xmlns="{main}"><sheetData><row>{cells}</row></sheetData></worksheet>',
        "xl/t.xml": f'<sst xmlns="{main}"><si><r><t>揭</t></r><r><t>榜</t></r><rPh><t>jb</t></rPh></si></sst>',
    }
    assert texts(read(package(parts)).tables[0]) == [["91330400123456789", "1.1", "-0.002", "1E+308", "揭榜"]]
    parts["xl/s.xml"] = parts["xl/s.xml"].replace("<v>0</v>", "<v>7</v>")
    with pytest.raises(Refused):
        read(package(parts))


def test_docx_inside_a_docx_is_the_outer_one() -> None:
    assert shown(read(docx(p("外"), {"word/embeddings/a.docx": docx(p("内")), "xl/x": b""}))) == ["外"]
