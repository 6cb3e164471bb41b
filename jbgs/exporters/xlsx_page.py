"""What every sheet that we draw has: its fonts, its page, a time of making that tells nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from jbgs.exporters.xlsx_sizes import SIZE

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2021, 1, 1)  # the same table makes the same bytes on any day
_PAPER_A4 = 9


class Formats:
    """The cell formats of one workbook, each made once: a format per cell is what makes writers slow."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[frozenset[tuple[str, str | int | bool]], Format] = {}

    def __call__(self, **properties: str | int | bool) -> Format:
        """The format with these properties beside the usual ones."""
        key = frozenset(properties.items())
        if key not in self._made:
            usual = {"font_name": "宋体", "font_size": SIZE, "valign": "vcenter", "text_wrap": True}
            self._made[key] = self._book.add_format(usual | properties)
        return self._made[key]


def set_page(sheet: Worksheet) -> None:
    """A4 landscape, one page wide, numbered."""
    sheet.set_landscape()
    sheet.set_paper(_PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.set_footer("&C第&P页 共&N页")
