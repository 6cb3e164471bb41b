"""What comes in: ``import`` and ``inbox``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import Drafting, Writing, dry, emit, office, papers, singles, wants_json
from jbgs.errors import PartlyDone

app = typer.Typer(rich_markup_mode=None)


@app.command(name="import", cls=Writing, help="导入需求表、揭榜意向表；目录表示其中全部文件")
def import_(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="文件或目录", metavar="文件...")],
    track: Annotated[str | None, typer.Option("--track", help="都是哪一类的表", metavar="类型")] = None,
    listing: Annotated[
        str | None, typer.Option("--listing", help="揭榜意向所对的榜单", metavar="榜单")
    ] = None,
    revises: Annotated[
        str | None, typer.Option("--revises", help="是哪个项目的更正表", metavar="编号")
    ] = None,
) -> None:
    """Import forms; exit 3 if any file was refused."""
    from jbgs.services import intake

    with office(ctx) as opened:
        done = intake.import_paths(
            opened,
            paths,
            track=opened.policy.track(track) if track else None,
            listing=listing,
            revises=revises,
            progress=iter if wants_json(ctx) else _progress,
        )
        emit(ctx, intake.as_json(done), lambda: _draw(ctx, done))
    if done.count("refused"):
        raise typer.Exit(PartlyDone.exit_code)


def _progress(paths: Iterable[Path]) -> Iterator[Path]:
    from jbgs.exporters import terminal

    found = list(paths)
    with terminal.progress("正在读取来件", len(found)) as step:
        for path in found:
            yield path
            step()


def _draw(ctx: typer.Context, done: Any) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import intake as tables
    from jbgs.services.intake import STATUSES

    terminal.show(tables.summary(done.files, STATUSES))
    counts = "，".join(f"{label} {n}" for key, label in STATUSES.items() if (n := done.count(key)))
    batch = f"，批次 {done.batch}" if done.batch else "，没有新内容"
    terminal.say(f"{dry(ctx)}共 {len(done.files)} 个文件：{counts or '无'}{batch}")
    if done.count("incomplete"):
        terminal.say("有来件待更正：jbgs inbox 查看，jbgs inbox -o 目录 生成待更正清单")


@app.command(cls=Drafting, help="待报送单位更正的来件；-o 生成 Excel 清单")
def inbox(
    ctx: typer.Context,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="生成清单的目录", metavar="目录")
    ] = None,
) -> None:
    """List what must be corrected, and write it as Excel."""
    from dataclasses import asdict

    from jbgs.exporters import terminal
    from jbgs.reports import lists
    from jbgs.services import looking
    from jbgs.services.output import write_sheets

    with office(ctx) as opened:
        waiting = looking.inbox(opened)
        table = lists.inbox(waiting)

        def write(folder: Path) -> list[Path]:
            return [write_sheets(folder, f"待更正清单 {opened.today}", [table])]

        written = papers(ctx, output, write) if output else []
        data = {
            "waiting": [asdict(one) for one in waiting],
            "count": len(waiting),
            "files": [str(p) for p in written],
        }
        emit(ctx, data, lambda: terminal.show(table))
    if written and not wants_json(ctx):
        terminal.say(f"{dry(ctx)}已生成：{written[0]}")


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return singles(app)
