"""Moving projects on: ``stage``, ``stages``, ``approve``, ``evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office, tell
from jbgs.commands.kinds import Command, singles
from jbgs.commands.several import Each
from jbgs.errors import WrongUsage

app = typer.Typer(rich_markup_mode=None)

Codes = Annotated[list[str], typer.Argument(help="项目编号，可以多个", metavar="编号...")]


@app.command(cls=Each, help="登记来表的形式审查：通过的转为已寻榜，未通过的须说明理由，就此退出")
def screen(
    ctx: typer.Context,
    codes: Codes,
    result: Annotated[str, typer.Option("--result", help="passed 通过，failed 未通过", metavar="结果")],
    recommender: Annotated[str, typer.Option("--recommender", help="推荐单位", metavar="单位")],
    opinion: Annotated[str, typer.Option("--opinion", help="审查意见", metavar="意见")] = "",
    reason: Annotated[str, typer.Option("--reason", help="理由（未通过时必填）", metavar="理由")] = "",
) -> None:
    """Record the formal check of forms."""
    from jbgs.exporters import terminal
    from jbgs.reports import words
    from jbgs.services import as_told, looking
    from jbgs.services.reviewing import screening

    made = {"result": parse_result(result), "recommender": recommender, "opinion": opinion}
    with office(ctx) as opened:
        done = screening.screen(opened, codes, made, reason=reason)
        data = [
            looking.line(one, opened.today) | {"screening": as_told.fact(one, "screening")} for one in done
        ]

    def draw() -> None:
        for one in done:
            said = (
                f"形式审查{words.RESULTS[made['result']]}（{recommender}推荐），{words.stage(one['stage'])}"
            )
            terminal.say(f"{dry(ctx)}{one['code']} {said}")

    emit(ctx, {"screened": data}, draw)


@app.command(cls=Each, help="可以几个项目一起转；有一个不符合就都不转，并列出全部原因")
def stage(
    ctx: typer.Context,
    codes: Codes,
    to: Annotated[str, typer.Option("--to", help="阶段代号或名称", metavar="阶段")],
    reason: Annotated[str, typer.Option("--reason", help="理由（退出阶段必填）", metavar="理由")] = "",
) -> None:
    """Move projects to a stage."""
    from jbgs.services import moves
    from jbgs.services.funding import dues

    with office(ctx) as opened:
        target = moves.parse_stage(to)
        moved = moves.stage(opened, codes, target, reason=reason)
        stood = (opened.project(one.code) for one in moved if one.changed)
        hints = [hint for p in stood for hint in dues.over_paid(opened, p, stage=target)]
    for one in hints:
        tell(f"提示：{one}")
    data = {
        "moved": [{"code": m.code, "from": m.source, "to": m.target, "changed": m.changed} for m in moved]
    }
    emit(ctx, data, lambda: _draw_moved(ctx, moved))


def _draw_moved(ctx: typer.Context, moved: Any) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import words

    for one in moved:
        if one.changed:
            way = f"{words.stage(one.source)} → {words.stage(one.target)}"
            terminal.say(f"{dry(ctx)}{one.code} {one.title}：{way}")
        else:
            terminal.say(f"{one.code} {one.title}：已经是“{words.stage(one.target)}”")


@app.command(cls=Command, help="可由哪里转入、需要什么条件、依据哪一条")
def stages(
    ctx: typer.Context,
    track: Annotated[str | None, typer.Option("--track", help="项目类型", metavar="类型")] = None,
) -> None:
    """Print the table of stages; needs no store."""
    from jbgs import policy as policies
    from jbgs.exporters import terminal
    from jbgs.models import TRACKS
    from jbgs.reports import rules

    policy = policies.load()
    wanted = (policy.track(track),) if track else TRACKS

    def draw() -> None:
        for one in wanted:
            terminal.show(rules.stages(policy, one))

    emit(ctx, {"tracks": {one: rules.stages_json(one) for one in wanted}}, draw)


@app.command(cls=Each, help="登记集中评审后的批准文件，可以几个项目一起")
def approve(
    ctx: typer.Context,
    codes: Codes,
    document: Annotated[str, typer.Option("--document", help="立项文号", metavar="文号")],
    year: Annotated[
        int | None, typer.Option("--document-year", help="立项年度（默认取自文号）", metavar="年份")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="理由（公示未满等）", metavar="理由")] = "",
) -> None:
    """Record the approval of projects by one document."""
    from jbgs.exporters import terminal
    from jbgs.services import looking
    from jbgs.services.funding import contracts

    with office(ctx) as opened:
        done = contracts.approve(opened, codes, document, year=year, reason=reason)
        hints = contracts.approval_hints(opened, done, document)
        of_year = done[0]["approval"].get("year")
        data: dict[str, Any] = {
            "approved": [looking.line(one, opened.today) for one in done],
            "document": document,
        }
        data["year"], data["warnings"] = of_year, [str(one) for one in hints]
    for one in hints:
        tell(f"提示：{one}")

    def draw() -> None:
        for one in done:
            terminal.say(f"{dry(ctx)}{one['code']} 已立项（{document}）")

    emit(ctx, data, draw)


@app.command(cls=Each, help="登记等次和结果；企业关键、成果转化项目通过后方可拨付补助")
def evaluate(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(help="项目编号", metavar="编号")],
    grade: Annotated[str, typer.Option("--grade", help="等次，如 优秀、良好、合格", metavar="等次")],
    result: Annotated[str, typer.Option("--result", help="passed 通过，failed 未通过", metavar="结果")],
    document: Annotated[str, typer.Option("--document", help="评价文件", metavar="文号")] = "",
    opinion: Annotated[str, typer.Option("--opinion", help="评价意见", metavar="意见")] = "",
    files: Annotated[
        list[Path] | None, typer.Option("--file", help="存档的评价材料，可以多个", metavar="文件")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="理由（拨付后改为未通过等）", metavar="理由")] = "",
) -> None:
    """Record a project's evaluation."""
    from jbgs.exporters import terminal
    from jbgs.reports import words
    from jbgs.services import as_told, looking, proofs
    from jbgs.services.funding import contracts

    made: dict[str, Any] = {"grade": grade, "result": parse_result(result)}
    made |= {"document": document, "opinion": opinion}
    papers = proofs.read(files)
    with office(ctx) as opened:
        done = contracts.evaluate(opened, code, made, reason=reason, papers=papers)
        data = looking.line(done, opened.today) | {"evaluation": as_told.fact(done, "evaluation")}
    said = f"{dry(ctx)}{done['code']} 绩效评价：{grade}（{words.RESULTS[made['result']]}）"
    emit(ctx, data, lambda: terminal.say(said))


def parse_result(text: str) -> str:
    """``passed`` or ``failed``, by key or Chinese word."""
    from jbgs.reports import words

    for key, label in words.RESULTS.items():
        if text.strip().lower() == key or text.strip() in (label, label.replace("未", "不")):
            return key
    raise WrongUsage(f"--result 的值“{text}”不在可选范围", remedy="passed（通过）或 failed（未通过）")


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return singles(app)
