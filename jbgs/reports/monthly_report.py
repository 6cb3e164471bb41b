"""月报 as one of ``REPORTS``: computed, or as it was sent with what has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jbgs.models import Project
from jbgs.reports import differences, monthly, monthly_papers
from jbgs.reports.making import Made, Paper, Source, Wanted
from jbgs.reports.monthly import Monthly

KEY = "monthly"


def key(wanted: Wanted) -> str:
    """The id under which the month's report is kept when it was sent."""
    return f"{KEY}-{wanted.year}-{wanted.month:02d}" + (f"-{wanted.region}" if wanted.region else "")


def compute(source: Source, wanted: Wanted, projects: list[Project]) -> Monthly:
    """The month's report, of one region or of all that the office answers for."""
    own = wanted.region or source.region
    return monthly.compute(
        projects,
        year=wanted.year,
        month=wanted.month,
        office=source.office,
        regions=[own] if own else [one.name for one in source.policy.regions],
        outside=wanted.region is None,
    )


def make(source: Source, wanted: Wanted) -> Made:
    """The report of a month: if it was sent, as it was sent, with the differences beside it."""
    end = date.fromisoformat(monthly.month_period(wanted.year, wanted.month).end)
    projects = source.projects(end)
    now = compute(source, wanted, projects)
    due = due_day(source, wanted)
    sent = source.sent(key(wanted))
    if sent is None:
        data = now.as_json() | {"due": due.isoformat(), "sent": None, "differences": []}
        return _made(source, wanted, now, data, ())
    frozen = Monthly.from_json(sent["values"])
    late = [one for one in source.events_after(sent["upto"]) if one["on"] <= end.isoformat()]
    since = differences.Since.of(source.projects(end, sent["upto"]), late)
    found = differences.differences(frozen, now, since)
    told = {"on": sent["on"], "late": sent["on"] > due.isoformat(), "files": sent["files"]}
    data = frozen.as_json() | {"due": due.isoformat(), "sent": told, "differences": found}
    notices = [f"{frozen.month} 月报已于 {sent['on']} 报送，以下为报送时的数字"]
    if found:
        notices.append(f"报送后有 {len(found)} 处变动，另列于“报送后的变动”")
        notices += [
            f"{differences.PARTS[one['part']]} {one['code'] or one['region']} {one['label']}："
            f"{differences.shown(one, 'sent')} → {differences.shown(one, 'now')}"
            for one in found[:5]
        ]
    return _made(source, wanted, frozen, data, tuple(notices))


def due_day(source: Source, wanted: Wanted) -> date:
    """The last day on which the month's report is in time (三、4; setting ``monthly_report_day``)."""
    following = date(wanted.year + wanted.month // 12, wanted.month % 12 + 1, 1)
    return following.replace(day=int(source.policy.setting("monthly_report_day")))


def _made(
    source: Source, wanted: Wanted, report: Monthly, data: Mapping[str, Any], notices: tuple[str, ...]
) -> Made:
    name = f"揭榜情况月报 {report.month}" + (f" {wanted.region}" if wanted.region else "")
    sheets = monthly_papers.tables(source.policy, report)
    letter = monthly_papers.letter(source.policy, report)
    if data["differences"]:
        changed = differences.table(source.policy, data["differences"], data["sent"]["on"])
        sheets.append(changed)
        letter = monthly_papers.with_changes(letter, changed)
    screen = (monthly_papers.by_region(source.policy, report), *sheets[5:])
    return Made(dict(data), (Paper(name, tuple(sheets)), Paper(name, letter)), screen, notices)
