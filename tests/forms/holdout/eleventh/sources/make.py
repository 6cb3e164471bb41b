"""Lays invented facts out as a clerk does in ten minutes with the city's annex at hand, with the truth beside each form.

``python -m tests.forms.holdout.eleventh.sources.make`` from the project's root; the layouts of ``RESAVED`` are written
by LibreOffice in another container, instead of docx.
"""

# ruff: noqa: E501  a row of a form reads best on one line

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Cm

from tests.forms.holdout.eleventh.sources.facts import ALL, Sheet
from tests.forms.holdout.ninth.sources.make import down, lay, save, write
from tests.forms.holdout.tenth.sources.make import check, resave
from tests.forms.holdout.tenth.sources.word import GREY, body, heading

OUT = Path(__file__).parent.parent
RESAVED = {"lastyear": "doc", "mail": "html"}


# A 附件2: typed again from a scan, the rows in another order, three pairs in a row, rows that the city did not ask for.
def scan(s: Sheet) -> Any:
    d = Document()
    write(d, "附件2：")
    write(d, "企业关键技术“揭榜挂帅”需求表", name="黑体", size=18)
    lay(
        d,
        6,
        [
            ["企业名称", (3, s["owner"]), "统一社会\n信用代码", s["credit_code"]],
            ["成立时间", s["founded"], "注册资本", s["capital"], "员工人数", s["staff"]],
            ["上年度\n营业收入", s["sales"], "是否高新\n技术企业", s["high"], "企业性质", s["owner_kind"]],
            [
                "法定代表人",
                s["legal_representative"],
                "所属行业",
                s["field"],
                "所属县\n（市、区）",
                s["region"],
            ],
            ["联系人", s["contact"], "职务", s["contact_title"], "电子邮箱", s["email"]],
            ["固话", s["phone"], "手机", s["mobile"], "传真", s["fax"]],
            ["技术负责人", s["tech"], "电话", s["techp"], "邮编", s["zip"]],
            ["开户行", (2, s["bank"]), "账号", (2, s["account"])],
            ["通讯地址", (5, s["address"])],
            ["技术需求名称", (5, s["title"])],
            ["总投入", s["investment"], "其中支付\n揭榜方", s["reward"], "完成时限", s["deadline"]],
            ["需求背景", (5, s["background"])],
            ["攻关内容", (5, s["content"])],
            ["考核指标", (5, s["targets"])],
            ["预期效益", (5, s.get("benefits", ""))],
            ["合作方式", (5, s["cooperation"])],
            ["揭榜方要求", (2, s["requirements"]), "知识产权\n归属", (2, s["ip_ownership"])],
            ["单位意见", (5, "以上情况属实。\n　　　　　　　　（公章）　　年　月　日")],
            ["推荐单位\n意见", (5, "\n　　　　　　　　（公章）　　年　月　日")],
        ],
        name="宋体",
        size=10.5,
    )
    return d


# B 附件2: last year's form of another programme, with other labels and options; both numbers in one cell.
def lastyear(s: Sheet) -> Any:
    d = Document()
    write(d, "企业关键技术难题征集表", name="方正小标宋简体", size=20)
    write(d, "编号：　　　　　　　　　　　　　　　填表日期：2021年5月20日", size=10.5)
    lay(
        d,
        4,
        [
            ["难题名称", (3, s["title"])],
            ["企业全称", s["owner"], "社会信用代码", s["credit_code"]],
            ["法　　人", s["legal_representative"], "所属产业", s["field"]],
            ["企业地址", s["address"], "推荐单位", s["region"]],
            ["联系人及职务", f"{s['contact']}　{s['contact_title']}", "E-mail", s["email"]],
            ["联系方式", (3, f"固话：{s['phone']}　　手机：{s['mobile']}")],
            ["成立时间", s["founded"], "是否规上企业", s["scale"]],
            ["上年度营业收入", s["sales"], "研发人员数", s["people"]],
            ["难题描述\n（500字以内）", (3, s["content"])],
            ["希望达到的\n技术指标", (3, s["targets"])],
            ["拟投入资金\n（万元）" if "￥" not in s["investment"] else "拟投入资金", s["investment"], "期望解决时限", s["deadline"]],
            ["拟采取的\n合作方式", (3, s["cooperation"])],
            ["对合作单位\n的要求", s["requirements"], "知识产权归属", s["ip_ownership"]],
            ["预期经济效益", (3, s["benefits"])],
            ["企业意见", (3, "同意上报。\n　　　　　　　　　　（盖章）")],
        ],
    )  # fmt: skip
    write(d, "注：每个难题填写一张。", size=10.5)
    return d


# C 附件1: no table, an outline of headings and numbered paragraphs; several facts in a line.
def outline(s: Sheet) -> Any:
    d = Document()
    write(d, "产业共性技术“揭榜挂帅”需求", name="方正小标宋简体", size=20)
    heading(d, "一、需求单位情况")
    body(
        d,
        f"（一）单位名称：{s['owner']}\n"
        f"（二）统一社会信用代码：{s['credit_code']}，单位性质：{s['owner_kind']}\n"
        f"（三）法定代表人：{s['legal_representative']}，成立时间：{s['founded']}\n"
        f"（四）单位地址：{s['address']}，邮政编码：{s['zip']}\n"
        f"（五）所属县（市、区）：{s['region']}\n"
        f"（六）联系人：{s['contact']}，职务：{s['contact_title']}，固定电话：{s['phone']}，手机：{s['mobile']}，邮箱：{s['email']}",
    )
    heading(d, "二、需求内容")
    body(d, f"（一）需求名称：{s['title']}\n（二）技术领域：{s['field']}")
    for label, key in (
        ("（三）需求背景", "background"),
        ("（四）攻关内容", "content"),
        ("（五）考核指标", "targets"),
        ("（六）预期效益", "benefits"),
    ):
        write(d, label, name="楷体_GB2312")
        body(d, s[key])
    heading(d, "三、资金投入与合作")
    body(
        d,
        f"（一）总投入：{s['investment']}，其中拟支付揭榜方：{s['reward']}\n"
        f"（二）完成时限：{s['deadline']}\n"
        f"（三）合作方式：{s['cooperation']}\n"
        f"（四）对揭榜方的要求：{s['requirements']}\n"
        f"（五）产权归属：{s['ip_ownership']}",
    )
    heading(d, "四、附件材料")
    body(d, "（一）登记证书复印件\n（二）现有产品检测报告")
    write(
        d, f"　　　　　　　　　　　　　　　　{s['owner']}（章）\n　　　　　　　　　　　　　　　　{s['day']}"
    )
    return d


# D 附件1: a county office's table: cells merged by hand at the side, heads above the money, the sum's unit in a head.
def office(s: Sheet) -> Any:
    d = Document()
    write(d, "产业共性技术需求征集表", name="方正小标宋简体", size=20)
    t = lay(
        d,
        5,
        [
            ["", "单位名称", (3, s["owner"])],
            ["", "信用代码", s["credit_code"], "属地", s["region"]],
            ["", "单位性质", (3, s["owner_kind"])],
            ["", "法人代表", s["legal_representative"], "成立时间", s["founded"]],
            ["", "地址", (3, s["address"])],
            ["", "姓名", s["contact"], "职务", s["contact_title"]],
            ["", "固话", s["phone"], "手机", s["mobile"]],
            ["", "邮箱", s["email"], "传真", s["fax"]],
            [(2, "需求名称"), (3, s["title"])],
            [(2, "所属产业链"), (3, s["field"])],
            [(2, "国内外现状\n和需求背景"), (3, s["background"])],
            [(2, "主要攻关内容"), (3, s["content"])],
            [(2, "考核指标"), (3, s["targets"])],
            [(2, "预期效益"), (3, s["benefits"])],
            [(2, "总投入（万元）"), "其中支付揭榜方\n（万元）", "完成时限", "合作方式"],
            [(2, s["investment"]), s["reward"], s["deadline"], s["cooperation"]],
            [(2, "对揭榜方的要求"), (3, s["requirements"])],
            [(2, "产权归属"), (3, s["ip_ownership"])],
            [(2, "单位意见"), (3, "同意上报。\n　　　　　　（公章）")],
            [(2, "县（市、区）\n科技部门意见"), (3, "同意推荐。\n　　　　　　（公章）　2021年6月30日")],
        ],
    )
    down(t, 0, 0, 4, "需\n求\n单\n位")
    down(t, 0, 5, 7, "联\n系\n人")
    return d


# E 附件3: the table pasted into a mail, between greeting and signature.
def mail(s: Sheet) -> Any:
    d = Document()
    write(
        d,
        "徐科长：\n　　您好！您要的材料填好了，表格贴在下面，盖章件明天快递过来。",
        name="微软雅黑",
        size=10.5,
    )
    write(d, "科技成果转化“揭榜挂帅”成果信息表", name="微软雅黑", size=14, bold=True)
    lay(
        d,
        4,
        [
            ["成果名称", (3, s["title"])],
            ["持有单位", s["owner"], "单位性质", s["owner_kind"]],
            ["信用代码", s["credit_code"], "属地", s["region"]],
            ["联系人及手机", f"{s['contact']} {s['mobile']}", "固话", s["phone"]],
            ["电子邮箱", s["email"], "技术领域", s["field"]],
            ["所处阶段", s["maturity"], "成果水平", s["level"]],
            ["转化方式", s["mode"], "意向价格", s["price"]],
            ["知识产权", (3, s["ip"])],
            ["成果简介", (3, s["content"])],
            ["预期效益", (3, s["benefits"])],
            ["对承接企业的要求", (3, s["requirements"])],
            ["获奖情况", (3, s["award"])],
        ],
        name="微软雅黑",
        size=10.5,
    )
    write(d, "祝工作顺利！", name="微软雅黑", size=10.5)
    write(
        d,
        f"--\n{s['clerk']}\n办公室：{s['clerkp']}　传真：{s['clerkf']}",
        name="微软雅黑",
        size=9,
        colour=GREY,
    )
    return d


# F 附件3: the research office's own form for registering achievements, two or three pairs in a row; the unit stands in a cell split off by hand.
def achieve(s: Sheet) -> Any:
    d = Document()
    write(d, "科技成果登记表", name="黑体", size=20)
    lay(
        d,
        6,
        [
            ["成果名称", (5, s["title"])],
            ["登记号", s["number"], "登记日期", s["day"], "密级", "公开"],
            ["成果持有单位", (3, s["owner"]), "信用代码", s["credit_code"]],
            ["单位性质", (5, s["owner_kind"])],
            ["单位地址", (3, s["address"]), "邮编", s["zip"]],
            ["联系人", s["contact"], "手机", s["mobile"], "固话", s["phone"]],
            ["E-mail", (2, s["email"]), "所属领域", (2, s["field"])],
            ["主要完成人", (5, s["people"])],
            ["技术成熟度", (5, s["maturity"])],
            ["成果水平", (5, s["level"])],
            ["知识产权情况", (5, s["ip"])],
            ["成果内容简介", (5, s["content"])],
            ["拟转化方式", (2, s["mode"]), "意向转让价", s["price"], "万元"],
            ["经济和社会效益", (5, s["benefits"])],
            ["承接企业条件", (5, s["requirements"])],
            ["单位意见", (5, "\n　　　　　　　　　　（科研处章）")],
        ],
        name="宋体",
        size=10.5,
    )
    return d


# G 附件4: a sign-up form with the firm's own rows, three members in one cell, a row left empty.
def signup(s: Sheet) -> Any:
    d = Document()
    write(d, "“揭榜挂帅”项目揭榜报名表", name="方正小标宋简体", size=20)
    lay(
        d,
        6,
        [
            ["榜单名称", (3, s["project_title"]), "榜单编号", s["project_code"]],
            ["报名单位\n（揭榜方）", (3, s["bidder"]), "信用代码", s["credit_code"]],
            ["成立时间", s["founded"], "注册资本", s["capital"], "员工人数", s["staff"]],
            ["单位性质", (5, s["bidder_kind"])],
            ["项目负责人", s["leader"], "职称", s["leader_title"], "从事专业", s["major"]],
            ["联系人", s["contact"], "固话", s["phone"], "手机", s["mobile"]],
            ["电子邮箱", (2, s["email"]), "传真", (2, s["fax"])],
            ["联合体成员\n（没有填无）", (5, s["members"])],
            ["", "", "", "", "", ""],
            ["工作基础", (5, s["basis"])],
            ["技术方案", (5, s["scheme"])],
            ["对榜单指标\n的响应", (5, s["targets"])],
            ["进度安排", (5, s["schedule"])],
            ["揭榜报价", (5, s["price"])],
            ["开户行", (2, s["bank"]), "账号", (2, s["account"])],
            ["单位意见", (5, "本单位对所填内容负责。\n　　　　　　　　（公章）　2021年7月22日")],
            ["推荐单位意见", (5, "\n　　　　　　　　（公章）　　年　月　日")],
        ],
        name="仿宋",
        size=11,
    )
    return d


LAYOUTS: tuple[Callable[[Sheet], Any], ...] = (scan, lastyear, outline, office, mail, achieve, signup)


def main() -> None:
    for draw in LAYOUTS:
        for n, (sheet,) in enumerate(ALL[draw.__name__], 1):
            path, document = OUT / f"{draw.__name__}-{n}.docx", draw(sheet)
            for section in document.sections:
                section.left_margin = section.right_margin = Cm(2.5)
            check(document, [sheet], path.stem)
            truth = json.dumps({"forms": [sheet.truth]}, ensure_ascii=False, indent=1)
            path.with_suffix(".json").write_text(truth + "\n", "utf-8")
            save(document, path)
            if draw.__name__ in RESAVED:
                resave(path, RESAVED[draw.__name__])


if __name__ == "__main__":
    main()
