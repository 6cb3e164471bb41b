"""What a city office keeps on its counties: monthly submissions (三、4) and inspection notices (三、5)."""

from __future__ import annotations

import sys
from typing import Literal, NotRequired

from jbgs.scalars import Code, Day

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    from typing_extensions import TypedDict  # pydantic takes no other before 3.12


class Attached(TypedDict):
    """A file that came with a record; its bytes are among the originals."""

    sha256: str
    name: str


class Delivery(TypedDict):
    """One arrival of a month's submission; ``zero`` says that nothing happened in the month (零报告)."""

    on: Day
    zero: NotRequired[bool]
    file: NotRequired[Attached]
    note: NotRequired[str]


class Submission(TypedDict):
    """A region's report of one month: ``id`` such as ``2021-06-HN``; ``received`` is its first arrival.

    What comes again revises it: the last of ``deliveries`` stands.
    """

    id: str
    region: str
    month: str
    received: Day
    deliveries: dict[str, Delivery]


class LateMonth(TypedDict):
    """A month whose report came after its day."""

    month: str
    on: Day
    days: int


class SlowProject(TypedDict):
    """A project that is behind, and every reason why it is counted so; ``days`` is the worst delay."""

    code: Code
    title: NotRequired[str]
    owner: NotRequired[str]
    stage: str
    reasons: list[str]
    days: int


class MissedVisit(TypedDict):
    """A project that nobody visited in a quarter (``2021Q3``)."""

    code: Code
    title: NotRequired[str]
    owner: NotRequired[str]
    quarter: str


class OverdueIssue(TypedDict):
    """A problem of a visit whose day has passed."""

    code: Code
    title: NotRequired[str]
    owner: NotRequired[str]
    number: str
    what: str
    department: NotRequired[str]
    due: Day
    days: int


class RegionFacts(TypedDict):
    """What an inspection found in one region.

    ``months`` reports were due, ``running`` projects run; ``visits`` were due in the ended quarters.
    """

    months: int
    running: int
    visits: int
    late: NotRequired[list[LateMonth]]
    missing: NotRequired[list[str]]
    behind: NotRequired[list[SlowProject]]
    unvisited: NotRequired[list[MissedVisit]]
    overdue: NotRequired[list[OverdueIssue]]


FOUND: tuple[Literal["late", "missing", "behind", "unvisited", "overdue"], ...] = (
    *("late", "missing"),
    *("behind", "unvisited", "overdue"),
)
"""What counts as a problem of a region."""


class Answer(TypedDict):
    """What a region replied to a notice."""

    on: Day
    text: NotRequired[str]
    file: NotRequired[Attached]


NoticeStatus = Literal["draft", "sent", "void"]


class Notice(TypedDict):
    """A 督查通报 (三、5): the facts of ``period`` as they stood on ``until``, frozen when it was ``made``.

    ``due`` is the day by which the regions answer; ``answers`` are kept by region.
    """

    id: str
    made: Day
    until: Day
    period: str
    due: Day
    status: NoticeStatus
    number: NotRequired[str]
    regions: dict[str, RegionFacts]
    sent: NotRequired[Day]
    answers: NotRequired[dict[str, Answer]]
    reason: NotRequired[str]
