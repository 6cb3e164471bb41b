"""What stands on a form: labels with their values, not yet known by their fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from jbgs.values import stated_unit

_LINE = re.compile("(.*)第([0-9]+)[行段]")
_LONGEST_UNIT = 12  # characters of （金额单位：万元）


@dataclass(slots=True)
class Pair:
    """A label and its value as they stand on the form.

    ``key`` is the label as the lexicon knows it, empty for an unknown one. ``over`` are the labels of
    the groups around it, nearest first; ``beside`` is the key of the person named before it in its row.
    ``unit`` is the one that a heading or line above states for bare numbers. ``loose`` pairs stand outside
    the tables, and ``doubtful`` ones below somebody else, whose they may be.
    """

    label: str
    key: str
    value: str
    where: str
    over: tuple[str, ...] = ()
    beside: str = ""
    loose: bool = False
    unit: str = ""
    doubtful: bool = False

    @property
    def line(self) -> tuple[str, int]:
        """The table that a pair stands in, and its row there, or its paragraph."""
        found = _LINE.match(self.where)
        return (found[1], int(found[2])) if found else ("", 0)

    @property
    def is_unit(self) -> bool:
        """Whether this only says the unit of others: 金额单位：元."""
        if not ("单位" in self.label or "单位" in self.value) or len(self.value) > _LONGEST_UNIT:
            return False
        if "单位" not in self.value and not self.label.endswith("单位"):
            return False
        return stated_unit(f"单位：{self.value}" if self.label else self.value) is not None


class List(NamedTuple):
    """Rows below one header: as one text, and where they name projects the pairs of each row."""

    whole: Pair
    rows: tuple[tuple[Pair, ...], ...]


class TablePairs(NamedTuple):
    """What a table says: its pairs in reading order, and its lists."""

    pairs: list[Pair]
    lists: list[List]
