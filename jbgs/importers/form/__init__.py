"""The form engine: from a document's cells to the fields of 附件1–4, whatever the layout.

``understand`` cuts the document into forms (``blocks``), tells which annex each is (``classify``),
pairs labels with values by neighbourhood (``tables``, ``lines``), and reads the values (``fill``,
``typed``). What is ambiguous is a problem, what is not understood is listed; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jbgs.errors import Refused
from jbgs.forms import FormKey, Forms
from jbgs.importers.document import Document
from jbgs.importers.form.blocks import cutter
from jbgs.importers.form.chunk import Chunk
from jbgs.importers.form.classify import classify
from jbgs.importers.form.fill import fill
from jbgs.importers.form.lexica import Lexica, lexica
from jbgs.importers.form.lexicon import Lexicon
from jbgs.importers.form.lines import read_lines
from jbgs.importers.form.pairs import Pair
from jbgs.importers.form.result import FormRead, Issue, Reading, Understood, Unmatched
from jbgs.importers.form.tables import read_table
from jbgs.importers.form.typed import Region, read_field
from jbgs.values import is_placeholder, one_line

MAX_FORMS = 2_000  # of one list
__all__ = ["FormRead", "Issue", "Reading", "Understood", "Unmatched", "read_field", "understand"]


def understand(
    document: Document, forms: Forms, *, region: Region, only: FormKey | None = None, readings: bool = True
) -> Understood:
    """All forms in a document. ``region`` maps any spelling of a region to its name, or to ``None``.

    ``only`` says which form they are where that is in doubt, ``readings`` whether to tell how each field
    was read. Raises ``Refused``: ``no-form``, ``unknown-form``, ``ambiguous-form`` (naming the
    candidates), ``blank-form``.
    """
    known = lexica(forms)
    chunks = cutter(known).cut(document)
    if not document.tables and not any(chunk.keys for chunk in chunks):
        raise Refused("no-form")
    read: list[FormRead] = []
    refused: list[Refused] = []
    notes: list[str] = []
    for chunk in chunks:
        try:
            said = _said(chunk, known, only)
            read += _filled(said, region, readings=readings)
            notes += said.notes
        except Refused as error:
            if chunk.keys or len(chunks) == 1:
                refused.append(error)
    if not read:
        raise refused[0] if refused else Refused("unknown-form")
    notes += [f"文件中另有一张表未登记：{error.message}" for error in refused]
    return Understood(tuple(read), tuple(notes))


class _Said(NamedTuple):
    """Which form a chunk is, and the pairs of each: one, or those of each row of a list."""

    form: FormKey
    lexicon: Lexicon
    forms: tuple[Sequence[Pair], ...]
    notes: tuple[str, ...] = ()


def _said(chunk: Chunk, known: Lexica, only: FormKey | None) -> _Said:
    """What a chunk says. Raises ``Refused`` where it is no form, or could be several."""
    key = classify(chunk, known, only)
    lexicon = known.by_form[key]
    tables = [
        read_table(part.table, known, lexicon, f"表{part.number}", unit=part.unit, head=part.head)
        for part in chunk.parts
    ]
    pairs = [pair for table in tables for pair in table.pairs]
    lists = [one for table in tables for one in table.lists]
    rows = tuple(row for one in lists for row in one.rows)
    if len(rows) > MAX_FORMS:
        raise Refused("too-large", f"一个文件中超过 {MAX_FORMS} 个项目")
    lines = read_lines(chunk, lexicon)
    if rows and not any(pair.key in known.identities and pair.value.strip() for pair in pairs):
        said = (one for one in (*pairs, *lines) if not one.is_unit and not known.carries_nothing(one.key))
        beside = [one for one in said if not is_placeholder(one.value)]
        return _Said(key, lexicon, rows, tuple(f"列表以外的内容未登记：{_told(one)}" for one in beside))
    return _Said(key, lexicon, ([*pairs, *(one.whole for one in lists), *lines],))


def _told(pair: Pair) -> str:
    return (
        f"{pair.where} {pair.label}：{one_line(pair.value)}"
        if pair.label
        else f"{pair.where} {one_line(pair.value)}"
    )


def _filled(said: _Said, region: Region, *, readings: bool) -> list[FormRead]:
    """The forms in which something stands; raises ``Refused`` if there is none."""
    read = (fill(said.form, said.lexicon, pairs, region, readings=readings) for pairs in said.forms)
    filled = [one for one in read if any(one.fields.values()) or any(p.raw.strip() for p in one.problems)]
    if not filled:
        raise Refused("blank-form")
    return filled
