"""项目档案: everything about one project with its history, for the shelf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jbgs.models import Project
from jbgs.reports import dossier, lists, words
from jbgs.reports.making import Made, Paper, Source, Wanted
from jbgs.reports.subsidy import worksheet
from jbgs.reports.table import Block, Column, Letter, Row, Table

_FACTS = (Column("label", "栏目", width=8), Column("text", "内容", width=28))


def make(source: Source, wanted: Wanted) -> Made:
    """The files of the projects named: one Word file each."""
    found = source.chosen(wanted)
    whole = [source.whole(one) for one in found]
    tables = [_tables(source, one, data) for one, data in zip(found, whole, strict=True)]
    papers = tuple(
        Paper(f"项目档案 {data['code']}", letter(data, parts, source.office, wanted.day))
        for data, parts in zip(whole, tables, strict=True)
    )
    screen = tuple(table for parts in tables for table in parts)
    return Made({"projects": whole, "count": len(whole)}, papers, screen)


def letter(data: Mapping[str, Any], tables: Sequence[Table], office: str, day: date) -> Letter:
    """One project's file."""
    blocks: list[Block] = []
    for number, table in enumerate(tables, 1):
        blocks += [Block(f"{words.numeral(number)}、{table.name}", 1), Block(table=_untitled(table))]
    title = f"“揭榜挂帅”项目档案\n{data['title'] or data['code']}"
    return Letter(
        f"项目档案 {data['code']}",
        title,
        tuple(blocks),
        number=data["code"],
        signature=office,
        date=day,
    )


def _untitled(table: Table) -> Table:
    """Without a title, for which there is the heading, and without columns in which nothing stands."""
    kept = [i for i in range(len(table.columns)) if not table.rows or any(r.values[i] for r in table.rows)]
    columns = tuple(table.columns[i] for i in kept)
    rows = tuple(Row(tuple(row.values[i] for i in kept), row.level) for row in table.rows)
    return Table(table.name, "", columns, rows, table.above, table.below, table.empty)


def _tables(source: Source, project: Project, data: Mapping[str, Any]) -> list[Table]:
    form = source.forms[project["track"]]
    facts = Table("基本情况", "", _FACTS, Table.body(dossier.facts(source.policy, form, data)))
    labels = {name: spec.label for name, spec in form.fields.items()}
    made = [facts, *dossier.tables(data)]
    if "contracts" in project:
        worked = source.due(project, source.today).calculation
        made.append(worksheet(worked, source.policy.tracks[project["track"]].name))
    return [*made, lists.history(data["code"], data["history"], labels)]
