"""Reports that leave the office: what was sent is kept, values and files, and all of a month's at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from jbgs.errors import NotAllowed, Problem
from jbgs.registers.papers import Sent
from jbgs.reports import monthly_report
from jbgs.reports.making import Made, Paper, Wanted
from jbgs.reports.monthly import month_period
from jbgs.reports.registry import REPORTS
from jbgs.services.office import Office
from jbgs.services.papers import output
from jbgs.services.papers.output import Delivered
from jbgs.services.papers.reporting import StoreSource

_NONE_YET = "00000000"
_NOT_SENT = ("due", "sent", "differences")


def make(office: Office, name: str, wanted: Wanted) -> Made:
    """A report by its name in ``REPORTS``."""
    return REPORTS[name].make(StoreSource(office), wanted)


def to_send(office: Office, wanted: Wanted, *, reason: str = "") -> Made:
    """The month's report to be sent now.

    Raises ``NotAllowed`` where it was sent before, unless a reason is given, or before the month is over.
    """
    sent = office.store.get("sent", monthly_report.key(wanted))
    end = month_period(wanted.year, wanted.month).end
    if office.on.isoformat() <= end:
        raise NotAllowed(Problem(f"{wanted.year}年{wanted.month}月还没有结束，不能报送", remedy="次月报送"))
    if sent is not None and not reason:
        raise NotAllowed(
            Problem(
                f"{sent['period']} 月报已于 {sent['on']} 报送",
                remedy="更正后重新报送时加 --reason 理由",
            )
        )
    return monthly_report.make(_Unsent(office), wanted)


class _Unsent(StoreSource):
    """The records as if nothing had been sent: what is sent again is what is known now."""

    def sent(self, key: str) -> Sent | None:  # noqa: ARG002  # whatever it is, it was not sent
        return None


def send(
    office: Office,
    wanted: Wanted,
    made: Made,
    drawn: Sequence[Path],
    folder: Path,
    *,
    reason: str = "",
    force: bool = False,
) -> list[Delivered]:
    """Deliver the papers of a month's report and record it as sent, with its values and their digests."""
    last = office.store.last("events")
    values = {name: value for name, value in made.data.items() if name not in _NOT_SENT}
    record: dict[str, Any] = {
        "id": monthly_report.key(wanted),
        "report": "monthly",
        "period": made.data["month"],
        "region": wanted.region,
        "on": office.on.isoformat(),
        "upto": last["id"] if last else _NONE_YET,
        "values": values,
        "files": [{"name": one.name, "sha256": output.digest(one)} for one in drawn],
    }
    with office.batch("report monthly", note=reason) as batch:
        batch.put("sent", record["id"], record, "report_sent", note=reason)
        return output.deliver(drawn, folder, office.home, force=force, dry_run=office.dry_run)


def month_end(office: Office, year: int, month: int) -> list[tuple[str, Made]]:
    """Every report of a month's end, as of its last day, by name."""
    end = date.fromisoformat(month_period(year, month).end)
    source = StoreSource(office)
    wanted = Wanted(end, year=year, month=month)
    return [
        (name, report.make(source, one))
        for name, report in REPORTS.items()
        for one in report.month_end(source, wanted)
    ]


def papers_of(made: Sequence[tuple[str, Made]]) -> list[Paper]:
    """All papers of some reports; two that would bear one name are told apart by a number."""
    taken: dict[tuple[str, str], int] = {}
    found = []
    for _, one in made:
        for paper in one.papers:
            count = taken[paper.name, paper.kind] = taken.get((paper.name, paper.kind), 0) + 1
            found.append(replace(paper, name=f"{paper.name}（{count}）") if count > 1 else paper)
    return found


def write_manifest(folder: Path, month: str, office: str, files: Sequence[Path]) -> Path:
    """``清单 2021-06.json``: every paper's name, size and digest; the same for the same papers."""
    from jbgs.exporters.files import write_whole

    listed: list[Mapping[str, Any]] = [
        {"name": path.name, "bytes": path.stat().st_size, "sha256": output.digest(path)}
        for path in sorted(files)
    ]
    text = json.dumps({"month": month, "office": office, "files": listed}, ensure_ascii=False, indent=2)
    return write_whole(folder / f"清单 {month}.json", f"{text}\n".encode())
