"""Scores entered in a round, mark by mark checked, and where its items stand by them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import cast

from jbgs import scoring
from jbgs.errors import NotAllowed, Problem, WrongUsage
from jbgs.registers.reviews import Criterion, Round, Score
from jbgs.scoring import Marks, Standing
from jbgs.services.office import Office
from jbgs.services.receiving.known import same
from jbgs.services.reviewing import panels, rounds
from jbgs.values import clean, compact

_MARK = re.compile(r"(\d{1,3}(?:\.\d{1,9})?)分?")


def parse_mark(one: Criterion, text: str) -> tuple[str, str]:
    """A mark as it is kept, and what is wrong with it: 0 to the full marks, at most one decimal."""
    written = compact(text)
    if not written:
        return "", f"没有打“{one['name']}”的分"
    found = _MARK.fullmatch(written)
    if found is None:
        return "", f"“{one['name']}”的“{text.strip()}”不是分数"
    mark = Decimal(found[1])
    if mark > Decimal(one["full"]):
        return "", f"“{one['name']}”的 {found[1]} 分超过满分 {one['full']}"
    if mark * 10 % 1:
        return "", f"“{one['name']}”的 {found[1]} 分多于一位小数"
    return mark_text(mark), ""


def mark_text(mark: Decimal) -> str:
    """A mark or a total without zeros that say nothing."""
    text = f"{mark:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def give(
    office: Office, text: str, expert: str, item: str, marks: Mapping[str, str], *, opinion: str
) -> tuple[Round, str, str]:
    """Enter one expert's marks for one item by hand; ``marks`` by the criterion's name or key.

    Marks that were there are replaced. Returns the round, and whose marks for what they are.
    """
    with office.batch("review score") as batch:
        made = rounds.running(batch, text)
        key, scored = rounds.member_of(made, expert), rounds.item_of(made, item)
        if key not in panels.able(made, scored):
            raise NotAllowed(Problem(f"{made['panel'][key]['name']}已回避 {scored}", where=made["id"]))
        kept = _by_hand(made, marks)
        changed = with_scores(made, key, {scored: score(office, kept, opinion)})
        note = "改评" if scored in made.get("scores", {}).get(key, {}) else ""
        batch.put("reviews", made["id"], changed, "score", note=note)
        return cast("Round", batch.get("reviews", made["id"])), key, scored


def _by_hand(made: Round, given: Mapping[str, str]) -> dict[str, str]:
    """Marks by the criterion's key; ``WrongUsage`` with all that is wrong with them."""
    criteria = made["scheme"]["criteria"]
    names = {same(word): one["key"] for one in criteria for word in (one["key"], one["name"])}
    strange = [word for word in given if same(word) not in names]
    known = "、".join(f"{one['name']}（{one['key']}，满分 {one['full']}）" for one in criteria)
    faults = [Problem(f"没有“{word}”这一项", remedy=f"可用：{known}") for word in strange]
    by_key = {names[same(word)]: text for word, text in given.items() if same(word) in names}
    marks: dict[str, str] = {}
    for one in criteria:
        marks[one["key"]], wrong = parse_mark(one, by_key.get(one["key"], ""))
        faults += [Problem(wrong, remedy=f"--score {one['name']}=分数")] if wrong else []
    if faults:
        raise WrongUsage(*faults)
    return marks


def score(office: Office, marks: dict[str, str], opinion: str, sheet: str = "") -> Score:
    """What an expert gave one item; ``sheet`` is the SHA-256 of the file that it came in."""
    made = Score(on=office.on.isoformat(), marks=marks, opinion=clean(opinion))
    if sheet:
        made["sheet"] = sheet
    return made


def with_scores(made: Round, expert: str, given: Mapping[str, Score]) -> Round:
    """The round with an expert's scores; one that says the same as before stays as it was."""
    before = made.get("scores", {}).get(expert, {})
    kept = {item: before[item] if _says(before.get(item), one) else one for item, one in given.items()}
    return cast("Round", {**made, "scores": {**made.get("scores", {}), expert: {**before, **kept}}})


def _says(before: Score | None, after: Score) -> bool:
    """Whether two scores say the same, however they came in."""
    return before is not None and (before["marks"], before["opinion"]) == (after["marks"], after["opinion"])


# -- where the items stand -------------------------------------------------------------------------------


def marks_for(made: Round, item: str) -> dict[str, Marks]:
    """The marks for an item by expert, in the order of the panel."""
    return {
        expert: {key: Decimal(mark) for key, mark in made["scores"][expert][item]["marks"].items()}
        for expert, _ in rounds.panel_of(made)
        if item in made.get("scores", {}).get(expert, {})
    }


def standings(made: Round) -> list[Standing]:
    """All items by rank."""
    sheets = {item: list(marks_for(made, item).values()) for item in made["items"]}
    return scoring.ranking(made["scheme"], sheets)


def missing(made: Round) -> list[tuple[str, str]]:
    """Who still owes scores for what: (expert, item)."""
    given = made.get("scores", {})
    return [
        (expert, item)
        for expert, _ in rounds.panel_of(made)
        for item in made["items"]
        if expert in panels.able(made, item) and item not in given.get(expert, {})
    ]


def names(made: Round, ids: Iterable[str]) -> str:
    """Members by name, for a sentence."""
    return "、".join(dict.fromkeys(made["panel"][key]["name"] for key in ids))
