"""``jbgs intent``: the bidders' forms, and the winner among them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from jbgs.commands.base import Command, Writing, dry, emit, group, noun, office, tell
from jbgs.commands.several import Each

app = group()

Code = Annotated[str, typer.Argument(help="项目编号", metavar="编号")]


@app.command(name="list", cls=Command, help="揭榜意向清单")
def list_(
    ctx: typer.Context,
    code: Annotated[str | None, typer.Argument(help="只看一个项目的", metavar="[编号]")] = None,
) -> None:
    """List the intents, of one project or all."""
    from jbgs.exporters import terminal
    from jbgs.reports import listing as tables
    from jbgs.services import looking

    with office(ctx) as opened:
        found = opened.intents(opened.code(code)) if code else list(opened.store.scan("intents"))
        lines = [looking.intent_line(one) for one in found]
        emit(ctx, {"intents": lines, "count": len(lines)}, lambda: terminal.show(tables.intents(lines)))


@app.command(cls=Writing, help="把未能对应的揭榜意向挂到项目")
def link(
    ctx: typer.Context,
    intent: Annotated[str, typer.Argument(help="揭榜意向编号，如 YX-2021-001", metavar="意向编号")],
    code: Code,
) -> None:
    """Link an intent to its project."""
    from jbgs.exporters import terminal
    from jbgs.services import bids

    with office(ctx) as opened:
        project = bids.link(opened, intent, code)
    data = {"intent": intent, "code": project["code"], "stage": project["stage"]}
    emit(ctx, data, lambda: terminal.say(f"{dry(ctx)}{intent} 已挂到 {project['code']}"))


@app.command(cls=Each, help="确定揭榜单位，说明依据")
def award(
    ctx: typer.Context,
    code: Code,
    bidder: Annotated[str, typer.Argument(help="揭榜单位名称或揭榜意向编号", metavar="揭榜单位")],
    grounds: Annotated[
        str,
        typer.Option(
            "--grounds", help="确定的依据，如 竞榜比选纪要（评审推荐的，默认为其文件）", metavar="依据"
        ),
    ] = "",
    region: Annotated[
        str, typer.Option("--region", help="揭榜企业属地（成果转化项目由其属地承担补助）", metavar="属地")
    ] = "",
    reason: Annotated[
        str,
        typer.Option(
            "--reason", help="揭榜单位就是需求单位，或不是评审推荐的，仍要确定的理由", metavar="理由"
        ),
    ] = "",
) -> None:
    """Fix the winner."""
    from jbgs.exporters import terminal
    from jbgs.services import bids, looking, money, moves

    with office(ctx) as opened:
        project = bids.award(opened, code, bidder, grounds=grounds, region=region, reason=reason)
        _, unknown = money.paying_region(opened, project)
        made = project.get("award")
        data = looking.line(project, opened.today) | {"award": made}
    winner = made["winner"] if made else ""
    for one in unknown:
        tell(f"提示：{moves.addressed(one, project)}")
    emit(ctx, data, lambda: terminal.say(f"{dry(ctx)}{project['code']} 揭榜单位：{winner}"))


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("intent", app)
