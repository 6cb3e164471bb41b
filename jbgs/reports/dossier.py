"""One project whole, as lines and tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jbgs.forms import Form
from jbgs.policy import Policy
from jbgs.policy.priority import PRIORITY_CLAUSE
from jbgs.reports import words
from jbgs.reports.table import Column, Table
from jbgs.values import wan


def facts(policy: Policy, form: Form, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The project's state, then its form's fields in the form's order."""
    late = "（逾期）" if data["late"] else ""
    head = [
        ("项目编号", data["code"]),
        ("类型", words.track(policy, data["track"])),
        ("优先支持", f"是（{PRIORITY_CLAUSE}）" if data["priority"] else ""),
        ("阶段", f"{words.stage(data['stage'])}{late}，自 {data['dates'][data['stage']]}"),
        ("榜单", data["listing"] or ""),
        ("收件日期", data["received"]),
        ("形式审查", _screening(data["screening"])),
        ("理由", data["exit_reason"] or ""),
    ]
    inside = {**data["fields"], **data["extras"]}
    body = [(spec.label, _shown(spec.kind, inside.get(name))) for name, spec in form.fields.items()]
    tail = [
        ("竞榜比选", _comparison(data["comparison"])),
        ("揭榜单位", (data["award"] or {}).get("winner", "")),
        ("揭榜告知", _told(data["award_letters"])),
        ("备案号", (data["filing"] or {}).get("number", "")),
        ("立项评审", _central_review(data["central_review"])),
        ("立项文号", (data["approval"] or {}).get("document", "")),
        ("绩效评价", _evaluation(data["evaluation"])),
    ]
    return [(label, text) for label, text in head + body + tail if text]


def _shown(kind: str, value: str | None) -> str:
    if value is None:
        return ""
    return f"{wan(Decimal(value))} 万元" if kind == "amount" else value


def _evaluation(made: Mapping[str, str] | None) -> str:
    return f"{made['grade']}（{words.RESULTS[made['result']]}，{made['on']}）" if made else ""


def _central_review(made: Mapping[str, Any] | None) -> str:
    if not made:
        return ""
    figures = f"第 {made['rank']} 名，平均 {made['mean']} 分"
    return f"{words.RESULTS[made['result']]}（{figures}，{made['document']}，{made['on']}）"


def _comparison(made: Mapping[str, Any] | None) -> str:
    if not made:
        return ""
    said = f"推荐 {made['bidder']}" if "bidder" in made else "没有推荐"
    return f"{said}（{made['document']}，{made['on']}）"


def _screening(made: Mapping[str, str] | None) -> str:
    if not made:
        return ""
    said = f"{words.RESULTS[made['result']]}（{made['on']}，{made['recommender']}推荐）"
    return f"{said}：{made['opinion']}" if "opinion" in made else said


def _told(letters: Mapping[str, str]) -> str:
    return "、".join(f"{key}（{day}）" for key, day in letters.items())


_DAY = Column("on", "日期", "date", 6)
_YUAN = Column("amount", "金额（元）", "yuan", 8)

PARTS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "problems": (
        "待更正",
        (
            Column("label", "栏目", width=6),
            Column("message", "问题", width=20),
            Column("raw", "原文", width=8),
            Column("where", "位置", width=8, drop=1),
        ),
    ),
    "duplicates": (
        "可能重复的项目",
        (
            Column("code", "项目编号", "code", 9),
            Column("title", "项目名称", width=16),
            Column("owner", "需求单位", width=12, drop=1),
            Column("year", "年份", "int", 3),
            Column("stage", "阶段", width=5),
            Column("similarity", "相似（%）", "int", 4),
        ),
    ),
    "publications": (
        "发榜",
        (
            Column("listing", "榜单", "code", 5),
            Column("on", "发布日期", "date", 6),
            Column("deadline", "揭榜截止", "date", 6),
            Column("channels", "渠道", width=10, drop=1),
            Column("outcome", "结果", width=4),
        ),
    ),
    "intents": (
        "揭榜意向",
        (
            Column("id", "编号", "code", 7),
            Column("bidder", "揭榜单位", width=14),
            Column("price", "报价（元）", "yuan", 8),
            Column("received", "收件日期", "date", 6),
            Column("marks", "备注", width=12, drop=1),
        ),
    ),
    "talks": (
        "对接洽谈",
        (
            Column("on", "日期", "date", 6),
            Column("bidder", "揭榜单位", width=12),
            Column("note", "内容", width=20),
            Column("attendees", "参加人员", width=10, drop=1),
        ),
    ),
    "reviews": (
        "评审论证",
        (
            _DAY,
            Column("result", "结果", width=4),
            Column("document", "文件", width=16),
            Column("round", "评审编号", "code", 6, drop=1),
            Column("mean", "平均分", "code", 4, drop=2),
            Column("rank", "名次", "int", 3, drop=3),
        ),
    ),
    "contracts": (
        "合同",
        (
            Column("number", "编号", "code", 8),
            Column("name", "名称", width=14, drop=1),
            Column("signed", "签订日期", "date", 6),
            Column("total", "合同额（元）", "yuan", 8),
            Column("technology", "技术交易额（元）", "yuan", 8, drop=2),
        ),
    ),
    "occurred": (
        "实际付款",
        (
            Column("id", "序号", "code", 2),
            _DAY,
            _YUAN,
            Column("invoice", "发票", "code", 8),
            Column("voucher", "付款凭证", "code", 8),
            Column("contract", "所付合同", "code", 8, drop=2),
            Column("currency", "币种", "code", 3, drop=3),
            Column("foreign_amount", "外币金额", "yuan", 8, drop=3),
            Column("reverses", "冲销第几笔", "code", 4, drop=4),
        ),
    ),
    "visits": (
        "走访",
        (
            _DAY,
            Column("visitors", "走访人员", width=12, drop=1),
            Column("progress", "进展", width=5),
            Column("reason", "理由", width=10),
            Column("funds", "资金", width=6, drop=2),
            Column("outcome", "走访结果", width=10, drop=3),
        ),
    ),
    "issues": (
        "走访发现的问题",
        (
            Column("id", "序号", width=2),
            Column("what", "问题", width=14),
            Column("department", "协调部门", width=5),
            Column("due", "期限", "date", 6),
            Column("settled", "办结日期", "date", 6),
            Column("outcome", "办理结果", width=10, drop=1),
        ),
    ),
    "payments": (
        "补助拨付",
        (
            _DAY,
            _YUAN,
            Column("recipient", "补助对象", width=14),
            Column("document", "文件", width=10, drop=1),
            Column("reason", "收回理由", width=8, drop=2),
        ),
    ),
    "other_funds": ("其他财政资金", (_DAY, _YUAN, Column("source", "资金来源", width=14))),
    "publicities": (
        "公示",
        (
            Column("id", "编号", "code", 7),
            Column("subject", "公示事项", width=6),
            Column("start", "开始", "date", 6),
            Column("end", "截止", "date", 6),
            Column("state", "状态", width=8),
        ),
    ),
    "files": (
        "原件",
        (
            Column("name", "文件名", width=16),
            Column("on", "收件日期", "date", 6),
            Column("sha256", "SHA-256", "code", 32, drop=1),
        ),
    ),
}


def part(key: str, data: Mapping[str, Any]) -> Table:
    """One of the things that a project collects, as a table; without optional columns that are empty."""
    title, every = PARTS[key]
    columns = tuple(c for c in every if not c.drop or any(one.get(c.key) for one in data[key]))
    return Table(title, title, columns, Table.body([[_value(c, one) for c in columns] for one in data[key]]))


def tables(data: Mapping[str, Any]) -> list[Table]:
    """What the project has collected, a table for each part that is not empty."""
    return [part(key, data) for key in PARTS if data[key]]


_NAMED: dict[str, Mapping[str, str]] = {
    "result": words.RESULTS,
    "outcome": words.OUTCOMES,
    "stage": words.STAGES,
    "subject": words.PUBLICITIES,
}
"""Columns whose values are kept by key."""


def _value(column: Column, record: Mapping[str, Any]) -> Any:
    value = record.get(column.key)
    if value is None:
        return None
    if column.kind == "date":
        return date.fromisoformat(value)
    if column.kind in ("yuan", "wan"):
        return Decimal(value)
    if column.key == "marks":
        return bid_marks(record)
    named = _NAMED.get(column.key)
    return named.get(value, value) if named else value


def bid_marks(line: Mapping[str, Any]) -> str:
    """What a clerk should know of a bid, from its line of ``intent list --json``."""
    members, withdrawn = line["members"], line["withdrawn"]
    said = [
        "密封" if line["sealed"] else "",
        "逾期" if line["late"] else "",
        f"截止后更正（{line['revised_late']}）" if line["revised_late"] else "",
        f"榜单 {line['listing']} 的意向" if line["state"] == "past" else "",
        f"已撤回（{withdrawn['on']}）：{withdrawn['reason']}" if withdrawn else "",
        f"联合体成员：{'、'.join(members)}" if members else "",
        *(f"{one['message']}" for one in line["marks"]),
    ]
    return "；".join(filter(None, said))
