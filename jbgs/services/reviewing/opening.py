"""Opening a round of review: its items, its panel (named or drawn), and every rule against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from jbgs.errors import NotAllowed, Problem, WrongUsage
from jbgs.models import Expert, Intent, Project
from jbgs.policy import review as schemes
from jbgs.registers.experts import PanelField
from jbgs.registers.reviews import Item, Round, Subject
from jbgs.reports.words import SUBJECTS
from jbgs.services import moves
from jbgs.services.ledger import Batch
from jbgs.services.office import OWN_SCHEMES, Office
from jbgs.services.reviewing import experts, panels
from jbgs.services.reviewing.rounds import LETTERS, add_recusal, item_of
from jbgs.workflow import LABELS, PANEL_FIELDS


@dataclass(frozen=True, slots=True)
class Call:
    """Whom the office calls to a panel: those it names, and how many of each field it draws.

    ``recused`` are (expert, item, reason) known beforehand; who is recused is not drawn.
    """

    named: Sequence[str] = ()
    wanted: Mapping[PanelField, int] = field(default_factory=dict)
    seed: str = ""
    given: bool = False
    recused: Sequence[tuple[str, str, str]] = ()


def parse_subject(text: str) -> Subject:
    """What a round is about, by key or Chinese word."""
    wanted = text.strip().lower()
    found = [key for key, label in SUBJECTS.items() if wanted and (wanted == key or wanted in label)]
    if len(found) == 1:
        return cast("Subject", found[0])
    known = "、".join(f"{key}（{label}）" for key, label in SUBJECTS.items())
    raise WrongUsage(f"--subject 的值“{text}”不在可选范围", remedy=f"可用：{known}")


def open_round(
    office: Office, parts: Sequence[str], subject: Subject, call: Call, *, name: str = "", reason: str = ""
) -> Round:
    """Put projects (or one project's bids) before a panel; raises ``NotAllowed`` with all that forbids it."""
    with office.batch("review open", note=reason) as batch:
        codes = list(dict.fromkeys(map(office.code, parts)))
        projects = [cast("Project", batch.get("projects", code)) for code in codes]
        bids = {code: panels.as_intents(batch.find("intents", project=code)) for code in codes}
        items = _items(subject, projects, bids)
        made = _empty(office, batch, subject, items, name)
        faults = _seat(
            office, made, call, [one for p in projects for one in panels.parties(p, bids[p["code"]])]
        )
        found = [(one, list(_against(batch, office, made, one, bids[one["code"]]))) for one in projects]
        note = _refuse(faults, found, reason)
        batch.put("reviews", made["id"], made, "round", note=note)
        return cast("Round", batch.get("reviews", made["id"]))


def _items(
    subject: Subject, projects: Sequence[Project], bids: Mapping[str, Sequence[Intent]]
) -> dict[str, Item]:
    """What is scored: the projects, or the bids in time for the one project."""
    if subject != "bids":
        return {p["code"]: _item(p, p["fields"].get("owner", "")) for p in projects}
    if len(projects) != 1:
        raise WrongUsage(f"竞榜比选一次评一个项目，现有 {len(projects)} 个", remedy="逐个办理，或加上 --each")
    [project] = projects
    in_time = [one for one in bids[project["code"]] if not one.get("late")]
    return {one["id"]: _item(project, one["fields"].get("bidder", "")) for one in in_time}


def _item(project: Project, unit: str) -> Item:
    return Item(
        project=project["code"], track=project["track"], title=project["fields"].get("title", ""), unit=unit
    )


def _empty(office: Office, batch: Batch, subject: Subject, items: dict[str, Item], name: str) -> Round:
    """The round without its panel."""
    year = f"{office.on:%Y}"
    known = cast("list[Round]", list(batch.find("reviews")))
    numbers = [
        int(one["id"].rpartition("-")[2]) for one in known if one["id"].startswith(f"{LETTERS}-{year}")
    ]
    turn = sum(one["subject"] == subject and one["opened"].startswith(year) for one in known) + 1
    scheme = schemes.load(office.home / OWN_SCHEMES).choose(subject, [one["track"] for one in items.values()])
    return Round(
        id=f"{LETTERS}-{year}-{max(numbers, default=0) + 1:02d}",
        name=name or f"{year}年第{turn}次{SUBJECTS[subject]}",
        subject=subject,
        opened=office.on.isoformat(),
        items=items,
        panel={},
        scheme=scheme.record(),
    )


def _seat(office: Office, made: Round, call: Call, units: Sequence[panels.Party]) -> list[Problem]:
    """Fill the panel: the named, then the drawn; what is wrong with that, beside the rules."""
    faults: list[Problem] = []
    for text in call.named:
        card = experts.find(office, text)
        if card["id"] in made["panel"]:
            faults.append(Problem(f"专家 {card['name']}（{card['id']}）写了两次", remedy="请只写一次"))
        if "retired" in card:
            faults.append(Problem(f"专家 {card['name']}（{card['id']}）已停用", remedy="请换一位专家"))
        made["panel"][card["id"]] = panels.member(card)
    barred = dict.fromkeys(made["panel"], "已指定为专家")
    for text, item, why in call.recused:
        key = experts.find(office, text)["id"]
        barred.setdefault(key, f"申明回避：{why}")
        add_recusal(made, office, key, item_of(made, item), why)
    if call.wanted:
        drawn, short = panels.draw(
            experts.everyone(office), call.wanted, call.seed, given=call.given, barred=barred, units=units
        )
        made["draw"], cards = drawn, {card["id"]: card for card in experts.everyone(office)}
        made["panel"] |= {key: panels.member(cards[key]) for key in drawn["drawn"]}
        faults += short
    if not made["panel"] and not faults:
        raise WrongUsage("没有专家", remedy="用 --expert 指定，或用 --draw 技术=2,管理=1,财务=1 抽取")
    kept = {key: one for key, one in made.get("recusals", {}).items() if one["expert"] in made["panel"]}
    made["recusals"] = {str(number): one for number, one in enumerate(kept.values(), 1)}
    return faults


def _against(
    batch: Batch, office: Office, made: Round, project: Project, bids: Sequence[Intent]
) -> Iterator[Problem]:
    """Every rule against judging a project by this panel, now."""
    yield from not_ready(made["subject"], project, office)
    if made["subject"] == "bids":
        yield from _not_comparable(made, bids)
    for other in cast("Iterable[Round]", batch.find("reviews", subject=made["subject"])):
        if "closed" not in other and any(
            one["project"] == project["code"] for one in other["items"].values()
        ):
            yield Problem(f"已在评审 {other['id']} 中", remedy=f"先结束它：jbgs review close {other['id']}")
    yield from panels.own_units(made, panels.parties(project, bids))
    for key, item in made["items"].items():
        if item["project"] == project["code"]:
            yield from panels.seats(made, key)


def not_ready(subject: Subject, project: Project, office: Office) -> Iterator[Problem]:
    """Why a project does not stand where this review belongs: it lacks more than the review's result."""
    day = office.on.isoformat()
    whole = [Expert(name="", field=cast("PanelField", one)) for one in PANEL_FIELDS]
    if subject == "demand":
        met = {"1": {"on": day, "result": "passed", "document": "", "experts": whole}}
        reviewed = cast("Project", {**project, "reviews": met})
        yield from moves.reasons_against(reviewed, "reviewed", office.on)
    elif subject == "approval":
        approved = cast("Project", {**project, "approval": {"on": day, "document": ""}})
        yield from moves.reasons_against(approved, "approved", office.on)
    elif project["stage"] != "bidding":
        now = LABELS[project["stage"]]
        yield Problem(f"项目处于“{now}”，不在竞榜中", remedy="有揭榜意向、未定揭榜单位的项目才能比选")
    else:
        yield from moves.too_early(project, office.on)


def _not_comparable(made: Round, bids: Sequence[Intent]) -> Iterator[Problem]:
    """What stands against comparing a project's bids: none in time, or only one, or one with errors."""
    if not made["items"]:
        yield Problem("没有按时收到的揭榜意向", remedy="见 jbgs intent list CODE")
    elif len(made["items"]) == 1:
        yield Problem("按时收到的揭榜意向只有一份", remedy="见 jbgs intent list CODE", level="warning")
    for one in bids:
        if one["id"] in made["items"] and any(p["level"] == "error" for p in one.get("problems", [])):
            yield Problem(f"揭榜意向 {one['id']} 有待更正的错误", remedy="见 jbgs inbox")


def _refuse(
    general: Sequence[Problem], found: Sequence[tuple[Project, Iterable[Problem]]], reason: str
) -> str:
    """As ``moves.refuse``, with what is wrong beside the projects."""
    try:
        note = moves.refuse(found, reason=reason)
    except NotAllowed as error:
        raise NotAllowed(*general, *error.problems) from error
    if general:
        raise NotAllowed(*general)
    return note
