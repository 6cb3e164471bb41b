"""A city office in a fresh folder, open for one test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jbgs.services.office import Office
from tests.helpers import make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "市局")
    yield made
    made.store.close()
