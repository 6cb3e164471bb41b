"""Telephone numbers and e-mail addresses made unreadable in what is published."""

from __future__ import annotations

import re

# Not within a longer number or a code: an amount or a credit code stays as it is.
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])((?:\+?86[- ]?)?1[3-9]\d)([- ]?)\d{4}([- ]?)(\d{4})(?![0-9A-Za-z])")
_FIXED = re.compile(r"(?<![0-9A-Za-z.])(\(?0\d{2,3}\)?[- ]?)\d{4,5}(\d{3})(?![0-9A-Za-z])")
_EMAIL = re.compile(r"([A-Za-z0-9])[A-Za-z0-9._%+-]*(@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_WIDE = str.maketrans("０１２３４５６７８９＠－（）．", "0123456789@-().")


def masked(text: str) -> str:
    """A text with the middle of every telephone number and the name of every e-mail address starred out."""
    narrow = text.translate(_WIDE)
    if not any(pattern.search(narrow) for pattern in (_MOBILE, _FIXED, _EMAIL)):
        return text
    hidden = _MOBILE.sub(r"\1\2****\3\4", narrow)
    hidden = _FIXED.sub(r"\1****\2", hidden)
    return _EMAIL.sub(r"\1***\2", hidden)
