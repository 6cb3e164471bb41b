"""Correcting a field by hand: checked like a value that came in on a form, with the reason kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from jbgs.errors import NotAllowed, Problem, WrongUsage
from jbgs.forms import Form
from jbgs.models import FormProblem, Project
from jbgs.services.office import Office
from jbgs.workflow import FINAL


def edit(office: Office, part: str, changes: Mapping[str, str], *, reason: str) -> Project:
    """Set fields of a project; an empty value clears one. All are checked before any is written."""
    from jbgs.importers.form import read_field

    with office.batch("edit", note=reason) as batch:
        project = cast("Project", batch.get("projects", office.code(part)))
        if project["stage"] in FINAL:
            raise NotAllowed(
                Problem("项目已办结，不能修改", where=project["code"], remedy="如属误操作请用 jbgs undo")
            )
        form = office.forms[project["track"]]
        _refuse_unknown(form, changes)
        fields, extras = dict(project["fields"]), dict(project.get("extras", {}))
        faults: list[Problem] = []
        for name, text in changes.items():
            spec = form.fields[name]
            value, problem = read_field(spec, text, region=office.region_name)
            if problem is not None and problem.level == "error":
                faults.append(
                    Problem(problem.message, where=f"{spec.label}（{name}）", remedy="请改正后重试")
                )
            (extras if spec.extra else fields)[name] = value or ""
        if faults:
            raise WrongUsage(*faults)
        problems = _remaining(project, form, changes, fields)
        changed: dict[str, Any] = {**project, "fields": fields, "extras": extras, "problems": problems}
        changed["region"] = fields.get("region")
        batch.put("projects", project["code"], changed, "edited", note=reason)
        return cast("Project", batch.get("projects", project["code"]))


def _refuse_unknown(form: Form, changes: Mapping[str, str]) -> None:
    unknown = [name for name in changes if name not in form.fields]
    if unknown:
        known = "、".join(f"{spec.name}（{spec.label}）" for spec in form.fields.values())
        raise WrongUsage(*(f"没有字段“{name}”" for name in unknown), remedy=f"可用：{known}")


def _remaining(
    project: Project, form: Form, changes: Mapping[str, str], fields: Mapping[str, str]
) -> list[FormProblem]:
    """The problems that stay: those of other fields, and what is missing after the change."""
    settled = {name for name in changes if fields.get(name)}
    settled |= {name for group in form.required + form.wanted if settled & set(group) for name in group}
    kept = [one for one in project.get("problems", []) if one["field"] not in settled]
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
    wrong = [text for text in texts if "=" not in text]
    if wrong:
        raise WrongUsage(*(f"看不懂“{text}”" for text in wrong), remedy="写作 字段=值，如 investment=300万元")
    return {name.strip(): value for name, _, value in (text.partition("=") for text in texts)}
