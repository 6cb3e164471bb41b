"""The experts whom an office may call to a panel (二、（一）2, （二）2, （三）2)."""

from __future__ import annotations

import sys
from typing import Literal, NotRequired, get_args

from jbgs.scalars import Day

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    from typing_extensions import TypedDict  # pydantic takes no other before 3.12

PanelField = Literal["technical", "management", "finance"]
PANEL_FIELDS: tuple[PanelField, ...] = get_args(PanelField)


class ExpertCard(TypedDict):
    """One expert of the register, ``ZJ-001``; ``title`` is his 职称.

    ``retired`` is the day since which he is no longer called.
    """

    id: str
    name: str
    unit: str
    field: PanelField
    credit_code: NotRequired[str]
    title: NotRequired[str]
    phone: NotRequired[str]
    mobile: NotRequired[str]
    email: NotRequired[str]
    notes: NotRequired[str]
    retired: NotRequired[Day]
