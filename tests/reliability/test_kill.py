"""``kill -9`` at random moments of imports, moves and edits: what was acknowledged is there, once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance import clerk
from tests.reliability import killing

FORMS = 8
ROOT = Path(__file__).parents[2]


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    for number in range(FORMS):
        clerk.key(tmp_path / "来件" / f"项目{number}.docx", f"项目{number}", "海宁一号公司", "海宁市")
    return tmp_path / "来件"


def killed(home: Path, forms: Path, kills: int) -> dict[str, Any]:
    words = [killing.__file__, home, forms, kills, 20210428]
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


EXPECTED = {
    **dict.fromkeys(("lost", "unreadable", "twice", "faults"), 0),
    "litter": [],
    "forms": FORMS,
    "again": [0, 0],
}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_twenty_kills_lose_nothing_and_leave_nothing(tmp_path: Path, forms: Path) -> None:
    """Red when ``Batch.save`` commits after each ``put``: records stand without their batch.

    Red on ``litter`` (in the long run) without ``_settle_journal`` in ``store/database.py``.
    """
    found = killed(tmp_path / "市局", forms, 20)
    assert {name: found[name] for name in EXPECTED} == EXPECTED
    assert found["acknowledged"] > 5


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_three_hundred_kills(tmp_path: Path, forms: Path, soaked) -> None:
    """As above."""
    found = killed(tmp_path / "市局", forms, 300)
    soaked(**found)
    assert {name: found[name] for name in EXPECTED} == EXPECTED
