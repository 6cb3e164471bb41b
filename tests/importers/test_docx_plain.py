"""The quick way through what is written plainly gives what the walk through all that may stand anywhere gives."""

# ruff: noqa: E501  markup reads best unbroken
from __future__ import annotations

from pathlib import Path

import pytest

from jbgs.importers import docx_body, read, safexml
from jbgs.importers.docx_plain import Plain, plain_parts
from jbgs.importers.docx_text import W as NAMESPACE

from .build import W, document_xml, docx, p, tbl, tc, tr

FORMS = sorted(Path(__file__).parents[1].joinpath("forms").glob("*/*.docx"))
STYLES = f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
BOX = f"<w:pict><w:txbxContent>{p('框内')}{p('又')}</w:txbxContent></w:pict>"
DELETED_END = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
BODIES = {
    "text box between runs": f"<w:p><w:r><w:t>前</w:t></w:r><w:r>{BOX}</w:r><w:r><w:t>后</w:t></w:r></w:p>",
    "text box in a cell": tbl(tr("甲", "乙"))
    + tbl(f"<w:tr>{tc(f'<w:p><w:r>{BOX}<w:t>丙</w:t></w:r></w:p>')}</w:tr>"),
    "tab stops": '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/></w:r></w:p>',
    "breaks and signs": "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:noBreakHyphen/><w:ptab/></w:r></w:p>",
    "blanks": '<w:p><w:r><w:t> 甲 </w:t><w:t xml:space="preserve"> 乙\n丙 </w:t></w:r></w:p>',
    "a deleted end of a paragraph": p("甲", DELETED_END)
    + p("乙")
    + tbl(f"<w:tr>{tc(p('丙', DELETED_END) + p('丁'))}</w:tr>"),
    "inserted and deleted runs": "<w:p><w:ins><w:r><w:t>甲</w:t></w:r></w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>",
    "hidden runs": "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>甲</w:t></w:r></w:p>"
    + p("乙"),
    "a style that hides": p("藏", '<w:pPr><w:pStyle w:val="a"/></w:pPr>')
    + '<w:p><w:r><w:rPr><w:rStyle w:val="a"/></w:rPr><w:t>藏</w:t></w:r></w:p>'
    + p("甲"),
    "a symbol font": '<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>ü</w:t></w:r></w:p>'
    + p("甲"),
    "a field over paragraphs": '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText></w:r></w:p>'
    + p("指令")
    + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    + p("后"),
    "a content control": "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>提示</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    + p("甲"),
    "a control around a cell": f"<w:tbl><w:tr><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{tc(p('提示'))}</w:sdtContent></w:sdt>{tc(p('甲'))}</w:tr></w:tbl>",
    "text astray": f"{p('甲')}<w:tbl><w:tr><w:tc><w:r><w:t>散</w:t></w:r>{p('乙')}</w:tc></w:tr></w:tbl>",
    "a tab astray": f"{p('甲')}<w:tbl><w:tr><w:tc><w:r><w:tab/></w:r>{p('乙')}</w:tc></w:tr></w:tbl>",
    "a paragraph in a paragraph": f"<w:p><w:r><w:t>甲</w:t></w:r>{p('乙')}<w:r><w:t>丙</w:t></w:r></w:p>",
    "a cell in a cell": f"<w:tbl><w:tr>{tc(p('甲') + tc(p('乙')))}{tc(p('丙'))}</w:tr></w:tbl>",
    "a row in a row": f"<w:tbl><w:tr>{tc(p('甲'))}{tr('乙')}</w:tr></w:tbl>",
    "wrappers that nobody knows": f"<w:tbl><w:x>{tr('甲')}</w:x><w:tr><w:x>{tc(p('乙'))}</w:x>{tc(f'<w:x>{p()}{p()}</w:x>')}</w:tr></w:tbl>",
    "a table that ends its cell": tbl(f"<w:tr>{tc(p('甲') + tbl(tr('内')))}{tc(p())}</w:tr>"),
    "spans": "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p/></w:tc></w:tr>"
    f"<w:tr>{tc(p('甲'))}{tc(p('乙'))}<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    "spans in the wrong place": "<w:tbl><w:tr><w:tc><w:p/><w:tcPr><w:gridSpan w:val='2'/></w:tcPr></w:tc><w:tc><w:tcPr><w:tcPrChange><w:tcPr><w:gridSpan w:val='3'/></w:tcPr></w:tcPrChange></w:tcPr><w:p/></w:tc>"
    f"{tc(p('甲'))}</w:tr></w:tbl>",
    "cells merged side by side": f"<w:tbl><w:tr>{tc(p('甲'))}<w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc>{tc(p('乙'))}</w:tr></w:tbl>",
    "cells deleted and merged in revisions": "<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:cellMerge w:vMerge='rest'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    "rows before the grid and hidden": f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>{tc(p('甲'))}</w:tr><w:tr><w:trPr><w:hidden/></w:trPr>{tc(p('乙'))}</w:tr>{tr('丙')}</w:tbl>",
    "inserted and deleted rows": f"<w:tbl><w:tr><w:trPr><w:ins/></w:trPr>{tc(p('甲'))}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{tc(p('乙'))}</w:tr></w:tbl>",
    "another document in a cell": f"<w:tbl><w:tr>{tc(p('甲') + '<w:altChunk/>')}</w:tr></w:tbl>",
    "nested tables": tbl(f"<w:tr>{tc(p('甲') + tbl(tr('内', '里')) + p('乙'))}{tc(p())}</w:tr>"),
}


def walked(data: bytes, monkeypatch: pytest.MonkeyPatch) -> object:
    """The document as the walk alone reads it."""
    with monkeypatch.context() as patch:
        patch.setattr(docx_body, "plain_parts", lambda *_: Plain())
        return read(data)


@pytest.mark.parametrize("name", BODIES)
def test_both_ways_read_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(p("附件2") + BODIES[name], {"word/styles.xml": STYLES})
    assert read(data) == walked(data, monkeypatch)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_both_ways_read_the_same_form(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    assert read(data) == walked(data, monkeypatch)


def plain(content: str) -> Plain:
    """What is read the quick way."""
    root = safexml.parse(document_xml(content).encode(), "")
    body = root.find(f"{NAMESPACE}body")
    assert body is not None
    return plain_parts(body, frozenset({"a"}))


def plain_texts(content: str) -> list[str]:
    return ["".join(pieces) for pieces in plain(content).paragraphs.values()]


def plain_cells(content: str) -> list[str]:
    return [cell.text for row in plain(content).rows.values() for cell in row]


def test_what_is_plain_is_read_the_quick_way() -> None:
    assert plain_texts(p("甲") + tbl(tr("乙", "丙")) + p()) == ["甲", "乙", "丙", ""]
    assert plain_texts(p("甲") + BODIES["inserted and deleted runs"] + p("乙")) == ["甲", "乙"]
    assert plain_texts(p("甲") + BODIES["text box between runs"]) == ["甲", "框内", "又"]
    assert plain_cells(tbl(f"<w:tr>{tc(p('甲'))}{tc(p('乙') + p('丙'))}</w:tr>")) == ["甲", "乙\n丙"]
    assert plain_cells(BODIES["nested tables"]) == ["内", "里"]
    assert plain_cells(BODIES["a control around a cell"] + tbl(tr("乙"))) == ["乙"]
    assert len(plain(tbl(tr("甲"), tr("乙"))).rows) == 2
    assert len(plain(BODIES["rows before the grid and hidden"]).rows) == 1
