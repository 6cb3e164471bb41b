"""A letter whose wording is a Word template: the facts that are filled in, and what each template is offered.

A template names the facts in Chinese, ``{{ 榜单名称 }}``, because clerks write them. A fact is a text, a
table, a passage (paragraphs, headings and tables worked out from the records), annexes, or a list of
things with facts of their own (``{%p for 一项 in 项目 %}``). ``LETTERS`` says which
facts there are for which template: one that asks for anything else is at fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from jbgs.reports.table import Block, Column, Table


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs, headings and tables that stand in one place of a letter."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Annexes:
    """Tables on pages of their own behind a letter, numbered in this order."""

    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Attachments:
    """The lines 附件：1.… that name a letter's annexes."""

    names: tuple[str, ...]


Drawn = Table | Passage | Attachments | Annexes
Fact = str | Drawn
Content = Fact | Sequence[Mapping[str, Fact]]


@dataclass(frozen=True, slots=True)
class Draft:
    """The facts for one letter.

    ``template`` is a key of ``LETTERS``, ``title`` the document's own title, ``name`` that of its file.
    Texts may have several lines, each of which becomes a paragraph. They are never read as markup or as
    a part of the template.
    """

    template: str
    title: str
    facts: Mapping[str, Content]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One fact that a template may ask for; ``items`` are those of each thing in a list."""

    meaning: str
    kind: Literal["text", "table", "passage", "attachments", "annexes", "list"] = "text"
    items: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """A letter's Chinese name, and the facts that its template may ask for."""

    title: str
    fields: Mapping[str, Field]

    @property
    def rows(self) -> list[tuple[str, str]]:
        """How each fact is written in the template, and what it means."""
        made = []
        for name, one in self.fields.items():
            made.append((f"{{%p for 一项 in {name} %}}" if one.items else f"{{{{ {name} }}}}", one.meaning))
            made += [(f"{{{{ 一项.{key} }}}}", inner.meaning) for key, inner in one.items.items()]
        return made


def signed(office: str, day: date | None) -> dict[str, Content]:
    """The facts below every letter."""
    return {"单位": office, "日期": f"{day.year}年{day.month}月{day.day}日" if day else ""}


_SIGNED = {"单位": Field("本单位名称"), "日期": Field("落款日期，如 2021年6月30日")}
_PROJECT = {
    "序号": Field("序号"),
    "编号": Field("项目编号"),
    "名称": Field("项目名称"),
    "类型": Field("项目类型"),
    "需求单位": Field("需求单位（成果方）"),
    "揭榜单位": Field("揭榜单位，没有时为空"),
    "属地": Field("县（市、区）"),
}
_PUBLICITY = {
    "项目数": Field("项目个数"),
    "公示期": Field("如 2021年8月2日至8月6日，或 自公示之日起5个工作日"),
    "项目": Field("公示的项目", "list", _PROJECT),
    "项目表": Field("公示项目一览表（单独成段）", "table"),
    **_SIGNED,
}

_ANSWER = {
    "收文单位": Field("提交揭榜意向的单位"),
    "收到日期": Field("收到意向的日期，如 2021年6月10日"),
    "榜单名称": Field("如 2021年第一批"),
    "项目名称": Field("项目名称"),
    "项目编号": Field("项目编号"),
    "依据": Field("确定揭榜单位的依据"),
    "确定日期": Field("确定揭榜单位的日期"),
    "单位称谓": Field("需求单位，成果转化项目为 成果方"),
    "需求单位": Field("需求单位（成果方）"),
    **_SIGNED,
}

LETTERS: Mapping[str, Offer] = {
    "letter-announcement": Offer(
        "榜单公告",
        {
            "榜单名称": Field("如 2021年第一批"),
            "榜单编号": Field("如 2021-01"),
            "项目数": Field("项目个数"),
            "揭榜截止": Field("揭榜截止日期，未定时为空"),
            "揭榜条件": Field("对揭榜单位的条件，没有时为空"),
            "报价密封": Field("报价密封的说明，不密封时为空"),
            "项目": Field(
                "榜单中的项目",
                "list",
                {
                    **{key: one for key, one in _PROJECT.items() if key != "揭榜单位"},
                    "单位称谓": Field("需求单位，成果转化项目为 成果方"),
                    "技术领域": Field("技术领域，没有时为空"),
                    "主要内容": Field("主要内容，没有时为空"),
                    "考核指标": Field("考核指标，没有时为空"),
                    "金额称谓": Field("拟投入资金，成果转化项目为 意向价格"),
                    "金额": Field("如 500万元，没有时为空"),
                    "完成时限": Field("完成时限，没有时为空"),
                    "对揭榜方要求": Field("对揭榜方的要求，没有时为空"),
                },
            ),
            **_SIGNED,
        },
    ),
    "letter-publicity-award": Offer("揭榜结果公示", _PUBLICITY),
    "letter-publicity-approval": Offer("拟立项项目公示", _PUBLICITY),
    "letter-publicity-subsidy": Offer(
        "拟补助项目公示",
        {
            "补助合计": Field("补助金额合计，如 125万元"),
            "补助合计大写": Field("人民币大写，如 壹佰贰拾伍万元整"),
            **_PUBLICITY,
        },
    ),
    "letter-award": Offer("确定揭榜单位函", _ANSWER | {"后续工作": Field("按项目类型，接下来请其办理什么")}),
    "letter-decline": Offer("未中榜告知函", {**_ANSWER, "揭榜单位": Field("确定的揭榜单位")}),
    "letter-notice": Offer(
        "督查通报",
        {
            "文号": Field("通报文号，没有时为空"),
            "收文单位": Field("如 各县（市、区）科技部门"),
            "政策名称": Field("工作方案的名称"),
            "督查期间": Field("如 2021年第三季度"),
            "截至": Field("如 2021年9月30日"),
            "总体情况": Field("各项数字和报送率表（单独成段）", "passage"),
            "存在问题": Field("各地存在的问题（单独成段）", "passage"),
            "整改要求": Field("整改要求（单独成段）", "passage"),
            "附件说明": Field("附件：1.…… 各行（单独成段）", "attachments"),
            "附表": Field("各附件的表（单独成段，放在最后）", "annexes"),
            **_SIGNED,
        },
    ),
    "letter-correction": Offer(
        "更正函",
        {
            "收文单位": Field("报送单位，不明时为 有关单位"),
            "处数": Field("需要更正的处数"),
            "材料": Field(
                "需要更正的每份表",
                "list",
                {
                    "序号": Field("序号"),
                    "名称": Field("如 附件2《项目名称》"),
                    "登记编号": Field("登记编号"),
                    "收到日期": Field("收到日期"),
                    "更正表": Field("栏目、问题、怎样改正（单独成段）", "table"),
                },
            ),
            **_SIGNED,
        },
    ),
}
"""The letters whose wording an office may change, by the name of their template (``templates/NAME.docx``)."""


_FIELDS = (Column("written", "写法", "code", 14), Column("meaning", "含义", width=24))


def fields_table(name: str) -> Table:
    """The facts that a letter's template may ask for, as clerks write them."""
    offer = LETTERS[name]
    note = "清单写作 {%p for 一项 in 清单 %} …… {%p endfor %}，各占一段；表格项须单独成段。"
    return Table(offer.title, f"{offer.title}（{name}.docx）", _FIELDS, Table.body(offer.rows), below=(note,))
