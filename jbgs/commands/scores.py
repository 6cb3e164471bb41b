"""``jbgs review sheet|import|score|summary``: scores out to the experts, back, and summed up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office, papers
from jbgs.commands.kinds import Printing, Writing, singles
from jbgs.commands.several import Each
from jbgs.errors import WrongUsage

app = typer.Typer(rich_markup_mode=None)

Id = Annotated[str, typer.Argument(help="评审编号，如 PS-2021-01", metavar="评审")]


@app.command(cls=Printing, help="生成评分表，每位专家一个 Excel 文件")
def sheet(
    ctx: typer.Context,
    review: Id,
    output: Annotated[Path, typer.Option("-o", "--output", help="生成到哪个目录", metavar="目录")] = Path(),
    expert: Annotated[
        list[str] | None, typer.Option("--expert", help="只生成这位专家的，可多次", metavar="专家")
    ] = None,
) -> None:
    """Write the score sheets of a round."""
    from jbgs.exporters import terminal
    from jbgs.services.reviewing import rounds, score_sheets

    with office(ctx) as opened:
        made = rounds.find(opened, review)
    paths = papers(ctx, output, lambda folder: score_sheets.write(made, folder, expert or []))

    def draw() -> None:
        for path in paths:
            terminal.say(f"{dry(ctx)}已生成：{path}")

    emit(ctx, {"review": made["id"], "files": [str(path) for path in paths]}, draw)


@app.command(name="import", cls=Writing, help="导入专家填好的评分表，逐格核对")
def import_(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="评分表，可以多个", metavar="文件...")],
    each: Annotated[bool, typer.Option("--each", help="逐个办理：有错的跳过并列出，其余照办")] = False,
) -> None:
    """Read score sheets back."""
    from jbgs.exporters import terminal
    from jbgs.services.receiving.files import shown
    from jbgs.services.reviewing import score_sheets

    with office(ctx) as opened:
        taken = score_sheets.import_sheets(opened, files, each=each)
    rows = [
        {
            "path": shown(one.path),
            "sha256": one.sha256 or None,
            "status": one.status,
            "review": one.round or None,
            "expert": one.expert or None,
            "items": one.items,
            "recused": one.recused,
            "problems": [str(problem) for problem in one.problems],
        }
        for one in taken
    ]

    def draw() -> None:
        for one in taken:
            recused = f"，回避 {'、'.join(one.recused)}" if one.recused else ""
            said = f"{score_sheets.STATUSES[one.status]} {one.round} {one.name}".rstrip()
            count = f"，{len(one.items)} 项评分" if one.items else ""
            terminal.say(f"{dry(ctx)}{shown(Path(one.path.name))}：{said}{count}{recused}")

    emit(ctx, {"files": rows, "count": len(rows)}, draw)
    if (error := score_sheets.refused(taken)) is not None:
        raise error


@app.command(cls=Each, help="直接登记一位专家的评分和意见")
def score(
    ctx: typer.Context,
    review: Id,
    expert: Annotated[str, typer.Argument(help="专家编号或姓名", metavar="专家")],
    code: Annotated[str, typer.Argument(help="项目编号或意向编号", metavar="编号")],
    given: Annotated[
        list[str], typer.Option("--score", help="评分，每项一次，如 创新性=18", metavar="项目=分数")
    ],
    opinion: Annotated[str, typer.Option("--opinion", help="评审意见", metavar="意见")],
) -> None:
    """Enter scores by hand."""
    from jbgs import scoring
    from jbgs.exporters import terminal
    from jbgs.services.reviewing import scores

    marks = _marks(given)
    with office(ctx) as opened:
        made, key, item = scores.give(opened, review, expert, code, marks, opinion=opinion)
    kept = made["scores"][key][item]
    total = scores.mark_text(scoring.total(scores.marks_for(made, item)[key]))
    data = {"review": made["id"], "expert": key, "item": item, **kept, "total": total}
    who = made["panel"][key]["name"]
    emit(ctx, data, lambda: terminal.say(f"{dry(ctx)}{made['id']} {who} 评 {item}：{total} 分"))


def _marks(given: list[str]) -> dict[str, str]:
    """``项目=分数`` as typed, each once."""
    marks: dict[str, str] = {}
    for text in given:
        name, sign, mark = text.replace("＝", "=").partition("=")
        if not sign or not name.strip() or name.strip() in marks:
            raise WrongUsage(f"看不懂 --score 的“{text}”", remedy="写作 项目=分数，每项一次")
        marks[name.strip()] = mark
    return marks


@app.command(cls=Printing, help="生成专家评审汇总表（Excel）：名次、分项得分、各专家意见、专家组")
def summary(
    ctx: typer.Context,
    review: Id,
    output: Annotated[Path, typer.Option("-o", "--output", help="生成到哪个目录", metavar="目录")] = Path(),
) -> None:
    """Write a round's summary."""
    from jbgs.exporters import terminal
    from jbgs.reports import review as tables
    from jbgs.services.papers import output as out
    from jbgs.services.reviewing import round_view, rounds

    with office(ctx) as opened:
        made = rounds.find(opened, review)
        sheets = tables.summary(round_view.whole(made), office=opened.name)
    title = f"{made['id']} 专家评审汇总表"
    [path] = papers(ctx, output, lambda folder: [out.write_sheets(folder, title, sheets)])
    emit(ctx, {"files": [str(path)]}, lambda: terminal.say(f"{dry(ctx)}已生成：{path}"))


def commands() -> dict[str, Any]:
    """The verbs of this module by name; ``review`` takes them in."""
    return singles(app)
