"""Correcting a field by hand: checked like a value that came in on a form, with the reason kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from jbgs.errors import NotAllowed, Problem, WrongUsage
from jbgs.forms import Form
from jbgs.models import FormProblem, Intent
from jbgs.services.market import sealing
from jbgs.services.office import Office
from jbgs.workflow import FINAL


@dataclass(frozen=True, slots=True)
class Edited:
    """A record after an edit, and what was doubtful about the new values."""

    key: str
    record: Mapping[str, Any]
    warnings: tuple[Problem, ...]


def edit(office: Office, part: str, changes: Mapping[str, str], *, reason: str) -> Edited:
    """Set fields of a project or an intent, all or none; an empty value clears one."""
    with office.batch("edit", note=reason) as batch:
        table, key = office.record(part)
        record = batch.get(table, key) or {}
        if record.get("stage") in FINAL:
            raise NotAllowed(Problem("项目已办结，不能修改", where=key, remedy="如属误操作请用 jbgs undo"))
        form = office.forms["intent" if table == "intents" else record["track"]]
        _refuse_unknown(form, changes)
        seals = sealing.Seals(batch)
        if table == "intents":
            _refuse_sealed(seals, cast("Intent", record), changes)
        values, warnings = _values(office, form, changes)
        fields, extras = dict(record["fields"]), dict(record.get("extras", {}))
        for name, value in values.items():
            (extras if form.fields[name].extra else fields)[name] = value
        before = record.get("problems", [])
        problems = _remaining(before, form, changes, fields)
        warnings += tuple(_missing(one) for one in problems if one not in before)
        changed = {**record, "fields": fields, "extras": extras, "problems": problems}
        if table == "projects":
            changed["region"] = fields.get("region")
        batch.put(table, key, changed, "edited", note=reason)
        after = batch.get(table, key) or {}
        shown = seals.masked(cast("Intent", after)) if table == "intents" else after
        return Edited(key, shown, warnings)


def _refuse_sealed(seals: sealing.Seals, intent: Intent, changes: Mapping[str, str]) -> None:
    """What a sealed bid offers is its bidder's to correct, by a form."""
    wanted = [name for name in changes if name in sealing.HIDDEN]
    if wanted and seals.hides(intent):
        what = f"揭榜意向密封，开启以前不能修改 {'、'.join(wanted)}"
        raise NotAllowed(
            Problem(what, where=intent["id"], remedy="由揭榜单位发来更正表，用 jbgs import 导入")
        )


def _values(
    office: Office, form: Form, changes: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The changes as checked values, with the warnings; every error is in the ``WrongUsage``."""
    from jbgs.importers.form import read_field

    values: dict[str, str] = {}
    found: list[Problem] = []
    for name, text in changes.items():
        spec = form.fields[name]
        value, issue = read_field(spec, text, region=office.region_name)
        values[name] = value or ""
        if issue is not None:
            where = f"{spec.label}（{name}）"
            found.append(Problem(issue.message, where=where, remedy="请核对", level=issue.level))
    if any(one.level == "error" for one in found):
        raise WrongUsage(*found)
    return values, tuple(found)


def _refuse_unknown(form: Form, changes: Mapping[str, str]) -> None:
    unknown = [name for name in changes if name not in form.fields]
    if unknown:
        known = "、".join(f"{spec.name}（{spec.label}）" for spec in form.fields.values())
        raise WrongUsage(*(f"没有字段“{name}”" for name in unknown), remedy=f"可用：{known}")


def _missing(problem: FormProblem) -> Problem:
    return Problem(problem["message"], remedy="补填以前列在 jbgs inbox 中", level="warning")


def _remaining(
    problems: Iterable[FormProblem], form: Form, changes: Mapping[str, str], fields: Mapping[str, str]
) -> list[FormProblem]:
    """The problems that stay: those of other fields, and what is missing after the change."""
    settled = {name for name in changes if fields.get(name)}
    settled |= {name for group in form.required + form.wanted if settled & set(group) for name in group}
    kept = [one for one in problems if one["field"] not in settled]
    cleared = [name for name in changes if not fields.get(name)]
    for group in form.required:
        if set(group) & set(cleared) and not any(fields.get(name) for name in group):
            label = "或".join(form.fields[name].label for name in group)
            kept.append(
                FormProblem(
                    field=group[0], level="error", message=f"缺少{label}", label=label, where="", raw=""
                )
            )
    return kept


def parse_assignments(texts: list[str]) -> dict[str, str]:
    """``field=value`` words as typed; all that cannot be read are in the ``WrongUsage``."""
    pairs = [(name.strip(), sign, value) for name, sign, value in (text.partition("=") for text in texts)]
    names = [name for name, _, _ in pairs]
    wrong = [f"看不懂“{name}”" for name, sign, _ in pairs if not sign]
    wrong += [f"字段“{name}”写了两次" for name in dict.fromkeys(names) if names.count(name) > 1]
    if wrong:
        raise WrongUsage(*wrong, remedy="写作 字段=值，如 investment=300万元")
    return {name: value for name, _, value in pairs}
