"""Contracts and their supplements, registration and filing, approval, evaluation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from jbgs import history
from jbgs.errors import NotFound, Problem, WrongUsage
from jbgs.models import Project, StageKey, next_number
from jbgs.registers.contracts import Approval, Contract, Evaluation, Filing
from jbgs.services import moves
from jbgs.services.funding.contract_rules import (
    PARTIES,
    contract_faults,
    contract_warnings,
    party,
    price_hint,
)
from jbgs.services.funding.occurrences import SIGNED
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.papers import publicities
from jbgs.services.proofs import Paper, attach


def with_defaults(project: Project, contract: Mapping[str, Any]) -> dict[str, Any]:
    """A contract with the listing's name and the track's parties where none are given."""
    first, second = (party(project, role) for role in PARTIES[project["track"]])
    known = {"name": project["fields"].get("title", ""), "party_a": first, "party_b": second}
    return {**contract, **{key: contract.get(key) or value for key, value in known.items()}}


def add_contract(
    office: Office, part: str, contract: dict[str, Any], *, note: str = "", papers: Iterable[Paper] = ()
) -> tuple[Project, list[Problem]]:
    """Record a contract, or a supplement to one (``supplements`` names its number), signed on ``office.on``.

    The first contract takes an awarded project to ``contracted``; a supplement may cut it. Where practice
    expects something else (another name, other parties, less than was paid), ``note`` is the reason that
    overrides it. Returns the project and the hints: a total that differs from the bid's price.
    """
    with office.batch("contract add", note=note) as batch:
        project = _project(batch, office, part)
        moves.require(project, ("awarded", *SIGNED), "登记合同")
        files = attach(batch, papers)
        made = cast("Contract", history.normal({**contract, **files, "signed": office.on.isoformat()}))
        faults = [*contract_faults(project, made), *_number_taken(batch, made["number"])]
        said = moves.refuse([(project, [*faults, *contract_warnings(project, made)])], reason=note)
        hints = list(price_hint(project, made))
        said = "；".join(filter(None, (said, *(one.what for one in hints))))
        contracts = project.get("contracts", {})
        changed: Project = {**project, "contracts": {**contracts, next_number(contracts): made}}
        stage: StageKey | None = "contracted" if project["stage"] == "awarded" else None
        moves.put_fact(batch, changed, "contract", stage, note=said)
        return _project(batch, office, part), hints


def _number_taken(batch: Batch, number: str) -> list[Problem]:
    """A contract number stands once in the whole store: the same contract cannot be counted twice."""
    return [
        Problem(f"合同编号“{number}”已登记在 {other['code']}", remedy="请核对合同编号")
        for other in batch.find("projects")
        if any(one["number"] == number for one in other.get("contracts", {}).values())
    ]


def register_contract(
    office: Office, part: str, registration: str, *, contract: str = "", reason: str = ""
) -> Project:
    """Record the number of 技术合同认定登记 of a contract, by its number where there are several.

    Raises ``NotFound`` where that is not one contract of the project.
    """
    with office.batch("contract register", note=reason) as batch:
        project = _project(batch, office, part)
        contracts = project.get("contracts", {})
        keys = [key for key, one in contracts.items() if contract in ("", one["number"])]
        if len(keys) != 1:
            known = "、".join(one["number"] for one in contracts.values()) or "无"
            what = f"没有编号为“{contract}”的合同" if contract else "须指明是哪一份合同"
            raise NotFound(Problem(what, where=project["code"], remedy=f"--contract 合同编号；现有：{known}"))
        one = contracts[keys[0]]
        faults = [*_before_signing(office, one), *_registration_taken(batch, project, registration)]
        note = moves.refuse([(project, faults)], reason=reason)
        made: Contract = {**one, "registration": registration}
        changed: Project = {**project, "contracts": {**contracts, keys[0]: made}}
        batch.put("projects", project["code"], changed, "registration", note=note)
        return changed


def _before_signing(office: Office, one: Contract) -> Iterator[Problem]:
    if office.on.isoformat() < one["signed"]:
        yield Problem(f"登记日期 {office.on} 早于合同签订日期 {one['signed']}", remedy="请核对 --on")


def _registration_taken(batch: Batch, project: Project, registration: str) -> Iterator[Problem]:
    """Practice: one registration is of one project's contract."""
    for other in batch.find("projects"):
        mine = (one.get("registration") for one in other.get("contracts", {}).values())
        if other["code"] != project["code"] and registration in mine:
            what = f"认定登记号“{registration}”已登记在 {other['code']}"
            yield Problem(what, level="warning", remedy="请核对登记号")


def file_contract(office: Office, part: str, number: str) -> Project:
    """Record 备案 with the technology market (required for ``key``: 二、（二）3)."""
    with office.batch("contract file") as batch:
        project = _project(batch, office, part)
        filing: Filing = {"on": office.on.isoformat(), "number": number}
        _all_may([project], {"filing": filing}, "filed", office)
        moves.put_fact(batch, {**project, "filing": filing}, "filing", "filed")
        return _project(batch, office, part)


def document_year(document: str, given: int | None = None) -> int | None:
    """The year of a document number such as 嘉科计〔2021〕12号; ``WrongUsage`` where another one is given."""
    match = re.search(r"[〔\[【（(](\d{4})[〕\]】）)]", document)
    written = int(match[1]) if match else None
    if written and given and written != given:
        raise WrongUsage(f"文号“{document}”中的年份不是 {given}", remedy="请核对文号与 --document-year")
    return written or given


def approve(
    office: Office, parts: Sequence[str], document: str, *, year: int | None = None, reason: str = ""
) -> list[Project]:
    """Record 立项 by a document, for several projects at once: all or none (三、2).

    A central review that was not passed, and a publicity for it that has not ended or has objections
    unsettled, need a ``reason``.
    """
    with office.batch("approve", note=reason) as batch:
        approval = Approval(on=office.on.isoformat(), document=document)
        if of_year := document_year(document, year):
            approval["year"] = of_year
        projects = [_project(batch, office, part) for part in parts]
        note = _all_may(
            projects,
            {"approval": approval},
            "approved",
            office,
            also={one["code"]: list(_not_approvable(batch, office, one)) for one in projects},
            reason=reason,
        )
        for project in projects:
            moves.put_fact(batch, {**project, "approval": approval}, "approval", "approved", note=note)
        return [_project(batch, office, part) for part in parts]


def _not_approvable(batch: Batch, office: Office, project: Project) -> Iterator[Problem]:
    """What practice has against an approval: the central review's result, the publicity."""
    review = project.get("central_review")
    if review and review["result"] == "failed":
        what = f"立项评审 {review['round']} 未通过（{review['document']}）"
        yield Problem(what, level="warning", remedy=f"见 jbgs review show {review['round']}")
    yield from publicities.against(batch, project["code"], "approval", office.on)


def approval_hints(office: Office, projects: Sequence[Project], document: str) -> list[Problem]:
    """What a clerk should look at, although nothing forbids it: no publicity, a document without year."""
    found = [
        Problem(
            "没有立项公示的记录",
            where=one["code"],
            level="warning",
            remedy=f"公示过的，补登记：jbgs publicity open {one['code']} --subject approval",
        )
        for one in projects
        if not publicities.found(office.store, one["code"], "approval")
    ]
    if any("year" not in one.get("approval", {}) for one in projects):
        found.append(
            Problem(f"文号“{document}”中没有年份", level="warning", remedy="用 --document-year 年份")
        )
    return found


def evaluate(
    office: Office,
    part: str,
    evaluation: dict[str, Any],
    *,
    reason: str = "",
    papers: Iterable[Paper] = (),
) -> Project:
    """Record 绩效评价 with grade and result (三、2.(2)); a second one replaces the first.

    After the subsidy was paid on it, revising it to failed needs a ``reason``: the subsidy is then recovered.
    """
    with office.batch("evaluate", note=reason) as batch:
        project = _project(batch, office, part)
        files = attach(batch, papers)
        made = cast("Evaluation", {**evaluation, **files, "on": office.on.isoformat()})
        if "evaluation" in project and project["stage"] in ("evaluated", "subsidised"):
            timing = office.policy.rate(project["track"], office.on).timing
            faults = [*moves.too_early(project, office.on), *_paid_on_it(project, made, timing)]
            note = moves.refuse([(project, faults)], reason=reason)
            moves.put_fact(batch, {**project, "evaluation": made}, "evaluation", None, note=note)
        else:
            _all_may([project], {"evaluation": made}, "evaluated", office)
            moves.put_fact(batch, {**project, "evaluation": made}, "evaluation", "evaluated", note=reason)
        return _project(batch, office, part)


def _paid_on_it(project: Project, made: Evaluation, timing: str) -> Iterator[Problem]:
    before = project.get("evaluation")
    revoked = before and before["result"] == "passed" and made["result"] == "failed"
    if before and revoked and timing == "after" and project.get("payments"):
        what = f"已按 {before['on']} 的评价（{before['grade']}）拨付补助，改为未通过后应收回"
        yield Problem(what, level="warning", remedy="改后用 jbgs subsidy show CODE 查看应收回额")


def _all_may(
    projects: Sequence[Project],
    fact: Mapping[str, Any],
    target: StageKey,
    office: Office,
    *,
    also: Mapping[str, Sequence[Problem]] | None = None,
    reason: str = "",
) -> str:
    """Refuse unless each project may move once it has the fact, and ``also`` says nothing; the note."""
    ready = [(project, cast("Project", {**project, **fact})) for project in projects]
    return moves.refuse(
        (
            (
                project,
                [*moves.reasons_against(after, target, office.on), *(also or {}).get(project["code"], ())],
            )
            for project, after in ready
        ),
        reason=reason,
    )


def _project(batch: Batch, office: Office, part: str) -> Project:
    return cast("Project", batch.get("projects", office.code(part)))
