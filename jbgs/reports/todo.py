"""``todo`` for a person: by office and by project, worst first, each with the command that settles it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

STANDING = {"late": "逾期 {days} 天", "due": "还有 {days} 天", "waiting": "已等 {days} 天"}
LEVELS = {"late": "逾期", "due": "将到期", "waiting": "待办"}


def lines(items: Sequence[Any], counts: Mapping[str, Any], own: str) -> list[str]:
    """Every office with its items, the office with the worst first; ``own`` is our own name."""
    return list(_lines(items, counts, own)) or ["没有到期、逾期或等待办理的事"]


def _lines(items: Sequence[Any], counts: Mapping[str, Any], own: str) -> Iterator[str]:
    for office in dict.fromkeys(one.region or own for one in items):
        yield f"{office}（{in_words(counts['by_office'][office])}）"
        for one in (one for one in items if (one.region or own) == office):
            yield f"  {_standing(one)}　{one.label}　{_named(one)}{one.what}{_until(one)}"
            yield f"      {one.command}"
    if items:
        yield f"共 {counts['total']} 项：{in_words(counts)}"


def _standing(one: Any) -> str:
    if one.level == "due" and one.days == 0:
        return "今天到期"
    return STANDING[one.level].format(days=one.days)


def _named(one: Any) -> str:
    title = f"{one.code} {one.title}".strip() if one.kind != "report" else ""
    return f"{title}：" if title else ""


def _until(one: Any) -> str:
    return f"（期限 {one.due}）" if one.due and one.due not in one.what else ""


def in_words(counts: Mapping[str, Any]) -> str:
    """The counts in a clause."""
    said: Iterable[str] = (f"{label} {counts[key]}" for key, label in LEVELS.items() if counts[key])
    return "，".join(said) or "无"
