"""An expert who cannot come is replaced: by the next of the draw, or by one whom the office names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from jbgs import drawing
from jbgs.errors import NotAllowed, Problem, WrongUsage
from jbgs.models import Project, next_number
from jbgs.registers.experts import ExpertCard
from jbgs.registers.reviews import Replacement, Round
from jbgs.services import moves
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.reviewing import experts, panels, rounds


def replace_member(office: Office, text: str, expert: str, *, by: str = "", reason: str) -> tuple[Round, str]:
    """Put another expert in the place of a member who has not scored yet; the round, and who it is.

    Without ``by`` it is the next of his field in the order of the draw that made the panel. Raises
    ``NotAllowed`` where the new one may not sit, or the panel lacks a field without the old one.
    """
    with office.batch("review replace", note=reason) as batch:
        made = rounds.running(batch, text)
        old = rounds.member_of(made, expert)
        if made.get("scores", {}).get(old):
            what = f"{made['panel'][old]['name']}已经评分，不能更换"
            raise NotAllowed(Problem(what, where=made["id"], remedy="回避的用 jbgs review recuse"))
        card = experts.find(office, by) if by else _next(office, made, old)
        if card["id"] in made["panel"] or "retired" in card:
            why = "已停用" if "retired" in card else "已在专家组中"
            raise NotAllowed(Problem(f"专家 {card['name']}（{card['id']}）{why}", where=made["id"]))
        changed = _replaced(office, made, old, card, reason, drawn=not by)
        note = moves.refuse(_against(batch, changed, card["id"]), reason=reason)
        batch.put("reviews", made["id"], changed, "round", note=note)
        return cast("Round", batch.get("reviews", made["id"])), card["id"]


def _next(office: Office, made: Round, old: str) -> ExpertCard:
    """The next one of the draw's order in the field of a drawn member."""
    draw, field = made.get("draw"), made["panel"][old]["field"]
    if draw is None or old not in draw["drawn"]:
        raise WrongUsage(f"{made['panel'][old]['name']}不是抽取的专家", remedy="用 --with 指明由谁接替")
    for key in drawing.ordered(draw["seed"], draw["pool"][field]):
        card = experts.find(office, key)
        if key not in draw["drawn"] and key not in made["panel"] and "retired" not in card:
            return card
    raise NotAllowed(
        Problem("抽取的名单中没有可以递补的专家", where=made["id"], remedy="用 --with 指明由谁接替")
    )


def _replaced(office: Office, made: Round, old: str, card: ExpertCard, reason: str, *, drawn: bool) -> Round:
    """The round with the new member; what the old one was recused from goes with him."""
    known = made.get("replaced", {})
    entry = Replacement(
        on=office.on.isoformat(), expert=old, name=made["panel"][old]["name"], by=card["id"], reason=reason
    )
    kept = [one for one in panels.recusals(made) if one["expert"] != old]
    changed = {
        **made,
        "panel": {key: one for key, one in made["panel"].items() if key != old}
        | {card["id"]: panels.member(card)},
        "recusals": {str(number): one for number, one in enumerate(kept, 1)},
        "replaced": {**known, next_number(known): entry},
    }
    if drawn and "draw" in made:
        changed["draw"] = {**made["draw"], "drawn": [*made["draw"]["drawn"], card["id"]]}
    return cast("Round", changed)


def _against(batch: Batch, made: Round, new: str) -> Iterator[tuple[Project, list[Problem]]]:
    """What stands against the new member, and against the panel with him, by project."""
    alone = cast("Round", {**made, "panel": {new: made["panel"][new]}})
    for code in dict.fromkeys(one["project"] for one in made["items"].values()):
        project = cast("Project", batch.get("projects", code))
        bids = panels.as_intents(batch.find("intents", project=code))
        items = [key for key, one in made["items"].items() if one["project"] == code]
        yield (
            project,
            [
                *panels.own_units(alone, panels.parties(project, bids)),
                *(problem for item in items for problem in panels.seats(made, item)),
            ],
        )
