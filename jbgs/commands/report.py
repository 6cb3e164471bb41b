"""``jbgs report``: papers that leave the office."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import Drafting, dry, emit, group, noun, office, papers, today
from jbgs.errors import WrongUsage

app = group("生成 Excel 和 Word")

Folder = Annotated[Path, typer.Option("-o", "--output", help="生成到哪个目录", metavar="目录")]
HERE = Path()


@app.command(cls=Drafting, help="月报：揭榜情况表和项目清单（截至当月末）")
def monthly(
    ctx: typer.Context,
    month: Annotated[str, typer.Option("--month", help="月份，如 2021-06", metavar="月份")],
    region: Annotated[str | None, typer.Option("--region", help="只报一地", metavar="属地")] = None,
    output: Folder = HERE,
) -> None:
    """Write the month's report, or print it as JSON."""
    from jbgs.services import reporting

    year, number = _month(month)
    with office(ctx) as opened:
        full = opened.policy.region(region).name if region else None
        report = reporting.month_report(opened, year, number, region=full)

        def write(folder: Path) -> list[Path]:
            return reporting.write_month_report(opened, report, folder, region=full)

        emit(ctx, report.as_json(), lambda: _written(ctx, papers(ctx, output, write)))


def _month(text: str) -> tuple[int, int]:
    from jbgs.values import month

    parsed = month(text)
    if parsed.value is None:
        raise WrongUsage(f"--month 的值“{text}”不是月份", remedy="写作 2021-06 或 2021年6月")
    if parsed.value > (today().year, today().month):
        raise WrongUsage(f"{text} 还没有到", remedy="只能报已经开始的月份")
    return parsed.value


@app.command(cls=Drafting, help="榜单：Excel 清单和 Word 公告")
def listing(
    ctx: typer.Context,
    name: Annotated[str, typer.Option("--listing", help="榜单编号或名称", metavar="榜单")],
    output: Folder = HERE,
) -> None:
    """Write a listing, or print it as JSON."""
    from jbgs.services import looking, reporting

    with office(ctx) as opened:
        found, projects = reporting.listed(opened, name)
        data = {**found, "projects": [looking.line(one, opened.today) for one in projects]}

        def write(folder: Path) -> list[Path]:
            return reporting.write_listing(opened, found, projects, folder)

        emit(ctx, data, lambda: _written(ctx, papers(ctx, output, write)))


def _written(ctx: typer.Context, paths: list[Path]) -> None:
    from jbgs.exporters import terminal

    for path in paths:
        terminal.say(f"{dry(ctx)}已生成：{path}")


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("report", app)
