"""Layouts held out: written after the engine was finished, to see how it does on what it was not made for.

What they showed on their first run stands in docs and in the commit that added them; since then they are
part of the set like the others.
"""

# ruff: noqa: E501  a row of a form reads best on one line

from __future__ import annotations

from jbgs.importers.document import Table
from tests.forms.build import Written, table
from tests.forms.layouts import Block, Sheet, by_two


def six_columns(sheet: Sheet) -> list[Block]:
    """Three pairs to a row beside a tall label for the whole part; labels written downwards."""
    names = sheet.lines
    rows: list[list[Written]] = []
    parts = [names[at : at + 3] for at in range(0, len(names), 3)]
    for at, part in enumerate(parts):
        cells: list[Written] = [("基\n本\n信\n息", 1, len(parts))] if at == 0 else []
        for spot, name in enumerate(part):
            last = spot == len(part) - 1
            cells += [sheet.label(name), (sheet.value(name), 7 - 2 * len(part) if last else 1, 1)]
        rows.append(cells)
    for name in [*sheet.texts, *sheet.rest]:
        word = sheet.label(name)
        rows.append(["\n".join(word) if len(word) <= 4 else word, (sheet.value(name), 6, 1)])
    return [sheet.title, table(*rows), "推荐单位（盖章）：　　　　　　　　　　　　　年　　月　　日"]


def numbered_rows(sheet: Sheet) -> list[Block]:
    """Number, label, value, remark: four columns with a header of their own."""
    names = [*sheet.lines, *sheet.texts, *sheet.rest, *sheet.about_firm]
    head: list[Written] = ["序号", "项目", "填写内容", "备注"]
    rows: list[list[Written]] = [
        [str(at), sheet.label(n), sheet.value(n), ""] for at, n in enumerate(names, 1)
    ]
    return [sheet.title, table(head, *rows)]


def bracketed(sheet: Sheet) -> list[Block]:
    """Plain lines, each with its label in heavy brackets, as they come from a chat."""
    blocks: list[Block] = [sheet.title]
    for name in [*sheet.lines, *sheet.texts, *sheet.rest]:
        label = sheet.label(name).replace("\n", "")
        blocks += f"【{label}】{sheet.value(name)}".split("\n")
    return blocks


def top_and_left(sheet: Sheet) -> list[Block]:
    """Columns at the top, pairs below, a contact and the money under labels of their own."""
    top = sheet.names_of("title", "project_title", "field", "region", "project_code")
    rows: list[list[Written]] = [
        [(sheet.label(n), 1 if at < len(top) - 1 else 5 - len(top) + 1, 1) for at, n in enumerate(top)]
    ]
    rows.append(
        [(sheet.value(n), 1 if at < len(top) - 1 else 5 - len(top) + 1, 1) for at, n in enumerate(top)]
    )
    people = [("姓名", "contact"), ("固定电话", "phone"), ("手机", "mobile"), ("邮箱", "email")]
    rows.append([("联系人", 1, 2), *(label for label, _ in people)])
    rows.append([sheet.value(n) for _, n in people])
    done = {*top, "contact", "phone", "mobile", "email", "contact_title"}
    rows += [[sheet.label(n), (sheet.value(n), 4, 1)] for n in sheet.lines if n not in done]
    if sheet.has("investment"):
        money = [sheet.facts.all[n] for n in ("investment", "reward")]
        units = [f"（{m.unit}）" if m.unit else "" for m in money]
        rows.append([("资金投入", 1, 2), "总额" + units[0], (sheet.value("investment"), 3, 1)])
        rows.append(["其中拟支付揭榜方" + units[1], (sheet.value("reward"), 3, 1)])
    rows += [
        [sheet.label(n), (sheet.value(n), 4, 1)]
        for n in [*sheet.texts, *(n for n in sheet.rest if n not in ("investment", "reward"))]
    ]
    return [table([(sheet.title, 5, 1)], *rows)]


def own_lines(sheet: Sheet) -> list[Block]:
    """Headings on lines of their own with the answer below, and a table of the persons at the end."""
    sheet.style = "plain"  # the headings are numbered themselves
    blocks: list[Block] = [sheet.title]
    for at, name in enumerate(
        [
            n
            for n in sheet.lines
            if n not in ("contact", "phone", "mobile", "email", "contact_title", "leader_phone")
        ]
        + sheet.texts
        + sheet.rest,
        1,
    ):
        blocks += [f"{at}. {sheet.label(name)}", *sheet.value(name).split("\n")]
    people: Table = table(
        ["联系人", "联系电话", "手机", "电子邮箱"],
        [sheet.value(n) for n in ("contact", "phone", "mobile", "email")],
    )
    return [*blocks, people]


def two_halves(sheet: Sheet) -> list[Block]:
    """Two halves side by side, each with tall cells of its own; a letterhead row and signatures in the table."""
    left = sheet.names_of("title", "project_title", "field", "region", "project_code", "deadline")
    right = sheet.names_of("owner", "bidder", "credit_code", "address", "contact", "mobile", "email")
    rows: list[list[Written]] = [
        [(f"{sheet.title}", 4, 1)],
        [("编号：　　　　　　　　　　　　　　　　受理日期：　　年　月　日", 4, 1)],
    ]
    height = max(len(left), len(right))
    for at in range(height):
        cells: list[Written] = []
        for names in (left, right):
            if at < len(names):
                tall = height - at if at == len(names) - 1 else 1
                cells += [(sheet.label(names[at]), 1, tall), (sheet.value(names[at]), 1, tall)]
        rows.append(cells)
    rows += [
        [(sheet.label(n), 1, 1), (sheet.value(n), 3, 1)]
        for n in [*sheet.texts, *sheet.names_of("investment", "price", "maturity", "level", "cooperation")]
    ]
    rows += by_two([("法定代表人（签字）", ""), ("单位公章", "")])
    return [table(*rows)]


HELD_OUT = {
    one.__name__: one for one in (six_columns, numbered_rows, bracketed, top_and_left, own_lines, two_halves)
}


# -- the second round, written after the first one had been dealt with ------------------------------------------


def checklist(sheet: Sheet) -> list[Block]:
    """A form of questions: long labels, answers below in a frame of one cell each, page headings between."""
    blocks: list[Block] = [
        "嘉兴市科技局",
        sheet.title,
        "编号：＿＿＿＿＿＿　　受理人：＿＿＿＿　　受理时间：＿＿＿＿年＿＿月＿＿日",
    ]
    blocks.append(table(*([f"{sheet.label(n)}", sheet.value(n)] for n in sheet.lines)))
    for at, name in enumerate(sheet.texts, 1):
        blocks += [f"{at}、{sheet.word(name)}（请如实填写，可另附页）", table([sheet.value(name)])]
    blocks.append(table(*([f"{sheet.label(n)}", sheet.value(n)] for n in sheet.rest)))
    return blocks


def merged_left(sheet: Sheet) -> list[Block]:
    """Parts named in a narrow column at the left, each over its pairs; the texts in a part of their own."""
    unit = {"intent": "揭榜方信息", "transfer": "持有单位信息"}.get(sheet.facts.key, "需求方信息")
    about = sheet.names_of("title", "project_title", "project_code", "region", "field")
    who = sheet.names_of(
        "owner", "bidder", "credit_code", "address", "legal_representative", "owner_kind", "bidder_kind"
    )
    people = [("联系人", "contact"), ("电话", "phone"), ("手机", "mobile"), ("邮箱", "email")]
    parts: list[tuple[str, list[tuple[str, str]]]] = [
        ("项目信息", [sheet.pair(n) for n in about]),
        (unit, [sheet.pair(n) for n in who]),
        ("联系信息", [(label, sheet.value(n)) for label, n in people]),
        ("项目内容", [sheet.pair(n) for n in sheet.texts]),
        ("投入与合作", [sheet.pair(n) for n in sheet.rest]),
    ]
    rows: list[list[Written]] = []
    for name, pairs in parts:
        for at, (label, value) in enumerate(pairs):
            rows.append([*([(name, 1, len(pairs))] if at == 0 else []), label, value])
    return [sheet.title, table(*rows)]


def continued(sheet: Sheet) -> list[Block]:
    """A table broken over pages: the title and the first rows come again, a long text goes on beside an empty label."""
    text = max((n for n in sheet.texts if "\n" in sheet.facts.all[n].written), key=len, default="")
    first, _, second = sheet.facts.all[text].written.partition("\n") if text else ("", "", "")
    head: list[list[Written]] = [
        [sheet.label(n, sheet.names[n][0]), (sheet.value(n), 3, 1)]
        for n in sheet.names_of("title", "project_title", "owner", "bidder")
    ]
    rest = by_two(
        [sheet.pair(n) for n in sheet.lines if n not in ("title", "project_title", "owner", "bidder")]
    )
    texts: list[list[Written]] = [[sheet.label(n), (sheet.value(n), 3, 1)] for n in sheet.texts if n != text]
    split: list[list[Written]] = []
    if text:
        sheet.shown.add(text)
        split = [[sheet.label(text), (first, 3, 1)], ["", (second.strip("\n"), 3, 1)]]
        whole = f"{first}\n" + second.strip("\n")
        sheet.facts.all[text] = type(sheet.facts.all[text])(whole, whole)
    end = by_two([sheet.pair(n) for n in sheet.rest])
    return [sheet.title, table(*head, *rest, *split), sheet.title + "（续）", table(*head, *texts, *end)]


def mail(sheet: Sheet) -> list[Block]:
    """Copied from a mail: label and value on one line with a tab or dashes, several per line with bars."""
    blocks: list[Block] = [sheet.title, "您好！现报送我单位需求如下："]
    short = [n for n in sheet.lines if n not in ("owner_kind", "bidder_kind")]
    for at in range(0, len(short), 2):
        blocks.append(" | ".join(f"{sheet.label(n)}: {sheet.value(n)}" for n in short[at : at + 2]))
    for name in [*sheet.texts, *sheet.rest]:
        blocks += f"{sheet.label(name)}:  {sheet.value(name)}".replace("\n（", "（").split("\n")
    return [*blocks, "此致", "敬礼"]


def opinions(sheet: Sheet) -> list[Block]:
    """A form whose second half is the offices' business: opinions, signatures, dates, lists of experts."""
    rows = by_two([sheet.pair(n) for n in sheet.lines])
    rows += [[sheet.label(n), (sheet.value(n), 3, 1)] for n in [*sheet.texts, *sheet.rest]]
    rows += [
        [
            "县（市、区）科技部门意见",
            ("情况属实，同意推荐。\n\n负责人（签字）：　　　　单位（盖章）\n　　　　年　　月　　日", 3, 1),
        ],
        [("专家论证情况", 1, 3), "姓名", "单位", "联系电话"],
        ["陈教授", "外地大学", "13700000001"],
        ["李研究员", "外地研究所", "13700000002"],
        ["经办人", "沈某", "联系电话", "0573-83330000"],
    ]
    sheet.unknown += [("专家论证情况", "陈教授"), ("联系电话", "0573-83330000")]
    return [sheet.title, table(*rows)]


HELD_OUT |= {one.__name__: one for one in (checklist, merged_left, continued, mail, opinions)}
