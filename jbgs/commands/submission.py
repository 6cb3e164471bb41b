"""``jbgs submission``: what the counties report each month (三、4)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office, today
from jbgs.commands.kinds import Command, Writing, group, noun

app = group()


@app.command(
    cls=Writing, help="登记月报已报送（--on 报送日期）；同月再次报送即为更正；县级登记本地的，不写地名"
)
def record(
    ctx: typer.Context,
    month: Annotated[str, typer.Option("--month", help="是哪个月的月报，如 2021-06", metavar="月份")],
    regions: Annotated[
        list[str] | None, typer.Argument(help="县（市、区），可以多个", metavar="[属地...]")
    ] = None,
    zero: Annotated[bool, typer.Option("--zero", help="零报告：当月没有情况")] = False,
    file: Annotated[Path | None, typer.Option("--file", help="报送的文件，存入原件", metavar="文件")] = None,
    note: Annotated[str, typer.Option("--note", help="备注", metavar="文字")] = "",
) -> None:
    """Record that reports of a month came."""
    from jbgs.commands import periods
    from jbgs.exporters import terminal
    from jbgs.reports.submissions import told
    from jbgs.services.field import submissions

    which = periods.month(month)
    with office(ctx) as opened:
        done = submissions.record(opened, regions or (), which, zero=zero, file=file, note=note)
    data = {
        "month": which,
        "submissions": [{"region": one["region"], "new": new, **told(one)} for one, new in done],
    }

    def draw() -> None:
        for one, new in done:
            terminal.say(f"{dry(ctx)}{one['region']} {which} 月报：{_said(one, new)}")

    emit(ctx, data, draw)


def _said(one: Any, new: bool) -> str:
    from jbgs.models import latest

    if not new:
        return "与已登记的相同，无变化"
    last = latest(one["deliveries"])
    zero = "（零报告）" if last.get("zero") else ""
    return f"已登记 {last['on']} {'更正' if len(one['deliveries']) > 1 else '报送'}{zero}"


@app.command(name="list", cls=Command, help="报送情况和报送率，默认为今年已过的各月")
def list_(
    ctx: typer.Context,
    month: Annotated[str | None, typer.Option("--month", help="只看一个月", metavar="月份")] = None,
    year: Annotated[str | None, typer.Option("--year", help="看一年的各月", metavar="年份")] = None,
    region: Annotated[str | None, typer.Option("--region", help="只看一地", metavar="属地")] = None,
) -> None:
    """List the regions' reports by month, with their rate."""
    from jbgs.commands import periods
    from jbgs.exporters import terminal
    from jbgs.reports import submissions as tables
    from jbgs.services.field import submissions

    periods.only_one(ctx, "month", "year")
    wanted = [periods.month(month)] if month else _months(periods.year(year) if year else None)
    with office(ctx) as opened:
        where = opened.policy.region(region).name if region else None
        found = submissions.listed(opened, wanted, region=where)
        data = {
            "submissions": [one.as_json() for one in found],
            "count": len(found),
            "rate": tables.rate(found).as_json(),
        }
        emit(ctx, data, lambda: terminal.show(tables.listed(opened.policy, found)))


def _months(year: int | None) -> list[str]:
    """The months of a year that are over; by default those of the year that last month lies in."""
    from jbgs.reports.periods import before

    last = before(f"{today():%Y-%m}")
    wanted = (f"{year or last[:4]}-{number:02d}" for number in range(1, 13))
    return [month for month in wanted if month <= last]


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("submission", app)
