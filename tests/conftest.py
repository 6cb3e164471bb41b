"""What all tests share: the environment of a clerk who has set nothing, on a terminal of known width."""

import os

import pytest


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch):
    for name in list(os.environ):
        if name.startswith("JBGS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "100")
