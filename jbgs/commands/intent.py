"""``jbgs intent``: the bidders' forms, the talks with them, and the winner among them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office, papers, tell
from jbgs.commands.kinds import Command, Writing, group, noun
from jbgs.commands.several import Each
from jbgs.errors import WrongUsage

app = group()

Code = Annotated[str, typer.Argument(help="项目编号", metavar="编号")]
Intent = Annotated[str, typer.Argument(help="揭榜意向编号，如 YX-2021-001", metavar="意向编号")]


@app.command(name="list", cls=Command, help="揭榜意向清单")
def list_(
    ctx: typer.Context,
    code: Annotated[str | None, typer.Argument(help="只看一个项目的", metavar="[编号]")] = None,
    listing: Annotated[str, typer.Option("--listing", help="只看一个榜单的", metavar="榜单")] = "",
    late: Annotated[bool, typer.Option("--late", help="只看逾期的")] = False,
    unlinked: Annotated[bool, typer.Option("--unlinked", help="只看未能对应到项目的")] = False,
) -> None:
    """List the intents: of one project, of one listing, late or unlinked ones, or all."""
    from jbgs.exporters import terminal
    from jbgs.reports import listing as tables
    from jbgs.services.market import listing_view

    with office(ctx) as opened:
        lines = listing_view.intents(opened, code=code or "", listing=listing, late=late, unlinked=unlinked)
        emit(ctx, {"intents": lines, "count": len(lines)}, lambda: terminal.show(tables.intents(lines)))


@app.command(cls=Each, help="把未能对应的揭榜意向挂到项目；流榜后再次发榜的，可使原意向继续有效")
def link(ctx: typer.Context, intent: Intent, code: Code) -> None:
    """Link an intent to its project."""
    from jbgs import bidding
    from jbgs.exporters import terminal
    from jbgs.services.market import bids

    with office(ctx) as opened:
        project = bids.link(opened, intent, code)
        marks = list(bidding.may_bid(project, bids.found(opened, intent)))
    for one in marks:
        tell(f"提示：{one}")
    data = {
        "intent": intent,
        "code": project["code"],
        "stage": project["stage"],
        "marks": [one.what for one in marks],
    }
    emit(ctx, data, lambda: terminal.say(f"{dry(ctx)}{intent} 已挂到 {project['code']}"))


@app.command(cls=Writing, help="揭榜单位撤回意向：保留记录，不再参加比选")
def withdraw(
    ctx: typer.Context,
    intent: Intent,
    reason: Annotated[str, typer.Option("--reason", help="理由", metavar="理由")],
) -> None:
    """Take a bid out of the running."""
    from jbgs.exporters import terminal
    from jbgs.services.market import bids

    with office(ctx) as opened:
        made = bids.withdraw(opened, intent, reason=reason)
    data = {"intent": made["id"], "code": made.get("project"), "withdrawn": made["withdrawn"]}
    emit(ctx, data, lambda: terminal.say(f"{dry(ctx)}{made['id']} 已撤回：{reason}"))


@app.command(cls=Each, help="登记一次对接洽谈")
def talk(
    ctx: typer.Context,
    code: Code,
    note: Annotated[str, typer.Option("--note", help="洽谈内容和结果", metavar="内容")],
    bidder: Annotated[str, typer.Option("--bidder", help="揭榜单位，或意向编号", metavar="单位")] = "",
    attendees: Annotated[str, typer.Option("--attendees", help="参加人员", metavar="人员")] = "",
) -> None:
    """Record a matching talk."""
    from jbgs.exporters import terminal
    from jbgs.services import as_told
    from jbgs.services.market import talks

    with office(ctx) as opened:
        project = talks.record(opened, code, note=note, bidder=bidder, attendees=attendees)
    made = as_told.numbered(project, "talks")
    said = f"{dry(ctx)}{project['code']} 已登记第 {made[-1]['id']} 次对接洽谈"
    emit(ctx, {"code": project["code"], "talks": made}, lambda: terminal.say(said))


@app.command(
    name="open",
    cls=Writing,
    help="揭榜截止后开启密封的报价：一个榜单的，或一个项目的。密封只是程序不显示，数据目录和来件原件没有加密",
)
def open_(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="榜单编号或名称，或项目编号", metavar="榜单|编号")],
) -> None:
    """Open sealed bids."""
    from jbgs.exporters import terminal
    from jbgs.services.market import sealing

    with office(ctx) as opened:
        listing, codes = sealing.open_bids(opened, name)
        data = {"listing": listing["id"], "opened": codes, "on": opened.on.isoformat(), "by": opened.by}
    said = f"{dry(ctx)}榜单 {listing['id']} 的报价已由{data['by']}开启：{len(codes)} 个项目"
    emit(ctx, data, lambda: terminal.say(said))


@app.command(cls=Each, help="确定揭榜单位，说明依据")
def award(
    ctx: typer.Context,
    code: Code,
    bidder: Annotated[str, typer.Argument(help="揭榜单位，名称或意向编号", metavar="揭榜单位")],
    grounds: Annotated[
        str,
        typer.Option(
            "--grounds", help="确定的依据，如 竞榜比选纪要（评审推荐的，默认为其文件）", metavar="依据"
        ),
    ] = "",
    region: Annotated[
        str,
        typer.Option("--region", help="揭榜企业属地（成果转化项目必填，由其属地承担补助）", metavar="属地"),
    ] = "",
    agreement: Annotated[
        str, typer.Option("--agreement", help="联合体协议的名称或日期", metavar="协议")
    ] = "",
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            help="不顾提示（如揭榜单位就是需求单位、非评审推荐）仍要确定的理由",
            metavar="理由",
        ),
    ] = "",
) -> None:
    """Fix the winner."""
    from jbgs import bidding
    from jbgs.exporters import terminal
    from jbgs.services import as_told, looking, moves
    from jbgs.services.funding import money
    from jbgs.services.market import bids

    with office(ctx) as opened:
        project = bids.award(
            opened, code, bidder, grounds=grounds, region=region, reason=reason, agreement=agreement
        )
        _, unknown = money.paying_region(opened, project)
        made = project["award"]
        open_questions = list(bidding.unproved(project, bids.found(opened, made.get("intent", ""))))
        told = {"award": as_told.fact(project, "award"), "unproved": open_questions}
        data = looking.line(project, opened.today) | told
    for text in (*(str(moves.addressed(one, project)) for one in unknown), *open_questions):
        tell(f"提示：{text}")
    emit(ctx, data, lambda: terminal.say(f"{dry(ctx)}{project['code']} 揭榜单位：{made['winner']}"))


@app.command(cls=Each, help="给每个揭榜单位生成一份函（确定函、未中榜告知函）；--sent 登记已经发出")
def letters(
    ctx: typer.Context,
    code: Code,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="生成到哪个目录", metavar="目录")
    ] = None,
    sent: Annotated[bool, typer.Option("--sent", help="登记已经发出，日期用 --on")] = False,
) -> None:
    """Write a letter to each bidder of an awarded project, or record that they were sent."""
    from jbgs.exporters import terminal
    from jbgs.services.market import award_letters

    if output is None and not sent:
        raise WrongUsage("没有写明做什么", remedy="-o 目录 生成函件，--sent 登记已经发出")
    with office(ctx) as opened:
        project, intents = award_letters.bidders(opened, code)

        def write(folder: Path) -> list[Path]:
            return award_letters.write(opened, project, intents, folder)

        written = papers(ctx, output, write) if output else []
        told = award_letters.sent(opened, code).get("award_letters", {}) if sent else {}
    data = {"code": project["code"], "files": [str(path) for path in written], "sent": told}
    said = [f"已生成：{path}" for path in written]
    said += [f"{project['code']} 已登记发出 {len(told)} 份函件"] if sent else []
    emit(ctx, data, lambda: terminal.say("\n".join(f"{dry(ctx)}{line}" for line in said)))


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("intent", app)
