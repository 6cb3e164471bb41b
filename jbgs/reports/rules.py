"""What the program goes by, as tables to look at: the stages, the rates, the regions, the settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from jbgs import workflow
from jbgs.models import TRACKS, Track
from jbgs.policy import Policy, Rate
from jbgs.policy.review import Scheme, Schemes
from jbgs.reports import review, words
from jbgs.reports.table import Column, Table
from jbgs.subsidy import BASES, RECIPIENTS, TIMINGS, percent, ratio_text
from jbgs.values import money_text

STAGES = (
    Column("number", "序号", "int", 2),
    Column("stage", "阶段", width=5),
    Column("key", "代号", "code", 6),
    Column("from", "可由", width=8),
    Column("needs", "条件（依据）", width=20),
    Column("command", "办理", width=18, drop=1),
)


def stages(policy: Policy, track: Track) -> Table:
    """One track's stages in order, with what each move needs."""
    rows = []
    for number, stage in enumerate(workflow.order(track), 1):
        into = [move for move in workflow.moves(track) if move.target == stage]
        needs = [workflow.NEEDS[key] for key in dict.fromkeys(n for move in into for n in move.needs)]
        needed = [f"{need.label}{_clause(need.clause(track))}" for need in needs]
        if stage in workflow.EXITS:
            needed.append("须说明理由（--reason）")
        sources = "、".join(workflow.LABELS[move.source] for move in into) or "导入来表"
        remedies = "\n".join(need.remedy for need in needs)
        rows.append((number, workflow.LABELS[stage], stage, sources, "\n".join(needed), remedies))
    title = f"{policy.tracks[track].name}项目各阶段及其条件"
    return Table(policy.tracks[track].name, title, STAGES, Table.body(rows))


def _clause(clause: str) -> str:
    return f"（{clause}）" if clause else ""


def stages_json(track: Track) -> list[dict[str, Any]]:
    """The same for scripts."""
    return [
        {
            "stage": stage,
            "label": workflow.LABELS[stage],
            "exit": stage in workflow.EXITS,
            "from": [
                {
                    "stage": move.source,
                    "needs": [
                        {
                            "need": key,
                            "label": workflow.NEEDS[key].label,
                            "clause": workflow.NEEDS[key].clause(track),
                        }
                        for key in move.needs
                    ],
                }
                for move in workflow.moves(track)
                if move.target == stage
            ],
        }
        for stage in workflow.order(track)
    ]


RATES = (
    Column("track", "类型", width=6),
    Column("rate", "比例", width=4),
    Column("base", "基数", width=10),
    Column("cap", "最高（万元）", "wan", 5),
    Column("recipient", "补助对象", width=5),
    Column("timing", "时间", width=10, drop=2),
    Column("start", "自", "date", 6),
    Column("clause", "依据", width=6),
    Column("origin", "来源", width=5, drop=1),
)


def rates(policy: Policy, on: date) -> Table:
    """The rates in force on a day."""
    rows = []
    for track in TRACKS:
        row = policy.rate(track, on)
        rows.append(
            (
                words.track(policy, track),
                percent(row.rate),
                BASES[row.base],
                row.cap,
                RECIPIENTS[row.recipient],
                TIMINGS[row.timing],
                row.start,
                row.clause,
                row.origin,
            )
        )
    return Table("补助标准", f"{on} 适用的补助标准", RATES, Table.body(rows), below=(policy.title,))


REGIONS = (
    Column("name", "县（市、区）", width=14),
    Column("letters", "字母", "code", 3),
    Column("code", "区划代码", "code", 5),
    Column("payers", "补助资金承担", width=20),
    Column("clause", "依据", width=8),
    Column("basis", "性质", width=5, drop=1),
    Column("origin", "来源", width=5, drop=2),
)
BASIS = {"policy": "政策原文", "reading": "书面答复", "practice": "待确认"}


def regions(policy: Policy) -> Table:
    """The regions and who pays in each."""
    rows = [
        (
            one.name,
            one.letters,
            one.code,
            "、".join(f"{p.payer} {percent(p.share)}" for p in one.payers),
            one.clause,
            BASIS[one.basis],
            one.origin,
        )
        for one in policy.regions
    ]
    return Table("县（市、区）", "县（市、区）与资金承担", REGIONS, Table.body(rows))


SETTINGS = (
    Column("name", "设定", "code", 10),
    Column("value", "值", "code", 5),
    Column("meaning", "含义", width=24),
    Column("clause", "依据", width=6),
    Column("basis", "性质", width=5, drop=1),
    Column("origin", "来源", width=5, drop=2),
)


def settings(policy: Policy) -> Table:
    """What the policy leaves open, as it is set."""
    rows = [
        (name, str(one.value), one.meaning, one.clause, BASIS[one.basis], one.origin)
        for name, one in policy.settings.items()
    ]
    return Table("设定", "其他设定", SETTINGS, Table.body(rows))


SCHEMES = (
    Column("subject", "评审事项", width=6),
    Column("track", "类型", width=6),
    Column("rule", "评分规则", width=36),
    Column("origin", "来源", width=5, drop=1),
)


def schemes(policy: Policy, found: Schemes) -> Table:
    """How rounds of review are scored; all of it is practice."""
    rows = [
        (
            words.SUBJECTS[one.subject],
            words.track(policy, one.track) if one.track else "其他" if _own_track(found, one) else "全部",
            review.rule(one.record()),
            one.origin,
        )
        for one in found.rows
    ]
    below = ("评分规则政策没有规定，可在本单位的 review.toml 中另定；已开的评审不受影响。",)
    return Table("评分", "专家评审的评分规则", SCHEMES, Table.body(rows), below=below)


def _own_track(found: Schemes, one: Scheme) -> bool:
    """Whether a track has a scheme of its own beside one that is for all."""
    return any(row.subject == one.subject and row.track for row in found.rows)


def schemes_json(found: Schemes) -> list[dict[str, Any]]:
    """The same for scripts."""
    return [
        {"subject": one.subject, "track": one.track, "basis": "practice", **one.record()}
        for one in found.rows
    ]


def policy_json(policy: Policy, on: date) -> dict[str, Any]:
    """The policy in force on a day, for scripts."""
    return {
        "on": on.isoformat(),
        "title": policy.title,
        "rates": [_rate_json(policy.rate(track, on)) for track in TRACKS],
        "regions": [
            {
                "name": one.name,
                "short": one.short_name,
                "letters": one.letters,
                "code": one.code or None,
                "names": list(one.names),
                "clause": one.clause,
                "basis": one.basis,
                "origin": one.origin,
                "payers": [{"payer": p.payer, "share": ratio_text(p.share)} for p in one.payers],
                "odd": one.odd,
            }
            for one in policy.regions
        ],
        "settings": {
            name: {
                "value": one.value,
                "meaning": one.meaning,
                "clause": one.clause or None,
                "basis": one.basis,
                "origin": one.origin,
            }
            for name, one in policy.settings.items()
        },
    }


def _rate_json(row: Rate) -> dict[str, Any]:
    return {
        "track": row.track,
        "from": row.start.isoformat(),
        "rate": ratio_text(row.rate),
        "base": row.base,
        "recipient": row.recipient,
        "timing": row.timing,
        "cap": money_text(row.cap),
        "clause": row.clause,
        "basis": row.basis,
        "note": row.note or None,
        "origin": row.origin,
    }
