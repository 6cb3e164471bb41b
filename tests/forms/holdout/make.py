"""Turns the hold-out forms' sources (a little HTML) into the files that senders would send.

``python -m tests.forms.holdout.make [NAME …]`` from the project's root; doc, rtf and odt need LibreOffice.
A set is a folder with a folder of sources; a source with fills (see ``fills``) gives one file for each,
and the expectation beside it. The first line names the container: ``<!-- docx -->``. What HTML cannot say has
tags of its own:
``<box>`` is a content control with a check box, ``<sym>`` a Wingdings symbol, ``<sdt>`` a content control,
``<ins>`` and ``<del>`` are tracked changes.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from lxml import etree, html
from openpyxl import Workbook

from tests.forms.holdout.fills import fills
from tests.importers.build import docx

HERE = Path(__file__).parent
_BLOCKS = ("p", "div", "table", "h1", "h2")
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_TRACKED = 'w:id="1" w:author="sender" w:date="2021-06-01T00:00:00Z"'


def make(source: Path) -> None:
    """Write the forms of one source beside the folder of sources."""
    text = source.read_text("utf-8")
    first, _, markup = text.partition("\n")
    container = re.fullmatch(r"<!-- (\w+) -->", first)
    assert container, source
    beside, filled = source.parent.parent, fills(markup)
    for at, (one, expected) in enumerate(filled, 1):
        stem = beside / f"{source.stem}-{at}"
        stem.with_suffix(".json").write_text(
            json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
        _write(one, stem.with_suffix(f".{container[1]}"))
    if not filled:
        _write(markup, beside / f"{source.stem}.{container[1]}")


def _write(markup: str, target: Path) -> None:
    body = html.fragment_fromstring(markup, create_parent="body")
    container = target.suffix[1:]
    if container == "html":
        target.write_bytes(f"<html><meta charset=gb2312><body>{markup}</body></html>".encode("gb18030"))
    elif container == "mht":
        target.write_bytes(_mht(markup))
    elif container == "xlsx":
        target.write_bytes(_xlsx(body))
    else:
        _word(docx("".join(_blocks(body)) + "<w:sectPr/>", {"[Content_Types].xml": _TYPES}), target)


def _word(content: bytes, target: Path) -> None:
    """Word's own format as it is, the others as LibreOffice writes them."""
    if target.suffix == ".docx":
        target.write_bytes(content)
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"{target.stem}.docx")
        source.write_bytes(content)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        subprocess.run(
            [*command, target.suffix[1:], "--outdir", f"{folder}/out", source],
            check=True,
            capture_output=True,
        )
        shutil.copy(Path(folder, "out", target.name), target)


def _mht(markup: str) -> bytes:
    head = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    return f"{head}<html><body>{markup}</body></html>".encode()


def _xlsx(body: etree._Element) -> bytes:
    sheet = Workbook().active
    (table,) = body.iter("table")
    for row, col, height, width, cell in _cells(table):
        place = sheet.cell(row + 1, col + 1, "\n".join(_lines(cell)))
        if height > 1 or width > 1:
            sheet.merge_cells(
                start_row=place.row, start_column=place.column, end_row=row + height, end_column=col + width
            )
    out = io.BytesIO()
    sheet.parent.save(out)
    return out.getvalue()


def _cells(table: etree._Element) -> Iterator[tuple[int, int, int, int, etree._Element]]:
    """Row, column, height, width and content of each cell."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.xpath("./tr|./tbody/tr")):
        col = 0
        for cell in line.xpath("./td|./th"):
            while (row, col) in taken:
                col += 1
            height, width = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            taken |= {(row + r, col + c) for r in range(height) for c in range(width)}
            yield row, col, height, width, cell
            col += width


def _lines(cell: etree._Element) -> list[str]:
    for br in cell.iter("br"):
        br.tail = "\n" + (br.tail or "")
    return "".join(cell.itertext()).split("\n")


# -- Word's markup -------------------------------------------------------------------------------------------


def _blocks(element: etree._Element) -> Iterator[str]:
    """The paragraphs and tables in an element; text that stands between them is a paragraph too."""
    runs = _run(element.text)
    for child in element:
        if child.tag in _BLOCKS:
            if runs:
                yield f"<w:p>{runs}</w:p>"
            runs = ""
            if child.tag == "table":
                yield _table(child)
            else:
                yield from _blocks(child) if len(child) or child.text else ("<w:p/>",)
        elif child.tag == "br":
            yield f"<w:p>{runs}</w:p>"
            runs = ""
        else:
            runs += _inline(child)
        runs += _run(child.tail)
    if runs:
        yield f"<w:p>{runs}</w:p>"


def _run(text: str | None, deleted: bool = False) -> str:
    plain = re.sub(r"[ \t]*\n[ \t]*", "", text or "")
    tag = "w:delText" if deleted else "w:t"
    return f'<w:r><{tag} xml:space="preserve">{escape(plain)}</{tag}></w:r>' if plain else ""


def _inline(element: etree._Element) -> str:
    text = "".join(element.itertext())
    if element.tag == "box":
        on = int(element.get("on", 0))
        state = f'<w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox>'
        return f"<w:sdt><w:sdtPr>{state}</w:sdtPr><w:sdtContent>{_run('☐☒'[on])}</w:sdtContent></w:sdt>"
    if element.tag == "sym":
        return f'<w:r><w:sym w:font="Wingdings" w:char="{element.get("code")}"/></w:r>'
    if element.tag == "sdt":
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{_run(text)}</w:sdtContent></w:sdt>"
    if element.tag in ("ins", "del"):
        return f"<w:{element.tag} {_TRACKED}>{_run(text, element.tag == 'del')}</w:{element.tag}>"
    return _run(text)


def _table(table: etree._Element) -> str:
    rows: dict[int, dict[int, str]] = {}
    widest = 0
    for row, col, height, width, cell in _cells(table):
        widest = max(widest, col + width)
        span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
        content = "".join(_blocks(cell))
        content += "" if content.endswith(("</w:p>", "<w:p/>")) else "<w:p/>"
        for down in range(height):
            merge = '<w:vMerge w:val="restart"/>' if not down else "<w:vMerge/>"
            inside = content if not down else "<w:p/>"
            properties = f'<w:tcW w:w="{1200 * width}" w:type="dxa"/>{span}{merge if height > 1 else ""}'
            cells = rows.setdefault(row + down, {})
            cells[col] = f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"
    lines = "".join(
        f"<w:tr>{''.join(cells[c] for c in sorted(cells))}</w:tr>" for _, cells in sorted(rows.items())
    )
    grid = '<w:gridCol w:w="1200"/>' * widest
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


if __name__ == "__main__":
    for one in sorted(HERE.glob("*/sources/*.html")):
        if not sys.argv[1:] or any(name in str(one.relative_to(HERE)) for name in sys.argv[1:]):
            make(one)
