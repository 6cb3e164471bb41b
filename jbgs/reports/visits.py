"""季访表: the plan of a quarter's visits, the blank form to take along, and what was found (三、4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from jbgs.models import Project
from jbgs.policy import Policy
from jbgs.registers.visits import PROGRESS
from jbgs.reports import words
from jbgs.reports.monthly import Period
from jbgs.reports.periods import quarter_name
from jbgs.reports.progress import OUTSIDE, last_visit, open_issues, place_of, visits_in
from jbgs.reports.table import Column, Table

PLAN = (
    Column("region", "县（市、区）", width=5),
    Column("code", "项目编号", "code", 9),
    Column("title", "项目名称", width=14),
    Column("winner", "揭榜单位", width=10, drop=3),
    Column("stage", "阶段", width=4),
    Column("deadline", "完成时限", width=6, drop=4),
    Column("last", "上次走访", width=8, drop=2),
    Column("open", "待解决的问题", width=14, drop=1),
    Column("visited", "本季走访", "date", 6),
)


def plan(policy: Policy, projects: Iterable[Project], key: str, period: Period) -> Table:
    """The projects to visit in a quarter (``2021Q3``), as a table to look at."""
    rows = [
        (
            _place(policy, one),
            one["code"],
            one["fields"].get("title"),
            one.get("award", {}).get("winner"),
            words.stage(one["stage"]),
            one["fields"].get("deadline"),
            _last(one),
            _promised(one),
            _day(max((v["on"] for v in visits_in(one, period).values()), default=None)),
        )
        for one in projects
    ]
    title = f"{quarter_name(key)}走访计划"
    return Table("走访计划", title, PLAN, Table.body(rows), empty="（没有在研项目）")


def unvisited(policy: Policy, projects: Iterable[Project], key: str, period: Period) -> Table:
    """Those of the projects that nobody visited in a quarter, as a sheet of its own."""
    whole = plan(policy, projects, key, period)
    rows = Table.body(row.values[:-1] for row in whole.rows)
    title = f"{quarter_name(key)}未走访项目"
    return Table("未走访项目", title, PLAN[:-1], rows, empty="（没有未走访的项目）")


def _place(policy: Policy, project: Project) -> str:
    return words.region(policy, place_of(project)) or OUTSIDE


def _last(project: Project) -> str:
    visit = last_visit(project)
    return f"{visit['on']} {visit['progress']}" if visit else ""


def _promised(project: Project) -> str:
    """What was promised at earlier visits and is open: number, problem, who coordinates, until when."""
    return "\n".join(
        f"{number}. {one['what']}{asked(one.get('department'), one.get('due'))}"
        for number, one in open_issues(project).items()
    )


def asked(department: str | None, due: str | None) -> str:
    """Who coordinates and until when, in brackets; nothing where neither is known."""
    parts = [one for one in (f"由{department}协调" if department else "", f"{due}前" if due else "") if one]
    return f"（{'，'.join(parts)}）" if parts else ""


BLANK = (
    Column("number", "序号", "int", 2),
    Column("project", "项目", width=10),
    Column("units", "需求单位（成果方）、揭榜单位", width=8),
    Column("stage", "阶段和完成时限", width=5),
    Column("last", "上次走访和待解决的问题", width=9),
    Column("on", "走访日期", width=4),
    Column("science", "科技", width=3, group="走访人员"),
    Column("industry", "经信", width=3, group="走访人员"),
    Column("commerce", "商务", width=3, group="走访人员"),
    Column("progress", "进展", width=6, group="走访情况"),
    Column("funds", "资金到位", width=5, group="走访情况"),
    Column("problems", "存在问题", width=9, group="走访情况"),
    Column("department", "需协调部门", width=4, group="走访情况"),
    Column("due", "解决期限", width=4, group="走访情况"),
    Column("outcome", "走访结果", width=6, group="走访情况"),
    Column("signature", "受访单位签字", width=4),
)
_BOXES = "\n".join(f"□{one}" for one in PROGRESS)
SIGNING = ("走访单位（盖章）：　　　　　　　　填表人：　　　　　　　　审核人：　　　　　　　　联系电话：",)
_NOTE = "注：进展为拖延、停顿、申请变更、申请终止的，在“存在问题”栏写明理由。"


def blank(policy: Policy, projects: Sequence[Project], key: str, *, office: str) -> list[Table]:
    """The form to take along, a table per region, with what is known and room for what is found."""
    regions = list(dict.fromkeys(_place(policy, one) for one in projects))
    made = [_blank(r, [p for p in projects if _place(policy, p) == r], key, office) for r in regions]
    return made or [_blank("", [], key, office)]


def _blank(region: str, projects: Sequence[Project], key: str, office: str) -> Table:
    rows = [(number, *_known(one), *_to_fill()) for number, one in enumerate(projects, 1)]
    title = f"嘉兴市科技项目“揭榜挂帅”季访表（{quarter_name(key)}）"
    above = (f"县（市、区）：{region}　　　　填报单位：{office}",)
    name = region or "季访表"
    return Table(name, title, BLANK, Table.body(rows), above, (_NOTE, *SIGNING), "本季度无在研项目")


def _known(project: Project) -> tuple[str, ...]:
    inside, deadline = project["fields"], project["fields"].get("deadline", "")
    winner = project.get("award", {}).get("winner", "")
    together = (
        (project["code"], inside.get("title", "")),
        (inside.get("owner", ""), winner),
        (words.stage(project["stage"]), deadline),
        (_last(project), _promised(project)),
    )
    return tuple("\n".join(filter(None, texts)) for texts in together)


def _to_fill() -> tuple[str | None, ...]:
    """Empty cells for a pen; the boxes of the statuses make the row tall enough to write in."""
    return tuple(_BOXES if column.key == "progress" else None for column in BLANK[5:])


FILLED = (
    Column("number", "序号", "int", 2),
    Column("region", "县（市、区）", width=5),
    Column("on", "走访日期", "date", 6),
    Column("visitors", "走访人员", width=8, drop=2),
    Column("code", "项目编号", "code", 9),
    Column("title", "项目名称", width=10),
    Column("owner", "需求单位（成果方）", width=8, drop=5),
    Column("winner", "揭榜单位", width=8, drop=4),
    Column("progress", "进展", width=5),
    Column("reason", "理由", width=7, drop=3),
    Column("funds", "资金到位", width=5, drop=6),
    Column("problems", "存在问题", width=10),
    Column("department", "需协调部门", width=6, drop=1),
    Column("due", "解决期限", width=6, drop=1),
    Column("outcome", "处理结果", width=9, drop=2),
    Column("signature", "签字", width=5, drop=7),
)


def filled(policy: Policy, visits: Sequence[Mapping[str, Any]], label: str, *, office: str = "") -> Table:
    """What the visits found, a row per visit; ``label`` names the period (2021年第三季度)."""
    rows = [(number, *_visit(policy, one)) for number, one in enumerate(visits, 1)]
    title = "嘉兴市科技项目“揭榜挂帅”季访表" + (f"（{label}）" if label else "")
    above = (f"填报单位：{office}",) if office else ()
    below = SIGNING if office else ()
    return Table("季访情况", title, FILLED, Table.body(rows), above, below, "（没有走访记录）")


def listed(policy: Policy, visits: Sequence[Mapping[str, Any]], label: str) -> Table:
    """The same to look at: nobody signs on a screen."""
    whole = filled(policy, visits, label)
    rows = Table.body(row.values[:-1] for row in whole.rows)
    return Table(
        "走访记录", f"走访记录{f'（{label}）' if label else ''}", FILLED[:-1], rows, empty=whole.empty
    )


def _visit(policy: Policy, one: Mapping[str, Any]) -> tuple[Any, ...]:
    visitors = "\n".join(f"{v['department']}：{v['names']}" for v in one["visitors"])
    issues = one["issues"]
    results = [one["outcome"] or "", *(_result(issue) for issue in issues)]
    return (
        words.region(policy, one["region"]) or OUTSIDE,
        _day(one["on"]),
        visitors,
        one["code"],
        one["title"],
        one["owner"],
        one["winner"],
        one["progress"],
        one["reason"],
        one["funds"],
        "\n".join(_problem(issue) for issue in issues),
        "\n".join(issue["department"] or "—" for issue in issues),
        "\n".join(issue["due"] or "—" for issue in issues),
        "\n".join(filter(None, results)),
        None,
    )


def _problem(issue: Mapping[str, Any]) -> str:
    return f"{issue['number']}. {issue['what']}{'（已办结）' if issue['settled'] else ''}"


def _result(issue: Mapping[str, Any]) -> str:
    if issue["settled"] is None:
        return f"{issue['number']}. 未办结"
    return f"{issue['number']}. {issue['settled']} 办结：{issue['outcome']}"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
