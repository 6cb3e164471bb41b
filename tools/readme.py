"""Run the commands in the console blocks of README.md and of the clerk's guide, and write what they print.

`make readme` rewrites both pages; `tests/test_readme.py` asserts that this changes nothing. All blocks of a
page share one folder with the sample forms. Comments say what a page does not print:

    <!-- day: 2021-06-30 -->        the day of the blocks after it
    <!-- first: 4 -->               of each command of the next block only the first lines are shown
    <!-- run: jbgs ... -->          a command that is run and not shown
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path
from unittest import mock

from jbgs.cli import run

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "docs" / "clerk-guide.md")
PIECE = re.compile(
    r"<!-- (?P<what>day|first|run): (?P<value>[^\n]+?) -->|```console\n(?P<block>.*?)```", re.DOTALL
)
MORE = "……\n"


def render(text: str, room: Path) -> str:
    """The text with every console block run again in a folder."""
    day, most = "2021-05-20", 0

    def again(match: re.Match[str]) -> str:
        nonlocal day, most
        if match["what"] == "day":
            day = match["value"]
        elif match["what"] == "first":
            most = int(match["value"])
        elif match["what"] == "run":
            output(match["value"], room, day, must=True)
        if match["what"]:
            return match[0]
        commands = [line for line in match["block"].splitlines() if line.startswith("$ ")]
        shown = [f"{line}\n{_begin(output(line[2:], room, day), most)}" for line in commands]
        most = 0
        return "```console\n" + "".join(shown) + "```"

    return PIECE.sub(again, text)


def _begin(text: str, most: int) -> str:
    """The first lines of what was printed, or all of it."""
    lines = text.splitlines(keepends=True)
    return text if not most or len(lines) <= most else "".join(lines[:most]) + MORE


def output(command: str, room: Path, day: str, *, must: bool = False) -> str:
    """What a command prints, messages included, with the folder's name made neutral."""
    words = shlex.split(command)
    if words[0] != "jbgs":
        raise ValueError(f"only jbgs runs in a console block: {command}")
    settings = {"JBGS_HOME": str(room / "数据"), "JBGS_TODAY": day, "JBGS_OPERATOR": "王敏", "COLUMNS": "96"}
    raw = io.BytesIO()
    printed = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    with (
        mock.patch.dict(os.environ, settings),
        contextlib.chdir(room),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        ended = run(words[1:])
    said = raw.getvalue().decode().replace(str(room), "~")
    if must and ended:
        raise ValueError(f"{command}: {said}")
    return said


def furnish(room: Path) -> None:
    """Put the sample forms into a page's folder."""
    ignored = shutil.ignore_patterns("*.toml", "*.json", "__*")
    shutil.copytree(ROOT / "jbgs/samples", room / "来件", ignore=ignored)


def main() -> None:
    """Rewrite the pages."""
    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            room = Path(folder).resolve()
            furnish(room)
            page.write_text(render(page.read_text("utf-8"), room), encoding="utf-8")


if __name__ == "__main__":
    main()
