"""Several clerks at once, a clock that goes back, and a hand that stops a command at any moment."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jbgs import cli
from jbgs.services import moves, past
from jbgs.services.keeping import checks
from jbgs.services.receiving import editing
from jbgs.store import Store
from jbgs.store.database import Database
from tests.acceptance import clerk
from tests.helpers import demand, make_office, opened, records, register

ROOT = Path(__file__).parents[2]
CLERK = """
import sys
from pathlib import Path
from tests.helpers import demand, open_office, register
home, name, amount = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(amount):
    office = open_office(home)
    register(office, demand(title=f"{name}{number}"))
    office.store.close()
"""


def start(code: str, *args: object) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", code, *map(str, args)]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "JBGS_TODAY": "2021-12-31", "PATH": ""}
    return subprocess.Popen(words, stderr=subprocess.PIPE, encoding="utf-8", env=environment)


@pytest.mark.parametrize("amount", [3, pytest.param(50, marks=pytest.mark.soak)])
def test_four_clerks_write_at_once_and_nothing_is_overwritten(tmp_path: Path, soaked, amount: int) -> None:
    """Red when ``BEGIN IMMEDIATE`` in ``store/database.py`` is a plain ``BEGIN``: numbers are given twice."""
    make_office(tmp_path / "市局").store.close()
    clerks = [start(CLERK, tmp_path / "市局", name, amount) for name in "甲乙丙丁"]
    assert [one.communicate(timeout=300)[1] for one in clerks] == [""] * 4
    with opened(tmp_path / "市局") as office:
        titles = {one["fields"]["title"] for one in office.projects()}
        soaked(processes=4, writes=4 * amount, records=len(titles))
        assert titles == {f"{name}{number}" for name in "甲乙丙丁" for number in range(amount)}
        assert office.store.count("batches") == 4 * amount
        assert list(checks.faults(office)) == []


HOLDER = """
import sys, time
from pathlib import Path
from jbgs.store import Store
with Store.open(Path(sys.argv[1]), who="张三") as store, store.transaction():
    Path(sys.argv[2]).touch()
    time.sleep(60)
"""


def test_who_waits_is_told_for_whom_and_gives_up(tmp_path: Path, monkeypatch, capsys) -> None:
    """Red when ``_begin`` tells nobody, or ``Locked`` is no ``StoreFault``; a killed holder blocks nobody."""
    make_office(tmp_path / "市局").store.close()
    holder, ready = start(HOLDER, tmp_path / "市局", tmp_path / "ready"), tmp_path / "ready"
    while not ready.exists():
        time.sleep(0.02)
    words = ["--home", str(tmp_path / "市局"), "listing", "new", "2021年第一批"]
    begun = time.monotonic()
    with monkeypatch.context() as patched:
        patched.setattr("jbgs.services.office.Store.open", _impatient)
        assert cli.run(words) == 7
    assert time.monotonic() - begun < 30
    said = capsys.readouterr().err
    assert "正在等待另一个命令" in said
    assert "张三@" in said
    assert "最多 1 秒" in said
    holder.kill()
    holder.communicate()
    assert cli.run(words) == 0


def _impatient(home, **options):
    return Store(home, Database(home / "jbgs.db", timeout=1.0, **options))


def test_a_clock_that_goes_back_does_not_reorder_history(tmp_path: Path) -> None:
    """Red when ``log``, ``history`` or ``fold`` sort by ``at`` instead of by the order of recording."""
    office = make_office(tmp_path / "市局")
    [code] = register(office, demand())
    back = replace(office, now=office.now - timedelta(days=400))
    editing.edit(back, code, {"background": "第一稿"}, reason="试")
    editing.edit(office, code, {"background": "第二稿"}, reason="试")
    moves.stage(back, [code], "screened")
    numbers = [one["id"].rsplit("-", 1)[1] for one in past.batches(office)]
    assert numbers == ["0001", "0002", "0003", "0004"]
    told = [event["kind"] for event in past.events_of(office, f"projects/{code}")]
    assert told == ["received", "edited", "edited", "screened"]
    assert office.project(code)["fields"]["background"] == "第二稿"
    assert list(checks.faults(office)) == []
    assert past.undo(office, None)[0]["command"] == "stage"
    office.store.close()


def ours(frame: Any, event: str) -> bool:
    """Moments of a command: every call and return of a function of ours."""
    return event in ("call", "return") and "/jbgs/" in frame.f_code.co_filename


def writing(frame: Any, event: str) -> bool:  # a Moment
    """Moments of putting a file at its place, what is asked of the system among them."""
    near = (frame, frame.f_back)
    return any(one is not None and one.f_code.co_filename.endswith("/exporters/files.py") for one in near)


Moment = Callable[[Any, str], bool]


class Stopped:
    """Presses Ctrl-C at the n-th of these moments."""

    def __init__(self, at: int, counts: Moment) -> None:
        self.left = at
        self.seen = 0
        self.counts = counts

    def __call__(self, frame, event, arg) -> None:
        if self.counts(frame, event):
            self.seen += 1
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt


def stopped(at: int, words: list[str], counts: Moment = ours) -> tuple[int, int]:
    """Run a command, stopped there; its exit code and how many moments there were."""
    hand = Stopped(at, counts)
    sys.setprofile(hand)
    try:
        code = cli.run(words)
    except KeyboardInterrupt:  # before or after all that ``run`` guards
        code = 130
    finally:
        sys.setprofile(None)
    return code, hand.seen


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a generator closed just then
@pytest.mark.parametrize("moments", [8, pytest.param(200, marks=pytest.mark.soak)])
def test_a_command_stopped_at_any_moment_is_done_or_not_begun(
    tmp_path: Path, monkeypatch, capsys, soaked, moments: int
) -> None:
    """Red when ``_block`` in ``store/database.py`` commits where it should roll back (tried so).

    An original that no record names yet may stay, as after a kill: ``check`` says so, as a warning. The
    moments are those of a run that finds everything loaded, as all later ones do; that most of them do stop
    a command is demanded, for a hand that comes too late proves nothing.
    """
    monkeypatch.setenv("JBGS_TODAY", "2021-12-31")
    clerk.key(tmp_path / "甲.docx", "低温固化胶", "海宁一号公司", "海宁市")
    home = str(tmp_path / "市局")
    make_office(tmp_path / "市局").store.close()
    words = ["--home", home, "import", str(tmp_path / "甲.docx")]
    for _ in range(2):
        code, total = stopped(0, words)
        assert code == cli.run(["--home", home, "undo"]) == 0
    done, cut, half, tried = 0, 0, [], range(1, total + total // 10, max(1, total // moments))
    for at in tried:
        with opened(Path(home)) as office:
            before = records(office)
        code, _ = stopped(at, words)
        with opened(Path(home)) as office:
            after, found = records(office), checks.faults(office)
            faults = [one for one in found if one.code != "original-stray"]
            count = len(after["projects"])
        if faults or count not in (0, 1) or (count == 0 and after != before) or (code == 0 and count == 0):
            half.append(f"moment {at} of {total}: exit {code}, {count} projects, {faults}")
        done, cut = done + count, cut + (code == 130)
        assert cli.run(["--home", home, "undo"]) == 0 if count else True
        with opened(Path(home)) as office:
            assert records(office)["projects"] == []
    capsys.readouterr()
    soaked(moments=len(tried), calls=total, stopped=cut, done=done, half=len(half))
    assert (half, cut > len(tried) * 0.8) == ([], True)


def test_who_did_it_is_recorded(tmp_path: Path, capsys) -> None:
    """Red when ``operator`` is not handed on to the ledger."""
    home = str(tmp_path / "市局")
    cli.run(["--home", home, "init", "--bureau", "市局", "--level", "city"])
    cli.run(["--home", home, "--by", "王五", "listing", "new", "第一批"])
    capsys.readouterr()
    cli.run(["--home", home, "log", "--json"])
    assert [one["by"] for one in json.loads(capsys.readouterr().out)["batches"]] == ["王五"]
