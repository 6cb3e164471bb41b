"""What leads an answer: a mark of its own (答：, 【答】), or the colon that others set behind the label."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COLONS = frozenset(":：\ufe55")


class Marks:
    """The marks that lead answers, made of some words."""

    def __init__(self, words: Iterable[str]) -> None:
        known = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        colon = f"[{''.join(_COLONS)}]"
        self._mark = re.compile(
            rf"(?:(?:(?:{known})\s*)?{colon}|[(（【〔\[]\s*(?:{known})\s*[)）】〕\]]\s*{colon}?)\s*"
        )
        self._words = re.compile(rf"(?:{known})\Z")
        self._begin = _COLONS.union("(（【〔[", *(word[0] for word in known.split("|")))

    def end(self, text: str) -> int:
        """Where the mark ends with which a text begins; 0 if it begins with none."""
        told = text.lstrip()
        if told[:1] not in self._begin:
            return 0
        found = self._mark.match(told)
        return len(text) - len(told) + found.end() if found else 0

    def bare(self, text: str) -> str:
        """A text without the mark before it."""
        end = self.end(text)
        return text[end:] if end else text

    def lead(self, text: str) -> bool:
        """Whether a colon leads a text: an answer, however much like a label it is worded."""
        end = self.end(text)
        return bool(end) and not _COLONS.isdisjoint(text[:end])


def is_colon(text: str) -> bool:
    """Whether a colon is all that stands in a cell."""
    return text in _COLONS or text.strip() in _COLONS
