from datetime import date
from decimal import Decimal

import pytest

from jbgs.reports.table import Column, Row, Table

COLUMNS = (
    Column("n", "序号", "int", 3),
    Column("region", "县（市、区）", width=8),
    Column("title", "项目名称", width=14),
    Column("code", "榜单编号", "code", 8),
    Column("received", "征集数", "int", 4, group="本月", note="1", total=True, drop=1),
    Column("awarded", "揭榜数", "int", 4, group="本月", note="2", total=True, drop=2),
    Column("rate", "揭榜率", "percent", 4, group="本月", note="3=2/1", drop=3),
    Column("amount", "合同额（万元）", "wan", 6, group="累计", note="4", total=True),
    Column("subsidy", "补助（元）", "yuan", 8, group="累计", note="5", total=True),
    Column("day", "签约日期", "date", 6, drop=4),
    Column("memo", "存在问题", width=10, drop=5),
)


@pytest.fixture
def monthly():
    """Makes a monthly table with ``count`` projects; every five are followed by a subtotal if asked."""

    def make(count: int, memo: str = "无", *, subtotals: bool = False) -> Table:
        rows: list[Row] = []
        part, whole = [Decimal(0)] * 4, [Decimal(0)] * 4
        for i in range(1, count + 1):
            sums = (i, 2 * i, Decimal("12345600.50") + i, Decimal("300000.55") * i)
            code = f"GJ-2021-HN-{i:03}"
            title = f"高性能碳纤维复合材料关键技术研究{i}"
            day = date(2021, 6, i % 28 + 1)
            rows.append(Row((i, "海宁市", title, code, *sums[:2], Decimal("0.255"), *sums[2:], day, memo)))
            part = [a + b for a, b in zip(part, sums, strict=True)]
            whole = [a + b for a, b in zip(whole, sums, strict=True)]
            if subtotals and i % 5 == 0:
                rows.append(_sum("小计", part, "subtotal"))
                part = [Decimal(0)] * 4
        if count:
            rows.append(_sum("合计", whole, "total"))
        return Table(
            "月报",
            "2021年6月“揭榜挂帅”情况表",
            COLUMNS,
            tuple(rows),
            above=("填报单位：海宁市科技局（盖章）　　单位：万元",),
            below=("填报人：　　　　审核人：　　　　填报日期：2021年7月2日",),
        )

    return make


def _sum(name, sums, level):
    received, awarded, amount, subsidy = sums
    return Row((name, "", "", "", int(received), int(awarded), None, amount, subsidy, None, ""), level)
