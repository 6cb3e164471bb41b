"""Stores in a fresh folder, and programs that run beside the test in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import jbgs
from jbgs.store import Store

ROOT = Path(jbgs.__file__).parent.parent

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "办公室"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with Store.create(home, {"bureau": "海宁市科技局", "level": "county"}) as opened:
        yield opened


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a Python program that can import jbgs; it is ended with the test."""
    running: list[subprocess.Popen[str]] = []

    def begin(code: str, *args: object, **options) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, args)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "PYTHONIOENCODING": "utf-8",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            **options,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def run(start: Start) -> Callable[..., str]:
    """Run such a program to its end and return what it printed."""

    def whole(code: str, *args: object, **options) -> str:
        process = start(code, *args, **options)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        return out

    return whole
