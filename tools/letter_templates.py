"""The shipped letters: each a list of (style, text), made into ``templates/letter-*.docx``."""

from __future__ import annotations

from jbgs.exporters import docx_layout as layout

TITLE, TO, BODY, LEFT = layout.TITLE, layout.ADDRESSEE, layout.BODY, layout.NORMAL
H1, H3, SIGN, ANNEX = layout.HEADINGS[1], layout.HEADINGS[3], layout.SIGNATURE, layout.ANNEX

_SIGNED = [(SIGN, ""), (SIGN, ""), (SIGN, "{{ 单位 }}"), (SIGN, "{{ 日期 }}")]
_CONTACT = "（联系人：　　　　　　联系电话：　　　　　　　）"


def _maybe(name: str, text: str) -> list[tuple[str, str]]:
    """A paragraph that is there only where its fact is."""
    return [(BODY, f"{{%p if {name} %}}"), (BODY, text), (BODY, "{%p endif %}")]


def _publicity(title: str, opening: str) -> list[tuple[str, str]]:
    return [
        (TITLE, title),
        (TO, ""),
        (BODY, opening),
        (
            BODY,
            "任何单位和个人对公示内容有异议的，请在公示期内以书面形式向我单位反映。以单位名义反映的，须加盖公章；"
            "以个人名义反映的，须署真实姓名并写明联系方式，以便核实。",
        ),
        (BODY, ""),
        (LEFT, "　　附件：公示项目一览表"),
        *_SIGNED,
        (BODY, _CONTACT),
        (ANNEX, "附件"),
        (BODY, "{{ 项目表 }}"),
    ]


def _answer(title: str, *said: str) -> list[tuple[str, str]]:
    """What a bidder is told: his bid came, and what became of it."""
    came = (
        "你单位于{{ 收到日期 }}就“揭榜挂帅”榜单{% if 榜单名称 %}（{{ 榜单名称 }}）{% endif %}“{{ 项目名称 }}”"
        "（项目编号{{ 项目编号 }}）提交的揭榜意向收悉。感谢你单位对我市科技项目“揭榜挂帅”工作的支持。"
    )
    body = [(BODY, text) for text in (came, *said)]
    return [(TITLE, title), (TO, ""), (TO, "{{ 收文单位 }}："), *body, *_SIGNED, (BODY, _CONTACT)]


LETTERS = {
    "letter-announcement": [
        (TITLE, "嘉兴市科技项目“揭榜挂帅”榜单（{{ 榜单名称 }}）"),
        (TO, ""),
        (
            BODY,
            "现发布嘉兴市科技项目“揭榜挂帅”榜单（{{ 榜单名称 }}），共{{ 项目数 }}项。"
            "{% if 揭榜截止 %}揭榜截止日期为{{ 揭榜截止 }}。{% endif %}",
        ),
        *_maybe("揭榜条件", "揭榜条件：{{ 揭榜条件 }}"),
        *_maybe("报价密封", "{{ 报价密封 }}"),
        (BODY, "{%p for 一项 in 项目 %}"),
        (H3, "{{ 一项.序号 }}. {{ 一项.名称 }}（{{ 一项.编号 }}）"),
        (BODY, "类型：{{ 一项.类型 }}"),
        (BODY, "{{ 一项.单位称谓 }}：{{ 一项.需求单位 }}"),
        *_maybe("一项.属地", "属地：{{ 一项.属地 }}"),
        *_maybe("一项.技术领域", "技术领域：{{ 一项.技术领域 }}"),
        *_maybe("一项.主要内容", "主要内容：{{ 一项.主要内容 }}"),
        *_maybe("一项.考核指标", "考核指标：{{ 一项.考核指标 }}"),
        *_maybe("一项.金额", "{{ 一项.金额称谓 }}：{{ 一项.金额 }}"),
        *_maybe("一项.完成时限", "完成时限：{{ 一项.完成时限 }}"),
        *_maybe("一项.对揭榜方要求", "对揭榜方要求：{{ 一项.对揭榜方要求 }}"),
        (BODY, "{%p endfor %}"),
        *_SIGNED,
    ],
    "letter-publicity-award": _publicity(
        "关于嘉兴市科技项目“揭榜挂帅”揭榜结果的公示",
        "嘉兴市科技项目“揭榜挂帅”共有{{ 项目数 }}个项目确定了揭榜单位，现予公示，公示期{{ 公示期 }}。",
    ),
    "letter-publicity-approval": _publicity(
        "关于嘉兴市科技项目“揭榜挂帅”拟立项项目的公示",
        "经评审，拟对{{ 项目数 }}个“揭榜挂帅”项目予以立项，现予公示，公示期{{ 公示期 }}。",
    ),
    "letter-publicity-subsidy": _publicity(
        "关于嘉兴市科技项目“揭榜挂帅”拟补助项目的公示",
        "拟对{{ 项目数 }}个“揭榜挂帅”项目给予补助，合计{{ 补助合计 }}（人民币{{ 补助合计大写 }}），现予公示，"
        "公示期{{ 公示期 }}。",
    ),
    "letter-award": _answer(
        "关于“揭榜挂帅”项目确定揭榜单位的函",
        "根据{{ 依据 }}，{{ 确定日期 }}确定你单位为该项目的揭榜单位。",
        "{{ 单位称谓 }}：{{ 需求单位 }}。{{ 后续工作 }}",
        "合同签订后，请将合同文本一份报我单位。",
    ),
    "letter-decline": _answer(
        "关于“揭榜挂帅”项目揭榜结果的函",
        "根据{{ 依据 }}，该项目已确定由{{ 揭榜单位 }}揭榜，你单位本次未中榜。",
        "欢迎你单位继续关注和参与我市后续榜单。",
    ),
    "letter-notice": [
        *((layout.NUMBER, text) for text in ("{%p if 文号 %}", "{{ 文号 }}", "", "{%p endif %}")),
        (TITLE, "关于“揭榜挂帅”工作督查情况的通报"),
        (TO, ""),
        (TO, "{{ 收文单位 }}："),
        (
            BODY,
            "根据《{{ 政策名称 }}》建立专项督查通报机制的要求，对{{ 督查期间 }}各地科技项目“揭榜挂帅”工作"
            "情况进行了督查（截至{{ 截至 }}）。现将有关情况通报如下：",
        ),
        (H1, "一、总体情况"),
        (BODY, "{{ 总体情况 }}"),
        (H1, "二、存在问题"),
        (BODY, "{{ 存在问题 }}"),
        (H1, "三、整改要求"),
        (BODY, "{{ 整改要求 }}"),
        (BODY, "{{ 附件说明 }}"),
        *_SIGNED,
        (BODY, "{{ 附表 }}"),
    ],
    "letter-correction": [
        (TITLE, "关于请更正“揭榜挂帅”报送材料的函"),
        (TO, ""),
        (TO, "{{ 收文单位 }}："),
        (
            BODY,
            "你单位报送的“揭榜挂帅”材料已经收到，感谢支持。登记时发现 {{ 处数 }} 处内容缺漏或者不能确定，"
            "为不影响后续办理，请按下列表格更正：",
        ),
        (BODY, "{%p for 一份 in 材料 %}"),
        (H3, "{{ 一份.序号 }}. {{ 一份.名称 }}（登记编号 {{ 一份.登记编号 }}，{{ 一份.收到日期 }}收到）"),
        (BODY, "{{ 一份.更正表 }}"),
        (BODY, "{%p endfor %}"),
        (BODY, "请在原来的 Word 文件上改正，其他内容不必重填，改好后将该文件发回我单位。"),
        (BODY, "如项目名称也有改动，请在回复时写明上面的登记编号，以便与原件对应。"),
        *_SIGNED,
        (BODY, _CONTACT),
    ],
}


def letter_template(name: str) -> bytes:
    """One template as a .docx file."""
    document = layout.new(name, landscape=False)
    parts = LETTERS[name]
    for i, (style, text) in enumerate(parts):
        paragraph = document.add_paragraph(text, style=style)
        layout_ = paragraph.paragraph_format
        layout_.page_break_before = True if style == ANNEX else None
        # The signature stays whole, and with the end of the text.
        following = parts[i + 1][0] if i + 1 < len(parts) else ""
        layout_.keep_with_next = True if style == SIGN and following == SIGN else None
    return layout.saved(document)
