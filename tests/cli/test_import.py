"""What ``import`` says beside its result."""

from __future__ import annotations

from pathlib import Path

import pytest

from jbgs import importers
from jbgs.commands.intake import SCREEN
from tests.cli.conftest import Jbgs
from tests.intake.conftest import form


def put(folder: Path, count: int) -> Path:
    """Forms of one unit with titles that resemble each other."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        title = f"低温固化单组分胶黏剂{chr(ord('甲') + number)}"
        (folder / f"{number:02d}.docx").write_bytes(form(需求名称=title))
    return folder


@pytest.fixture
def opened(jbgs: Jbgs) -> Jbgs:
    jbgs("init", "--bureau", "测试", "--level", "city")
    return jbgs


def test_few_hints_are_all_told(opened: Jbgs, tmp_path: Path) -> None:
    said = opened("import", put(tmp_path / "in", 3)).err.splitlines()
    assert [line.split()[0] for line in said] == ["提示：GJ-2021-HN-002", *["提示：GJ-2021-HN-003"] * 2]


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_of_many_hints_a_screen_is_told_and_where_the_rest_is(
    opened: Jbgs, tmp_path: Path, more: tuple[str, ...]
) -> None:
    done = opened("import", put(tmp_path / "in", 30), *more)
    *hints, last = done.err.splitlines()
    assert len(hints) == SCREEN
    assert all(line.startswith("提示：GJ-2021-HN-") for line in hints)
    everything = 1 + 2 + 3 * 27
    assert f"另有 {everything - SCREEN} 条未列出" in last
    assert "jbgs show 编号" in last
    shown = opened("show", "GJ-2021-HN-030")
    assert "可能重复的项目" in shown.out
    if more:
        assert (
            sum(len(one["duplicates"]) for file in done.json["files"] for one in file["forms"]) == everything
        )


def test_many_files_that_show_a_defect_are_counted(
    opened: Jbgs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(data: bytes) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(importers, "read", read)
    *told, last = opened("import", put(tmp_path / "in", 30)).err.splitlines()
    assert len([line for line in told if line.startswith("程序缺陷：")]) == SCREEN == len(told)
    assert "另有 10 条未列出" in last
