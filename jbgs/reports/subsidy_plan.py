"""补助资金安排表: what is due as of a day, by project and by payer with subtotals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from jbgs.policy import Policy
from jbgs.reports import words
from jbgs.reports.making import Made, Paper, Source, Wanted, chinese_date
from jbgs.reports.table import Column, Row, Table
from jbgs.values import capitals, money_text

ZERO = Decimal("0.00")
_UNPAID = "（没有可以拨付的补助）"
_SIGNING = ("编制：　　　　　　　　审核：　　　　　　　　单位负责人：　　　　　　　　（盖章）",)

BY_PROJECT = (
    Column("number", "序号", "int", 2),
    Column("code", "项目编号", "code", 9),
    Column("title", "项目名称", width=14),
    Column("track", "类型", width=6, drop=3),
    Column("region", "县（市、区）", width=5),
    Column("recipient", "补助对象", width=12),
    Column("base", "基数（元）", "yuan", 8, group="补助测算", note="1", drop=1, total=True),
    Column("rate", "比例", "percent", 3, group="补助测算", note="2", drop=4),
    Column("by_rate", "按比例计算（元）", "yuan", 8, group="补助测算", note="3=1×2", drop=4, total=True),
    Column("entitled", "不超过上限（元）", "yuan", 8, group="补助测算", note="4≤3", drop=4, total=True),
    Column("paid", "已拨付（元）", "yuan", 8, group="补助测算", note="5", drop=5, total=True),
    Column("amount", "本次应拨付（元）", "yuan", 8, group="补助测算", note="6=4-5", total=True),
)
BY_PAYER = (
    Column("payer", "承担方", width=8),
    Column("number", "序号", "int", 2),
    Column("code", "项目编号", "code", 9),
    Column("title", "项目名称", width=16),
    Column("recipient", "补助对象", width=14),
    Column("amount", "金额（元）", "yuan", 9, total=True),
)


def make(source: Source, wanted: Wanted) -> Made:
    """The plan of the projects named (else all) that can be paid on the day."""
    dues = [source.due(one, wanted.day) for one in source.chosen(wanted) if "contracts" in one]
    found = [one for one in dues if one.payable]
    shares = payers(found)
    total = sum((one.calculation.amount for one in found), ZERO)
    data = {
        "office": source.office,
        "until": wanted.day.isoformat(),
        "projects": [one.as_json() for one in found],
        "by_payer": {payer: money_text(sum((v for _, v in mine), ZERO)) for payer, mine in shares.items()},
        "total": money_text(total),
        "capitals": capitals(total),
        "count": len(found),
    }
    above = (f"编制单位：{source.office}　　　　截至{chinese_date(wanted.day)}　　　　金额单位：元",)
    below = (f"合计人民币（大写）：{capitals(total)}", *_SIGNING)
    tables = (
        by_payer(shares, total, above, below),
        by_project(source.policy, found, above, below),
    )
    return Made(data, (Paper(f"补助资金安排表 {wanted.day}", tables),), tables)


def payers(dues: Sequence[Any]) -> dict[str, list[tuple[Any, Decimal]]]:
    """Each payer's parts, a project each; the payers in the order in which they come."""
    found: dict[str, list[tuple[Any, Decimal]]] = {}
    for one in dues:
        for part in one.calculation.parts:
            found.setdefault(part.payer, []).append((one, part.amount))
    return found


def by_payer(
    shares: dict[str, list[tuple[Any, Decimal]]],
    total: Decimal,
    above: tuple[str, ...],
    below: tuple[str, ...],
) -> Table:
    """承担方 by 承担方, each with its subtotal."""
    rows: list[Row] = []
    for payer, mine in shares.items():
        for number, (one, amount) in enumerate(mine, 1):
            project = one.project
            title = project["fields"].get("title")
            rows.append(Row((payer, number, project["code"], title, one.recipient, amount)))
        value = sum((amount for _, amount in mine), ZERO)
        rows.append(Row((payer, None, "小计", None, None, value), "subtotal"))
    if rows:
        rows.append(Row(("合计", None, None, None, None, total), "total"))
    title = "嘉兴市科技项目“揭榜挂帅”补助资金安排表（按承担方）"
    return Table("按承担方", title, BY_PAYER, tuple(rows), above, below, _UNPAID)


def by_project(policy: Policy, dues: Sequence[Any], above: tuple[str, ...], below: tuple[str, ...]) -> Table:
    """Project by project, with the arithmetic between the columns."""
    rows = [Row(_row(policy, number, one)) for number, one in enumerate(dues, 1)]
    if rows:
        sums = {
            column.key: sum((Decimal(str(row.values[i])) for row in rows), ZERO)
            for i, column in enumerate(BY_PROJECT)
            if column.total
        }
        last = (None, "合计", *(sums.get(column.key) for column in BY_PROJECT[2:]))
        rows.append(Row(last, "total"))
    title = "嘉兴市科技项目“揭榜挂帅”补助资金安排表"
    return Table("补助安排", title, BY_PROJECT, tuple(rows), above, below, _UNPAID)


def _row(policy: Policy, number: int, one: Any) -> tuple[Any, ...]:
    made = one.calculation
    entitled = made.amount + made.paid_before
    return (
        number,
        one.project["code"],
        one.project["fields"].get("title"),
        words.track(policy, one.project["track"]),
        words.region(policy, made.region),
        one.recipient,
        made.base,
        made.rate.rate,
        made.steps[1].amount,
        entitled,
        made.paid_before,
        made.amount,
    )
