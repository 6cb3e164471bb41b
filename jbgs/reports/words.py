"""The Chinese words for what the records hold by key, and small texts that several reports print."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jbgs.policy import Policy
from jbgs.workflow import LABELS

RESULTS = {"passed": "通过", "failed": "未通过"}
FORM_NAMES = {"common": "附件1", "key": "附件2", "transfer": "附件3", "intent": "附件4"}
STAGES: Mapping[str, str] = {str(key): label for key, label in LABELS.items()}
KINDS = {
    "received": "收件",
    "revised": "更正",
    "edited": "修改",
    "review": "评审",
    "listing": "榜单",
    "unlisted": "移出榜单",
    "intent": "揭榜意向",
    "unlinked": "意向改挂",
    "award": "确定揭榜单位",
    "contract": "登记合同",
    "filing": "合同备案",
    "occurred": "合同付款",
    "approval": "立项",
    "evaluation": "绩效评价",
    "payment": "拨付补助",
    "file": "存档",
    "undo": "撤销",
}


def kind(key: str) -> str:
    """What an event was."""
    return KINDS.get(key) or stage(key)


def stage(key: str) -> str:
    """A stage's name."""
    return STAGES.get(key, key)


def track(policy: Policy, key: str) -> str:
    """A track's name."""
    return policy.tracks[key].name  # type: ignore[index]


def region(policy: Policy, name: str | None) -> str:
    """A region's short name."""
    found = policy.find_region(name) if name else None
    return found.short_name if found else (name or "")


def money(text: str | None) -> Decimal | None:
    """An amount of a record as a number of yuan."""
    return Decimal(text) if text else None


def yes(value: Any) -> str:
    """A mark in a narrow column."""
    return "是" if value else ""
