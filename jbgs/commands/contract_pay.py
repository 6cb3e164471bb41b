"""``jbgs contract pay`` and ``unpay``: what was really paid under a contract, and what was taken back."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from jbgs.commands.base import amount, dry, emit, office, parse_day, tell
from jbgs.commands.contract import (
    Code,
    Currency,
    Foreign,
    Papers,
    Rate,
    RateDay,
    Reason,
    app,
    as_json,
)
from jbgs.commands.several import Each

__all__ = ["app"]  # the same one, with the commands that this module adds


@app.command(cls=Each, help="登记实际付款：须有发票和银行付款凭证")
def pay(
    ctx: typer.Context,
    code: Code,
    invoice: Annotated[str, typer.Option("--invoice", help="发票号码", metavar="号码")],
    voucher: Annotated[str, typer.Option("--voucher", help="银行付款凭证号", metavar="号码")],
    paid: Annotated[str, typer.Option("--amount", help="付款金额；外币付款可省略", metavar="金额")] = "",
    invoice_day: Annotated[str, typer.Option("--invoice-date", help="发票日期", metavar="日期")] = "",
    voucher_day: Annotated[str, typer.Option("--voucher-date", help="付款凭证日期", metavar="日期")] = "",
    contract: Annotated[str, typer.Option("--contract", help="所付的合同编号", metavar="编号")] = "",
    currency: Currency = "",
    foreign: Foreign = "",
    rate: Rate = "",
    rate_day: RateDay = "",
    files: Papers = None,
    reason: Reason = "",
) -> None:
    """Record a payment under the contract, made on ``--on``."""
    from jbgs.commands.currency import in_yuan
    from jbgs.exporters import terminal
    from jbgs.services import proofs
    from jbgs.services.funding import contract_rules, occurrences
    from jbgs.values import money_text, yuan_text

    money = in_yuan(paid, currency, foreign, rate, rate_day)
    papers = proofs.read(files)
    made: dict[str, Any] = {"amount": money.pop("total"), **money, "contract": contract}
    made |= {"invoice": invoice.strip(), "voucher": voucher.strip()}
    for name, text, option in (
        ("invoice_day", invoice_day, "--invoice-date"),
        ("voucher_day", voucher_day, "--voucher-date"),
    ):
        if text:
            made[name] = parse_day(text, option).isoformat()
    with office(ctx) as opened:
        project = occurrences.pay_contract(opened, code, made, reason=reason, papers=papers)
    occurred = money_text(contract_rules.occurred_total(project))
    value = yuan_text(made["amount"])
    said = f"{dry(ctx)}{project['code']} 已登记付款 {value}，累计实际发生 {yuan_text(occurred)}"
    emit(ctx, as_json(project), lambda: terminal.say(said))


@app.command(cls=Each, help="冲销一笔付款：退款，或登记有误；单独记一笔，有日期有理由")
def unpay(
    ctx: typer.Context,
    code: Code,
    number: Annotated[
        str, typer.Option("--payment", help="冲销第几笔，见 jbgs contract show", metavar="序号")
    ],
    reason: Annotated[str, typer.Option("--reason", help="理由，如退款、错登", metavar="理由")],
    back: Annotated[str, typer.Option("--amount", help="冲销金额（默认整笔）", metavar="金额")] = "",
    invoice: Annotated[str, typer.Option("--invoice", help="红字发票号码", metavar="号码")] = "",
    voucher: Annotated[str, typer.Option("--voucher", help="退款凭证号", metavar="号码")] = "",
    files: Papers = None,
) -> None:
    """Take back a payment, on ``--on``."""
    from jbgs.exporters import terminal
    from jbgs.services import proofs
    from jbgs.services.funding import contract_rules, dues, occurrences
    from jbgs.values import money_text, yuan_text

    value = amount(back, "--amount") if back else None
    papers, proven = proofs.read(files), {"invoice": invoice, "voucher": voucher}
    with office(ctx) as opened:
        project = occurrences.unpay(
            opened, code, number, reason=reason, amount=value, proofs=proven, papers=papers
        )
        hints = dues.over_paid(opened, project)
    for one in hints:
        tell(f"提示：{one}")
    occurred = money_text(contract_rules.occurred_total(project))
    said = f"{dry(ctx)}{project['code']} 已冲销第 {number} 笔付款，累计实际发生 {yuan_text(occurred)}"
    data = as_json(project) | {"warnings": [one.what for one in hints]}
    emit(ctx, data, lambda: terminal.say(said))
