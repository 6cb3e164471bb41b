"""``jbgs report``: papers that leave the office, one command for each entry of ``REPORTS``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jbgs.commands.base import common, drawn, dry, emit, office, papers, tell, wants_json
from jbgs.commands.kinds import FILTERS, Printing, group, noun
from jbgs.commands.periods import year_and_month
from jbgs.commands.report_options import OPTIONS
from jbgs.commands.report_options import wanted as asked
from jbgs.errors import WrongUsage
from jbgs.reports.registry import REPORTS

if TYPE_CHECKING:
    from jbgs.reports.making import Made, Report, Wanted
    from jbgs.services.office import Office

app = group("生成 Excel 和 Word")

Row = tuple[str, str, str | None]
FORMAT: dict[str, Row] = {"format": ("--format", "只要一种：excel、word，或 text（只在屏幕上显示）", "格式")}
FORMATS = ("excel", "word", "text")
SENDING: dict[str, Row] = {
    "sent": ("--sent", "登记为已报送：记下数字和文件，以后再出时一样", None),
    "reason": ("--reason", "重新报送的理由", "理由"),
    "on": ("--on", "报送的日期（默认今天）", "日期"),
}

Folder = Annotated[Path, typer.Option("-o", "--output", help="生成到哪个目录", metavar="目录")]
Codes = Annotated[
    list[str] | None, typer.Argument(help="项目编号，几个都可以；也可用筛选条件", metavar="[编号...]")
]
HERE = Path()


def _add(report: Report) -> None:
    """The command of a report."""
    rows: dict[str, Row] = {name: OPTIONS[name] for name in report.takes if name in OPTIONS} | FORMAT
    if "codes" in report.takes:
        rows |= {name: row for name, row in FILTERS.items() if name not in rows}
    if report.name == "monthly":
        rows |= SENDING

    class Reporting(Printing):
        adds = (*Printing.adds, rows)

    if "codes" in report.takes:

        @app.command(report.name, cls=Reporting, help=report.help)
        def of_some(ctx: typer.Context, codes: Codes = None, output: Folder = HERE) -> None:
            _report(ctx, report, output, codes or [])
    else:

        @app.command(report.name, cls=Reporting, help=report.help)
        def of_all(ctx: typer.Context, output: Folder = HERE) -> None:
            _report(ctx, report, output, [])


def _report(ctx: typer.Context, report: Report, output: Path, codes: Sequence[str]) -> None:
    """Make a report and write its papers, or print it."""
    from jbgs.services.papers import sending

    form = common(ctx, "format")
    if form and form not in FORMATS:
        raise WrongUsage(f"--format 的值“{form}”不在可选范围", remedy=f"可用：{'、'.join(FORMATS)}")
    with office(ctx) as opened:
        wanted = asked(ctx, opened, report, codes)
        if common(ctx, "sent"):
            made = sending.to_send(opened, wanted, reason=common(ctx, "reason") or "")
            paths = _send(ctx, opened, wanted, made, output)
        else:
            made = sending.make(opened, report.name, wanted)
            paths = None
        emit(ctx, made.data, lambda: _draw(ctx, opened, report, made, output, paths))
        if wants_json(ctx):
            for notice in made.notices:
                tell(f"提示：{notice}")


def _send(ctx: typer.Context, opened: Office, wanted: Wanted, made: Made, output: Path) -> list[Path]:
    from jbgs.services.papers import output as service
    from jbgs.services.papers import sending

    with drawn(lambda folder: service.write_papers(folder, made.papers, opened.home)) as drafts:
        done = sending.send(
            opened,
            wanted,
            made,
            drafts,
            output,
            reason=common(ctx, "reason") or "",
            force=bool(common(ctx, "force")),
        )
    return [one.path for one in done]


def _draw(
    ctx: typer.Context, opened: Office, report: Report, made: Made, output: Path, paths: list[Path] | None
) -> None:
    from jbgs.exporters import terminal
    from jbgs.services.papers import output as service

    form = common(ctx, "format")
    if report.shows or form == "text":
        for table in made.screen:
            terminal.show(table)
    for notice in made.notices:
        terminal.tell(f"提示：{notice}")
    if paths is None and form != "text":
        chosen = [one for one in made.papers if form in (None, one.kind)]
        paths = papers(ctx, output, lambda folder: service.write_papers(folder, chosen, opened.home))
    for path in paths or ():
        terminal.say(f"{dry(ctx)}已生成：{path}")
    if common(ctx, "sent"):
        terminal.say(f"{dry(ctx)}已登记报送（{opened.on}）")


for _one in REPORTS.values():
    _add(_one)


class _MonthEnd(Printing):
    adds = (
        *Printing.adds,
        {"month": OPTIONS["month"], "quiet": ("--quiet", "不显示生成的文件", None)},
    )


@app.command("all", cls=_MonthEnd, help="一个月的全部报表，附清单（供定时任务使用，可重复运行）")
def all_(ctx: typer.Context, output: Folder = HERE) -> None:
    """Write all papers of a month's end with their manifest; the same again changes nothing."""
    from jbgs.services.papers import output as service
    from jbgs.services.papers import sending

    if not (text := common(ctx, "month")):
        raise WrongUsage("缺少选项 --month", remedy="如 jbgs report all --month 上月 -o 月末")
    year, number = year_and_month(text)
    name = f"{year}-{number:02d}"
    with office(ctx) as opened:
        made = sending.month_end(opened, year, number)

        def write(folder: Path) -> list[Path]:
            found = service.write_papers(folder, sending.papers_of(made), opened.home)
            return [*found, sending.write_manifest(folder, name, opened.name, found)]

        with drawn(write) as drafts:
            force = bool(common(ctx, "force"))
            done = service.deliver(drafts, output, opened.home, force=force, dry_run=opened.dry_run)
    data = {
        "month": name,
        "folder": str(output),
        "reports": [one for one, _ in made],
        "files": [{"name": f.path.name, "sha256": f.sha256, "written": f.written} for f in done],
    }
    emit(ctx, data, lambda: _draw_all(ctx, done))


def _draw_all(ctx: typer.Context, done: Sequence[Any]) -> None:
    from jbgs.exporters import terminal

    if not common(ctx, "quiet"):
        for one in done:
            terminal.say(f"{dry(ctx)}{'已生成' if one.written else '无变化'}：{one.path}")


@app.command(
    "template", cls=Printing, help="取出函件的 Word 模板；放进数据目录的 templates 并修改后，即用本单位的"
)
def template(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="哪一种，如 榜单公告（不写为全部）", metavar="[名称]")] = "",
    fields: Annotated[bool, typer.Option("--fields", help="只列出模板中可用的项")] = False,
    output: Folder = HERE,
) -> None:
    """Hand out the letters' templates, or list what may stand in them; needs no store."""
    from jbgs.commands.base import home
    from jbgs.exporters import terminal
    from jbgs.reports.draft import LETTERS, fields_table
    from jbgs.services.papers import templates

    chosen = templates.named(name)
    offers = [{"name": one, "title": LETTERS[one].title, "fields": dict(LETTERS[one].rows)} for one in chosen]
    paths: list[Path] = []
    if not fields:
        paths = papers(ctx, output, lambda folder: templates.copies(chosen, folder, home(ctx)))

    def draw() -> None:
        for one in chosen if fields else ():
            terminal.show(fields_table(one))
        for path in paths:
            terminal.say(f"{dry(ctx)}已生成：{path}")
        if paths:
            terminal.say(f"改好后放进 {home(ctx) / templates.FOLDER}，再运行 jbgs check")

    emit(ctx, {"templates": offers, "files": [str(path) for path in paths]}, draw)


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("report", app)
