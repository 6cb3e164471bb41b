"""Lays invented facts out as eight offices would re-lay the annexes, with the truth beside each form.

``python -m tests.forms.holdout.ninth.sources.make [soffice]`` from the project's root. With ``soffice`` the layouts
of ``RESAVED`` come again as doc and rtf, which LibreOffice writes.
"""

# ruff: noqa: E501  a row of a form reads best on one line

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from tests.forms.holdout.ninth.sources import facts

Sheet = dict[str, Any]
OUT = Path(__file__).parent.parent
GREY = RGBColor(0xA6, 0xA6, 0xA6)
RESAVED = {"card": "doc", "bilingual": "doc", "consortium": "rtf", "matrix": "doc"}
# Parts of python-docx's own template that no form needs.
SPARE = ("thumbnail", "stylesWithEffects", "theme", "customXml", "numbering", "webSettings", "fontTable")


def fonted(
    run: Any,
    name: str = "仿宋_GB2312",
    size: float = 12,
    colour: RGBColor | None = None,
    bold: bool | None = None,
    underline: bool | None = None,
    sup: bool | None = None,
) -> Any:
    run.font.name = name
    run.font.size = Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    if colour is not None:
        run.font.color.rgb = colour
    run.bold, run.underline, run.font.superscript = bold, underline, sup
    return run


def write(cell: Any, text: str | list[Any], **font: Any) -> Any:
    """Text into a cell or document: one paragraph per line; ('text', font) pairs make mixed runs."""
    lines = [[(line, {})] for line in text.split("\n")] if isinstance(text, str) else [text]
    for n, line in enumerate(lines):
        first = n == 0 and hasattr(cell, "paragraphs") and hasattr(cell, "_tc") and not cell.text
        p = cell.paragraphs[0] if first else cell.add_paragraph()
        for piece, own in line:
            fonted(p.add_run(piece), **{**font, **own})
    return cell


def grid(document: Any, rows: int, columns: int) -> Any:
    table = document.add_table(rows, columns)
    table.style = "Table Grid"
    return table


def lay(document: Any, columns: int, rows: Sequence[Sequence[Any]], **font: Any) -> Any:
    """A table from rows of (span, text) or text; the sum of spans is the width."""
    table = grid(document, len(rows), columns)
    for r, row in enumerate(rows):
        at = 0
        for item in row:
            span, text = item if isinstance(item, tuple) and isinstance(item[0], int) else (1, item)
            cell = table.cell(r, at)
            if span > 1:
                cell = cell.merge(table.cell(r, at + span - 1))
            if callable(text):
                text(cell)
            elif text:
                write(cell, text, **font)
            at += span
        assert at == columns, (r, at, row)
    return table


def down(table: Any, column: int, first: int, last: int, text: str, **font: Any) -> None:
    write(table.cell(first, column).merge(table.cell(last, column)), text, **font)


def ticks(
    options: Sequence[str],
    chosen: str | Sequence[str],
    on: str = "☑",
    off: str = "□",
    gap: str = "  ",
    tail: str = "",
) -> str:
    return gap.join(f"{on if o in chosen else off}{o}" for o in options) + tail


def upright(text: str) -> str:
    return "\n".join(text)


# A 附件2: a cover like a card, then a table whose side headings stand upright.
def card(f: Sheet) -> Any:
    d, r = Document(), f["_raw"]
    write(d, "附件2")
    write(d, "嘉兴市企业关键技术“揭榜挂帅”\n项目需求书", name="方正小标宋简体", size=22)
    for label, value in (
        ("需 求 名 称：", f["title"]),
        ("需求单位（盖章）：", f["owner"]),
        ("所属县（市、区）：", f["region"]),
        ("填   报   人：", r["filler"]),
        ("填报人手机：", r["filler_phone"]),
        ("填 报 日 期：", r["day"]),
    ):
        write(d, [(label, {"bold": True}), (f"  {value}  ", {"underline": True})], size=16)
    write(d, "嘉兴市科学技术局　制\n二〇二一年五月")
    d.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    kinds = ["企业", "事业单位", "产业创新服务综合体", "其他"]
    ways = ["委托开发", "合作开发", "技术入股", "其他"]
    t = lay(
        d,
        5,
        [
            ["", "单位名称", (3, f["owner"])],
            [
                "",
                "统一社会\n信用代码",
                f["credit_code"],
                "单位性质",
                ticks(kinds, f["owner_kind"], "■", gap="\n", tail="________"),
            ],
            ["", "注册资本\n（万元）", r["capital"], "上年度营业\n收入（万元）", r["sales"]],
            [
                "",
                "职工总数/其中研发人员（人）",
                f"{r['staff']}/{r['rd']}",
                "上年度研发\n投入（万元）",
                r["rdcost"],
            ],
            ["", "法定代表人", f["legal_representative"], "电话", r["legal_phone"]],
            ["", "联系人", f["contact"], "职务", f["contact_title"]],
            ["", "手机", f["mobile"], "电话", f["phone"]],
            ["", "电子邮箱", f["email"], "通讯地址", f["address"]],
            ["", "技术领域", (3, f["field"])],
            ["", "需求背景与\n主要问题", (3, f["background"])],
            ["", "拟攻克的\n关键技术", (3, f["content"])],
            ["", "须达到的技术、经济指标", (3, f["targets"])],
            ["", "预期效益", (3, f["benefits"])],
            ["", "总投入\n（万元）", r["investment"], "其中：拟支付\n揭榜方（万元）", r["reward"]],
            [
                "",
                "完成时限",
                f["deadline"],
                "合作方式",
                ticks(ways, f["cooperation"], "■", gap=" ", tail="________"),
            ],
            ["", "对揭榜方的\n要求", (3, f["requirements"])],
            ["", "知识产权\n归属", (3, f["ip_ownership"])],
            [
                "",
                "县（市、区）\n科技部门意见",
                (
                    3,
                    f"情况属实，同意推荐。\n经办人：{r['officer']}　联系电话：{r['officer_phone']}\n（盖章）　2021年6月9日",
                ),
            ],
            ["", "市科技局\n意见", (3, "\n（盖章）　　年　月　日")],
        ],
    )
    for first, last, text in (
        (0, 7, "企业基本情况"),
        (8, 12, "技术需求"),
        (13, 16, "合作意向"),
        (17, 18, "审核意见"),
    ):
        down(t, 0, first, last, upright(text), bold=True)
    return d


# B 附件1: grids of three, a row of labels over a row of values, the unit in the heading, money only in the table by year.
def threes(f: Sheet) -> Any:
    d, r = Document(), f["_raw"]
    write(d, "产业共性技术需求征集表", size=20)
    write(d, "计量单位：万元　　　　　　　　　　　　　　　　　　　　　征集编号：（由科技局填写）")
    kinds = ["产业创新服务综合体", "创新联合体", "行业协会", "产业联盟", "企业"]
    ways = ["联合攻关", "委托研发", "技术转让"]
    long = [
        ("国内外现状、需求背景及主要问题", "background"),
        ("拟攻关内容（限800字）", "content"),
        ("考核指标（应可测、可考核）", "targets"),
        ("预期经济社会效益", "benefits"),
        ("对揭榜方的要求", "requirements"),
        ("产权归属约定", "ip_ownership"),
    ]
    rows = [
        [(3, "需求名称")],
        [(3, f["title"])],
        ["提出单位", "统一社会信用代码", "单位性质"],
        [f["owner"], f["credit_code"], ticks(kinds, f["owner_kind"], "√", gap="\n")],
        ["法定代表人", "联系人／职务", "手机／固定电话"],
        [f["legal_representative"], f"{f['contact']}／{f['contact_title']}", f"{f['mobile']}／{f['phone']}"],
        ["电子信箱", "通讯地址", "属地"],
        [f["email"], f["address"], f["region"]],
        ["所属重点产业链", "完成时限", "合作方式（可多选）"],
        [f["field"], f["deadline"], ticks(ways, f["cooperation"], "√", gap="\n")],
        [(3, "分年度投入计划（万元）")],
        ["年度", "总投入", "其中：拟支付揭榜方"],
        *[list(y) for y in r["years"]],
        ["合计", *r["total"]],
    ]
    for label, key in long:
        rows += [[(3, label)], [(3, f[key])]]
    rows += [
        [(3, "提出单位承诺及意见")],
        [
            (
                3,
                f"本单位承诺所填内容真实有效。\n负责人（签字）：{r['leader']}　　电话：{r['leader_phone']}\n2021年6月　日（公章）",
            )
        ],
        ["属地科技部门意见", "属地经信部门意见", "备注"],
        ["同意上报。（盖章）", "同意。（盖章）", ""],
    ]
    lay(d, 3, rows, name="宋体", size=10.5)
    return d


# C 附件3: two languages, boxes with an open 其他 line, a table of people.
def bilingual(f: Sheet) -> Any:
    d, r = Document(), f["_raw"]
    write(d, "附件三", name="黑体", size=16)
    write(d, "科技成果转化“揭榜挂帅”成果信息表\nScience & Technology Achievement Form", size=18)
    kinds = ["企业", "高等院校", "科研院所"]
    fields = ["新一代信息技术", "高端装备", "新材料", "新能源", "生物医药", "现代农业"]
    stages = ["小试", "中试", "小规模生产", "已应用", "大规模应用"]
    levels = ["国际领先", "国际先进", "国内领先", "国内先进"]
    modes = ["技术转让", "技术许可", "作价入股", "合作开发", "技术服务"]
    other = "其他（共建示范基地）" in f["mode"]
    mode = ticks(modes, f["mode"].split("、")) + (
        "  ☑其他：__共建示范基地__" if other else "  □其他：________"
    )
    empty = "  □其他：________"
    t = lay(
        d,
        6,
        [
            ["成果名称\nTitle", (5, f["title"])],
            ["持有单位\nOwner", (2, f["owner"]), "统一社会信用代码\nCredit Code", (2, f["credit_code"])],
            ["单位性质\nType", (2, ticks(kinds, f["owner_kind"]) + empty), "属地\nRegion", (2, f["region"])],
            ["主要完成人\nInventors", "姓名 Name", "职称 Title", "工作单位 Unit", "电话 Tel", "分工 Task"],
            *[["", *person] for person in r["people"]],
            ["联系人\nContact", (2, f["contact"]), "手机\nMobile", (2, f["mobile"])],
            ["固定电话\nTel", (2, f["phone"]), "电子邮箱\nE-mail", (2, f["email"])],
            ["通讯地址\nAddress", (5, f["address"])],
            ["所属领域\nField", (5, ticks(fields, f["field"]) + empty)],
            ["知识产权形式与编号\nIPR", (5, f["ip"])],
            ["技术成熟度\nMaturity", (5, ticks(stages, [f["maturity"]]))],
            ["成果水平\nLevel", (5, ticks(levels, f["level"]) + empty)],
            ["拟转化方式\nMode of Transfer", (5, mode)],
            ["意向价格（万元）\nAsking Price (10,000 yuan)", (5, r["price"])],
            ["成果简介\nAbstract", (5, f["content"])],
            ["对承接企业的要求\nRequirements", (5, f["requirements"])],
            ["预期效益\nExpected Benefits", (5, f["benefits"])],
            [
                "持有单位承诺\nStatement",
                (
                    5,
                    f"以上内容属实，成果权属清晰。\n签字人：{r['signer']}　电话：{r['signer_phone']}\n日期：2021年6月15日",
                ),
            ],
        ],
        name="Times New Roman",
        size=10.5,
    )
    down(t, 0, 3, 3 + len(r["people"]), "")
    return d


def members_of(f: Sheet) -> list[tuple[str, ...]]:
    head = ("序号", "单位名称", "统一社会信用代码", "任务分工", "联系人", "联系电话")
    coded = [
        (name, facts.code(f"{prefix}MA2K3E7{n}F"), *rest)
        for n, (name, prefix, *rest) in enumerate(f["_raw"]["members"], 1)
    ]
    return [head, *((str(n), *row) for n, row in enumerate(coded, 1))]


# D 附件4: the consortium is a table inside a cell; a team table; a declaration signed by others.
def consortium(f: Sheet) -> Any:
    d, r = Document(), f["_raw"]
    write(d, "“揭榜挂帅”项目揭榜意向表", size=20)
    write(d, f"榜单编号：{f['project_code']}　　　　　　　　　　填表日期：{r['day']}")

    def members(cell: Any) -> None:
        rows = members_of(f)
        inner = cell.add_table(len(rows), 6)
        inner.style = "Table Grid"
        for n, row in enumerate(rows):
            for c, text in enumerate(row):
                write(inner.cell(n, c), text, size=9)
        cell.add_paragraph()

    kinds = ["企业", "高等院校", "科研院所", "其他"]
    t = lay(
        d,
        7,
        [
            [(2, "揭榜项目名称"), (5, f["project_title"])],
            [(2, "发榜单位"), (5, r["owner"])],
            [(2, "揭榜单位\n（牵头单位）"), (2, f["bidder"]), "统一社会\n信用代码", (2, f["credit_code"])],
            [(2, "单位性质"), (5, ticks(kinds, f["bidder_kind"], "☒", "☐") + "（请注明：      ）")],
            [(2, "联合体成员单位\n（独立揭榜可不填）"), (5, members)],
            ["项目负责人", "姓名", f["leader"], "职称", f["leader_title"], "手机", r["leader_phone"]],
            ["联系人", "姓名", f["contact"], "电话", f["phone"], "手机", f["mobile"]],
            [(2, "电子邮箱"), (5, f["email"])],
            ["项目组主要成员", "姓名", "年龄", "职称", (2, "所在单位"), "承担任务"],
            *[["", p[0], p[1], p[2], (2, p[3]), p[4]] for p in r["team"]],
            [(2, "研发基础与条件"), (5, f["basis"])],
            [(2, "技术方案及路线"), (5, f["scheme"])],
            [(2, "对榜单指标的响应情况"), (5, f["targets"])],
            [(2, "进度安排"), (5, f["schedule"])],
            [(2, "揭榜报价"), (5, r["price"])],
            [
                (
                    7,
                    f"承诺：本单位自愿揭榜，所提供材料真实。\n法定代表人（签字）：{r['signer']}　　联系电话：{r['signer_phone']}\n单位公章　　{r['day']}",
                )
            ],
        ],
        name="宋体",
        size=11,
    )
    down(t, 0, 8, 8 + len(r["team"]), "")
    return d


# E 附件2: running paragraphs only.
def paragraphs(f: Sheet) -> Any:
    d, r = Document(), f["_raw"]
    write(d, "附件2：企业关键技术需求表", name="黑体", size=18)
    write(
        d,
        f"一、需求基本信息\n1．需求名称：{f['title']}\n2．需求单位：{f['owner']}（统一社会信用代码：{f['credit_code']}）\n"
        f"3．单位地址：{f['address']}　　邮编：{r['zip']}\n4．法定代表人：{f['legal_representative']}\n"
        f"5．联系人：{f['contact']}（{f['contact_title']}）　　手机：{f['mobile']}\n"
        f"6．办公电话：{f['phone']}　　电子邮箱：{f['email']}\n7．属地：{f['region']}　　所属领域：{f['field']}\n"
        f"8．单位性质：√企业　□事业单位　□其他",
    )
    write(d, "二、需求内容", bold=True)
    for label, key in (
        ("（一）需求背景与主要问题", "background"),
        ("（二）攻关内容", "content"),
        ("（三）考核指标", "targets"),
        ("（四）预期效益", "benefits"),
    ):
        write(d, label, name="楷体_GB2312")
        write(d, "\n".join("　　" + line for line in f[key].split("\n")))
    write(d, "三、投入与合作", bold=True)
    write(
        d,
        f"1．总投入：{r['investment']}，其中拟支付揭榜方：{r['reward']}。\n2．完成时限：{f['deadline']}\n"
        f"3．合作方式：{ticks(['联合攻关', '委托研发', '技术转让'], f['cooperation'], '√')}\n"
        f"4．对揭榜方的要求：{f['requirements']}\n5．知识产权归属：{f['ip_ownership']}",
    )
    write(d, "四、审核意见", bold=True)
    write(
        d,
        f"县科技局意见：同意推荐。\n经办人：{r['officer']}　　联系电话：{r['officer_phone']}\n2021年6月18日（盖章）",
    )
    return d


# F 附件3 and 附件4 of one institute in one file: label and value in one cell, footnote marks and notes.
def both(pair: tuple[Sheet, Sheet]) -> Any:
    a, i = pair
    d = Document()
    stages = ["小试", "中试", "小规模生产", "已应用", "大规模应用"]
    modes = ["技术转让", "技术许可", "作价入股", "合作开发"]
    write(d, "附件3\n科技成果转化揭榜挂帅项目表", size=18)
    mark = {"sup": True}
    lay(
        d,
        2,
        [
            [(2, [("成果名称", {}), ("①", mark), (f"：{a['title']}", {})])],
            [f"成果持有单位：{a['owner']}", f"信用代码：{a['credit_code']}"],
            [
                "单位性质：" + ticks(["企业", "事业单位", "其他"], a["owner_kind"], "■"),
                f"所属地区：{a['region']}",
            ],
            [(2, f"主要完成人：{a['_raw']['finishers']}")],
            [f"联系人：{a['contact']}", f"联系手机：{a['mobile']}"],
            [f"办公电话：{a['phone']}", f"电子邮箱：{a['email']}"],
            [(2, f"通讯地址：{a['address']}")],
            [
                f"所属领域：{a['field']}",
                [("意向价格（万元）", {}), ("②", mark), (f"：{a['_raw']['price']}", {})],
            ],
            [(2, f"知识产权形式与编号：{a['ip']}")],
            [(2, "所处阶段：" + ticks(stages, [a["maturity"]], "■"))],
            [(2, "成果水平：" + ticks(["国际领先", "国际先进", "国内领先"], a["level"], "■"))],
            [(2, "转化方式（可多选）：" + ticks(modes, a["mode"], "■"))],
            [(2, f"成果简介（500字以内）：\n{a['content']}")],
            [(2, f"对承接企业的要求：{a['requirements']}")],
            [(2, f"预期效益：{a['benefits']}")],
            [(2, "注：①成果名称应与专利或鉴定证书一致；②意向价格可填“面议”。")],
        ],
    )
    d.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    write(d, "附件4\n揭榜挂帅项目揭榜意向表", size=18)
    lay(
        d,
        2,
        [
            [f"揭榜项目名称：{i['project_title']}", f"榜单编号：{i['project_code']}"],
            [f"揭榜单位：{i['bidder']}", f"统一社会信用代码：{i['credit_code']}"],
            [(2, "单位性质：" + ticks(["企业", "事业单位", "其他"], i["bidder_kind"], "■"))],
            [
                f"项目负责人及职称：{i['leader']}，{i['leader_title']}",
                f"负责人手机：{i['_raw']['leader_phone']}",
            ],
            [f"联系人：{i['contact']}", f"联系人手机：{i['mobile']}"],
            [f"联系人座机：{i['phone']}", f"电子邮箱：{i['email']}"],
            [(2, f"已有研发基础：{i['basis']}")],
            [(2, f"技术路线：{i['scheme']}")],
            [(2, f"指标响应情况：{i['targets']}")],
            [
                f"进度计划：{i['schedule']}",
                [("报价（万元）", {}), ("③", mark), (f"：{i['_raw']['price']}", {})],
            ],
            [(2, "注：③报价含税。联系市科技局：0573-82521133。")],
        ],
    )
    return d


# G 附件1: 序号, item, content and a column of explanations; goes on after a page break under the same heading; hints left in place.
def explained(f: Sheet) -> Any:
    d, r = Document(), f["_raw"]
    write(d, "嘉兴市产业共性技术“揭榜挂帅”需求申报表", size=20)
    head = ["序号", "填报项目", "填报内容", "填写说明"]
    kinds = ["产业创新服务综合体", "创新联合体", "行业协会", "产业联盟", "企业"]
    ways = ["合作开发", "委托开发", "技术转让"]
    first = [
        ("需求名称*", f["title"], "不超过30字，如：高性能碳纤维制备技术"),
        ("提出单位*", f["owner"], "填写全称，与公章一致"),
        ("统一社会信用代码*", f["credit_code"], "18位"),
        ("单位性质*", ticks(kinds, f["owner_kind"], "☑", gap="\n"), "单选"),
        ("属地*", f["region"], "填写县（市、区）"),
        ("法定代表人", f["legal_representative"], ""),
        ("单位地址", f["address"], "邮寄地址"),
        ("联系人*", f["contact"], "熟悉技术需求的人员"),
        ("联系人职务", f["contact_title"], "如：总经理"),
        ("联系电话*", f["mobile"], "手机，如：13800000000"),
        ("固定电话", f["phone"], "带区号，如：0573-82500000"),
        ("电子邮箱", f["email"], "如：abc@163.com"),
        ("传真", [("（选填）", {"colour": GREY})], ""),
        ("所属重点产业链*", f["field"], "按我市重点产业链目录填写"),
    ]
    second = [
        ("国内外现状与需求背景*", f["background"], "说明本行业共性问题，不少于200字"),
        ("攻关内容*", f["content"], "分条列出"),
        ("考核指标*", f["targets"], "量化、可考核"),
        ("预期效益", f["benefits"], "经济、社会效益"),
        ("总投入*", r["investment"], "单位：万元；如：3000"),
        ("其中：拟支付揭榜方*", r["reward"], "单位：万元；不超过总投入"),
        ("完成时限*", f["deadline"], "如：2022年12月31日"),
        ("揭榜方要求", f["requirements"], "资质、条件等"),
        ("知识产权归属", f["ip_ownership"], "如：双方共有"),
        ("合作方式*", ticks(ways, f["cooperation"], "☑", gap="  "), "可多选"),
        ("其他需说明的事项", [("如有请填写", {"colour": GREY})], ""),
    ]

    def table(rows: Sequence[Sequence[Any]], start: int) -> None:
        t = lay(d, 4, [head, *[[str(n), *row] for n, row in enumerate(rows, start)]], name="宋体", size=10.5)
        for row in t.rows[1:]:
            for p in row.cells[3].paragraphs:
                for run in p.runs:
                    run.font.color.rgb = GREY

    table(first, 1)
    write(d, "（接上页）")
    d.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    table(second, len(first) + 1)
    write(d, "注：带*为必填项。联系人：市科技局高新处 吴秋实，电话：0573-82521178。")
    return d


# H 附件2: a matrix of people, a row of money by source, odd spaces, full width, mixed fonts, signatures of others.
def matrix(f: Sheet) -> Any:
    d, r = Document(), f["_raw"]
    write(
        d,
        [
            ("企业关键技术", {"name": "黑体"}),
            (" “揭 榜 挂 帅” ", {"name": "楷体"}),
            ("需 求 表", {"name": "宋体"}),
        ],
        size=20,
    )
    rows = [
        [
            (2, [("需　求　名　称", {"name": "黑体"})]),
            (4, [(f["title"][:6], {"name": "宋体"}), (f["title"][6:], {"name": "Arial"})]),
        ],
        [
            (2, "企 业 名 称 （ 全 称 ）"),
            (2, f"　{f['owner']}　"),
            "社会信用代码",
            " ".join((f["credit_code"][:8], f["credit_code"][8:17], f["credit_code"][17:])),
        ],
        [(2, "企　业　地　址"), (2, f["address"]), "所在县（市、区）", f["region"]],
        ["人员信息", "类　别", "姓　名", "职　务", "固定电话／手机", "E-mail"],
        [
            "",
            "法定代表人",
            f["legal_representative"],
            "董事长",
            f"{r['legal_phone']}／{r['legal_mobile']}",
            r["legal_email"],
        ],
        ["", "项目联系人", f["contact"], f["contact_title"], f"{f['phone']}／{f['mobile']}", f["email"]],
        [
            "",
            "财务负责人",
            r["money"],
            "财务经理",
            f"{r['money_phone']}／{r['money_mobile']}",
            r["money_email"],
        ],
        [(2, "技 术 领 域"), (4, f["field"])],
        [(2, "需求背景\n(Background)"), (4, f["background"])],
        [(2, "拟解决的技术难题\n(Problems to be solved)"), (4, f["content"])],
        [(2, "主 要 技 术 指 标"), (4, f["targets"])],
        [(2, "预 期 效 益"), (4, f["benefits"])],
        ["投入资金（万元）", "总投入", "其中：支付揭榜方", "企业自筹", "银行贷款", "财政补助"],
        ["", r["investment"], r["reward"], r["own"], r["loan"], "０"],
        [
            (2, "起 止 时 间"),
            (2, f["deadline"]),
            "合 作 方 式",
            ticks(["委托开发", "合作开发"], f["cooperation"], "√", "□", gap="　"),
        ],
        [(2, "揭榜方条件要求"), (4, f["requirements"])],
        [(2, "知识产权归属"), (4, f["ip_ownership"])],
        [
            (2, "推荐专家意见"),
            (
                4,
                f"该需求有代表性。\n专家姓名：{r['referee']}　单位：长三角技术转移中心　电话：{r['referee_phone']}",
            ),
        ],
        [
            (2, "企业意见"),
            (4, f"同意申报。\n负责人签字：{f['legal_representative']}　　（盖章）　２０２１年６月２０日"),
        ],
        [(2, "区科技局意见"), (4, "同意。\n审核人：　　　电话：　　　　　　年　月　日")],
    ]
    t = lay(d, 6, rows, name="仿宋", size=11)
    down(t, 0, 3, 6, "")
    down(t, 0, 12, 13, "")
    return d


LAYOUTS: dict[str, tuple[str | tuple[str, ...], Callable[[Any], Any], list[Any]]] = {
    "card": ("key", card, facts.A),
    "threes": ("common", threes, facts.B),
    "bilingual": ("transfer", bilingual, facts.C),
    "consortium": ("intent", consortium, facts.D),
    "paragraphs": ("key", paragraphs, facts.E),
    "both": (("transfer", "intent"), both, facts.F),
    "explained": ("common", explained, facts.G),
    "matrix": ("key", matrix, facts.H),
}


def truth(form: str, sheet: Sheet) -> Sheet:
    """What should be read: the facts by key, and others' numbers among what is not understood."""
    raw = sheet["_raw"]
    others = [(label, raw[key]) for key, label in OTHERS.items() if key in raw]
    fields = {
        name: READ_AS.get((form, name, value), value) for name, value in sheet.items() if name != "_raw"
    }
    if form == "intent":
        fields["leader_phone"] = raw["leader_phone"]
    if "members" in fields:
        fields["members"] = "\n".join(" | ".join(row) for row in members_of(sheet))
    open_ones = [name for name, value in fields.items() if value is None]
    return {
        "form": form,
        "fields": {name: value for name, value in fields.items() if value},
        "faults": [],
        "doubts": open_ones,
        "unmatched": others,
    }


OTHERS = {"legal_phone": "电话", "filler_phone": "填报人手机", "legal_mobile": "手机", "money_mobile": "手机"}
# A day as the store keeps it, and an option with what was written behind it; a price still open is told, and no value.
READ_AS = {
    ("transfer", "mode", "技术转让、其他（共建示范基地）"): "技术转让、其他：共建示范基地",
    ("common", "deadline", "2023年12月31日"): "2023-12-31",
    ("transfer", "price", "面议"): None,
}


def save(document: Any, path: Path) -> None:
    for holder in (document.part.package, document.part):
        for key, rel in list(holder.rels.items()):
            if rel.reltype.endswith(SPARE):
                del holder.rels[key]
    styles = document.styles.element
    for style in list(styles):
        if style.get(qn("w:styleId")) not in ("Normal", "TableNormal", "TableGrid", "DefaultParagraphFont"):
            styles.remove(style)
    document.save(path)


def resave(path: Path, container: str) -> None:
    """The same form as LibreOffice writes it in another container."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", container, "--outdir", folder, str(path)],
            check=True, timeout=180, capture_output=True,
        )  # fmt: skip
        stem, _, number = path.stem.rpartition("-")
        target = OUT / f"{stem}-{container}-{number}.{container}"
        target.write_bytes((Path(folder) / f"{path.stem}.{container}").read_bytes())
    target.with_suffix(".json").write_text(path.with_suffix(".json").read_text("utf-8"), "utf-8")


def main() -> None:
    for name, (form, draw, sheets) in LAYOUTS.items():
        for n, sheet in enumerate(sheets, 1):
            path = OUT / f"{name}-{n}.docx"
            save(draw(sheet), path)
            forms, parts = ((form,), (sheet,)) if isinstance(form, str) else (form, sheet)
            expected = {"forms": [truth(*one) for one in zip(forms, parts, strict=True)]}
            path.with_suffix(".json").write_text(
                json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf-8"
            )
            if name in RESAVED and "soffice" in sys.argv:
                resave(path, RESAVED[name])


if __name__ == "__main__":
    main()
