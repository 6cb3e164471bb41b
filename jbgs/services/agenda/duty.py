"""What a rule of ``duties`` sees and says: a thing to do, the day and settings beside the record, a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from jbgs.models import Project, StageKey
from jbgs.policy import Policy
from jbgs.reports.monthly import Period
from jbgs.services.funding.money import Due

About = Literal["projects", "intents", "listings", "notices", "regions", "publicities", "reviews"]


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do. ``due`` is its last day; without one it waits ``since`` a day.

    ``region`` is whose it is where the record itself does not say.
    """

    what: str
    command: str
    since: str = ""
    due: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What the rules see beside the record: the day, the settings, and what takes more than one record."""

    today: date
    policy: Policy
    quarter: Period
    months: tuple[str, ...]
    came: frozenset[tuple[str, str]]
    own: str | None
    owed: Callable[[Project], Due]

    def within(self, start: str, setting: str) -> str:
        """The day that lies as many days after another as a setting says."""
        days = int(self.policy.setting(setting))
        return (date.fromisoformat(start) + timedelta(days)).isoformat()

    def over(self, day: str) -> bool:
        """Whether a day has passed."""
        return day < self.today.isoformat()


Test = Callable[[Any, Look], Iterable[Duty]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: its key and name, on which records, at which stages (all where none), the test."""

    kind: str
    label: str
    about: About
    test: Test
    stages: tuple[StageKey, ...] = ()
