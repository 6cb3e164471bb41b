"""``jbgs todo``: what is due, late or waiting."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from jbgs.commands.base import emit, office
from jbgs.commands.filters import wanted
from jbgs.commands.kinds import Filtered, singles

app = typer.Typer(rich_markup_mode=None)


@app.command(cls=Filtered, help="最急的在前，每件事附上办理的命令；--late 只看逾期的事")
def todo(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="也列出还没有到期的")] = False,
) -> None:
    """List what the office has to do."""
    from jbgs.exporters import terminal
    from jbgs.reports import todo as papers
    from jbgs.services.agenda import todo as service

    with office(ctx) as opened:
        found = service.items(opened, wanted(ctx, opened), everything=everything)
        counts = service.tally(found, opened.name)
        data = {
            "today": opened.today.isoformat(),
            "items": [one.as_json() for one in found],
            "counts": counts,
        }
        emit(ctx, data, lambda: terminal.say("\n".join(papers.lines(found, counts, opened.name))))


def commands() -> dict[str, Any]:
    """The commands of this module by name."""
    return singles(app)
