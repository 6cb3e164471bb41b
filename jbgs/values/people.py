"""A contact as forms write one: name, title, numbers and address in a cell, split where it is certain."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jbgs.values.codes import email
from jbgs.values.label import is_placeholder
from jbgs.values.telephone import phones
from jbgs.values.text import is_chinese, narrow, one_line, quote

_LONGEST = 500
_MAIL = re.compile(r"[^\s@、,;/:()]{1,100}\s?@\s?[^\s@、,;/()]{1,100}")
_LABELS = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}联系人|姓名|负责人|职务|职称|邮箱|(?i:e-?mail))(?:[、/及和与](?:职务|职称|电话|手机|联系方式))*:"
)
_SPACED_NAME = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]) {1,4}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_WORDS = re.compile(r"[A-Za-z.]+(?: [A-Za-z.]+)*|[^\s、,;/|()]+")
_CHINESE_NAME = re.compile(r"[^·]{2,4}|[^·]{1,10}·.{1,15}")  # of nothing but Chinese signs and dots
_LATIN_NAME = re.compile(r"[A-Za-z.]+(?: [A-Za-z.]+){0,4}")
# The last word of 职务 and 职称, and what may stand before it: an office (研发部) and ranks (常务副, 高级).
_TITLES = (
    "经理|总监|总裁|总工|董事|董事长|监事|厂长|主任|主管|主席|会长|理事|理事长|秘书|秘书长|书记|委员"
    "|处长|科长|局长|部长|院长|所长|校长|司长|厅长|市长|区长|县长|镇长|组长|队长|股长|站长|行长|社长"
    "|馆长|课长|室长|工程师|高工|技术员|教授|研究员|讲师|实验师|助教|助理|专员|干事|科员|职员|文员"
    "|办事员|会计|会计师|经济师|农艺师|设计师|架构师|分析师|规划师|博士|博士后|博导|硕导|院士|顾问"
    "|负责人|法人|代表|法定代表人|合伙人|创始人|经办人|专家|科学家|带头人|CEO|CTO|CFO|COO"
)
_RANKS = (
    "副|总|正|常务|执行|高级|中级|初级|教授级|正高级|副高级|特聘|首席|助理|技术|研发|科研|项目|市场"
    "|销售|产品|生产|质量|工程|工艺|设备|采购|行政|人事|人力资源|财务|运营|业务|部门|企业|公司|学术"
    "|区域|董事长|秘书|兼"
)
_TITLE = re.compile(rf"(?:\w{{0,8}}[部处科室院所办组心])?(?:{_RANKS}){{0,4}}(?:{_TITLES})")
_TITLE_END = re.compile(rf"(?:{_TITLES})\Z")
# What stands in brackets behind a name and ends as a title is one, in any department: 张三（品控总监）.
_BRACKETED_TITLE = re.compile(rf"([^\s()]{{2,20}}) ?\(([\u4e00-\u9fff]{{2,10}}(?:{_TITLES}))\)")
_NO_NAME = re.compile(
    r"(?:[部处科室所院厅局]|公司|中心|集团|大学|团队|小组|先生|女士)\Z|微信|同号|传真|手机|电话|邮箱"
)


@dataclass(frozen=True, slots=True)
class Contact:
    """Who to talk to. What cannot be told apart stays in ``name`` with a ``problem`` in Chinese.

    ``rest`` is what is neither (fax, QQ, a remark).
    """

    name: str = ""
    title: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    rest: str = ""
    problem: str = ""


def contact(text: str) -> Contact:
    """The contact in a text such as 张三 总经理 13800000000, 张三（经理）or 联系人及职务：张三/经理."""
    if is_placeholder(text):
        return Contact()
    line = narrow(text)
    if len(line) > _LONGEST:
        return Contact(name=one_line(text), problem=f"{quote(text)}太长，请只写联系人姓名")
    addresses = email("、".join(_MAIL.findall(line) if "@" in line else ()))
    line = _LABELS.sub(" ", _MAIL.sub("、", line) if addresses.value else line)
    numbers = phones(line)
    name, title, rest, problem = _person(numbers.rest)
    problems = [p for p in (problem, numbers.problem, addresses.problem) if p]
    return Contact(
        name, title, numbers.phone, numbers.mobile, addresses.value or "", rest, "；".join(problems)
    )


def _person(line: str) -> tuple[str, str, str, str]:
    """Name, title, rest and problem of what stands beside the numbers."""
    behind = _BRACKETED_TITLE.fullmatch(line.strip())
    if behind and _is_name(behind[1]) and not _TITLE_END.search(behind[1]):
        return behind[1], behind[2], "", ""
    words = _WORDS.findall(_SPACED_NAME.sub(r"\1\2", line))
    titles = [word for word in words if _TITLE.fullmatch(word)]
    names = [word for word in words if word not in titles and _is_name(word)]
    others = [word for word in words if word not in titles and word not in names]
    glued = any(_TITLE_END.search(word) for word in (*names, *others))  # 张三经理, 李主任
    if not glued and not titles and (len(words) <= 1 or names == words):
        return "、".join(words), "", "", ""
    if not glued and len(names) == 1:
        return names[0], "、".join(titles), " ".join(others), ""
    return line, "", "", f"{quote(line)}分不清姓名和职务，请分开填写"


def _is_name(word: str) -> bool:
    chinese = _CHINESE_NAME.fullmatch(word) and is_chinese(word.replace("·", ""))
    return bool(chinese or _LATIN_NAME.fullmatch(word)) and not _NO_NAME.search(word)
