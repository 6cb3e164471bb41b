"""One sum written twice behind an amount's label, under 大写 and under 小写: both must say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jbgs.importers.form.lexicon import Lexicon, normalised
from jbgs.importers.form.pairs import Pair
from jbgs.importers.form.roles import TEXT
from jbgs.importers.form.sheet import Sheet
from jbgs.importers.form.totals import amount_of
from jbgs.values import kind_of, label_unit

_LONGEST = 16  # characters of a cell that only says how the sum beside it is written
_FEW = 4  # pairs of a row that may be amounts


def _is_spelling(text: str, lexicon: Lexicon) -> bool:
    return len(text) <= _LONGEST and normalised(text) in lexicon.spelled


def says_spelling(sheet: Sheet, number: int) -> bool:
    """Whether a cell only says how a sum is written, such as （大写）."""
    return _is_spelling(sheet.cells[number].text, sheet.lexicon)


def take_spelled(sheet: Sheet, label: int, first: int) -> bool:
    """Take the sums under 大写 and 小写, in a label's rows or below one another, as its one value."""
    after = sheet.grid.rights[first]
    if not says_spelling(sheet, first) and (after is None or not says_spelling(sheet, after)):
        return False
    if amount_of(sheet, label) is None:
        return False
    cell = sheet.cells[label]
    rows = range(cell.row, cell.row + cell.rows)
    heads = [n for row in rows for n in _behind(sheet, label, row) if says_spelling(sheet, n)]
    found = [_value_of(sheet, head, rows) for head in heads]
    texts = [
        _with_unit("".join(sheet.cells[n].text.strip() for n in cells), sheet.cells[head].text)
        for head, cells in zip(heads, found, strict=True)
    ]
    if first not in heads:
        texts.insert(0, sheet.cells[first].text.strip())
    used = [first, *heads, *(n for cells in found for n in cells)]
    sheet.done.update(used)
    sheet.claimed.update(used)
    at = first if first not in heads else next((cells[0] for cells in found if cells), first)
    sheet.add(label, sheet.pair(label, "；".join(filter(None, texts)), at))
    return True


def _behind(sheet: Sheet, label: int, row: int) -> Iterator[int]:
    """The cells right of a label in a row, as far as another label."""
    for number in sheet.grid.begun.get(row, ()):
        if sheet.cells[number].col > sheet.cells[label].col:
            if sheet.roles[number] is not TEXT and sheet.cells[number].text.strip():
                return
            yield number


def _value_of(sheet: Sheet, head: int, rows: range) -> list[int]:
    """The cells of the sum that a head names: right of it, its unit too, or else the one below it."""
    found: list[int] = []
    number = sheet.grid.rights[head]
    while number is not None and sheet.is_open(number, TEXT) and not says_spelling(sheet, number):
        found.append(number)
        number = sheet.grid.rights[number]
    below = sheet.grid.below(head)
    if found or below is None or sheet.cells[below].row not in rows or says_spelling(sheet, below):
        return found
    return [below] if sheet.is_open(below, TEXT) else []


def _with_unit(text: str, head: str) -> str:
    """A sum as it is written; a bare number with the unit that its head names: 小写（元）."""
    return f"{text}{label_unit(head) or ''}" if kind_of(text) == "number" else text


def join_spelled(pairs: Sequence[Pair], lexicon: Lexicon) -> list[Pair]:
    """Pairs, with a sum under 大写 that follows an amount, or stands under its heading, joined to that."""
    joined: list[Pair] = []
    for pair in pairs:
        if pair.key or not pair.label or not _is_spelling(pair.label, lexicon):
            joined.append(pair)
            continue
        value = _with_unit(pair.value.strip(), pair.label)
        if joined and _is_only_amount(joined, lexicon):
            before = joined[-1]
            joined[-1] = replace(before, value="；".join(filter(None, (before.value.strip(), value))))
        elif pair.over and _is_amount(pair.over[0], pair.over[1:], lexicon):
            joined.append(replace(pair, key=pair.over[0], over=pair.over[1:], value=value))
        else:
            joined.append(pair)
    return joined


def _is_only_amount(pairs: Sequence[Pair], lexicon: Lexicon) -> bool:
    """Whether the last pair is an amount, and the only one in its row or line."""
    row = [pair for pair in pairs[-_FEW:] if pair.line == pairs[-1].line]
    amounts = [_is_amount(pair.key, pair.over, lexicon) for pair in row]
    return amounts[-1] and amounts.count(True) == 1


def _is_amount(key: str, over: tuple[str, ...], lexicon: Lexicon) -> bool:
    names = lexicon.meaning(key, over).fields if key else ()
    return bool(names) and lexicon.form.fields[names[0]].kind == "amount"
