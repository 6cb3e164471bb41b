"""What a cell is by its text alone: a label, a label with its value, a text, or nothing."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache, partial
from typing import NamedTuple

from jbgs.importers.form import inline
from jbgs.importers.form.grid import Grid
from jbgs.importers.form.lexicon import REMEMBERED, Lexicon, normalised
from jbgs.importers.form.variants import LATIN_ENDS
from jbgs.values import is_placeholder
from jbgs.values.text import Memory, remembered

_SENTENCE = re.compile("[。；;，,：:\n]")
_HEADING = re.compile("(?:情况|信息|内容|概况|部分|事项|要求|意见|方案|合作|材料|表)\\Z")
_LONGEST_HEADING = 30
_LEAST_STACKED = 2  # such cells, and
_STACKED_ROWS = 3  # rows of cells with label and value that show a table to be built of them
_LEAST_BILINGUAL = 3  # labels in two languages that show a table to be written so


class Role(Enum):
    """What a cell is."""

    EMPTY = "empty"
    LABEL = "label"
    INLINE = "inline"
    TEXT = "text"


EMPTY, LABEL, INLINE, TEXT = Role  # so, as looking one up in its class is slow, and is done for each cell


class Look(NamedTuple):
    """What a cell is by its text alone, and its key if it is a label.

    ``is_stacked`` says that its first line may be a label over its value, if the table is built so;
    ``bilingual`` is the label that it is if its Latin words only say the Chinese ones again.
    """

    role: Role
    key: str = ""
    is_stacked: bool = False
    bilingual: str = ""


@lru_cache(maxsize=64)
def looks(lexicon: Lexicon) -> Memory[Look]:
    """What texts are on a form, each found once: labels and hints come again in every table."""
    return Memory(partial(_look, lexicon), REMEMBERED)


def _look(lexicon: Lexicon, text: str) -> Look:
    if not text.strip():
        return Look(EMPTY)
    key = "" if lexicon.answers.lead(text) else lexicon.key(text)
    if lexicon.carries_nothing(key) and is_placeholder(text):
        return Look(EMPTY, key)  # a place to sign and seal is as good as nothing
    bilingual = lexicon.key_before_latin(text) if text[-1] in LATIN_ENDS else ""
    if key:
        return Look(LABEL, key, bilingual=bilingual)
    if inline.begins(text, lexicon):
        return Look(INLINE, bilingual=bilingual)
    return Look(TEXT, is_stacked=inline.is_stacked(text, lexicon), bilingual=bilingual)


def roles(grid: Grid, lexicon: Lexicon) -> tuple[list[Role], list[str]]:
    """The role of every cell, and the key of those that are labels."""
    known = looks(lexicon)
    seen = [known[cell.text] for cell in grid.cells]
    found, keys = [look.role for look in seen], [look.key for look in seen]
    twice = [number for number, look in enumerate(seen) if look.bilingual]
    if [found[number] for number in twice].count(LABEL) >= _LEAST_BILINGUAL:
        for number in twice:
            found[number], keys[number] = LABEL, keys[number] or seen[number].bilingual
    likely = {number for number, look in enumerate(seen) if look.is_stacked}
    for number in _stacked(grid, found, likely) if len(likely) >= _LEAST_STACKED else ():
        found[number] = INLINE
    for number, role in enumerate(found):
        left = grid.lefts[number] if role is LABEL else None
        if left is not None and keys[left] and _is_job_title(keys[left], keys[number], lexicon):
            right, before = grid.rights[number], grid.lefts[left]
            if before is not None and found[before] is LABEL:
                continue  # a row of labels, whose values are below
            if right is None or found[right] in (LABEL, EMPTY):
                found[number], keys[number] = TEXT, ""
    return found, keys


def _stacked(grid: Grid, found: list[Role], likely: set[int]) -> list[int]:
    """Cells with a label on a line of its own over a short value, where whole rows are built so."""
    stacked: list[int] = []
    rows = 0
    for line in grid.begun.values():
        short = [n for n in line if n in likely]
        rest = [n for n in line if n not in short and found[n] not in (INLINE, EMPTY)]
        if short and len(rest) < len(short) and LABEL not in (found[n] for n in rest):
            stacked += short
        rows += bool(short) or INLINE in (found[n] for n in line)
    return stacked if len(stacked) >= _LEAST_STACKED and rows >= _STACKED_ROWS else []


@remembered
def is_heading(text: str) -> bool:
    """Whether a text alone in its row only says what follows: 一、…, or 基本情况."""
    line = text.strip()
    if len(line) > _LONGEST_HEADING or _SENTENCE.search(line):
        return False
    return normalised(line) != "".join(line.split()).lower() or bool(_HEADING.search(line))


def _is_job_title(label: str, key: str, lexicon: Lexicon) -> bool:
    """职务 | 项目负责人: the second is a person's title, though it is also a label."""
    spec = lexicon.field(label)
    return spec is not None and spec.name in lexicon.job_titles and bool(lexicon.person(key))
