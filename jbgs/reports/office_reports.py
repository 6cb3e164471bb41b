"""季访表, 督查通报 and 专家评审汇总表 as entries of ``REPORTS``; other modules make their papers."""

from __future__ import annotations

from collections.abc import Iterator

from jbgs.reports import review
from jbgs.reports.draft import Annexes, Draft, Passage
from jbgs.reports.making import Made, Paper, Source, Wanted
from jbgs.reports.periods import quarter_key, quarter_name
from jbgs.reports.table import Table


def make_visits(source: Source, wanted: Wanted) -> Made:
    """A quarter's visits: what was found, and which running projects were not visited."""
    data, sheets = source.visits(wanted)
    name = quarter_name(quarter_key(wanted.year, wanted.quarter))
    where = f" {wanted.region}" if wanted.region else ""
    return Made(data, (Paper(f"季访情况 {name}{where}", tuple(sheets)),), tuple(sheets))


def make_inspection(source: Source, wanted: Wanted) -> Made:
    """The notice that the facts of a month or a quarter would make; nothing is recorded by it."""
    data, letter = source.inspection(wanted)
    return Made(
        data,
        (Paper(letter.name, letter),),
        tuple(_tables(letter)),
        ("通报仅供预览；正式拟稿用 jbgs notice new",),
    )


def _tables(letter: Draft) -> Iterator[Table]:
    """The tables in a letter and behind it."""
    for fact in letter.facts.values():
        if isinstance(fact, Passage):
            yield from (block.table for block in fact.blocks if block.table)
        elif isinstance(fact, Annexes):
            yield from fact.tables


def make_review(source: Source, wanted: Wanted) -> Made:
    """A round's ranking, means, opinions and panel."""
    data = source.round(wanted.review)
    sheets = review.summary(data, office=source.office)
    return Made(data, (Paper(f"{data['id']} 专家评审汇总表", tuple(sheets)),), tuple(sheets))
