"""What became of the files of an import, as a table with the worst first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jbgs.reports import words
from jbgs.reports.table import Column, Table

FILES = (
    Column("path", "文件", width=14),
    Column("status", "结果", width=4),
    Column("form", "表", width=4, drop=2),
    Column("code", "编号", "code", 9),
    Column("title", "名称", width=12, drop=3),
    Column("remark", "说明", width=22),
)


def summary(files: Iterable[Any], statuses: Mapping[Any, str]) -> Table:
    """One row per form, or per file where it holds none."""
    order = list(statuses)
    rows: list[tuple[str, ...]] = []
    for one in sorted(files, key=lambda file: (order.index(file.status), str(file.path))):
        label = statuses[one.status]
        if one.error is not None:
            rows.append((one.path.name, label, "", "", "", one.error.message))
        for known in one.known:
            title = known["fields"].get("title") or known["fields"].get("project_title") or ""
            code = known["intent"] or known["code"] or ""
            rows.append((one.path.name, label, words.FORM_NAMES[known["form"]], code, title, "以前已导入"))
        for form in one.forms:
            fields = form.read.fields
            title = fields.get("title") or fields.get("project_title") or ""
            code = (form.done.intent or form.done.code or "") if form.done else ""
            rows.append(
                (one.path.name, label, words.FORM_NAMES[form.read.form], code, title, _remark(one, form))
            )
    return Table("导入结果", "导入结果", FILES, Table.body(rows), empty="（没有文件）")


def _remark(file: Any, form: Any) -> str:
    said = [f"{p.label or p.field}：{p.message}" for p in form.read.problems]
    if form.done:
        said += form.done.notes
    if form.read.unmatched:
        said.append(f"未识别的栏目 {len(form.read.unmatched)} 处")
    return "\n".join([*said, *file.notes])
