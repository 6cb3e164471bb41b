"""Periods by name: the running one and the one before it, counted from today."""

from __future__ import annotations

from typing import Any

import pytest

from jbgs.commands import periods
from jbgs.errors import WrongUsage


@pytest.mark.parametrize(
    ("today", "read", "text", "value"),
    [
        ("2021-07-20", periods.month, "上月", "2021-06"),
        ("2021-07-20", periods.month, " 本月 ", "2021-07"),
        ("2022-01-01", periods.month, "last", "2021-12"),
        ("2022-01-31", periods.month, "This", "2022-01"),
        ("2022-02-28", periods.quarter, "上季度", (2021, 4)),
        ("2021-12-31", periods.quarter, "本季度", (2021, 4)),
        ("2021-07-01", periods.quarter, "last", (2021, 2)),
        ("2021-07-01", periods.year, "去年", 2020),
        ("2021-07-01", periods.year, "今年", 2021),
    ],
)
def test_a_period_by_name(
    monkeypatch: pytest.MonkeyPatch, today: str, read: Any, text: str, value: Any
) -> None:
    monkeypatch.setenv("JBGS_TODAY", today)
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text"),
    [(periods.month, "下月"), (periods.month, "去年"), (periods.quarter, "上月"), (periods.year, "明年")],
)
def test_no_other_name_is_known(monkeypatch: pytest.MonkeyPatch, read: Any, text: str) -> None:
    monkeypatch.setenv("JBGS_TODAY", "2021-07-20")
    with pytest.raises(WrongUsage, match="不是"):
        read(text)
