"""Months, quarters and years of the command line; a period that has not begun cannot be asked for."""

from __future__ import annotations

import typer

from jbgs.commands.base import today
from jbgs.errors import WrongUsage


def month(text: str) -> str:
    """``--month`` as the store writes a month, ``2021-06``."""
    return "{}-{:02d}".format(*year_and_month(text))


def year_and_month(text: str) -> tuple[int, int]:
    """``--month`` as its year and number."""
    from jbgs.values import month as parse

    parsed = parse(text)
    if parsed.value is None:
        raise WrongUsage(f"--month 的值“{text}”不是月份", remedy="写作 2021-06 或 2021年6月")
    if parsed.value > (today().year, today().month):
        raise WrongUsage(f"{text} 还没有到", remedy="只能写已经开始的月份")
    return parsed.value


def quarter(text: str) -> tuple[int, int]:
    """``--quarter`` as its year and number."""
    from jbgs.values import quarter as parse

    parsed = parse(text)
    if parsed.value is None:
        raise WrongUsage(f"--quarter 的值“{text}”不是季度", remedy="写作 2021Q3 或 2021年第三季度")
    if parsed.value > (today().year, (today().month + 2) // 3):
        raise WrongUsage(f"{text} 还没有到", remedy="只能写已经开始的季度")
    return parsed.value


def year(text: str) -> int:
    """``--year`` as a number."""
    from jbgs.values import year as parse

    parsed = parse(text)
    if parsed.value is None:
        raise WrongUsage(f"--year 的值“{text}”不是年份", remedy="写作 2021")
    if parsed.value > today().year:
        raise WrongUsage(f"{text} 还没有到", remedy="只能写已经开始的年份")
    return parsed.value


def only_one(ctx: typer.Context, *names: str) -> None:
    """Refuse two periods at once."""
    given = [f"--{name}" for name in names if ctx.params.get(name)]
    if len(given) > 1:
        raise WrongUsage(f"{'、'.join(given)} 只能用一个", remedy="请只写一种期间")
