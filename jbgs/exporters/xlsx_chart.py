"""The native chart under a sheet's table: it follows its cells when somebody corrects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jbgs.exporters.text import lines
from jbgs.reports.table import Chart, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.chart import Chart as XlsxChart
    from xlsxwriter.workbook import Workbook

_FONT = {"name": "宋体", "size": 10}
_SIZE = {"width": 900, "height": 320}  # pixels


def make_chart(
    book: Workbook, name: str, chart: Chart, columns: Sequence[Column], rows: tuple[int, int]
) -> XlsxChart:
    """The chart of the first to the last of ``rows`` on the sheet called ``name``."""
    first, last = rows
    places = {column.key: i for i, column in enumerate(columns)}
    label = places[chart.label]
    drawn: XlsxChart = book.add_chart({"type": "column"})
    for key in chart.values:
        drawn.add_series(
            {
                "name": _plain(columns[places[key]].title),
                "categories": [name, first, label, last, label],
                "values": [name, first, places[key], last, places[key]],
            }
        )
    drawn.set_title({"name": _plain(chart.title), "name_font": {**_FONT, "size": 14}})
    drawn.set_legend({"position": "bottom", "font": _FONT})
    drawn.set_x_axis({"num_font": _FONT})
    grid = {"visible": True, "line": {"color": "#D9D9D9"}}
    percent = {"num_format": "0%", "max": 1} if columns[places[chart.values[0]]].kind == "percent" else {}
    drawn.set_y_axis({"min": 0, "num_font": _FONT, "major_gridlines": grid, **percent})
    drawn.set_size(_SIZE)
    return drawn


def _plain(text: str) -> str:
    """The text on one line; XlsxWriter would take one that begins with = for a reference."""
    return " ".join(lines(text)).lstrip("=")
