"""Which annex a form is: by its title, by the type that was ticked, by labels that only one form has.

The number of an annex decides only between forms that are alike: other notices count their annexes otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jbgs import values
from jbgs.errors import Refused
from jbgs.forms import Form, FormKey
from jbgs.importers.form.chunk import Chunk
from jbgs.importers.form.lexica import Lexica
from jbgs.importers.form.lexicon import KIND_WORD

_LEAST = 3  # labels that a chunk without a title must have to be a form at all
_CLEAR = 2  # labels by which one form must lead where no title says which it is
_BRACKETED = re.compile("[（(]([^（()）]*)[）)]")


def classify(chunk: Chunk, lexica: Lexica, only: FormKey | None) -> FormKey:
    """The form that a chunk is; raises ``Refused`` where it is none, or could be several.

    ``only`` decides between demand forms and wherever there is doubt; a form that by title and labels
    is an intent stays one.
    """
    counts = {lexicon.form.key: len(chunk.keys & lexicon.own) for lexicon in lexica}
    said = _ticked(chunk, lexica) or _titled(chunk, lexica)
    if max(counts.values()) < (1 if said or only else _LEAST):
        raise Refused("unknown-form")
    if only is not None:
        return next(iter(said)) if len(said) == 1 and _is_plainly_other(said, only, counts, lexica) else only
    if len(said) == 1:
        return next(iter(said))
    likely = _by_labels(counts, said or set(counts))
    numbered = [key for key in likely if lexica.forms[key].annex in chunk.annexes]
    if len(likely) == 1 or len(numbered) == 1:
        return (numbered or likely)[0]
    if len(likely) == len(lexica.by_form):
        raise Refused("unknown-form")
    names = "、".join(f"附件{lexica.forms[key].annex}（{lexica.forms[key].words[0]}）" for key in likely)
    raise Refused("ambiguous-form", f"像{names}，无法判定是哪一种")


def _is_plainly_other(said: set[FormKey], only: FormKey, counts: dict[FormKey, int], lexica: Lexica) -> bool:
    (key,) = said
    return (
        lexica.forms[key].is_demand != lexica.forms[only].is_demand and counts[key] >= counts[only] + _CLEAR
    )


def _by_labels(counts: dict[FormKey, int], among: Iterable[FormKey]) -> list[FormKey]:
    """The forms that have most of the labels, and those that nearly have as many."""
    best = max(counts[key] for key in among)
    return [key for key in counts if key in among and counts[key] > best - _CLEAR]


def _titled(chunk: Chunk, lexica: Lexica) -> set[FormKey]:
    """The forms that titles name; an intent form may name its project's kind as well."""
    found = {form.key for title in chunk.titles for form in _named(title, lexica)}
    intents = {key for key in found if not lexica.forms[key].is_demand}
    return intents or found


def _named(text: str, lexica: Lexica) -> Iterator[Form]:
    """The forms of which a text has a word."""
    for lexicon in lexica:
        if any(word in text for word in lexicon.form.words):
            yield lexicon.form


def _ticked(chunk: Chunk, lexica: Lexica) -> set[FormKey]:
    """The forms that are ticked where the kinds of form stand side by side."""
    within = (match[1] for title in chunk.titles for match in _BRACKETED.finditer(title))
    for text in (*within, *chunk.titles, *chunk.kinds):
        if not lexica.names_kind(text):
            continue
        options = values.options_in(text) if values.has_marks(text) else []
        if len({key for option in options for key in _meant(option, lexica)}) > 1:
            chosen = values.options(text, [*options, "其他"], multiple=True).value or ()
            return {key for option in chosen for key in _meant(option, lexica)}
    return set()


def _meant(option: str, lexica: Lexica) -> Iterator[FormKey]:
    """The forms that an option names, by a word of theirs or its beginning."""
    for lexicon in lexica:
        words = lexicon.form.words
        if any(word in option or (len(option) >= KIND_WORD and word.startswith(option)) for word in words):
            yield lexicon.form.key
