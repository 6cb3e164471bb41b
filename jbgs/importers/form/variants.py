"""Other ways to write a label that is known: in two languages, with 项目 before it or 情况 after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jbgs.forms import Forms

_LONGEST = 160
# The English half of a label in two languages, with a bracket behind it: 报价（万元） Price (10k RMB).
_ENGLISH = re.compile(
    r"(?<=[\u4e00-\u9fff:：）)])[\s/(（]*([a-z][a-z\s.,'&/-]*)(?:[(（][^()（）]*[)）])?[)）]?[:：]?\s*\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z][a-z-]*\.?", re.IGNORECASE)


def bare_keys(key: str, forms: Forms) -> Iterator[str]:
    """A label without what may stand before it, after it, or both."""
    before, after = forms.affixes
    tails = [tail for tail in after if key.endswith(tail)] if key.endswith(after) else []
    heads = [head for head in before if key.startswith(head)] if key.startswith(before) else []
    yield from (key[: -len(tail)] for tail in tails)
    yield from (key[len(head) :] for head in heads)
    yield from (key[len(head) : -len(tail)] for head in heads for tail in tails)


def chinese_half(text: str, english: frozenset[str]) -> str:
    """A label in two languages without its English half, which has only ``english`` words; else nothing."""
    tail = _ENGLISH.search(text) if len(text) <= _LONGEST else None
    if tail is None or not english.issuperset(word.lower() for word in _WORD.findall(tail[1])):
        return ""
    return text[: tail.start()]
