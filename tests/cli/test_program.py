"""The program as a process: what it loads, its streams and its exit codes as a script sees them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import jbgs as package
from jbgs import cli
from jbgs.cli import COMMANDS
from jbgs.commands import base
from tests.cli.conftest import SENT, code_at

ROOT = Path(package.__file__).parent.parent
HEAVY = ("pydantic", "openpyxl", "xlsxwriter", "docx", "lxml", "rich", "olefile", "platformdirs")
WATCHED = """
import sys
sys.argv = ["jbgs", *sys.argv[1:]]
from jbgs.cli import main
try:
    main()
finally:
    loaded = sorted({name.partition(".")[0] for name in sys.modules})
    commands = sorted(name for name in sys.modules if name.startswith("jbgs.commands."))
    print("LOADED", *loaded, *commands, file=sys.stderr)
"""


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "数据"))


def run(home: Path, *args: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    program = ["-c", code] if code else ["-m", "jbgs"]
    return subprocess.run(
        [sys.executable, *program, *args],
        env={
            **os.environ,
            "JBGS_HOME": str(home),
            "JBGS_TODAY": "2021-12-31",
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            **environment,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("args", "modules"),
    [
        (["--version"], set()),
        (["--help"], set()),
        (["list"], {"look"}),
        (["show", code_at("subsidised")], {"look"}),
        (["todo"], {"todo"}),
        (["visit", "plan"], {"visit"}),
        (["submission", "list"], {"submission"}),
        (["notice", "show", SENT], {"notice"}),
        (["subsidy", "calc", "--track", "key", "--region", "HN", "--occurred", "1"], {"subsidy"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(home: Path, args: list[str], modules: set[str]) -> None:
    ran = run(home, *args, code=WATCHED)
    assert ran.returncode == 0, ran.stderr
    loaded = set(ran.stderr.split("LOADED", 1)[1].split())
    assert loaded.isdisjoint(HEAVY)
    ours = {entry[0] for entry in COMMANDS.values()}
    assert {name for name in ours if f"jbgs.commands.{name}" in loaded} == modules
    assert ("typer" in loaded) == (args != ["--version"])


def test_version(home: Path) -> None:
    assert run(home, "--version").stdout == f"jbgs {package.__version__}\n"


def test_the_streams_of_a_refused_command(home: Path) -> None:
    ran = run(home, "stage", code_at("received"), "--to", "closed", "--json")
    assert (ran.returncode, ran.stdout) == (5, "")
    assert "Traceback" not in ran.stderr
    assert all(line.startswith("错误：") for line in ran.stderr.splitlines())


def test_a_terminal_that_knows_no_chinese_stops_nothing(home: Path) -> None:
    ran = run(home, "list", PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert "GJ-2021-HN-001" in ran.stdout


def test_json_is_whole_on_a_stream_of_another_encoding(home: Path) -> None:
    ran = run(home, "list", "--json", PYTHONIOENCODING="gbk")
    assert json.loads(ran.stdout)["projects"][0]["title"] == "项目received"
    assert ran.stdout.isascii()


@pytest.mark.skipif(os.name == "nt", reason="no bytes in a command line there")
def test_json_is_laid_out_as_pythons_own() -> None:
    data = {"a": [], "b": {}, "c": [{"d": None, "e": True}], "f": "“甲”\t\x1b\u2028😀", "g": -1, "h": ()}
    assert base.as_json(data).decode() == json.dumps(data, ensure_ascii=False, indent=2)
    assert json.loads(base.as_json({"name": "\udcff"})) == {"name": "?"}


def test_a_word_in_another_encoding_is_refused(home: Path) -> None:
    ran = run(home, "listing", "new", os.fsdecode("第一批".encode("gbk")))
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)


@pytest.mark.skipif(os.name == "nt", reason="no such pipe there")
def test_a_reader_that_goes_away_leaves_no_traceback(home: Path) -> None:
    program = f"{sys.executable} -m jbgs log | true"
    environment = {**os.environ, "JBGS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(["sh", "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in ran.stderr


def test_an_interruption_before_a_command_began(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", interrupted)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    out, err = capsys.readouterr()
    assert (ended.value.code, out, err) == (130, "", "已中断，未完成的改动没有保存\n")
