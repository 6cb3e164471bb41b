"""Single property modifiers ([MS-DOC] 2.2.5, 2.6): how properties are written as changes of defaults."""

from __future__ import annotations

from collections.abc import Iterator

from jbgs.errors import damaged

# Paragraph (2.6.2)
IN_TABLE, ROW_END, DEPTH, DEPTH_CHANGE = 0x2416, 0x2417, 0x6649, 0x664A
INNER_CELL, INNER_ROW_END = 0x244B, 0x244C
HUGE, TABLE_PROPERTIES = 0x6646, 0x646B
# Character (2.6.1)
DELETED, INSERTED, LOCATION, IS_DATA, SYMBOL = 0x0800, 0x0801, 0x6A03, 0x0806, 0x6A09
HIDDEN, SPECIAL, STYLE, FONT = 0x083C, 0x0855, 0x4A30, 0x4A4F
# Table (2.6.3)
DEFINE, INSERT, DELETE, SET_WIDTH, MERGE, SPLIT, VERTICAL = (
    0xD608,
    0x7621,
    0x5622,
    0x7623,
    0x5624,
    0x5625,
    0xD62B,
)

_DEFINE_OLD = 0xD606
_CHANGE_TABS = 0xC615
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # operand bytes by the top three bits; 6 is variable


def sprms(changes: bytes) -> Iterator[tuple[int, bytes]]:
    """Each modifier's code and operand, the operand's own length bytes left out."""
    at, end = 0, len(changes)
    while at + 2 < end:
        code = changes[at] | changes[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13]
        if not size:
            at, size = _variable(changes, code, at)
        if at + size > end:
            raise damaged("格式属性不完整")
        yield code, changes[at : at + size]
        at += size


def _variable(changes: bytes, code: int, at: int) -> tuple[int, int]:
    """Where a variable operand begins and how long it is."""
    if code in (DEFINE, _DEFINE_OLD):  # two bytes, counting one of themselves
        return at + 2, max((changes[at] | changes[at + 1] << 8) - 1, 0) if at + 1 < len(changes) else 0
    size = changes[at]
    if code == _CHANGE_TABS and size == 255:
        return _tabs(changes, at + 1)
    return at + 1, size


def _tabs(changes: bytes, at: int) -> tuple[int, int]:
    """A sprmPChgTabs whose length does not fit a byte: deleted tabs of 4 bytes, added ones of 3."""
    deleted = changes[at] if at < len(changes) else 0
    added_at = at + 1 + 4 * deleted
    added = changes[added_at] if added_at < len(changes) else 0
    return at, 2 + 4 * deleted + 3 * added
