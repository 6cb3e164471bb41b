"""README's tour and the clerk's guide are what the program prints, and their links lead somewhere."""

import importlib.util
import re
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


@pytest.mark.parametrize(("page", "blocks"), [("README.md", 5), ("docs/clerk-guide.md", 20)])
def test_a_page_prints_what_the_program_says(readme, tmp_path, page, blocks):
    text = (ROOT / page).read_text("utf-8")
    room = tmp_path / "room"
    readme.furnish(room)
    assert text.count("```console") >= blocks
    assert "Traceback" not in text
    assert readme.render(text, room) == text


def test_links_lead_to_files():
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (ROOT / target).exists(), target


def test_every_command_is_named():
    from jbgs.cli import COMMANDS

    missing = [name for name in COMMANDS if f"jbgs {name}" not in TEXT and f"`{name}`" not in TEXT]
    assert not missing
