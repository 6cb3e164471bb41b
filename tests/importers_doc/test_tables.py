"""Cells, merges and nesting of a .doc, in every way that the format has to say them."""

from __future__ import annotations

import json
from pathlib import Path
from struct import pack

import pytest

from jbgs.importers.doc import read_doc
from jbgs.importers.document import Paragraph, Table

from .builder import (
    DELETED,
    HIDDEN,
    IN_CELL,
    INSERTED,
    ROW_END,
    Doc,
    Para,
    define,
    depth,
    row,
    text,
)

VERTICAL_START, VERTICAL_ON = 3 << 5, 1 << 5


def table(*paragraphs: Para, **parts) -> Table:
    """The only table of a document of these paragraphs."""
    (found,) = read_doc(bytes(Doc([*paragraphs, text("尾")], **parts))).tables
    return found


def cells(found: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.rows, c.cols, c.text) for c in found.cells()]


def row_ending_with(changes: bytes, *contents: str) -> list[Para]:
    """A row that is defined by other modifiers than sprmTDefTable alone."""
    return [*(text(c, mark="\x07", changes=IN_CELL) for c in contents), Para([], "\x07", ROW_END + changes)]


def test_columns_are_where_any_row_has_an_edge() -> None:
    found = table(*row("甲", "乙", edges=(0, 1000, 3000)), *row("丙", "丁", "戊", edges=(0, 998, 2000, 3003)))
    assert cells(found) == [
        (0, 0, 1, 1, "甲"),
        (0, 1, 1, 2, "乙"),
        (1, 0, 1, 1, "丙"),
        (1, 1, 1, 1, "丁"),
        (1, 2, 1, 1, "戊"),
    ]


def test_a_row_that_begins_later() -> None:
    found = table(*row("甲", "乙"), *row("丙", edges=(500, 1000)))
    assert cells(found)[-1] == (1, 1, 1, 1, "丙")


def test_vertical_merge() -> None:
    found = table(
        *row("组", "一", flags=(VERTICAL_START, 0)),
        *row("", "二", flags=(VERTICAL_ON, 0)),
        *row("组", "三", flags=(VERTICAL_START, 0)),
    )
    assert cells(found) == [
        (0, 0, 2, 1, "组"),
        (0, 1, 1, 1, "一"),
        (1, 1, 1, 1, "二"),
        (2, 0, 1, 1, "组"),
        (2, 1, 1, 1, "三"),
    ]


@pytest.mark.parametrize("flags", [(2, 1, 0, 2, 1), (1, 2, 0, 1, 2)], ids=["specification", "Word 97"])
def test_horizontal_merge(flags: tuple[int, ...]) -> None:
    found = table(*row("甲", "", "乙", "丙", "", flags=flags), *row(*"一二三四五"))
    assert cells(found)[:3] == [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙"), (0, 3, 1, 2, "丙")]


def test_a_row_defined_step_by_step() -> None:
    insert = pack("<HBBh", 0x7621, 0, 4, 500)
    delete = pack("<HBB", 0x5622, 1, 2)
    widths = pack("<HBBh", 0x7623, 0, 1, 1000)
    merge = pack("<HBB", 0x5624, 1, 3)
    vertical = pack("<HBBB", 0xD62B, 2, 0, 3)
    found = table(
        *row_ending_with(insert + delete + widths + merge + vertical, "甲", "乙", ""),
        *row_ending_with(define((0, 1000, 1500, 2000)) + pack("<HBBB", 0xD62B, 2, 0, 1), "", "丙", "丁"),
    )
    assert cells(found) == [
        (0, 0, 2, 1, "甲"),
        (0, 1, 1, 2, "乙"),
        (1, 1, 1, 1, "丙"),
        (1, 2, 1, 1, "丁"),
    ]


def test_a_split_undoes_a_merge() -> None:
    split = pack("<HBB", 0x5625, 0, 2)
    found = table(*row_ending_with(define((0, 1000, 2000), (2, 1)) + split, "甲", "乙"))
    assert cells(found) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]


def test_definitions_kept_in_the_data_stream() -> None:
    kept = ROW_END + define((0, 500, 1000))
    through = ROW_END + pack("<HI", 0x646B, 8)
    data = pack("<H", len(through)) + through
    data += bytes(8 - len(data)) if len(data) < 8 else b""
    properties_at = len(data)
    through = ROW_END + pack("<HI", 0x646B, properties_at)
    data = pack("<H", len(through)) + through + pack("<H", len(kept)) + kept
    direct = [text("甲", mark="\x07", changes=IN_CELL), text("乙", mark="\x07", changes=IN_CELL)]
    huge = Para([], "\x07", pack("<HI", 0x6646, 0))
    beside = Para([], "\x07", ROW_END + pack("<HI", 0x646B, properties_at) + define((0, 1, 2, 3)))
    for end in (huge, beside):
        assert cells(table(*direct, end, data=data)) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]


def test_lines_in_a_cell() -> None:
    found = table(text("一", changes=IN_CELL), text("", changes=IN_CELL), *row("二"))
    assert cells(found) == [(0, 0, 1, 1, "一\n\n二")]


def nested_row(*contents: str, level: int = 2) -> list[Para]:
    """A row inside a cell: its marks are paragraph marks with modifiers."""
    inside = depth(level) + b"\x4b\x24\x01"
    edges = range(0, 100 * (len(contents) + 1), 100)
    ends = Para([], "\r", inside + b"\x4c\x24\x01" + define(edges))
    return [*(text(content, changes=inside) for content in contents), ends]


def test_nested_tables() -> None:
    found = table(
        text("如下：", changes=depth(1)),
        *nested_row("设备", "35"),
        text("说明", changes=depth(2)),
        *nested_row("深", level=3),
        *nested_row("", "25"),
        *row("合计"),
    )
    (outer,) = found.cells()
    (inner,) = outer.tables
    assert outer.text == "如下：\n合计"
    assert [c.text for c in inner.cells()] == ["设备", "35", "说明\n", "25"]
    assert [c.text for c in inner.rows[1][0].tables[0].cells()] == ["深"]


def test_paragraphs_part_nested_tables_even_when_their_mark_is_hidden() -> None:
    between = text("", changes=depth(1), mark_changes=HIDDEN)
    found = table(*nested_row("一"), between, *nested_row("二"), *row(""))
    assert [len(c.tables) for c in found.cells()] == [2]


def test_text_before_a_deleted_mark_is_not_lost() -> None:
    ends_cell = text("留", changes=IN_CELL, mark_changes=DELETED)
    found = table(ends_cell, *row("下", "右"))
    assert [c.text for c in found.cells()] == ["留下", "右"]


def test_deleted_and_hidden_rows_are_out() -> None:
    found = table(
        *row("留"), *row("删", mark=DELETED), *row("藏", mark=HIDDEN), *row("增", mark=INSERTED), *row("末")
    )
    assert [c.text for c in found.cells()] == ["留", "增", "末"]


def test_a_document_that_ends_with_its_table() -> None:
    document = read_doc(bytes(Doc([text("标题"), *row("甲", "乙")])))
    assert [c.text for c in document.tables[0].cells()] == ["甲", "乙"]


def test_text_boxes_follow_the_main_text() -> None:
    document = read_doc(bytes(Doc([text("正文")], boxes=[text("框内"), *row("格"), text("")])))
    assert document.blocks[:2] == (Paragraph("正文"), Paragraph("框内"))
    assert [c.text for c in document.tables[0].cells()] == ["格"]


def test_pieces_in_another_order() -> None:
    """A fast save leaves old text where it is, appends the new and rearranges the pieces."""
    stored = [text("丙"), text("甲"), text("废"), text("乙")]
    document = read_doc(bytes(Doc(stored, pieces=[(2, 4, 0), (6, 8, 0), (0, 2, 0), (4, 6, 0)])))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "甲",
        "乙",
        "丙",
        "废",
    ]


def test_modifiers_of_a_piece() -> None:
    short_deleted = 0x41 << 1 | 1 << 8
    document = read_doc(bytes(Doc([text("甲乙")], pieces=[(0, 1, short_deleted), (1, 3, 0)])))
    assert document.blocks == (Paragraph("乙"),)
    shared = 0 << 1 | 1
    document = read_doc(bytes(Doc([text("甲乙")], pieces=[(0, 1, shared), (1, 3, 0)], prc=HIDDEN)))
    assert document.blocks == (Paragraph("乙"),)


def test_a_form_that_libreoffice_wrote(files: Path) -> None:
    document = read_doc((files / "form.doc").read_bytes())
    expected = json.loads((files / "form.json").read_text("utf-8"))
    assert [[list(cell) for cell in cells(found)] for found in document.walk()] == expected
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].text == "“揭榜挂帅”技术需求征集表"
    assert document.notes == ()
