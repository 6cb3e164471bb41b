"""Text as it is kept, as it is shown, and as parsers look at it. Linear in time on any input."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

T = TypeVar("T")

_BREAKS = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
# Characters that carry no text: controls, bidi marks, zero-width and other invisible signs, lone
# surrogates, noncharacters. Tab and line feed are dealt with before.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
# Widths and radicals that fonts and PDF files bring in; all of NFKC would make 1200 of ①200, 102 of 10².
_COMPATIBLE = re.compile(
    r"[\u00a0\u2000-\u200a\u202f\u2e80-\u2fdf\u3000\uf900-\ufaff\ufe30-\ufe6f\uff01-\uffef]+"
)
_DASHES = re.compile("[‐‑‒–—―−─]+")
# Sorting the marks on one letter takes Unicode the square of their number; UAX #15 (D) allows 30.
_LONG_RUN = re.compile(r"[^\w\s\x00-\x7f]{31,}")
_MARKS = 30
_QUOTED = 30
_SHORT = 300


class Memory(dict[str, T]):
    """What a function makes of texts, found once for each and then by mere look-up.

    It keeps short texts only, and forgets all when it has grown to ``most`` of them.
    """

    def __init__(self, read: Callable[[str], T], most: int = 4096) -> None:
        super().__init__()
        self._read, self._most = read, most

    def __missing__(self, text: str) -> T:
        found = self._read(text)
        if len(text) <= _SHORT:
            if len(self) >= self._most:
                self.clear()
            self[text] = found
        return found


def remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """The same function, which remembers short texts: a form's are looked at several times each."""
    memory = Memory(read)

    @wraps(read)
    def quickly(text: str) -> T:
        return memory[text]

    return quickly


@remembered
def clean(text: str) -> str:
    r"""Text as a field keeps it: NFC, paragraphs divided by ``\n``, nothing invisible, no outer blanks."""
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    text = _UNSEEN.sub("", text)
    if len(text) > _MARKS:
        text = _LONG_RUN.sub(_fewer_marks, text)
    lines = unicodedata.normalize("NFC", text).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


@remembered
def one_line(text: str) -> str:
    """Clean text with every run of blanks and breaks folded into one blank."""
    return " ".join(clean(text).split())


def printable(text: str) -> str:
    """Text that is safe in one line of a terminal: breaks are blanks, what cannot be seen is gone."""
    return _UNSEEN.sub("", _BREAKS.sub(" ", text).replace("\t", " "))


@remembered
def narrow(text: str) -> str:
    """Clean text as parsers look at it: full-width signs, dashes and radicals in their plain form."""
    plain = _COMPATIBLE.sub(_compatible, clean(text)).replace("〜", "~")
    return _DASHES.sub(_dashes, plain)


@remembered
def compact(text: str) -> str:
    """Narrow text without any blanks."""
    return "".join(narrow(text).split())


def quote(text: str) -> str:
    """A text as a message quotes it, cut where it is long."""
    line = one_line(text[: 100 * _QUOTED])
    return f"“{line[:_QUOTED]}…”" if len(line) > _QUOTED else f"“{line}”"


def _compatible(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def _dashes(match: re.Match[str]) -> str:
    return "-" * len(match[0])


def _fewer_marks(match: re.Match[str]) -> str:
    return "".join(c for i, c in enumerate(match[0]) if i < _MARKS or not unicodedata.combining(c))
