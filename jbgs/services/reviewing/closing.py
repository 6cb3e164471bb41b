"""A round closed: who passes by which rule, what stands against it, and what becomes of the projects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from jbgs import scoring
from jbgs.errors import Problem, WrongUsage
from jbgs.models import Expert, Project, Review, StageKey, next_number
from jbgs.registers.reviews import Closing, Round
from jbgs.scoring import Standing
from jbgs.services import moves
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.reviewing import panels, rounds, scores
from jbgs.services.reviewing.opening import not_ready

Result = Literal["passed", "failed"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Who passes: these items, or so many of the first, or (neither given) all whose figure is enough."""

    passed: Sequence[str] = ()
    top: int | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed round with what became of each item."""

    round: Round
    standings: Sequence[Standing]
    results: Mapping[str, Result]
    stages: Mapping[str, StageKey] = field(default_factory=dict)


def close_round(office: Office, text: str, document: str, choice: Choice, *, reason: str = "") -> Closed:
    """Fix a round's result by a document; ``NotAllowed`` with everything that stands against it.

    Demands move to ``reviewed`` or ``rejected``. A central review and a comparison of bids leave the
    stage as it is: what they found is written on the project, for 立项 and for the award.
    """
    with office.batch("review close", note=reason) as batch:
        made = rounds.running(batch, text)
        found = scores.standings(made)
        chosen, faults = _chosen(made, found, choice)
        projects = _projects(batch, made)
        closing = _closing(office, made, found, chosen, document, reason)
        changed = {code: _changed(made, one, found, closing) for code, one in projects.items()}
        against = _by_project(made, [*faults, *_against(made, found, chosen)])
        for code, one in projects.items():
            against.setdefault(code, []).extend(not_ready(made["subject"], one, office))
        note = moves.refuse([(projects[code], problems) for code, problems in against.items()], reason=reason)
        for code, one in changed.items():
            _write(batch, made, one, _target(chosen, code), _told(found, code, document, note))
        batch.put("reviews", made["id"], {**made, "closed": closing}, "round", note=note)
        done = cast("Round", batch.get("reviews", made["id"]))
        stages = {code: cast("Project", batch.get("projects", code))["stage"] for code in projects}
        results: dict[str, Result] = {key: _result(chosen, key) for key in made["items"]}
        return Closed(done, found, results, stages)


def _result(chosen: Sequence[str], item: str) -> Result:
    return "passed" if item in chosen else "failed"


def _target(chosen: Sequence[str], code: str) -> StageKey:
    return "reviewed" if code in chosen else "rejected"


# -- who passes ------------------------------------------------------------------------------------------


def _chosen(
    made: Round, found: Sequence[Standing], choice: Choice
) -> tuple[list[str], list[tuple[str, Problem]]]:
    """The items that pass, and what is wrong with choosing them so, each with the item that it concerns."""
    if choice.passed and choice.top is not None:
        raise WrongUsage("--pass 和 --top 只能用一种", remedy="请只写一种")
    passing = [one.key for one in found if scoring.passes(made["scheme"], one)]
    if choice.passed:
        named = list(dict.fromkeys(rounds.item_of(made, text) for text in choice.passed))
        if made["subject"] == "bids" and len(named) > 1:
            raise WrongUsage("竞榜比选只推荐一家", remedy="请只写一个 --pass")
        return named, []
    top = choice.top if made["subject"] != "bids" or choice.top is not None else 1
    if top is None:
        return passing, []
    if top < 0:
        raise WrongUsage(f"--top 的值 {top} 小于 0", remedy="写要通过的个数")
    if made["subject"] == "bids" and top > 1:
        raise WrongUsage("竞榜比选只推荐一家", remedy="--top 1，或 --top 0（不推荐）")
    pool = passing if choice.top is None else [one.key for one in found if one.rank]
    first = [one.key for one in found if one.key in pool and one.rank and one.rank <= top]
    if len(first) > top:
        what = f"第 {top} 名有并列：{'、'.join(first)}"
        return first[:top], [(first[-1], Problem(what, remedy="请用 --pass 写明通过的"))]
    return first, []


def _against(made: Round, found: Sequence[Standing], chosen: Sequence[str]) -> Iterator[tuple[str, Problem]]:
    """What stands against the result, by item: sheets, fields or marks that are not enough, the ranking."""
    behind = scoring.outranked(chosen, found)
    for one in found:
        yield from ((one.key, problem) for problem in _incomplete(made, one))
        if one.key in chosen and not scoring.passes(made["scheme"], one):
            figure = one.figure(made["scheme"]["ranked_by"])
            what = f"得 {figure or 0} 分，未达到规定的 {made['scheme']['passing']} 分"
            yield one.key, Problem(what, remedy="请核对", level="warning")
        if one.key in behind:
            what = f"排第 {one.rank} 名而不通过，名次在后的却通过"
            yield one.key, Problem(what, remedy="请核对", level="warning")


def _incomplete(made: Round, one: Standing) -> Iterator[Problem]:
    """Sheets that an item lacks: for the quorum, from a member, or (on ``common``) of a field."""
    collect = "收齐后用 jbgs review import 导入"
    quorum = made["scheme"]["quorum"]
    if one.count < quorum:
        yield Problem(f"只有 {one.count} 份评分，少于规定的 {quorum} 份", remedy=collect)
    late = scores.names(made, (expert for expert, item in scores.missing(made) if item == one.key))
    if late:
        yield Problem(f"{late}还没有评分", remedy=collect, level="warning")
    if made["items"][one.key]["track"] == "common":
        fields = {made["panel"][expert]["field"] for expert in scores.marks_for(made, one.key)}
        yield from panels.lacking(made["subject"], fields, "评分专家")


def _by_project(made: Round, found: Sequence[tuple[str, Problem]]) -> dict[str, list[Problem]]:
    """Problems by the project that they concern; among bids each names its intent."""
    by_code: dict[str, list[Problem]] = {}
    for item, problem in found:
        code = made["items"][item]["project"]
        named = (
            problem
            if code == item
            else Problem(
                f"{item}（{made['items'][item]['unit']}）{problem.what}",
                remedy=problem.remedy,
                clause=problem.clause,
                level=problem.level,
            )
        )
        by_code.setdefault(code, []).append(named)
    return by_code


# -- what is written -------------------------------------------------------------------------------------


def _projects(batch: Batch, made: Round) -> dict[str, Project]:
    codes = dict.fromkeys(one["project"] for one in made["items"].values())
    return {code: cast("Project", batch.get("projects", code)) for code in codes}


def _closing(
    office: Office, made: Round, found: Sequence[Standing], chosen: Sequence[str], document: str, reason: str
) -> Closing:
    ranked = [one.key for one in found]
    closing = Closing(on=office.on.isoformat(), document=document)
    closing["passed"] = [key for key in ranked if key in chosen]
    closing["failed"] = [key for key in ranked if key not in chosen and made["subject"] != "bids"]
    if reason:
        closing["reason"] = reason
    return closing


def _changed(made: Round, project: Project, found: Sequence[Standing], closing: Closing) -> Project:
    """The project with what the round found on it."""
    head: dict[str, Any] = {"on": closing["on"], "round": made["id"], "document": closing["document"]}
    passed = closing.get("passed", [])
    if made["subject"] == "bids":
        best = {"intent": passed[0], "bidder": made["items"][passed[0]]["unit"]} if passed else {}
        return cast("Project", {**project, "comparison": {**head, **best, "reason": closing.get("reason")}})
    code = project["code"]
    [one] = [standing for standing in found if standing.key == code]
    head |= {"result": _result(passed, code), "mean": str(one.mean or ""), "rank": one.rank}
    if made["subject"] == "approval":
        return cast("Project", {**project, "central_review": head})
    review = cast("Review", {**head, "experts": _experts(made, code)})
    known = project.get("reviews", {})
    return {**project, "reviews": {**known, next_number(known): review}}


def _experts(made: Round, item: str) -> list[Expert]:
    """Who scored an item, with the total each gave."""
    return [
        Expert(
            name=made["panel"][key]["name"],
            field=made["panel"][key]["field"],
            unit=made["panel"][key]["unit"],
            total=scores.mark_text(scoring.total(marks)),
        )
        for key, marks in scores.marks_for(made, item).items()
    ]


def _told(found: Sequence[Standing], code: str, document: str, note: str) -> str:
    """What a project's history says of its result."""
    ranks = [f"平均 {one.mean} 分，第 {one.rank} 名" for one in found if one.key == code and one.rank]
    return "；".join([document, *ranks, *([note] if note else [])])


def _write(batch: Batch, made: Round, project: Project, target: StageKey, note: str) -> None:
    if made["subject"] == "demand":
        moves.put_stage(batch, project, target, note=note)
    else:
        kind = "central_review" if made["subject"] == "approval" else "comparison"
        batch.put("projects", project["code"], project, kind, note=note)
