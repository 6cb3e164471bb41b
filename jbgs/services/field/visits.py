"""月报季访: visits to running projects, the problems they found, and the papers for both (三、4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from jbgs import history
from jbgs.errors import NotAllowed, NotFound, Problem, WrongUsage
from jbgs.models import Project, next_number
from jbgs.registers.visits import (
    APPLICATIONS,
    EXPECTED,
    EXPLAINED,
    LEADER,
    PROGRESS,
    Issue,
    Progress,
    Visit,
    parse_visitors,
    standing_for,
    visitors_text,
)
from jbgs.reports import visiting
from jbgs.reports import visits as papers
from jbgs.reports.monthly import Period
from jbgs.reports.periods import quarter_name
from jbgs.reports.progress import RUNNING, open_issues
from jbgs.services import looking, moves
from jbgs.services.office import Office
from jbgs.services.papers import output

CLAUSE = "三、4"
AGAIN = "jbgs visit list --open"


def parse_progress(text: str) -> Progress:
    """One of the progress statuses."""
    for one in PROGRESS:
        if text.strip() == one:
            return one
    raise WrongUsage(f"没有“{text}”这种进展", remedy=f"可用：{'、'.join(PROGRESS)}")


def parse_all(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Departments and names, as they are typed one after the other."""
    try:
        return [pair for text in texts for pair in parse_visitors(text)]
    except ValueError as error:
        raise WrongUsage(
            f"看不懂走访人员“{error}”", remedy="写作 科技:张三、经信:李四 这样的 部门:姓名"
        ) from error


def record(
    office: Office,
    part: str,
    visit: dict[str, Any],
    visitors: Sequence[tuple[str, str]],
    issues: Sequence[dict[str, Any]] = (),
) -> tuple[Project, list[Problem]]:
    """Record a visit made on ``office.on`` with the problems that it found.

    An application (申请变更, 申请终止) opens a problem of its own, so that it waits for its answer. Returns
    the project and the rules of practice that ``visit["reason"]`` overrode: 三、4 says who makes the
    quarter's round together; that they all come to every firm is practice, and what happened can be
    recorded.
    """
    with office.batch("visit record") as batch:
        project = cast("Project", batch.get("projects", office.code(part)))
        moves.require(project, RUNNING, "登记走访")
        reason = visit.get("reason") or ""
        errors = [*_faults(office, project, visit, visitors), *_issue_faults(office, issues)]
        warnings = [*_absent(visitors), *_twice(office, project)]
        note = moves.refuse([(project, [*errors, *warnings])], reason=reason)
        changed = _with_visit(office, project, visit, visitors, issues)
        moves.put_fact(batch, changed, "visit", None, note=note if warnings else "")
        return cast("Project", batch.get("projects", project["code"])), warnings


def _faults(
    office: Office, project: Project, visit: dict[str, Any], visitors: Sequence[tuple[str, str]]
) -> list[Problem]:
    found = []
    if visit["progress"] in EXPLAINED and not visit.get("reason"):
        found.append(Problem(f"进展为“{visit['progress']}”的须说明理由", remedy="加上 --reason 理由"))
    if not any(LEADER in standing_for(department) for department, _ in visitors):
        remedy = f"写明科技部门走访人员，如 --visitors {LEADER}:姓名"
        found.append(Problem("走访须由科技部门牵头", remedy=remedy, clause=CLAUSE))
    awarded = project["dates"]["awarded"]
    if office.on.isoformat() < awarded:
        found.append(Problem(f"走访日期 {office.on} 早于揭榜之日 {awarded}", remedy="请核对 --on 日期"))
    return found


def _issue_faults(office: Office, issues: Sequence[dict[str, Any]]) -> list[Problem]:
    return [
        Problem(f"解决期限 {one['due']} 早于走访日期 {office.on}", remedy="请核对 --due")
        for one in issues
        if one.get("due") and one["due"] < office.on.isoformat()
    ]


def _absent(visitors: Sequence[tuple[str, str]]) -> list[Problem]:
    there = frozenset[str]().union(*(standing_for(department) for department, _ in visitors))
    missing = [name for name in EXPECTED if name not in there and name != LEADER]
    if not missing:
        return []
    remedy = "参加了的用 --visitors 部门:姓名 补上"
    what = f"没有{'、'.join(missing)}部门参加"
    return [Problem(what, remedy=remedy, clause=CLAUSE, level="warning")]


def _twice(office: Office, project: Project) -> list[Problem]:
    days = {one["on"] for one in project.get("visits", {}).values()}
    if office.on.isoformat() not in days:
        return []
    what = f"{office.on} 的走访已经登记过"
    return [Problem(what, remedy="见 jbgs visit list", level="warning")]


def _with_visit(
    office: Office,
    project: Project,
    visit: dict[str, Any],
    visitors: Sequence[tuple[str, str]],
    issues: Sequence[dict[str, Any]],
) -> Project:
    day, visits = office.on.isoformat(), project.get("visits", {})
    number = next_number(visits)
    made = cast("Visit", history.normal({"on": day, "visitors": visitors_text(visitors), **visit}))
    opened = list(issues)
    if visit["progress"] in APPLICATIONS:
        opened.insert(0, {"what": f"{visit['progress']}：{visit['reason']}"})
    numbered = dict(project.get("issues", {}))
    for one in opened:
        numbered[next_number(numbered)] = cast(
            "Issue", history.normal({"visit": number, "found": day, **one})
        )
    changed: Project = {**project, "visits": {**visits, number: made}}
    return {**changed, "issues": numbered} if numbered else changed


def settle(office: Office, part: str, number: int, outcome: str) -> Project:
    """Close a problem of a visit, with its outcome; at any stage, for it waits until it is closed."""
    with office.batch("visit settle", note=outcome) as batch:
        project = cast("Project", batch.get("projects", office.code(part)))
        issue = project.get("issues", {}).get(str(number))
        if issue is None:
            known = "、".join(open_issues(project)) or "无"
            where = project["code"]
            raise NotFound(Problem(f"没有问题 {number}", where=where, remedy=f"未办结的问题：{known}"))
        day = office.on.isoformat()
        if "settled" in issue:
            what = f"问题 {number} 已于 {issue['settled']} 办结"
            raise NotAllowed(Problem(what, where=project["code"], remedy=f"未办结的见 {AGAIN}"))
        if day < issue["found"]:
            what = f"办结日期 {day} 早于发现之日 {issue['found']}"
            raise NotAllowed(Problem(what, where=project["code"], remedy="请核对 --on 日期"))
        closed: Issue = {**issue, "settled": day, "outcome": outcome}
        changed: Project = {**project, "issues": {**project["issues"], str(number): closed}}
        moves.put_fact(batch, changed, "settled", None, note=outcome)
        return changed


# -- looking --------------------------------------------------------------------------------------------


def plan(office: Office, wanted: looking.Filter) -> list[Project]:
    """The running projects that a filter means, by region in the policy's order."""
    return visiting.running(office.policy, looking.placed(office, wanted))


def made(
    office: Office, wanted: looking.Filter, *, period: Period | None = None, unsettled: bool = False
) -> list[dict[str, Any]]:
    """The visits to the projects that a filter means, by day; ``unsettled`` only those with open problems."""
    found = visiting.made(looking.placed(office, wanted), period)
    if unsettled:
        found = [one for one in found if any(issue["settled"] is None for issue in one["issues"])]
    return found


def write_plan(office: Office, projects: Sequence[Project], key: str, folder: Path) -> list[Path]:
    """The blank 季访表 of a quarter as Excel, a sheet per region; its path."""
    sheets = papers.blank(office.policy, projects, key, office=office.name)
    return [output.write_sheets(folder, f"季访表 {quarter_name(key)}", sheets)]


def write_made(office: Office, visits: Sequence[dict[str, Any]], label: str, folder: Path) -> list[Path]:
    """The filled 季访表 as Excel (``label`` names the period, empty: all of it); its path."""
    sheet = papers.filled(office.policy, visits, label, office=office.name)
    return [output.write_sheets(folder, f"季访情况 {label}".strip(), [sheet])]
