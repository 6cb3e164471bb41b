"""What the policy says, as records that answer questions about a day, a track, a region."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from jbgs.errors import PolicyFault, WrongUsage
from jbgs.models import TRACKS, Track

Basis = Literal["policy", "reading", "practice"]
OUTSIDE = "JX"
"""Letters in the code of a project that names no region of the city."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What one track is paid from a day on: ``rate`` × ``base``, at most ``cap`` yuan per project."""

    track: Track
    start: date
    rate: Decimal
    base: Literal["contract", "occurred"]
    recipient: Literal["owner", "winner"]
    timing: Literal["before", "after"]
    cap: Decimal
    clause: str
    basis: Basis = "policy"
    note: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Payer:
    """A government that pays ``share`` (0–1) of every subsidy of a region."""

    payer: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Region:
    """A county, district or zone; ``code`` is its GB/T 2260 code where it has one."""

    name: str
    letters: str
    payers: tuple[Payer, ...]
    odd: str
    clause: str
    code: str = ""
    short: str = ""
    names: tuple[str, ...] = ()
    basis: Basis = "policy"
    origin: str = ""

    @property
    def short_name(self) -> str:
        """The name for narrow columns."""
        return self.short or self.name

    def spellings(self) -> tuple[str, ...]:
        """All that names it."""
        return tuple(filter(None, (self.name, self.short, self.code, self.letters, *self.names)))


@dataclass(frozen=True, slots=True)
class TrackInfo:
    """A track's Chinese name, letters in project codes, and further spellings."""

    name: str
    letters: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """One value that the policy leaves open or states once; a text is one of its ``choices``.

    A number is from 0 to ``most``: ten years of days, unless its row says otherwise.
    """

    value: int | str
    basis: Basis
    clause: str
    meaning: str
    choices: tuple[str, ...] = ()
    most: int = 3660
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """All of it. Look-ups of words a user typed raise ``WrongUsage``; gaps in the data ``PolicyFault``."""

    title: str
    issued: date
    rates: tuple[Rate, ...]
    tracks: Mapping[Track, TrackInfo]
    regions: tuple[Region, ...]
    settings: Mapping[str, Setting]
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    _spellings: dict[str, Region] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for one in self.regions:
            for name in one.spellings():
                self._spellings[spelling(name)] = one

    def rate(self, track: Track, on: date) -> Rate:
        """The row in force on a day: the latest ``start`` that is not after it."""
        rows = [row for row in self.rates if row.track == track and row.start <= on]
        if not rows:
            first = min(row.start for row in self.rates if row.track == track)
            raise PolicyFault(
                f"政策数据中没有“{self.tracks[track].name}”在 {on} 适用的补助标准",
                remedy=f"最早一条自 {first} 起；请核对日期，或在 policy.toml 中补充",
            )
        return max(rows, key=lambda row: row.start)

    def find_region(self, text: str) -> Region | None:
        """The region that any of its spellings, its letters or its code name; never a part of an address."""
        wanted = spelling(text)
        for prefix in ("", *self.prefixes):
            for suffix in ("", *self.suffixes):
                if wanted.startswith(prefix) and wanted.endswith(suffix):
                    inner = wanted[len(prefix) : len(wanted) - len(suffix)]
                    if found := self._spellings.get(inner):
                        return found
        return None

    def region(self, text: str) -> Region:
        """As ``find_region``, for a word that a user typed."""
        if found := self.find_region(text):
            return found
        known = "、".join(one.short_name for one in self.regions)
        raise WrongUsage(f"没有“{text}”这个县（市、区）", remedy=f"可用：{known}，或其字母、区划代码")

    def track(self, text: str) -> Track:
        """The track that a user named by key, letters or Chinese name."""
        wanted = text.strip()
        for key in TRACKS:
            info = self.tracks[key]
            if wanted.lower() == key or wanted.upper() == info.letters or wanted in (info.name, *info.names):
                return key
        known = "、".join(f"{self.tracks[key].name}（{key}）" for key in TRACKS)
        raise WrongUsage(f"没有“{text}”这种项目类型", remedy=f"可用：{known}")

    def setting(self, name: str) -> int | str:
        """A setting's value."""
        return self.settings[name].value


def spelling(text: str) -> str:
    """A name of a region as it is looked up: without width, case and blanks."""
    return unicodedata.normalize("NFKC", "".join(text.split())).upper()
