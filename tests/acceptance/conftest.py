"""A city office of its own for each test, worked by command lines only."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.clerk import After, Clerk

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


@pytest.fixture(scope="session")
def _finished() -> dict[str, Path]:
    """Folders as the work of some tests left them, by the work's module."""
    return {}


@pytest.fixture
def after(
    clerk: Clerk, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, _finished: dict[str, Path]
) -> After:
    """The clerk after some work, which is typed once and then copied for every further test."""

    def done(work: Callable[[Clerk], None]) -> Clerk:
        kept = _finished.get(work.__module__)
        if kept is None:
            work(clerk)
            kept = tmp_path_factory.mktemp("finished")
            _finished[work.__module__] = shutil.copytree(tmp_path, kept, dirs_exist_ok=True)
        else:
            shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
        return clerk

    return done
