"""Looking at projects and correcting them: ``list``, ``show``, ``history``, ``edit``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office, tell
from jbgs.commands.filters import wanted
from jbgs.commands.kinds import Filtered, singles
from jbgs.commands.several import Each, Several

app = typer.Typer(rich_markup_mode=None)

Code = Annotated[str, typer.Argument(help="项目编号，或其中能区分的一段（如 HN-003）", metavar="编号")]


@app.command(name="list", cls=Filtered, help="")
def list_(ctx: typer.Context) -> None:
    """List the projects that the filters mean."""
    from jbgs.services import looking

    with office(ctx) as opened:
        lines = [looking.line(p, opened.today) for p in looking.select(opened, wanted(ctx, opened))]
        emit(ctx, {"projects": lines, "count": len(lines)}, lambda: _draw_list(opened, lines))


def _draw_list(opened: Any, lines: list[dict[str, Any]]) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import lists

    terminal.show(lists.projects(opened.policy, lines))
    terminal.say(f"共 {len(lines)} 个项目")


@app.command(cls=Several, help="")
def show(ctx: typer.Context, code: Code) -> None:
    """Show one project whole."""
    from jbgs.services import looking

    with office(ctx) as opened:
        project = opened.project(code)
        data = looking.whole(opened, project)
        emit(ctx, data, lambda: _draw_project(opened, project, data))


def _draw_project(opened: Any, project: Any, data: dict[str, Any]) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import dossier

    form = opened.forms[project["track"]]
    terminal.facts(dossier.facts(opened.policy, form, data))
    for table in dossier.tables(data):
        terminal.show(table)


@app.command(cls=Several, help="何时、何人、改了什么")
def history(ctx: typer.Context, code: Code) -> None:
    """Show one project's events."""
    from jbgs.exporters import terminal
    from jbgs.reports import lists
    from jbgs.services import looking

    with office(ctx) as opened:
        full = opened.code_with_history(code)
        entries = looking.history_of(opened, full)
        labels = opened.labels(full)
        emit(
            ctx,
            {"code": full, "history": entries, "count": len(entries)},
            lambda: terminal.show(lists.history(full, entries, labels)),
        )


class Editing(Each):
    """``edit``, whose words with a = among the codes are what is to be set."""

    def invoke(self, ctx: Any) -> Any:
        """Tell codes from changes."""
        words = ctx.params["code"] or ()
        ctx.params["code"] = tuple(word for word in words if "=" not in word)
        ctx.params["changes"] = [*(word for word in words if "=" in word), *ctx.params["changes"]]
        return super().invoke(ctx)


@app.command(cls=Editing, help="项目或揭榜意向的栏目，写作 字段=值，可以多个；值为空表示清除")
def edit(
    ctx: typer.Context,
    code: Annotated[
        str, typer.Argument(help="编号，然后是 字段=值，如 investment=300万元", metavar="编号... 字段=值...")
    ],
    reason: Annotated[str, typer.Option("--reason", help="理由", metavar="理由")],
    changes: Annotated[
        list[str] | None, typer.Option("--set", help="字段=值，可多次", metavar="字段=值")
    ] = None,
) -> None:
    """Change fields of a project, checked like imported values."""
    from jbgs.exporters import terminal
    from jbgs.services.receiving import editing

    with office(ctx) as opened:
        assignments = editing.parse_assignments(changes or [])
        done = editing.edit(opened, code, assignments, reason=reason)
    for one in done.warnings:
        tell(f"提示：{one}")
    data = {"code": done.key, "fields": done.record["fields"], "problems": done.record.get("problems", [])}
    emit(ctx, data, lambda: terminal.say(f"{dry(ctx)}{done.key} 已修改：{'、'.join(assignments)}"))


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return singles(app)
