"""Several texts of a form in one cell, each under its own label: 1.需求背景：…, 2.攻关内容：… and so on."""

from __future__ import annotations

from collections.abc import Sequence

from jbgs.forms import Field
from jbgs.importers.form.lexicon import Meaning
from jbgs.importers.form.lines import read_text
from jbgs.importers.form.pairs import Pair
from jbgs.importers.form.roles import INLINE
from jbgs.importers.form.sheet import Sheet

_KINDS = ("text", "amount", "deadline", "options")  # of what may stand so; a name may be anybody's
_ENDS = ":：】"  # what stands between a label and its text


def take_texts(sheet: Sheet, label: int, at: int) -> bool:
    """Take the texts in a cell one by one, if all of it stands under labels of the form's own.

    The label's own field must be among them. The cell is but a text with headings where these are written as
    such, without a colon, or where another of the fields has a label elsewhere in the table.
    """
    if sheet.roles[at] is not INLINE or sheet.cells[at].tables or not sheet.is_prose(label):
        return False
    own = sheet.lexicon.field(sheet.keys[label])
    if own is None or not own.whole:
        return False
    over = (sheet.keys[label], *sheet.over(label))
    pairs = _labelled(sheet, at)
    meanings = [sheet.lexicon.meaning(pair.key, over) for pair in pairs]
    if not _are_several(sheet, meanings, own) or not _others(meanings, own).isdisjoint(_beside(sheet, at)):
        return False
    sheet.open_group(label)
    sheet.done.add(at)
    sheet.claimed.add(at)
    for pair in pairs:
        pair.over, pair.doubtful = (*pair.over, *over), sheet.cells[at].row in sheet.doubtful
        sheet.add(at, pair)
    return True


def _labelled(sheet: Sheet, at: int) -> list[Pair]:
    """The texts in a cell with their labels; none where some of it has no label with a colon."""
    text = sheet.cells[at].text
    pairs = read_text(text, sheet.place(at), sheet.unit_of(at), sheet.lexicon)
    return pairs if all(pair.key and _ends_as_label(pair.label, text) for pair in pairs) else []


def _ends_as_label(label: str, text: str) -> bool:
    name = label.rstrip(":：")
    return any(f"{name}{end}" in text for end in _ENDS)


def _are_several(sheet: Sheet, meanings: Sequence[Meaning], own: Field) -> bool:
    """Whether all labels name fields that may stand so: surely the one given, and others."""
    fields = sheet.lexicon.form.fields
    if not meanings or not all(meaning.fields for meaning in meanings):
        return False
    if not any(meaning.fields[0] == own.name and not meaning.weak for meaning in meanings):
        return False
    others = _others(meanings, own)
    return bool(others) and all(fields[name].kind in _KINDS for name in others)


def _others(meanings: Sequence[Meaning], own: Field) -> set[str]:
    return {name for meaning in meanings for name in meaning.fields if name != own.name}


def _beside(sheet: Sheet, at: int) -> set[str]:
    """The fields that labels in other cells name."""
    keys = {key for n in range(len(sheet.cells)) if n != at for key in sheet.labels_in(n)}
    return {name for key in keys for name in sheet.lexicon.meaning(key).fields[:1]}
