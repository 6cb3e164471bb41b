"""``jbgs expert``: the register of experts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office, tell
from jbgs.commands.kinds import Command, Writing, group, noun
from jbgs.errors import WrongUsage

app = group()

Who = Annotated[str, typer.Argument(help="专家编号（如 ZJ-001），或没有同名者的姓名", metavar="专家")]
Reason = Annotated[str, typer.Option("--reason", help="理由", metavar="理由")]


def _word(flag: str, text: str, metavar: str) -> Any:
    return typer.Option(flag, help=text, metavar=metavar)


Title = Annotated[str | None, _word("--title", "职称", "职称")]
CreditCode = Annotated[str | None, _word("--credit-code", "单位的统一社会信用代码", "代码")]
Phone = Annotated[str | None, _word("--phone", "电话", "号码")]
Mobile = Annotated[str | None, _word("--mobile", "手机", "号码")]
Email = Annotated[str | None, _word("--email", "邮箱", "邮箱")]
Notes = Annotated[str | None, _word("--notes", "备注", "备注")]


@app.command(cls=Writing, help="登记一位专家；姓名和单位相同的不会登记两次")
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="姓名", metavar="姓名")],
    unit: Annotated[str, _word("--unit", "工作单位", "单位")],
    field: Annotated[str, _word("--field", "领域：技术、管理、投资（财务）", "领域")],
    title: Title = None,
    credit_code: CreditCode = None,
    phone: Phone = None,
    mobile: Mobile = None,
    email: Email = None,
    notes: Notes = None,
) -> None:
    """Enter an expert."""
    from jbgs.services.reviewing import experts

    values = {"name": name, "unit": unit, "field": field, "title": title, "credit_code": credit_code}
    values |= {"phone": phone, "mobile": mobile, "email": email, "notes": notes}
    with office(ctx) as opened:
        made = experts.add(opened, {key: value for key, value in values.items() if value})
    _done(ctx, made, f"已登记专家 {made['id']} {made['name']}（{made['unit']}）")


@app.command(cls=Writing, help="修改一位专家；值写空的表示清除。已开的评审中保持原样")
def edit(
    ctx: typer.Context,
    expert: Who,
    reason: Reason,
    name: Annotated[str | None, _word("--name", "姓名", "姓名")] = None,
    unit: Annotated[str | None, _word("--unit", "工作单位", "单位")] = None,
    field: Annotated[str | None, _word("--field", "领域：技术、管理、投资（财务）", "领域")] = None,
    title: Title = None,
    credit_code: CreditCode = None,
    phone: Phone = None,
    mobile: Mobile = None,
    email: Email = None,
    notes: Notes = None,
) -> None:
    """Correct an expert's card."""
    from jbgs.services.reviewing import experts

    values = {"name": name, "unit": unit, "field": field, "title": title, "credit_code": credit_code}
    values |= {"phone": phone, "mobile": mobile, "email": email, "notes": notes}
    with office(ctx) as opened:
        given = {key: value for key, value in values.items() if value is not None}
        made = experts.edit(opened, expert, given, reason=reason)
    _done(ctx, made, f"已修改专家 {made['id']} {made['name']}（{made['unit']}）")


@app.command(cls=Writing, help="停用一位专家，以后不再抽取和指定；加 --back 恢复")
def retire(
    ctx: typer.Context,
    expert: Who,
    reason: Reason,
    back: Annotated[bool, typer.Option("--back", help="恢复使用")] = False,
) -> None:
    """Call an expert no more."""
    from jbgs.services.reviewing import experts

    with office(ctx) as opened:
        made = experts.retire(opened, expert, reason=reason, back=back)
    _done(ctx, made, f"已{'恢复' if back else '停用'}专家 {made['id']} {made['name']}")


@app.command(name="list", cls=Command, help="专家名单，可按领域、单位、文字查找")
def list_(
    ctx: typer.Context,
    field: Annotated[str, _word("--field", "领域：技术、管理、投资（财务）", "领域")] = "",
    unit: Annotated[str, _word("--unit", "单位名称中的文字", "文字")] = "",
    text: Annotated[str, _word("--text", "任一栏目中的文字", "文字")] = "",
    retired: Annotated[bool, typer.Option("--retired", help="也列出已停用的")] = False,
) -> None:
    """List experts."""
    from jbgs.exporters import terminal
    from jbgs.reports import experts as tables
    from jbgs.services.reviewing import experts

    with office(ctx) as opened:
        found = experts.select(opened, field=field, unit=unit, text=text, retired=retired)

    def draw() -> None:
        terminal.show(tables.register(found))
        terminal.say(f"共 {len(found)} 位专家")

    emit(ctx, {"experts": found, "count": len(found)}, draw)


@app.command(name="import", cls=Writing, help="按 Excel 名单登记和更新专家；先用 --template 生成名单")
def import_(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="填好的名单", metavar="[文件]")] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="生成名单（含已登记的专家）", metavar="文件")
    ] = None,
) -> None:
    """Enter the rows of an Excel list, or write the list to fill in."""
    from jbgs.services.reviewing import experts

    if (file is None) == (template is None):
        raise WrongUsage("请写明填好的名单，或用 --template 生成名单")
    with office(ctx) as opened:
        if template is not None:
            _write_template(ctx, opened, template)
            return
        done = experts.import_list(opened, file) if file else []
    counts = {key: sum(one.status == key for one in done) for key in experts.STATUSES}
    rows = [{"where": one.where, "status": one.status, **one.card} for one in done]
    said = "，".join(f"{label} {counts[key]}" for key, label in experts.STATUSES.items() if counts[key])
    for one in done:
        if "retired" in one.card:
            tell(f"提示：{one.where}的{one.card['name']}（{one.card['id']}）已停用，仍为停用")
    _done(ctx, {"summary": counts, "experts": rows}, f"共 {len(done)} 位专家：{said}")


def _write_template(ctx: typer.Context, opened: Any, path: Path) -> None:
    from jbgs.exporters import files, xlsx
    from jbgs.reports import experts as tables
    from jbgs.services.reviewing import experts

    titles = [(one.key, one.title) for one in experts.TITLES]
    table = tables.to_fill_in(titles, experts.select(opened))
    if not dry(ctx):
        files.write_whole(path, xlsx.workbook([table]))
    _done(ctx, {"files": [str(path)]}, f"已生成：{path}")


def _done(ctx: typer.Context, data: Any, text: str) -> None:
    from jbgs.exporters import terminal

    emit(ctx, data, lambda: terminal.say(f"{dry(ctx)}{text}"))


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("expert", app)
