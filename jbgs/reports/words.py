"""The Chinese words for what the records hold by key, and small texts that several reports print."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jbgs import workflow
from jbgs.policy import Policy
from jbgs.workflow import LABELS

RESULTS = {"passed": "通过", "failed": "未通过"}
OUTCOMES = {"unclaimed": "流榜"}
PUBLICITIES = {"award": "揭榜", "approval": "立项", "evaluation": "绩效评价", "subsidy": "补助"}
"""What is put before the public (公示)."""
FORM_NAMES = {"common": "附件1", "key": "附件2", "transfer": "附件3", "intent": "附件4"}
STAGES: Mapping[str, str] = {str(key): label for key, label in LABELS.items()}
KINDS = {
    "screening": "形式审查",
    "opening": "开启报价",
    "bid_withdrawn": "撤回意向",
    "talk": "对接洽谈",
    "letters": "揭榜告知",
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
    "reversal": "冲销付款",
    "registration": "技术合同登记",
    "recovery": "收回补助",
    "other_fund": "其他财政资金",
    "publicity": "公示",
    "objection": "公示异议",
    "file": "存档",
    "visit": "走访",
    "settled": "问题办结",
    "submission": "报送月报",
    "notice": "督查通报",
    "sent": "发出通报",
    "answered": "答复通报",
    "voided": "作废通报",
    "expert": "专家",
    "round": "开评",
    "recusal": "回避",
    "score": "打分",
    "central_review": "立项评审",
    "comparison": "竞榜比选",
    "report_sent": "报送报表",
    "undo": "撤销",
    "forgotten": "删除个人信息",
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


GROUPS = {
    "fields": "",
    "extras": "",
    "dates": "日期",
    "reviews": "评审",
    "publication": "发布",
    "intents": "揭榜意向",
    "award": "揭榜",
    "contracts": "合同",
    "filing": "备案",
    "approval": "立项",
    "evaluation": "绩效",
    "occurred": "付款",
    "payments": "拨付",
    "visits": "走访",
    "issues": "问题",
    "central_review": "立项评审",
    "comparison": "竞榜比选",
    "screening": "形式审查",
    "publications": "原发布",
    "past_intents": "以前的意向",
    "talks": "对接",
    "award_letters": "告知",
    "withdrawn": "撤回",
    "opened": "开启",
    "positions": "序号",
    "other_funds": "其他资金",
    "objections": "异议",
}
LEAVES = {
    "stage": "阶段",
    "listing": "榜单",
    "exit_reason": "理由",
    "region": "属地",
    "on": "日期",
    "deadline": "截止",
    "channels": "渠道",
    "result": "结果",
    "document": "文件",
    "experts": "专家",
    "opinion": "意见",
    "winner": "揭榜单位",
    "grounds": "依据",
    "intent": "意向编号",
    "credit_code": "信用代码",
    "price": "报价（元）",
    "number": "编号",
    "name": "名称",
    "signed": "签订日期",
    "total": "合同额（元）",
    "technology": "技术交易额（元）",
    "registration": "登记号",
    "supplements": "所补充的合同",
    "currency": "币种",
    "foreign_amount": "外币金额",
    "exchange_rate": "汇率",
    "rate_day": "汇率日期",
    "grade": "等次",
    "amount": "金额（元）",
    "invoice": "发票",
    "voucher": "付款凭证",
    "contract": "所付合同",
    "recipient": "补助对象",
    "payers": "承担方",
    "visitors": "走访人员",
    "progress": "进展",
    "reason": "理由",
    "funds": "资金",
    "outcome": "结果",
    "visit": "走访次序",
    "found": "发现日期",
    "what": "内容",
    "department": "协调部门",
    "due": "期限",
    "settled": "办结日期",
    "round": "评审编号",
    "mean": "平均分",
    "rank": "名次",
    "bidder": "揭榜单位",
    "recommender": "推荐单位",
    "conditions": "揭榜条件",
    "closed": "收榜",
    "sealed": "密封",
    "by": "经办人",
    "note": "内容",
    "attendees": "参加人员",
    "agreement": "联合体协议",
    "late": "逾期",
    "revised_late": "截止后更正",
    "party_a": "甲方",
    "party_b": "乙方",
    "files": "附件",
    "year": "年度",
    "invoice_day": "发票日期",
    "voucher_day": "付款凭证日期",
    "reverses": "所冲销的付款",
    "source": "资金来源",
    "subject": "公示事项",
    "projects": "项目",
    "start": "开始",
    "end": "截止",
    "days": "工作日",
    "first_day": "首日",
    "until_reason": "截止日说明",
    "by_whom": "异议人",
    "text": "内容",
}
PANEL_FIELDS: Mapping[str, str] = {str(key): label for key, label in workflow.PANEL_FIELDS.items()}
SUBJECTS: Mapping[str, str] = {"demand": "需求评审论证", "approval": "立项集中评审", "bids": "竞榜比选"}


VALUES: Mapping[Any, str] = {**RESULTS, **PANEL_FIELDS, True: "是", False: "否"}


def value(stored: Any) -> str:
    """A leaf of a record as a clerk reads it: what is stored by a key has its name."""
    return VALUES.get(stored) or str(stored)


def numeral(number: int) -> str:
    """A number from 1 to 99 as headings are counted: 九, 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def path(field: str, labels: Mapping[str, str]) -> str:
    """The Chinese name of a place in a record, such as 合同1 签订日期."""
    group, *rest = field.split(".")
    if group in ("fields", "extras") and rest:
        return labels.get(rest[0], rest[0])
    if not rest:
        return LEAVES.get(group, group)
    numbered = GROUPS.get(rest[0], rest[0]) if rest[0] not in LEAVES else ""
    leaf = LEAVES.get(rest[-1], "") if len(rest) > 1 or not numbered else ""
    return f"{GROUPS.get(group, group)}{numbered} {leaf}".strip()
