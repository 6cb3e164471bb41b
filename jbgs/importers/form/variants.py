"""Other ways to write a known label: in two languages, with 项目 before it, as a question, in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_letters

from jbgs.forms import Forms

_LONGEST = 160
_LONGEST_QUESTION = 40
_LONGEST_KEY = 20  # characters of a label with something before and behind it
# The English half of a label in two languages, with a bracket behind it: 报价（万元） Price (10k RMB).
_ENGLISH = re.compile(
    r"(?<=[\u4e00-\u9fff:：）)])[\s/(（]*((?i:[a-z][a-z\s.,'&/-]*))(?:[(（][^()（）]*[)）])?[)）]?[:：]?\s*\Z"
)
_ENDS = frozenset(".:：)）")  # what may stand behind the last English word
LATIN_ENDS = _ENDS.union(ascii_letters)
"""What a text with Latin words at its end may end in."""
_IN_BRACKETS = re.compile(r"[（(]([^（()）]{2,12})[）)]\s*[:：]?\s*\Z")
_WORD = re.compile(r"(?i:[a-z][a-z-]*)\.?")


@lru_cache(maxsize=2048)
def bare_keys(key: str, forms: Forms) -> tuple[str, ...]:
    """A label without what may stand before it, after it, or both."""
    before, after = forms.affixes
    if len(key) > _LONGEST_KEY or not (key.startswith(before) or key.endswith(after)):
        return ()
    heads = ["", *(filter(key.startswith, before) if key.startswith(before) else ())]
    tails = ["", *(filter(key.endswith, after) if key.endswith(after) else ())]
    return tuple(key[len(head) : len(key) - len(tail)] for head in heads for tail in tails if head or tail)


@lru_cache(maxsize=8)
def _asking(forms: Forms) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """What makes a question of a label, calls whoever answers, leads an answer; and how such keys end."""
    words, you = forms.questions
    patterns = ("|".join(sorted(map(re.escape, some), key=len, reverse=True)) for some in (words, you))
    asked, called = map(re.compile, patterns)
    behind = forms.answers[1]
    ends = frozenset({"?", *(word[-1] for word in behind)})
    return asked, called, re.compile(rf"(?:{'|'.join(behind)})\Z"), ends


def unasked(key: str, forms: Forms) -> Iterator[str]:
    """The labels that a question may ask for, 需求名称 for 需求名称是什么?; nothing for no question.

    So does a label with the mark of its answer behind it, 需求名称答.
    """
    asked, called, answer, ends = _asking(forms)
    if key[-1:] not in ends or len(key) > _LONGEST_QUESTION:
        return
    label = answer.sub("", key)
    question = label.removesuffix("?").replace("?", ",")
    if question != key:
        yield question
    if question != label:
        bare = asked.sub("", question)
        yield from dict.fromkeys((bare, called.sub("单位", bare), called.sub("", bare)))


@lru_cache(maxsize=8)
def _solver(forms: Forms) -> re.Pattern[str]:
    """Any word for whoever takes up a demand; 合作方式 has none."""
    return re.compile(f"(?:{'|'.join(sorted(forms.solvers, key=len, reverse=True))})(?![式案向法面])")


def for_solver(key: str, forms: Forms) -> tuple[str, ...]:
    """A label with our word for whoever takes up a demand: 对揭榜方的要求 for 对合作单位的要求."""
    if len(key) > _LONGEST_KEY:
        return ()
    ours, times = _solver(forms).subn(forms.solvers[0], key, count=1)
    return (ours,) if times and ours != forms.solvers[0] else ()


def named_in_brackets(text: str, key: str, callers: frozenset[str]) -> str:
    """The unit that a bracket names behind a word for any party, 揭榜方 in 乙方（揭榜方）; else nothing."""
    if key not in callers:
        return ""
    found = _IN_BRACKETS.search(text)
    return found[1] if found else ""


def chinese_half(text: str, english: frozenset[str]) -> str:
    """A label in two languages without its English half, which has only ``english`` words; else nothing."""
    tail = _latin_tail(text)
    if tail is None or not english.issuperset(word.lower() for word in _WORD.findall(tail[1])):
        return ""
    return text[: tail.start()]


def before_latin(text: str) -> str:
    """A text without any Latin words at its end; nothing if it has none, or a colon before them."""
    tail = _latin_tail(text)
    before = text[: tail.start()].rstrip() if tail is not None else ""
    return before if len(before) <= _LONGEST_KEY and before[-1:] not in (":", "：") else ""


def _latin_tail(text: str) -> re.Match[str] | None:
    if len(text) > _LONGEST or text.rstrip()[-1:] not in LATIN_ENDS:
        return None
    return _ENGLISH.search(text)
