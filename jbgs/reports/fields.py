"""How one form was understood, field by field: for whoever wonders why a value is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jbgs.reports import words
from jbgs.reports.table import Column, Table

READINGS = (
    Column("label", "表中栏目", width=6),
    Column("name", "字段", "code", 8),
    Column("where", "位置", width=5, drop=2),
    Column("raw", "原文", width=8, drop=1),
    Column("value", "读作", width=8),
    Column("problem", "问题", width=10),
)
UNMATCHED = (
    Column("label", "栏目", width=10),
    Column("where", "位置", width=8),
    Column("value", "内容", width=30),
)
_LONGEST = 40  # characters: a terminal shows which text it is, not all of it


def readings(form: Any, labels: Mapping[str, str]) -> Table:
    """One row per value read, then one per field that is missing; ``labels`` by field name."""
    name = words.FORM_NAMES[form.form]
    return Table(f"识别情况 {name}", f"按{name}识别", READINGS, Table.body(_rows(form, labels)))


def _rows(form: Any, labels: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    problems: dict[str, list[str]] = {}
    for one in form.problems:
        problems.setdefault(one.field, []).append(one.message)
    for one in form.readings:
        said = [*problems.pop(one.name, ()), *([one.note] if one.note else [])]
        raw = "" if one.raw == one.value else _short(one.raw)
        yield one.label, one.name, one.where, raw, _short(one.value or ""), "\n".join(said)
    for name, messages in problems.items():
        yield labels.get(name, name), name, "", "", "", "\n".join(messages)


def unmatched(form: Any) -> Table:
    """What stands on the form and was not understood."""
    rows = ((one.label, one.where, _short(one.value)) for one in form.unmatched)
    return Table("未识别的栏目", "未识别的栏目", UNMATCHED, Table.body(rows))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line
