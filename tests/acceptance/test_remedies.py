"""What a message tells the clerk to type can be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from jbgs.workflow import NEEDS
from tests.acceptance.clerk import Clerk, key

WORDS = {"金额": "500万元", "项目编号": "HN-001", "文件": "来件", "县（市、区）": "海宁"}
"""What a clerk puts for a word that stands for something; any other word may stay as it is."""


def commands(text: str) -> list[list[str]]:
    """The command lines in a message, as words, with what they stand for filled in."""
    found = re.findall(r"jbgs ([a-z][^，；：）]*)", text)
    return [[WORDS.get(word, word) for word in shlex.split(one)] for one in found]


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    key(Path("来件/海宁.docx"), "碳纤维缠绕", "海宁一号公司", "海宁")
    clerk("2021-05-10", "import 来件")
    return clerk


@pytest.mark.parametrize("need", NEEDS)
def test_the_remedy_of_a_need_is_a_command(office: Clerk, need: str) -> None:
    """It may be refused as things stand (5), or not find what stands for something else (4)."""
    for words in commands(NEEDS[need].remedy.replace("CODE", "HN-001")):
        if words[0] in ("inbox", "import", "edit") or words == ["subsidy", "pay"]:
            continue  # named as such, to be looked up: no command line
        line = shlex.join([*words, "--dry-run"])
        assert any(_ends(office, line, code) for code in (0, 4, 5)), (line, office.said)


def _ends(clerk: Clerk, line: str, code: int) -> bool:
    try:
        clerk("2021-05-11", line, code=code)
    except AssertionError:
        return False
    return True


def test_a_refusal_names_the_project_in_its_command(office: Clerk) -> None:
    office("2021-05-11", "stage HN-001 --to reviewed", code=5)
    assert "jbgs review close GJ-2021-HN-001 --result passed" in office.said
    office("2021-05-11", "subsidy pay HN-001", code=5)
    assert "jbgs approve GJ-2021-HN-001 --document 文号" in office.said
    assert "CODE" not in office.said


def test_a_code_may_be_typed_in_full_width_letters(office: Clerk) -> None:
    assert office.json("2021-05-11", "show ｈｎ－００１")["code"] == "GJ-2021-HN-001"
