"""``jbgs subsidy recover`` and ``other``: what comes back, and other public money for the same project."""

from __future__ import annotations

from typing import Annotated

import typer

from jbgs.commands.base import amount, dry, emit, office
from jbgs.commands.several import Each
from jbgs.commands.subsidy import app

__all__ = ["app"]  # the same one, with the commands that this module adds

Code = Annotated[str, typer.Argument(help="项目编号", metavar="编号")]


@app.command(cls=Each, help="登记收回的补助（默认为全部应收回额），按承担方记账")
def recover(
    ctx: typer.Context,
    code: Code,
    reason: Annotated[str, typer.Option("--reason", help="收回的理由", metavar="理由")],
    value: Annotated[
        str | None, typer.Option("--amount", help="收回金额（默认全部应收回额）", metavar="金额")
    ] = None,
    payer: Annotated[str, typer.Option("--payer", help="只登记退还给这一方的", metavar="承担方")] = "",
    document: Annotated[str, typer.Option("--document", help="收回文件", metavar="文号")] = "",
) -> None:
    """Record that paid subsidy came back."""
    from jbgs.exporters import terminal
    from jbgs.services.funding import money, recoveries
    from jbgs.values import yuan_text

    wanted_amount = amount(value, "--amount") if value else None
    with office(ctx) as opened:
        full = opened.code(code)
        made = recoveries.recover(
            opened,
            full,
            reason=reason,
            amount=wanted_amount,
            payer=money.payer_name(opened, payer) if payer else "",
            document=document,
        )
    back = made["amount"].removeprefix("-")
    parts = "，".join(f"{o['payer']} {yuan_text(o['amount'].removeprefix('-'))}" for o in made["payers"])
    said = f"{dry(ctx)}{full} 已登记从{made['recipient']}收回 {yuan_text(back)}（{parts}）"
    emit(ctx, {"code": full, **made}, lambda: terminal.say(said))


@app.command(cls=Each, help="登记同一项目的其他财政资金；是否扣除看设定（就高不重复）")
def other(
    ctx: typer.Context,
    code: Code,
    source: Annotated[str, typer.Option("--source", help="资金来源", metavar="来源")],
    value: Annotated[str, typer.Option("--amount", help="金额", metavar="金额")],
    document: Annotated[str, typer.Option("--document", help="文号", metavar="文号")] = "",
    reason: Annotated[str, typer.Option("--reason", help="理由（重复登记等）", metavar="理由")] = "",
) -> None:
    """Record money from another public programme, granted on ``--on``."""
    from jbgs.exporters import terminal
    from jbgs.registers.contracts import OtherFund
    from jbgs.services import as_told
    from jbgs.services.funding import recoveries
    from jbgs.values import money_text, yuan_text

    text = money_text(amount(value, "--amount"))
    with office(ctx) as opened:
        fund = OtherFund(on=opened.on.isoformat(), source=source, amount=text)
        if document:
            fund["document"] = document
        project = recoveries.add_other_fund(opened, code, fund, reason=reason)
        deducted = opened.policy.setting("other_public_money") == "deduct"
    data = {"code": project["code"], "other_funds": as_told.numbered(project, "other_funds")}
    effect = "从补助中扣除" if deducted else "只作记录，不扣除"
    said = f"{dry(ctx)}{project['code']} 已登记其他财政资金 {yuan_text(text)}（{source}），{effect}"
    emit(ctx, data | {"deducted": deducted}, lambda: terminal.say(said))
