"""The filters of the command line as a ``Filter``: words in, checked values out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from jbgs.commands.base import common, parse_day
from jbgs.errors import WrongUsage

if TYPE_CHECKING:
    from jbgs.services.looking import Filter
    from jbgs.services.office import Office


def wanted(ctx: typer.Context, opened: Office) -> Filter:
    """Which projects the options mean."""
    from jbgs.services.looking import Filter
    from jbgs.services.moves import parse_stage

    track, stage, region = common(ctx, "track"), common(ctx, "stage"), common(ctx, "region")
    listing, since, until = common(ctx, "listing"), common(ctx, "since"), common(ctx, "until")
    return Filter(
        track=opened.policy.track(track) if track else None,
        stage=parse_stage(stage) if stage else None,
        region=opened.policy.region(region).name if region else None,
        listing=opened.listing_id(listing) if listing else None,
        year=_year(common(ctx, "year")),
        since=parse_day(since, "--since") if since else None,
        until=parse_day(until, "--until") if until else None,
        owner=common(ctx, "owner"),
        text=common(ctx, "text"),
        late=bool(common(ctx, "late")),
    )


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    from jbgs.values import year

    parsed = year(text)
    if parsed.value is None:
        raise WrongUsage(f"--year 的值“{text}”不是年份", remedy="写作 2021")
    return parsed.value
