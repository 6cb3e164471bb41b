"""policy.toml → ``Policy``, with every contradiction found at once.

Decimals and dates come exact from ``tomllib``; unknown or missing keys, overlapping rates,
shares that do not add up to 1 and spellings that name two regions are faults.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from jbgs.errors import PolicyFault, Problem
from jbgs.models import TRACKS
from jbgs.policy.rules import OUTSIDE, Payer, Policy, Rate, Region, Setting, TrackInfo, spelling
from jbgs.policy.strict import SHIPPED, Table, build, number, rows, toml

ADDABLE = {"rate", "region", "settings"}


@cache
def _shipped() -> str:
    return Path(__file__).with_name("policy.toml").read_text("utf-8")


@cache
def _as_shipped() -> Policy:
    return parse(_shipped())


def load(own: Path | None = None) -> Policy:
    """The shipped policy, with an office's own rows from ``own`` (a path that need not exist)."""
    if own is None or not own.exists():
        return _as_shipped()
    try:
        return parse(_shipped(), own.read_text("utf-8"), origin=own.name)
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyFault(
            f"无法读取 {own.name}：{error}", remedy="请检查文件权限，并保存为 UTF-8 编码"
        ) from error


def parse(text: str, own: str = "", *, origin: str = "policy.toml") -> Policy:
    """Read the shipped text and an office's own; raise ``PolicyFault`` with all that is wrong."""
    faults: list[Problem] = []
    base = toml(text, SHIPPED)
    extra = toml(own, origin) if own else {}
    faults += [Problem(f"“{key}”不能由本单位的政策文件设定", where=origin) for key in extra.keys() - ADDABLE]
    rates = rows(base, "rate", _rate, SHIPPED, faults) + rows(extra, "rate", _rate, origin, faults)
    regions = rows(base, "region", _region, SHIPPED, faults) + rows(extra, "region", _region, origin, faults)
    settings = _settings(base, extra, origin, faults)
    tracks = {key: TrackInfo(v["name"], v["letters"], tuple(v["names"])) for key, v in base["tracks"].items()}
    current = {row.letters: row for row in regions}.values()
    faults += [*_rate_faults(rates), *_region_faults(regions), *_spelling_faults(current)]
    if faults:
        raise PolicyFault(*faults)
    return Policy(
        title=base["source"]["title"],
        issued=base["source"]["issued"],
        rates=tuple({(row.track, row.start): row for row in rates}.values()),
        tracks=tracks,
        regions=tuple(current),
        settings=settings,
        prefixes=tuple(base["spelling"]["prefixes"]),
        suffixes=tuple(base["spelling"]["suffixes"]),
    )


def _settings(base: Table, extra: Table, origin: str, faults: list[Problem]) -> dict[str, Setting]:
    """The shipped settings; an office's own row need only say what it changes."""
    found = {
        name: build(Setting, {**raw, "choices": tuple(raw.get("choices", ())), "origin": SHIPPED})
        for name, raw in base["settings"].items()
    }
    own = extra.get("settings", {})
    for name, raw in own.items() if isinstance(own, dict) else [("settings", own)]:
        try:
            found[name] = _own_setting(found.get(name), raw, origin)
        except ValueError as error:
            faults.append(Problem(f"设定 {name} 有误：{error}", where=origin))
    return found


def _own_setting(shipped: Setting | None, raw: Any, origin: str) -> Setting:
    if shipped is None:
        raise ValueError("没有这项设定，见 jbgs policy show")
    if not isinstance(raw, dict):
        raise ValueError("应写作 { value = … }")
    known = {f.name: getattr(shipped, f.name) for f in fields(Setting)}
    made = build(Setting, {**known, **raw, "origin": origin})
    if type(made.value) is not type(shipped.value) or (made.choices and made.value not in made.choices):
        raise ValueError(f"value = {made.value!r}，应为 {'、'.join(made.choices) or '整数'}")
    if isinstance(made.value, int) and not 0 <= made.value <= shipped.most:
        raise ValueError(f"value = {made.value!r}，应在 0 与 {shipped.most} 之间")
    return made


def _rate(raw: Table) -> Rate:
    named = {"start" if key == "from" else key: value for key, value in raw.items()}
    row = build(Rate, named | {key: number(named, key) for key in ("rate", "cap") if key in named})
    if row.rate > 1:
        raise ValueError("rate 应在 0 与 1 之间")
    return row


def _region(raw: Table) -> Region:
    lists = {key: tuple(raw[key]) for key in ("payers", "names") if isinstance(raw.get(key), list)}
    if "payers" in lists:
        lists["payers"] = tuple(_payer(one) for one in lists["payers"])
    row = build(Region, raw | lists)
    if not (len(row.letters) == 2 and row.letters.isascii() and row.letters.isupper()):
        raise ValueError(f"letters = {row.letters!r}，应为两个大写字母")
    if row.letters == OUTSIDE:
        raise ValueError(f"letters = {OUTSIDE!r} 留给市外的项目")
    return row


def _payer(raw: Any) -> Payer:
    if not isinstance(raw, dict):
        raise ValueError("payers 应写作 { payer = …, share = … }")
    return build(Payer, raw | ({"share": number(raw, "share")} if "share" in raw else {}))


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
    seen: set[tuple[str, str]] = set()
    for row in regions:
        if (row.letters, row.origin) in seen:
            yield Problem(f"字母 {row.letters} 有两条 [[region]]", where=row.origin)
        seen.add((row.letters, row.origin))
        if sum(payer.share for payer in row.payers) != 1:
            yield Problem(f"{row.name}各承担方的份额之和不是 1", where=row.origin)
        if row.odd not in {payer.payer for payer in row.payers}:
            yield Problem(f"{row.name}的零头承担方“{row.odd}”不在承担方之列", where=row.origin)


def _spelling_faults(regions: Iterable[Region]) -> Iterator[Problem]:
    """Spellings that mean two regions, compared as they are looked up."""
    owners: dict[str, str] = {}
    for row in regions:
        for name in row.spellings():
            other = owners.setdefault(spelling(name), row.letters)
            if other != row.letters:
                yield Problem(f"“{name}”同时指 {other} 和 {row.letters}", where=row.origin)
