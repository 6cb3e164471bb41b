"""``jbgs listing``: the published list of challenges."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office, parse_day
from jbgs.commands.flow import Codes
from jbgs.commands.kinds import Command, Writing, group, noun
from jbgs.commands.several import Each

app = group()

Name = Annotated[str, typer.Argument(help="榜单编号或名称", metavar="榜单")]
Deadline = Annotated[str | None, typer.Option("--deadline", help="揭榜截止日期", metavar="日期")]
Channels = Annotated[str, typer.Option("--channels", help="发布渠道", metavar="渠道")]
Conditions = Annotated[str, typer.Option("--conditions", help="揭榜条件", metavar="条件")]
SEALED = "报价密封，揭榜截止后用 jbgs intent open 开启"


@app.command(cls=Writing, help="新建榜单，如 2021年第一批")
def new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="榜单名称", metavar="榜单")],
    number: Annotated[str, typer.Option("--number", help="本年第几批（默认接着编）", metavar="批次")] = "",
    deadline: Deadline = None,
    conditions: Conditions = "",
    channels: Channels = "",
    sealed: Annotated[bool, typer.Option("--sealed", help=SEALED)] = False,
) -> None:
    """Open a listing."""
    from jbgs.services.market import listings

    with office(ctx) as opened:
        made = listings.new_listing(
            opened,
            name,
            number=number,
            deadline=_day(deadline),
            conditions=conditions,
            channels=channels,
            sealed=sealed,
        )
    _done(ctx, made, f"已新建榜单 {made['id']}（{made['name']}）")


@app.command(cls=Writing, help="修改榜单；发布以后只能延后截止日期、更正说明，须写明理由")
def edit(
    ctx: typer.Context,
    listing: Name,
    title: Annotated[str, typer.Option("--name", help="新的名称", metavar="名称")] = "",
    deadline: Deadline = None,
    conditions: Conditions = "",
    channels: Channels = "",
    sealed: Annotated[bool | None, typer.Option("--sealed/--not-sealed", help="报价是否密封")] = None,
    reason: Annotated[str, typer.Option("--reason", help="理由", metavar="理由")] = "",
) -> None:
    """Change what a listing says."""
    from jbgs.services.market import listings

    with office(ctx) as opened:
        made = listings.edit_listing(
            opened,
            listing,
            title=title,
            deadline=_day(deadline),
            conditions=conditions,
            channels=channels,
            sealed=sealed,
            reason=reason,
        )
    _done(ctx, made, f"榜单 {made['id']}（{made['name']}）已修改")


@app.command(cls=Each, help="编入评审通过的项目（或流榜后再次编入）")
def add(ctx: typer.Context, listing: Name, codes: Codes) -> None:
    """Put projects into a listing."""
    from jbgs.services.market import listings

    with office(ctx) as opened:
        made = listings.add_to_listing(opened, listing, codes)
    _done(ctx, made, f"榜单 {made['id']}（{made['name']}）现有 {len(made.get('projects', {}))} 个项目")


@app.command(cls=Each, help="发布前移出项目")
def remove(
    ctx: typer.Context,
    listing: Name,
    codes: Codes,
    reason: Annotated[str, typer.Option("--reason", help="理由", metavar="理由")],
) -> None:
    """Take projects out of a listing."""
    from jbgs.services.market import listings

    with office(ctx) as opened:
        made = listings.remove_from_listing(opened, listing, codes, reason=reason)
    _done(ctx, made, f"榜单 {made['id']}（{made['name']}）现有 {len(made.get('projects', {}))} 个项目")


@app.command(cls=Writing, help="发布榜单，其中项目转为已发榜")
def publish(
    ctx: typer.Context,
    listing: Name,
    deadline: Deadline = None,
    channels: Channels = "",
    conditions: Conditions = "",
    sealed: Annotated[bool, typer.Option("--sealed", help=SEALED)] = False,
) -> None:
    """Publish a listing."""
    from jbgs.services.market import listings

    with office(ctx) as opened:
        made = listings.publish(
            opened,
            listing,
            deadline=_day(deadline),
            channels=channels,
            conditions=conditions,
            sealed=sealed,
        )
    _done(ctx, made, f"已发布榜单 {made['id']}（{made['name']}），{len(made.get('projects', {}))} 个项目")


@app.command(cls=Writing, help="揭榜截止后收榜：没有揭榜意向的转为流榜")
def close(ctx: typer.Context, listing: Name) -> None:
    """Sort projects with bids from those without."""
    from jbgs.exporters import terminal
    from jbgs.services.market import listings

    with office(ctx) as opened:
        made, taken, empty = listings.close_listing(opened, listing)
    data = {**made, "with_bids": taken, "unclaimed": empty}
    said = f"{dry(ctx)}榜单 {made['id']} 已收榜：有揭榜意向 {len(taken)} 个，流榜 {len(empty)} 个"
    emit(ctx, data, lambda: terminal.say("\n  ".join([said, *(f"流榜：{code}" for code in empty)])))


@app.command(cls=Command, help="全部榜单，或一个榜单的情况和项目")
def show(
    ctx: typer.Context,
    listing: Annotated[str | None, typer.Argument(help="榜单编号或名称", metavar="[榜单]")] = None,
) -> None:
    """Show all listings, or one with its projects."""
    from jbgs.exporters import terminal
    from jbgs.reports import listing as tables
    from jbgs.services.market import listing_view

    with office(ctx) as opened:
        if listing is None:
            found = list(opened.store.scan("listings"))
            emit(ctx, {"listings": found, "count": len(found)}, lambda: terminal.show(tables.listings(found)))
            return
        one, lines, counts = listing_view.view(opened, listing)

        def draw() -> None:
            terminal.facts(tables.facts(one, counts))
            terminal.show(tables.projects(opened.policy, lines))

        emit(ctx, {**one, "projects": lines, "counts": counts}, draw)


def _day(text: str | None) -> Any:
    return parse_day(text, "--deadline") if text else None


def _done(ctx: typer.Context, made: Any, text: str) -> None:
    from jbgs.exporters import terminal

    emit(ctx, made, lambda: terminal.say(f"{dry(ctx)}{text}"))


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("listing", app)
