"""Rounds of review: which there are, who and what is in one, and experts recused from items of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from jbgs.errors import NotAllowed, NotFound, Problem
from jbgs.models import next_number
from jbgs.registers.reviews import Member, Recusal, Round
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.reviewing import panels
from jbgs.values import compact
from jbgs.workflow import PANEL_FIELDS

LETTERS = "PS"


def is_round(text: str) -> bool:
    """Whether a word is the id of a round, not of a project."""
    return compact(text).upper().startswith(f"{LETTERS}-")


def find(office: Office, text: str) -> Round:
    """The round that an id means."""
    if (found := office.store.get("reviews", compact(text).upper())) is None:
        raise NotFound(f"没有评审“{text}”", remedy="用 jbgs review list 查看")
    return cast("Round", found)


def everything(office: Office) -> list[Round]:
    """All rounds, in the order they were opened."""
    return cast("list[Round]", list(office.store.scan("reviews")))


def running(batch: Batch, text: str) -> Round:
    """A round as the batch has made it, which is not closed yet."""
    made = cast("Round | None", batch.get("reviews", compact(text).upper()))
    if made is None:
        raise NotFound(f"没有评审“{text}”", remedy="用 jbgs review list 查看")
    if "closed" in made:
        raise NotAllowed(Problem(f"评审已于 {made['closed']['on']} 结束", where=made["id"]))
    if batch.author.on.isoformat() < made["opened"]:
        what = f"{batch.author.on} 早于开评之日 {made['opened']}"
        raise NotAllowed(Problem(what, where=made["id"], remedy="请核对 --on 日期"))
    return made


def recuse(office: Office, text: str, expert: str, items: Sequence[str], *, reason: str) -> Round:
    """Take an expert from items of a running round; scores that he gave them are taken out."""
    with office.batch("review recuse", note=reason) as batch:
        made = running(batch, text)
        key = member_of(made, expert)
        changed = without(made, office, key, [item_of(made, one) for one in items], reason)
        batch.put("reviews", made["id"], changed, "recusal", note=reason)
        return cast("Round", batch.get("reviews", made["id"]))


def without(made: Round, office: Office, expert: str, items: Sequence[str], reason: str) -> Round:
    """The round with a member recused from items; ``NotAllowed`` where what is left is no panel for them."""
    changed = cast("Round", {**made, "recusals": dict(made.get("recusals", {}))})
    who = made["panel"][expert]["name"]
    faults = [
        Problem(f"{who}已回避 {item}", where=made["id"])
        for item in items
        if expert not in panels.able(made, item)
    ]
    for item in items:
        add_recusal(changed, office, expert, item, reason)
    faults += [one for item in items for one in panels.seats(changed, item) if one.level == "error"]
    if faults:
        raise NotAllowed(*faults)
    mine = {item: one for item, one in made.get("scores", {}).get(expert, {}).items() if item not in items}
    changed["scores"] = {**made.get("scores", {}), expert: mine}
    return changed


def add_recusal(made: Round, office: Office, expert: str, item: str, reason: str) -> None:
    """Write a recusal into a round that is being made."""
    known = made.setdefault("recusals", {})
    known[next_number(known)] = Recusal(on=office.on.isoformat(), expert=expert, item=item, reason=reason)


def member_of(made: Round, text: str) -> str:
    """The member whom an id or a name means."""
    wanted = compact(text).upper()
    found = [key for key, one in made["panel"].items() if key == wanted or one["name"] == text.strip()]
    if len(found) != 1:
        known = "、".join(f"{one['name']}（{key}）" for key, one in made["panel"].items())
        raise NotFound(f"专家组中没有唯一的“{text}”", remedy=f"专家组：{known}")
    return found[0]


def item_of(made: Round, text: str) -> str:
    """The item that a code or an intent's id, or an unambiguous part of one, means."""
    wanted = compact(text).upper()
    if wanted in made["items"]:
        return wanted
    found = [key for key in made["items"] if wanted and f"-{key}-".find(f"-{wanted}-") >= 0]
    if len(found) != 1:
        few = "、".join(list(made["items"])[:5])
        raise NotFound(f"评审 {made['id']} 中没有唯一的“{text}”", remedy=f"评审的有：{few}")
    return found[0]


def panel_of(made: Round) -> list[tuple[str, Member]]:
    """The panel by field, in the order of the rule: 技术, 管理, 投资（财务）."""
    fields = list(PANEL_FIELDS)
    return sorted(made["panel"].items(), key=lambda pair: (fields.index(pair[1]["field"]), pair[0]))
