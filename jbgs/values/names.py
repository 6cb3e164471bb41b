"""Names and titles as they are compared."""

from __future__ import annotations

import re
import unicodedata

_NOT_A_WORD = re.compile(r"\W+")


def same(text: str | None) -> str:
    """A title or a name without width, case, blanks and punctuation, to compare by."""
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", text or "")).lower()
