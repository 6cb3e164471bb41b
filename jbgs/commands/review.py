"""``jbgs review``: the outcome of 评审论证."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, group, noun, office
from jbgs.commands.flow import Codes, parse_result
from jbgs.commands.several import Each, Several

app = group()


@app.command(cls=Each, help="登记评审结果：通过的转为已论证，未通过的转为论证未通过")
def close(
    ctx: typer.Context,
    codes: Codes,
    result: Annotated[str, typer.Option("--result", help="passed 通过，failed 未通过", metavar="结果")],
    document: Annotated[str, typer.Option("--document", help="评审意见、会议纪要等文件", metavar="文件")],
    expert: Annotated[
        list[str] | None,
        typer.Option("--expert", help="专家与领域，可多次；产业共性三个领域都要有", metavar="姓名:领域"),
    ] = None,
    opinion: Annotated[str, typer.Option("--opinion", help="评审意见", metavar="意见")] = "",
    reason: Annotated[str, typer.Option("--reason", help="未通过的理由", metavar="理由")] = "",
) -> None:
    """Record the outcome of a review for projects."""
    from jbgs.exporters import terminal
    from jbgs.reports import words
    from jbgs.services import looking, reviews

    experts = [reviews.parse_expert(text) for text in expert or []]
    made = {"result": parse_result(result), "document": document, "opinion": opinion, "experts": experts}
    with office(ctx) as opened:
        done = reviews.close_review(opened, codes, made, note=reason or opinion)
        data = {"reviewed": [looking.line(one, opened.today) for one in done], "result": made["result"]}

    def draw() -> None:
        for one in done:
            terminal.say(f"{dry(ctx)}{one['code']} {words.stage(one['stage'])}（{document}）")

    emit(ctx, data, draw)


@app.command(cls=Several, help="一个项目的评审记录")
def show(ctx: typer.Context, code: Annotated[str, typer.Argument(help="项目编号", metavar="编号")]) -> None:
    """Show a project's reviews."""
    from jbgs.exporters import terminal
    from jbgs.reports import dossier
    from jbgs.services import looking

    with office(ctx) as opened:
        project = opened.project(code)
        data = {"code": project["code"], "reviews": looking.numbered(dict(project.get("reviews", {})))}
        emit(ctx, data, lambda: terminal.show(dossier.part("reviews", data)))


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("review", app)
