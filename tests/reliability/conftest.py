"""Offices that things happen to, and the figures of the long runs."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jbgs import cli
from tests.acceptance import clerk
from tests.helpers import make_office


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one: what is tried there a thousand times needs no disk."""
    shared = Path("/dev/shm")  # noqa: S108  # a fresh private folder inside it
    with tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else tmp_path) as folder:
        yield Path(folder)


@pytest.fixture
def ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an office ``市局`` that has a project, and a form that comes in."""
    monkeypatch.setenv("JBGS_TODAY", "2021-12-31")
    clerk.key(tmp_path / "甲.docx", "低温固化胶", "海宁一号公司", "海宁市")
    clerk.key(tmp_path / "乙.docx", "高温固化胶", "海宁一号公司", "海宁市")
    make_office(tmp_path / "市局").store.close()
    assert cli.run(["--home", str(tmp_path / "市局"), "import", str(tmp_path / "甲.docx")]) == 0
    return tmp_path


@pytest.fixture
def soaked(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Note the figures of a long run; they are printed, and added to ``$SOAK_FIGURES`` where that is set."""

    def note(**figures: object) -> None:
        line = json.dumps({"test": request.node.name, **figures}, ensure_ascii=False)
        print(f"\n{line}")  # noqa: T201  # pytest -s shows it
        if path := os.environ.get("SOAK_FIGURES"):
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(line + "\n")

    return note
