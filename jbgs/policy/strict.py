"""Tables of a TOML file as frozen records: exact numbers, every key known, every value of its kind.

A plain strict constructor instead of pydantic, because every command reads the policy
(docs/architecture.md, Policy and forms as data).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from jbgs.errors import PolicyFault, Problem

T = TypeVar("T")
Table = dict[str, Any]

SHIPPED = "内置"
"""The origin of what comes with the program."""


def toml(text: str, origin: str) -> Table:
    """The tables of a text, decimals and dates exact; ``PolicyFault`` where it is no TOML."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PolicyFault(Problem(f"不是合法的 TOML：{error}", where=origin)) from error


def rows(
    data: Mapping[str, Any], key: str, make: Callable[[Table], T], origin: str, faults: list[Problem]
) -> list[T]:
    """The rows of ``[[key]]`` as ``make`` builds them; what is wrong with any is added to ``faults``."""
    found: list[T] = []
    raws = data.get(key, [])
    if not isinstance(raws, list) or not all(isinstance(raw, dict) for raw in raws):
        faults.append(Problem(f"“{key}”应写作 [[{key}]]", where=origin))
        return found
    for place, raw in enumerate(raws, 1):
        try:
            found.append(make({**raw, "origin": origin}))
        except ValueError as error:
            faults.append(Problem(f"第 {place} 条 [[{key}]] 有误：{error}", where=origin))
    return found


def number(raw: Mapping[str, Any], key: str) -> Decimal:
    """A number of the file, exact; neither a text nor less than nothing."""
    value = raw[key]
    if type(value) not in (int, Decimal) or not Decimal(value).is_finite() or value < 0:
        raise ValueError(f"{key} = {value!r}，应为不小于 0 的数")
    return Decimal(value)


def build(kind: type[T], raw: Mapping[str, Any]) -> T:
    """A record from a mapping that names its fields, each of the declared kind."""
    kinds = _kinds(kind)  # type: ignore[arg-type]  # a class is hashable
    if unknown := sorted(raw.keys() - kinds.keys()):
        raise ValueError(f"未知的项 {'、'.join(unknown)}")
    needed = {f.name for f in fields(kind) if f.default is MISSING}  # type: ignore[arg-type]  # a dataclass
    if missing := sorted(needed - raw.keys()):
        raise ValueError(f"缺少 {'、'.join(missing)}")
    for name, value in raw.items():
        if not _fits(value, kinds[name]):
            allowed = get_args(kinds[name]) if get_origin(kinds[name]) is Literal else ()
            expected = f"，应为 {'、'.join(allowed)} 之一" if allowed else ""
            raise ValueError(f"{name} = {value!r} 不合规格{expected}")
    return kind(**raw)


def _fits(value: object, kind: Any) -> bool:
    """Whether a value is exactly of a declared kind: a time is not a day, nor ``true`` a number."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return value in inner
    if origin in (UnionType, Union):
        return any(_fits(value, one) for one in inner)
    if origin is tuple:
        return type(value) is tuple and all(_fits(one, inner[0]) for one in value)
    return type(value) is kind


@cache
def _kinds(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
