"""Contracts and what was really paid under them, filing, approval, evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, cast

from jbgs import history
from jbgs.errors import Problem
from jbgs.models import Approval, Contract, Evaluation, Filing, Occurred, Project, StageKey, next_number
from jbgs.services import moves
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.values import yuan_text
from jbgs.workflow import NEEDS

SIGNED: tuple[StageKey, ...] = ("contracted", "filed", "approved", "evaluated", "subsidised")
ZERO = Decimal("0.00")


def contract_total(project: Project) -> Decimal:
    """技术合同额: all contracts and supplements of a project, yuan."""
    return sum((Decimal(one["total"]) for one in project.get("contracts", {}).values()), ZERO)


def technology_total(project: Project) -> Decimal:
    """技术交易额: the contracts' technology share, or the whole where none is given, yuan."""
    found = project.get("contracts", {}).values()
    return sum((Decimal(one.get("technology", one["total"])) for one in found), ZERO)


def occurred_total(project: Project) -> Decimal:
    """实际发生技术合同成交额: paid with invoice and bank voucher, yuan."""
    return sum((Decimal(one["amount"]) for one in project.get("occurred", {}).values()), ZERO)


def add_contract(
    office: Office, part: str, contract: dict[str, Any], *, note: str = ""
) -> tuple[Project, list[Problem]]:
    """Record a contract, or a supplement to one (``supplements`` names its number), signed on ``office.on``.

    The first contract takes an awarded project to ``contracted``. Returns the project and the
    warnings that practice gives: a name or a price that differs from the listing's.
    """
    with office.batch("contract add", note=note) as batch:
        project = _project(batch, office, part)
        moves.require(project, ("awarded", *SIGNED), "登记合同")
        made = cast("Contract", history.normal({**contract, "signed": office.on.isoformat()}))
        moves.refuse([(project, [*_contract_faults(project, made), *_number_taken(batch, made["number"])])])
        contracts = project.get("contracts", {})
        changed: Project = {**project, "contracts": {**contracts, next_number(contracts): made}}
        stage: StageKey | None = "contracted" if project["stage"] == "awarded" else None
        moves.put_fact(batch, changed, "contract", stage, note=note)
        return _project(batch, office, part), _contract_warnings(project, made)


def _contract_faults(project: Project, made: Contract) -> list[Problem]:
    found = []
    if Decimal(made["total"]) <= 0:
        found.append(Problem("合同金额须大于零", remedy="请核对 --amount"))
    if "technology" in made and Decimal(made["technology"]) > Decimal(made["total"]):
        found.append(Problem("技术交易额大于合同总额", remedy="请核对 --technology"))
    known = {one["number"] for one in project.get("contracts", {}).values()}
    if "supplements" in made and made["supplements"] not in known:
        found.append(
            Problem(f"没有编号为“{made['supplements']}”的合同可以补充", remedy="见 jbgs contract show CODE")
        )
    if "supplements" not in made and project["stage"] != "awarded" and known:
        found.append(Problem("项目已有合同", remedy="补充合同请加 --supplements 原合同编号"))
    awarded = project.get("award")
    if awarded and made["signed"] < awarded["on"]:
        found.append(
            Problem(f"签订日期 {made['signed']} 早于确定揭榜单位之日 {awarded['on']}", remedy="请核对 --on")
        )
    return found


def _number_taken(batch: Batch, number: str) -> list[Problem]:
    """A contract number stands once in the whole store: the same contract cannot be counted twice."""
    return [
        Problem(f"合同编号“{number}”已登记在 {other['code']}", remedy="请核对合同编号")
        for other in batch.find("projects")
        if any(one["number"] == number for one in other.get("contracts", {}).values())
    ]


def _contract_warnings(project: Project, made: Contract) -> list[Problem]:
    found = []
    title = project["fields"].get("title", "")
    if made["name"] != title:
        found.append(
            Problem(f"合同名称“{made['name']}”与榜单项目名称“{title}”不同", level="warning", remedy="请核对")
        )
    price = project.get("award", {}).get("price")
    if price and "supplements" not in made and Decimal(price) != Decimal(made["total"]):
        found.append(
            Problem(
                f"合同金额 {yuan_text(made['total'])}与揭榜报价 {yuan_text(price)}不同",
                level="warning",
                remedy="请核对",
            )
        )
    return found


def file_contract(office: Office, part: str, number: str) -> Project:
    """Record 备案 with the technology market (required for ``key``: 二、（二）3)."""
    with office.batch("contract file") as batch:
        project = _project(batch, office, part)
        filing: Filing = {"on": office.on.isoformat(), "number": number}
        _all_may([project], {"filing": filing}, "filed", office)
        moves.put_fact(batch, {**project, "filing": filing}, "filing", "filed")
        return _project(batch, office, part)


def pay_contract(office: Office, part: str, payment: dict[str, Any]) -> Project:
    """Record what really occurred: one payment with its invoice and bank voucher.

    Refused before the signing, above the contracts' total, for a contract that the project does not
    have, or when the invoice or the voucher was recorded before anywhere in the store.
    """
    with office.batch("contract pay") as batch:
        project = _project(batch, office, part)
        moves.require(project, SIGNED, "登记合同付款")
        made = cast("Occurred", history.normal({**payment, "on": office.on.isoformat()}))
        moves.refuse([(project, [*_payment_faults(project, made), *_proof_taken(batch, made)])])
        occurred = project.get("occurred", {})
        changed: Project = {**project, "occurred": {**occurred, next_number(occurred): made}}
        moves.put_fact(batch, changed, "occurred", None)
        return changed


def _payment_faults(project: Project, made: Occurred) -> list[Problem]:
    found = []
    amount, total = Decimal(made["amount"]), contract_total(project)
    if amount <= 0:
        found.append(Problem("付款金额须大于零", remedy="请核对 --amount"))
    numbers = [one["number"] for one in project.get("contracts", {}).values()]
    if "contract" in made and made["contract"] not in numbers:
        known = "、".join(numbers)
        found.append(Problem(f"项目没有编号为“{made['contract']}”的合同", remedy=f"现有合同：{known}"))
    first = min((one["signed"] for one in project.get("contracts", {}).values()), default="")
    if made["on"] < first:
        found.append(Problem(f"付款日期 {made['on']} 早于合同签订日期 {first}", remedy="请核对 --on"))
    after = occurred_total(project) + amount
    if after > total:
        found.append(
            Problem(
                f"累计付款 {yuan_text(after)}超过合同总额 {yuan_text(total)}",
                remedy=f"有补充合同的先登记：{NEEDS['contract'].remedy} --supplements 原合同编号",
            )
        )
    return found


def _proof_taken(batch: Batch, made: Occurred) -> list[Problem]:
    names = (("invoice", "发票"), ("voucher", "付款凭证"))
    return [
        Problem(f"{label}“{made[key]}”已登记在 {other['code']}", remedy="同一凭证不能重复登记，请核对号码")
        for other in batch.find("projects")
        for one in other.get("occurred", {}).values()
        for key, label in cast("Sequence[tuple[Literal['invoice', 'voucher'], str]]", names)
        if one[key] == made[key]
    ]


def approve(office: Office, parts: Sequence[str], document: str) -> list[Project]:
    """Record 立项 by a document, for several projects at once: all or none (三、2)."""
    with office.batch("approve") as batch:
        approval = Approval(on=office.on.isoformat(), document=document)
        projects = [_project(batch, office, part) for part in parts]
        _all_may(projects, {"approval": approval}, "approved", office)
        for project in projects:
            moves.put_fact(batch, {**project, "approval": approval}, "approval", "approved")
        return [_project(batch, office, part) for part in parts]


def evaluate(office: Office, part: str, evaluation: dict[str, Any]) -> Project:
    """Record 绩效评价 with grade and result (三、2.(2)); a second one replaces the first."""
    with office.batch("evaluate") as batch:
        project = _project(batch, office, part)
        made = cast("Evaluation", {**evaluation, "on": office.on.isoformat()})
        if project["stage"] == "evaluated":
            moves.refuse([(project, moves.too_early(project, office.on))])
            moves.put_fact(batch, {**project, "evaluation": made}, "evaluation", None)
        else:
            _all_may([project], {"evaluation": made}, "evaluated", office)
            moves.put_fact(batch, {**project, "evaluation": made}, "evaluation", "evaluated")
        return _project(batch, office, part)


def _all_may(projects: Sequence[Project], fact: Mapping[str, Any], target: StageKey, office: Office) -> None:
    """Refuse unless each project may move once it has the fact."""
    moves.refuse(
        (project, moves.reasons_against(cast("Project", {**project, **fact}), target, office.on))
        for project in projects
    )


def _project(batch: Batch, office: Office, part: str) -> Project:
    return cast("Project", batch.get("projects", office.code(part)))
