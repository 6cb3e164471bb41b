"""One project whole, as lines and tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jbgs.forms import Form
from jbgs.policy import Policy
from jbgs.reports import words
from jbgs.reports.table import Column, Table
from jbgs.values import wan


def facts(policy: Policy, form: Form, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The project's state, then its form's fields in the form's order."""
    late = "（逾期）" if data["late"] else ""
    head = [
        ("项目编号", data["code"]),
        ("类型", words.track(policy, data["track"])),
        ("阶段", f"{words.stage(data['stage'])}{late}，自 {data['dates'][data['stage']]}"),
        ("榜单", data["listing"] or ""),
        ("收件日期", data["received"]),
        ("理由", data["exit_reason"] or ""),
    ]
    inside = {**data["fields"], **data["extras"]}
    body = [(spec.label, _shown(spec.kind, inside.get(name))) for name, spec in form.fields.items()]
    tail = [
        ("揭榜单位", (data["award"] or {}).get("winner", "")),
        ("备案号", (data["filing"] or {}).get("number", "")),
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
    "intents": (
        "揭榜意向",
        (
            Column("id", "编号", "code", 7),
            Column("bidder", "揭榜单位", width=14),
            Column("price", "报价（元）", "yuan", 8),
            Column("received", "收件日期", "date", 6),
        ),
    ),
    "reviews": ("评审论证", (_DAY, Column("result", "结果", width=4), Column("document", "文件", width=16))),
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


def _value(column: Column, record: Mapping[str, Any]) -> Any:
    value = record.get(column.key)
    if value is None:
        return None
    if column.kind == "date":
        return date.fromisoformat(value)
    if column.kind in ("yuan", "wan"):
        return Decimal(value)
    named: Mapping[str, Mapping[str, str]] = {"result": words.RESULTS, "subject": words.SUBJECTS}
    return named.get(column.key, {}).get(value, value)
