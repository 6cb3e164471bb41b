"""Writes a document as .docx: only what WordprocessingML needs, so that a file is two kilobytes."""

# ruff: noqa: E501  markup reads best unbroken

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from jbgs.importers.document import Cell, Document, Paragraph, Table

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
}
_WIDTH = 9000  # twips between the margins


def docx(document: Document) -> bytes:
    """The document as a .docx file."""
    body = "".join(
        _paragraphs(b.text) if isinstance(b, Paragraph) else _table(b) + "<w:p/>" for b in document.blocks
    )
    parts = {
        **_PARTS,
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2021, 6, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return out.getvalue()


def _paragraphs(text: str) -> str:
    return "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' if line else "<w:p/>"
        for line in text.split("\n")
    )


def _table(table: Table) -> str:
    columns = max(cell.col + cell.cols for cell in table.cells())
    width = _WIDTH // columns
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    places = {
        (r, c): cell
        for cell in table.cells()
        for r in range(cell.row, cell.row + cell.rows)
        for c in range(cell.col, cell.col + cell.cols)
    }
    rows = "".join(f"<w:tr>{''.join(_row(places, r, columns, width))}</w:tr>" for r in range(len(table.rows)))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width * columns}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(places: dict[tuple[int, int], Cell], row: int, columns: int, width: int) -> list[str]:
    found, col = [], 0
    while col < columns:
        cell = places[row, col]
        first = cell.row == row
        merge = (
            f"<w:vMerge{' w:val=' + chr(34) + 'restart' + chr(34) if first else ''}/>"
            if cell.rows > 1
            else ""
        )
        span = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
        inner = _paragraphs(cell.text) if first and (cell.text or not cell.tables) else ""
        if first:
            inner += "".join(map(_table, cell.tables))
        properties = f'<w:tcPr><w:tcW w:w="{width * cell.cols}" w:type="dxa"/>{span}{merge}</w:tcPr>'
        found.append(
            f"<w:tc>{properties}{inner if inner.endswith('</w:p>') or inner.endswith('<w:p/>') else inner + '<w:p/>'}</w:tc>"
        )
        col += cell.cols
    return found
