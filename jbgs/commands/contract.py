"""``jbgs contract``: contracts, registration, filing; what was really paid is in ``contract_pay``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from jbgs.commands.base import dry, emit, office, tell
from jbgs.commands.kinds import group, noun
from jbgs.commands.several import Each, Several

app = group()

Code = Annotated[str, typer.Argument(help="项目编号", metavar="编号")]
Reason = Annotated[str, typer.Option("--reason", help="理由（与惯例不符时必填）", metavar="理由")]
Papers = Annotated[list[Path] | None, typer.Option("--file", help="存档的扫描件等，可以多个", metavar="文件")]
Currency = Annotated[str, typer.Option("--currency", help="外币币种，如 USD", metavar="币种")]
Foreign = Annotated[str, typer.Option("--foreign-amount", help="外币金额", metavar="金额")]
Rate = Annotated[str, typer.Option("--exchange-rate", help="折合汇率", metavar="汇率")]
RateDay = Annotated[str, typer.Option("--rate-day", help="汇率日期", metavar="日期")]


@app.command(cls=Each, help="登记技术合同（--on 签订日期）；补充合同加 --supplements，核减的金额写负数")
def add(
    ctx: typer.Context,
    code: Code,
    number: Annotated[str, typer.Option("--number", help="合同编号", metavar="编号")],
    total: Annotated[
        str, typer.Option("--amount", help="合同总额，如 500万元；外币合同可省略", metavar="金额")
    ] = "",
    name: Annotated[str, typer.Option("--name", help="合同名称（默认为项目名称）", metavar="名称")] = "",
    party_a: Annotated[str, typer.Option("--party-a", help="甲方（默认为付款的一方）", metavar="单位")] = "",
    party_b: Annotated[
        str, typer.Option("--party-b", help="乙方（默认为出技术的一方）", metavar="单位")
    ] = "",
    technology: Annotated[str, typer.Option("--technology", help="其中技术交易额", metavar="金额")] = "",
    registration: Annotated[
        str, typer.Option("--registration", help="技术合同认定登记号", metavar="登记号")
    ] = "",
    supplements: Annotated[str, typer.Option("--supplements", help="所补充的合同编号", metavar="编号")] = "",
    currency: Currency = "",
    foreign: Foreign = "",
    rate: Rate = "",
    rate_day: RateDay = "",
    files: Papers = None,
    reason: Reason = "",
) -> None:
    """Record a contract, signed on ``--on``."""
    from jbgs.commands.currency import in_yuan, signed
    from jbgs.exporters import terminal
    from jbgs.services import proofs
    from jbgs.services.funding import contracts, dues
    from jbgs.values import money_text, yuan_text

    money = in_yuan(total, currency, foreign, rate, rate_day)
    made = {**money, "number": number, "registration": registration, "supplements": supplements}
    made |= {"name": name, "party_a": party_a, "party_b": party_b}
    papers = proofs.read(files)
    if technology:
        made["technology"] = money_text(signed(technology, "--technology"))
    with office(ctx) as opened:
        made = contracts.with_defaults(opened.project(code), made)
        project, hints = contracts.add_contract(opened, code, made, note=reason, papers=papers)
        hints += dues.over_paid(opened, project)
    for one in hints:
        tell(f"提示：{replace(one, where=project['code'])}")
    data = as_json(project) | {"warnings": [one.what for one in hints]}
    said = f"{dry(ctx)}{project['code']} 已登记合同 {number}，{yuan_text(made['total'])}"
    emit(ctx, data, lambda: terminal.say(said))


@app.command(cls=Each, help="补登技术合同认定登记号")
def register(
    ctx: typer.Context,
    code: Code,
    number: Annotated[str, typer.Option("--number", help="技术合同认定登记号", metavar="登记号")],
    contract: Annotated[
        str, typer.Option("--contract", help="合同编号（有几份合同时必填）", metavar="编号")
    ] = "",
    reason: Reason = "",
) -> None:
    """Record a contract's registration number."""
    from jbgs.exporters import terminal
    from jbgs.services.funding import contracts

    with office(ctx) as opened:
        project = contracts.register_contract(opened, code, number, contract=contract, reason=reason)
    emit(
        ctx,
        as_json(project),
        lambda: terminal.say(f"{dry(ctx)}{project['code']} 已补登认定登记号 {number}"),
    )


@app.command(cls=Each, help="登记技术合同备案（企业关键技术项目必须备案）")
def file(
    ctx: typer.Context,
    code: Code,
    number: Annotated[str, typer.Option("--number", help="备案号", metavar="备案号")],
) -> None:
    """Record the filing with the technology market."""
    from jbgs.exporters import terminal
    from jbgs.services.funding import contracts

    with office(ctx) as opened:
        project = contracts.file_contract(opened, code, number)
    emit(ctx, as_json(project), lambda: terminal.say(f"{dry(ctx)}{project['code']} 已备案（{number}）"))


@app.command(cls=Several, help="一个项目的合同与付款")
def show(ctx: typer.Context, code: Code) -> None:
    """Show a project's contracts and what was paid under them."""
    from jbgs.exporters import terminal
    from jbgs.reports import dossier
    from jbgs.values import yuan_text

    with office(ctx) as opened:
        data = as_json(opened.project(code))

    def draw() -> None:
        terminal.facts([(label, yuan_text(data[key])) for key, label in TOTALS])
        for part in ("contracts", "occurred"):
            terminal.show(dossier.part(part, data))

    emit(ctx, data, draw)


TOTALS = (
    ("contract_total", "合同总额"),
    ("technology_total", "技术交易额"),
    ("occurred_total", "累计实际发生"),
)


def as_json(project: Any) -> dict[str, Any]:
    """A project's contracts and payments as JSON gives them."""
    from jbgs.services import as_told
    from jbgs.services.funding import contract_rules
    from jbgs.values import money_text

    return {
        "code": project["code"],
        "stage": project["stage"],
        "contract_total": money_text(contract_rules.contract_total(project)),
        "technology_total": money_text(contract_rules.technology_total(project)),
        "occurred_total": money_text(contract_rules.occurred_total(project)),
        "contracts": as_told.numbered(project, "contracts"),
        "filing": as_told.fact(project, "filing"),
        "occurred": as_told.numbered(project, "occurred"),
    }


def commands() -> dict[str, Any]:
    """The commands of this module by name, with those that ``contract_pay`` adds."""
    from jbgs.commands import contract_pay

    return noun("contract", contract_pay.app)
