"""Subsidies paid and recovered, added up one way: by payer, by the region that pays, or by year.

All come from the same entries, one for each payer's part of each payment: so each kind of total adds up
to the same whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, get_args

from jbgs.models import Project
from jbgs.reports.table import Column, Row, Table
from jbgs.values import money_text

ZERO = Decimal("0.00")
By = Literal["payer", "region", "year", "track"]
KINDS: tuple[By, ...] = get_args(By)
TITLES: dict[By, str] = {"payer": "承担方", "region": "属地", "year": "年度", "track": "类型"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One payer's part of one payment; below zero where it came back. ``region`` is that which pays."""

    code: str
    payer: str
    region: str
    year: str
    track: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Sum:
    """What was paid and what came back, yuan, neither below zero."""

    key: str
    paid: Decimal = ZERO
    recovered: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        """What remains paid."""
        return self.paid - self.recovered

    def plus(self, amount: Decimal) -> Sum:
        """With one more entry."""
        if amount < 0:
            return Sum(self.key, self.paid, self.recovered - amount)
        return Sum(self.key, self.paid + amount, self.recovered)

    def as_json(self, kind: str) -> dict[str, str]:
        """The amounts as text under the kind's own key."""
        figures = {"paid": self.paid, "recovered": self.recovered, "net": self.net}
        return {kind: self.key} | {name: money_text(value) for name, value in figures.items()}


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of one kind, in the order of their keys, and the whole."""

    kind: By
    rows: tuple[Sum, ...]
    whole: Sum

    def as_json(self) -> dict[str, Any]:
        """What ``subsidy totals --json`` prints."""
        return {
            "by": self.kind,
            "rows": [one.as_json(self.kind) for one in self.rows],
            "total": {k: v for k, v in self.whole.as_json("").items() if k},
        }


def entries(projects: Iterable[Project], region: Callable[[Project], str]) -> Iterator[Entry]:
    """Every payer's part of every payment and recovery; ``region`` says whose government pays."""
    for project in projects:
        for payment in project.get("payments", {}).values():
            for share in payment["payers"]:
                yield Entry(
                    project["code"],
                    share["payer"],
                    region(project),
                    payment["on"][:4],
                    project["track"],
                    Decimal(share["amount"]),
                )


def totals(found: Iterable[Entry], kind: By) -> Totals:
    """The sums of one kind."""
    sums: dict[str, Sum] = {}
    whole = Sum("合计")
    for one in found:
        key = str(getattr(one, kind))
        sums[key] = sums.get(key, Sum(key)).plus(one.amount)
        whole = whole.plus(one.amount)
    return Totals(kind, tuple(sums[key] for key in sorted(sums)), whole)


def table(made: Totals, name: Callable[[str], str]) -> Table:
    """The sums as a table; ``name`` is how a key is printed."""
    columns = (
        Column(made.kind, TITLES[made.kind], width=14),
        Column("paid", "已拨付（元）", "yuan", 9, total=True),
        Column("recovered", "已收回（元）", "yuan", 9, total=True),
        Column("net", "净额（元）", "yuan", 9, total=True),
    )
    rows = [Row((name(one.key), one.paid, one.recovered, one.net)) for one in made.rows]
    if rows:
        whole = made.whole
        rows.append(Row(("合计", whole.paid, whole.recovered, whole.net), "total"))
    title = f"补助拨付汇总（按{TITLES[made.kind]}）"
    return Table("补助汇总", title, columns, tuple(rows), empty="（没有拨付过补助）")
