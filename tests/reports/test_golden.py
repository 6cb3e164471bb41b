"""Every report's papers as text, beside what they should be; ``GOLDEN=write`` writes them again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jbgs.reports.making import Made
from jbgs.reports.registry import REPORTS
from jbgs.services.office import Office
from jbgs.services.papers import sending
from tests.reports.seen import text_of

GOLDEN = Path(__file__).with_name("golden")
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "monthly": ("monthly", {"month": 7}),
    "monthly-zero": ("monthly", {"month": 3}),
    "monthly-region": ("monthly", {"month": 6, "region": "海宁市"}),
    "listing": ("listing", {"listing": "2021-01"}),
    "announcement": ("announcement", {"listing": "2021-01"}),
    "approval": ("approval", {}),
    "publicity-award": ("publicity", {"of": "award", "codes": ("GJ-2021-HN-001", "ZH-2021-JX-001")}),
    "publicity-subsidy": ("publicity", {"of": "subsidy"}),
    "subsidy": ("subsidy", {}),
    "subsidy-none": ("subsidy", {"month": 6}),
    "summary": ("summary", {}),
    "sent": ("sent", {}),
    "visits": ("visits", {"quarter": 3}),
    "inspection": ("inspection", {"quarter": 3}),
    "dossier": ("dossier", {"codes": ("GJ-2021-HN-001",)}),
    "review": ("review", {"review": "PS-2021-01"}),
}


@pytest.mark.parametrize("case", CASES)
def test_the_papers_say_what_they_should(
    case: str, busy: Office, judged: Office, made: Callable[..., Made], written: Callable[..., list[Path]]
) -> None:
    name, parts = CASES[case]
    office = judged if name == "review" else busy
    papers = written(office, made(office, name, **parts))
    assert papers
    said = "".join(f"# {path.name}\n{text_of(path)}\n" for path in papers)
    golden = GOLDEN / f"{case}.txt"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


def test_every_report_has_its_golden_file_and_every_file_its_report() -> None:
    assert {name for name, _ in CASES.values()} == set(REPORTS)
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CASES)


def test_a_months_end_has_the_rounds_closed_in_it_and_a_quarters_end_its_visits(
    busy: Office, judged: Office
) -> None:
    assert [name for name, _ in sending.month_end(judged, 2021, 6)].count("review") == 1
    assert "review" not in {name for name, _ in sending.month_end(judged, 2021, 7)}
    with_visits = [m for m in range(1, 13) if "visits" in dict(sending.month_end(busy, 2021, m))]
    assert with_visits == [3, 6, 9, 12]
