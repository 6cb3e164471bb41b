"""``kill -9`` at random moments of imports, moves and edits: what was acknowledged is there, once."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jbgs import cli
from jbgs.services.keeping import checks
from tests.acceptance import clerk
from tests.helpers import opened, records
from tests.reliability import killing
from tests.reliability.test_io_errors import CALLS, STRACE, calls_of_an_import, imported

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
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


@posix
def test_twenty_kills_lose_nothing_and_leave_nothing(tmp_path: Path, forms: Path) -> None:
    """Red when ``Batch.save`` commits after each ``put``: records stand without their batch.

    Red on ``lost`` when a transaction says that it is done and is rolled back, and on ``again`` when an
    import does not look whether it has a file already. What one moment alone shows is tried below, at each.
    """
    found = killed(tmp_path / "市局", forms, 20)
    assert {name: found[name] for name in EXPECTED} == EXPECTED
    assert found["acknowledged"] > 5


@pytest.mark.soak
@posix
def test_three_hundred_kills(tmp_path: Path, forms: Path, soaked) -> None:
    """As above, oftener."""
    found = killed(tmp_path / "市局", forms, 300)
    soaked(**found)
    assert {name: found[name] for name in EXPECTED} == EXPECTED


KEPT = {"jbgs.db", "originals", "originals/.parts"}


def killed_at(ready: Path, places: Iterable[int]) -> tuple[int, list[str]]:
    """Imports killed as they ask for their k-th write: how many, and what was wrong after the next start.

    ``strace`` counts each thread's calls by themselves, so the last places may come after the end.
    """
    with opened(ready / "市局") as office:
        old = records(office)["projects"]
    killed, wrong = 0, []
    for place in places:
        home = Path(shutil.copytree(ready / "市局", ready / f"at-{place}"))
        inject = (*STRACE, "-o", "/dev/null", "-e", f"inject={CALLS}:signal=KILL:when={place}")
        ran = imported(home, ready / "乙.docx", *inject)
        with opened(home) as office:
            found = [one.what for one in checks.faults(office) if one.level == "error"]
            now = records(office)["projects"]
        there = {str(path.relative_to(home)) for path in home.rglob("*")}
        litter = sorted(one for one in there - KEPT if not re.fullmatch("originals/[0-9a-f]{64}", one))
        again = cli.run(["--home", str(home), "import", str(ready / "乙.docx")])
        with opened(home) as office:
            titles = [one["fields"]["title"] for one in office.projects()]
        killed += ran.returncode != 0
        if ran.returncode not in (-9, 137, 0) or found or now[: len(old)] != old or litter or again:
            wrong.append(f"killed at call {place}: exit {ran.returncode}, {found}, {litter}, then {again}")
        if titles != ["低温固化胶", "高温固化胶"]:
            wrong.append(f"killed at call {place}: {titles}")
        shutil.rmtree(home)
    return killed, wrong


@strace
def test_a_command_killed_as_it_writes_leaves_all_or_nothing(ready: Path) -> None:
    """Red with ``journal_mode = MEMORY``, as half a commit stands.

    Red without ``_settle`` in ``store/database.py``, as the note of who writes, or an empty journal, stays.
    """
    total = calls_of_an_import(ready)
    places = range(1, total * 3 // 4, 16)
    assert killed_at(ready, places) == (len(places), [])


@pytest.mark.soak
@strace
def test_a_command_killed_at_every_call(ready: Path, soaked) -> None:
    """As above, at every single call."""
    total = calls_of_an_import(ready)
    killed, wrong = killed_at(ready, range(1, total + 1))
    soaked(calls=total, killed=killed, wrong=len(wrong))
    assert (wrong, killed > total * 0.7) == ([], True)


PARALLEL = "from jbgs.services.receiving import pool; pool.PARALLEL_FROM = 1"


@pytest.fixture
def parallel(tmp_path: Path, forms: Path) -> Iterator[subprocess.Popen[str]]:
    """An import of many forms into a new home, by several processes, in a group of its own."""
    for form in list(forms.iterdir()):
        for number in range(40):
            (forms / f"{number}{form.name}").write_bytes(form.read_bytes() + bytes([number]))
    home = tmp_path / "市局"
    assert cli.run(["--home", str(home), "init", "--bureau", "测试局", "--level", "city"]) == 0
    begin = f"{PARALLEL}; from jbgs import cli; cli.main()"
    words = [sys.executable, "-c", begin, "--home", str(home), "import", str(forms)]
    with subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": ""},
        start_new_session=True,
    ) as process:
        yield process
    with opened(home) as office:
        assert list(office.projects()) == []
        assert list(checks.faults(office)) == []


def wait(parallel: subprocess.Popen[str], until: Callable[[], object]) -> None:
    """Wait for what it comes to by itself."""
    while not until():
        assert parallel.poll() is None


@posix
def test_a_killed_import_leaves_no_process_behind(tmp_path: Path, parallel: subprocess.Popen[str]) -> None:
    """Red when the processes that read do not watch the one that they read for."""
    wait(parallel, lambda: any((tmp_path / "市局/originals/.parts").iterdir()))
    parallel.kill()
    parallel.communicate(timeout=10)  # until everybody who could write has ended
    assert parallel.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="its processes are looked for in /proc")
@pytest.mark.parametrize("moment", [0, 0.2, 0.4, None])
def test_an_interrupted_import_says_so_and_nothing_else(
    tmp_path: Path, parallel: subprocess.Popen[str], moment: float | None
) -> None:
    """Ctrl-C, which reaches all processes: so long after the first of them has begun, or when they read.

    Red when a process that has just begun, or is begun after the command has gone, says what became of it.
    """
    if moment is None:
        wait(parallel, lambda: any((tmp_path / "市局/originals/.parts").iterdir()))
    else:
        wait(parallel, Path(f"/proc/{parallel.pid}/task/{parallel.pid}/children").read_text)
        time.sleep(moment)
    os.killpg(parallel.pid, signal.SIGINT)
    told, _ = parallel.communicate(timeout=10)
    assert (parallel.returncode, told) == (130, "已中断，未完成的改动没有保存\n")
