"""What ``jbgs report`` is asked for: its options as a checked ``Wanted``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from jbgs.commands import periods
from jbgs.commands.base import common, parse_day
from jbgs.commands.filters import wanted as filtered
from jbgs.commands.kinds import FILTERS
from jbgs.errors import WrongUsage

if TYPE_CHECKING:
    from jbgs.reports.making import Report, Wanted
    from jbgs.services.office import Office

OPTIONS: dict[str, tuple[str, str, str | None]] = {
    "month": ("--month", "月份，如 2021-06 或 上月", "月份"),
    "year": ("--year", "年份，如 2021 或 去年", "年份"),
    "quarter": ("--quarter", "季度，如 2021Q3 或 上季度", "季度"),
    "review": ("--review", "评审编号（见 jbgs review list）", "评审"),
    "region": ("--region", "只报一地", "属地"),
    "listing": ("--listing", "榜单编号或名称", "榜单"),
    "of": ("--of", "公示什么：award 揭榜结果，approval 拟立项，subsidy 拟补助", "种类"),
    "start": ("--start", "公示期的第一天", "日期"),
    "end": ("--end", "公示期的最后一天", "日期"),
}


def wanted(ctx: typer.Context, opened: Office, report: Report, codes: Sequence[str]) -> Wanted:
    """What the options mean; raises ``WrongUsage`` for one that is missing or cannot be understood."""
    from jbgs.reports.making import Wanted

    _require(report, ctx)
    start, end = (_day(ctx, name) for name in ("start", "end"))
    if start and end and start > end:
        raise WrongUsage(f"公示期的第一天 {start} 在最后一天 {end} 之后", remedy="请核对 --start 和 --end")
    region = common(ctx, "region") if "region" in report.takes else None
    return Wanted(
        **_period(ctx, opened, report),
        region=opened.policy.region(region).name if region else None,
        listing=common(ctx, "listing") or "",
        codes=_codes(ctx, opened, report, codes),
        of=common(ctx, "of") or "",
        review=common(ctx, "review") or "",
        start=start,
        end=end,
    )


def _period(ctx: typer.Context, opened: Office, report: Report) -> dict[str, Any]:
    """The period meant, and the day as of which the report is made: its end, or today."""
    from jbgs.reports.monthly import month_period
    from jbgs.reports.periods import quarter_period

    text, quarter = common(ctx, "month"), common(ctx, "quarter")
    if text and quarter:
        raise WrongUsage("--month 和 --quarter 只能写一个", remedy="去掉其中一个")
    if text:
        year, number = periods.year_and_month(text)
        end = date.fromisoformat(month_period(year, number).end)
        return {"day": end, "year": year, "month": number}
    if quarter:
        year, number = periods.quarter(quarter)
        end = date.fromisoformat(quarter_period(year, number).end)
        return {"day": min(end, opened.today), "year": year, "quarter": number}
    if report.name == "inspection":
        raise WrongUsage("没有写明哪个月或哪个季度", remedy="加上 --month 2021-06 或 --quarter 2021Q2")
    if "year" not in report.takes:
        return {"day": opened.today}
    year = periods.year(common(ctx, "year"))
    return {"day": min(date(year, 12, 31), opened.today), "year": year}


def _require(report: Report, ctx: typer.Context) -> None:
    absent = [OPTIONS[one][0] for one in report.needs if one in OPTIONS and not common(ctx, one)]
    if absent:
        raise WrongUsage(f"缺少选项 {'、'.join(absent)}", remedy=f"用法见 jbgs report {report.name} --help")


def _codes(
    ctx: typer.Context, opened: Office, report: Report, codes: Sequence[str]
) -> tuple[str, ...] | None:
    """The projects named, by codes or by the filters; None where none were."""
    from jbgs.services import looking

    if "codes" not in report.takes:
        return None
    if codes:
        return tuple(map(opened.code, codes))
    if any(common(ctx, name) for name in FILTERS):
        return tuple(one["code"] for one in looking.select(opened, filtered(ctx, opened)))
    if "codes" in report.needs:
        raise WrongUsage("没有写明项目", remedy="写上项目编号，或用筛选条件，如 --region 海宁")
    return None


def _day(ctx: typer.Context, name: str) -> Any:
    text = common(ctx, name)
    return parse_day(text, OPTIONS[name][0]) if text else None
