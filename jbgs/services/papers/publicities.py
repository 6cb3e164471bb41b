"""公示: opened for some projects, objected to, settled, closed; and what still stands against going on.

That something is put before the public is practice, not the policy's: so all of this warns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, cast

from jbgs import history
from jbgs.errors import NotFound, Problem, WrongUsage
from jbgs.models import Project, next_number
from jbgs.registers.publicity import SUBJECTS, Objection, Publicity, Subject
from jbgs.reports import words
from jbgs.services import moves, workdays
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.workflow import EXITS, NEEDS

TABLE = "publicities"
READY: dict[Subject, str] = {"award": "intent", "approval": "contract", "evaluation": "approval"}
"""What a project has, by a need of the stages' table, before it is put before the public for a subject."""


def parse_subject(text: str) -> Subject:
    """A subject by its key or Chinese name."""
    for key in SUBJECTS:
        label = words.PUBLICITIES[key]
        if text.strip().lower() == key or text.strip() in (label, f"{label}公示"):
            return key
    known = "、".join(f"{words.PUBLICITIES[key]}（{key}）" for key in SUBJECTS)
    raise WrongUsage(f"没有“{text}”这种公示事项", remedy=f"可用：{known}")


def open_publicity(
    office: Office,
    parts: Sequence[str],
    subject: Subject,
    *,
    start: date,
    days: int | None = None,
    until: date | None = None,
    channels: str = "",
    reason: str = "",
) -> Publicity:
    """Open a period for some projects, all or none; its last day is computed, or given with a reason.

    Raises ``NotAllowed`` where the year's holidays are not known and no end is given.
    """
    with office.batch("publicity open", note=reason) as batch:
        codes = list(dict.fromkeys(office.code(part) for part in parts))
        projects = [cast("Project", batch.get("projects", code)) for code in codes]
        if until and days:
            raise WrongUsage("--days 与 --until 只能用一个", remedy="自行推算截止日的用 --until")
        if until and not reason:
            raise WrongUsage("自行给出截止日须说明理由", remedy="加上 --reason 理由")
        if until and until < start:
            raise WrongUsage(f"公示截止日 {until} 早于开始日 {start}", remedy="请核对 --until")
        note = moves.refuse(((p, _opening_faults(batch, p, subject)) for p in projects), reason=reason)
        made = Publicity(
            id=_next_id(batch, office.on.year),
            subject=subject,
            projects=codes,
            start=start.isoformat(),
            end="",
        )
        made |= _period(office, start, days, until, reason)
        if channels:
            made["channels"] = channels
        batch.put(TABLE, made["id"], made, "publicity", note=note)
        return cast("Publicity", batch.get(TABLE, made["id"]))


def _period(office: Office, start: date, days: int | None, until: date | None, reason: str) -> Any:
    """The end, and how it came about."""
    if until:
        return {"end": until.isoformat(), "until_reason": reason}
    count = days or int(office.policy.setting("publicity_days"))
    first_day = office.policy.setting("publicity_first_day")
    end = workdays.last_day(start, count, first_counted=first_day == "counted")
    return {"end": end.isoformat(), "days": count, "first_day": first_day}


def _opening_faults(batch: Batch, project: Project, subject: Subject) -> Iterator[Problem]:
    """A subject that the project has not come to, and a period for it that still runs."""
    need = NEEDS[READY[subject]] if subject in READY else None
    if project["stage"] in EXITS:
        yield Problem(f"项目“{words.stage(project['stage'])}”", level="warning", remedy="请核对项目编号")
    elif need and not need.met(project):
        yield Problem(f"尚未达到公示条件：{need.label}", level="warning", remedy=need.remedy)
    for one in found(batch, project["code"], subject):
        if "closed" not in one:
            text = f"已有{words.PUBLICITIES[subject]}公示 {one['id']}（至 {one['end']}）尚未结束"
            yield Problem(text, level="warning", remedy=f"jbgs publicity close {one['id']}")


def _next_id(batch: Batch, year: int) -> str:
    head = f"GS-{year}-"
    numbers = [int(one["id"].removeprefix(head)) for one in batch.find(TABLE) if one["id"].startswith(head)]
    return f"{head}{max(numbers, default=0) + 1:03d}"


def object_to(office: Office, part: str, *, by_whom: str, text: str, reason: str = "") -> Publicity:
    """Record an objection, received on ``office.on``; one after the last day is taken with a reason."""
    with office.batch("publicity objection", note=reason) as batch:
        made = _get(batch, part)
        faults = _too_early(made, office.on)
        if office.on.isoformat() > made["end"]:
            faults.append(Problem(f"公示期已于 {made['end']} 届满", level="warning", remedy="请核对 --on"))
        note = _refuse(made, faults, reason)
        objections = made.get("objections", {})
        new = Objection(on=office.on.isoformat(), by_whom=by_whom, text=text)
        return _put(
            batch, {**made, "objections": {**objections, next_number(objections): new}}, "objection", note
        )


def settle(office: Office, part: str, number: str, *, outcome: str) -> Publicity:
    """Record how an objection was settled."""
    with office.batch("publicity settle") as batch:
        made = _get(batch, part)
        objections = made.get("objections", {})
        if number not in objections:
            known = "、".join(objections) or "无"
            raise NotFound(Problem(f"没有第 {number} 号异议", where=made["id"], remedy=f"现有异议：{known}"))
        one = objections[number]
        if office.on.isoformat() < one["on"]:
            fault = Problem(f"处理日期 {office.on} 早于异议提出之日 {one['on']}", remedy="请核对 --on")
            _refuse(made, [fault])
        settled: Objection = {**one, "settled": office.on.isoformat(), "outcome": outcome}
        return _put(batch, {**made, "objections": {**objections, number: settled}}, "objection", outcome)


def close(office: Office, part: str, *, result: str = "", reason: str = "") -> Publicity:
    """Close a period after its last day, all objections settled; otherwise only with a reason."""
    with office.batch("publicity close", note=reason) as batch:
        made = _get(batch, part)
        faults = _too_early(made, office.on)
        if "closed" in made:
            faults.append(Problem(f"公示已于 {made['closed']} 结束"))
        note = _refuse(made, [*faults, *_unfinished(made, office.on)], reason)
        closed: Publicity = {**made, "closed": office.on.isoformat()}
        if result:
            closed["result"] = result
        return _put(batch, closed, "publicity", note)


def against(batch: Batch, code: str, subject: Subject, on: date) -> list[Problem]:
    """What the last publicity of a project for a subject has against going on, on a day: warnings."""
    periods = found(batch, code, subject)
    if not periods:
        return []
    last = periods[-1]
    problems = _unfinished(last, on)
    if not problems and last.get("closed", last["end"]) < last["end"]:
        text = f"{words.PUBLICITIES[subject]}公示 {last['id']} 于 {last['closed']} 提前结束，未满期"
        problems.append(Problem(text, level="warning", remedy="重新公示，或说明理由"))
    return problems


def _unfinished(made: Publicity, on: date) -> list[Problem]:
    label = f"{words.PUBLICITIES[made['subject']]}公示 {made['id']}"
    problems = []
    if on.isoformat() <= made["end"]:
        problems.append(
            Problem(f"{label} 期限未满（至 {made['end']}）", level="warning", remedy="请待公示期满")
        )
    for number, one in made.get("objections", {}).items():
        if "settled" not in one:
            text = f"{label} 第 {number} 号异议（{one['by_whom']}）尚未处理"
            remedy = f"jbgs publicity settle {made['id']} {number} --outcome 处理结果"
            problems.append(Problem(text, level="warning", remedy=remedy))
    return problems


def _too_early(made: Publicity, on: date) -> list[Problem]:
    if on.isoformat() >= made["start"]:
        return []
    return [Problem(f"{on} 早于公示开始之日 {made['start']}", remedy="请核对 --on")]


def _refuse(made: Publicity, faults: Iterable[Problem], reason: str = "") -> str:
    return moves.refuse_at(((made["id"], faults),), reason=reason)


def _put(batch: Batch, made: Publicity, kind: str, note: str) -> Publicity:
    batch.put(TABLE, made["id"], made, kind, note=note)
    return cast("Publicity", history.normal(made))


def found(source: Any, code: str = "", subject: Subject | None = None) -> list[Publicity]:
    """The periods of a project (or of all) for a subject (or any), oldest first; from a batch or a store."""
    every = cast("Iterable[Publicity]", source.find(TABLE))
    wanted = (
        one
        for one in every
        if (not code or code in one["projects"]) and (subject is None or one["subject"] == subject)
    )
    return sorted(wanted, key=lambda one: (one["start"], one["id"]))


def get(office: Office, part: str) -> Publicity:
    """The period that an id, or its number, means."""
    return _get(office.store, part)


def _get(source: Any, part: str) -> Publicity:
    from jbgs.values import compact

    wanted, every = compact(part).upper(), found(source)
    matches = [one for one in every if one["id"] == wanted or one["id"].endswith(f"-{wanted.zfill(3)}")]
    if len(matches) == 1:
        return matches[0]
    few = "、".join(one["id"] for one in (matches or every)[-5:]) or "无"
    if matches:
        raise NotFound(f"“{part}”对应 {len(matches)} 次公示：{few}", remedy="请写完整编号")
    raise NotFound(f"没有公示“{part}”", remedy=f"用 jbgs publicity list 查看；现有：{few}")


def state(made: Publicity, on: date) -> str:
    """How a period stands on a day, in a word."""
    if "closed" in made:
        return "已结束"
    if any("settled" not in one for one in made.get("objections", {}).values()):
        return "有异议待处理"
    if on.isoformat() < made["start"]:
        return "未开始"
    return "公示中" if on.isoformat() <= made["end"] else "期满待结束"


def as_json(made: Publicity, today: date) -> dict[str, Any]:
    """One period as JSON gives it."""
    names = ("days", "first_day", "until_reason", "channels", "closed", "result")
    return {
        "id": made["id"],
        "subject": made["subject"],
        "projects": made["projects"],
        "start": made["start"],
        "end": made["end"],
        **{name: made.get(name) for name in names},
        "state": state(made, today),
        "objections": [{"id": key, **one} for key, one in made.get("objections", {}).items()],
    }
