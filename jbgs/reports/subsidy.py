"""The subsidy's working, step by step, and the plan by payer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from jbgs.policy import Policy
from jbgs.reports import words
from jbgs.reports.table import Column, Row, Table
from jbgs.subsidy import BASES, RECIPIENTS, TIMINGS, ZERO, Calculation, Part, percent
from jbgs.values import yuan_text

STEPS = (
    Column("number", "序号", "int", 2),
    Column("label", "项目", width=18),
    Column("amount", "金额（元）", "yuan", 8),
    Column("clause", "依据", width=8),
)


def worksheet(made: Calculation, track: str) -> Table:
    """One calculation, a line per step."""
    rows = [(n, step.label, step.amount, step.clause) for n, step in enumerate(made.steps, 1)]
    rate = made.rate
    below = (
        f"补助对象：{RECIPIENTS[rate.recipient]}；{TIMINGS[rate.timing]}",
        f"标准自 {rate.start} 起，适用日期 {made.on}",
        *((rate.note,) if rate.note else ()),
    )
    return Table(
        "补助测算", f"补助测算：{track}，{made.region or '属地未定'}", STEPS, Table.body(rows), below=below
    )


def facts(owed: Any) -> list[tuple[str, str]]:
    """What stands behind a project's calculation."""
    made = owed.calculation
    return [
        ("项目编号", owed.project["code"]),
        ("项目名称", owed.project["fields"].get("title", "")),
        ("补助对象", f"{owed.recipient}（{RECIPIENTS[made.rate.recipient]}）"),
        ("合同总额", yuan_text(owed.contract_total)),
        ("技术交易额", yuan_text(owed.technology)),
        ("累计实际发生", yuan_text(owed.occurred)),
        ("基数", f"{BASES[made.rate.base]} {yuan_text(made.base)} × {percent(made.rate.rate)}"),
        *([("已拨付净额", yuan_text(made.paid_before))] if made.paid_before else []),
        *([("应收回", yuan_text(made.recoverable))] if made.recoverable else []),
        ("现在可以拨付", "是" if owed.payable else "否"),
    ]


PLAN = (
    Column("number", "序号", "int", 2),
    Column("code", "项目编号", "code", 9),
    Column("title", "项目名称", width=14, drop=2),
    Column("track", "类型", width=6, drop=3),
    Column("region", "属地", width=5),
    Column("recipient", "补助对象", width=12),
    Column("base", "基数（元）", "yuan", 8, drop=1, total=True),
    Column("rate", "比例", "percent", 3, drop=4),
    Column("paid", "已拨付（元）", "yuan", 8, drop=5, total=True),
    Column("amount", "应拨付（元）", "yuan", 8, total=True),
    Column("payable", "可拨付", width=3, drop=6),
)
PAYERS = (
    Column("payer", "承担方", width=10),
    Column("code", "项目编号", "code", 9),
    Column("title", "项目名称", width=14, drop=2),
    Column("recipient", "补助对象", width=12, drop=1),
    Column("share", "应承担（元）", "yuan", 8, drop=3, total=True),
    Column("paid", "已拨付（元）", "yuan", 8, drop=4, total=True),
    Column("amount", "本次应拨付（元）", "yuan", 9, total=True),
)
RECOVERIES = (
    Column("payer", "退还给", width=10),
    Column("code", "项目编号", "code", 9),
    Column("title", "项目名称", width=14, drop=1),
    Column("recipient", "补助对象", width=12),
    Column("share", "应承担（元）", "yuan", 8, drop=2, total=True),
    Column("paid", "已拨付（元）", "yuan", 8, total=True),
    Column("amount", "应收回（元）", "yuan", 9, total=True),
)


def plan(policy: Policy, made: Any) -> list[Table]:
    """The plan by project, what each payer owes by project, and what is to be recovered, if anything is."""
    rows = [
        Row(
            (
                number,
                one.project["code"],
                one.project["fields"].get("title"),
                words.track(policy, one.project["track"]),
                words.region(policy, one.calculation.region),
                one.recipient,
                one.calculation.base,
                one.calculation.rate.rate,
                one.calculation.paid_before,
                one.calculation.amount,
                words.yes(one.payable),
            )
        )
        for number, one in enumerate(made.dues, 1)
    ]
    bases = sum((one.calculation.base for one in made.dues), ZERO)
    before = sum((one.calculation.paid_before for one in made.dues), ZERO)
    if rows:
        last = (None, "合计", None, None, None, None, bases, None, before, made.total, None)
        rows.append(Row(last, "total"))
    owed = Table("承担方", "各承担方应拨付", PAYERS, by_payer(made.dues, lambda one: one.due_parts()))
    back = Table(
        "应收回", "应收回的补助", RECOVERIES, by_payer(made.recoveries, lambda one: one.over_parts())
    )
    return [
        Table("补助安排", "补助资金安排表", PLAN, tuple(rows), empty="（没有可以拨付的补助）"),
        *(one for one in (owed, back) if one.rows),
    ]


def by_payer(dues: Iterable[Any], parts: Callable[[Any], Iterable[Part]]) -> tuple[Row, ...]:
    """A line for each payer's part of each project, each payer's added up, and all of them."""
    lines: dict[str, list[tuple[Any, ...]]] = {}
    for one in dues:
        standings = {standing.payer: standing for standing in one.calculation.standings}
        for part in parts(one):
            mine = standings.get(part.payer)
            head = (part.payer, one.project["code"], one.project["fields"].get("title"), one.recipient)
            figures = (mine.share if mine else None, mine.paid if mine else None, part.amount)
            lines.setdefault(part.payer, []).append((*head, *figures))
    rows = []
    for payer, mine in lines.items():
        rows += [Row(line) for line in mine]
        rows.append(Row((f"{payer} 小计", None, None, None, *_sums(mine)), "subtotal"))
    if rows:
        every = [line for mine in lines.values() for line in mine]
        rows.append(Row(("合计", None, None, None, *_sums(every)), "total"))
    return tuple(rows)


def _sums(lines: Sequence[tuple[Any, ...]]) -> tuple[Decimal, ...]:
    return tuple(sum((line[at] or ZERO for line in lines), ZERO) for at in (4, 5, 6))
