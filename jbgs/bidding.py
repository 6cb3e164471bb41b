"""Who may bid for a project and win it: the rules of 二、（一）3, （二）3, （三）3, and those of practice.

Pure. A rule of the policy is an error with its clause; one that only practice knows is a warning, which a
reason overrides. What a form leaves open is neither: it is told (``unproved``), because nothing is guessed.

A credit code proves what its holder is registered as, no more (``values.legal_form``): a branch or a
partnership has that of an enterprise, and is found by its name only; where it sits is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jbgs.errors import Problem
from jbgs.models import Intent, Project
from jbgs.values import compact, is_credit_code, is_empty_answer, legal_form, same

CLAUSES = {"common": "二、（一）3", "key": "二、（二）3", "transfer": "二、（三）3"}
NO_BIDDERS = ("个体工商户", "机关")
"""What is neither institute nor firm."""
NO_LEGAL_PERSONS = re.compile(
    r"(?P<kind>分公司|分厂|分店|办事处|代表处|合伙|个人独资|个体工商户)(?:企业)?[）)]?$"
)
"""How names end that tell a body without legal personality."""
CONSORTIUM = "联合体"

_BETWEEN = re.compile(r"[\n；;、，,]+")
_NUMBER = re.compile(r"^[（(]?(?:\d{1,2}|[一二三四五六七八九十])[)）.．、]\s*|^[①-⑳]\s*")
_ROLE = re.compile(
    r"^(?:联合体)?(?:牵头单位|牵头|成员单位|成员|参与单位|参加单位|合作单位)[一二三四五\d]*[：:]"
)
_ASIDE = re.compile(r"[（(][^（）()]*(?:牵头|成员|参与|参加|信用代码|[0-9A-Z]{18})[^（）()]*[）)]")
_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
_SIGNED = re.compile(
    r"已[^，。；\n]{0,6}签[订署定]了?[^，。；\n]{0,12}协议|协议[^，。；\n]{0,4}已[^，。；\n]{0,3}签[订署定]"
)
_BODY = re.compile(
    r"公司|厂|大学|学院|院|所|中心|集团|实验室|站|社|部|局|会|盟|企业|研究|团队|基地|园|校|体|坊|店"
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,3}")


def members(intent: Intent) -> list[str]:
    """The members of a consortium by name, without its lead (the bidder), in the form's order."""
    lead = same(intent["fields"].get("bidder"))
    found = (_member(part) for part in _BETWEEN.split(intent["fields"].get("members", "")))
    named = [one for one in found if one and not is_empty_answer(one)]
    return list(dict.fromkeys(one for one in named if same(one) != lead))


def _member(text: str) -> str:
    bare = _ROLE.sub("", _NUMBER.sub("", text.strip()))
    return _CODE.sub("", _ASIDE.sub("", bare)).strip(" \u3000：:")


def is_consortium(intent: Intent) -> bool:
    """Whether several bid together."""
    return CONSORTIUM in intent["fields"].get("bidder_kind", "") or bool(members(intent))


def may_bid(project: Project, intent: Intent) -> Iterator[Problem]:
    """What speaks against a bid by what its form says: errors by the policy, warnings by practice."""
    yield from _related(project, intent)
    if project["track"] == "transfer":
        yield from _enterprise(intent)
    else:
        yield from _no_individual(project, intent)


def may_win(project: Project, intent: Intent, *, region: str, agreement: str) -> Iterator[Problem]:
    """What speaks against a bidder as the winner; ``region`` is where he sits, if that is in the city."""
    yield from may_bid(project, intent)
    if project["track"] == "transfer" and not region:
        yield Problem(
            "未写明揭榜企业属地：成果转化项目由本市企业揭榜",
            remedy="核对营业执照住所后，加上 --region 县（市、区）",
            clause=CLAUSES["transfer"],
        )
    if is_consortium(intent) and not agreement and not _says_signed(intent):
        yield _practice("没有联合体协议已签订的记录", "已签订的，加上 --agreement 协议名称或日期")
    if intent.get("late"):
        yield _practice(f"揭榜意向 {intent['id']} 于 {intent['received']} 收到，已过揭榜截止日期")
    if "revised_late" in intent:
        yield _practice(f"揭榜意向 {intent['id']} 在揭榜截止后更正过（{intent['revised_late']}）")


def unproved(project: Project, intent: Intent) -> Iterator[str]:
    """What the rules ask about and the form leaves open: to be looked up, not refused."""
    inside = intent["fields"]
    if "credit_code" not in inside:
        yield "揭榜单位未填统一社会信用代码，是否具有独立法人资格请另行核对"
    elif project["track"] == "transfer" and legal_form(inside["credit_code"]) == "企业":
        yield "信用代码只能证明是企业登记，是否独立法人（分支机构、合伙企业不是）请核对营业执照"
    if CONSORTIUM in inside.get("bidder_kind", "") and not members(intent):
        yield "以联合体揭榜，未写明成员单位"


def same_unit(name: str, code: str, other_name: str, other_code: str) -> bool:
    """Whether two units are one, by credit code or name."""
    return bool(code and code == other_code) or bool(same(name) and same(name) == same(other_name))


def _related(project: Project, intent: Intent) -> Iterator[Problem]:
    """Owner and bidder are two (practice): the owner neither bids himself nor in a consortium."""
    owner, code = project["fields"].get("owner", ""), project["fields"].get("credit_code", "")
    inside = intent["fields"]
    remedy = "请核对"
    if same_unit(owner, code, inside.get("bidder", ""), inside.get("credit_code", "")):
        yield _practice("揭榜单位与需求单位（成果方）是同一单位", remedy)
        return
    codes = _CODE.findall(compact(inside.get("members", "")).upper())
    if (code and code in codes) or any(same(one) == same(owner) for one in members(intent)):
        yield _practice("联合体成员中有需求单位（成果方）自己", remedy)


def _enterprise(intent: Intent) -> Iterator[Problem]:
    """A local enterprise with legal personality takes an achievement up (二、（三）3)."""
    inside = intent["fields"]
    kind, form = inside.get("bidder_kind", ""), legal_form(inside.get("credit_code", ""))
    bodiless = NO_LEGAL_PERSONS.search(inside.get("bidder", "").strip())
    if bodiless:
        yield _barred(intent, f"揭榜单位名称表明是{bodiless['kind']}，没有独立法人资格")
    elif form == "农民专业合作社":
        yield _practice("信用代码表明揭榜单位是农民专业合作社，不是企业登记")
    elif form and form != "企业":
        yield _barred(intent, f"信用代码表明揭榜单位是{form}")
    elif kind and "企业" not in kind and CONSORTIUM not in kind:
        yield _barred(intent, f"揭榜单位性质是{kind}")


def _barred(intent: Intent, why: str) -> Problem:
    return Problem(
        f"{why}；成果转化项目须由本市具有独立法人资格的企业揭榜",
        remedy=f"填写有误的，用 jbgs edit {intent['id']} 字段=值 --reason 理由 更正",
        clause=CLAUSES["transfer"],
    )


def _no_individual(project: Project, intent: Intent) -> Iterator[Problem]:
    """Institutes, firms and consortia of them answer ``common`` and ``key`` (二、（一）3, 二、（二）3)."""
    name, code = intent["fields"].get("bidder", "").strip(), intent["fields"].get("credit_code", "")
    form = legal_form(code)
    if name.rstrip("）)").endswith("个体工商户"):
        form = "个体工商户"
    if form in NO_BIDDERS:
        yield Problem(
            f"揭榜单位是{form}；须由高校院所、科研机构、科技型企业或其联合体揭榜",
            remedy=f"填写有误的，用 jbgs edit {intent['id']} 字段=值 --reason 理由 更正",
            clause=CLAUSES[project["track"]],
        )
    elif not is_credit_code(code) and _PERSON.fullmatch(name) and not _BODY.search(name):
        yield _practice(f"揭榜单位“{name}”像是个人姓名，个人不能揭榜", "请核对")


def _says_signed(intent: Intent) -> bool:
    """Whether the bid itself says that the consortium's agreement is signed."""
    texts = (*intent["fields"].values(), *intent.get("extras", {}).values())
    return any(_SIGNED.search(text) for text in texts)


def _practice(what: str, remedy: str = "") -> Problem:
    return Problem(what, remedy=remedy, level="warning")
