"""The counties' monthly submissions: recorded with their day, revised by what comes again (三、4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from jbgs import history
from jbgs.errors import NotAllowed, Problem, WrongUsage
from jbgs.models import latest, next_number
from jbgs.registers.field import Attached, Delivery, Submission
from jbgs.reports.periods import first_month
from jbgs.reports.submissions import Line, lines
from jbgs.services import proofs
from jbgs.services.ledger import Batch
from jbgs.services.office import Office


def record(
    office: Office,
    names: Sequence[str],
    month: str,
    *,
    zero: bool = False,
    file: Path | None = None,
    note: str,
) -> list[tuple[Submission, bool]]:
    """Record that regions' reports of a month came on ``office.on``; a county office's own without a name.

    Each comes back with whether anything is new: the same file or the same word on the same day changes
    nothing. Raises ``NotAllowed`` for a month that has not begun, or another county's report.
    """
    regions = _regions(office, names)
    if file is not None and len(regions) > 1:
        raise WrongUsage("--file 只能用于一个县（市、区）", remedy="请分别登记")
    [paper] = proofs.read([file]) if file else [None]
    with office.batch("submission record", note=note) as batch:
        if f"{office.on:%Y-%m}" < month:
            raise NotAllowed(Problem(f"{office.on} 时 {month} 还没有到", remedy="请核对 --month 和 --on"))
        attached = proofs.attached(batch, paper) if paper else None
        return [
            _put(batch, office, region, month, _delivery(office, zero, attached, note)) for region in regions
        ]


def _delivery(office: Office, zero: bool, attached: Attached | None, note: str) -> Delivery:
    made = {"on": office.on.isoformat(), "zero": zero or None, "file": attached, "note": note}
    return cast("Delivery", history.normal(made))


def _put(batch: Batch, office: Office, region: str, month: str, made: Delivery) -> tuple[Submission, bool]:
    key = f"{month}-{office.policy.region(region).letters}"
    before = cast("Submission | None", batch.get("submissions", key))
    if before is None:
        first = Submission(id=key, region=region, month=month, received=made["on"], deliveries={"1": made})
        batch.put("submissions", key, first, "submission", note=made.get("note", ""))
        return first, True
    last, come = latest(before["deliveries"]), before["deliveries"]
    if _same(last, made):
        return before, False
    if made["on"] < last["on"]:
        what = f"{made['on']} 早于上次报送之日 {last['on']}"
        raise NotAllowed(Problem(what, where=f"{region} {month}", remedy="请核对 --on 日期"))
    changed: Submission = {**before, "deliveries": {**come, next_number(come): made}}
    batch.put("submissions", key, changed, "submission", note=made.get("note", ""))
    return changed, True


def _same(last: Delivery, made: Delivery) -> bool:
    """Whether what came is what we have: these very bytes, or the same word of the same day."""
    if "file" in last and "file" in made:
        alike = last["file"]["sha256"] == made["file"]["sha256"]
        return alike and last.get("zero") == made.get("zero")
    return last == made


def _regions(office: Office, names: Sequence[str]) -> list[str]:
    own = office.region
    if not names:
        if own is None:
            raise WrongUsage("缺少参数 县（市、区）", remedy="写明是哪里报送的，如 海宁市")
        return [own]
    found = list(dict.fromkeys(office.policy.region(name).name for name in names))
    if own is not None and found != [own]:
        others = "、".join(name for name in found if name != own)
        raise NotAllowed(Problem(f"只能登记本地（{own}）的报送，不能登记 {others}", remedy="由市级登记"))
    return found


def answering(office: Office) -> list[str]:
    """The regions whose reports an office keeps: a county's its own, the city's all."""
    return [office.region] if office.region else [one.name for one in office.policy.regions]


def known(office: Office) -> Iterator[Submission]:
    """All that came."""
    return cast("Iterator[Submission]", office.store.scan("submissions"))


def listed(office: Office, months: Sequence[str], *, region: str | None = None) -> list[Line]:
    """How each month stands today, region by region; no month before the policy was issued counts."""
    first = first_month(office.policy.issued)
    regions = [region] if region else answering(office)
    due_day = int(office.policy.setting("monthly_report_day"))
    wanted = [month for month in months if month >= first]
    return lines(known(office), regions, wanted, office.today, due_day)
