"""Ten layouts of the annexes as Word files; each takes the forms of one file."""

# ruff: noqa: E501  a row of a form reads best on one line

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.shared import Cm, Pt, RGBColor

from tests.forms.holdout.ninth.sources.make import down, fonted, lay, write
from tests.forms.holdout.tenth.sources.facts import Sheet

GREY, BLUE = RGBColor(0xA6, 0xA6, 0xA6), RGBColor(0x1F, 0x4E, 0x9E)
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def page(d: Any) -> None:
    d.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def body(d: Any, text: str) -> None:
    """Running text: each paragraph indented by its format, not by blanks."""
    for line in text.split("\n"):
        p = d.add_paragraph()
        p.paragraph_format.first_line_indent = Pt(24)
        fonted(p.add_run(line))


def heading(d: Any, text: str) -> None:
    write(d, text, name="黑体", size=14)


# A 附件2: a cover whose lines are a table without borders, instructions, then chapters: a small table, running text,
# the budget by 科目, the goals by year, a list of enclosures to tick.
def cover(forms: Sequence[Sheet]) -> Any:
    (s,), d = forms, Document()
    write(d, "附件2")
    write(d, "企业关键技术攻关类\n“揭榜挂帅”需求申报书", name="方正小标宋简体", size=24)
    front = d.add_table(5, 2)
    for row, (label, value) in zip(
        front.rows,
        (
            ("项 目 名 称：", s["title"]),
            ("申报单位（公章）：", s["owner"]),
            ("联　系　人：", s["contact"]),
            ("联 系 电 话：", s["mobile"]),
            ("填 报 日 期：", s["day"]),
        ),
        strict=True,
    ):
        write(row.cells[0], label, size=16)
        write(row.cells[1], [(value, {"underline": True})], size=16)
    write(d, "嘉兴市科学技术局编制")
    page(d)
    write(d, "填 写 说 明", name="黑体", size=16)
    body(
        d,
        "一、本申报书用A4纸双面打印，左侧装订，一式三份。\n二、项目名称要具体，与榜单发布时一致。\n"
        "三、表中各栏没有内容的填“无”，不得空着；页面不够可以加页。",
    )
    page(d)
    heading(d, "一、申报单位基本情况")
    lay(
        d,
        4,
        [
            ["单位名称", (3, s["owner"])],
            ["统一社会\n信用代码", s["credit_code"], "单位类型", s["owner_kind"]],
            ["单位地址", (3, s["address"])],
            ["所属县\n（市、区）", s["region"], "所属领域", s["field"]],
            ["法定代表人", s["legal_representative"], "联系人", s["contact"]],
            ["联系人职务", s["contact_title"], "办公电话", s["phone"]],
            ["移动电话", s["mobile"], "电子信箱", s["email"]],
            ["财务联系人", s["fin"], "手机", s["finp"]],
        ],
    )
    heading(d, "二、需求说明")
    for label, key in (
        ("（一）立项背景及存在的主要问题", "background"),
        ("（二）主要攻关内容", "content"),
        ("（三）验收考核指标", "targets"),
        ("（四）预期效益", "benefits"),
    ):
        write(d, label, name="楷体_GB2312")
        body(d, s[key])
    heading(d, "三、经费与期限")
    write(d, f"（一）总投入：{s['investment']}，其中拟支付揭榜方：{s['reward']}。")
    write(d, f"（二）起止时间：{s['deadline']}")
    write(d, "（三）经费构成（单位：万元）")
    lay(
        d,
        3,
        [
            ["科目", "金额", "备注"],
            ["设备费", s["gear"], ""],
            ["材料费", s["stuff"], ""],
            ["测试化验加工费", s["test"], "按实列支"],
            ["外协攻关费", s["pay"], "付揭榜方"],
            ["合计", s["total"], ""],
        ],
    )
    write(d, "（四）年度目标")
    lay(
        d,
        2,
        [
            ["年度", "阶段目标"],
            ["2021年", "完成方案论证，签订合同"],
            ["2022年", "完成样机或小试"],
            ["2023年", "验收"],
        ],
    )
    heading(d, "四、合作约定")
    write(d, f"（一）对揭榜方的要求：{s['requirements']}")
    write(d, f"（二）知识产权归属：{s['ip_ownership']}")
    write(d, f"（三）合作方式：{s['cooperation']}")
    heading(d, "五、单位承诺")
    body(
        d,
        "本单位对以上内容的真实性负责，愿意配合现场核查。\n法定代表人（签字）：　　　　　　　　　　年　月　日（公章）",
    )
    heading(d, "六、附件清单")
    write(d, "☑营业执照复印件　　☑上年度财务报表　　□查新报告　　□其他")
    return d


# B 附件1: a questionnaire, each answer below its question.
def answers(forms: Sequence[Sheet]) -> Any:
    (s,), d = forms, Document()
    write(d, "产业共性技术需求问卷", name="黑体", size=20)
    body(d, "为做好今年揭榜挂帅的征集工作，请贵单位逐题作答，答案写在题目下面。有不明白的地方可来电询问。")
    parts: list[tuple[str, list[tuple[str, str]]]] = [
        (
            "第一部分　贵单位",
            [
                ("提出单位（全称）", s["owner"]),
                ("统一社会信用代码", s["credit_code"]),
                ("单位性质（综合体、创新联合体、协会、联盟等）", s["owner_kind"]),
                ("属地（县、市、区）", s["region"]),
                ("法定代表人", s["legal_representative"]),
                ("通讯地址", s["address"]),
                ("联系人及职务", f"{s['contact']}，{s['contact_title']}"),
                ("手机号码", s["mobile"]),
                ("固定电话", s["phone"]),
                ("电子邮箱", s["email"]),
            ],
        ),
        (
            "第二部分　技术需求",
            [
                ("需求名称是什么？（30字以内）", s["title"]),
                ("属于哪个重点产业链、技术领域？", s["field"]),
                ("国内外现状怎样，需求背景是什么？", s["background"]),
                ("攻关内容有哪些？（可分条写）", s["content"]),
                ("考核指标是什么？（要能测量）", s["targets"]),
                ("预期效益怎样？", s["benefits"]),
            ],
        ),
        (
            "第三部分　投入与合作",
            [
                ("计划总投入多少？（请写明单位）", s["investment"]),
                ("其中拟支付揭榜方多少？", s.get("reward", "")),
                ("完成时限？", s.get("deadline", "（如：2022年12月31日）")),
                ("对揭榜方有哪些要求？", s["requirements"]),
                ("知识产权归属如何约定？", s["ip_ownership"]),
                ("愿意采取哪种合作方式？", s["cooperation"]),
            ],
        ),
    ]
    number = 0
    for title, questions in parts:
        heading(d, title)
        for question, answer in questions:
            number += 1
            write(d, f"{number}、{question}", bold=True)
            body(d, f"答：{answer}")
    write(d, "问卷到此结束，谢谢！请于6月25日前寄回市科技局高新处（电话0573-82521190）。")
    return d


# C 附件2: no table at all, tab stops and full-width blanks, what was filled in underlined.
def tabs(forms: Sequence[Sheet]) -> Any:
    (s,), d = forms, Document()
    write(d, "企业关键技术“揭榜挂帅”需求登记单", name="华文中宋", size=20)

    def line(*pairs: tuple[str, str]) -> None:
        p = d.add_paragraph()
        for at in (3.2, 8.6, 11.8):
            p.paragraph_format.tab_stops.add_tab_stop(Cm(at))
        for n, (label, value) in enumerate(pairs):
            fonted(p.add_run(("\t" if n else "") + label + "\t"))
            fonted(p.add_run(value)).underline = True

    line(("需求名称：", s["title"]))
    line(("企业名称：", s["owner"]))
    line(("信用代码：", s["credit_code"]), ("属　　地：", s["region"]))
    line(("法人代表：", s["legal_representative"]), ("所属行业：", s["field"]))
    line(("联 系 人：", f"{s['contact']}（{s['contact_title']}）"), ("手　　机：", s["mobile"]))
    line(("固定电话：", s["phone"]), ("电子邮箱：", s["email"]))
    line(("企业地址：", s["address"]))
    for label, key in (
        ("【需求背景】", "background"),
        ("【攻关内容】", "content"),
        ("【主要技术指标】", "targets"),
    ):
        write(d, label, bold=True)
        body(d, s[key])
    line(("总 投 入：", s["investment"]), ("其中付揭榜方：", s["reward"]))
    line(("完成时限：", s["deadline"]))
    line(("合作方式：", s["cooperation"]))
    line(("揭榜方要求：", s["requirements"]))
    line(("填 表 人：", s["filler"]), ("填表人电话：", s["fillerp"]))
    line(("填表日期：", s["day"]))
    write(d, "　　　　　　　　　　　　　　　　　　　　（企业盖章）")
    return d


# D 附件3: a leaflet made with WPS: the number and the ways to get in touch stand in text boxes.
def box(forms: Sequence[Sheet]) -> Any:
    (s,), d = forms, Document()
    write(d, "科技成果转化“揭榜挂帅”成果推介表", name="微软雅黑", size=20)
    text_box(d, 1, [f"成果编号：{s['number']}"], 160, 28)
    lay(
        d,
        2,
        [
            [[(label, {"bold": True, "colour": BLUE})], s[key]]
            for label, key in (
                ("成果名称", "title"),
                ("技术持有单位", "owner"),
                ("单位信用代码", "credit_code"),
                ("单位类别", "owner_kind"),
                ("应用领域", "field"),
                ("技术成熟度", "maturity"),
                ("成果水平", "level"),
                ("知识产权状况", "ip"),
                ("成果介绍", "content"),
                ("拟转化方式", "mode"),
                ("期望价格", "price"),
                ("效益预期", "benefits"),
                ("对承接企业的要求", "requirements"),
            )
        ],
        name="微软雅黑",
        size=10.5,
    )
    text_box(
        d,
        2,
        [
            "联系方式",
            f"地　　址：{s['address']}",
            f"联 系 人：{s['contact']}",
            f"固定电话：{s['phone']}",
            f"手　　机：{s['mobile']}",
            f"电子邮箱：{s['email']}",
            f"技术经纪人：{s['broker']}",
            f"技术经纪人电话：{s['brokerp']}",
        ],
        360,
        170,
    )
    return d


def text_box(d: Any, number: int, lines: Sequence[str], width: int, height: int) -> None:
    """A floating box as Word 2010 and WPS write it, with its older copy beside it for older readers."""
    inner = "".join(
        f'<w:p><w:r><w:rPr><w:rFonts w:eastAsia="微软雅黑"/></w:rPr><w:t>{escape(one)}</w:t></w:r></w:p>'
        for one in lines
    )
    held = f"<w:txbxContent>{inner}</w:txbxContent>"
    size = f'cx="{width * 12700}" cy="{height * 12700}"'
    d.add_paragraph()._p.append(
        parse_xml(
            f'<w:r {NS}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent {size}/><wp:docPr id="{number}" name="文本框 {number}"/><a:graphic>'
            '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
            f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            '<a:ln w="6350"><a:solidFill><a:srgbClr val="1F4E9E"/></a:solidFill></a:ln></wps:spPr>'
            f"<wps:txbx>{held}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
            f'<mc:Fallback><w:pict><v:shape id="box{number}" style="width:{width}pt;height:{height}pt"><v:textbox>{held}</v:textbox>'
            "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )


# E 附件3: pasted from a platform's page: crumbs, counts of visits, a table without lines, headings over paragraphs, the platform's own numbers.
def web(forms: Sequence[Sheet]) -> Any:
    (s,), d = forms, Document()
    write(d, "首页 > 成果超市 > 成果详情", size=9, colour=GREY)
    write(d, s["title"], name="微软雅黑", size=18, bold=True)
    write(d, f"发布时间：{s['posted']}\u00a0\u00a0浏览次数：{s['hits']}\u00a0\u00a0【打印】【关闭】", size=9)
    write(d, "科技成果转化项目基本信息", name="微软雅黑", size=14)
    t = d.add_table(5, 4)
    for n, (label, value) in enumerate(
        (
            ("成果名称：", s["title"]),
            ("所属领域：", s["field"]),
            ("持有单位：", s["owner"]),
            ("所在地区：", s["region"]),
            ("技术成熟度：", s["maturity"]),
            ("成果水平：", s["level"]),
            ("转化方式：", s["mode"]),
            ("意向价格：", s["price"]),
            ("知识产权：", s["ip"]),
        )
    ):
        write(t.cell(n // 2, n % 2 * 2), f"\u00a0{label}", bold=True)
        write(t.cell(n // 2, n % 2 * 2 + 1), f"{value}\u00a0")
    for label, key in (
        ("成果简介", "content"),
        ("预期效益", "benefits"),
        ("承接企业要求", "requirements"),
    ):
        write(d, label, name="微软雅黑", size=14, colour=BLUE)
        write(d, s[key])
    write(d, "联系方式", name="微软雅黑", size=14, colour=BLUE)
    write(d, f"联系人：{s['contact']}\u00a0\u00a0手机：{s['mobile']}\u00a0\u00a0邮箱：{s['email']}")
    write(d, "上一篇：没有了　　下一篇：返回列表", size=9, colour=GREY)
    write(d, "浙北技术交易平台　版权所有　客服热线400-800-0573", size=9, colour=GREY)
    return d


# H 附件4: a covering letter, then the form; the owner's man is named on it; enclosures to tick.
def letter(forms: Sequence[Sheet]) -> Any:
    (s,), d = forms, Document()
    write(d, f"关于申请揭榜“{s['project_title']}”的函", name="方正小标宋简体", size=20)
    write(d, "嘉兴市科学技术局：")
    body(
        d,
        "贵局公布的榜单已收悉。经单位研究，我们有条件完成其中一项任务，现将揭榜意向表和有关材料送上，请审查。",
    )
    write(d, f"　　　　　　　　　　　　　　　　{s['bidder']}\n　　　　　　　　　　　　　　　　{s['day']}")
    page(d)
    write(d, "附件4", name="黑体")
    write(d, "揭 榜 意 向 表", size=20)
    t = lay(
        d,
        5,
        [
            [(2, "揭榜项目名称"), s["project_title"], "榜单编号", s["project_code"]],
            ["发榜企业", "企业名称", (3, s["owner"])],
            ["", "对接人", s["who"], "联系电话", s["whop"]],
            ["揭榜单位", "单位名称", s["bidder"], "信用代码", s["credit_code"]],
            ["", "单位性质", (3, s["bidder_kind"])],
            ["", "联合体成员（没有填“无”）", (3, s["members"])],
            ["揭榜负责人", "姓名", s["leader"], "职称", s["leader_title"]],
            ["", "手机", (3, s["leaderp"])],
            ["联系人", "姓名", s["contact"], "办公电话", s["phone"]],
            ["", "手机", s["mobile"], "电子邮箱", s["email"]],
            [(2, "已有研发基础"), (3, s["basis"])],
            [(2, "拟采取的技术方案"), (3, s["scheme"])],
            [(2, "对考核指标的响应"), (3, s["targets"])],
            [(2, "进度安排"), (3, s["schedule"])],
            [(2, "报价"), (3, s["price"])],
            [(2, "所附材料"), (3, "☑法人证书　☑合作协议　□专利证书　□业绩证明")],
            [
                (2, "承诺"),
                (3, "以上内容真实有效，如有虚假愿承担责任。\n法定代表人签章：　　　　　（公章）"),
            ],
        ],
        name="宋体",
        size=11,
    )
    for first, last in ((1, 2), (3, 5), (6, 7), (8, 9)):
        down(t, 0, first, last, "")
    write(d, "注：本表一式两份，揭榜单位与市科技局各存一份。", size=10.5)
    return d


# I 附件1: the office's check list in front, labels set out with blanks and line breaks, values that begin with a colon, the unit in the label, notes behind.
def checked(forms: Sequence[Sheet]) -> Any:
    (s,), d = forms, Document()
    write(d, "形式审查表（科技部门填写）", name="黑体", size=16)
    lay(
        d,
        3,
        [
            ["审查内容", "是", "否"],
            ["提出单位是否为独立法人", "☑", "□"],
            ["需求名称与内容是否一致", "☑", "□"],
            ["总投入与拟支付揭榜方金额是否合理", "☑", "□"],
            ["联系人、联系电话是否齐全", "☑", "□"],
            [(3, f"审查人：{s['office']}　　电话：{s['officep']}　　2021年7月1日")],
        ],
        name="宋体",
        size=10.5,
    )
    page(d)
    write(d, "产业共性技术需求表", name="方正小标宋简体", size=22)
    unit = s["unit"]
    lay(
        d,
        4,
        [
            ["需 求\n名 称", (3, f"：{s['title']}")],
            ["提 出\n单 位", f"：{s['owner']}", "统一社会\n信用代码", f"：{s['credit_code']}"],
            ["单 位\n性 质", s["owner_kind"], "属　地", f"：{s['region']}"],
            ["法　定\n代表人", f"：{s['legal_representative']}", "地　址", f"：{s['address']}"],
            ["联系人", f"：{s['contact']}", "职　务", f"：{s['contact_title']}"],
            ["手　机", f"：{s['mobile']}", "座　机", f"：{s['phone']}"],
            ["电 子\n邮 箱", f"：{s['email']}", "重 点\n产业链", f"：{s['field']}"],
            ["国内外现状及\n需 求 背 景", (3, s["background"])],
            ["攻 关\n内 容", (3, s["content"])],
            ["考 核\n指 标", (3, s["targets"])],
            ["预 期\n效 益", (3, s["benefits"])],
            [
                f"总 投 入\n（{unit}）",
                f"：{s['investment']}",
                f"其中：拟支付\n揭榜方（{unit}）",
                f"：{s['reward']}",
            ],
            ["完 成\n时 限", f"：{s['deadline']}", "合 作\n方 式", s["cooperation"]],
            ["对揭榜方\n的 要 求", (3, f"：{s['requirements']}")],
            ["知识产权\n归　　属", (3, f"：{s['ip_ownership']}")],
            ["属地经信\n部门意见", (3, "\n（盖章）　　　年　月　日")],
        ],
    )
    write(
        d,
        "填表说明：\n1.提出单位名称应与公章一致。\n2.攻关内容限填五百字，可另附页。\n"
        f"3.总投入、拟支付揭榜方的金额以{unit}为单位。\n4.完成时限最长不超过三年。",
        size=10.5,
    )
    return d


# J 附件4: one bidder's two bids in one file; the price in words and in figures.
def pair(forms: Sequence[Sheet]) -> Any:
    d = Document()
    for n, (s, which) in enumerate(zip(forms, "一二", strict=True)):
        if n:
            page(d)
        write(d, f"揭榜挂帅项目揭榜意向表（之{which}）", name="黑体", size=18)
        t = lay(
            d,
            5,
            [
                ["拟揭榜项目", (4, s["project_title"])],
                ["榜单编号", (2, s["project_code"]), "信用代码", s["credit_code"]],
                ["揭榜方名称", (4, s["bidder"])],
                ["项目负责人", (2, s["leader"]), "职称", s["leader_title"]],
                ["业务联系人", (2, s["contact"]), "移动电话", s["mobile"]],
                ["电子信箱", (4, s["email"])],
                ["前期研究基础", (4, s["basis"])],
                ["技术路线", (4, s["scheme"])],
                ["对榜单指标的承诺", (4, s["targets"])],
                ["进度计划", (4, s["schedule"])],
                ["揭榜报价", "大写", (3, s["price"])],
                ["", "小写", (3, f"￥{float(s['figure']):,.2f}")],
            ],
        )
        down(t, 0, 10, 11, "")
        write(d, "揭榜方（盖章）：　　　　　　　　　　　　日期：2021年7月20日")
    return d


# K 附件3: numbered rows and, at the right, the county's column of ticks; a hint left where nothing was filled in.
def county(forms: Sequence[Sheet]) -> Any:
    (s,), d = forms, Document()
    write(d, "科技成果转化“揭榜挂帅”项目信息登记表", size=20)
    rows = [
        ("成果名称", s["title"]),
        ("成果持有单位", s["owner"]),
        ("统一社会信用代码", s["credit_code"]),
        ("持有单位性质", s["owner_kind"]),
        ("属地（拟落地县市区）", s["region"]),
        ("通信地址", s["address"]),
        ("联系人", s["contact"]),
        ("固定电话", s["phone"]),
        ("手机号", s["mobile"]),
        ("电子信箱", s["email"]),
        ("主要完成人", s["people"]),
        ("技术领域", s["field"]),
        ("知识产权形式及编号", s["ip"]),
        ("成果简介（400字内）", s["content"]),
        ("所处阶段（单选）", s["maturity"]),
        ("成果水平（单选）", s["level"]),
        ("转化方式（可多选）", s["mode"]),
        ("意向价格（万元，可填面议）", s["price"]),
        ("预期效益", s["benefits"]),
        ("对承接企业的要求", s["requirements"]),
        ("获奖情况", s["award"]),
        ("推广应用情况", [("（填写已应用的单位和成效，如：某公司，年增产值100万元）", {"colour": GREY})]),
    ]
    lay(
        d,
        4,
        [
            ["序号", "填报项目", "填报内容", "县市区核对"],
            *[
                [str(n), label, value, "√" if n < len(rows) else ""]
                for n, (label, value) in enumerate(rows, 1)
            ],
        ],
        name="宋体",
        size=10.5,
    )
    write(d, "核对人：　　　　　　核对日期：2021年7月　日（“核对”栏由县市区科技局打√）", size=10.5)
    return d


# L 附件2: the whole need in one page-long cell, the money and terms in another; both numbers in one cell.
def bigcell(forms: Sequence[Sheet]) -> Any:
    (s,), d = forms, Document()
    write(d, "附件2：企业关键技术需求表", name="黑体", size=18)
    lay(
        d,
        6,
        [
            ["需求名称", (5, s["title"])],
            ["企业名称", (3, s["owner"]), "信用代码", s["credit_code"]],
            ["企业类型", s["owner_kind"], "法定代表人", s["legal_representative"], "职工人数", s["staff"]],
            [
                "注册资本\n（万元）",
                s["capital"],
                "上年度营业收入\n（万元）",
                s["sales"],
                "所属行业",
                s["field"],
            ],
            ["企业地址", (3, s["address"]), "属地", s["region"]],
            ["联系人", s["contact"], "职务", s["contact_title"], "联系电话", f"{s['phone']} / {s['mobile']}"],
            ["电子邮箱", (5, s["email"])],
            [
                "技术需求\n情况说明",
                (
                    5,
                    f"1.需求背景：{s['background']}\n2.攻关内容：\n{s['content']}\n3.考核指标：{s['targets']}\n4.预期效益：{s['benefits']}",
                ),
            ],
            [
                "投入与\n合作意向",
                (
                    5,
                    f"1.总投入（万元）：{s['investment']}；其中拟支付揭榜方（万元）：{s['reward']}\n2.完成时限：{s['deadline']}\n"
                    f"3.对揭榜方的要求：{s['requirements']}\n4.知识产权归属：{s['ip_ownership']}\n5.合作方式：{s['cooperation']}",
                ),
            ],
            ["意向合作\n单位或专家", (3, s["expert"]), "电话", s["expertp"]],
            ["企业意见", (5, "同意申报。\n负责人（签字）：　　　　　（盖章）　　　年　月　日")],
            ["县（市、区）\n科技部门意见", (5, f"同意推荐。\n经办人：{s['officer']}　　（盖章）")],
        ],
        name="仿宋",
        size=11,
    )
    write(d, "（本表可续页）", size=10.5)
    return d
