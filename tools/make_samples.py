"""Draw the sample forms in ``jbgs/samples`` from what ``tests/samples/*.toml`` says; needs LibreOffice.

Run as ``python -m tools.make_samples`` from the root of the project. Most forms are our own blanks, filled
in; the others are laid out as counties and firms do it themselves (the functions in ``LAYOUTS``).
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.table import Table, _Cell

from jbgs.exporters.blank import blank
from jbgs.exporters.docx_layout import saved
from jbgs.forms import Form, load
from tools.filling import Value, fill, saved_again

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "jbgs" / "samples"
CONTENT = ROOT / "tests" / "samples"
COPY = ("需求表/海纬经编需求表.docx", "需求表/海纬经编需求表（盖章版）.docx")
TORN = ("需求表/附件2：南微电子 企业关键技术需求.doc", "需求表/需求表(扫描).doc")

Values = Mapping[str, Value]
Rows = Sequence[Sequence[tuple[str, str]]]
"""A layout's rows of (label as printed, field name)."""

IN_CELL: Rows = (
    (("一、需求标题", "title"),),
    (("企业名称", "owner"), ("社会信用代码", "credit_code")),
    (("所在县（市、区）", "region"), ("所属产业链", "field")),
    (("企业地址", "address"), ("法人代表", "legal_representative")),
    (("单位类型", "owner_kind"), ("E-mail", "email")),
    (("联系人", "contact"),),
    (("办公电话", "phone"), ("手机号码", "mobile")),
    (("二、国内外现状（限500字）", "background"),),
    (("三、主要研究内容（限800字）", "content"),),
    (("四、主要技术指标（限500字）", "targets"),),
    (("五、预期经济社会效益", "benefits"),),
    (("六、拟投入资金总额", "investment"), ("其中：拟支付揭榜方", "reward")),
    (("七、期望时限", "deadline"), ("八、合作模式", "cooperation")),
    (("九、对揭榜方的要求", "requirements"),),
    (("十、知识产权归属", "ip_ownership"),),
)
ABOVE: Rows = (
    (("需求名称*", "title"),),
    (("牵头提出单位*", "owner"), ("统一社会信用代码*", "credit_code")),
    (("所属县（市、区）*", "region"), ("领域方向", "field"), ("单位性质", "owner_kind")),
    (("通讯地址", "address"), ("法定代表人", "legal_representative")),
    (("联 系 人*", "contact"), ("职务", "contact_title"), ("电子信箱", "email")),
    (("固定电话", "phone"), ("移动电话*", "mobile")),
    (("需求背景及主要问题", "background"),),
    (("攻关内容*", "content"),),
    (("考核指标", "targets"),),
    (("预期成效", "benefits"),),
    (("项目总投入（单位：万元）*", "investment"), ("拟支付揭榜方金额（万元）", "reward")),
    (("起止时间", "deadline"), ("合作方式", "cooperation")),
    (("对揭榜方要求", "requirements"),),
    (("成果归属", "ip_ownership"),),
)
UNTITLED: Rows = (
    (("1.技术需求名称", "title"),),
    (("2.机构全称", "owner"), ("3.信用代码", "credit_code")),
    (("4.所属地区", "region"), ("5.所属行业", "field")),
    (("6.企业性质", "owner_kind"), ("7.法人", "legal_representative")),
    (("8.单位地址", "address"), ("9.邮箱", "email")),
    (("10.联系人姓名", "contact"), ("11.手机", "mobile")),
    (("12.座机", "phone"), ("13.实施周期", "deadline")),
    (("14.技术现状", "background"),),
    (("15.拟解决的技术难题", "content"),),
    (("16.主要考核指标", "targets"),),
    (("17.经济和社会效益", "benefits"),),
    (("18.预算资金（万元）", "investment"), ("19.拟支付揭榜方费用（万元）", "reward")),
    (("20.揭榜条件", "requirements"),),
    (("21.产权归属约定", "ip_ownership"),),
    (("22.技术需求解决方式", "cooperation"),),
)
GROUPED: Mapping[str, Mapping[str, Rows]] = {
    "transfer": {
        "成果情况": (
            (("科技成果名称", "title"),),
            (("所属领域", "field"), ("主要完成人", "completers")),
            (("专利情况", "ip"),),
            (("技术简介", "content"),),
            (("成果所处阶段", "maturity"),),
            (("技术水平", "level"),),
            (("拟采取的转化方式", "mode"),),
            (("转让价格（万元）", "price"),),
            (("效益分析", "benefits"),),
            (("承接条件", "requirements"),),
        ),
        "成果方": (
            (("单位名称", "owner"),),
            (("信用代码", "credit_code"), ("所在地区", "region")),
            (("单位性质", "owner_kind"),),
            (("联系地址", "address"),),
            (("联系人", "contact"), ("邮箱", "email")),
            (("电话", "phone"), ("手机", "mobile")),
        ),
        "意见": ((("持有单位意见", "owner_opinion"),),),
    },
    "intent": {
        "项目": ((("揭榜榜单名称", "project_title"),),),
        "揭榜方": (
            (("企业名称", "bidder"),),
            (("统一社会信用代码", "credit_code"),),
            (("企业性质", "bidder_kind"),),
            (("负责人姓名", "leader"), ("职称", "leader_title")),
            (("负责人手机", "leader_phone"),),
            (("联系人姓名", "contact"), ("电子信箱", "email")),
            (("固定电话", "phone"), ("联系人手机", "mobile")),
        ),
        "方案": (
            (("工作基础", "basis"),),
            (("实施方案", "scheme"),),
            (("计划进度", "schedule"),),
            (("意向报价", "price"),),
        ),
    },
}


def in_cell(form: Form, values: Values) -> bytes:
    """Label and value in one cell, the unit behind the value."""
    document = _document("企业关键技术攻关需求表", "（南湖区）")
    table = _table(document, 4400, 4400)
    for fields in IN_CELL:
        cells = table.add_row().cells
        if len(fields) == 1:
            cells[0].merge(cells[1])
        for (label, name), cell in zip(fields, cells, strict=False):
            text = _shown(form, name, values, box="■", empty="□")
            unit = "万元" if form.fields[name].kind == "amount" else ""
            _write(cell, f"{label}：{text}{unit}")
    return _saved(document)


def above(form: Form, values: Values) -> bytes:
    """Each label above its value, in rows of one to three."""
    document = _document("嘉兴市“揭榜挂帅”产业共性技术需求申报表")
    table = _table(document, *6 * [1470])
    for fields in ABOVE:
        rows = table.add_row().cells, table.add_row().cells
        step = 6 // len(fields)
        for i, (label, name) in enumerate(fields):
            for cells, text in zip(
                rows, (label, _shown(form, name, values, box="（√）", empty="（  ）")), strict=True
            ):
                _write(cells[i * step].merge(cells[(i + 1) * step - 1]), text)
    return _saved(document)


def untitled(form: Form, values: Values) -> bytes:
    """Numbered labels, no title; the kind of project is ticked in the first row."""
    document = Document()
    table = _table(document, 1700, 2900, 1700, 2500)
    cells = table.add_row().cells
    _write(cells[0], "需求类型")
    _write(cells[1].merge(cells[3]), "☐产业共性技术攻关类  ☑企业关键技术攻关类  ☐成果转化类")
    _pairs(table, UNTITLED, form, values, first=0)
    return _saved(document)


def grouped(form: Form, values: Values) -> bytes:
    """A first column of group labels over several rows, a signed line below."""
    title = "嘉善县科技成果转化“揭榜挂帅”需求表" if form.key == "transfer" else "揭榜意向表"
    document = _document(title)
    table = _table(document, 700, 1700, 2900, 1200, 2300)
    for group, rows in GROUPED[form.key].items():
        start = len(table.rows)
        _pairs(table, rows, form, values, first=1)
        column = table.columns[0].cells
        _write(column[start].merge(column[len(table.rows) - 1]), group)
    document.add_paragraph(f"填报单位（盖章）：　　　　　　　　　　　填报日期：{values['filed_on']}")
    return _saved(document)


LAYOUTS: Mapping[str, Callable[[Form, Values], bytes]] = {
    "blank": lambda form, values: fill(blank(form), form, values),
    "in_cell": in_cell,
    "above": above,
    "untitled": untitled,
    "grouped": grouped,
}


def _pairs(table: Table, rows: Rows, form: Form, values: Values, *, first: int) -> None:
    """Rows of label, value, label, value from the column ``first`` on; a lone value takes the rest."""
    for fields in rows:
        cells = table.add_row().cells
        if len(fields) == 1:
            cells[first + 1].merge(cells[first + 3])
        for i, (label, name) in enumerate(fields):
            _write(cells[first + 2 * i], label)
            _write(cells[first + 2 * i + 1], _shown(form, name, values, box="√", empty="□"))


def _shown(form: Form, name: str, values: Values, *, box: str, empty: str) -> str:
    value = values.get(name, "")
    if isinstance(value, str):
        return value
    return "  ".join(f"{box if one in value else empty}{one}" for one in form.fields[name].choices)


def _document(*title: str) -> WordDocument:
    document = Document()
    for line in title:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _font(paragraph.add_run(line), "黑体", 18)
    return document


def _write(cell: _Cell, text: str) -> None:
    first, *others = text.split("\n")
    _font(cell.paragraphs[0].add_run(first), "宋体", 10.5)
    for line in others:
        _font(cell.add_paragraph().add_run(line), "宋体", 10.5)


def _font(run: Any, name: str, size: float) -> None:
    run.font.name, run.font.size = name, Pt(size)
    run._r.rPr.rFonts.set(qn("w:eastAsia"), name)


def _table(document: WordDocument, *twips: int) -> Table:
    table = document.add_table(0, len(twips), style="Table Grid")
    for column, width in zip(table.columns, twips, strict=True):
        column.width = Twips(width)  # rows take it over
    return table


def _saved(document: WordDocument) -> bytes:
    document.add_paragraph()  # LibreOffice loses a table in a .doc that ends with it
    return saved(document)


def contents() -> list[dict[str, Any]]:
    """The declared samples; one that is ``like`` another has its values where it says nothing itself."""
    found = [
        one
        for path in sorted(CONTENT.glob("*.toml"))
        for one in tomllib.loads(path.read_text("utf-8"))["form"]
    ]
    by_file = {one["file"]: one for one in found}
    for one in found:
        if "like" in one:
            one["values"] = by_file[one["like"]]["values"] | one["values"]
    return found


def main() -> None:
    """Write all of them anew."""
    forms = load()
    for folder in {Path(one["file"]).parent for one in contents()}:
        shutil.rmtree(SAMPLES / folder, ignore_errors=True)
        (SAMPLES / folder).mkdir(parents=True)
    for one in contents():
        data = LAYOUTS[one["layout"]](forms[one["form"]], one["values"])
        target = SAMPLES / one["file"]
        target.write_bytes(saved_again(data, ".doc") if target.suffix == ".doc" else data)
    shutil.copyfile(SAMPLES / COPY[0], SAMPLES / COPY[1])
    whole = (SAMPLES / TORN[0]).read_bytes()
    (SAMPLES / TORN[1]).write_bytes(whole[: len(whole) * 3 // 5])


if __name__ == "__main__":
    main()
