"""README's tour is what the program prints, and its links lead somewhere."""

import importlib.util
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture
def readme():
    spec = importlib.util.spec_from_file_location("readme", ROOT / "tools/readme.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tour_prints_what_it_says(readme, tmp_path):
    room = tmp_path / "room"
    shutil.copytree(
        ROOT / "jbgs/samples", room / "来件", ignore=shutil.ignore_patterns("*.toml", "*.json", "__*")
    )
    assert TEXT.count("```console") >= 5
    assert readme.render(TEXT, room) == TEXT


def test_links_lead_to_files():
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (ROOT / target).exists(), target


def test_every_command_is_named():
    from jbgs.cli import COMMANDS

    missing = [name for name in COMMANDS if f"jbgs {name}" not in TEXT and f"`{name}`" not in TEXT]
    assert not missing
