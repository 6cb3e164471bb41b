"""The checked texts that records are made of: amounts of yuan, days, rates of exchange, project codes.

Plain ``str`` when the program runs; pydantic tests them when a record is stored (``services.schema``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

_MONEY = re.compile(r"-?\d{1,15}\.\d{2}")
CODE = re.compile(r"(?P<track>GX|GJ|ZH)-(?P<year>\d{4})-(?P<region>[A-Z]{2})-(?P<number>\d{3,})")


class Check:
    """A test that pydantic runs on a value; pydantic itself is only there when a record is checked."""

    def __init__(self, test: Callable[[str], bool]) -> None:
        self.test = test

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """What pydantic calls to build the check."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self._tested, handler(source))

    def _tested(self, value: str) -> str:
        if not self.test(value):
            raise ValueError(f"fails {self.test.__name__}")
        return value


def is_money(text: str) -> bool:
    """Whether a text is an amount of yuan as the store writes it."""
    return _MONEY.fullmatch(text) is not None


def is_day(text: str) -> bool:
    """Whether a text is an existing day as the store writes it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_code(text: str) -> bool:
    """Whether a text is a project's code."""
    return CODE.fullmatch(text) is not None


def is_decimal(text: str) -> bool:
    """Whether a text is an exact positive number, such as a rate of exchange."""
    try:
        return Decimal(text).is_finite() and Decimal(text) > 0
    except InvalidOperation:
        return False


Money = Annotated[str, Check(is_money)]
Day = Annotated[str, Check(is_day)]
Ratio = Annotated[str, Check(is_decimal)]
Code = Annotated[str, Check(is_code)]
