"""What became of the files of an import, as a table with the worst first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jbgs.reports import words
from jbgs.reports.table import Column, Table

FILES = (
    Column("path", "文件", width=12),
    Column("status", "结果", width=4),
    Column("form", "表", width=3, drop=2),
    Column("code", "编号", "code", 7),
    Column("title", "名称", width=12, drop=3),
    Column("remark", "说明和处理办法", width=20),
)


def summary(files: Iterable[Any], statuses: Mapping[Any, str]) -> Table:
    """One row per form, or per file where it holds none; ``statuses`` are their names, worst first."""
    order = list(statuses)
    rows = [
        (one.name, statuses[one.status], *row)
        for one in sorted(files, key=lambda file: (order.index(file.status), file.name))
        for row in _rows(one)
    ]
    return Table("导入结果", "导入结果", FILES, Table.body(rows), empty="（没有文件）")


def _rows(file: Any) -> Iterator[tuple[str, str, str, str]]:
    for known in file.known:
        code = known["intent"] or known["code"] or ""
        yield words.FORM_NAMES[known["form"]], code, _title(known["fields"]), "以前已导入"
    for form in file.forms:
        code = (form.done.intent or form.done.code or "") if form.done else ""
        yield words.FORM_NAMES[form.read.form], code, _title(form.read.fields), "\n".join(_remarks(form))
    said = [*([file.error.message] if file.error else []), *file.notes]
    if said or not (file.known or file.forms):
        yield "", "", "", "\n".join(said)


def alike(one: Any) -> str:
    """A project that might be the same challenge, in one line."""
    whose = "本单位" if one.same_owner else one.owner or "未填单位"
    state = f"{one.year}年，{words.stage(one.stage)}"
    return f"可能重复：与{whose}的 {one.code}“{one.title}”（{state}）名称相似 {one.similarity}%"


def _title(fields: Mapping[str, str | None]) -> str:
    return fields.get("title") or fields.get("project_title") or ""


def _remarks(form: Any) -> Iterator[str]:
    """What is wrong, then what is doubtful, then what was noticed."""
    for one in sorted(form.problems(), key=lambda problem: str(problem["level"])):
        doubt = "提示：" if one["level"] == "warning" else ""
        yield f"{doubt}{one['label'] or one['field']}：{one['message']}"
    if form.done:
        yield from form.done.notes
        yield from map(alike, form.done.duplicates)
    if form.read.unmatched:
        yield f"未识别的栏目 {len(form.read.unmatched)} 处，用 jbgs form fields 查看"
