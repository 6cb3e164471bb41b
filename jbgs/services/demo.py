"""The sample office: its folder, its steps (``samples/demo.toml``), and how a step is performed.

Each step is a command line run as a process of its own, so that a person sees just what he would
see, and a step that does not end as it should is an error.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from jbgs.errors import OutputFault

MARK = ".jbgs-demo"
SAMPLES = "samples"
PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])
"""Where a step's process finds the program, also from a checkout that is not installed."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the demo keeps its things."""

    folder: Path

    @property
    def forms(self) -> Path:
        """The forms that come in."""
        return self.folder / "来件"

    @property
    def home(self) -> Path:
        """The office's home folder."""
        return self.folder / "数据"

    @property
    def reports(self) -> Path:
        """What the office writes."""
        return self.folder / "报表"


@dataclass(frozen=True, slots=True)
class Step:
    """One command line: on what day, why, and with which exit code it ends."""

    day: str
    says: str
    words: tuple[str, ...]
    code: int

    @property
    def shown(self) -> str:
        """The command as a person would type it."""
        return " ".join(word if word.isascii() and " " not in word else _quoted(word) for word in self.words)


def _quoted(word: str) -> str:
    return f'"{word}"' if any(mark in word for mark in " ：；（）“”") else word


def prepare(folder: Path) -> Places:
    """A fresh folder with the sample forms in it; an earlier demo there is cleared, nothing else ever."""
    places = Places(folder.absolute())
    try:
        if places.folder.exists():
            if any(places.folder.iterdir()) and not (places.folder / MARK).exists():
                raise OutputFault(
                    f"{folder} 已经存在，而且不是演示目录", remedy="换一个目录，如 jbgs demo 演示"
                )
            shutil.rmtree(places.folder)
        places.reports.mkdir(parents=True)
        (places.folder / MARK).write_text("jbgs demo\n", encoding="utf-8")
        with as_file(files("jbgs") / SAMPLES) as source:
            shutil.copytree(
                source, places.forms, ignore=shutil.ignore_patterns("*.toml", "*.py", "*.json", "__*")
            )
    except OSError as error:
        raise OutputFault(
            f"无法建立演示目录 {folder}：没有权限或位置不可用", remedy="换一个可以写入的目录"
        ) from error
    return places


def steps(places: Places) -> Iterator[Step]:
    """The steps in order, with the folders filled in."""
    script = tomllib.loads((files("jbgs") / SAMPLES / "demo.toml").read_text("utf-8"))
    for one in script["step"]:
        words = tuple(_filled(word, places) for word in shlex.split(one["run"]))
        yield Step(one["day"].isoformat(), one["says"], words, one.get("code", 0))


def _filled(word: str, places: Places) -> str:
    for name, path in (("来件", places.forms), ("报表", places.reports)):
        word = word.replace(f"<{name}>", str(path.relative_to(places.folder)))
    return word


def perform(step: Step, places: Places, *, quiet: bool = False) -> dict[str, object]:
    """Run a step; what it was and how it ended. An exit code that was not meant is an ``OutputFault``."""
    sys.stdout.flush()
    columns = str(shutil.get_terminal_size((100, 24)).columns)
    environment = {
        **os.environ,
        "JBGS_HOME": str(places.home),
        "JBGS_TODAY": step.day,
        "JBGS_OPERATOR": "演示",
        "COLUMNS": os.environ.get("COLUMNS", columns),
        "PYTHONPATH": os.pathsep.join(filter(None, (PACKAGE_ROOT, os.environ.get("PYTHONPATH")))),
    }
    done = subprocess.run(
        [sys.executable, "-m", "jbgs", *step.words],
        cwd=places.folder,
        env=environment,
        stdout=subprocess.DEVNULL if quiet else None,
        stderr=subprocess.PIPE if quiet else None,
        check=False,
    )
    if done.returncode != step.code:
        raise OutputFault(f"演示中断：jbgs {step.shown} 的退出码是 {done.returncode}，应为 {step.code}")
    return {"day": step.day, "command": f"jbgs {step.shown}", "exit_code": done.returncode}
