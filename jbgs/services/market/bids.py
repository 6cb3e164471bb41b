"""Intents linked to their projects, taken back, and the winner among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from jbgs import bidding
from jbgs.errors import NotAllowed, NotFound, Problem
from jbgs.models import Award, Intent, Project
from jbgs.services import moves
from jbgs.services.ledger import Batch
from jbgs.services.market import publications, recommended, sealing
from jbgs.services.office import Office
from jbgs.services.papers import publicities
from jbgs.workflow import FINAL, LABELS


def link(office: Office, intent_id: str, part: str) -> Project:
    """Link an intent that names no project clearly; a published project becomes ``bidding``.

    A bid of an earlier publication that is linked again answers the one that stands.
    """
    with office.batch("intent link") as batch:
        intent = stored(batch, intent_id)
        code = office.code(part)
        _refuse_link(batch, intent, code)
        return attach(batch, intent, code)


def stored(batch: Batch, intent_id: str) -> Intent:
    """The intent of an id; ``NotFound`` names the way to the list."""
    found = cast("Intent | None", batch.get("intents", intent_id.strip().upper()))
    if found is None:
        raise NotFound(f"没有揭榜意向“{intent_id}”", remedy="用 jbgs intent list 查看")
    return found


def found(office: Office, intent_id: str) -> Intent:
    """The intent of an id, as it lies in the store; an empty one for an id that does not."""
    made = office.store.get("intents", intent_id.strip().upper())
    return cast("Intent", made or {"id": intent_id, "received": "", "fields": {}})


def _refuse_link(batch: Batch, intent: Intent, code: str) -> None:
    """An intent is not given to a project that is over, nor taken from one that it won; one each bidder."""
    project = cast("Project", batch.get("projects", code))
    if project["stage"] in FINAL:
        what = f"项目“{LABELS[project['stage']]}”，不能再挂揭榜意向"
        raise NotAllowed(Problem(what, where=code, remedy="请核对项目编号"))
    if "withdrawn" in intent:
        what = f"揭榜意向 {intent['id']} 已于 {intent['withdrawn']['on']} 撤回"
        raise NotAllowed(Problem(what, where=code, remedy="揭榜单位再次揭榜的，请导入其新的意向表"))
    before = cast("Project", batch.get("projects", intent.get("project", "")) or {})
    if before and before["code"] != code and before.get("award", {}).get("intent") == intent["id"]:
        what = f"揭榜意向 {intent['id']} 已在该项目中揭榜，不能改挂"
        raise NotAllowed(Problem(what, where=before["code"], remedy="先用 jbgs undo 撤销确定揭榜单位"))
    for key in project.get("intents", {}):
        other = cast("Intent", batch.get("intents", key))
        if key != intent["id"] and _same_bidder(intent, other):
            what = f"该揭榜单位在此项目已有揭榜意向 {key}，一个单位只能有一份"
            remedy = f"保留这一份的，先 jbgs intent withdraw {key} --reason 理由"
            raise NotAllowed(Problem(what, where=code, remedy=remedy))


def _same_bidder(one: Intent, other: Intent) -> bool:
    names = ((i["fields"].get("bidder", ""), i["fields"].get("credit_code", "")) for i in (one, other))
    (name, code), (other_name, other_code) = names
    return bidding.same_unit(name, code, other_name, other_code)


def attach(batch: Batch, intent: Intent, code: str) -> Project:
    """Write the link on both records, in the open batch; the link of before is taken away.

    A bid in time opens the bidding; one that is late is marked, and opens nothing.
    """
    before = intent.get("project")
    if before and before != code:
        other = cast("Project", batch.get("projects", before))
        batch.put("projects", before, publications.without(other, intent["id"]), "unlinked")
    project = cast("Project", batch.get("projects", code))
    listing, deadline = publications.answered(project)
    late = bool(deadline) and intent["received"] > deadline
    told = {**intent, "project": code, "late": late or None, "listing": listing or None}
    batch.put("intents", intent["id"], told, "intent")
    bare = publications.without(project, intent["id"])
    linked: Project = {**bare, "intents": {**bare.get("intents", {}), intent["id"]: intent["received"]}}
    opens = project["stage"] == "published" and not late
    stage = moves.put_fact(batch, linked, "intent", "bidding" if opens else None)
    return {**linked, "stage": stage}


def withdraw(office: Office, intent_id: str, *, reason: str) -> Intent:
    """A bidder takes his bid back: it stays on record and is no longer in the running."""
    with office.batch("intent withdraw", note=reason) as batch:
        intent = stored(batch, intent_id)
        if "withdrawn" in intent:
            raise NotAllowed(Problem(f"已于 {intent['withdrawn']['on']} 撤回", where=intent["id"]))
        project = cast("Project", batch.get("projects", intent.get("project", "")) or {})
        if project and project.get("award", {}).get("intent") == intent["id"]:
            what = "该单位已确定为揭榜单位，不能撤回意向"
            raise NotAllowed(Problem(what, where=project["code"], remedy="先用 jbgs undo 撤销确定揭榜单位"))
        changed: Intent = {**intent, "withdrawn": {"on": office.on.isoformat(), "reason": reason}}
        batch.put("intents", intent["id"], changed, "bid_withdrawn", note=reason)
        if project:
            without = publications.without(project, intent["id"], past=True)
            batch.put("projects", project["code"], without, "bid_withdrawn", note=reason)
        return changed


def award(
    office: Office,
    part: str,
    bidder: str,
    *,
    grounds: str = "",
    region: str = "",
    reason: str = "",
    agreement: str = "",
) -> Project:
    """Fix the winner among a project's bidders, by name or by the intent's id, with the grounds.

    ``region`` is where a ``transfer`` project's winner sits: he must sit in the city (二、（三）3), and its
    government pays (三、2). ``agreement`` is a consortium's. What only practice forbids (the owner as
    winner, another than the panel recommends, a late bid, a 公示 that still runs …) a ``reason`` allows;
    the history says so. Without ``grounds`` those of the comparison that recommends him are taken.
    ``award`` of the same bidder again, with a region, adds just that.
    """
    with office.batch("intent award", note=reason) as batch:
        project = cast("Project", batch.get("projects", office.code(part)))
        intent = _chosen(office, project, bidder)
        grounds = recommended.grounds(project, intent, grounds)
        where = _city_region(office, project, region)
        if where and project.get("award", {}).get("intent") == intent["id"]:
            return _settle(batch, office, project, where, grounds)
        opened = _with_bidding(project, intent, office)
        changed: Project = {**opened, "award": _made(office, intent, grounds, where, agreement)}
        faults = [
            *bidding.may_win(project, intent, region=where, agreement=agreement),
            *_bid_faults(office, project, intent),
            *recommended.against(project, intent),
            *publicities.against(batch, project["code"], "award", office.on),
            *moves.reasons_against(changed, "awarded", office.on),
        ]
        note = moves.refuse([(project, faults)], reason=reason)
        if opened is not project:
            moves.put_stage(batch, opened, "bidding", note=note)
        moves.put_fact(batch, changed, "award", "awarded", note="；".join(filter(None, (grounds, note))))
        return cast("Project", batch.get("projects", project["code"]))


def _made(office: Office, intent: Intent, grounds: str, region: str, agreement: str) -> Award:
    inside = intent["fields"]
    made = Award(
        on=office.on.isoformat(), winner=inside.get("bidder", ""), grounds=grounds, intent=intent["id"]
    )
    for name, value in (
        ("credit_code", inside.get("credit_code", "")),
        ("price", inside.get("price", "")),
        ("region", region),
        ("agreement", agreement),
    ):
        if value:
            made[name] = value  # type: ignore[literal-required]  # four keys of Award
    return made


def _city_region(office: Office, project: Project, text: str) -> str:
    """The full name of the winner's region; a transfer's winner outside the city is refused."""
    if text and project["track"] == "transfer" and office.policy.find_region(text) is None:
        clause = bidding.CLAUSES["transfer"]
        known = "、".join(one.short_name for one in office.policy.regions)
        what = f"揭榜企业属地“{text}”不在本市；成果转化项目由本市企业揭榜"
        raise NotAllowed(Problem(what, where=project["code"], remedy=f"本市各地：{known}", clause=clause))
    return office.policy.region(text).name if text else ""


def _with_bidding(project: Project, intent: Intent, office: Office) -> Project:
    """A project that only late bids came for: the award of one of them opens the bidding first."""
    if project["stage"] != "published" or not intent.get("late"):
        return project
    return {
        **project,
        "stage": "bidding",
        "dates": {**project["dates"], "bidding": office.on.isoformat()},
    }


def _settle(batch: Batch, office: Office, project: Project, region: str, grounds: str) -> Project:
    """Write where the winner of an award that stands sits, as long as nobody has paid by it."""
    made, faults = project["award"], []
    if office.on.isoformat() < made["on"]:
        faults.append(Problem(f"{office.on} 早于确定揭榜单位之日 {made['on']}", remedy="请核对 --on 日期"))
    if project["stage"] in FINAL or project.get("payments"):
        faults.append(Problem("已拨付补助或已办结，不能再改揭榜企业属地", remedy="如属误操作请用 jbgs undo"))
    moves.refuse([(project, faults)])
    changed: Project = {**project, "award": {**made, "region": region}}
    batch.put("projects", project["code"], changed, "award", note=grounds)
    return changed


def running(office: Office, project: Project) -> list[Intent]:
    """The bids that answer a project's publication as it stands."""
    return [one for one in office.intents(project["code"]) if one["id"] in project.get("intents", {})]


def _chosen(office: Office, project: Project, bidder: str) -> Intent:
    intents = running(office, project)
    found = [one for one in intents if bidder.strip() in (one["id"], one["fields"].get("bidder"))]
    if len(found) != 1:
        names = "、".join(f"{one['fields'].get('bidder', '')}（{one['id']}）" for one in intents) or "无"
        raise NotFound(
            Problem(f"揭榜意向中没有唯一的“{bidder}”", where=project["code"], remedy=f"现有揭榜意向：{names}")
        )
    return found[0]


def _bid_faults(office: Office, project: Project, intent: Intent) -> Iterator[Problem]:
    if sealing.Seals(office.store).hides(intent):
        yield Problem("报价尚未开启，不能确定揭榜单位", remedy=f"jbgs intent open {project['code']}")
    if any(one["level"] == "error" for one in intent.get("problems", [])):
        yield Problem(f"揭榜意向 {intent['id']} 有待更正的错误", remedy="见 jbgs inbox")
