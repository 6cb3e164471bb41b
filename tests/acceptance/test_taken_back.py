"""Whatever the command lines of a whole year wrote, undoing each brings the state before it back."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.acceptance import test_year_common, test_year_key, test_year_transfer, year
from tests.acceptance.clerk import Clerk
from tests.helpers import opened, records

END = "2022-12-30"
YEARS = (test_year_common, test_year_key, test_year_transfer)


class Remembering(Clerk):
    """A clerk who looks into the store before each line that writes."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.before: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, day: str, line: str, *, code: int = 0) -> str:
        state, count = _state()
        out = super().__call__(day, line, code=code)
        if _state()[1] > count:
            self.before.append((line, state))
        return out


def _state() -> tuple[dict[str, Any], int]:
    """The records, and how many commands wrote."""
    with opened(Path(os.environ["JBGS_HOME"])) as office:
        return records(office), office.store.count("batches")


@pytest.mark.soak
@pytest.mark.parametrize("module", YEARS, ids=lambda one: one.__name__.rpartition("_")[2])
def test_a_year_is_taken_back_step_by_step(
    clerk: Clerk, remembering: Callable[[], Remembering], module: ModuleType
) -> None:
    """Red when ``past.undo`` passes over a table (tried: intents)."""
    module.forms()
    typing = remembering()
    year.play(typing, module.YEAR)
    assert len(typing.before) > 50
    for line, state in reversed(typing.before):
        clerk(END, "undo --reason 从头再来")
        assert _state()[0] == state, line
    clerk(END, "undo --reason 从头再来", code=4)
    assert clerk.json(END, "check")["ok"]


@pytest.fixture
def remembering(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[], Remembering]:
    """The clerk of the same office, with a memory."""
    return lambda: Remembering(monkeypatch, capsys)
