"""The rules of contracts and of payments under them: of the record (errors), of practice (warnings)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jbgs.errors import Problem
from jbgs.models import Project, Track
from jbgs.registers.contracts import Contract, Occurred
from jbgs.values import compact, yuan_text
from jbgs.workflow import NEEDS

ZERO = Decimal("0.00")
PARTIES: dict[Track, tuple[str, str]] = {
    "common": ("owner", "winner"),
    "key": ("owner", "winner"),
    "transfer": ("winner", "owner"),
}
"""Who is 甲方, who pays for the technology, and who 乙方, by track: a transfer is paid for by its winner."""
ROLES = {"owner": "需求单位", "winner": "揭榜单位"}


def contract_total(project: Project) -> Decimal:
    """技术合同额: all contracts and supplements of a project, yuan."""
    return sum((Decimal(one["total"]) for one in project.get("contracts", {}).values()), ZERO)


def technology_total(project: Project) -> Decimal:
    """技术交易额: the contracts' technology share, or the whole where none is given, yuan."""
    found = project.get("contracts", {}).values()
    return sum((Decimal(one.get("technology", one["total"])) for one in found), ZERO)


def occurred_total(project: Project) -> Decimal:
    """实际发生技术合同成交额: paid with invoice and bank voucher, less what was taken back, yuan."""
    return sum((Decimal(one["amount"]) for one in project.get("occurred", {}).values()), ZERO)


def party(project: Project, role: str) -> str:
    """The unit that has a role in a project: its owner or its winner."""
    if role == "owner":
        return project["fields"].get("owner", "")
    return project.get("award", {}).get("winner", "")


def contract_faults(project: Project, made: Contract) -> Iterator[Problem]:
    """What no reason overrides."""
    total, is_supplement = Decimal(made["total"]), "supplements" in made
    if total == 0 or (total < 0 and not is_supplement):
        yield Problem("合同金额须大于零", remedy="请核对 --amount；核减原合同的用补充合同 --supplements")
    if "technology" in made and _share_too_large(project, made):
        yield Problem("技术交易额大于合同总额", remedy="请核对 --technology")
    known = {one["number"] for one in project.get("contracts", {}).values()}
    if is_supplement and made["supplements"] not in known:
        what = f"没有编号为“{made['supplements']}”的合同可以补充"
        yield Problem(what, remedy="见 jbgs contract show CODE")
    if not is_supplement and project["stage"] != "awarded" and known:
        yield Problem("项目已有合同", remedy="补充合同请加 --supplements 原合同编号")
    if total < 0 and contract_total(project) + total <= 0:
        what = f"核减后合同总额为 {yuan_text(contract_total(project) + total)}，须大于零"
        yield Problem(what, remedy="项目终止的用 jbgs stage CODE --to terminated --reason 理由")
    awarded = project.get("award")
    if awarded and made["signed"] < awarded["on"]:
        what = f"签订日期 {made['signed']} 早于确定揭榜单位之日 {awarded['on']}"
        yield Problem(what, remedy="请核对 --on")


def _share_too_large(project: Project, made: Contract) -> bool:
    """The technology share above the whole; of a cut, above what is left."""
    technology, total = Decimal(made["technology"]), Decimal(made["total"])
    if total >= 0:
        return technology > total
    return technology > 0 or technology_total(project) + technology > contract_total(project) + total


def contract_warnings(project: Project, made: Contract) -> Iterator[Problem]:
    """What practice expects: the listing's name, the owner and the winner, nothing paid beyond a cut."""
    title, name = project["fields"].get("title", ""), made["name"]
    same = _same(title) in _same(name) if "supplements" in made else _same(title) == _same(name)
    if not same:
        what = f"合同名称“{name}”与榜单项目名称“{title}”不同"
        yield Problem(what, level="warning", remedy="请核对 --name")
    for role, given, label in zip(
        PARTIES[project["track"]], (made.get("party_a"), made.get("party_b")), ("甲方", "乙方"), strict=True
    ):
        expected = party(project, role)
        if given and expected and _same(given) != _same(expected):
            what = f"合同{label}“{given}”不是{ROLES[role]}“{expected}”"
            yield Problem(what, level="warning", remedy="请核对")
    left = contract_total(project) + Decimal(made["total"])
    if Decimal(made["total"]) < 0 and occurred_total(project) > left > 0:
        what = f"已实际付款 {yuan_text(occurred_total(project))}，超过核减后的合同总额 {yuan_text(left)}"
        yield Problem(what, level="warning", remedy="退回的款项用 jbgs contract unpay CODE 登记")


def price_hint(project: Project, made: Contract) -> Iterator[Problem]:
    """A total that differs from the bid's price: often negotiated, so it is only told and noted."""
    price = project.get("award", {}).get("price")
    if price and "supplements" not in made and Decimal(price) != Decimal(made["total"]):
        what = f"合同金额 {yuan_text(made['total'])}与揭榜报价 {yuan_text(price)}不同"
        yield Problem(what, level="warning", remedy="请核对")


def payment_faults(project: Project, made: Occurred) -> Iterator[Problem]:
    """What no reason overrides in a payment."""
    contracts = project.get("contracts", {}).values()
    if Decimal(made["amount"]) <= 0:
        yield Problem("付款金额须大于零", remedy="请核对 --amount；退款、错登的用 jbgs contract unpay")
    if "invoice" not in made or "voucher" not in made:
        yield Problem("付款须有发票和银行付款凭证", remedy="写明 --invoice 和 --voucher")
    numbers = [one["number"] for one in contracts]
    if "contract" in made and made["contract"] not in numbers:
        known = "、".join(numbers)
        yield Problem(f"项目没有编号为“{made['contract']}”的合同", remedy=f"现有合同：{known}")
    paid_under = [one for one in contracts if one["number"] == made.get("contract")] or contracts
    first = min((one["signed"] for one in paid_under), default="")
    for label, day, option in (
        ("付款日期", made["on"], "--on"),
        ("付款凭证日期", made.get("voucher_day"), "--voucher-date"),
    ):
        if day and day < first:
            yield Problem(f"{label} {day} 早于合同签订日期 {first}", remedy=f"请核对 {option}")
    yield from _above_contract(project, made)


def payment_warnings(project: Project, made: Occurred) -> Iterator[Problem]:
    """What practice expects of a payment: its invoice was not written before there was a contract."""
    first = min((one["signed"] for one in project.get("contracts", {}).values()), default="")
    if (day := made.get("invoice_day")) and day < first:
        what = f"发票日期 {day} 早于合同签订日期 {first}"
        yield Problem(what, level="warning", remedy="请核对 --invoice-date")


def _above_contract(project: Project, made: Occurred) -> Iterator[Problem]:
    """All payments stay within the contract; in its own currency where it is in a foreign one."""
    remedy = f"有补充合同的先登记：{NEEDS['contract'].remedy} --supplements 原合同编号"
    after: Project = {**project, "occurred": {**project.get("occurred", {}), "0": made}}
    if (abroad := in_currency(after)) is not None:
        currency, total, paid = abroad
        if paid > total:
            yield Problem(
                f"累计付款 {paid:,.2f} {currency} 超过合同总额 {total:,.2f} {currency}", remedy=remedy
            )
        return
    total, paid = contract_total(project), occurred_total(after)
    if paid > total:
        yield Problem(f"累计付款 {yuan_text(paid)}超过合同总额 {yuan_text(total)}", remedy=remedy)


def in_currency(project: Project) -> tuple[str, Decimal, Decimal] | None:
    """Currency, contracts and payments where all are in one foreign currency; else only yuan compare."""
    records = [*project.get("contracts", {}).values(), *project.get("occurred", {}).values()]
    currencies = {one.get("currency") for one in records}
    if len(currencies) != 1 or not (currency := currencies.pop()):
        return None
    total = sum((Decimal(one["foreign_amount"]) for one in project.get("contracts", {}).values()), ZERO)
    paid = sum((Decimal(one["foreign_amount"]) for one in project.get("occurred", {}).values()), ZERO)
    return currency, total, paid


def within_contract(project: Project) -> Decimal:
    """What occurred as far as the contracts reach, yuan: one that was cut is no base for more.

    In one foreign currency, what occurred at its own rates counts as long as it stays within the contract.
    """
    abroad = in_currency(project)
    if abroad is not None and abroad[2] <= abroad[1]:
        return occurred_total(project)
    return min(occurred_total(project), contract_total(project))


def _same(name: str) -> str:
    return compact(name).casefold()
