"""What a quarterly visit (三、4) finds: the progress statuses and the departments, as data."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from typing import Literal, NotRequired, get_args

from jbgs.scalars import Day

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    from typing_extensions import TypedDict  # pydantic takes no other before 3.12

Progress = Literal["按计划进行", "进度超前", "拖延", "停顿", "申请变更", "申请终止"]
PROGRESS: tuple[Progress, ...] = get_args(Progress)
"""The statuses of practice's check sheets, as they are stored and printed."""
EXPLAINED: frozenset[Progress] = frozenset(PROGRESS[2:])
"""Statuses that need a reason."""
BEHIND: frozenset[Progress] = frozenset({"拖延", "停顿"})
APPLICATIONS: frozenset[Progress] = frozenset({"申请变更", "申请终止"})
"""Statuses that ask the office for a decision: each opens an issue that stays open until it is settled."""

SCIENCE, INDUSTRY, COMMERCE = "科技", "经信", "商务"
LEADER = SCIENCE
"""Who leads a visit (三、4)."""
DEPARTMENTS: Mapping[str, frozenset[str]] = {
    "科技": frozenset({SCIENCE}),
    "科学技术": frozenset({SCIENCE}),
    "经信": frozenset({INDUSTRY}),
    "经济和信息化": frozenset({INDUSTRY}),
    "商务": frozenset({COMMERCE}),
    "经商": frozenset({INDUSTRY, COMMERCE}),
    "经济商务": frozenset({INDUSTRY, COMMERCE}),
    "经信商": frozenset({INDUSTRY, COMMERCE}),
}
"""A word in a bureau's name → which of the three departments of 三、4 it is; districts have one 经商局."""
EXPECTED = (SCIENCE, INDUSTRY, COMMERCE)


class Visit(TypedDict):
    """A visit under 月报季访 (三、4).

    ``visitors`` is text as ``parse_visitors`` takes it: ``科技:张三、李四；经信:王五``. ``reason`` is why
    the project is not on plan, ``funds`` the state of its money; ``problems`` is free text of records
    older than the numbered ``Issue``.
    """

    on: Day
    visitors: str
    progress: str
    reason: NotRequired[str]
    funds: NotRequired[str]
    outcome: NotRequired[str]
    problems: NotRequired[str]


class Issue(TypedDict):
    """A problem that a visit found, open until ``settled``.

    ``visit`` is the number of the visit, ``department`` who has to coordinate, ``due`` until when.
    """

    visit: str
    found: Day
    what: str
    department: NotRequired[str]
    due: NotRequired[Day]
    settled: NotRequired[Day]
    outcome: NotRequired[str]


def parse_visitors(text: str) -> list[tuple[str, str]]:
    """Departments and names out of ``科技:张三、李四；经信:王五``; ``ValueError`` names what is not so."""
    found = []
    for part in filter(None, (one.strip() for one in re.split(r"[；;]", text))):
        department, colon, names = (piece.strip() for piece in part.replace("：", ":").partition(":"))
        if not (department and colon and names):
            raise ValueError(part)
        found.append((department, names))
    return found


def visitors_text(visitors: Iterable[tuple[str, str]]) -> str:
    """Departments and names in one line, as ``parse_visitors`` takes it."""
    return "；".join(f"{department}:{names}" for department, names in visitors)


def standing_for(department: str) -> frozenset[str]:
    """Which of the three departments of 三、4 a bureau is, by the words in its name."""
    words = (kinds for word, kinds in DEPARTMENTS.items() if word in department)
    return frozenset[str]().union(*words)
