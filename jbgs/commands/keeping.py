"""Keeping and giving up: ``backup``, ``restore``, ``forget``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, home, office
from jbgs.commands.kinds import Drafting, Writing, singles
from jbgs.errors import Problem, StoreFault, WrongUsage

app = typer.Typer(rich_markup_mode=None)


@app.command(cls=Drafting, help="数据、原件和本单位自己的设定、栏目名称、空白表格，写到一个新目录")
def backup(
    ctx: typer.Context,
    to: Annotated[Path, typer.Argument(help="备份到哪里", metavar="目录")],
    keep: Annotated[
        int | None,
        typer.Option("--keep", help="在目录中按日期命名，只保留最近几份", metavar="份数"),
    ] = None,
) -> None:
    """Write a verified copy, while others may go on writing."""
    from jbgs.services.keeping import safekeeping

    if keep is not None:
        _rotate(ctx, to, keep)
        return
    with office(ctx) as opened:
        if dry(ctx):
            safekeeping.rehearse_backup(opened, to)
        else:
            safekeeping.backup(opened, to)
    emit(ctx, {"backup": str(to)}, lambda: _say(f"{dry(ctx)}已备份：{to}"))


def _rotate(ctx: typer.Context, folder: Path, keep: int) -> None:
    from jbgs.services.keeping import safekeeping

    with office(ctx) as opened:
        if dry(ctx):
            made, gone = safekeeping.rehearse(opened, folder, keep)
        else:
            made, gone = safekeeping.rotate(opened, folder, keep)

    def draw() -> None:
        _say(f"{dry(ctx)}已备份：{made}")
        for path in gone:
            _say(f"{dry(ctx)}已删除旧备份：{path}")

    emit(ctx, {"backup": str(made), "removed": [str(path) for path in gone]}, draw)


@app.command(cls=Drafting, help="恢复到数据目录；原有数据另存，不删除")
def restore(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(help="备份所在", metavar="目录")],
    force: Annotated[bool, typer.Option("--force", help="即使现有数据完好也恢复（现有数据另存）")] = False,
) -> None:
    """Put a backup in the place of a home folder."""
    from jbgs.services.keeping import safekeeping

    folder = home(ctx)
    if dry(ctx):
        aside = None
        _rehearse(ctx, source, force=force)
    else:
        aside = safekeeping.restore(source, folder, force=force)

    def draw() -> None:
        _say(f"{dry(ctx)}已恢复到：{folder}")
        if aside is not None:
            _say(f"原有数据存放在：{aside}")

    emit(ctx, {"home": str(folder), "replaced": str(aside) if aside else None}, draw)


def _rehearse(ctx: typer.Context, source: Path, *, force: bool) -> None:
    """Refuse what ``restore`` would refuse: a damaged backup, or a sound store without ``--force``."""
    from tempfile import TemporaryDirectory

    from jbgs.services.keeping import checks, safekeeping

    with TemporaryDirectory() as trial:
        safekeeping.restore(source, Path(trial) / "home")
    try:
        with office(ctx) as opened:
            sound = not any(one.level == "error" for one in checks.faults(opened))
    except StoreFault:
        sound = False
    if sound and not force:
        raise StoreFault(
            Problem("这里已有完好的数据库", where=str(home(ctx)), remedy="确要用备份替换时请加 --force")
        )


@app.command(cls=Writing, help="删除已办结项目的联系人、电话、邮箱等个人信息，不能恢复；资金和经过不变")
def forget(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(help="项目编号", metavar="编号")],
    contact: Annotated[bool, typer.Option("--contact", help="联系信息（必写）")] = False,
    reason: Annotated[str, typer.Option("--reason", help="依据，如何人何时申请", metavar="理由")] = "",
) -> None:
    """Remove the personal data of a project that is over."""
    from jbgs.services.keeping import forgetting

    if not contact or not reason:
        raise WrongUsage(
            "须写明删除什么、依据什么", remedy="jbgs forget 编号 --contact --reason 何人何时申请"
        )
    with office(ctx) as opened:
        done = forgetting.forget_contact(opened, code, reason=reason)
    data = {
        "code": done.code,
        "values": done.values,
        "originals": list(done.originals),
        "kept": list(done.kept),
    }

    def draw() -> None:
        count = sum(done.values.values())
        _say(f"{dry(ctx)}{done.code} 已删除个人信息 {count} 处、原件 {len(done.originals)} 份")
        for sha in done.kept:
            _say(f"原件 {sha} 还用于其他项目，没有删除")
        _say("以前的备份中仍有这些信息，请另行处理")

    emit(ctx, data, draw)


def _say(text: str) -> None:
    from jbgs.exporters import terminal

    terminal.say(text)


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return singles(app)
