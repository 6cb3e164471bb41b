"""``jbgs subsidy``: worked out, planned, paid, added up; what comes back is in ``subsidy_back``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jbgs.commands.base import amount, dry, emit, office, parse_day, today
from jbgs.commands.filters import wanted
from jbgs.commands.kinds import Command, Filtered, group, noun
from jbgs.commands.several import Each, Several
from jbgs.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from jbgs.models import Project
    from jbgs.services.office import Office
    from jbgs.subsidy import Calculation

app = group()

BASE_OPTIONS = {"contract": "--contract", "occurred": "--occurred"}


@app.command(cls=Command, help="测算补助，不需要数据目录；每一步都注明依据")
def calc(
    ctx: typer.Context,
    track: Annotated[str, typer.Option("--track", help="项目类型", metavar="类型")],
    region: Annotated[str, typer.Option("--region", help="属地", metavar="属地")],
    contract: Annotated[
        str | None, typer.Option("--contract", help="技术合同额（产业共性）", metavar="金额")
    ] = None,
    occurred: Annotated[
        str | None,
        typer.Option("--occurred", help="实际发生技术合同成交额（企业关键、成果转化）", metavar="金额"),
    ] = None,
    paid: Annotated[str | None, typer.Option("--paid", help="以前已拨付", metavar="金额")] = None,
    on: Annotated[str | None, typer.Option("--on", help="适用哪天的标准（默认今天）", metavar="日期")] = None,
) -> None:
    """Work out one subsidy."""
    from decimal import Decimal

    from jbgs import policy as policies
    from jbgs.services.office import OWN_POLICY
    from jbgs.subsidy import calculate

    policy = policies.load(_home_if_any(ctx, OWN_POLICY))
    key = policy.track(track)
    day = parse_day(on, "--on") if on else today()
    rate = policy.rate(key, day)
    base = _base({"contract": contract, "occurred": occurred}, rate.base, policy.tracks[key].name)
    before = amount(paid, "--paid") if paid else Decimal("0.00")
    made = calculate(policy, key, policy.region(region), base, paid_before=before, on=day)
    emit(ctx, made.as_json(), lambda: _draw(made, policy.tracks[key].name))


def _home_if_any(ctx: typer.Context, name: str) -> Any:
    """An office's own policy file where a home folder was named; ``calc`` needs none."""
    from jbgs.commands.base import home

    return home(ctx) / name


def _base(given: dict[str, str | None], wanted_base: str, name: str) -> Decimal:
    """The one base that the track's rate goes by."""
    other = next(key for key in given if key != wanted_base)
    option = BASE_OPTIONS[wanted_base]
    if given[other] is not None:
        raise WrongUsage(f"“{name}”项目的基数不是 {BASE_OPTIONS[other]}", remedy=f"请用 {option}")
    text = given[wanted_base]
    if text is None:
        raise WrongUsage(f"缺少选项 {option}", remedy=f"写明基数，如 {option} 500万元")
    return amount(text, option)


def _draw(made: Calculation, name: str) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import subsidy as tables

    terminal.show(tables.worksheet(made, name))


@app.command(cls=Several, help="一个项目的补助工作底稿")
def show(ctx: typer.Context, code: Annotated[str, typer.Argument(help="项目编号", metavar="编号")]) -> None:
    """Show what one project is due and why."""
    from jbgs.services.funding import money

    with office(ctx) as opened:
        owed = money.due(opened, opened.project(code))
        emit(ctx, owed.as_json(), lambda: _draw_due(opened, owed))


def _draw_due(opened: Any, owed: Any) -> None:
    from jbgs.exporters import terminal
    from jbgs.reports import subsidy as tables
    from jbgs.values import yuan_text

    made = owed.calculation
    terminal.facts(tables.facts(owed))
    terminal.show(tables.worksheet(made, opened.policy.tracks[made.track].name))
    for one in owed.waiting:
        terminal.say(f"尚不能拨付：{one}")
    remedy = f"jbgs subsidy recover {owed.project['code']} --reason 理由"
    for part in owed.over_parts():
        terminal.say(f"应收回：{part.payer} {yuan_text(part.amount)} → {remedy}")


@app.command(cls=Filtered, help="补助资金安排：该拨多少、给谁、由谁承担；应收回的另列")
def plan(
    ctx: typer.Context,
    codes: Annotated[
        list[str] | None, typer.Argument(help="项目编号（默认按筛选条件，或全部）", metavar="编号...")
    ] = None,
    waiting: Annotated[bool, typer.Option("--waiting", help="也列出尚不能拨付的")] = False,
) -> None:
    """Plan the subsidies of the projects that are named, or that the filters mean."""
    from jbgs.exporters import terminal
    from jbgs.reports import subsidy as tables
    from jbgs.services.funding import money

    with office(ctx) as opened:
        made = money.plan(opened, meant(ctx, opened, codes), waiting=waiting)

        def draw() -> None:
            for one in tables.plan(opened.policy, made):
                terminal.show(one)

        emit(ctx, made.as_json(), draw)


def meant(ctx: typer.Context, opened: Office, codes: list[str] | None) -> Iterable[Project]:
    """The projects that are named by their codes, else those that the filters mean."""
    from jbgs.services import looking

    chosen = wanted(ctx, opened)
    if not codes:
        return looking.select(opened, chosen)
    if chosen != looking.Filter():
        raise WrongUsage("编号、筛选条件只能用一种", remedy="请只写一种")
    return [opened.project(code) for code in dict.fromkeys(map(opened.code, codes))]


@app.command(cls=Filtered, help="已拨付、已收回的汇总，按承担方、属地、年度或类型")
def totals(
    ctx: typer.Context,
    by: Annotated[
        str, typer.Option("--group-by", help="按什么汇总：承担方、属地、年度、类型", metavar="口径")
    ] = "承担方",
) -> None:
    """Add up what was paid and recovered."""
    from jbgs.exporters import terminal
    from jbgs.reports import subsidy_totals as sums
    from jbgs.reports import words
    from jbgs.services import looking
    from jbgs.services.funding import money

    kind = next((key for key in sums.KINDS if by.strip() in (key, sums.TITLES[key])), None)
    if kind is None:
        known = "、".join(f"{sums.TITLES[key]}（{key}）" for key in sums.KINDS)
        raise WrongUsage(f"不能按“{by}”汇总", remedy=f"可用：{known}")
    with office(ctx) as opened:
        made = sums.totals(money.entries(opened, looking.select(opened, wanted(ctx, opened))), kind)
        shown = {"track": words.track, "region": words.region}.get(kind)

        def name(key: str) -> str:
            return shown(opened.policy, key) if shown else key

        emit(ctx, made.as_json(), lambda: terminal.show(sums.table(made, name)))


@app.command(cls=Each, help="登记补助拨付（默认为全部应拨付额），超出、对象不符的不予登记")
def pay(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(help="项目编号", metavar="编号")],
    value: Annotated[
        str | None, typer.Option("--amount", help="拨付金额（默认全部应拨付额）", metavar="金额")
    ] = None,
    recipient: Annotated[str, typer.Option("--recipient", help="补助对象（核对用）", metavar="单位")] = "",
    document: Annotated[str, typer.Option("--document", help="拨付文件", metavar="文号")] = "",
    payer: Annotated[str, typer.Option("--payer", help="只登记这一方的拨付", metavar="承担方")] = "",
    reason: Annotated[str, typer.Option("--reason", help="理由（公示未满等）", metavar="理由")] = "",
    second: Annotated[
        str, typer.Option("--confirmed-by", help="复核人（不能是经办人）", metavar="姓名")
    ] = "",
) -> None:
    """Record a payment."""
    from jbgs.exporters import terminal
    from jbgs.services.funding import money
    from jbgs.values import yuan_text

    wanted_amount = amount(value, "--amount") if value else None
    with office(ctx) as opened:
        full = opened.code(code)
        made = money.pay(
            opened,
            full,
            amount=wanted_amount,
            recipient=recipient,
            document=document,
            payer=money.payer_name(opened, payer) if payer else "",
            reason=reason,
            confirmed_by=second,
        )
    parts = "，".join(f"{one['payer']} {yuan_text(one['amount'])}" for one in made["payers"])
    said = f"{dry(ctx)}{full} 已登记拨付 {yuan_text(made['amount'])}给{made['recipient']}（{parts}）"
    emit(ctx, {"code": full, **made}, lambda: terminal.say(said))


def commands() -> dict[str, Any]:
    """The commands of this module by name, with those that ``subsidy_back`` adds."""
    from jbgs.commands import subsidy_back

    return noun("subsidy", subsidy_back.app)
