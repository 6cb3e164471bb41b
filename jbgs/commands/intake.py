"""What comes in: ``import`` and ``inbox``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office, papers, tell, wants_json
from jbgs.commands.kinds import Printing, Writing, singles
from jbgs.errors import PartlyDone, WrongUsage

DEBUG = "JBGS_DEBUG"
SCREEN = 20
"""Lines beside the result that are read; the result itself scrolled away behind more."""

app = typer.Typer(rich_markup_mode=None)


@app.command(name="import", cls=Writing, help="目录表示其中全部文件；同一份文件再次导入不会重复登记")
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
    soffice: Annotated[
        bool, typer.Option("--soffice", help="Word 6.0/95 文档用本机的 LibreOffice 读取")
    ] = False,
) -> None:
    """Import forms; exit 3 if any file was refused."""
    from jbgs.services.receiving import pool

    if not soffice:
        pool.get_ready(paths)
    with pool.collecting_rarely(), office(ctx) as opened:
        from jbgs.services.receiving import intake

        done = intake.import_paths(
            opened,
            paths,
            track=opened.policy.track(track) if track else None,
            listing=listing,
            revises=revises,
            soffice=soffice,
            progress=intake.silent if wants_json(ctx) else _progress,
        )
        from jbgs.services.receiving import taken

        emit(ctx, taken.as_json(done), lambda: _draw(ctx, done))
    _tell_some([f"提示：{text}" for text in _alike(done)], "jbgs show 编号 列出可能重复的项目，--json 有全部")
    _tell_bugs([one for one in done.files if one.bug])
    if done.partly:
        raise typer.Exit(PartlyDone.exit_code)


def _alike(done: Any) -> Iterator[str]:
    """The forms that resemble projects that we have, a line each."""
    from jbgs.reports.intake import alike

    for one in done.files:
        for form in one.forms:
            for other in form.done.duplicates if form.done else ():
                yield f"{form.done.code} {alike(other)}，请核对"


def _progress(files: Iterable[Any], total: int) -> Iterator[Any]:
    from jbgs.exporters import terminal

    with terminal.progress("正在读取来件", total) as step:
        for one in files:
            yield one
            step()


def _tell_some(texts: Sequence[str], rest: str) -> None:
    """Say many things, a line each, but no more than a screen holds; ``rest`` says where the others are."""
    for text in texts[:SCREEN]:
        tell(text)
    if len(texts) > SCREEN:
        tell(f"另有 {len(texts) - SCREEN} 条未列出：{rest}")


def _tell_bugs(files: Sequence[Any]) -> None:
    """Ask for a report of the defects of ours that files brought to light."""
    from jbgs.exporters import terminal

    said = [f"程序缺陷：{one.name} 未能读取，请连同这个文件报告开发者（{DEBUG}=1 显示详情）" for one in files]
    _tell_some(said, "导入结果中有全部文件")
    if os.environ.get(DEBUG):
        for one in files:
            terminal.tell(f"{one.name}\n{one.bug}")


def _draw(ctx: typer.Context, done: Any) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import intake as tables
    from jbgs.services.receiving.taken import STATUSES

    terminal.show(tables.summary(done.files, STATUSES))
    counts = "，".join(f"{label} {n}" for key, label in STATUSES.items() if (n := done.count(key)))
    batch = f"，批次 {done.batch}" if done.batch else "，没有新内容"
    terminal.say(f"{dry(ctx)}共 {len(done.files)} 个文件：{counts or '无'}{batch}")
    if done.count("incomplete"):
        terminal.say("有来件待更正：jbgs inbox 查看，jbgs inbox -o 目录 --letters 生成清单和更正函")


@app.command(cls=Printing, help="-o 生成 Excel 清单，再加 --letters 给每个报送单位生成一份 Word 更正函")
def inbox(
    ctx: typer.Context,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="生成清单的目录", metavar="目录")
    ] = None,
    letters: Annotated[bool, typer.Option("--letters", help="同时生成更正函")] = False,
) -> None:
    """List what must be corrected, and write it as Excel and as letters."""
    from dataclasses import asdict

    from jbgs.exporters import terminal
    from jbgs.reports import inbox as tables
    from jbgs.services.receiving import inbox as service

    if letters and output is None:
        raise WrongUsage("--letters 须与 -o 一起使用", remedy="如 jbgs inbox -o 待更正 --letters")
    with office(ctx) as opened:
        found = service.waiting(opened)

        def write(folder: Path) -> list[Path]:
            return service.write(opened, found, folder, letters=letters)

        written = papers(ctx, output, write) if output else []
        data = {
            "waiting": [asdict(one) for one in found],
            "count": len(found),
            "files": [str(path) for path in written],
        }
        emit(ctx, data, lambda: terminal.show(tables.table(found, opened.forms)))
    if not wants_json(ctx):
        for path in written:
            terminal.say(f"{dry(ctx)}已生成：{path}")


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return singles(app)
