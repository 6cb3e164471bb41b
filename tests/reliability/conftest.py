"""Offices that things happen to, and the figures of the long runs."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one: what is tried there a thousand times needs no disk."""
    shared = Path("/dev/shm")  # noqa: S108  # a fresh private folder inside it
    with tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else tmp_path) as folder:
        yield Path(folder)


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
