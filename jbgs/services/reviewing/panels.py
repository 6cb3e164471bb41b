"""Who may sit on a panel: the ties of a unit, the three fields, the quorum; and the draw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from jbgs import drawing, workflow
from jbgs.errors import Problem
from jbgs.models import Intent, Project
from jbgs.registers.experts import ExpertCard, PanelField
from jbgs.registers.reviews import Draw, Member, Recusal, Round, Subject
from jbgs.services.receiving.known import same

_TELLING = 4  # letters of a name that mean one unit; 大学 stands in many
_BETWEEN = re.compile(r"[、,，;；\n]+")


@dataclass(frozen=True, slots=True)
class Party:
    """A unit with a stake in a project: its owner, a bidder, a member of a bidder's consortium."""

    role: str
    name: str
    credit_code: str = ""


def parties(project: Project, intents: Iterable[Intent]) -> list[Party]:
    """Every unit whose people may not judge a project."""
    fields = project["fields"]
    role = "成果方" if project["track"] == "transfer" else "需求单位"
    found = [Party(role, fields.get("owner", ""), fields.get("credit_code", ""))]
    for intent in intents:
        inside = intent["fields"]
        found.append(Party("揭榜单位", inside.get("bidder", ""), inside.get("credit_code", "")))
        members = _BETWEEN.split(inside.get("members", ""))
        found += [Party("联合体成员", name.strip()) for name in members if name.strip()]
    return found


def tie(who: Member | ExpertCard, units: Iterable[Party]) -> Party | None:
    """The unit that is an expert's own, by credit code or by name."""
    own, code = same(who["unit"]), who.get("credit_code")
    return next(
        (one for one in units if (code and code == one.credit_code) or (own and own == same(one.name))), None
    )


def near(who: Member | ExpertCard, units: Iterable[Party]) -> Party | None:
    """A unit that may be an expert's own: one name within the other, as a university and its institute.

    Two credit codes that differ say that they are not the same.
    """
    own, code = same(who["unit"]), who.get("credit_code")
    for one in units:
        name = same(one.name)
        apart = code and one.credit_code and code != one.credit_code
        if min(len(own), len(name)) >= _TELLING and (own in name or name in own) and not apart:
            return one
    return None


def member(card: ExpertCard) -> Member:
    """An expert as a round keeps him."""
    made = Member(name=card["name"], unit=card["unit"], field=card["field"])
    if "credit_code" in card:
        made["credit_code"] = card["credit_code"]
    return made


# -- the draw --------------------------------------------------------------------------------------------


def draw(
    cards: Iterable[ExpertCard],
    wanted: Mapping[PanelField, int],
    seed: str,
    *,
    given: bool,
    barred: Mapping[str, str],
    units: Sequence[Party],
) -> tuple[Draw, list[Problem]]:
    """Draw so many of each field, none who is barred (id → why) or of a unit with a stake.

    Returns the draw as it is recorded, and what is wrong with it: a field with too few experts.
    """
    pool: dict[PanelField, list[str]] = {field: [] for field in wanted}
    left_out = dict(barred)
    for card in cards:
        if card["field"] not in wanted or card["id"] in barred or "retired" in card:
            continue
        if party := tie(card, units):
            left_out[card["id"]] = f"与{party.role}“{party.name}”是同一单位"
        elif party := near(card, units):
            left_out[card["id"]] = f"与{party.role}“{party.name}”可能是同一单位"
        else:
            pool[card["field"]].append(card["id"])
    made: Draw = {
        "method": drawing.METHOD,
        "seed": seed,
        "given": given,
        "wanted": dict(wanted),
        "pool": {field: sorted(ids) for field, ids in pool.items()},
        "drawn": [one for field, ids in pool.items() for one in drawing.drawn(seed, ids, wanted[field])],
    }
    if left_out:
        made["left_out"] = left_out
    return made, list(_short(made))


def _short(made: Draw) -> Iterator[Problem]:
    for field, count in made["wanted"].items():
        there = len(made["pool"][field])
        if there < count:
            label = workflow.PANEL_FIELDS[field]
            yield Problem(
                f"{label}专家可抽的只有 {there} 人，要抽 {count} 人",
                remedy="用 jbgs expert add、jbgs expert import 补充专家，或减少 --draw 的人数",
            )


# -- the rules -------------------------------------------------------------------------------------------


def able(made: Round, item: str) -> list[str]:
    """The members who score an item: those who are not recused from it."""
    away = {one["expert"] for one in recusals(made) if one["item"] == item}
    return [key for key in made["panel"] if key not in away]


def recusals(made: Round) -> list[Recusal]:
    """All recusals, in the order they were declared."""
    found = made.get("recusals", {})
    return [found[key] for key in sorted(found, key=int)]


def own_units(made: Round, units: Sequence[Party]) -> Iterator[Problem]:
    """Members of a unit with a stake in a project: never on its panel; a likely one only with a reason."""
    for key, one in made["panel"].items():
        who = f"专家 {one['name']}（{key}，{one['unit']}）"
        if party := tie(one, units):
            what = f"{who}与{party.role}“{party.name}”是同一单位"
            yield Problem(what, remedy="请换一位专家，或把这个项目另行评审")
        elif party := near(one, units):
            what = f"{who}与{party.role}“{party.name}”可能是同一单位"
            yield Problem(what, remedy="请核对，是同一单位的请换一位专家", level="warning")


def seats(made: Round, item: str) -> Iterator[Problem]:
    """What an item's panel lacks once the recused have left: a field (on ``common``), or people."""
    sitting = able(made, item)
    if made["items"][item]["track"] == "common":
        yield from lacking(made["subject"], {made["panel"][key]["field"] for key in sitting})
    if len(sitting) < made["scheme"]["quorum"]:
        least = made["scheme"]["quorum"]
        bid = "" if item == made["items"][item]["project"] else item
        yield Problem(
            f"能评{bid}的专家有 {len(sitting)} 人，少于规定的 {least} 人",
            remedy="请增加专家，或修改本单位的 review.toml",
        )


def lacking(subject: Subject, fields: Iterable[str], who: str = "专家组") -> Iterator[Problem]:
    """The fields that a panel of ``common``, or those of it who scored, lack.

    The policy asks for all three in 论证 (二、（一）2); elsewhere it is practice.
    """
    missing = [label for key, label in workflow.PANEL_FIELDS.items() if key not in set(fields)]
    if missing:
        what = f"产业共性技术项目的{who}缺少{'、'.join(missing)}领域"
        need = workflow.NEEDS["panel"]
        if subject == "demand":
            yield Problem(what, remedy="请增加该领域的专家", clause=need.clause("common"))
        else:
            yield Problem(what, remedy="请增加该领域的专家", level="warning")


def as_intents(found: Iterable[object]) -> list[Intent]:
    """Intents read through a batch."""
    return cast("list[Intent]", list(found))
