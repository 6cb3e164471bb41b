"""Run the commands in README.md's console blocks and write what they print below them.

`make readme` rewrites README.md; `tests/test_readme.py` asserts that this changes nothing. A comment
`<!-- day: 2021-06-30 -->` sets the day of the blocks after it. All blocks share one folder with the
sample forms.
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
README = ROOT / "README.md"
BLOCK = re.compile(r"<!-- day: (?P<day>\S+) -->|```console\n(?P<block>.*?)```", re.DOTALL)


def render(text: str, room: Path) -> str:
    """The text with every console block run again in a folder."""
    day = "2021-05-20"

    def again(match: re.Match[str]) -> str:
        nonlocal day
        if match["day"]:
            day = match["day"]
            return match[0]
        commands = [line for line in match["block"].splitlines() if line.startswith("$ ")]
        return "```console\n" + "".join(f"{line}\n{output(line[2:], room, day)}" for line in commands) + "```"

    return BLOCK.sub(again, text)


def output(command: str, room: Path, day: str) -> str:
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
        run(words[1:])
    return raw.getvalue().decode().replace(str(room), "~")


def main() -> None:
    """Rewrite README.md."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder).resolve()
        shutil.copytree(
            ROOT / "jbgs/samples", room / "来件", ignore=shutil.ignore_patterns("*.toml", "*.json", "__*")
        )
        README.write_text(render(README.read_text("utf-8"), room), encoding="utf-8")


if __name__ == "__main__":
    main()
