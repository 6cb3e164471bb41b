"""Characters that are not plain text: deleted, hidden, anchors, symbols ([MS-DOC] 2.4.6.2)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from struct import unpack_from
from typing import Final

from jbgs.importers.doc import sprms
from jbgs.importers.doc.fkp import Runs
from jbgs.importers.doc.pieces import Text


@dataclass(frozen=True, slots=True)
class Look:
    """What a run's modifiers say; ``hidden`` as in sprmCFVanish (None: as its style)."""

    deleted: bool = False
    inserted: bool = False
    special: bool = False  # its control characters are anchors and field marks
    hidden: int | None = None
    style: int | None = None
    font: int | None = None
    symbol: tuple[int, int] | None = None  # font number, code
    location: int | None = None  # of a form field's data in the Data stream

    @property
    def plain(self) -> bool:
        """Whether the text is shown just as it is stored, as far as its font and style allow."""
        return self.hidden is None and not (self.deleted or self.inserted or self.special or self.symbol)


PLAIN: Final = Look()


@dataclass(frozen=True, slots=True)
class Span:
    """Characters with one look."""

    start: int
    end: int
    look: Look


@lru_cache(maxsize=1024)
def _look(stored: bytes, changes: bytes) -> Look:
    found: dict[int, bytes] = {}
    for code, operand in (*sprms.sprms(stored), *sprms.sprms(changes)):
        found[code] = operand
    return Look(
        deleted=_flag(found, sprms.DELETED),
        inserted=_flag(found, sprms.INSERTED),
        special=_flag(found, sprms.SPECIAL),
        hidden=found[sprms.HIDDEN][0] if sprms.HIDDEN in found else None,
        style=_word(found, sprms.STYLE),
        font=_word(found, sprms.FONT),
        symbol=unpack_from("<HH", found[sprms.SYMBOL]) if sprms.SYMBOL in found else None,
        location=unpack_from("<i", found[sprms.LOCATION])[0] if sprms.LOCATION in found else None,
    )


def _flag(found: dict[int, bytes], code: int) -> bool:
    """A toggle: 1 is on, 0x81 unlike the style; no style marks revisions."""
    return code in found and found[code][0] in (1, 0x81)


def _word(found: dict[int, bytes], code: int) -> int | None:
    return unpack_from("<H", found[code])[0] if code in found else None


def special_spans(text: Text, runs: Runs, fonts: Container[int], styles: Container[int]) -> Iterator[Span]:
    """The spans whose look matters, in order; ``fonts`` are symbol fonts, ``styles`` those that hide."""
    limits = runs.limits
    for piece in text.pieces:
        first = max(bisect_right(limits, piece.offset) - 1, 0)
        last = min(bisect_left(limits, piece.limit), len(runs.stored))
        for run in range(first, last):
            look = _look(runs.stored[run], piece.changes)
            if look.plain and look.font not in fonts and look.style not in styles:
                continue
            start = piece.start + max(limits[run] - piece.offset, 0) // piece.width
            end = piece.start + (min(limits[run + 1], piece.limit) - piece.offset) // piece.width
            yield Span(start, end, look)
