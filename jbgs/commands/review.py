"""``jbgs review``: panels, their scores, and what comes of them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office
from jbgs.commands.flow import Codes, parse_result
from jbgs.commands.kinds import Command, Writing, group, noun
from jbgs.commands.several import Each, Item, Several
from jbgs.errors import WrongUsage

app = group()

Id = Annotated[str, typer.Argument(help="评审编号，如 PS-2021-01", metavar="评审")]


class OneRound(Each):
    """``open``: all projects of a list come into one round, unless each is to have its own."""

    def _items(self, ctx: Any, opened: Any, codes: tuple[str, ...]) -> list[Item]:
        found = super()._items(ctx, opened, codes)
        if (ctx.obj or {}).get("each") or len(found) < 2:
            return found
        return [Item(tuple(code for one in found for code in one.codes))]

    def titles(self) -> Any:
        """A list names the projects; what holds for the round stands in the command line."""
        return super().titles()[:2]


@app.command(name="open", cls=OneRound, help="把项目（或一个项目的各揭榜意向）交专家组评审，专家指定或抽取")
def open_(
    ctx: typer.Context,
    codes: Codes,
    subject: Annotated[
        str,
        typer.Option(
            "--subject", help="评什么：论证、立项、比选（或 demand、approval、bids）", metavar="事项"
        ),
    ],
    expert: Annotated[
        list[str] | None, typer.Option("--expert", help="指定专家，可多次", metavar="专家")
    ] = None,
    draw: Annotated[
        str, typer.Option("--draw", help="抽取专家，如 技术=2,管理=1,财务=1", metavar="领域=人数")
    ] = "",
    seed: Annotated[
        str, typer.Option("--seed", help="抽取的种子（默认随机产生并记录）", metavar="种子")
    ] = "",
    recuse: Annotated[
        list[str] | None,
        typer.Option("--recuse", help="事先申明的回避，可多次", metavar="专家:编号:理由"),
    ] = None,
    name: Annotated[str, typer.Option("--name", help="评审名称", metavar="名称")] = "",
    reason: Annotated[str, typer.Option("--reason", help="不顾提示的理由", metavar="理由")] = "",
) -> None:
    """Put projects before a panel."""
    from jbgs.commands import panel as parse
    from jbgs.exporters import terminal
    from jbgs.reports import review as tables
    from jbgs.services.reviewing import opening, round_view

    wanted = parse.draw(draw)
    call = opening.Call(
        expert or [],
        wanted,
        seed or parse.new_seed(),
        bool(seed),
        [parse.recusal(one) for one in recuse or []],
    )
    with office(ctx) as opened:
        made = opening.open_round(
            opened, codes, opening.parse_subject(subject), call, name=name, reason=reason
        )
    data = round_view.whole(made)

    def show_it() -> None:
        terminal.say(f"{dry(ctx)}已开评 {made['id']}（{made['name']}），{len(made['items'])} 项")
        terminal.show(tables.panel(data))
        if data["draw"]:
            terminal.say(tables.drawn(data["draw"]))

    emit(ctx, data, show_it)


@app.command(cls=Each, help="登记专家对某些项目的回避；已有的评分随之取消")
def recuse(
    ctx: typer.Context,
    review: Id,
    expert: Annotated[str, typer.Argument(help="专家编号或姓名", metavar="专家")],
    codes: Annotated[list[str], typer.Argument(help="项目编号或意向编号，可以多个", metavar="编号...")],
    reason: Annotated[str, typer.Option("--reason", help="回避的理由", metavar="理由")],
) -> None:
    """Recuse an expert from items of a round."""
    from jbgs.exporters import terminal
    from jbgs.services.reviewing import round_view, rounds

    with office(ctx) as opened:
        made = rounds.recuse(opened, review, expert, codes, reason=reason)
        who = made["panel"][rounds.member_of(made, expert)]["name"]
        items = "、".join(rounds.item_of(made, one) for one in codes)
    emit(ctx, round_view.whole(made), lambda: terminal.say(f"{dry(ctx)}{who}已回避 {items}：{reason}"))


@app.command(cls=Writing, help="更换没有评分的专家：抽取的按原来的次序递补，或用 --with 指明")
def replace(
    ctx: typer.Context,
    review: Id,
    expert: Annotated[str, typer.Argument(help="专家编号或姓名", metavar="专家")],
    reason: Annotated[str, typer.Option("--reason", help="更换的理由", metavar="理由")],
    successor: Annotated[str, typer.Option("--with", help="由谁接替（默认递补）", metavar="专家")] = "",
) -> None:
    """Replace a member of a panel."""
    from jbgs.exporters import terminal
    from jbgs.services.reviewing import round_view, substitutes

    with office(ctx) as opened:
        made, key = substitutes.replace_member(opened, review, expert, by=successor, reason=reason)
    one = made["panel"][key]
    said = f"{dry(ctx)}{made['id']} 由 {one['name']}（{key}，{one['unit']}）接替"
    emit(ctx, round_view.whole(made), lambda: terminal.say(said))


@app.command(cls=Each, help="结束评审：写评审编号的，按评分定结果；写项目编号的，直接登记结果")
def close(
    ctx: typer.Context,
    codes: Annotated[list[str], typer.Argument(help="评审编号，或项目编号（可以多个）", metavar="编号...")],
    document: Annotated[str, typer.Option("--document", help="评审意见、会议纪要等文件", metavar="文件")],
    result: Annotated[
        str, typer.Option("--result", help="直接登记时：passed 通过，failed 未通过", metavar="结果")
    ] = "",
    expert: Annotated[
        list[str] | None,
        typer.Option(
            "--expert", help="直接登记时的专家与领域，可多次；产业共性三个领域都要有", metavar="姓名:领域"
        ),
    ] = None,
    passed: Annotated[
        list[str] | None, typer.Option("--pass", help="按评分时：通过（推荐）的编号，可多次", metavar="编号")
    ] = None,
    top: Annotated[
        int | None, typer.Option("--top", help="按评分时：取前几名（默认达到分数的都通过）", metavar="个数")
    ] = None,
    opinion: Annotated[str, typer.Option("--opinion", help="直接登记时的评审意见", metavar="意见")] = "",
    reason: Annotated[
        str, typer.Option("--reason", help="未通过的理由，或不按名次、不顾提示的理由", metavar="理由")
    ] = "",
) -> None:
    """Fix the result of a round, or record the outcome of a review for projects."""
    from jbgs.services.reviewing import rounds

    by_round = [rounds.is_round(code) for code in codes]
    if not any(by_round):
        if passed or top is not None:
            raise WrongUsage("--pass、--top 用于按评分结束的评审", remedy="写评审编号，如 PS-2021-01")
        _close_plainly(ctx, codes, _given(result), document, expert or [], opinion, reason)
        return
    if len(codes) > 1:
        raise WrongUsage("一次只能结束一个评审", remedy="只写一个评审编号，不写项目编号；或加上 --each")
    if result or expert or opinion:
        raise WrongUsage(
            "--result、--expert、--opinion 用于直接登记结果", remedy="按评分结束的用 --pass 或 --top"
        )
    _close_round(ctx, codes[0], document, passed or [], top, reason)


def _given(result: str) -> str:
    if not result:
        raise WrongUsage("缺少选项 --result", remedy="passed（通过）或 failed（未通过）")
    return parse_result(result)


def _close_plainly(
    ctx: typer.Context,
    codes: list[str],
    result: str,
    document: str,
    expert: list[str],
    opinion: str,
    reason: str,
) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import words
    from jbgs.services import looking
    from jbgs.services.reviewing import reviews

    experts = [reviews.parse_expert(text) for text in expert]
    made = {"result": result, "document": document, "opinion": opinion, "experts": experts}
    with office(ctx) as opened:
        done = reviews.close_review(opened, codes, made, note=reason or opinion)
        data = {"reviewed": [looking.line(one, opened.today) for one in done], "result": made["result"]}

    def draw() -> None:
        for one in done:
            terminal.say(f"{dry(ctx)}{one['code']} {words.stage(one['stage'])}（{document}）")

    emit(ctx, data, draw)


def _close_round(
    ctx: typer.Context, review: str, document: str, passed: list[str], top: int | None, reason: str
) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import review as tables
    from jbgs.services.reviewing import closing, round_view

    with office(ctx) as opened:
        done = closing.close_round(opened, review, document, closing.Choice(passed, top), reason=reason)
    data = round_view.whole(done.round) | {"stages": dict(done.stages)}

    def draw() -> None:
        terminal.say(f"{dry(ctx)}{done.round['id']} 已结束（{document}）")
        for line in tables.results(data):
            terminal.say(line)

    emit(ctx, data, draw)


@app.command(name="list", cls=Command, help="全部评审")
def list_(
    ctx: typer.Context,
    running: Annotated[bool, typer.Option("--open", help="只看没有结束的")] = False,
) -> None:
    """List the rounds."""
    from jbgs.exporters import terminal
    from jbgs.reports import review as tables
    from jbgs.services.reviewing import round_view, rounds

    with office(ctx) as opened:
        lines = [round_view.line(one) for one in rounds.everything(opened)]
    lines = [one for one in lines if not (running and one["closed"])]
    emit(ctx, {"reviews": lines, "count": len(lines)}, lambda: terminal.show(tables.rounds(lines)))


@app.command(cls=Several, help="一个评审的评分、意见和名次，或一个项目的评审记录")
def show(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(help="评审编号，或项目编号", metavar="编号")],
) -> None:
    """Show a round, or a project's reviews."""
    from jbgs.services.reviewing import round_view, rounds

    with office(ctx) as opened:
        if rounds.is_round(code):
            data = round_view.whole(rounds.find(opened, code))
            emit(ctx, data, lambda: _draw_round(data))
        else:
            _show_project(ctx, opened, code)


def _draw_round(data: dict[str, Any]) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import review as tables

    terminal.facts(tables.facts(data))
    for table in (tables.panel(data), tables.ranking(data)):
        terminal.show(table)
    if any(one["scores"] for one in data["items"]):
        terminal.show(tables.opinions(data))


def _show_project(ctx: typer.Context, opened: Any, code: str) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import dossier
    from jbgs.reports import review as tables
    from jbgs.services import as_told
    from jbgs.services.reviewing import round_view

    project = opened.project(code)
    data = {
        "code": project["code"],
        "reviews": as_told.numbered(project, "reviews"),
        "central_review": as_told.fact(project, "central_review"),
        "comparison": as_told.fact(project, "comparison"),
        "rounds": round_view.of_project(opened, project["code"]),
    }

    def draw() -> None:
        terminal.show(dossier.part("reviews", data))
        if data["rounds"]:
            terminal.show(tables.rounds(data["rounds"]))

    emit(ctx, data, draw)


def commands() -> dict[str, Any]:
    """The commands of this module by name, with the verbs about sheets and scores."""
    from jbgs.commands import scores

    made = noun("review", app)
    made["review"].commands |= scores.commands()
    return made
