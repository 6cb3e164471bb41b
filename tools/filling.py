"""Filled-in forms for tests and samples: how they are typed, saved again, and what is read in them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from jbgs.exporters.docx_layout import saved
from jbgs.forms import Field, Form
from jbgs.values import normalise_label

Value = str | Sequence[str]
Fields = dict[str, str | None]

_AMOUNT = re.compile(r"\d+(\.\d+)?")
_DAY = re.compile(r"(\d{4})[年.-](\d{1,2})[月.-](\d{1,2})日?")


def fill(blank: bytes, form: Form, values: Mapping[str, Value], *, tick: str = "☑") -> bytes:
    """A blank of ours with these values by field name; options are lists of choices.

    Filled in as somebody at a keyboard does it: value cells only, Enter for a new line.
    """
    document = Document(BytesIO(blank))
    cells = _value_cells(document.tables[0], form)
    for name, value in values.items():
        if isinstance(value, str):
            _type(cells[name].paragraphs[0], value)
        else:
            _tick(cells[name], value, tick)
    return saved(document)


def _value_cells(table: Table, form: Form) -> dict[str, _Cell]:
    """The cell to the right of each label, by field name."""
    names = form.names()
    found: dict[str, _Cell] = {}
    for row in table._tbl.tr_lst:
        for label, value in zip(row.tc_lst[::2], row.tc_lst[1::2], strict=False):
            text = "".join(paragraph.text for paragraph in label.p_lst)
            found[names[normalise_label(text)]] = _Cell(value, table)
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


def expected(form: Form, values: Mapping[str, Value], read: Mapping[str, str]) -> tuple[Fields, Fields]:
    """The fields and the extras that are read where this was typed.

    ``read`` says it for what is not read as it was typed; there an empty text means nothing.
    """
    found = {
        name: (read[name] or None) if name in read else _plain(spec, values.get(name))
        for name, spec in form.fields.items()
    }
    extras = {name for name, spec in form.fields.items() if spec.extra}
    fields = {name: value for name, value in found.items() if name not in extras}
    return fields, {name: found[name] for name in found if name in extras}


def _plain(spec: Field, value: Value | None) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        return "、".join(sorted(value, key=lambda one: spec.choices.index(one.partition("：")[0])))
    if spec.kind == "amount" and _AMOUNT.fullmatch(value):
        return f"{Decimal(value) * 10_000:.2f}"
    if spec.kind == "deadline" and (day := _DAY.fullmatch(value)):
        return f"{int(day[1]):04}-{int(day[2]):02}-{int(day[3]):02}"
    return value


def saved_again(data: bytes, suffix: str) -> bytes:
    """The same .docx as LibreOffice saves it under ``.doc`` or ``.docx``."""
    with TemporaryDirectory() as room:
        source = Path(room) / "form.docx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(room) / 'profile').as_uri()}"
        target = Path(room) / "saved"
        subprocess.run(
            [
                "soffice",
                profile,
                "--headless",
                "--convert-to",
                suffix.lstrip("."),
                "--outdir",
                target,
                source,
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (target / source.name).with_suffix(suffix).read_bytes()
