"""Layouts of forms as counties and firms make them, each a function from facts to a document's blocks.

They are made from the description of the domain and are unlike our own blank forms. A layout draws its
labels from those seen in practice, and tells through ``Sheet.shown`` which facts it has used.
"""

# ruff: noqa: E501  a row of a form reads best on one line

from __future__ import annotations

from collections.abc import Callable, Sequence

from jbgs.importers.document import Document, Paragraph, Table
from tests.forms.build import Written, table
from tests.forms.facts import INTENT_LABELS, LABELS, TRANSFER_LABELS, Fact, Facts

TITLES = {
    "common": "嘉兴市科技“揭榜挂帅”项目制需求表（产业共性技术攻关类）",
    "key": "2021年企业关键技术攻关“揭榜挂帅”需求表",
    "transfer": "科技成果转化项目征集表",
    "intent": "“揭榜挂帅”项目揭榜意向表",
}
EXTRA_LABELS = {
    "registered_capital": "注册资本",
    "revenue": "上年度营业收入",
    "rd_spending": "研发投入",
    "staff": "员工/研发人员",
    "qualifications": "资质",
    "rd_basis": "研发基础",
    "completers": "完成人",
    "leader_phone": "负责人电话",
}
TEXTS = (
    "background",
    "content",
    "targets",
    "benefits",
    "requirements",
    "ip_ownership",
    "ip",
    "basis",
    "scheme",
    "schedule",
    "members",
)
HINTS = {
    "content": "限500字",
    "title": "不超过40字",
    "targets": "请分条列出",
    "background": "国内外现状、差距等",
    "scheme": "可附页",
}
Block = str | Table


class Sheet:
    """One form being laid out: its facts, its way of writing labels, and what it has shown so far."""

    def __init__(self, facts: Facts, style: str = "plain", labels: str = "any") -> None:
        self.facts, self.style = facts, style
        self.rng = facts.fork()
        self.shown: set[str] = set()
        self.unknown: list[tuple[str, str]] = []
        own = {"transfer": TRANSFER_LABELS, "intent": INTENT_LABELS}.get(facts.key, {})
        self.names = {**LABELS, **own}
        self.first = labels == "first"
        self.count = 0

    def has(self, name: str) -> bool:
        return name in self.facts.all or name in self.facts.extras

    def fact(self, name: str) -> Fact:
        self.shown.add(name)
        return self.facts.all.get(name) or self.facts.extras[name]

    def value(self, name: str) -> str:
        return self.fact(name).written

    def word(self, name: str) -> str:
        """A label without any dressing."""
        if name in EXTRA_LABELS and name not in self.names:
            return EXTRA_LABELS[name]
        return self.names[name][0] if self.first else self.rng.choice(self.names[name])

    def label(self, name: str, word: str = "") -> str:
        """A label as this form dresses it, with the unit that the value needs."""
        text = word or self.word(name)
        self.count += 1
        fact = self.facts.all.get(name) or self.facts.extras.get(name)
        if fact and fact.unit:
            text += f"（{fact.unit}）"
        if self.style == "spaced" and len(text) <= 4 and "（" not in text:
            return self.rng.choice(" 　").join(text)
        if self.style == "numbered":
            return f"{self.count}{self.rng.choice('.、')}{text}"
        if self.style == "starred":
            return f"*{text}" if self.count % 2 else f"{text}："
        if self.style == "hinted" and name in HINTS:
            return f"{text}{self.rng.choice(['', chr(10)])}（{HINTS[name]}）"
        if self.style == "colon":
            return f"{text}："
        return text

    def pair(self, name: str) -> tuple[str, str]:
        return self.label(name), self.value(name)

    def names_of(self, *wanted: str) -> list[str]:
        """Those of some fields that this form has."""
        return [name for name in wanted if self.has(name)]

    @property
    def title(self) -> str:
        return TITLES[self.facts.key]

    @property
    def owner(self) -> str:
        return "bidder" if self.facts.key == "intent" else "owner"

    @property
    def lines(self) -> list[str]:
        """The short fields, in a natural order."""
        return self.names_of(
            "title", "project_title", "project_code", "region", "field", "owner", "bidder", "credit_code", "owner_kind",
            "bidder_kind", "address", "legal_representative", "leader", "leader_title", "leader_phone", "contact",
            "contact_title", "phone", "mobile", "email",
        )  # fmt: skip

    @property
    def texts(self) -> list[str]:
        return self.names_of("background", "members", "basis", "content", "scheme", "targets", "schedule", "benefits", "requirements",
            "ip_ownership", "ip")  # fmt: skip

    @property
    def rest(self) -> list[str]:
        return self.names_of(
            "investment", "reward", "deadline", "price", "cooperation", "maturity", "level", "mode"
        )

    @property
    def about_firm(self) -> list[str]:
        return self.names_of(
            "registered_capital",
            "revenue",
            "rd_spending",
            "staff",
            "qualifications",
            "rd_basis",
            "completers",
        )

    def stranger(self, label: str, value: str) -> tuple[str, str]:
        """A fact that no field keeps and that must be listed as not understood."""
        self.unknown.append((label, value))
        return label, value


def by_two(pairs: Sequence[tuple[str, str]]) -> list[list[Written]]:
    """Rows of label, value, label, value; an odd last value takes the rest of its row."""
    rows: list[list[Written]] = []
    for at in range(0, len(pairs), 2):
        two = pairs[at : at + 2]
        rows.append([*two[0], *two[1]] if len(two) == 2 else [two[0][0], (two[0][1], 3, 1)])
    return rows


def left_four(sheet: Sheet) -> list[Block]:
    """Four columns, labels to the left; texts over the whole width; opinions at the end."""
    lines = [sheet.pair(name) for name in sheet.lines]
    lines.append(sheet.stranger("邮政编码", "314000"))
    rows = by_two(lines)
    rows += by_two([sheet.pair(name) for name in sheet.about_firm])
    rows += [[sheet.label(name), (sheet.value(name), 3, 1)] for name in sheet.texts]
    rows += by_two([sheet.pair(name) for name in sheet.rest])
    rows.append([("推荐单位意见", 1, 1), ("（盖章）\n　　　　年　　月　　日", 3, 1)])
    return ["附件", sheet.title, table(*rows), "注：本表一式三份，内容较多可另附页。"]


def above(sheet: Sheet) -> list[Block]:
    """Labels above their values, four to a row."""
    names = sheet.lines + sheet.rest + sheet.about_firm
    rows: list[list[Written]] = []
    for at in range(0, len(names), 4):
        four = names[at : at + 4]
        spans = [1] * (len(four) - 1) + [5 - len(four)]
        rows.append([(sheet.label(n), s, 1) for n, s in zip(four, spans, strict=True)])
        rows.append([(sheet.value(n), s, 1) for n, s in zip(four, spans, strict=True)])
    for name in sheet.texts:
        rows += [[(sheet.label(name), 4, 1)], [(sheet.value(name), 4, 1)]]
    return [sheet.title, table(*rows)]


def in_cell(sheet: Sheet) -> list[Block]:
    """Label and value in the same cell."""
    lines = [
        f"{sheet.label(n).rstrip('：')}：{sheet.value(n)}"
        for n in sheet.lines + sheet.rest + sheet.about_firm
    ]
    rows: list[list[Written]] = [[(sheet.title, 2, 1)]]
    rows += [
        [lines[at], lines[at + 1]] if at + 1 < len(lines) else [(lines[at], 2, 1)]
        for at in range(0, len(lines), 2)
    ]
    for name in sheet.texts:
        gap = sheet.rng.choice(("：", "：\n", "\n"))
        gap = gap if len(sheet.facts.all[name].written) > 12 else "："
        rows.append([(f"{sheet.label(name).rstrip('：')}{gap}{sheet.value(name)}", 2, 1)])
    return [table(*rows)]


def grouped(sheet: Sheet) -> list[Block]:
    """A label over several rows: the unit's facts, and within them the contact's."""
    unit = {"intent": "揭榜单位", "transfer": "成果持有单位"}.get(sheet.facts.key, "提出单位")
    inner: list[tuple[str, str]] = [
        ("名称", sheet.value(sheet.owner)),
        (sheet.label("credit_code"), sheet.value("credit_code")),
    ]
    if sheet.has("address"):
        inner.append(("地址", sheet.value("address")))
    kind = "bidder_kind" if sheet.facts.key == "intent" else "owner_kind"
    inner.append(("性质", sheet.value(kind)))
    people = [("姓名", sheet.value("contact"))] + (
        [("职务", sheet.value("contact_title"))] if sheet.has("contact_title") else []
    )
    people += [
        ("电话", sheet.value("phone")),
        ("手机", sheet.value("mobile")),
        ("邮箱", sheet.value("email")),
    ]
    tall = len(inner) + len(people)
    rows: list[list[Written]] = [
        [(sheet.label(n), 2, 1), (sheet.value(n), 3, 1)]
        for n in sheet.names_of("title", "project_title", "project_code", "region", "field")
    ]
    first = (unit, 1, tall)
    for at, (label, value) in enumerate(inner):
        rows.append([*([first] if at == 0 else []), label, (value, 3, 1)])
    for at, (label, value) in enumerate(people):
        rows.append([*([("联系人", 1, len(people))] if at == 0 else []), label, (value, 2, 1)])
    rows += [
        [(sheet.label(n), 2, 1), (sheet.value(n), 3, 1)]
        for n in [*sheet.names_of("legal_representative"), *sheet.texts, *sheet.rest]
    ]
    if sheet.has("leader"):
        rows.append(
            [("项目负责人", 1, 1), "姓名", sheet.value("leader"), "职称", sheet.value("leader_title")]
        )
    return [sheet.title, table(*rows)]


def nested(sheet: Sheet) -> list[Block]:
    """Tables in cells: the contact's, and one that is the value of its label."""
    contact = table(
        *(
            [n, sheet.value(f)]
            for n, f in (("姓名", "contact"), ("联系电话", "phone"), ("手机", "mobile"), ("E-mail", "email"))
        )
    )
    figures = table(["序号", "指标名称", "目标值"], ["1", "合格率", "≥95%"], ["2", "成本", "下降15%"])
    top = [
        n
        for n in sheet.lines
        if n not in ("contact", "phone", "mobile", "email", "contact_title", "leader_phone")
    ]
    rows: list[list[Written]] = [[sheet.label(n), sheet.value(n)] for n in top]
    rows.append(["联系人", ("", 1, 1, (contact,))])
    for name in sheet.texts:
        if name == "targets":
            text = f"{sheet.value(name)}\n序号 | 指标名称 | 目标值\n1 | 合格率 | ≥95%\n2 | 成本 | 下降15%"
            rows.append([sheet.label(name), (sheet.value(name), 1, 1, (figures,))])
            sheet.facts.all[name] = Fact(text, text)
        else:
            rows.append([sheet.label(name), sheet.value(name)])
    rows += [[sheet.label(n), sheet.value(n)] for n in sheet.rest]
    return [sheet.title, table(*rows)]


def paragraphs(sheet: Sheet) -> list[Block]:
    """No table at all: numbered paragraphs, several short facts on one line."""
    figures = "一二三四五六七八九十"
    sheet.style = "plain"  # the paragraphs are numbered themselves
    blocks: list[Block] = [sheet.title]
    head = sheet.names_of(
        "title", "project_title", "project_code", "region", "field", "owner", "bidder", "credit_code"
    )
    for at, name in enumerate(head):
        blocks.append(f"{figures[at]}、{sheet.label(name)}：{sheet.value(name)}")
    line = "　　　".join(
        f"{label}：{sheet.value(n)}"
        for label, n in (("联系人", "contact"), ("手机", "mobile"), ("电话", "phone"), ("电子邮箱", "email"))
    )
    blocks.append(line)
    for at, name in enumerate(sheet.texts + sheet.rest):
        label, value = sheet.pair(name)
        if name in sheet.texts and at % 2:
            blocks += [f"（{figures[at]}）{label}" if at < 10 else label, *value.split("\n")]
        else:
            blocks += (
                f"（{figures[at]}）{label}：{value}".split("\n")
                if at < 10
                else f"{label}：{value}".split("\n")
            )
    blocks.append("填报人：沈秋月　　　联系电话：0573-83110000　　　填报日期：2021年5月18日")
    sheet.unknown += [("填报人", "沈秋月"), ("联系电话", "0573-83110000")]
    return blocks


def split_tables(sheet: Sheet) -> list[Block]:
    """One form in several tables with headings between them, one continued with its first row repeated."""
    who = [n for n in sheet.lines if n not in ("title", "project_title", "project_code", "region", "field")]
    what = sheet.names_of("title", "project_title", "project_code", "region", "field")
    first = by_two([sheet.pair(n) for n in what])
    head = [sheet.label(what[0], sheet.names[what[0]][0]), (sheet.value(what[0]), 3, 1)]
    half = len(sheet.texts) // 2
    texts = [[sheet.label(n), (sheet.value(n), 3, 1)] for n in sheet.texts]
    return [
        sheet.title, "一、基本信息", table(*first), "二、单位信息", table(*by_two([sheet.pair(n) for n in who])),
        "三、具体内容", table(*texts[:half]), "（续表）", table(head, *texts[half:]),
        "四、其他", table(*by_two([sheet.pair(n) for n in sheet.rest])),
        "单位（盖章）：　　　　　　日期：　　年　　月　　日",
    ]  # fmt: skip


def lines_in_cell(sheet: Sheet) -> list[Block]:
    """Several facts one under the other in a cell, beside a label for all of them."""
    people = "\n".join(
        f"{label}：{sheet.value(n)}"
        for label, n in (("姓名", "contact"), ("电话", "phone"), ("手机", "mobile"), ("邮箱", "email"))
    )
    rows: list[list[Written]] = [
        [sheet.label(n), sheet.value(n)]
        for n in sheet.names_of("title", "project_title", "project_code", "region", "field")
    ]
    unit = (
        "揭榜单位"
        if sheet.facts.key == "intent"
        else "需求单位"
        if sheet.facts.key != "transfer"
        else "持有单位"
    )
    facts = [("单位名称", sheet.owner), ("统一社会信用代码", "credit_code")] + (
        [("通讯地址", "address")] if sheet.has("address") else []
    )
    rows.append([unit, "\n".join(f"{label}：{sheet.value(n)}" for label, n in facts)])
    rows.append(["联系人", people])
    rows += [[sheet.label(n), sheet.value(n)] for n in sheet.texts]
    rows.append(
        [
            "其他",
            "\n".join(
                f"{sheet.label(n)}：{sheet.value(n)}"
                for n in sheet.rest
                if "\n" not in sheet.facts.all[n].written
            ),
        ]
    )
    return [sheet.title, table(*rows)]


def hints_left(sheet: Sheet) -> list[Block]:
    """Grey hints left in place, some fields not filled in, units and boxes in cells of their own."""
    rows: list[list[Written]] = []
    empty = {
        "benefits": "（限200字）",
        "email": "请填写常用邮箱",
        "reward": "如：200万元",
        "requirements": "无",
        "schedule": "请分阶段填写",
    }
    for name in [*sheet.lines, *sheet.texts]:
        rows.append([sheet.label(name), (empty[name] if name in empty else sheet.value(name), 3, 1)])
    for name in sheet.rest:
        fact = sheet.facts.all[name]
        if name in empty:
            rows.append([sheet.label(name), (empty[name], 3, 1)])
        elif name in ("investment", "price") and fact.written.isascii() and fact.written.isdigit():
            rows.append([sheet.word(name), sheet.value(name), (fact.unit or "万元", 2, 1)])
        elif (
            fact.written[:1] in "☑■√☒✓□☐"
            and " " not in fact.written.strip()
            and len(fact.written.split("　")) in (3, 5)
        ):
            boxes = sheet.value(name).split("　")
            rows.append(
                [sheet.label(name), *boxes]
                if len(boxes) == 3
                else [sheet.label(name), (sheet.value(name), 3, 1)]
            )
        else:
            rows.append([sheet.label(name), (sheet.value(name), 3, 1)])
    rows.append(
        [("填表说明：1.需求名称：应简洁明了；2.联系人：填写项目实际负责人；3.总投入：以万元为单位。", 4, 1)]
    )
    return [sheet.title, table(*rows)]


def bars(sheet: Sheet) -> list[Block]:
    """Bars over the whole width that name what follows, with plain words below them."""
    unit = {"intent": "揭榜单位基本情况", "transfer": "持有单位基本情况"}.get(
        sheet.facts.key, "需求单位基本情况"
    )
    kind = "bidder_kind" if sheet.facts.key == "intent" else "owner_kind"
    names = [("单位名称", sheet.owner), ("信用代码", "credit_code"), ("性质", kind)]
    names += [
        (label, n)
        for label, n in (("地址", "address"), ("法定代表人", "legal_representative"))
        if sheet.has(n)
    ]
    rows: list[list[Written]] = [
        [(f"一、{unit}", 4, 1)],
        *by_two([(label, sheet.value(n)) for label, n in names]),
    ]
    if sheet.has("leader"):
        rows += [
            [("二、项目负责人信息", 4, 1)],
            ["姓名", sheet.value("leader"), "职称", sheet.value("leader_title")],
        ]
        rows += [["电话", (sheet.value("leader_phone"), 3, 1)]]
    rows += [[("三、联系人信息", 4, 1)], ["姓名", sheet.value("contact"), "固定电话", sheet.value("phone")]]
    rows += [["手机", sheet.value("mobile"), "电子邮箱", sheet.value("email")]]
    rows.append([("四、项目内容", 4, 1)])
    rows += by_two(
        [sheet.pair(n) for n in sheet.names_of("title", "project_title", "project_code", "region", "field")]
    )
    rows += by_two([sheet.pair(n) for n in sheet.rest])
    for name in sheet.texts:
        rows += [[(sheet.label(name), 4, 1)], [(sheet.value(name), 4, 1)]]
    return [table([(sheet.title, 4, 1)], *rows)]


def ticked_kind(sheet: Sheet) -> list[Block]:
    """No title that tells; the kind is ticked. Tracked labels far from ours, two persons in one row."""
    kinds = {"common": "产业共性技术攻关", "key": "企业关键技术攻关", "transfer": "科技成果转化"}
    boxes = "　".join(f"{'☑' if key == sheet.facts.key else '□'}{name}" for key, name in kinds.items())
    rows: list[list[Written]] = [["项目类型", (boxes, 5, 1)]]
    rows += [
        [sheet.label(n), (sheet.value(n), 5, 1)]
        for n in sheet.names_of("title", "owner", "credit_code", "region", "field", "owner_kind", "address")
    ]
    if sheet.has("legal_representative"):
        legal = sheet.value("legal_representative")
        rows.append(["法定代表人", legal, "联系电话", "0573-82770011", "手机", "13957300001"])
        sheet.unknown += [("联系电话", "0573-82770011"), ("手机", "13957300001")]
    rows.append(
        ["联系人", sheet.value("contact"), "联系电话", sheet.value("phone"), "手机", sheet.value("mobile")]
    )
    rows.append([sheet.label("email"), (sheet.value("email"), 5, 1)])
    if sheet.has("contact_title"):
        rows.append(["职务", sheet.value("contact_title"), "传真", "0573-82770012", "是否上市", "否"])
        sheet.unknown += [("传真", "0573-82770012"), ("是否上市", "否")]
    rows += [[sheet.label(n), (sheet.value(n), 5, 1)] for n in [*sheet.texts, *sheet.rest, *sheet.about_firm]]
    return ["“揭榜挂帅”项目信息汇总", table(*rows)]


def covered(sheet: Sheet) -> list[Block]:
    """A letter with its own contact, a cover page, then the form, then how to fill it in."""
    title = sheet.names_of("title", "project_title")[0]
    cover = [f"{'揭榜项目名称' if title == 'project_title' else sheet.names[title][0]}：{sheet.value(title)}"]
    cover += [
        f"{'揭榜单位' if sheet.owner == 'bidder' else sheet.names['owner'][0]}（盖章）：{sheet.value(sheet.owner)}",
        "填报日期：2021年6月1日",
    ]
    rows = [
        [sheet.label(n), (sheet.value(n), 3, 1)]
        for n in [*sheet.names_of("title", "project_title", "project_code"), *sheet.texts]
    ]
    rows += by_two(
        [sheet.pair(n) for n in sheet.lines if n not in ("title", "project_title", "project_code")]
    )
    rows += by_two([sheet.pair(n) for n in sheet.rest])
    return [
        "关于征集科技“揭榜挂帅”项目的通知", "各县（市、区）科技局：", "现将有关事项通知如下，请于6月10日前报送。",
        "联系人：陆科长　　联系电话：0573-82159809", "附件：" + sheet.title, "附件1", sheet.title, *cover, sheet.title, table(*rows),
        "填表说明", "1.需求名称：不超过40字。", "2.联系人：填写项目实际负责人，联系电话：填写手机。",
    ]  # fmt: skip


def crowded(sheet: Sheet) -> list[Block]:
    """Two facts in a cell: 联系人及职务, 联系人/电话; labels row by row with colons and underscores."""
    rows: list[list[Written]] = [
        [sheet.label(n), f"__{sheet.value(n)}__" if n == "field" else sheet.value(n)]
        for n in sheet.lines
        if n not in ("contact", "contact_title", "phone", "mobile", "email", "leader_phone")
    ]
    name = sheet.value("contact")
    if (
        sheet.has("contact_title")
        and sheet.facts.all["contact_title"].written != "项目负责人"
        and " " not in name
    ):
        rows.append(["联系人及职务", f"{name}/{sheet.value('contact_title')}"])
        rows.append(["联系电话/手机", f"{sheet.value('phone')}、{sheet.value('mobile')}"])
    else:
        rows.append(["联系人及联系方式", f"{name}，{sheet.value('mobile')}，{sheet.value('email')}"])
    rows += [[sheet.label(n), sheet.value(n)] for n in [*sheet.texts, *sheet.rest]]
    rows.append([*sheet.stranger("附加说明事项", "样品可现场查看")])
    return [sheet.title, table(*rows)]


def wrapped(sheet: Sheet) -> list[Block]:
    """The whole form inside one cell of an outer table, as web pages and templates do."""
    rows = by_two([sheet.pair(n) for n in sheet.lines]) + [
        [sheet.label(n), (sheet.value(n), 3, 1)] for n in [*sheet.texts, *sheet.rest]
    ]
    return [sheet.title, table([("", 1, 1, (table(*rows),))])]


LAYOUTS: dict[str, Callable[[Sheet], list[Block]]] = {
    one.__name__: one
    for one in (left_four, above, in_cell, grouped, nested, paragraphs, split_tables, lines_in_cell, hints_left, bars, ticked_kind, covered, crowded, wrapped)
}  # fmt: skip


def as_document(blocks: Sequence[Block]) -> Document:
    return Document("docx", tuple(Paragraph(b) if isinstance(b, str) else b for b in blocks))
