"""月报报送情况: which of the office's own monthly reports went out when, in time or late (三、4).

What the counties hand in is another register (``jbgs submission``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jbgs.reports import words
from jbgs.reports.making import Made, Paper, Source, Wanted, chinese_date
from jbgs.reports.monthly_report import KEY, due_day
from jbgs.reports.table import Column, Row, Table

OWN = "本单位"
STATES = {"in_time": "按时", "late": "迟报", "missing": "未报", "open": "未到期"}


def make(source: Source, wanted: Wanted) -> Made:
    """Every month of the year up to the day: the office's report, and those of one region that it sent."""
    sent = {(one["period"], one.get("region")): one for one in source.all_sent() if one["report"] == KEY}
    names = [None, *sorted({region for _, region in sent if region})]
    months = [f"{wanted.year}-{n:02d}" for n in range(1, wanted.day.month + 1)]
    rows = [_row(source, wanted, name, month, sent.get((month, name))) for name in names for month in months]
    table = _table(source, wanted, rows, months)
    data = {"year": wanted.year, "office": source.office, "until": wanted.day.isoformat(), "rows": rows}
    return Made(data, (Paper(f"月报报送情况 {wanted.year}", (table,)),), (table,))


def _row(
    source: Source, wanted: Wanted, region: str | None, month: str, sent: Mapping[str, Any] | None
) -> dict[str, Any]:
    due = due_day(source, Wanted(wanted.day, year=int(month[:4]), month=int(month[5:])))
    if sent is None:
        state = "missing" if wanted.day > due else "open"
    else:
        state = "late" if sent["on"] > due.isoformat() else "in_time"
    on = sent["on"] if sent else None
    return {"region": region, "month": month, "due": due.isoformat(), "sent": on, "state": state}


def _table(source: Source, wanted: Wanted, rows: Sequence[Mapping[str, Any]], months: Sequence[str]) -> Table:
    """A line for each region, a column for each month."""
    columns = (
        Column("region", "县（市、区）", width=7),
        *(Column(month, f"{int(month[5:])}月", width=6) for month in months),
        Column("count", "按时报送次数", "int", 5),
    )
    printed = []
    for region in dict.fromkeys(row["region"] for row in rows):
        mine = [row for row in rows if row["region"] == region]
        name = words.region(source.policy, region) if region else OWN
        in_time = sum(row["state"] == "in_time" for row in mine)
        printed.append(Row((name, *map(_shown, mine), in_time)))
    above = (f"填报单位：{source.office}　　　　统计截止：{chinese_date(wanted.day)}",)
    day = source.policy.setting("monthly_report_day")
    below = (f"注：每月{day}日前报送上月月报（依据：三、4）。",)
    title = f"嘉兴市科技项目“揭榜挂帅”{wanted.year}年月报报送情况"
    return Table("报送情况", title, columns, tuple(printed), above, below)


def _shown(row: Mapping[str, Any]) -> str:
    if row["sent"] is None:
        return STATES[row["state"]]
    month, day = map(int, row["sent"][5:].split("-"))
    return f"{month}月{day}日" + (STATES["late"] if row["state"] == "late" else "")
