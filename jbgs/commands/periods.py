"""Months, quarters and years of the command line; a period that has not begun cannot be asked for."""

from __future__ import annotations

import typer

from jbgs.commands.base import today
from jbgs.errors import WrongUsage

CALLED = {
    "month": (("本月", "这个月", "this"), ("上月", "上个月", "last")),
    "quarter": (("本季度", "本季", "this"), ("上季度", "上季", "last")),
    "year": (("今年", "本年", "this"), ("去年", "上年", "last")),
}
"""What the running period and the one before it may be called."""


def month(text: str) -> str:
    """``--month`` as the store writes a month, ``2021-06``."""
    return "{}-{:02d}".format(*year_and_month(text))


def year_and_month(text: str) -> tuple[int, int]:
    """``--month`` as its year and number."""
    from jbgs.values import month as parse

    now = today().year, today().month
    value = _called("month", text, now, 12) or parse(text).value
    if value is None:
        remedy = "写作 2021-06、2021年6月、本月或上月"
        raise WrongUsage(f"--month 的值“{text}”不是月份", remedy=remedy)
    if value > now:
        raise WrongUsage(f"{text} 还没有到", remedy="只能写已经开始的月份")
    return value


def quarter(text: str) -> tuple[int, int]:
    """``--quarter`` as its year and number."""
    from jbgs.values import quarter as parse

    now = today().year, (today().month + 2) // 3
    value = _called("quarter", text, now, 4) or parse(text).value
    if value is None:
        remedy = "写作 2021Q3、2021年第三季度、本季度或上季度"
        raise WrongUsage(f"--quarter 的值“{text}”不是季度", remedy=remedy)
    if value > now:
        raise WrongUsage(f"{text} 还没有到", remedy="只能写已经开始的季度")
    return value


def year(text: str) -> int:
    """``--year`` as a number."""
    from jbgs.values import year as parse

    called = _called("year", text, (today().year, 1), 1)
    value = called[0] if called else parse(text).value
    if value is None:
        raise WrongUsage(f"--year 的值“{text}”不是年份", remedy="写作 2021、今年或去年")
    if value > today().year:
        raise WrongUsage(f"{text} 还没有到", remedy="只能写已经开始的年份")
    return value


def _called(kind: str, text: str, now: tuple[int, int], count: int) -> tuple[int, int] | None:
    """The period that is called so when ``now`` is the running one; a year has ``count`` of the kind."""
    this, last = CALLED[kind]
    plain = text.strip().lower()
    if plain not in (*this, *last):
        return None
    year, rest = divmod(now[0] * count + now[1] - 1 - (plain in last), count)
    return year, rest + 1


def only_one(ctx: typer.Context, *names: str) -> None:
    """Refuse two periods at once."""
    given = [f"--{name}" for name in names if ctx.params.get(name)]
    if len(given) > 1:
        raise WrongUsage(f"{'、'.join(given)} 只能用一个", remedy="请只写一种期间")
