"""``jbgs visit``: the quarter's visits to running projects (三、4)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office, papers, tell
from jbgs.commands.filters import wanted
from jbgs.commands.kinds import COMMON, FILTERS, Command, group, noun
from jbgs.commands.several import Each
from jbgs.errors import WrongUsage

app = group()

Code = Annotated[str, typer.Argument(help="项目编号", metavar="编号")]
Quarter = Annotated[str | None, typer.Option("--quarter", help="季度，如 2021Q3", metavar="季度")]
Folder = Annotated[
    Path | None, typer.Option("-o", "--output", help="生成 Excel 季访表的目录", metavar="目录")
]
NOTHING = ("无", "-", "—")
"""What stands for a problem without a department or a day, where others have one."""


class Looking(Command):
    """A command on a set of projects that can also write papers."""

    adds = (*Command.adds, {"dry_run": COMMON["dry_run"]}, FILTERS)


@app.command(cls=Looking, help="列出要走访的项目和上次未解决的问题；-o 生成走访时填写的季访表（各地一张）")
def plan(ctx: typer.Context, quarter: Quarter = None, output: Folder = None) -> None:
    """List the projects to visit in a quarter, by default the present one."""
    from jbgs.commands import periods
    from jbgs.exporters import terminal
    from jbgs.reports import visiting
    from jbgs.reports import visits as tables
    from jbgs.reports.periods import quarter_key, quarter_of, quarter_period
    from jbgs.services.field import visits

    with office(ctx) as opened:
        which = periods.quarter(quarter) if quarter else quarter_of(opened.today)
        key, period = quarter_key(*which), quarter_period(*which)
        found = visits.plan(opened, wanted(ctx, opened))
        lines = [visiting.plan_json(one, key, period) for one in found]

        def write(folder: Path) -> list[Path]:
            return visits.write_plan(opened, found, key, folder)

        written = papers(ctx, output, write) if output else []
        data = {"quarter": key, "projects": lines, "count": len(lines), **_summed(lines, written)}

        def draw() -> None:
            terminal.show(tables.plan(opened.policy, found, key, period))
            terminal.say(f"共 {len(lines)} 个在研项目，本季已走访 {data['visited']} 个")
            _written(ctx, written)

        emit(ctx, data, draw)


def _summed(lines: Sequence[dict[str, Any]], written: Sequence[Path]) -> dict[str, Any]:
    visited = sum(one["visited"] is not None for one in lines)
    return {"visited": visited, "files": [str(path) for path in written]}


def _written(ctx: typer.Context, paths: Sequence[Path]) -> None:
    from jbgs.exporters import terminal

    for path in paths:
        terminal.say(f"{dry(ctx)}已生成：{path}")


@app.command(
    cls=Each, help="登记一次走访（--on 走访日期）和发现的问题；申请变更、申请终止自动列为待解决的问题"
)
def record(
    ctx: typer.Context,
    code: Code,
    progress: Annotated[
        str,
        typer.Option(
            "--progress",
            help="进展：按计划进行、进度超前、拖延、停顿、申请变更、申请终止，后四种须说明理由",
            metavar="进展",
        ),
    ],
    visitors: Annotated[
        list[str],
        typer.Option("--visitors", help="走访人员，如 科技:张三，每个部门一次，可多次", metavar="部门:姓名"),
    ],
    reason: Annotated[
        str, typer.Option("--reason", help="理由（进展不正常，或有提示仍要登记）", metavar="理由")
    ] = "",
    funds: Annotated[str, typer.Option("--funds", help="资金到位情况", metavar="情况")] = "",
    problem: Annotated[
        list[str] | None, typer.Option("--problem", help="存在的问题，可多次", metavar="问题")
    ] = None,
    department: Annotated[
        list[str] | None,
        typer.Option("--department", help="需协调部门，与各问题依次对应，没有的写“无”", metavar="部门"),
    ] = None,
    due: Annotated[
        list[str] | None,
        typer.Option("--due", help="解决期限，与各问题依次对应，没有的写“无”", metavar="日期"),
    ] = None,
    outcome: Annotated[str, typer.Option("--outcome", help="走访结果", metavar="结果")] = "",
) -> None:
    """Record a visit."""
    from jbgs.exporters import terminal
    from jbgs.reports import visiting
    from jbgs.services.field import visits

    made = {
        "progress": visits.parse_progress(progress),
        "reason": reason,
        "funds": funds,
        "outcome": outcome,
    }
    issues = _issues(problem or (), department or (), due or ())
    with office(ctx) as opened:
        project, warnings = visits.record(opened, code, made, visits.parse_all(visitors), issues)
    data = visiting.visit_json(project, max(project["visits"], key=int))
    for one in warnings:
        tell(f"提示：{project['code']}：{one.what}")
    numbers = "、".join(str(one["number"]) for one in data["issues"])
    said = f"{dry(ctx)}{project['code']} 已登记 {data['on']} 走访：{data['progress']}"
    emit(ctx, data, lambda: terminal.say(f"{said}；待解决的问题 {numbers}" if numbers else said))


def _issues(problems: Sequence[str], departments: Sequence[str], dues: Sequence[str]) -> list[dict[str, str]]:
    """The problems with who coordinates and until when, told apart by their order."""
    from jbgs.commands.base import parse_day

    for option, given in (("--department", departments), ("--due", dues)):
        if len(given) not in (0, len(problems)):
            what = f"--problem 有 {len(problems)} 个，{option} 有 {len(given)} 个，对不上"
            raise WrongUsage(what, remedy="依次一一对应，没有的写“无”")
    made = []
    for place, what in enumerate(problems):
        department = departments[place] if departments else ""
        due = dues[place] if dues else ""
        one = {"what": what, "department": "" if department in NOTHING else department}
        made.append(one | {"due": parse_day(due, "--due").isoformat() if due and due not in NOTHING else ""})
    return made


@app.command(cls=Each, help="走访发现的问题已经解决：登记结果，办结")
def settle(
    ctx: typer.Context,
    code: Code,
    number: Annotated[int, typer.Argument(help="问题序号", metavar="序号")],
    outcome: Annotated[str, typer.Option("--outcome", help="办理结果", metavar="结果")],
) -> None:
    """Close a problem of a visit."""
    from jbgs.exporters import terminal
    from jbgs.reports import visiting
    from jbgs.services.field import visits

    with office(ctx) as opened:
        project = visits.settle(opened, code, number, outcome)
    data = {"code": project["code"], **visiting.issue_json(str(number), project["issues"][str(number)])}
    said = f"{dry(ctx)}{project['code']} 问题 {number} 已办结：{outcome}"
    emit(ctx, data, lambda: terminal.say(said))


@app.command(name="list", cls=Looking, help="走访记录；-o 生成已填写的季访表")
def list_(
    ctx: typer.Context,
    quarter: Quarter = None,
    unsettled: Annotated[bool, typer.Option("--open", help="只看还有问题未解决的")] = False,
    output: Folder = None,
) -> None:
    """List the visits to the projects that the filters mean."""
    from jbgs.commands import periods
    from jbgs.exporters import terminal
    from jbgs.reports import visits as tables
    from jbgs.reports.periods import quarter_key, quarter_name, quarter_period
    from jbgs.services.field import visits

    which = periods.quarter(quarter) if quarter else None
    period = quarter_period(*which) if which else None
    label = quarter_name(quarter_key(*which)) if which else ""
    with office(ctx) as opened:
        found = visits.made(opened, wanted(ctx, opened), period=period, unsettled=unsettled)

        def write(folder: Path) -> list[Path]:
            return visits.write_made(opened, found, label, folder)

        written = papers(ctx, output, write) if output else []
        data = {"visits": found, "count": len(found), "files": [str(path) for path in written]}

        def draw() -> None:
            terminal.show(tables.listed(opened.policy, found, label))
            terminal.say(f"共 {len(found)} 次走访")
            _written(ctx, written)

        emit(ctx, data, draw)


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("visit", app)
