"""What the text of a .doc becomes: fields, symbols, revisions, breaks."""

from __future__ import annotations

from struct import pack

import pytest

from jbgs.importers.doc import read_doc
from jbgs.importers.document import Document, Paragraph

from .builder import DELETED, HIDDEN, INSERTED, SPECIAL, Doc, Para, fields, text


def read(*runs: tuple[str, bytes], **parts) -> Document:
    return read_doc(bytes(Doc([Para(runs)], **parts)))


def shown(*runs: tuple[str, bytes], **parts) -> str:
    """The text of a document of one paragraph."""
    (block,) = read(*runs, **parts).blocks
    assert isinstance(block, Paragraph)
    return block.text


def form_data(kind: int, state: int, default: int = 0, entries: tuple[str, ...] = ()) -> bytes:
    """FFData of a text field (0), check box (1) or list (2), in its wrapping, with empty names and texts."""
    content = pack("<IHHH", 0xFFFFFFFF, kind | state << 2, 0, 0) + bytes(4)
    content += (bytes(4) if kind == 0 else pack("<H", default)) + bytes(4) * 5
    if kind == 2:
        content += pack("<HHH", 0xFFFF, len(entries), 0)
        content += b"".join(pack("<H", len(entry)) + entry.encode("utf-16-le") for entry in entries)
    return pack("<IH", 68 + len(content), 68) + bytes(62) + content


AT_0 = b"\x03\x6a" + bytes(4) + b"\x06\x08\x01"  # sprmCPicLocation 0, which is a valid place, and sprmCFData


def test_characters_beyond_16_bits_and_their_positions() -> None:
    runs = ("𠮷祥", b""), ("删", DELETED), ("𨭎㛃", b""), ("藏", HIDDEN), ("龘", b"")
    assert shown(*runs) == "𠮷祥𨭎㛃龘"


def test_windows_1252() -> None:
    assert shown(("€120 – “±5%” caf\xe9", b""), width=1) == "€120 – “±5%” café"


def test_breaks_and_hyphens() -> None:
    assert shown(("一\x0b二\x0e三\tT\x1e1\x1f号\xa0", b"")) == "一\n二\n三\tT-1号\xa0"


def test_a_page_break_begins_a_paragraph() -> None:
    document = read_doc(bytes(Doc([text("甲", mark="\x0c"), text("乙")])))
    assert document.blocks == (Paragraph("甲"), Paragraph("乙"))


def test_revisions_are_accepted_and_noted() -> None:
    document = read(("金额", b""), ("100", DELETED), ("120", INSERTED), ("旧", b"\x00\x08\x81"))
    assert document.blocks == (Paragraph("金额120"),)
    assert document.notes == ("含修订痕迹，已按接受全部修订后的文本读取",)


def test_a_deleted_paragraph_mark_joins() -> None:
    document = read_doc(bytes(Doc([text("前半", mark_changes=DELETED), text("后半"), text("下一段")])))
    assert document.blocks == (Paragraph("前半后半"), Paragraph("下一段"))


def test_hidden_text_is_out_and_noted() -> None:
    document = read(("可见", b""), ("隐藏", HIDDEN))
    assert document.blocks == (Paragraph("可见"),)
    assert document.notes == ("含隐藏文字，未读取",)


def sheet(*styles: tuple[int, int, bytes]) -> bytes:
    """A style sheet of (kind, number of the base style, character modifiers)."""
    found = pack("<HHH", 18, len(styles), 10) + bytes(14)
    for kind, base, changes in styles:
        upx = (pack("<HH", 2, 0) if kind == 1 else b"") + pack("<H", len(changes)) + changes
        style = pack("<HHHHH", 0, kind | base << 4, 0, 0, 0) + pack("<H", 1) + "x\0".encode("utf-16-le") + upx
        found += pack("<H", len(style)) + style
    return found


def test_styles_that_hide() -> None:
    styles = sheet((1, 0xFFF, b""), (2, 0xFFF, HIDDEN), (2, 1, b""), (1, 0, HIDDEN))
    by_run = b"\x30\x4a\x02\x00"
    runs = ("甲", b""), ("乙", by_run), ("丙", by_run + b"\x3c\x08\x00"), ("丁", by_run + b"\x3c\x08\x81")
    hidden = Para([("戊", b""), ("己", b"\x3c\x08\x81")], style=3, mark_changes=b"\x3c\x08\x00")
    document = read_doc(bytes(Doc([Para(runs), hidden], styles=styles)))
    assert document.blocks == (Paragraph("甲丙丁"), Paragraph("己"))


def test_a_field_shows_its_result() -> None:
    assert shown(("见", b""), *fields(' HYPERLINK "x" ', "附件一"), ("。", b"")) == "见附件一。"


def test_a_field_within_the_instruction_of_another() -> None:
    inner = fields("MERGEFIELD x", "√")
    outer = [("\x13", SPECIAL), ("EQ \\o\\ac(□,", b""), *inner, (")", b""), ("\x15", SPECIAL)]
    assert shown(*outer) == "☑"


@pytest.mark.parametrize(
    ("instruction", "result"),
    [(r"EQ \o\ac(□,√)", "☑"), (r"eq \o\ac(○,3)", "③"), (r"EQ \o(\s\up 9(ban),榜)", "榜")],
)
def test_equations_are_worked_out(instruction: str, result: str) -> None:
    assert shown(*fields(instruction, "旧"), ("后", b"")) == result + "后"


@pytest.mark.parametrize(
    ("state", "default", "box"), [(1, 0, "☒"), (0, 1, "☐"), (25, 1, "☒"), (25, 0, "☐")], ids=str
)
def test_check_boxes(state: int, default: int, box: str) -> None:
    runs = fields(" FORMCHECKBOX ", anchor=AT_0)
    assert shown(*runs, ("攻关", b""), data=form_data(1, state, default)) == f"{box}攻关"


def test_lists_and_text_fields() -> None:
    chosen = form_data(2, 1, 0, ("工业", "农业"))
    assert shown(*fields(" FORMDROPDOWN ", anchor=AT_0), data=chosen) == "农业"
    assert shown(*fields(" FORMTEXT ", "填写", anchor=AT_0), data=form_data(0, 0)) == "填写"


def test_data_of_a_hyperlink_is_not_a_form_field() -> None:
    assert shown(*fields(" HYPERLINK ", "链接", anchor=AT_0), data=b"\x01" * 100) == "链接"


def test_symbols() -> None:
    fonts = ("宋体", "Wingdings", "Wingdings 2")
    sign = b"\x09\x6a\x02\x00\x52\xf0"
    run_font = b"\x4f\x4a\x01\x00"
    runs = ("(", SPECIAL + sign), ("甲", b""), ("\uf0a8\uf0fe", run_font)
    assert shown(*runs, fonts=fonts) == "☑甲☐☑"


def test_what_a_clerk_is_told() -> None:
    runs = [("文", b""), *fields(' INCLUDEPICTURE "http://example.org/a.png" ', "图"), ("\x05", SPECIAL)]
    document = read(*runs, storages=["Macros", "ObjectPool"])
    assert set(document.notes) == {
        "含批注，未读取",
        "含宏，未运行",
        "引用了外部图片、模板等文件，未打开",
        "嵌有其他文档，未读取",
    }
    assert document.container == "doc"


def test_a_bare_comment_mark_is_none() -> None:
    document = read(("甲\x05乙", b""))
    assert (document.blocks, document.notes) == ((Paragraph("甲乙"),), ())


def test_an_unfinished_field_is_noted() -> None:
    document = read(("前", b""), ("\x13", SPECIAL), ("DATE", b""), ("\x14", SPECIAL), ("后", b""))
    assert document.blocks == (Paragraph("前后"),)
    assert document.notes == ("有不完整的域，其文字可能不全",)
