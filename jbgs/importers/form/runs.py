"""Values that go on in the cells behind them: a figure's unit, further boxes, a list's columns."""

from __future__ import annotations

from collections.abc import Sequence

from jbgs.importers.form.boxes import are_more_options
from jbgs.importers.form.roles import TEXT
from jbgs.importers.form.sheet import Sheet, in_a_line
from jbgs.importers.form.totals import amount_of
from jbgs.values import UNITS, label_unit, phones
from jbgs.values.text import remembered

_LONGEST_UNIT = 8  # characters of a cell that only says in what the figure before it counts
_LONGEST_SUM = 20
_SIGNS = frozenset("元币镑万亿")  # one of which stands in every unit of money
_BRACKETS = " \t\n\u3000()（）"
_OF_DAYS = ("年", "月")  # behind which a day goes on: 2021 | 年 | 6 | 月
_UP_TO = frozenset("-~～－—–至到")  # between the two figures of a range


@remembered
def money_unit(text: str) -> str:
    """The unit of money that a text is and nothing else, 万元 or （万美元）; else nothing."""
    word = text.strip(_BRACKETS).removeprefix("人民币").removesuffix("人民币").removesuffix("整")
    if not word or len(text) > _LONGEST_UNIT or _SIGNS.isdisjoint(word):
        return ""
    is_unit = word in ("万", "亿") or word in UNITS or label_unit(f"({word})") == word
    return word if is_unit else ""


def value_cells(sheet: Sheet, label: int, first: int) -> list[int]:
    """A value's cell and those after it that only go on with it."""
    used, rights = [first], sheet.grid.rights
    while (after := rights[used[-1]]) is not None and sheet.roles[after] is TEXT:
        if after in sheet.done or not _goes_on(sheet, label, used, after):
            break
        used.append(after)
    return used


def _goes_on(sheet: Sheet, label: int, used: Sequence[int], after: int) -> bool:
    before, text = sheet.cells[used[-1]].text.strip(), sheet.cells[after].text
    if money_unit(text):
        return before[-1:].isdigit() or (len(used) == 1 and amount_of(sheet, label) is not None)
    if _counts(sheet, before, text.strip()) or _is_range(sheet, before, after):
        return True
    if are_more_options(sheet, used[-1], after):
        return True
    if sheet.lexicon.person(sheet.keys[label]) and _is_number(text):
        return True
    return sheet.cells[label].rows > 1 and sheet.is_prose(label)


def _counts(sheet: Sheet, before: str, text: str) -> bool:
    """Whether a text is what the figure before it counts, 24 | 个月, or goes on with a day: 2021 | 年 | 6."""
    if text in sheet.lexicon.measures:
        return not before or before[-1:].isdigit()
    return before in _OF_DAYS and text.isdigit()


def _is_range(sheet: Sheet, before: str, number: int) -> bool:
    """Whether a cell goes on with a range: 30 | 至 | 50."""
    if before in _UP_TO:
        return True
    if not before[-1:].isdigit() and before[-1:] not in _OF_DAYS:
        return False
    after = sheet.grid.rights[number] if sheet.cells[number].text.strip() in _UP_TO else None
    return after is not None and sheet.cells[after].text.strip()[:1].isdigit()


def run_text(sheet: Sheet, label: int, cells: Sequence[int]) -> str:
    """What the cells of a value in one row say together; a unit alone says nothing."""
    if len(cells) == 1:
        return sheet.text(cells[0], label)
    texts = [sheet.text(n, label) for n in cells]
    second = texts[1].strip()
    if unit := money_unit(texts[-1]):
        return _with_unit("".join(text.strip() for text in texts[:-1]), unit)
    if second in sheet.lexicon.measures or second in _UP_TO:
        return "".join(text.strip() for text in texts) if texts[0].strip() else ""
    return in_a_line(texts) if sheet.cells[label].rows > 1 else "　　".join(texts)


def _with_unit(text: str, unit: str) -> str:
    """A sum with its unit; words without a figure, such as 面议, have none."""
    return f"{text}{unit}" if any(map(str.isnumeric, text)) else text


def with_unit_behind(sheet: Sheet, number: int, value: str) -> str:
    """The sum at the end of a cell with the unit that stands in the next one: 报价：30 | 万元."""
    after = sheet.grid.rights[number]
    if after is None or len(value) > _LONGEST_SUM or not sheet.is_open(after, TEXT):
        return value
    unit = money_unit(sheet.cells[after].text)
    if not unit or not any(map(str.isnumeric, value)):
        return value
    sheet.done.add(after)
    sheet.claimed.add(after)
    return f"{value.strip()}{unit}"


def _is_number(text: str) -> bool:
    """Whether a text is a telephone number and nothing else, as it may stand beside a name."""
    found = phones(text)
    return bool(found.phone or found.mobile) and not found.rest and not found.problem
