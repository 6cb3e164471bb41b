"""Writing a sheet of 20 columns and a Word table, as ratios to the bare libraries writing the same cells.

PYTHONPATH=. python benchmarks/exports.py [ROWS] [TIMES]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from statistics import median
from time import perf_counter
from typing import Any

from jbgs.exporters import letter, xlsx
from jbgs.reports.table import Block, Column, Letter, Row, Table, Value

COLUMNS = tuple(
    Column(f"{kind}{i}", f"第{i}栏", kind, total=kind == "yuan")  # type: ignore[arg-type]
    for i, kind in enumerate(("int", "code", *["text"] * 10, *["yuan"] * 4, "wan", "percent", "date", "text"))
)


def table(rows: int) -> Table:
    """A table like the monthly report's project list."""
    body = [Row(tuple(_value(column, i) for column in COLUMNS)) for i in range(rows)]
    return Table("清单", "项目清单", COLUMNS, tuple(body))


def _value(column: Column, i: int) -> Value:
    kinds: dict[str, Value] = {
        "int": i,
        "code": f"GJ-2021-HN-{i:03d}",
        "yuan": Decimal(i * 1000) + Decimal("0.01"),
        "wan": Decimal(i * 10_000),
        "percent": Decimal(i % 100) / 100,
        "date": date(2021, 6, 1 + i % 28),
        "text": f"{i}高强涤纶经编增强材料" if i % 2 else f"聚酰亚胺气凝胶隔热毡制备技术之{i}",
    }
    return kinds[column.kind]


def bare(made: Table) -> bytes:
    """XlsxWriter writing the same cells, without a single format."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    for n, row in enumerate(made.rows):
        for i, value in enumerate(row.values):
            sheet.write(n, i, value)
    book.close()
    return stream.getvalue()


def timed(times: int, *, work: Callable[[], Any]) -> float:
    """The median seconds of some runs."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(taken)


def main() -> None:
    """Print every figure as a ratio to the floor of the same run."""
    given = [int(word) for word in sys.argv[1:]]
    rows, times = [*given, *(1000, 5)[len(given) :]]
    made = table(rows)
    floor = timed(times, work=lambda: bare(made))
    print(f"{rows} rows, {len(COLUMNS)} columns; floor = bare XlsxWriter, {floor:.3f} s")
    word = Letter("x", "试", (Block(table=made),))
    for name, work in (
        ("Excel sheet", lambda: xlsx.workbook([made])),
        ("Word table", lambda: letter.letter(word)),
    ):
        print(f"{name}: {timed(times, work=work) / floor:.2f}")


if __name__ == "__main__":
    main()
