"""季访表, 督查通报 and 专家评审汇总表 as entries of ``REPORTS``; other modules make their papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jbgs.reports import review, visiting, visits
from jbgs.reports.draft import Annexes, Draft, Passage
from jbgs.reports.making import Made, Paper, Source, Wanted
from jbgs.reports.periods import quarter_key, quarter_name, quarter_period
from jbgs.reports.progress import place_of, visits_in
from jbgs.reports.table import Table


def make_visits(source: Source, wanted: Wanted) -> Made:
    """A quarter's visits as known by its end: what was found, which running projects were not visited."""
    key, period = quarter_key(wanted.year, wanted.quarter), quarter_period(wanted.year, wanted.quarter)
    there = [one for one in source.projects(wanted.day) if wanted.region in (None, place_of(one))]
    found = visiting.made(there, period)
    left = [one for one in visiting.running(source.policy, there) if not visits_in(one, period)]
    data = {
        "quarter": key,
        "visits": found,
        "count": len(found),
        "unvisited": [visiting.plan_json(one, key, period) for one in left],
    }
    name = quarter_name(key)
    sheets = (
        visits.filled(source.policy, found, name, office=source.office),
        visits.unvisited(source.policy, left, key, period),
    )
    where = f" {wanted.region}" if wanted.region else ""
    return Made(data, (Paper(f"季访情况 {name}{where}", sheets),), sheets)


def at_quarter_end(_source: Source, wanted: Wanted) -> list[Wanted]:
    """For ``report all``: the last month of a quarter has the quarter's visits among its papers."""
    quarter, rest = divmod(wanted.month, 3)
    return [] if rest else [replace(wanted, month=0, quarter=quarter)]


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


def closed_in(source: Source, wanted: Wanted) -> list[Wanted]:
    """The rounds of review that were closed in the month, for ``report all``."""
    month = wanted.day.isoformat()[:7]
    return [
        Wanted(wanted.day, review=one["id"])
        for one in source.rounds()
        if "closed" in one and one["closed"]["on"].startswith(month)
    ]
