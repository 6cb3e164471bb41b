from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Forms that several programs wrote, with what is in their cells; where they lie beside the project."""
    folder = Path(__file__).parents[2].parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus is not here")
    return folder


@pytest.fixture(scope="session")
def files() -> Path:
    """A form that LibreOffice 7.4 wrote, and beside it the cells as (row, column, rows, columns, text)."""
    return Path(__file__).parent / "files"
