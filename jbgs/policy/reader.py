"""policy.toml → ``Policy``, with every contradiction found at once.

Decimals and dates come exact from ``tomllib``; unknown or missing keys, overlapping rates,
shares that do not add up to 1 and spellings that name two regions are faults.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from jbgs.errors import PolicyFault, Problem
from jbgs.models import TRACKS
from jbgs.policy.rules import Payer, Policy, Rate, Region, Setting, TrackInfo

T = TypeVar("T")

SHIPPED = "内置"
ADDABLE = {"rate", "region", "settings"}


@cache
def _shipped() -> str:
    return files(__package__).joinpath("policy.toml").read_text("utf-8")


def load(own: Path | None = None) -> Policy:
    """The shipped policy, with an office's own rows from ``own`` (a path that need not exist)."""
    if own is None or not own.exists():
        return parse(_shipped())
    try:
        return parse(_shipped(), own.read_text("utf-8"), origin=own.name)
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyFault(
            f"无法读取 {own.name}：{error}", remedy="请检查文件权限，并保存为 UTF-8 编码"
        ) from error


def parse(text: str, own: str = "", *, origin: str = "policy.toml") -> Policy:
    """Read the shipped text and an office's own; raise ``PolicyFault`` with all that is wrong."""
    faults: list[Problem] = []
    base = _toml(text, SHIPPED)
    extra = _toml(own, origin) if own else {}
    faults += [Problem(f"“{key}”不能由本单位的政策文件设定", where=origin) for key in extra.keys() - ADDABLE]
    rates = _rows(base, "rate", _rate, SHIPPED, faults) + _rows(extra, "rate", _rate, origin, faults)
    regions = _rows(base, "region", _region, SHIPPED, faults) + _rows(
        extra, "region", _region, origin, faults
    )
    settings = _settings(base, SHIPPED, faults) | _settings(extra, origin, faults)
    tracks = {key: TrackInfo(v["name"], v["letters"], tuple(v["names"])) for key, v in base["tracks"].items()}
    faults += [*_rate_faults(rates), *_region_faults(regions)]
    if faults:
        raise PolicyFault(*faults)
    return Policy(
        title=base["source"]["title"],
        issued=base["source"]["issued"],
        rates=tuple({(row.track, row.start): row for row in rates}.values()),
        tracks=tracks,
        regions=tuple({row.letters: row for row in regions}.values()),
        settings=settings,
        prefixes=tuple(base["spelling"]["prefixes"]),
        suffixes=tuple(base["spelling"]["suffixes"]),
    )


def _toml(text: str, origin: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PolicyFault(Problem(f"不是合法的 TOML：{error}", where=origin)) from error


def _rows(
    data: Mapping[str, Any], key: str, make: Callable[[dict[str, Any]], T], origin: str, faults: list[Problem]
) -> list[T]:
    found: list[T] = []
    for number, raw in enumerate(data.get(key, []), 1):
        try:
            found.append(make({**raw, "origin": origin}))
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            faults.append(Problem(f"第 {number} 条 [[{key}]] 有误：{error}", where=origin))
    return found


def _settings(data: Mapping[str, Any], origin: str, faults: list[Problem]) -> dict[str, Setting]:
    found = {}
    for name, raw in data.get("settings", {}).items():
        try:
            found[name] = _build(Setting, {**raw, "origin": origin})
        except (KeyError, TypeError, ValueError) as error:
            faults.append(Problem(f"设定 {name} 有误：{error}", where=origin))
    return found


def _rate(raw: dict[str, Any]) -> Rate:
    raw["start"] = raw.pop("from")
    row = _build(Rate, raw | {"rate": Decimal(raw["rate"]), "cap": Decimal(raw["cap"])})
    _one_of("track", row.track, TRACKS)
    _one_of("base", row.base, ("contract", "occurred"))
    _one_of("recipient", row.recipient, ("owner", "winner"))
    _one_of("timing", row.timing, ("before", "after"))
    if not 0 <= row.rate <= 1 or row.cap < 0:
        raise ValueError("rate 应在 0 与 1 之间，cap 不能为负")
    return row


def _region(raw: dict[str, Any]) -> Region:
    payers = tuple(Payer(one["payer"], Decimal(one["share"])) for one in raw["payers"])
    return _build(Region, raw | {"payers": payers, "names": tuple(raw.get("names", ()))})


def _build(kind: type[T], raw: Mapping[str, Any]) -> T:
    """A record from a mapping that names exactly its fields."""
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]  # always a dataclass
    if unknown := sorted(raw.keys() - known.keys()):
        raise KeyError(f"未知的项 {'、'.join(unknown)}")
    needed = {name for name, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    if missing := sorted(needed - raw.keys()):
        raise KeyError(f"缺少 {'、'.join(missing)}")
    return kind(**raw)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} = {value!r}，应为 {'、'.join(allowed)} 之一")


def _rate_faults(rates: list[Rate]) -> Iterator[Problem]:
    seen: set[tuple[str, object, str]] = set()
    for row in rates:
        place = (row.track, row.start, row.origin)
        if place in seen:
            yield Problem(f"类型 {row.track} 自 {row.start} 起有两条标准", where=row.origin)
        seen.add(place)
    for track in TRACKS:
        if not any(row.track == track for row in rates):
            yield Problem(f"类型 {track} 没有任何补助标准", where=SHIPPED)


def _region_faults(regions: list[Region]) -> Iterator[Problem]:
    for row in regions:
        if sum(payer.share for payer in row.payers) != 1:
            yield Problem(f"{row.name}各承担方的份额之和不是 1", where=row.origin)
        if row.odd not in {payer.payer for payer in row.payers}:
            yield Problem(f"{row.name}的零头承担方“{row.odd}”不在承担方之列", where=row.origin)
    owners: dict[str, str] = {}
    for row in regions:
        for name in (row.name, row.code, row.letters, *row.names):
            other = owners.setdefault(name, row.letters) if name else row.letters
            if other != row.letters:
                yield Problem(f"“{name}”同时指 {other} 和 {row.letters}", where=row.origin)
