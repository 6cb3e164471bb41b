"""Fill in one of our blank forms as somebody at a keyboard would: value cells only, Enter for a new line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from io import BytesIO

from docx import Document
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from jbgs.forms import Form
from jbgs.values import normalise_label

Value = str | Sequence[str]


def fill(blank: bytes, form: Form, values: Mapping[str, Value], *, tick: str = "☑") -> bytes:
    """The form with these values by field name; options are lists of choices. KeyError for an unknown one."""
    document = Document(BytesIO(blank))
    cells = _value_cells(document.tables[0]._tbl.tr_lst, form)
    for name, value in values.items():
        cell = _Cell(cells[name], document.tables[0])
        if isinstance(value, str):
            _type(cell.paragraphs[0], value)
        else:
            _tick(cell, value, tick)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _value_cells(rows: Sequence[object], form: Form) -> dict[str, object]:
    """The cell to the right of each label, by field name."""
    names = form.names()
    found: dict[str, object] = {}
    for row in rows:
        cells = row.tc_lst  # type: ignore[attr-defined]  # python-docx's own element class
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            text = "".join(paragraph.text for paragraph in label.p_lst)
            found[names[normalise_label(text)]] = value
    return found


def _type(paragraph: Paragraph, text: str) -> None:
    """One paragraph per line, each made as Enter makes it: with the layout of the one before."""
    first, *others = text.split("\n")
    before = paragraph._p
    empty = deepcopy(before)
    paragraph.add_run(first)
    for line in others:
        after = deepcopy(empty)
        before.addnext(after)
        Paragraph(after, paragraph._parent).add_run(line)
        before = after


def _tick(cell: _Cell, chosen: Sequence[str], tick: str) -> None:
    """Put the tick in the place of the box, and behind 其他 what is meant by it."""
    run = cell.paragraphs[0].runs[0]
    boxes = run.text
    for choice in chosen:
        printed = next(box for box in boxes.split() if box[1:].strip("：＿") == choice.partition("：")[0])
        boxes = boxes.replace(printed, tick + choice)
    run.text = boxes
