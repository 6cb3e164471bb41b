"""Values below their labels: a row of them, a list of forms, or a list that is one value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jbgs.importers.form.headers import Header
from jbgs.importers.form.pairs import List, Pair
from jbgs.importers.form.sheet import Sheet, in_a_line
from jbgs.importers.form.totals import totals_below
from jbgs.values import label_unit

Row = tuple[int | None, ...]
_HINT = re.compile(r"\s*[（(].*[）)]\s*", re.DOTALL)


def read_columns(sheet: Sheet, header: Header) -> None:
    """Add what stands below a header to the sheet's pairs, or its rows to the sheet's lists."""
    cells = {n for row in header.rows for n in row if n is not None}
    sheet.done |= cells.union(header.cells)
    sheet.claimed |= cells
    rows = [row for row in header.rows if _is_answered(sheet, row)]
    group = _group_beside(sheet, header)
    if group is not None and _is_one_value(sheet, group, header, rows):
        _add_block(sheet, group, header, rows)
        return
    if group is not None:
        sheet.open_group(group)
    if len(rows) > 1 or (rows and group is None and _is_about_anybody(sheet, header)):
        _add_list(sheet, header, rows)
        _add_totals(sheet, header)
        return
    for leaf, pair in zip(
        header.leaves, _pairs(sheet, header, rows[0] if rows else header.rows[0]), strict=True
    ):
        if pair is not None:
            pair.loose = group is not None and not sheet.keys[group]
            sheet.add(leaf, pair)


def _is_about_anybody(sheet: Sheet, header: Header) -> bool:
    """Whether columns list persons, such as a team, if only one; nothing says whose facts they are."""
    lexicon, keys = sheet.lexicon, [sheet.keys[leaf] for leaf in header.leaves]
    told = {key for key in keys if key and not lexicon.carries_nothing(key) and key not in lexicon.others}
    personal = {key for key in told if key in lexicon.parts or lexicon.whose.unit(key)}
    if header.over or len(told) == len(keys) or told != personal or told.isdisjoint(lexicon.whose.personal):
        return False
    return not any(lexicon.group(key) for key in sheet.over(header.leaves[0]))


def _is_answered(sheet: Sheet, row: Row) -> bool:
    """Whether a row holds answers: it says something, and not all of it in brackets, as hints stand."""
    told = [sheet.cells[n] for n in row if n is not None and sheet.says_something(n)]
    return any(cell.tables or not _HINT.fullmatch(cell.text) for cell in told)


def _group_beside(sheet: Sheet, header: Header) -> int | None:
    """The label left of the header that spans its values as well."""
    left = next(iter(sheet.grid.before(header.leaves[0])), None)
    return left if left is not None and sheet.cells[left].rows >= header.height else None


def _is_one_value(sheet: Sheet, group: int, header: Header, rows: Sequence[Row]) -> bool:
    """Whether columns are a list that is the value of the label beside it, not fields of their own."""
    if sheet.has_role(group):
        return False
    borrowed = any(sheet.keys[leaf] in sheet.lexicon.parts for leaf in header.leaves)
    if len(rows) > 1 or (borrowed and sheet.group_key(group)):
        return True
    known = [leaf for leaf in header.leaves if sheet.keys[leaf]]
    return sheet.is_prose(group) and not all(map(sheet.is_prose, known))


def _add_block(sheet: Sheet, group: int, header: Header, rows: Sequence[Row]) -> None:
    counted = sheet.lexicon.carries_nothing(sheet.keys[header.leaves[0]])
    text = _text(sheet, [row[1:] for row in rows] if counted else rows)
    at = next((n for row in rows for n in row if n is not None), header.leaves[0])
    sheet.add(group, sheet.pair(group, text, at))


def _add_list(sheet: Sheet, header: Header, rows: Sequence[Row]) -> None:
    names_projects = any(sheet.keys[leaf] in sheet.lexica.identities for leaf in header.leaves)
    whole = Pair(
        label=in_a_line([sheet.cells[leaf].text for leaf in header.leaves]),
        key="",
        value=_text(sheet, rows),
        where=sheet.place(next(n for n in rows[0] if n is not None)),
    )
    pairs = [tuple(filter(None, _pairs(sheet, header, row))) for row in rows] if names_projects else []
    sheet.lists.append(List(whole, tuple(pairs)))


def _add_totals(sheet: Sheet, header: Header) -> None:
    """The sums below a list are its columns', where nothing else names them."""
    for leaf, number in totals_below(sheet, header.row + header.height, header.leaves):
        if pair := _pair(sheet, header, leaf, number):
            pair.loose = True
            sheet.add(number, pair)


def _pairs(sheet: Sheet, header: Header, row: Row) -> list[Pair | None]:
    """Each column's label with its value in a row; nothing where the table has no cell."""
    return [_pair(sheet, header, leaf, n) for leaf, n in zip(header.leaves, row, strict=True)]


def _pair(sheet: Sheet, header: Header, leaf: int, number: int | None) -> Pair | None:
    if number is None:
        return None
    above = header.over.get(leaf)
    over = (*((sheet.group_key(above),) if above is not None else ()), *sheet.over(leaf))
    pair = sheet.pair(leaf, sheet.text(number, leaf), number, over)
    unit = label_unit(sheet.cells[above].text) if above is not None else None
    pair.beside, pair.unit = "", unit or pair.unit
    return pair


def _text(sheet: Sheet, rows: Sequence[Row]) -> str:
    return "\n".join(in_a_line([sheet.cells[n].text for n in row if n is not None]) for row in rows)
