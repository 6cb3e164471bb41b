"""A city office of its own for each test, worked by command lines only."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.clerk import Clerk

pytest.register_assert_rewrite("tests.acceptance.year")  # what it compares is shown where it differs


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Clerk:
    """A clerk in an empty folder, with an office just opened on 2021-05-10."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JBGS_HOME", str(tmp_path / "数据"))
    monkeypatch.setenv("JBGS_OPERATOR", "陈科")
    made = Clerk(monkeypatch, capsys)
    made("2021-05-10", "init --bureau 嘉兴市科学技术局 --level city")
    return made
