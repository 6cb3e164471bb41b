"""Tables of a Word document: every width given twice, header repeated, a thousand rows in a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import pairwise

from docx.oxml.ns import qn
from lxml.etree import SubElement, _Element

from jbgs.exporters import shape
from jbgs.exporters.docx_layout import CELLS, element
from jbgs.exporters.text import folds, shown
from jbgs.reports.table import Column, Table

_NARROWEST = 3.0  # Chinese characters that a text column keeps when the page is too narrow
_AROUND = 1.0  # characters that the padding of a cell takes
_TALL = 15  # lines: a taller row may go over a page break
PADDING = 80  # twentieths of a point on each side of a cell
_CELL_TAG, _RUN_TAG, _TEXT_TAG, _BREAK_TAG = qn("w:tc"), qn("w:r"), qn("w:t"), qn("w:br")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def table_element(table: Table, width: int, style_ids: Mapping[str, str]) -> _Element:
    """The ``w:tbl`` of a table, ``width`` twentieths of a point wide; ``style_ids`` by style name.

    Word reads the grid and WPS the cells, so both say the same. The rows are copies of one row:
    building each through python-docx takes twenty times as long.
    """
    printed = shape.texts(table)
    size, grid = _fitted(table.columns, printed, width)
    style = style_ids[CELLS[size]]
    room = [(twips - 2 * PADDING) / 20 / size for twips in grid]
    aligns = [
        shape.align(column, shape.longest(printed, i), room[i]) for i, column in enumerate(table.columns)
    ]
    patterns = {bold: _pattern(grid, style, aligns, bold=bold) for bold in (False, True)}
    made = element("w:tbl")
    made.append(table_properties(width))
    made.append(element("w:tblGrid", *(element("w:gridCol", w=twips) for twips in grid)))
    made.extend(_header(table.columns, grid, style))
    made.extend(
        _filled(patterns[row.level != "body"], texts, room)
        for row, texts in zip(table.rows, printed, strict=True)
    )
    if not table.rows:
        made.append(_row([_cell(shown(table.empty, "text"), width, style, span=len(grid))]))
    if table.below:
        for row in list(made)[-2:]:
            _keep_with_next(row)
    return made


def fits(table: Table, width: int) -> bool:
    """Whether the table can stand on this width without folding a number, a date or a code."""
    return sum(_least(table.columns, shape.texts(table))) * min(CELLS) * 20 <= width


def _least(columns: Sequence[Column], printed: Sequence[Sequence[str]]) -> list[float]:
    """What each column cannot do without, in characters: all of a number, a few characters of a text."""
    return [
        _NARROWEST if column.kind == "text" else max(shape.unfolded(column, printed, i) + _AROUND, _NARROWEST)
        for i, column in enumerate(columns)
    ]


def _fitted(
    columns: Sequence[Column], printed: Sequence[Sequence[str]], width: int
) -> tuple[float, list[int]]:
    """The largest size in which the columns fit, and their widths, which fill the page exactly.

    Texts share what the numbers leave; where not even the smallest size fits, numbers take only what
    they need.
    """
    wanted = [w + _AROUND for w in shape.widths(columns, printed)]
    size = next((s for s in CELLS if sum(wanted) * s * 20 <= width), min(CELLS))
    available = width / 20 / size
    kept = wanted if sum(wanted) <= available else _least(columns, printed)
    flexible = [column.kind == "text" for column in columns]
    rest = available - sum(k for k, is_text in zip(kept, flexible, strict=True) if not is_text)
    if any(flexible) and rest >= _NARROWEST * sum(flexible):
        share = rest / sum(w for w, is_text in zip(wanted, flexible, strict=True) if is_text)
        shares = [w * share if is_text else k for w, k, is_text in zip(wanted, kept, flexible, strict=True)]
    else:
        shares = [k * available / sum(kept) for k in kept]
    edges = [round(sum(shares[:i]) * size * 20) for i in range(len(shares) + 1)]
    return size, [right - left for left, right in pairwise(edges)]


def table_properties(width: int) -> _Element:
    """The ``w:tblPr`` of our tables: thin lines all round, ``width`` twentieths of a point, never resized."""
    padding = {"top": 30, "left": PADDING, "bottom": 30, "right": PADDING}
    lines = [
        element(f"w:{side}", val="single", sz=4, space=0, color="000000")
        for side in (*padding, "insideH", "insideV")
    ]
    return element(
        "w:tblPr",
        element("w:tblW", w=width, type="dxa"),
        element("w:jc", val="center"),
        element("w:tblBorders", *lines),
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", *(element(f"w:{side}", w=w, type="dxa") for side, w in padding.items())),
    )


def _header(columns: Sequence[Column], grid: Sequence[int], style: str) -> list[_Element]:
    """The header rows, which Word repeats on every page and never leaves alone at the foot of one."""
    rows: list[list[_Element]] = [[] for _ in range(shape.header_height(columns))]
    for cell in sorted(shape.header(columns), key=lambda cell: cell.column):
        width = sum(grid[cell.column : cell.column + cell.columns])
        for i in range(cell.rows):
            merge = "" if cell.rows == 1 else "continue" if i else "restart"
            text = "" if i else shown(cell.text, "text")
            rows[cell.row + i].append(
                _cell(text, width, style, span=cell.columns, merge=merge, bold=True, keep_next=True)
            )
    return [_row(cells, header=True) for cells in rows]


def _pattern(grid: Sequence[int], style: str, aligns: Sequence[str], *, bold: bool) -> _Element:
    """A row without text, to be copied."""
    return _row(
        [_cell("", width, style, align=align, bold=bold) for width, align in zip(grid, aligns, strict=True)]
    )


def _row(cells: Sequence[_Element], *, header: bool = False) -> _Element:
    repeated = [element("w:tblHeader")] if header else []
    return element("w:tr", element("w:trPr", element("w:cantSplit"), *repeated), *cells)


def _cell(
    text: str,
    width: int,
    style: str,
    *,
    align: str = "center",
    span: int = 1,
    merge: str = "",
    bold: bool = False,
    keep_next: bool = False,
) -> _Element:
    place = [element("w:tcW", w=width, type="dxa")]
    if span > 1:
        place.append(element("w:gridSpan", val=span))
    if merge:
        place.append(element("w:vMerge", val=merge))
    kept = [element("w:keepNext")] if keep_next else []
    layout = element("w:pPr", element("w:pStyle", val=style), *kept, element("w:jc", val=align))
    run = element("w:r", *([element("w:rPr", element("w:b"))] if bold else []))
    if text:
        write(run, text)
    return element(
        "w:tc",
        element("w:tcPr", *place, element("w:vAlign", val="center")),
        element("w:p", layout, run),
    )


def write(run: _Element, text: str) -> None:
    """Put plain text into a ``w:r``, a line break for each line feed."""
    for i, line in enumerate(text.split("\n")):
        if i:
            SubElement(run, _BREAK_TAG)
        piece = SubElement(run, _TEXT_TAG)
        piece.set(_SPACE, "preserve")
        piece.text = line


def _keep_with_next(row: _Element) -> None:
    """The lines below a table are signed: they must not stand alone on the next page."""
    for style in row.iter(qn("w:pStyle")):
        style.addnext(element("w:keepNext"))


def _filled(pattern: _Element, texts: Sequence[str], room: Sequence[float]) -> _Element:
    """A copy of the row with its texts; ``room`` is each column's width in characters."""
    row = deepcopy(pattern)
    tallest = 0
    for cell, text, width in zip(row.iterchildren(_CELL_TAG), texts, room, strict=True):
        run = next(cell.iter(_RUN_TAG))
        write(run, text)
        tallest = max(tallest, folds(text, width))
    if tallest > _TALL:
        properties = row[0]
        properties.remove(properties[0])
    return row
