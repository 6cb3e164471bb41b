"""Backup and return of what an office has written itself beside its store."""

from __future__ import annotations

from pathlib import Path

import pytest

from jbgs.services.keeping import safekeeping
from jbgs.services.office import Office

OWN = {"policy.toml": "# 本局", "synonyms.toml": '"攻坚内容" = "content"\n', "templates/form-key.docx": "PK"}


@pytest.fixture
def settled(office: Office) -> Office:
    write(office.home, OWN)
    return office


def write(home: Path, own: dict[str, str]) -> None:
    for name, text in own.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(text, "utf-8")


def own(home: Path) -> dict[str, str]:
    return {name: (home / name).read_text("utf-8") for name in OWN if (home / name).exists()}


def test_what_the_office_wrote_goes_along_and_comes_back(settled: Office, tmp_path: Path) -> None:
    """Red when ``backup`` leaves out what lies beside the store."""
    saved = safekeeping.backup(settled, tmp_path / "备份")
    assert own(saved) == OWN
    assert safekeeping.restore(saved, tmp_path / "新机") is None
    assert own(tmp_path / "新机") == OWN


def test_what_it_wrote_since_is_put_aside_and_not_lost(settled: Office, tmp_path: Path) -> None:
    """Red when ``_put_aside`` keeps nothing."""
    saved = safekeeping.backup(settled, tmp_path / "备份")
    later = {"policy.toml": "# 后来", "templates/form-key.docx": "PK2"}
    write(settled.home, later)
    settled.store.close()
    aside = safekeeping.restore(saved, settled.home, force=True)
    assert own(settled.home) == OWN
    assert aside is not None
    assert own(aside) == OWN | later


def test_an_office_that_wrote_nothing_of_its_own_is_whole_without(office: Office, tmp_path: Path) -> None:
    saved = safekeeping.backup(office, tmp_path / "备份")
    assert {path.name for path in saved.iterdir()} == {"jbgs.db", "originals"}
    safekeeping.restore(saved, tmp_path / "新机")
    assert own(tmp_path / "新机") == {}
