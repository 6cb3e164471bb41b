"""Files that mean harm or are broken: a named refusal or a true reading, soon, and in little memory."""

# ruff: noqa: E501  markup reads best unbroken
from __future__ import annotations

import contextlib
import io
import os
import random
import socket
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from jbgs.errors import REFUSALS, Refused
from jbgs.importers import container_of, load, read
from jbgs.importers.document import CONTAINERS, Document
from jbgs.services.receiving.reading import How, Reader

from .build import RELS, document_xml, docx, odt, only_text, p, package, relationships, tbl, tc, tr

SECONDS = 10


@pytest.fixture(autouse=True)
def _quick_and_offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*args: object) -> None:
        pytest.fail("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    start = time.perf_counter()
    yield
    assert time.perf_counter() - start < SECONDS


def refused(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read(data)
    assert caught.value.code in REFUSALS
    assert container_of(data) in CONTAINERS
    return caught.value


def test_text_bomb() -> None:
    bomb = docx("", {"word/document.xml": document_xml(p("x" * 50_000_000))})
    assert len(bomb) < 1 << 20
    assert refused(bomb).code == "too-large"


def test_part_that_lies_about_its_size() -> None:
    honest = bytearray(docx(p("x" * 5000)))
    at = honest.index(b"PK\x01\x02", honest.index(b"PK\x01\x02") + 1)
    at = honest.index(b"PK\x01\x02", at + 1)
    honest[at + 24 : at + 28] = struct.pack("<I", 10)  # claimed size in the directory
    read(bytes(honest))  # the claim is never used


def test_wrong_checksum() -> None:
    data = bytearray(docx(p("金额 100 万元"), {}))
    at = data.index(b"word/document.xml")
    data[at - 16 : at - 12] = b"\0\0\0\0"
    directory = data.rindex(b"word/document.xml")
    data[directory - 30 : directory - 26] = b"\0\0\0\0"
    assert refused(bytes(data)).code == "damaged"


def test_many_entries() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(6000):
            archive.writestr(f"word/{number}", b"")
    assert refused(out.getvalue()).code == "too-large"


def test_overlapping_entries() -> None:
    kernel = zlib.compress(b"\0" * (20 << 20), 9)[2:-4]
    header = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(kernel), 20 << 20, 1, 0) + b"a"
    directory = b""
    for number in range(100):
        name = f"word/{number}.xml".encode()
        directory += b"PK\x01\x02" + struct.pack(
            "<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 0, 0, len(kernel), 20 << 20, len(name), 0, 0, 0, 0, 0, 0
        )
        directory += name
    body = header + kernel
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 100, 100, len(directory), len(body), 0)
    error = refused(body + directory + end)
    assert error.code == "damaged"
    assert "重叠" in error.message


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_duplicate_entries() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", document_xml(p("甲")))
        archive.writestr("word/document.xml", document_xml(p("乙")))
    assert "同名" in refused(out.getvalue()).message


def test_encrypted_entry() -> None:
    data = bytearray(docx(p("密")))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data)).code == "encrypted"


@pytest.mark.parametrize("cut", [10, 100, 400, -30, -1])
def test_truncated_zip(cut: int) -> None:
    assert refused(docx(p("x" * 200))[:cut]).code in {"damaged", "unsupported"}


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {x} "{("&" + y + ";") * 10}">' for x, y in zip("bcdefghij", "abcdefghi", strict=True)
    )
    + "]>"
)


@pytest.mark.parametrize(
    "prolog",
    [
        LAUGHS,
        '<!DOCTYPE w:document SYSTEM "http://203.0.113.1/evil.dtd">',
        '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["billion laughs", "external DTD", "external entity"],
)
@pytest.mark.parametrize("used", ["<w:p><w:r><w:t>&j;&a;</w:t></w:r></w:p>", "<w:p/>"])
def test_document_type_declarations(prolog: str, used: str) -> None:
    assert refused(docx("", {"word/document.xml": prolog + document_xml(used)})).code == "damaged"


def test_entity_in_attribute() -> None:
    xml = LAUGHS + document_xml('<w:p w:x="&j;"/>')
    assert refused(docx("", {"word/document.xml": xml})).code == "damaged"


def test_huge_spans() -> None:
    for span in ("2000000", "9" * 400, "65536"):
        cell = tc("x", f'<w:gridSpan w:val="{span}"/>')
        assert refused(docx(tbl(tr(cell)))).code == "too-large"
    many = "".join(tc("x", '<w:gridSpan w:val="900"/>') for _ in range(5))
    assert refused(docx(tbl(tr(many)))).code == "too-large"
    negative = read(docx(tbl(tr(tc("x", '<w:gridSpan w:val="-5"/>'), "y"))))
    assert [cell.col for cell in negative.tables[0].cells()] == [0, 1]


def test_flood_of_vertical_merges() -> None:
    row = tr(*(tc("", "<w:vMerge/>") for _ in range(50)))
    document = read(docx(tbl(*[row] * 800)))
    assert len(list(document.tables[0].cells())) == 50
    assert document.tables[0].rows[0][0].rows == 800


def test_deep_nesting() -> None:
    deep = p("底")
    for _ in range(1000):
        deep = tbl(tr(tc(deep + p())))
    assert refused(docx(deep)).code in {"too-large", "damaged"}
    assert refused(docx("<w:sdt>" * 1000 + "</w:sdt>" * 1000)).code in {"too-large", "damaged"}
    assert refused(f"<html>{'<div>' * 1500}".encode()).code == "too-large"
    assert refused(b"{\\rtf1" + b"{" * 100_000).code == "damaged"
    assert refused(b"{\\rtf1\\intbl\\itap2000000000 x\\nestcell}").code == "too-large"


WRAPPERS = {
    "tables": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    "controls": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "tables in controls": (
        "<w:sdt><w:sdtContent><w:tbl><w:tr><w:tc>",
        "</w:tc></w:tr></w:tbl></w:sdtContent></w:sdt>",
    ),
    "insertions": ("<w:ins>", "</w:ins>"),
    "odd": ("<w:any>", "</w:any>"),
    "boxes": ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
}


@pytest.mark.parametrize("shape", WRAPPERS)
def test_the_deepest_that_the_parser_lets_through(tmp_path: Path, shape: str) -> None:
    """Walkers recurse once a level, and neither they nor the form engine come to Python's own bound."""
    begin, end = WRAPPERS[shape]
    most = 245 // begin.count("<")
    path = tmp_path / "深.docx"
    path.write_bytes(docx(begin * most + p("底") + end * most))
    assert "底" in str(read(path.read_bytes()).blocks)
    reader = Reader(How(tmp_path))
    done = reader.read(path)
    assert (done.bug, done.error and done.error[0] in {"no-form", "unknown-form"}) == ("", True)
    path.write_bytes(docx(begin * 2 * most + p("底") + end * 2 * most))
    assert (reader.read(path).error or ("",))[0] == "too-large"


def test_nesting_within_bounds() -> None:
    deep = p("底")
    for _ in range(20):
        deep = tbl(tr(tc(deep + p())))
    assert sum(1 for _ in read(docx(deep)).walk()) == 20


def test_too_many_elements() -> None:
    assert refused(docx("<w:p/>" * 700_000)).code == "too-large"
    assert (
        refused(docx(f"<w:p {' '.join(f'a{n}=_' for n in range(610_000))}/>".replace("_", '""'))).code
        == "too-large"
    )


def test_megabyte_in_a_cell() -> None:
    big = "字" * 1_000_000
    document = read(package({"word/document.xml": document_xml(tbl(tr(big)))}, zipfile.ZIP_STORED))
    assert only_text(document) == big


@pytest.mark.parametrize(
    "page",
    [
        b"<html>" + b"<b>" * 1_000_000,
        b"<html>" + b"<b>" * 199_000,
        b"<html>" + b"<table><tr><td>" * 100_000,
        b"<html>" + b"<p>" * 1_000_000,
    ],
    ids=["million tags", "nested tags", "nested tables", "million paragraphs"],
)
def test_unclosed_tags(page: bytes) -> None:
    assert refused(page).code == "too-large"


def test_page_whose_text_the_parser_would_drop() -> None:
    assert refused(b"<html>" + b"x" * 11_000_000).code == "too-large"
    assert refused(b"<html><p title='" + b"x" * 11_000_000 + b"'>y").code == "too-large"


def test_html_spans_are_clamped() -> None:
    page = "<table><tr><td colspan=1000000000>x</table><table><tr><td rowspan=1000000000>x<tr><td>y</table>"
    wide, tall = read(page.encode()).tables
    assert wide.rows[0][0].cols == 1000
    assert tall.rows[0][0].rows == 2
    flood = "<table>" + "<tr><td colspan=1000>x" * 5000
    assert refused(flood.encode()).code == "too-large"


def test_rtf_binary_beyond_the_end() -> None:
    assert refused(rb"{\rtf1\bin2147483647").code == "damaged"
    assert refused(rb"{\rtf1\bin2147483647 }").code == "damaged"
    assert refused(rb"{\rtf1" + rb"\bin-5 " * 20).code == "damaged"


def test_rtf_floods() -> None:
    assert refused(rb"{\rtf1" + rb"\b" * 2_000_000 + b"}").code == "too-large"
    assert refused(rb"{\rtf1\trowd" + rb"\cellx9" * 5000 + rb"\cell\row}").code == "too-large"
    assert read(rb"{\rtf1 x}}}").blocks  # what follows the document's own end is not part of it


def test_odt_repeats() -> None:
    cell = '<table:table-cell table:number-columns-repeated="%s"><text:p>x</text:p></table:table-cell>'
    row = '<table:table><table:table-row table:number-rows-repeated="%s">%s</table:table-row></table:table>'
    assert refused(odt(row % ("2", cell % "999999"))).code == "too-large"
    assert refused(odt((row % ("9999999", cell % "1000")) * 50)).code == "too-large"


def test_mime_floods() -> None:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n"
    nested = head + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 5000
    assert refused(nested).code == "damaged"
    assert refused(head + b"--a\n\n" * 100_000).code == "damaged"
    assert refused(head + b"\n" * 5_000_000).code == "damaged"
    assert refused(b"A: b\r\n" * 3000 + b"x").code == "unsupported"


def test_external_references_are_noted_and_not_fetched() -> None:
    rels = relationships(
        ("image", "http://203.0.113.1/x.png"), ("attachedTemplate", r"\\203.0.113.1\t.dotm"), mode="External"
    )
    parts = {"word/_rels/document.xml.rels": rels, "word/vbaProject.bin": b"x"}
    document = read(docx(tbl(tr("甲")), parts))
    assert any("外部" in note for note in document.notes)
    assert any("宏" in note for note in document.notes)
    link = relationships(("hyperlink", "http://203.0.113.1/"), mode="External")
    assert read(docx(p("x"), {"word/_rels/document.xml.rels": link})).notes == ()
    page = read(b'<html><img src="//203.0.113.1/x.png"><link href="http://203.0.113.1/a.css">x')
    assert any("外部" in note for note in page.notes)


def test_relationship_to_nowhere() -> None:
    for target in ("../../../etc/passwd", "http://203.0.113.1/", "word/none.xml", ""):
        data = docx(p(), {"_rels/.rels": relationships(("officeDocument", target))})
        assert refused(data).code == "damaged"


def test_control_and_bidi_characters_stay_text() -> None:
    assert read(docx(tbl(tr("a\u202eb")))).tables[0].rows[0][0].text == "a\u202eb"
    assert refused(docx(p("a\x01b"))).code == "damaged"
    assert read(b"<html><p>a\x01\x00b").blocks[0].text == "ab"  # type: ignore[union-attr]
    assert read(rb"{\rtf1 a\u0 ?\u-10179 ?b\u1 ?}").blocks[0].text == "a\ufffdb"  # type: ignore[union-attr]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_pipes_links_and_devices(tmp_path) -> None:
    pipe = tmp_path / "pipe.docx"
    os.mkfifo(pipe)
    zero = tmp_path / "zero.docx"
    zero.symlink_to("/dev/zero")
    folder = tmp_path / "x.docx"
    folder.mkdir()
    for path in (pipe, zero, folder, type(tmp_path)("/dev/zero")):
        with pytest.raises(Refused) as caught:
            load(path)
        assert caught.value.code == "not-readable"


def test_missing_empty_and_huge_files(tmp_path) -> None:
    huge = tmp_path / "huge.docx"
    with huge.open("wb") as stream:
        stream.truncate((50 << 20) + 1)
    (tmp_path / "empty.docx").touch()
    expected = {
        "huge.docx": "too-large",
        "empty.docx": "empty",
        "none.docx": "not-found",
        "a\0b": "not-found",
        "x" * 300: None,
    }
    for name, code in expected.items():
        with pytest.raises(Refused) as caught:
            load(tmp_path / name)
        assert code is None or caught.value.code == code
    limit = tmp_path / "limit.docx"
    with limit.open("wb") as stream:
        stream.truncate(50 << 20)
    assert len(load(limit)) == 50 << 20
    assert refused(load(limit)).code == "unsupported"


def test_no_permission(tmp_path) -> None:
    path = tmp_path / "locked.docx"
    path.write_bytes(b"x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(Refused) as caught:
        load(path)
    assert caught.value.code == "not-readable"


def _samples() -> dict[str, bytes]:
    table = tbl(
        tr(tc("项目名称", '<w:vMerge w:val="restart"/>'), tc("甲", '<w:gridSpan w:val="2"/>')),
        tr(tc("", "<w:vMerge/>"), "乙", tc(tbl(tr("内")) + p())),
    )
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c><c r="B1"><v>1.5</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:A2"/></mergeCells></worksheet>'
    )
    book = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="a" sheetId="1" r:id="r0"/></sheets></workbook>'
    )
    odt_table = (
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>甲</text:p>'
        "</table:table-cell><table:covered-table-cell/></table:table-row></table:table>"
    )
    page = "<html><meta charset=utf-8><table border=1><tr><td rowspan=2>名称<td>甲<tr><td><table><tr><td>乙</table></table>"
    rtf = (
        rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\trowd\clvmgf\cellx100\cellx200\intbl \'cf\'ee"
        rb"\cell\u30002 ?{\field{\*\fldinst EQ \\o(\u9633 ?,\u8730 ?)}{\fldrslt }}\cell\row\pard x\par}"
    )
    mht = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page.encode() + b"\r\n--b--\r\n"
    )
    flat = (
        '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{document_xml(table)}</pkg:xmlData></pkg:part></pkg:package>'
    )
    return {
        "docx": docx(table),
        "stored docx": package({"word/document.xml": document_xml(table)}, zipfile.ZIP_STORED),
        "flat": flat.encode(),
        "odt": odt(odt_table),
        "xlsx": package(
            {
                "_rels/.rels": f'<Relationships xmlns="{RELS}"/>',
                "xl/workbook.xml": book,
                "xl/_rels/workbook.xml.rels": relationships(("worksheet", "worksheets/s.xml")),
                "xl/worksheets/s.xml": sheet,
            }
        ),
        "html": page.encode(),
        "utf-16 html": ("\ufeff" + page.replace("utf-8", "utf-16")).encode("utf-16-le"),
        "mht": mht,
        "rtf": rtf,
    }


SAMPLES = _samples()


@pytest.mark.parametrize("kind", SAMPLES)
def test_samples_are_good(kind: str) -> None:
    document = read(SAMPLES[kind])
    assert document.tables
    assert document.container == container_of(SAMPLES[kind])


@pytest.mark.parametrize("kind", SAMPLES)
def test_damaged_copies_are_read_or_refused(kind: str) -> None:
    """Seeded flips, cuts and splices of good files: a document or a refusal, never another error."""
    chance = random.Random(kind)
    good = SAMPLES[kind]
    for _ in range(250):
        data = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            choice = chance.random()
            if choice < 0.6:
                data[at] = chance.randrange(256)
            elif choice < 0.8:
                del data[at : at + chance.randint(1, 40)]
            else:
                data[at:at] = data[chance.randrange(len(data)) :][: chance.randint(1, 60)]
        if chance.random() < 0.2:
            del data[chance.randrange(len(data)) :]
        with contextlib.suppress(Refused):
            assert isinstance(read(bytes(data)), Document)
        assert container_of(bytes(data)) in CONTAINERS


def test_an_ole_file_whose_sector_list_leads_to_itself() -> None:
    """The list of a compound file's tables names its own sector as the next one, 400,000 times."""
    good = Path(__file__).parents[1] / "importers_doc" / "files" / "form.doc"
    data = bytearray(good.read_bytes())
    last = len(data) // 512 - 2
    struct.pack_into("<I", data, 44, 127 * 400_000 + 109)
    struct.pack_into("<II", data, 68, last, 400_000)
    struct.pack_into("<128I", data, (last + 1) * 512, *([0] * 127), last)
    assert refused(bytes(data)).code == "damaged"


def test_a_page_with_too_many_attributes_of_one_tag() -> None:
    """The parser compares each attribute with all before it: 60,000 of them took five seconds."""
    many = " ".join(f"a{i}" for i in range(60_000))
    page = f"<html><body><table {many}><tr><td>x</td></tr></table></body></html>"
    assert refused(page.encode()).code == "too-large"
