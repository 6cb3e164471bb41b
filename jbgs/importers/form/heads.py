"""What a heading makes of the table or the rows under it: a group's parts, or the list that is its value."""

from __future__ import annotations

from collections.abc import Sequence

from jbgs.importers.form.lexicon import Lexicon, looks_like_label
from jbgs.importers.form.roles import EMPTY, LABEL, TEXT, is_heading
from jbgs.importers.form.sheet import Sheet


def group_of(head: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The key of the group that a heading above a table or in it names; a stranger's where it is one."""
    key = lexicon.key(head)
    if key and lexicon.group(key):
        return (key,)
    stranger = lexicon.stranger_group(head) if not key and is_heading(head) else ""
    return (stranger,) if stranger else ()


def is_list(sheet: Sheet, rows: Sequence[Sequence[int]]) -> bool:
    """Whether rows are a list of anybody's facts: a row of labels, and rows with none of ours."""
    first, *others = rows or [[]]
    labels = [n for n in first if sheet.roles[n] is LABEL]
    ours = {sheet.keys[n] for n in labels if not sheet.lexicon.carries_nothing(sheet.keys[n])}
    if len(first) < 2 or not others or not sheet.lexicon.parts.issuperset(ours):
        return False
    if not all(n in labels or looks_like_label(sheet.cells[n].text) for n in first):
        return False
    return all(sheet.roles[n] in (TEXT, EMPTY) for line in others for n in line)
