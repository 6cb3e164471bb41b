"""``jbgs contract``: contracts, filing, and what was really paid."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from jbgs.commands.base import amount, dry, emit, group, noun, office, tell
from jbgs.commands.several import Each, Several
from jbgs.errors import Problem, WrongUsage

app = group()

Code = Annotated[str, typer.Argument(help="项目编号", metavar="编号")]
MOST_YUAN = 100
"""For one unit of any currency that a contract can be in: a larger rate is a slip of the keyboard."""


@app.command(cls=Each, help="登记技术合同（--on 签订日期）；补充合同加 --supplements")
def add(
    ctx: typer.Context,
    code: Code,
    number: Annotated[str, typer.Option("--number", help="合同编号", metavar="编号")],
    total: Annotated[
        str, typer.Option("--amount", help="合同总额，如 500万元；外币合同可省略", metavar="金额")
    ] = "",
    name: Annotated[str, typer.Option("--name", help="合同名称（默认为项目名称）", metavar="名称")] = "",
    technology: Annotated[str, typer.Option("--technology", help="其中技术交易额", metavar="金额")] = "",
    registration: Annotated[
        str, typer.Option("--registration", help="技术合同认定登记号", metavar="登记号")
    ] = "",
    supplements: Annotated[str, typer.Option("--supplements", help="所补充的合同编号", metavar="编号")] = "",
    currency: Annotated[str, typer.Option("--currency", help="外币币种，如 USD", metavar="币种")] = "",
    foreign: Annotated[str, typer.Option("--foreign-amount", help="外币金额", metavar="金额")] = "",
    rate: Annotated[str, typer.Option("--exchange-rate", help="折合汇率", metavar="汇率")] = "",
    rate_day: Annotated[str, typer.Option("--rate-day", help="汇率日期", metavar="日期")] = "",
) -> None:
    """Record a contract, signed on ``--on``."""
    from jbgs.exporters import terminal
    from jbgs.services import contracts
    from jbgs.values import money_text, yuan_text

    money = _money(total, currency, foreign, rate, rate_day)
    made = {**money, "number": number, "registration": registration, "supplements": supplements}
    if technology:
        made["technology"] = money_text(amount(technology, "--technology"))
    with office(ctx) as opened:
        made["name"] = name or opened.project(code)["fields"].get("title", "")
        project, warnings = contracts.add_contract(opened, code, made)
    for one in warnings:
        tell(f"提示：{Problem(one.what, where=project['code'], remedy=one.remedy)}")
    data = _json(project) | {"warnings": [one.what for one in warnings]}
    said = f"{dry(ctx)}{project['code']} 已登记合同 {number}，{yuan_text(made['total'])}"
    emit(ctx, data, lambda: terminal.say(said))


def _money(total: str, currency: str, foreign: str, rate: str, rate_day: str) -> dict[str, Any]:
    """The contract's amount in yuan; a foreign one keeps its amount, the rate and its day beside it."""
    from decimal import Decimal

    from jbgs.commands.base import parse_day
    from jbgs.scalars import is_decimal
    from jbgs.values import money_text, round_fen, yuan_text

    parts = {
        "--currency": currency,
        "--foreign-amount": foreign,
        "--exchange-rate": rate,
        "--rate-day": rate_day,
    }
    if not any(parts.values()):
        if not total:
            raise WrongUsage("缺少选项 --amount", remedy="写明合同总额，如 --amount 500万元")
        return {"total": money_text(amount(total, "--amount"))}
    if missing := [name for name, value in parts.items() if not value]:
        raise WrongUsage(f"外币合同还缺少 {'、'.join(missing)}")
    if not is_decimal(rate) or Decimal(rate) > MOST_YUAN:
        raise WrongUsage(f"--exchange-rate 的值“{rate}”不是汇率", remedy="写作 6.4601")
    own = amount(foreign, "--foreign-amount")
    converted = round_fen(own * Decimal(rate))
    if total and amount(total, "--amount") != converted:
        raise WrongUsage(f"--amount 与折合金额 {yuan_text(converted)}不符", remedy="外币合同可省略 --amount")
    return {
        "total": money_text(converted),
        "currency": currency.upper(),
        "foreign_amount": money_text(own),
        "exchange_rate": rate,
        "rate_day": parse_day(rate_day, "--rate-day").isoformat(),
    }


@app.command(cls=Each, help="登记技术合同备案（企业关键技术项目必须备案）")
def file(
    ctx: typer.Context,
    code: Code,
    number: Annotated[str, typer.Option("--number", help="备案号", metavar="备案号")],
) -> None:
    """Record the filing with the technology market."""
    from jbgs.exporters import terminal
    from jbgs.services import contracts

    with office(ctx) as opened:
        project = contracts.file_contract(opened, code, number)
    emit(ctx, _json(project), lambda: terminal.say(f"{dry(ctx)}{project['code']} 已备案（{number}）"))


@app.command(cls=Each, help="登记实际付款：须有发票和银行付款凭证")
def pay(
    ctx: typer.Context,
    code: Code,
    paid: Annotated[str, typer.Option("--amount", help="付款金额", metavar="金额")],
    invoice: Annotated[str, typer.Option("--invoice", help="发票号码", metavar="号码")],
    voucher: Annotated[str, typer.Option("--voucher", help="银行付款凭证号", metavar="号码")],
    contract: Annotated[str, typer.Option("--contract", help="所付的合同编号", metavar="编号")] = "",
) -> None:
    """Record a payment under the contract, made on ``--on``."""
    from jbgs.exporters import terminal
    from jbgs.services import contracts
    from jbgs.values import money_text, yuan_text

    value = money_text(amount(paid, "--amount"))
    with office(ctx) as opened:
        made = {"amount": value, "invoice": invoice.strip(), "voucher": voucher.strip(), "contract": contract}
        project = contracts.pay_contract(opened, code, made)
    occurred = money_text(contracts.occurred_total(project))
    said = f"{dry(ctx)}{project['code']} 已登记付款 {yuan_text(value)}，累计实际发生 {yuan_text(occurred)}"
    emit(ctx, _json(project), lambda: terminal.say(said))


@app.command(cls=Several, help="一个项目的合同与付款")
def show(ctx: typer.Context, code: Code) -> None:
    """Show a project's contracts and what was paid under them."""
    from jbgs.exporters import terminal
    from jbgs.reports import dossier
    from jbgs.values import yuan_text

    with office(ctx) as opened:
        data = _json(opened.project(code))

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


def _json(project: Any) -> dict[str, Any]:
    from jbgs.services import contracts, looking
    from jbgs.values import money_text

    return {
        "code": project["code"],
        "stage": project["stage"],
        "contract_total": money_text(contracts.contract_total(project)),
        "technology_total": money_text(contracts.technology_total(project)),
        "occurred_total": money_text(contracts.occurred_total(project)),
        "contracts": looking.numbered(project.get("contracts", {})),
        "filing": project.get("filing"),
        "occurred": looking.numbered(project.get("occurred", {})),
    }


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("contract", app)
