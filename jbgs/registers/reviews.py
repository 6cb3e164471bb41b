"""A round of review: projects (or one project's bids) before a panel, its scores, and what came of it."""

from __future__ import annotations

import sys
from typing import Literal, NotRequired, get_args

from jbgs.registers.experts import PanelField
from jbgs.scalars import Code, Day

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    from typing_extensions import TypedDict  # pydantic takes no other before 3.12

Subject = Literal["demand", "approval", "bids"]
"""评审论证 of 制榜 (二), 集中评审 of 立项 (三、2), 竞榜比选 of one project's bids (二)."""
SUBJECTS: tuple[Subject, ...] = get_args(Subject)


class Member(TypedDict):
    """An expert on a panel, as he was when the round was opened."""

    name: str
    unit: str
    field: PanelField
    credit_code: NotRequired[str]


class Draw(TypedDict):
    """How experts were drawn: whoever orders the ``pool`` by ``method`` and ``seed`` gets the same.

    ``given`` says that the seed was set by the office and not made by the program; ``left_out`` names
    those who were not in the pool, and why.
    """

    method: str
    seed: str
    given: bool
    wanted: dict[PanelField, int]
    pool: dict[PanelField, list[str]]
    left_out: NotRequired[dict[str, str]]
    drawn: list[str]


class Item(TypedDict):
    """What is scored: a project, or (among bids) one intent for it. ``unit`` is who stands behind it."""

    project: Code
    track: Literal["common", "key", "transfer"]
    title: str
    unit: str


class Criterion(TypedDict):
    """What marks are given for, from 0 to ``full``; the full marks of a scheme add up to 100."""

    key: str
    name: str
    full: str
    meaning: NotRequired[str]


class Scheme(TypedDict):
    """How a round is scored, copied from the office's data when it was opened.

    ``passing`` is the least figure that passes, ``quorum`` the least number of score sheets for each
    item, ``trim_from`` from how many sheets on the highest and the lowest are left out, ``ranked_by``
    the figure that ranks, ``ties`` what is compared next where it is equal.
    """

    criteria: list[Criterion]
    passing: str
    quorum: int
    trim_from: int
    ranked_by: Literal["mean", "trimmed"]
    ties: NotRequired[list[str]]
    origin: str


class Recusal(TypedDict):
    """An expert who does not score one item, and why."""

    on: Day
    expert: str
    item: str
    reason: str


class Replacement(TypedDict):
    """A member who could not come, and who sits in his place; ``name`` is the one who left."""

    on: Day
    expert: str
    name: str
    by: str
    reason: str


class Score(TypedDict):
    """One expert's marks for one item, by criterion, and his opinion; ``sheet`` is the file they came in."""

    on: Day
    marks: dict[str, str]
    opinion: str
    sheet: NotRequired[str]


class Closing(TypedDict):
    """The result: the items that passed and those that did not; among bids the one recommended."""

    on: Day
    document: str
    passed: NotRequired[list[str]]
    failed: NotRequired[list[str]]
    reason: NotRequired[str]


class Round(TypedDict):
    """One round, ``PS-2021-01``. ``panel`` and ``scores`` are by expert, ``scores`` then by item."""

    id: str
    name: str
    subject: Subject
    opened: Day
    items: dict[str, Item]
    panel: dict[str, Member]
    draw: NotRequired[Draw]
    recusals: NotRequired[dict[str, Recusal]]
    replaced: NotRequired[dict[str, Replacement]]
    scheme: Scheme
    scores: NotRequired[dict[str, dict[str, Score]]]
    closed: NotRequired[Closing]
