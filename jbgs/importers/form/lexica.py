"""The lexica of all forms, and the labels that stand in any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jbgs.forms import Forms
from jbgs.importers.form.answers import Marks
from jbgs.importers.form.lexicon import (
    BETWEEN,
    KIND_WORD,
    LONGEST_LABEL,
    REMEMBERED,
    Lexicon,
    normalised,
    plain_key,
)
from jbgs.importers.form.variants import bare_keys, chinese_half, unasked
from jbgs.values.text import Memory

_LONGEST_KINDS = 200  # characters of a cell in which the kinds of form stand side by side


class Lexica:
    """The lexicon of every form, and the labels of all of them."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self.by_form = {key: Lexicon(form, forms) for key, form in forms.forms.items()}
        self.own = frozenset[str]().union(*(lexicon.own for lexicon in self))
        self.labels = frozenset[str]().union(*(lexicon.labels for lexicon in self))
        self.parts = frozenset(part for group in forms.groups if group.person for part in group.parts)
        kinds = {word[:KIND_WORD] for lexicon in self for word in lexicon.form.words}
        self._kind_words = re.compile("|".join(map(re.escape, sorted(kinds))))
        self.answers = Marks(forms.answers[0])
        self.key = Memory(self._key, REMEMBERED).__getitem__
        self.identities = frozenset(
            label
            for lexicon in self.by_form.values()
            for name in ("title", "project_title")
            if name in lexicon.form.fields
            for label in map(normalised, lexicon.form.fields[name].labels)
        )

    def __iter__(self) -> Iterator[Lexicon]:
        return iter(self.by_form.values())

    def names_kind(self, text: str) -> bool:
        """Whether a text, if it is no sentence, has a word for a kind of form."""
        return len(text) <= _LONGEST_KINDS and self._kind_words.search(text) is not None

    def is_prose(self, key: str) -> bool:
        """Whether a label's value is free text in any form."""
        return any(lexicon.is_prose(key) for lexicon in self)

    def breaks_prose(self, key: str) -> bool:
        """Whether a line that begins with a label ends free text in any form."""
        return any(lexicon.breaks_prose(key) for lexicon in self)

    def is_note(self, key: str) -> bool:
        """Whether a label stands over instructions."""
        return key in self.forms.notes

    def carries_nothing(self, key: str) -> bool:
        """Whether a label, such as 序号, has no value that is kept."""
        return key in self.forms.ignored

    def _key(self, text: str) -> str:
        """The normalised label that a text is in any form, or nothing."""
        if len(text) > LONGEST_LABEL:
            return ""
        key = plain_key(text)
        if key in self.labels:
            return key
        if key and (chinese := chinese_half(text, self.forms.english)):
            return self._key(chinese)
        if asked := next(filter(None, map(self.key, unasked(key, self.forms))), ""):
            return asked
        if not BETWEEN.search(key) and self.labels.isdisjoint(bare_keys(key, self.forms)):
            return ""
        return next(filter(None, (lexicon.key(text) for lexicon in self)), "")


@lru_cache(maxsize=8)
def lexica(forms: Forms) -> Lexica:
    """The lexica of some forms, made once."""
    return Lexica(forms)
