"""督查通报: drawn up from the facts of a day, sent, answered region by region, or made void (三、5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

from jbgs import history
from jbgs.errors import NotAllowed, NotFound, Problem, WrongUsage
from jbgs.models import Project
from jbgs.registers.field import Answer, Notice, RegionFacts, Submission
from jbgs.reports import notice as facts
from jbgs.reports import notice_papers as papers
from jbgs.reports.draft import Draft
from jbgs.reports.monthly import Period
from jbgs.reports.notice import Scope
from jbgs.services import past, proofs
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.papers import output

CLAUSE = "三、5"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a notice is to look at: a period with its name, as it stood on ``day``, in some regions or all."""

    period: Period
    name: str
    day: date
    regions: Sequence[str] = ()


def inspect(office: Office, asked: Asked) -> dict[str, RegionFacts]:
    """The facts by region as they stood on a day, whenever they were recorded; nothing is written."""
    names = [office.policy.region(one).name for one in asked.regions]
    wanted = tuple(one.name for one in office.policy.regions if not names or one.name in names)
    projects, submissions = _as_of(office, asked.day)
    return facts.compute(office.policy, Scope(asked.period, asked.day, wanted), projects, submissions)


def _as_of(office: Office, day: date) -> tuple[list[Project], list[Submission]]:
    if day >= office.today:
        submissions = cast("Iterator[Submission]", office.store.scan("submissions"))
        return list(office.projects()), list(submissions)
    found: dict[str, list[Any]] = {"projects": [], "submissions": []}
    for name, record in history.fold(past.events(office), until=day.isoformat()).items():
        found.get(history.place(name)[0], []).append(record)
    return found["projects"], found["submissions"]


def draw_up(
    office: Office,
    asked: Asked,
    *,
    number: str = "",
    due: date | None = None,
    force_empty: bool = False,
) -> Notice | None:
    """Record a notice with its facts frozen, as a draft; ``None`` where there is nothing to find fault with.

    ``force_empty`` asks for one all the same. ``due`` is by when the regions answer of which something
    was found.
    """
    if office.region is not None:
        raise NotAllowed(
            Problem("督查通报由市级科技部门发出", remedy="请在市级的数据目录办理", clause=CLAUSE)
        )
    if due is not None and due < office.on:
        raise WrongUsage(f"--due {due} 早于通报之日 {office.on}", remedy="请核对日期")
    made = _drafted(office, asked, due)
    if not facts.anything(made["regions"]) and not force_empty:
        return None
    with office.batch("notice new") as batch:
        made["id"] = _next_id(batch, office.on.year)
        if number:
            made["number"] = number
        batch.put("notices", made["id"], made, "notice")
        return made


def _drafted(office: Office, asked: Asked, due: date | None = None) -> Notice:
    """What a notice of this day says, without an id yet."""
    answer_by = due or office.on + timedelta(days=int(office.policy.setting("notice_answer_days")))
    return Notice(
        id="",
        made=office.on.isoformat(),
        until=asked.day.isoformat(),
        period=asked.name,
        due=answer_by.isoformat(),
        status="draft",
        regions=inspect(office, asked),
    )


def report(office: Office, asked: Asked) -> Draft:
    """The letter that a notice would be, with nothing recorded."""
    return replace(letter(office, _drafted(office, asked)), name=f"督查情况 {asked.name}")


def _next_id(batch: Batch, year: int) -> str:
    head = f"DC-{year}-"
    numbers = [int(one["id"].removeprefix(head)) for one in batch.find("notices") if head in one["id"]]
    return f"{head}{max(numbers, default=0) + 1:02d}"


def send(office: Office, name: str, *, number: str = "") -> Notice:
    """Record that a notice went out on ``office.on``; its number (文号) may be given now."""
    with office.batch("notice send") as batch:
        notice = _found(batch, name)
        _require(office, notice, "draft", "发出")
        changed: Notice = {**notice, "status": "sent", "sent": office.on.isoformat()}
        if number:
            changed["number"] = number
        batch.put("notices", notice["id"], changed, "sent")
        return changed


def answer(office: Office, name: str, region: str, *, text: str = "", file: Path | None = None) -> Notice:
    """Record what a region replied, in words or by a file; a second answer takes the first one's place."""
    where = office.policy.region(region).name
    if not text and file is None:
        raise WrongUsage("没有答复的内容", remedy="写明 --text 内容，或用 --file 文件")
    [paper] = proofs.read([file]) if file else [None]
    with office.batch("notice answer") as batch:
        notice = _found(batch, name)
        _require(office, notice, "sent", "登记答复")
        if where not in notice["regions"]:
            known = "、".join(notice["regions"])
            raise NotFound(Problem(f"通报没有发给{where}", where=notice["id"], remedy=f"发给了：{known}"))
        attached = proofs.attached(batch, paper) if paper else None
        made = cast("Answer", history.normal({"on": office.on.isoformat(), "text": text, "file": attached}))
        changed: Notice = {**notice, "answers": {**notice.get("answers", {}), where: made}}
        batch.put("notices", notice["id"], changed, "answered")
        return changed


def void(office: Office, name: str, *, reason: str) -> Notice:
    """Make a notice void, sent or not; it stays in the list."""
    with office.batch("notice void", note=reason) as batch:
        notice = _found(batch, name)
        if notice["status"] == "void":
            raise NotAllowed(Problem("通报已经作废", where=notice["id"], remedy="见 jbgs notice list"))
        _not_before(office, notice)
        changed: Notice = {**notice, "status": "void", "reason": reason}
        batch.put("notices", notice["id"], changed, "voided", note=reason)
        return changed


def _require(office: Office, notice: Notice, status: str, what: str) -> None:
    if notice["status"] != status:
        now = papers.STATUS[notice["status"]]
        remedy = f"jbgs notice send {notice['id']}" if notice["status"] == "draft" else "见 jbgs notice list"
        raise NotAllowed(Problem(f"通报{now}，不能{what}", where=notice["id"], remedy=remedy))
    _not_before(office, notice)


def _not_before(office: Office, notice: Notice) -> None:
    last = notice.get("sent", notice["made"])
    if office.on.isoformat() < last:
        what = f"{office.on} 早于通报{'发出' if 'sent' in notice else '拟定'}之日 {last}"
        raise NotAllowed(Problem(what, where=notice["id"], remedy="请核对 --on 日期"))


def _found(batch: Batch, name: str) -> Notice:
    found = batch.get("notices", name.strip().upper())
    if found is None:
        raise NotFound(f"没有督查通报“{name}”", remedy="用 jbgs notice list 查看")
    return cast("Notice", found)


def one(office: Office, name: str) -> Notice:
    """The notice of an id."""
    found = office.store.get("notices", name.strip().upper())
    if found is None:
        raise NotFound(f"没有督查通报“{name}”", remedy="用 jbgs notice list 查看")
    return cast("Notice", found)


def known(office: Office) -> list[Notice]:
    """All notices, oldest first."""
    return cast("list[Notice]", list(office.store.scan("notices")))


def letter(office: Office, notice: Notice) -> Draft:
    """A notice as a letter, the same whenever it is written."""
    return papers.letter(office.policy, notice, office=office.name)


def write(office: Office, notice: Notice, folder: Path) -> list[Path]:
    """The notice as Word; its path."""
    return [output.write_letter(folder, f"督查通报 {notice['id']}", letter(office, notice), office.home)]
