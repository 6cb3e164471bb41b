"""A written paper as text: what a person would read in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from docx import Document
from docx.oxml.ns import qn


def text_of(path: Path) -> str:
    """Every cell and paragraph of an Excel or Word file, in order."""
    return _sheets(path) if path.suffix == ".xlsx" else _document(path)


def sheet_rows(path: Path, sheet: int = 0) -> list[tuple[Any, ...]]:
    """The stored values of a sheet, row by row."""
    book = openpyxl.load_workbook(path, data_only=True)
    return list(book.worksheets[sheet].iter_rows(values_only=True))


def _sheets(path: Path) -> str:
    book = openpyxl.load_workbook(path, data_only=True)
    lines = []
    for sheet in book.worksheets:
        lines.append(f"## {sheet.title}{'（附图）' if sheet._charts else ''}")
        lines += [" | ".join(_cell(one) for one in row) for row in sheet.iter_rows(values_only=True)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return text.replace(" 00:00:00", "").replace("\n", "⏎")


def _document(path: Path) -> str:
    document = Document(str(path))
    lines = []
    for element in document.element.body:
        if element.tag == qn("w:p"):
            style = element.find(f"./{qn('w:pPr')}/{qn('w:pStyle')}")
            name = style.get(qn("w:val")) if style is not None else ""
            text = "".join(node.text or "" for node in element.iter(qn("w:t")))
            drawn = "（图）" if next(element.iter(qn("w:drawing")), None) is not None else ""
            lines.append(f"[{name}] {text}{drawn}".rstrip() if text or drawn else "")
        elif element.tag == qn("w:tbl"):
            lines += [_table_row(row) for row in element.iter(qn("w:tr"))]
    return "\n".join(lines) + "\n"


def _table_row(row: Any) -> str:
    cells = []
    for cell in row.iter(qn("w:tc")):
        cells.append(
            "".join("⏎" if n.tag == qn("w:br") else n.text or "" for n in cell.iter(qn("w:t"), qn("w:br")))
        )
    return "| " + " | ".join(cells) + " |"
