"""The register of reports that left the office, each as it was when it was sent."""

from __future__ import annotations

import sys
from typing import Any, NotRequired

from jbgs.scalars import Day

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    from typing_extensions import TypedDict  # pydantic takes no other before 3.12


class SentFile(TypedDict):
    """A paper as it was sent."""

    name: str
    sha256: str


class Sent(TypedDict):
    """A report as it was sent: its values and its files; ``upto`` is the last event that it knew of."""

    id: str
    report: str
    period: str
    region: NotRequired[str]
    on: Day
    upto: str
    values: dict[str, Any]
    files: list[SentFile]
