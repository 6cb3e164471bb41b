"""The unit in force for amounts without one: what a line above a table, or a heading in it, has stated."""

from __future__ import annotations

import re

from jbgs.importers.form.roles import is_heading
from jbgs.values import label_unit, stated_unit

_LONGEST = 80  # characters of a line or heading that states a unit
_BRACKETED = re.compile("[（(][^（()）]*[)）]")


class UnitInForce:
    """The unit stated for all that follows (``whole``), and for what follows the last heading."""

    def __init__(self, whole: str = "") -> None:
        self.whole, self.section = whole, ""

    @property
    def now(self) -> str:
        """The nearest of the two; nothing where none was stated."""
        return self.section or self.whole

    def meet(self, text: str, *, alone: bool = True) -> None:
        """Take note of a text; one ``alone`` in its line may be a heading, whose unit ends with the next."""
        if len(text) > _LONGEST or not (self.section or "元" in text or "万" in text):
            return
        if alone and is_heading(_BRACKETED.sub("", text)):
            self.section = label_unit(text) or ""
        elif unit := stated_unit(text):
            self.whole, self.section = unit, ""
