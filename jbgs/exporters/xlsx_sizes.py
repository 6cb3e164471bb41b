"""Widths and heights of an Excel sheet: Excel fits no merged cell, and LibreOffice trusts the file."""

from __future__ import annotations

from collections.abc import Sequence

from jbgs.exporters import shape
from jbgs.exporters.text import folds
from jbgs.reports.table import Column

SIZE = 10  # points, the usual letters
TALLEST_ROW = 409.0  # points: "Excel specifications and limits" (Microsoft Support)
_SIZES = (SIZE, 8, 6)  # a row too tall for Excel is set smaller, so that all of it shows
_PAGE_WIDTH = 74.0  # Chinese characters of 10 points across A4 landscape, inside the margins
_WIDEST = 50.0  # Chinese characters: no column grows beyond it
_LEAST_SCALE = 0.6  # a sheet printed one page wide should not have its letters shrunk below this
_NARROWEST = 3.0  # Chinese characters: no column of texts is squeezed below it
_DRAGGED = 0.6
"""Chinese characters by which a line counts as shorter than its column: punctuation may not begin a line and
so drags a character along, but 0.4 of one fit into what ``excel_width`` adds and the cell's edges leave."""
_LINE = 1.45  # line height in ems, with room for fonts that stand in for 宋体


def column_widths(columns: Sequence[Column], printed: Sequence[Sequence[str]]) -> list[float]:
    """Widths in Chinese characters: what is free on the page goes to the columns with long texts."""
    widths = _squeezed(columns, printed, shape.widths(columns, printed))
    wishes = [
        min(shape.longest(printed, i) + 1, _WIDEST) if column.kind == "text" else 0.0
        for i, column in enumerate(columns)
    ]
    lacking = [max(wish - width, 0.0) for wish, width in zip(wishes, widths, strict=True)]
    free = max(_PAGE_WIDTH - sum(widths), 0.0)
    share = min(1.0, free / sum(lacking)) if any(lacking) else 0.0
    widths = [width + share * lack for width, lack in zip(widths, lacking, strict=True)]
    for i, column in enumerate(columns):
        while column.kind == "text" and widths[i] < _WIDEST and _tallest(printed, widths, i) > TALLEST_ROW:
            widths[i] = min(widths[i] * 1.25, _WIDEST)
    return widths


def _squeezed(
    columns: Sequence[Column], printed: Sequence[Sequence[str]], widths: Sequence[float]
) -> list[float]:
    """Widths narrowed, at most by half, where letters would else be printed too small to read."""
    over = sum(widths) - _PAGE_WIDTH / _LEAST_SCALE
    if over <= 0:
        return list(widths)
    least = [
        max(width / 2 if column.kind == "text" else shape.unfolded(column, printed, i), _NARROWEST)
        for i, (column, width) in enumerate(zip(columns, widths, strict=True))
    ]
    spare = [max(width - low, 0.0) for width, low in zip(widths, least, strict=True)]
    share = min(1.0, over / sum(spare)) if any(spare) else 0.0
    return [width - share * part for width, part in zip(widths, spare, strict=True)]


def _tallest(printed: Sequence[Sequence[str]], widths: Sequence[float], i: int) -> float:
    return max((row_height([row[i]], [widths[i]], SIZE) for row in printed), default=0.0)


def excel_width(width: float) -> float:
    """Chinese characters of 10 points as Excel counts widths: digits of the default font, 7 pixels each."""
    return width * SIZE * 96 / 72 / 7 + 1.5


def row_height(printed: Sequence[str], widths: Sequence[float], size: int) -> float:
    """The height in points of a row in which every text shows whole.

    One character less than fits is counted per line (``_DRAGGED``).
    """
    most = max(
        (folds(text, width - _DRAGGED) for text, width in zip(printed, widths, strict=True)),
        default=1,
    )
    return max(most, 1) * size * _LINE + 4


def fitted_row(printed: Sequence[str], widths: Sequence[float]) -> tuple[int, float]:
    """The font size and the height of a row: smaller letters where Excel's tallest row is not enough."""
    for size in _SIZES:
        height = row_height(printed, [width * SIZE / size for width in widths], size)
        if height <= TALLEST_ROW:
            return size, height
    return _SIZES[-1], TALLEST_ROW
