"""The home folder: ``init``, ``info``, ``log``, ``undo``, ``check``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, home, office
from jbgs.commands.kinds import Command, Drafting, Writing, singles
from jbgs.errors import OutputFault, Problem, StoreFault, WrongUsage

app = typer.Typer(rich_markup_mode=None)


@app.command(cls=Drafting, help="--home 指明位置，默认为用户数据目录")
def init(
    ctx: typer.Context,
    bureau: Annotated[str, typer.Option("--bureau", help="单位名称", metavar="名称")],
    level: Annotated[
        str, typer.Option("--level", help="city 市级，county 县（市、区）级", metavar="city|county")
    ],
    region: Annotated[str | None, typer.Option("--region", help="县级单位的属地", metavar="属地")] = None,
) -> None:
    """Create the store and the settings."""
    from jbgs.policy import load
    from jbgs.services.office import LEVELS
    from jbgs.store import Store
    from jbgs.store.store import DATABASE

    wanted = {"市级": "city", "市": "city", "县级": "county", "县": "county"}.get(level, level)
    if wanted not in LEVELS:
        raise WrongUsage(f"--level 的值“{level}”不在可选范围", remedy="city（市级）或 county（县、市、区级）")
    if wanted == "county" and region is None:
        raise WrongUsage("县级单位须说明属地", remedy="加上 --region，如 --region 海宁")
    if wanted == "city" and region is not None:
        raise WrongUsage("市级单位没有 --region", remedy="去掉 --region，或改为 --level county")
    meta = {"bureau": bureau.strip(), "level": wanted}
    if region is not None:
        meta["region"] = load().region(region).name
    folder = home(ctx)
    if not dry(ctx):
        Store.create(folder, meta).close()
    elif (folder / DATABASE).exists():
        raise StoreFault(Problem("已经有数据库了", where=str(folder), remedy="无需再次 jbgs init"))
    emit(ctx, {"home": str(folder), **meta}, lambda: _say(f"{dry(ctx)}已建立数据目录：{folder}"))


@app.command(cls=Command, help="")
def info(ctx: typer.Context) -> None:
    """Show the office, its numbers, and the stages as small bars."""
    from jbgs.services.agenda import overview

    with office(ctx) as opened:
        data = overview.info(opened)
        emit(ctx, data, lambda: _draw_info(data))


def _draw_info(data: dict[str, Any]) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import overview

    terminal.facts(overview.facts(data))
    terminal.show(overview.funnel(data))


@app.command(cls=Command, help="最近的在后")
def log(
    ctx: typer.Context,
    last: Annotated[int, typer.Option("--last", "-n", help="只看最近几次", metavar="数")] = 20,
    seal: Annotated[
        bool, typer.Option("--seal", help="打印校验码，抄在纸上，以后用 jbgs check --seal 核对")
    ] = False,
) -> None:
    """List the commands that wrote."""
    from jbgs.models import Batch
    from jbgs.services import as_told, past
    from jbgs.services.keeping import checks

    with office(ctx) as opened:
        if seal:
            code = checks.seal(opened)
            emit(ctx, {"seal": code}, lambda: _say(f"校验码：{code}（{opened.today}）"))
            return
        found = past.batches(opened)
        gone = past.cancelled(found)
        shown = found[-last:] if last > 0 else found
        data = {
            "batches": [as_told.whole(one, Batch) | {"undone_by": gone.get(one["id"])} for one in shown],
            "count": len(found),
        }
        emit(ctx, data, lambda: _draw_log(shown, gone, len(found)))


def _draw_log(shown: Any, gone: Any, count: int) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import lists

    terminal.show(lists.log(shown, gone))
    if count > len(shown):
        terminal.tell(f"共 {count} 次操作，这里是最近 {len(shown)} 次；用 --last 0 看全部")


@app.command(cls=Writing, help="默认最近一次；整批恢复原状，撤销本身也可以撤销")
def undo(
    ctx: typer.Context,
    batch: Annotated[str | None, typer.Argument(help="批次（见 jbgs log）", metavar="[批次]")] = None,
    reason: Annotated[str, typer.Option("--reason", help="理由", metavar="理由")] = "",
) -> None:
    """Take back a whole command."""
    from jbgs.services import past

    with office(ctx) as opened:
        target, count = past.undo(opened, batch, reason=reason)
    data = {"undone": target["id"], "command": target["command"], "records": count}
    emit(
        ctx,
        data,
        lambda: _say(f"{dry(ctx)}已撤销 {target['command']}（{target['id']}），恢复 {count} 条记录"),
    )


@app.command(cls=Drafting, help="历史、记录、原件、函件模板；有错误时退出码为 7，只是模板有误时为 8")
def check(
    ctx: typer.Context,
    fix: Annotated[bool, typer.Option("--fix", help="修复可以由历史重建的部分（先备份）")] = False,
    seal: Annotated[
        str, typer.Option("--seal", help="核对以前抄下的校验码（见 jbgs log --seal）", metavar="校验码")
    ] = "",
) -> None:
    """Find every fault in one run; exit 7 if there is an error."""
    from jbgs.services.keeping import checks

    with office(ctx) as opened:
        fixed = checks.fix(opened) if fix else []
        found = [*checks.faults(opened), *checks.template_faults(opened)]
        if seal:
            found += checks.seal_faults(opened, seal)
        counts = checks.counts(opened) if not any(one.level == "error" for one in found) else {}
    ok = not any(one.level == "error" for one in found)
    problems = [{"level": f.level, "code": f.code, "what": f.what, "fix": f.fix} for f in found]
    data = {"ok": ok, "problems": problems, "counts": counts, "fixed": fixed}

    def draw() -> None:
        for name in fixed:
            _say(f"{dry(ctx)}已由历史重建：{name}")
        _draw_check(problems, counts)

    emit(ctx, data, draw)
    if not ok:
        only_templates = all(one.code == checks.TEMPLATE for one in found if one.level == "error")
        raise typer.Exit(OutputFault.exit_code if only_templates else StoreFault.exit_code)


def _draw_check(problems: list[dict[str, str]], counts: dict[str, int]) -> None:
    from jbgs.exporters import terminal

    for one in problems:
        terminal.say(f"{'错误' if one['level'] == 'error' else '提示'}：{one['what']} → {one['fix']}")
    if not problems:
        terminal.say(
            f"核对无误：{counts['projects']} 个项目、{counts['intents']} 份揭榜意向、"
            f"{counts['events']} 条历史、{counts['files']} 份原件"
        )


def _say(text: str) -> None:
    from jbgs.exporters import terminal

    terminal.say(text)


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return singles(app)
