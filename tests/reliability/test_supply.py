"""What the program is made of: locked by hash, licensed, and with no way out to the network."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import jbgs
from tools import licences

ROOT = Path(jbgs.__file__).parent.parent
NETWORK = {"socket", "urllib.request", "http.client", "http", "ftplib", "smtplib", "requests", "httpx", "ssl"}
NETWORK |= {"asyncio", "socketserver", "xmlrpc", "telnetlib", "webbrowser", "imaplib", "poplib"}


def test_the_list_of_licences_is_as_the_lock_file_is() -> None:
    """Red when a package is added or its version changes: ``python -m tools.licences``, and a look at it."""
    assert licences.PAGE.read_text("utf-8") == licences.page()


def test_every_licence_is_one_that_an_office_may_use() -> None:
    rows = re.findall(r"^\| [\w.-]+ \| [\d.]\S* \| (.+) \|$", licences.page(), re.MULTILINE)
    assert len(rows) >= 15
    assert [one for one in rows if not any(name in one for name in licences.ALLOWED)] == []
    assert not [one for one in rows if re.search(r"\bA?GPL", one) and "LGPL" not in one]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_locked_by_its_hash_and_names_no_index(name: str) -> None:
    """Red when a line is written by hand, or an index address slips in."""
    text = (ROOT / name).read_text("utf-8")
    for block in re.split(r"\n(?=[\w])", text.strip()):
        assert re.match(r"[\w.-]+==\S+", block), block
        assert "--hash=sha256:" in block
    assert "://" not in text


def test_no_module_of_ours_can_reach_the_network() -> None:
    """Red when any imports one of these; ``test_privacy`` refuses the sockets themselves while it runs."""
    found = []
    for path in (ROOT / "jbgs").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path.name}: {name}" for name in names if name in NETWORK]
    assert found == []
