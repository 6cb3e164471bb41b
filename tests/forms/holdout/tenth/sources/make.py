"""Lays invented facts out as twelve offices and firms would re-lay the annexes, with the truth beside each form.

``python -m tests.forms.holdout.tenth.sources.make`` from the project's root; the fills of ``RESAVED`` are written by
LibreOffice in another container, instead of docx.
"""

# ruff: noqa: E501  a row of a form reads best on one line

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from tests.forms.holdout.ninth.sources.make import save
from tests.forms.holdout.tenth.sources import word
from tests.forms.holdout.tenth.sources.facts import ALL, Sheet

OUT = Path(__file__).parent.parent
RESAVED = {"cover": ("doc", 3), "letter": ("doc", 3), "tabs": ("rtf", 3), "web": ("html", 3)}
THIN = Border(*[Side(style="thin")] * 4)


def put(sheet: Any, row: int, column: int, value: Any, rows: int = 1, columns: int = 1, **font: Any) -> Any:
    cell = sheet.cell(row, column, value)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.font = Font(name="宋体", size=font.pop("size", 11), **font)
    for at in range(row, row + rows):
        for across in range(column, column + columns):
            sheet.cell(at, across).border = THIN
    if rows * columns > 1:
        sheet.merge_cells(
            start_row=row, end_row=row + rows - 1, start_column=column, end_column=column + columns - 1
        )
    return cell


# F 附件4: a county's register of bids in Excel, heads in two rows, the unit in the line above, a sum below.
def register(forms: Sequence[Sheet]) -> Any:
    book = Workbook()
    sheet = book.active
    sheet.title = "揭榜意向"
    put(sheet, 1, 1, "“揭榜挂帅”揭榜意向汇总表", 1, 16, size=18, bold=True)
    sheet.cell(2, 1, "汇总日期：2021年8月2日")
    sheet.cell(2, 14, "金额单位：万元")
    heads: list[tuple[str, list[str]]] = [
        ("序号", []),
        ("榜单编号", []),
        ("揭榜项目名称", []),
        ("发榜单位", []),
        ("揭榜单位", ["名称", "统一社会信用代码", "性质"]),
        ("项目负责人", ["姓名", "职称"]),
        ("联系人", ["姓名", "手机", "电子邮箱"]),
        ("技术方案", []),
        ("进度安排", []),
        ("揭榜报价", []),
        ("备注", []),
    ]
    at = 1
    for head, subs in heads:
        put(sheet, 3, at, head, 1 if subs else 2, max(1, len(subs)), bold=True)
        for n, sub in enumerate(subs):
            put(sheet, 4, at + n, sub, bold=True)
        at += max(1, len(subs))
    keys = ["project_code", "project_title", "owner", "bidder", "credit_code", "bidder_kind", "leader", "leader_title", "contact", "mobile", "email", "scheme", "schedule", "price", "note"]  # fmt: skip
    for n, s in enumerate(forms, 1):
        put(sheet, 4 + n, 1, n)
        for at, key in enumerate(keys, 2):
            value = s.get(key, "")
            put(sheet, 4 + n, at, number(value) if key in ("mobile", "price") else value)
    for column in "BCDEFGJKLMNP":
        sheet.column_dimensions[column].width = 16
    last = 5 + len(forms)
    put(sheet, last, 1, "合计", 1, 3)
    put(sheet, last, 4, f"{len(forms)}项", 1, 11)
    prices = [number(s["price"]) for s in forms]
    put(sheet, last, 15, "" if any(isinstance(one, str) for one in prices) else sum(prices))
    put(sheet, last, 16, "")
    sheet.cell(last + 1, 1, "填表人：高山　　联系电话：0573-82520000　　审核人：流水")
    return book


def number(text: str) -> Any:
    """What Excel makes of digits that were typed in."""
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


# G 附件1: the form as a sheet of merged cells: days, amounts and mobile numbers are Excel's own; notes on a second sheet.
def excel(forms: Sequence[Sheet]) -> Any:
    (s,) = forms
    book = Workbook()
    sheet = book.active
    sheet.title = "附件1"
    put(sheet, 1, 1, "产业共性技术需求表", 1, 6, size=18, bold=True)
    rows: list[list[tuple[str, str]]] = [
        [("需求名称", "title")],
        [("提出单位", "owner"), ("统一社会信用代码", "credit_code")],
        [("单位性质", "owner_kind"), ("属地", "region")],
        [("法定代表人", "legal_representative"), ("单位地址", "address")],
        [("联系人", "contact"), ("职务", "contact_title")],
        [("手机", "mobile"), ("电话", "phone")],
        [("电子邮箱", "email"), ("所属产业链", "field")],
        [("需求背景与主要问题", "background")],
        [("攻关内容", "content")],
        [("考核指标", "targets")],
        [("预期效益", "benefits")],
        [(f"总投入{s['unit']}", "investment"), (f"其中：拟支付揭榜方{s['unit']}", "reward")],
        [("完成时限", "deadline"), ("合作方式", "cooperation")],
        [("揭榜方要求", "requirements"), ("产权归属", "ip_ownership")],
    ]
    for r, pairs in enumerate(rows, 2):
        span = 5 if len(pairs) == 1 else 2
        for n, (label, key) in enumerate(pairs):
            put(sheet, r, 1 + 3 * n, label, bold=True)
            value: Any = s[key]
            if key in ("mobile", "investment", "reward"):
                value = number(value)
            elif key == "deadline":
                value = date.fromisoformat(value)
            cell = put(sheet, r, 2 + 3 * n, value, 1, span)
            if key == "deadline":
                cell.number_format = 'yyyy"年"m"月"d"日"'
    end = len(rows) + 2
    put(sheet, end, 1, "属地科技部门意见", bold=True)
    put(sheet, end, 2, "情况属实，同意推荐。\n（盖章）　2021年6月28日", 1, 5)
    for column in "ABCDEF":
        sheet.column_dimensions[column].width = 17
    notes = book.create_sheet("填表说明")
    for n, text in enumerate(
        ("1.请勿改动表格格式。", "2.一个需求填写一张表。", "3.电子表发送至各县（市、区）科技局。"), 1
    ):
        notes.cell(n, 1, text)
    return book


LAYOUTS: tuple[Callable[[Sequence[Sheet]], Any], ...] = (
    word.cover, word.answers, word.tabs, word.box, word.web, register, excel, word.letter, word.checked,
    word.pair, word.county, word.bigcell,
)  # fmt: skip


def shown(document: Any) -> str:
    """All that stands on the form, without blanks."""
    if isinstance(document, Workbook):
        cells = [c.value for sheet in document for row in sheet.iter_rows() for c in row]
        return "".join("".join(str(value).split()) for value in cells)
    return "".join("".join(one.text or "" for one in document.element.body.iter(qn("w:t"))).split())


def check(document: Any, forms: Sequence[Sheet], name: str) -> None:
    """Every field of the truth was written on the form."""
    text = shown(document)
    for form in forms:
        for field in form.truth["fields"]:
            written = "".join(form[field].split()).removesuffix("0")
            assert written in text, (name, field)


def resave(path: Path, container: str) -> None:
    """The same form as LibreOffice writes it, instead of the docx."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", container, "--outdir", folder, str(path)],
            check=True, timeout=180, capture_output=True,
        )  # fmt: skip
        path.with_suffix(f".{container}").write_bytes(
            (Path(folder) / f"{path.stem}.{container}").read_bytes()
        )
    path.unlink()


def main() -> None:
    for draw in LAYOUTS:
        for n, forms in enumerate(ALL[draw.__name__], 1):
            name, document = f"{draw.__name__}-{n}", draw(forms)
            check(document, forms, name)
            truth = {"forms": [one.truth for one in forms]}
            (OUT / f"{name}.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8")
            if isinstance(document, Workbook):
                document.save(OUT / f"{name}.xlsx")
                continue
            save(document, OUT / f"{name}.docx")
            container, *which = RESAVED.get(draw.__name__, ("docx",))
            if n in which:
                resave(OUT / f"{name}.docx", str(container))


if __name__ == "__main__":
    main()
