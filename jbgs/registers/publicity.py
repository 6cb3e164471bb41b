"""公示: what was put before the public, from when until when, and what was objected.

The policy asks for none: it is practice. The days are Chinese working days (``services.workdays``); ``end``
is the last day on which the public may object.
"""

from __future__ import annotations

import sys
from typing import Literal, NotRequired, get_args

from jbgs.scalars import Code, Day

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    from typing_extensions import TypedDict  # pydantic takes no other before 3.12

Subject = Literal["award", "approval", "evaluation", "subsidy"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)


class Objection(TypedDict):
    """What somebody objected; with ``outcome`` it is settled."""

    on: Day
    by_whom: str
    text: str
    settled: NotRequired[Day]
    outcome: NotRequired[str]


class Publicity(TypedDict):
    """One publicity period of some projects.

    ``days`` working days were counted up to ``end``, the ``start`` being one of them or not as
    ``first_day`` says; where an office gave the end itself, ``until_reason`` says why.
    """

    id: str
    subject: Subject
    projects: list[Code]
    start: Day
    end: Day
    days: NotRequired[int]
    first_day: NotRequired[Literal["counted", "next"]]
    until_reason: NotRequired[str]
    channels: NotRequired[str]
    objections: NotRequired[dict[str, Objection]]
    closed: NotRequired[Day]
    result: NotRequired[str]
