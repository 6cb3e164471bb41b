"""月报 on paper: the two tables by region and track, the project list, and the Word file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from jbgs.policy import Policy
from jbgs.reports import words
from jbgs.reports.monthly import AMOUNTS, FIGURES, OUTSIDE, ZERO, Figure, Line, Monthly, add_up
from jbgs.reports.table import Block, Chart, Column, Letter, Row, Table, Value
from jbgs.values import wan


def _figure_columns(group: str) -> tuple[Column, ...]:
    return tuple(
        Column(
            key,
            f"{title}",
            "wan" if key in AMOUNTS else "int",
            6 if key in AMOUNTS else 4,
            group=group,
            total=True,
        )
        for key, (title, _) in FIGURES.items()
    )


def summary(policy: Policy, report: Monthly, *, year: bool) -> Table:
    """揭榜情况表: of the month, or of the year so far with the ratio of projects taken up."""
    lines = report.year_rows if year else report.rows
    title = "本年累计" if year else "本月"
    head = (Column("region", "县（市、区）", width=6), Column("track", "类型", width=7))
    rate = (Column("rate", "揭榜率", "percent", 4, note="已揭榜数÷发榜数"),) if year else ()
    below = (ONCE, *SIGNING) if year else SIGNING
    rows: list[Row] = []
    for region in dict.fromkeys(one.region for one in lines):
        mine = [one for one in lines if one.region == region]
        rows += [_summary_row(policy, one, year=year) for one in mine]
        rows.append(_sum_row(add_up(mine), "subtotal", (words.region(policy, region), "小计"), year=year))
    rows.append(_sum_row(add_up(lines), "total", ("合计", None), year=year))
    name = f"{title}情况"
    heading = f"嘉兴市科技项目“揭榜挂帅”揭榜情况表（{_when(report, year=year)}）"
    return Table(name, heading, (*head, *_figure_columns(title), *rate), tuple(rows), _above(report), below)


ONCE = "注：流榜后再次入榜、发榜的项目，各月分别计数，本年累计只计一次。"
SIGNING = ("填报人：　　　　　　　　审核人：　　　　　　　　联系电话：　　　　　　　　填报单位（盖章）：",)


def _above(report: Monthly) -> tuple[str, ...]:
    day = report.until
    ends = f"统计截止：{day.year}年{day.month}月{day.day}日"
    return (f"填报单位：{report.office}　　　　{ends}　　　　金额单位：万元",)


def _when(report: Monthly, *, year: bool) -> str:
    day = report.until
    return f"{day.year}年1月至{day.month}月" if year else f"{day.year}年{day.month}月"


def _summary_row(policy: Policy, line: Line, *, year: bool) -> Row:
    names = (words.region(policy, line.region), words.track(policy, line.track or "common"))
    return Row((*names, *line.figures.values(), *_rate(line, year=year)))


def _sum_row(line: Line, level: Any, names: tuple[Value, ...], *, year: bool) -> Row:
    return Row((*names, *line.figures.values(), *_rate(line, year=year)), level)


def _rate(line: Line, *, year: bool) -> tuple[Value, ...]:
    """揭榜率 = 已揭榜数 ÷ 发榜数; empty where nothing was published."""
    if not year:
        return ()
    published = Decimal(line.figures["published"])
    return (Decimal(line.figures["awarded"]) / published if published else None,)


PROJECTS = (
    Column("number", "序号", "int", 3),
    Column("region", "县（市、区）", width=5),
    Column("code", "项目编号", "code", 9),
    Column("listing", "榜单编号", "code", 5, drop=6),
    Column("title", "项目名称", width=16),
    Column("track", "类型", width=7, drop=2),
    Column("owner", "需求单位（成果方）", width=12, drop=1),
    Column("published", "发榜日期", "date", 6, drop=7),
    Column("amount", "榜单金额（万元）", "wan", 6, drop=4),
    Column("intents", "意向数", "int", 3, drop=8),
    Column("winner", "揭榜单位", width=12, drop=3),
    Column("state", "对接情况", width=5),
    Column("signed", "签约日期", "date", 6, drop=9),
    Column("contract", "合同号", "code", 7, drop=10),
    Column("contract_amount", "合同额（万元）", "wan", 6, drop=5, total=True),
    Column("filing", "备案号", "code", 7, drop=11),
    Column("month_paid", "本月实际支付（万元）", "wan", 7, drop=12, total=True),
    Column("paid", "累计支付（万元）", "wan", 6, drop=5, total=True),
    Column("progress", "进展", width=6, drop=13),
    Column("problems", "存在问题", width=8, drop=14),
    Column("coordinate", "需协调事项", width=8, drop=15),
    Column("remark", "备注", width=5, drop=16),
)


def project_list(policy: Policy, report: Monthly) -> Table:
    """项目清单: every project published so far, as it stood at the month's end."""
    rows: list[Row] = []
    for number, project in enumerate(report.projects, 1):
        row = project | {
            "region": words.region(policy, project["region"]) or OUTSIDE,
            "track": words.track(policy, project["track"]),
            "state": words.stage(project["state"]),
            "published": date.fromisoformat(project["published"]),
            "signed": date.fromisoformat(project["signed"]) if project["signed"] else None,
        }
        rows.append(Row((number, *(row[column.key] for column in PROJECTS[1:]))))
    sums = {c.key: sum((p[c.key] for p in report.projects), ZERO) for c in PROJECTS if c.total}
    last = Row((None, "合计", *(sums.get(column.key) for column in PROJECTS[2:])), "total")
    title = f"嘉兴市科技项目“揭榜挂帅”项目清单（{_when(report, year=True)}）"
    return Table(
        "项目清单",
        title,
        PROJECTS,
        (*rows, last) if rows else (),
        _above(report),
        SIGNING,
        "本期无已发榜项目（零报告）",
    )


def tables(policy: Policy, report: Monthly) -> list[Table]:
    """The sheets of the Excel file: the three that are reported, and two with pictures."""
    return [
        summary(policy, report, year=False),
        summary(policy, report, year=True),
        project_list(policy, report),
        by_region(policy, report),
        by_month(report),
    ]


def letter(policy: Policy, report: Monthly) -> Letter:
    """The Word file: the figures in words, then the tables."""
    month, so_far = report.total.figures, report.year_to_date.figures
    day = report.until
    blocks = (
        Block("一、本月情况", 1),
        Block(
            f"{day.month}月，{in_words(month)}。"
            if any(month.values())
            else f"{day.month}月无新增情况（零报告）。"
        ),
        Block("二、本年累计", 1),
        Block(f"1月至{day.month}月，{in_words(so_far)}。" if any(so_far.values()) else "本年尚无情况。"),
        Block("三、各地情况", 1),
        Block(table=by_region(policy, report)),
        Block("四、各月合同额", 1),
        Block(table=by_month(report)),
    )
    title = f"嘉兴市科技项目“揭榜挂帅”揭榜情况月报（{day.year}年{day.month}月）"
    return Letter(f"月报 {report.month}", title, blocks, signature=report.office, date=day)


def with_changes(made: Letter, changed: Table) -> Letter:
    """The letter with what has changed since it was sent, apart from the figures that were sent."""
    text = "以上为报送时的数字。报送后又有以下变动，未计入上列各数："
    return replace(
        made, blocks=(*made.blocks, Block("五、报送后的变动", 1), Block(text), Block(table=changed))
    )


def in_words(figures: dict[str, Figure]) -> str:
    """All figures in one sentence."""
    parts = [
        f"征集需求（成果）{figures['received']}项，入榜{figures['listed']}项，发榜{figures['published']}项",
        f"收到揭榜意向{figures['intents']}份，确定揭榜{figures['awarded']}项",
        f"签约{figures['contracted']}项，合同额{wan(Decimal(figures['contract_amount']))}万元",
        f"备案{figures['filed']}项，立项{figures['approved']}项",
        f"合同实际发生额{wan(Decimal(figures['occurred']))}万元，拨付补助{wan(Decimal(figures['subsidy']))}万元",
    ]
    return "；".join(parts)


COMPACT = ("received", "published", "awarded", "contracted", "contract_amount", "occurred", "subsidy")


def by_region(policy: Policy, report: Monthly) -> Table:
    """The year so far by region, narrow enough for an upright page, with the ratios as bars."""
    columns = (
        Column("region", "县（市、区）", width=7),
        *(column for column in _figure_columns("") if column.key in COMPACT),
        Column("rate", "揭榜率", "percent", 5),
    )
    rows = []
    for region in dict.fromkeys(one.region for one in report.year_rows):
        line = add_up([one for one in report.year_rows if one.region == region])
        rows.append(_compact_row(words.region(policy, region), line, "body"))
    rows.append(_compact_row("合计", report.year_to_date, "total"))
    chart = Chart("各地揭榜率", "region", ("rate",))
    unit = ("金额单位：万元",)
    return Table("各地情况", "本年累计揭榜情况", columns, tuple(rows), above=unit, chart=chart)


def by_month(report: Monthly) -> Table:
    """The year so far month by month, with the contract amounts as bars."""
    columns = (Column("month", "月份", width=5), *(c for c in _figure_columns("") if c.key in COMPACT))
    rows = [
        Row((f"{int(one.region[-2:])}月", *(one.figures[key] for key in COMPACT))) for one in report.months
    ]
    rows.append(Row(("合计", *(add_up(report.months).figures[key] for key in COMPACT)), "total"))
    chart = Chart("各月合同额（万元）", "month", ("contract_amount",))
    unit = ("金额单位：万元",)
    return Table("各月情况", "本年各月揭榜情况", columns, tuple(rows), above=unit, chart=chart)


def _compact_row(name: str, line: Line, level: Any) -> Row:
    return Row((name, *(line.figures[key] for key in COMPACT), *_rate(line, year=True)), level)
