"""Names of Excel sheets, legal and each once ("Rename a worksheet", Microsoft Support)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from jbgs.exporters.text import lines

_LONGEST = 31  # UTF-16 code units
_ILLEGAL = re.compile(r"[\[\]:*?/\\]")
_RESERVED = "history"  # Excel keeps it for itself


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Sheet names in the same order: what Excel forbids becomes ＿, what comes again gets a number."""
    taken = {_RESERVED}
    made: list[str] = []
    for text in wanted:
        name = _ILLEGAL.sub("＿", " ".join(lines(text))).strip(" '") or "表"
        choices = (_cut(name, f"（{n}）" if n > 1 else "") for n in count(1))
        chosen = next(c for c in choices if c.casefold() not in taken)
        taken.add(chosen.casefold())
        made.append(chosen)
    return made


def _cut(name: str, number: str) -> str:
    while len((name + number).encode("utf-16-le")) > 2 * _LONGEST:
        name = name[:-1]
    return name.rstrip(" '") + number
