"""``jbgs demo``: a small office played over some months, by the same commands that a clerk would type."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import emit, wants_json
from jbgs.commands.kinds import Command, singles

app = typer.Typer(rich_markup_mode=None)


@app.command(cls=Command, help="用样例走一遍：导入、办理、测算、月报，全部在一个新目录里")
def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="演示目录（默认 ./jbgs-demo）", metavar="[目录]")] = Path(
        "jbgs-demo"
    ),
) -> None:
    """Play the sample office in a folder of its own."""
    from jbgs.exporters import terminal
    from jbgs.services import demo as play

    places = play.prepare(folder)
    done = []
    for step in play.steps(places):
        if not wants_json(ctx):
            terminal.say(f"\n【{step.day}】{step.says}\n$ jbgs {step.shown}")
        done.append(play.perform(step, places, quiet=wants_json(ctx)))
    data = {
        "folder": str(places.folder),
        "home": str(places.home),
        "reports": str(places.reports),
        "steps": done,
    }
    emit(ctx, data, lambda: _where(places))


def _where(places: Any) -> None:
    from jbgs.exporters import terminal

    terminal.say("\n演示完毕。")
    terminal.facts(
        [
            ("来件样例", str(places.forms)),
            ("数据目录", str(places.home)),
            ("生成的文件", str(places.reports)),
            ("接着看", f'jbgs --home "{places.home}" list'),
        ]
    )


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return singles(app)
