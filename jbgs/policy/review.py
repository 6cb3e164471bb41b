"""review.toml → ``Schemes``: how rounds of review are scored, with every fault found at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jbgs.errors import PolicyFault, Problem
from jbgs.models import Track
from jbgs.policy.strict import SHIPPED, Table, build, number, rows, toml
from jbgs.registers import reviews
from jbgs.registers.reviews import SUBJECTS, Subject

WHOLE = Decimal(100)
FIGURES = ("mean", "trimmed", "spread", "lowest")
"""What a tie may be broken by, beside a criterion's key."""
_KEY = re.compile(r"[a-z][a-z_]{0,30}")
_LEAST_TO_TRIM = 3  # of two sheets without the highest and the lowest nothing is left


@dataclass(frozen=True, slots=True)
class Criterion:
    """What marks are given for, from 0 to ``full``."""

    key: str
    name: str
    full: Decimal
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme of scoring; the words are explained in ``review.toml``."""

    subject: Subject
    criteria: tuple[Criterion, ...]
    passing: Decimal
    quorum: int
    trim_from: int
    ranked_by: Literal["mean", "trimmed"] = "mean"
    ties: tuple[str, ...] = ()
    track: Track | None = None
    origin: str = ""

    def record(self) -> reviews.Scheme:
        """A copy for the round that goes by it."""
        made: reviews.Scheme = {
            "criteria": [_criterion_record(one) for one in self.criteria],
            "passing": str(self.passing),
            "quorum": self.quorum,
            "trim_from": self.trim_from,
            "ranked_by": self.ranked_by,
            "origin": self.origin,
        }
        if self.ties:
            made["ties"] = list(self.ties)
        return made


def _criterion_record(one: Criterion) -> reviews.Criterion:
    made: reviews.Criterion = {"key": one.key, "name": one.name, "full": str(one.full)}
    if one.meaning:
        made["meaning"] = one.meaning
    return made


@dataclass(frozen=True, slots=True)
class Schemes:
    """All of them, one for each subject and, where a track has its own, for that."""

    rows: tuple[Scheme, ...]

    def choose(self, subject: Subject, tracks: Iterable[Track]) -> Scheme:
        """The scheme of projects of these tracks: their own where they are all of one that has it."""
        met = set(tracks)
        mine = [row for row in self.rows if row.subject == subject]
        own = [row for row in mine if met == {row.track}]
        return next(iter(own or [row for row in mine if row.track is None]))


@cache
def _shipped() -> str:
    return Path(__file__).with_name("review.toml").read_text("utf-8")


def load(own: Path | None = None) -> Schemes:
    """The shipped schemes, with an office's own from ``own`` (a path that need not exist)."""
    if own is None or not own.exists():
        return parse(_shipped())
    try:
        return parse(_shipped(), own.read_text("utf-8-sig"), origin=own.name)
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyFault(
            f"无法读取 {own.name}：{error}", remedy="请检查文件权限，并保存为 UTF-8 编码"
        ) from error


def parse(text: str, own: str = "", *, origin: str = "review.toml") -> Schemes:
    """Read the shipped text and an office's own; raise ``PolicyFault`` with all that is wrong."""
    faults: list[Problem] = []
    base, extra = toml(text, SHIPPED), toml(own, origin) if own else {}
    faults += [Problem(f"不认识“{key}”", where=origin) for key in extra if key != "scheme"]
    mine = rows(extra, "scheme", _scheme, origin, faults)
    found = [*rows(base, "scheme", _scheme, SHIPPED, faults), *mine]
    faults += _twice(mine)
    made = tuple({(row.subject, row.track): row for row in found}.values())
    faults += [
        Problem(f"没有 subject = {subject!r} 的方案", where=SHIPPED)
        for subject in SUBJECTS
        if not any(row.subject == subject and row.track is None for row in made)
    ]
    if faults:
        raise PolicyFault(*faults)
    return Schemes(made)


def _scheme(raw: Table) -> Scheme:
    made: dict[str, Any] = dict(raw)
    if isinstance(raw.get("criteria"), list):
        made["criteria"] = tuple(map(_criterion, raw["criteria"]))
    if isinstance(raw.get("ties"), list):
        made["ties"] = tuple(raw["ties"])
    if "passing" in raw:
        made["passing"] = number(raw, "passing")
    row = build(Scheme, made)
    if wrong := list(_contradictions(row)):
        raise ValueError("；".join(wrong))
    return row


def _criterion(raw: Any) -> Criterion:
    if not isinstance(raw, dict):
        raise ValueError("criteria 应写作 { key = …, name = …, full = … }")
    return build(Criterion, raw | ({"full": number(raw, "full")} if "full" in raw else {}))


def _contradictions(row: Scheme) -> Iterator[str]:
    """What is wrong with a scheme as a whole."""
    whole = sum((one.full for one in row.criteria), Decimal(0))
    if whole != WHOLE:
        yield f"各项满分之和是 {whole}，应为 {WHOLE}"
    for one in row.criteria:
        if not _KEY.fullmatch(one.key) or one.key in FIGURES:
            yield f"key = {one.key!r}，应为小写英文字母，且不是 {'、'.join(FIGURES)}"
        if not one.name.strip() or one.full <= 0 or one.full * 10 % 1:
            yield f"{one.key} 须有名称，满分大于 0，最多一位小数"
    for what in ("key", "name"):
        values = [getattr(one, what) for one in row.criteria]
        yield from (
            f"{what} = {value!r} 出现了两次" for value in dict.fromkeys(values) if values.count(value) > 1
        )
    known = {*FIGURES, *(one.key for one in row.criteria)}
    yield from (
        f"ties 中的 {key!r} 不认识，可用：{'、'.join(sorted(known))}" for key in row.ties if key not in known
    )
    if row.passing > WHOLE:
        yield f"passing 不能超过 {WHOLE}"
    if row.quorum < 1 or row.trim_from < _LEAST_TO_TRIM:
        yield f"quorum 至少为 1，trim_from 至少为 {_LEAST_TO_TRIM}"


def _twice(mine: list[Scheme]) -> Iterator[Problem]:
    seen: set[tuple[Subject, Track | None]] = set()
    for row in mine:
        if (row.subject, row.track) in seen:
            yield Problem(f"{row.subject} {row.track or ''} 有两个方案".replace("  ", " "), where=row.origin)
        seen.add((row.subject, row.track))
