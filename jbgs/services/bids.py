"""Intents linked to their projects, and the winner among them."""

from __future__ import annotations

from typing import cast

from jbgs.errors import NotAllowed, NotFound, Problem
from jbgs.models import Award, Intent, Project
from jbgs.services import moves, recommended
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.workflow import FINAL, LABELS


def link(office: Office, intent_id: str, part: str) -> Project:
    """Link an intent that names no project clearly; a published project becomes ``bidding``."""
    with office.batch("intent link") as batch:
        intent = cast("Intent | None", batch.get("intents", intent_id.strip().upper()))
        if intent is None:
            raise NotFound(f"没有揭榜意向“{intent_id}”", remedy="用 jbgs intent list 查看")
        code = office.code(part)
        _refuse_link(batch, intent, code)
        return attach(batch, intent, code)


def _refuse_link(batch: Batch, intent: Intent, code: str) -> None:
    """An intent is not given to a project that is over, nor taken from one that it won."""
    project = cast("Project", batch.get("projects", code))
    if project["stage"] in FINAL:
        what = f"项目“{LABELS[project['stage']]}”，不能再挂揭榜意向"
        raise NotAllowed(Problem(what, where=code, remedy="请核对项目编号"))
    before = cast("Project", batch.get("projects", intent.get("project", "")) or {})
    if before and before["code"] != code and before.get("award", {}).get("intent") == intent["id"]:
        what = f"揭榜意向 {intent['id']} 已在该项目中揭榜，不能改挂"
        raise NotAllowed(Problem(what, where=before["code"], remedy="先用 jbgs undo 撤销确定揭榜单位"))


def attach(batch: Batch, intent: Intent, code: str) -> Project:
    """Write the link on both records, in the open batch; the link of before is taken away."""
    before = intent.get("project")
    if before and before != code:
        other = cast("Project", batch.get("projects", before))
        rest = {key: day for key, day in other.get("intents", {}).items() if key != intent["id"]}
        batch.put("projects", before, {**other, "intents": rest}, "unlinked")
    project = cast("Project", batch.get("projects", code))
    deadline = project.get("publication", {}).get("deadline", "")
    late = bool(deadline) and intent["received"] > deadline
    batch.put("intents", intent["id"], {**intent, "project": code, "late": late or None}, "intent")
    linked: Project = {**project, "intents": {**project.get("intents", {}), intent["id"]: intent["received"]}}
    stage = moves.put_fact(batch, linked, "intent", "bidding" if project["stage"] == "published" else None)
    return {**linked, "stage": stage}


def award(
    office: Office, part: str, bidder: str, *, grounds: str = "", region: str = "", reason: str = ""
) -> Project:
    """Fix the winner among a project's bidders, by name or by the intent's id, with the grounds.

    ``region`` is where a ``transfer`` project's winner sits: its government pays (三、2). ``reason`` is why
    the winner may be the owner himself, or not the one whom the panel recommends, which practice (not the
    policy) forbids. Without ``grounds`` those of the comparison that recommends him are taken.
    ``award`` of the same bidder again, with a region, adds just that.
    """
    where = office.policy.region(region).name if region else ""
    with office.batch("intent award", note=reason) as batch:
        project = cast("Project", batch.get("projects", office.code(part)))
        intent = _chosen(office, project, bidder)
        grounds = recommended.grounds(project, intent, grounds)
        if where and project.get("award", {}).get("intent") == intent["id"]:
            return _settle(batch, office, project, where, grounds)
        winner = intent["fields"].get("bidder", "")
        made = Award(on=office.on.isoformat(), winner=winner, grounds=grounds, intent=intent["id"])
        for name, value in (
            ("credit_code", intent["fields"].get("credit_code", "")),
            ("price", intent["fields"].get("price", "")),
            ("region", where),
        ):
            if value:
                made[name] = value  # type: ignore[literal-required]  # three keys of Award
        changed: Project = {**project, "award": made}
        told = moves.refuse(
            [
                (
                    project,
                    [
                        *_award_faults(changed, intent, reason),
                        *recommended.against(project, intent),
                        *moves.reasons_against(changed, "awarded", office.on),
                    ],
                )
            ],
            reason=reason,
        )
        note = f"{grounds}；{told}" if told else grounds
        moves.put_fact(batch, changed, "award", "awarded", note=note)
        return cast("Project", batch.get("projects", project["code"]))


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


def _chosen(office: Office, project: Project, bidder: str) -> Intent:
    intents = office.intents(project["code"])
    found = [one for one in intents if bidder.strip() in (one["id"], one["fields"].get("bidder"))]
    if len(found) != 1:
        names = "、".join(f"{one['fields'].get('bidder', '')}（{one['id']}）" for one in intents) or "无"
        raise NotFound(
            Problem(f"揭榜意向中没有唯一的“{bidder}”", where=project["code"], remedy=f"现有揭榜意向：{names}")
        )
    return found[0]


def _award_faults(project: Project, intent: Intent, reason: str) -> list[Problem]:
    found = []
    owner, code = project["fields"].get("owner"), project["fields"].get("credit_code")
    same = code and code == intent["fields"].get("credit_code")
    if not reason and (same or intent["fields"].get("bidder") == owner):
        what = "揭榜单位与需求单位（成果方）是同一单位"
        found.append(Problem(what, remedy="请核对；确应由其揭榜的，加上 --reason 理由"))
    if any(one["level"] == "error" for one in intent.get("problems", [])):
        found.append(Problem(f"揭榜意向 {intent['id']} 有待更正的错误", remedy="见 jbgs inbox"))
    return found
