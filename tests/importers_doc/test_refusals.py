"""What a .doc is refused for: by name, fast, and never read wrongly instead."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from struct import pack, pack_into, unpack_from

import pytest

from jbgs.errors import Refused
from jbgs.importers.doc import read_doc
from jbgs.importers.document import Table

from .builder import DELETED, IN_CELL, ROW_END, SECTOR, Doc, Para, compound, define, depth, fields, row, text

FORM = [text("标题"), *row("甲", "乙"), *row("丙", "丁"), text("尾")]


def code(data: bytes) -> str:
    """The code of the refusal, which must come within a second."""
    began = time.perf_counter()
    with pytest.raises(Refused) as caught:
        read_doc(data)
    assert time.perf_counter() - began < 1
    return caught.value.code


def test_other_kinds_of_word_files() -> None:
    assert code(bytes(Doc(FORM, flags=0x300))) == "encrypted"
    assert code(bytes(Doc(FORM, nfib=0x68))) == "unsupported"
    assert code(bytes(Doc(FORM, ident=0xA5DC, nfib=0x65))) == "unsupported"
    assert code(bytes(Doc(FORM, ident=0x1234))) == "damaged"


def test_no_word_file_at_all() -> None:
    assert code(b"") == "damaged"
    assert code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == "damaged"
    assert code(compound({"Workbook": bytes(5000)})) == "damaged"


Rows = list[Para]
CONTRADICTIONS: dict[str, Rows] = {
    "more cells than defined": row("甲", "乙", edges=(0, 1000)),
    "fewer cells than defined": row("甲", edges=(0, 1000, 2000)),
    "a row without definition": [*row("甲")[:1], Para([], "\x07", ROW_END)],
    "edges that go back": row("甲", "乙", edges=(0, 2000, 1000)),
    "a vertical merge that does not exist": row("甲", flags=(2 << 5,)),
    "text in a cell that is merged away": [*row("甲", flags=(3 << 5,)), *row("乙", flags=(1 << 5,))],
    "text in a cell that is merged to the left": row("甲", "乙", flags=(2, 1)),
    "a row that never ends": row("甲")[:1],
    "text in a table without a row": [text("甲", changes=IN_CELL)],
    "an empty paragraph in a table without a row": [text("", changes=IN_CELL)],
    "a cell mark outside tables": [text("甲", mark="\x07")],
    "text at the end of a row": [*row("甲")[:1], Para([("乙", b"")], "\x07", ROW_END + define((0, 1)))],
    "text that runs into the end of a row": [
        *row("甲")[:1],
        text("乙", changes=IN_CELL, mark_changes=DELETED),
        Para([], "\x07", ROW_END + define((0, 1))),
    ],
    "an inner mark at the outer level": [text("甲", changes=depth(1) + b"\x4b\x24\x01")],
    "too many cells": row(*["格"] * 64),
    "cells inserted without end": [
        *row("甲")[:1],
        Para([], "\x07", ROW_END + pack("<HBBh", 0x7621, 0, 255, 9)),
    ],
    "a modifier that is cut off": [text("甲", changes=b"\x49\x66\x01")],
    "an anchor among the text": [text("甲\x01乙")],
    "half a character": [text("甲\ud842乙")],
    "a NUL": [text("甲\0乙")],
    "an unassigned character": [text("甲\u0378乙")],
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_contradictions(name: str) -> None:
    assert code(bytes(Doc([*CONTRADICTIONS[name], text("尾")]))) == "damaged"


def test_tables_nested_without_end() -> None:
    assert code(bytes(Doc([text("甲", changes=depth(40)), text("尾")]))) == "too-large"
    assert code(bytes(Doc([text("甲", changes=depth(2**31)), text("尾")]))) == "damaged"


def test_text_without_a_last_mark() -> None:
    assert code(bytes(Doc([text("甲"), Para([("乙", b"")], "\u3000")]))) == "damaged"


def spoilt(index: int, at: int, form: str, *values: int) -> bytes:
    """A good file with other numbers at a place in the table stream, within the structure of this index."""
    doc = Doc([*FORM, Para(fields("DATE", "今天"))])
    pack_into(form, doc.table, doc.pairs[index][0] + at, *values)
    return bytes(doc)


CHARACTERS, PARAGRAPHS, FIELDS, CLX = 12, 13, 16, 33


SPOILT = {
    "no piece table": spoilt(CLX, 0, "<B", 7),
    "a piece table of 4 GB": spoilt(CLX, 1, "<I", 0xFFFFFFFF),
    "text that begins later": spoilt(CLX, 5, "<2I", 1, 2),
    "a story longer than the text": spoilt(CLX, 9, "<I", 0x7FFFFFFF),
    "a piece beyond the file": spoilt(CLX, 15, "<I", 0x3FFFFFFF),
    "modifiers that are not there": spoilt(CLX, 19, "<H", 0xFFFF),
    "runs that begin before the text": spoilt(PARAGRAPHS, 0, "<I", 77),
    "a page beyond the file": spoilt(PARAGRAPHS, 8, "<I", 0x3FFFFF),
    "a page that is none": spoilt(CHARACTERS, 8, "<I", 0),
    "a field mark elsewhere": spoilt(FIELDS, 0, "<I", 5),
}


@pytest.mark.parametrize("name", SPOILT)
def test_numbers_that_cannot_be(name: str) -> None:
    assert code(SPOILT[name]) == "damaged"


def test_structures_beyond_the_file() -> None:
    for index in (1, CHARACTERS, PARAGRAPHS, CLX):
        doc = Doc(FORM)
        doc.pairs[index] = (0xFFFFFFF0, 0xFFFFFFF0)
        assert code(bytes(doc)) == "damaged"
    doc = Doc(FORM)
    doc.main = 0x7FFFFFFF
    assert code(bytes(doc)) == "damaged"


def test_references_in_circles() -> None:
    circle = ROW_END + pack("<HI", 0x646B, 0)
    data = pack("<H", len(circle)) + circle
    assert code(bytes(Doc([*row("甲")[:1], Para([], "\x07", circle), text("")], data=data))) == "damaged"
    nowhere = ROW_END + pack("<HI", 0x646B, 0xFFFFFFFF)
    assert code(bytes(Doc([*row("甲")[:1], Para([], "\x07", nowhere), text("")]))) == "damaged"


def test_the_same_page_twice() -> None:
    doc = Doc([text("字" * 20) for _ in range(80)])
    at, length = doc.pairs[PARAGRAPHS]
    count = (length - 4) // 8
    assert count > 1
    pages = at + 4 * (count + 1)
    (first,) = unpack_from("<I", doc.table, pages)
    pack_into("<I", doc.table, pages + 4, first | 1 << 22)
    assert code(bytes(doc)) == "damaged"


def test_more_than_any_form_has() -> None:
    assert code(bytes(Doc([text("字" * 1_000_001)]))) == "too-large"
    assert code(bytes(Doc([text("\r" * 100_001)]))) == "too-large"
    begins = [("\x13", b"\x55\x08\x01"), ("EQ", b"")] * 150
    assert code(bytes(Doc([Para(begins)]))) == "too-large"


def test_one_instruction_in_very_many_parts() -> None:
    """Joined part by part this took minutes."""
    runs = fields("EQ " + "a\x0b" * 200_000, "")
    began = time.perf_counter()
    read_doc(bytes(Doc([Para(runs)])))
    assert time.perf_counter() - began < 2


def chains(change: Callable[[bytearray, int], None]) -> bytes:
    """A good file whose sector table, at the offset given to ``change``, is spoilt."""
    data = bytearray(bytes(Doc(FORM)))
    (table,) = unpack_from("<I", data, 76)
    change(data, (table + 1) * SECTOR)
    return bytes(data)


def test_sector_chains() -> None:
    def loop(data: bytearray, at: int) -> None:
        pack_into("<I", data, at, 0)

    def cross(data: bytearray, at: int) -> None:
        pack_into("<I", data, at + 8, 12)

    def leave(data: bytearray, at: int) -> None:
        pack_into("<I", data, at + 8, 0x00FFFFFF)

    def end(data: bytearray, at: int) -> None:
        pack_into("<I", data, at + 8, 0xFFFFFFFE)

    for change in (loop, cross, leave, end):
        assert code(chains(change)) == "damaged"


def test_headers_that_would_be_followed_for_hours() -> None:
    data = bytearray(bytes(Doc(FORM)))
    last = len(data) // SECTOR - 2
    pack_into("<I", data, 44, 127 * 400_000 + 109)  # sector tables
    pack_into("<2I", data, 68, last, 400_000)  # the list of their places, which leads to itself
    pack_into("<I", data, len(data) - 4, last)
    assert code(bytes(data)) == "damaged"
    for at in (44, 64, 72):
        data = bytearray(bytes(Doc(FORM)))
        pack_into("<I", data, at, 0xFFFFFFF0)
        assert code(bytes(data)) == "damaged"


def tables(data: bytes) -> list[Table] | None:
    try:
        return list(read_doc(data).walk())
    except Refused:
        return None


def test_damage_is_noticed(files: Path) -> None:
    """A seeded extract of benchmarks/doc_damage.py: a change of more than characters is refused."""
    chance = random.Random(7)
    good = [(files / "form.doc").read_bytes(), bytes(Doc([*FORM * 5, Para(fields("DATE", "今天"))]))]
    unnoticed = 0
    for number in range(400):
        data = good[number % 2]
        before = tables(data)
        assert before
        copy = bytearray(data[: chance.randrange(len(data))] if number % 4 > 1 else data)
        if len(copy) == len(data):
            for _ in range(8):
                copy[chance.randrange(len(copy))] ^= chance.randrange(1, 256)
        after = tables(bytes(copy))
        unnoticed += after is not None and shape(after) != shape(before)
    assert unnoticed <= 2


def shape(found: list[Table]) -> list[tuple[int, ...]]:
    return [(c.row, c.col, c.rows, c.cols, len(c.text)) for table in found for c in table.cells()]
