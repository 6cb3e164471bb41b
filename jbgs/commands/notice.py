"""``jbgs notice``: 督查通报 (三、5)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office, papers
from jbgs.commands.base import parse_day as day_of
from jbgs.commands.kinds import Command, Printing, Writing, group, noun

if TYPE_CHECKING:
    from jbgs.services.field.notices import Asked
    from jbgs.services.office import Office

app = group()

Name = Annotated[str, typer.Argument(help="通报编号，如 DC-2021-01", metavar="通报编号")]
Number = Annotated[str, typer.Option("--number", help="文号，如 嘉科督〔2021〕1号", metavar="文号")]
Folder = Annotated[Path | None, typer.Option("-o", "--output", help="生成 Word 的目录", metavar="目录")]


@app.command(
    cls=Writing,
    help="汇总月报、项目进度、走访、问题的情况，拟成通报（未发出）；期间默认为今年以来，没有问题的不拟",
)
def new(
    ctx: typer.Context,
    region: Annotated[
        list[str] | None, typer.Option("--region", help="只督查这些县（市、区），可多次", metavar="属地")
    ] = None,
    month: Annotated[str | None, typer.Option("--month", help="督查一个月", metavar="月份")] = None,
    quarter: Annotated[str | None, typer.Option("--quarter", help="督查一个季度", metavar="季度")] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="督查当年至这一天，以当天的情况为准", metavar="日期")
    ] = None,
    due: Annotated[str | None, typer.Option("--due", help="整改和答复的期限", metavar="日期")] = None,
    number: Number = "",
    force_empty: Annotated[bool, typer.Option("--force-empty", help="没有发现问题也拟一份")] = False,
    output: Folder = None,
) -> None:
    """Draw up a notice."""
    from jbgs.exporters import terminal
    from jbgs.reports import notice_papers as tables
    from jbgs.services.field import notices

    answer_by = day_of(due, "--due") if due else None
    with office(ctx) as opened:
        asked = _asked(ctx, opened, region or (), (month, quarter, until))
        made = notices.draw_up(opened, asked, number=number, due=answer_by, force_empty=force_empty)
        if made is None:
            said = f"{asked.name}没有发现问题，未拟通报（确需拟的加 --force-empty）"
            emit(ctx, {"notice": None, "files": []}, lambda: terminal.say(f"{dry(ctx)}{said}"))
            return

        def write(folder: Path) -> list[Path]:
            return notices.write(opened, made, folder)

        written = papers(ctx, output, write) if output else []
        data = {"notice": tables.as_json(made), "files": [str(path) for path in written]}

        def draw() -> None:
            terminal.show(tables.regions_table(opened.policy, made))
            terminal.say(f"{dry(ctx)}已拟定督查通报 {made['id']}（{made['period']}），答复期限 {made['due']}")
            _written(ctx, written)

        emit(ctx, data, draw)


def _asked(
    ctx: typer.Context,
    opened: Office,
    regions: Sequence[str],
    when: tuple[str | None, str | None, str | None],
) -> Asked:
    """The period that the options mean, and the day whose facts count."""
    from jbgs.commands import periods
    from jbgs.errors import WrongUsage
    from jbgs.reports.monthly import Period, month_period
    from jbgs.reports.periods import month_name, quarter_key, quarter_name, quarter_period
    from jbgs.services.field.notices import Asked

    periods.only_one(ctx, "month", "quarter", "until")
    month, quarter, until = when
    if month:
        which = periods.month(month)
        return Asked(month_period(int(which[:4]), int(which[5:])), month_name(which), opened.on, regions)
    if quarter:
        chosen = periods.quarter(quarter)
        return Asked(quarter_period(*chosen), quarter_name(quarter_key(*chosen)), opened.on, regions)
    day = day_of(until, "--until") if until else opened.on
    if day > opened.on:
        raise WrongUsage(f"--until {day} 在 {opened.on} 之后", remedy="请核对日期")
    name = f"{day.year}年1月" if day.month == 1 else f"{day.year}年1月至{day.month}月"
    return Asked(Period(f"{day.year}-01-01", day.isoformat()), name, day, regions)


def _written(ctx: typer.Context, paths: list[Path]) -> None:
    from jbgs.exporters import terminal

    for path in paths:
        terminal.say(f"{dry(ctx)}已生成：{path}")


@app.command(cls=Writing, help="登记通报已发出（--on 发出日期）")
def send(ctx: typer.Context, name: Name, number: Number = "") -> None:
    """Record that a notice went out."""
    from jbgs.services.field import notices

    with office(ctx) as opened:
        made = notices.send(opened, name, number=number)
    _said(ctx, made, f"督查通报 {made['id']} 已于 {made['sent']} 发出，答复期限 {made['due']}")


@app.command(cls=Writing, help="登记一地对通报的整改答复")
def answer(
    ctx: typer.Context,
    name: Name,
    region: Annotated[str, typer.Argument(help="答复的县（市、区）", metavar="属地")],
    text: Annotated[str, typer.Option("--text", help="答复的内容", metavar="文字")] = "",
    file: Annotated[Path | None, typer.Option("--file", help="答复的文件，存入原件", metavar="文件")] = None,
) -> None:
    """Record a region's answer."""
    from jbgs.services.field import notices

    with office(ctx) as opened:
        made = notices.answer(opened, name, region, text=text, file=file)
        where = opened.policy.region(region).name
    _said(ctx, made, f"督查通报 {made['id']} 已登记{where}的答复")


@app.command(cls=Writing, help="作废一份通报（拟错、撤回）")
def void(
    ctx: typer.Context,
    name: Name,
    reason: Annotated[str, typer.Option("--reason", help="理由", metavar="理由")],
) -> None:
    """Make a notice void."""
    from jbgs.services.field import notices

    with office(ctx) as opened:
        made = notices.void(opened, name, reason=reason)
    _said(ctx, made, f"督查通报 {made['id']} 已作废")


def _said(ctx: typer.Context, made: Any, text: str) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import notice_papers as tables

    emit(ctx, tables.as_json(made), lambda: terminal.say(f"{dry(ctx)}{text}"))


@app.command(name="list", cls=Command, help="全部督查通报")
def list_(ctx: typer.Context) -> None:
    """List all notices."""
    from jbgs.exporters import terminal
    from jbgs.reports import notice_papers as tables
    from jbgs.services.field import notices

    with office(ctx) as opened:
        found = notices.known(opened)
        data = {"notices": [tables.as_json(one) for one in found], "count": len(found)}
        emit(ctx, data, lambda: terminal.show(tables.notices(found)))


@app.command(cls=Printing, help="一份通报的情况和答复；-o 再次生成 Word，内容不变")
def show(ctx: typer.Context, name: Name, output: Folder = None) -> None:
    """Show a notice, and write its letter again from the facts as they were."""
    from jbgs.exporters import terminal
    from jbgs.reports import notice_papers as tables
    from jbgs.services.field import notices

    with office(ctx) as opened:
        made = notices.one(opened, name)

        def write(folder: Path) -> list[Path]:
            return notices.write(opened, made, folder)

        written = papers(ctx, output, write) if output else []

        def draw() -> None:
            terminal.facts(tables.facts(made))
            terminal.show(tables.regions_table(opened.policy, made))
            for table in tables.annexes(opened.policy, made["regions"]):
                terminal.show(table)
            _written(ctx, written)

        emit(ctx, {**tables.as_json(made), "files": [str(path) for path in written]}, draw)


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("notice", app)
