"""``jbgs publicity``: what is put before the public, objections to it, and its end."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office, parse_day
from jbgs.commands.kinds import Command, Writing, group, noun
from jbgs.commands.several import Each

app = group()

Id = Annotated[str, typer.Argument(help="公示编号，如 GS-2021-001", metavar="公示编号")]
Reason = Annotated[str, typer.Option("--reason", help="理由（与惯例不符时必填）", metavar="理由")]


@app.command(name="open", cls=Each, help="几个项目一起公示；截止日按工作日推算（节假日、调休已计）")
def open_(
    ctx: typer.Context,
    codes: Annotated[list[str], typer.Argument(help="项目编号，可以多个", metavar="编号...")],
    subject: Annotated[
        str, typer.Option("--subject", help="公示事项：揭榜、立项、绩效评价、补助", metavar="事项")
    ],
    start: Annotated[str, typer.Option("--start", help="公示开始日（默认 --on）", metavar="日期")] = "",
    days: Annotated[
        int | None, typer.Option("--days", min=1, help="公示几个工作日（默认按设定）", metavar="天数")
    ] = None,
    until: Annotated[
        str, typer.Option("--until", help="自行推算的截止日（须有 --reason）", metavar="日期")
    ] = "",
    channels: Annotated[str, typer.Option("--channels", help="公示渠道", metavar="渠道")] = "",
    reason: Reason = "",
) -> None:
    """Open a period of publicity for projects."""
    from jbgs.services.papers import publicities

    with office(ctx) as opened:
        made = publicities.open_publicity(
            opened,
            codes,
            publicities.parse_subject(subject),
            start=parse_day(start, "--start") if start else opened.on,
            days=days,
            until=parse_day(until, "--until") if until else None,
            channels=channels,
            reason=reason,
        )
        _tell(ctx, opened, made, f"已登记公示 {made['id']}：{made['start']} 至 {made['end']}")


@app.command(cls=Writing, help="登记对公示的异议")
def objection(
    ctx: typer.Context,
    part: Id,
    by_whom: Annotated[str, typer.Option("--by-whom", help="提出异议的单位或个人", metavar="异议人")],
    text: Annotated[str, typer.Option("--text", help="异议内容", metavar="内容")],
    reason: Reason = "",
) -> None:
    """Record an objection, received on ``--on``."""
    from jbgs.services.papers import publicities

    with office(ctx) as opened:
        made = publicities.object_to(opened, part, by_whom=by_whom, text=text, reason=reason)
        _tell(ctx, opened, made, f"{made['id']} 已登记第 {len(made['objections'])} 号异议")


@app.command(cls=Writing, help="登记异议的处理结果")
def settle(
    ctx: typer.Context,
    part: Id,
    number: Annotated[str, typer.Argument(help="异议序号", metavar="序号")],
    outcome: Annotated[str, typer.Option("--outcome", help="处理结果", metavar="结果")],
) -> None:
    """Record how an objection was settled."""
    from jbgs.services.papers import publicities

    with office(ctx) as opened:
        made = publicities.settle(opened, part, number, outcome=outcome)
        _tell(ctx, opened, made, f"{made['id']} 第 {number} 号异议已处理：{outcome}")


@app.command(cls=Writing, help="公示结束；期限未满、异议未处理的须说明理由")
def close(
    ctx: typer.Context,
    part: Id,
    result: Annotated[str, typer.Option("--result", help="公示结论", metavar="结论")] = "",
    reason: Reason = "",
) -> None:
    """Close a period."""
    from jbgs.services.papers import publicities

    with office(ctx) as opened:
        made = publicities.close(opened, part, result=result, reason=reason)
        _tell(ctx, opened, made, f"公示 {made['id']} 已结束")


@app.command(name="list", cls=Command, help="全部公示及其状态")
def list_(
    ctx: typer.Context,
    subject: Annotated[str, typer.Option("--subject", help="只看一种公示事项", metavar="事项")] = "",
    code: Annotated[str, typer.Option("--code", help="只看一个项目的", metavar="编号")] = "",
    running: Annotated[bool, typer.Option("--open", help="只看尚未结束的")] = False,
) -> None:
    """List the periods."""
    from jbgs.exporters import terminal
    from jbgs.reports import publicity as tables
    from jbgs.services.papers import publicities

    with office(ctx) as opened:
        found = publicities.found(
            opened.store,
            opened.code(code) if code else "",
            publicities.parse_subject(subject) if subject else None,
        )
        data = [publicities.as_json(one, opened.today) for one in found if not (running and "closed" in one)]
    emit(
        ctx,
        {"publicities": data, "count": len(data)},
        lambda: terminal.show(tables.periods(data)),
    )


@app.command(cls=Command, help="一次公示的情况和异议")
def show(ctx: typer.Context, part: Id) -> None:
    """Show one period."""
    from jbgs.exporters import terminal
    from jbgs.reports import publicity as tables
    from jbgs.services.papers import publicities

    with office(ctx) as opened:
        data = publicities.as_json(publicities.get(opened, part), opened.today)

    def draw() -> None:
        terminal.facts(tables.facts(data))
        if data["objections"]:
            terminal.show(tables.objections(data))

    emit(ctx, data, draw)


def _tell(ctx: typer.Context, opened: Any, made: Any, said: str) -> None:
    from jbgs.exporters import terminal
    from jbgs.services.papers import publicities

    text = f"{dry(ctx)}{said}"
    emit(ctx, publicities.as_json(made, opened.today), lambda: terminal.say(text))


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("publicity", app)
