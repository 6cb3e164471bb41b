"""How much of anything a form can have; more is an attack, or a book."""

from __future__ import annotations

from typing import Final

from jbgs.errors import Refused

MAX_CHARACTERS: Final = 1_000_000  # about a thousand pages
MAX_ITEMS: Final = 100_000  # paragraphs, runs, pieces, fields
MAX_FIELD_DEPTH: Final = 100  # Word itself stops at 20
MAX_CELLS: Final = 63  # of a row (sprmTDefTable)
MAX_PROPERTIES: Final = 0x3FA2  # bytes of one PrcData
MAX_FETCHED: Final = 1 << 20  # bytes of all of them; a row needs some hundred


def check_count(count: int, most: int = MAX_ITEMS) -> None:
    """Refuse more of something than any form has, before time and memory go into it."""
    if count > most:
        raise Refused("too-large", "文档过长，不像是表格")
