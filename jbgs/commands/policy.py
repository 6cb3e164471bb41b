"""``jbgs policy``: the policy's numbers and where they come from."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from jbgs.commands.base import emit, home, parse_day, today
from jbgs.commands.kinds import Command, group, noun

app = group()


@app.command(cls=Command, help="某一天适用的补助标准、各地承担方、其他设定、评分规则")
def show(
    ctx: typer.Context,
    on: Annotated[str | None, typer.Option("--on", help="哪一天（默认今天）", metavar="日期")] = None,
) -> None:
    """Print the policy in force on a day; needs no store."""
    from jbgs import policy as policies
    from jbgs.exporters import terminal
    from jbgs.policy import review
    from jbgs.reports import rules
    from jbgs.services.office import OWN_POLICY, OWN_SCHEMES

    policy, schemes = policies.load(home(ctx) / OWN_POLICY), review.load(home(ctx) / OWN_SCHEMES)
    day = parse_day(on, "--on") if on else today()

    def draw() -> None:
        for table in (
            rules.rates(policy, day),
            rules.regions(policy),
            rules.settings(policy),
            rules.schemes(policy, schemes),
        ):
            terminal.show(table)

    emit(ctx, rules.policy_json(policy, day) | {"schemes": rules.schemes_json(schemes)}, draw)


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return noun("policy", app)
