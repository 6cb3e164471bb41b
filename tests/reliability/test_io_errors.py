"""A disk that refuses at the k-th write, sync, rename or removal: the old store, a clear word, exit 7."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from jbgs import cli
from tests.helpers import opened, records

CALLS = "pwrite64,fsync,fdatasync,rename,unlink,ftruncate"
STRACE = ("strace", "-f", "-e", f"trace={CALLS}")
ERRORS = ("ENOSPC", "EIO", "EROFS")
ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


def imported(home: Path, form: Path, *strace: str) -> subprocess.CompletedProcess[str]:
    words = [*strace, sys.executable, "-m", "jbgs", "--home", str(home), "import", str(form)]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "JBGS_TODAY": "2021-12-31", "PATH": "/usr/bin"}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    return subprocess.run(words, capture_output=True, encoding="utf-8", check=False, env=environment)


def calls_of_an_import(ready: Path) -> int:
    shutil.copytree(ready / "市局", ready / "counted")
    trace = str(ready / "trace")
    made = imported(ready / "counted", ready / "乙.docx", *STRACE, "-o", trace)
    assert made.returncode == 0, made.stderr
    return sum(bool(re.match(r"\d+ +\w+\(", line)) for line in Path(trace).read_text().splitlines())


def refused(ready: Path, places: Iterable[int]) -> tuple[int, list[str]]:
    """Runs with an error at each place, and from it on; how many were refused, and what went wrong."""
    with opened(ready / "市局") as office:
        old = records(office)
    count, wrong = 0, []
    for place in places:
        home, error = ready / f"at-{place}", ERRORS[place % len(ERRORS)]
        shutil.copytree(ready / "市局", home)
        inject = (*STRACE, "-o", "/dev/null", "-e", f"inject={CALLS}:error={error}:when={place}+")
        ran = imported(home, ready / "乙.docx", *inject)
        where = f"{error} from call {place} on: exit {ran.returncode}, {ran.stderr.strip()}"
        again = cli.run(["--home", str(home), "import", str(ready / "乙.docx")])  # space was freed
        with opened(home) as office:
            state, titles = records(office), [one["fields"]["title"] for one in office.projects()]
        count += ran.returncode == 7
        if ran.returncode == 7 and not ("→" in ran.stderr and "Traceback" not in ran.stderr):
            wrong.append(where)
        if ran.returncode not in (0, 7) or again != 0:
            wrong.append(f"{where}; again: {again}")
        if titles != ["低温固化胶", "高温固化胶"] or state["projects"][0] != old["projects"][0]:
            wrong.append(f"{where}; {titles}")
        shutil.rmtree(home)
    return count, wrong


def test_a_disk_that_refuses_here_and_there(ready: Path) -> None:
    """Red when ``guarded`` in ``store/faults.py`` lets an ``OSError`` through: exit 1 and a traceback."""
    assert refused(ready, [2, 24]) == (2, [])


@pytest.mark.soak
def test_a_disk_that_refuses_at_every_call(ready: Path, soaked) -> None:
    """As above, at every single call."""
    total = calls_of_an_import(ready)
    count, wrong = refused(ready, range(1, total + 1))
    soaked(calls=total, refused=count, wrong=len(wrong))
    assert wrong == []
