"""A form that was understood becomes a project or an intent, or revises the one that we have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from jbgs import history
from jbgs.errors import NotAllowed, Problem
from jbgs.models import CODE, FormProblem, Intent, Project, SourceFile, Track
from jbgs.policy import OUTSIDE
from jbgs.services import bids
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.past import events_of
from jbgs.workflow import FINAL

if TYPE_CHECKING:
    from jbgs.importers.form import FormRead

Status = Literal["imported", "revised", "unchanged", "incomplete"]
INTENT_LETTERS = "YX"
NOT_A_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of one form: its record, the project it belongs to, its status."""

    record: str
    code: str | None
    intent: str | None
    status: Status
    notes: tuple[str, ...] = ()


def same(text: str | None) -> str:
    """A title or a name without width, case, blanks and punctuation, to compare by."""
    return NOT_A_WORD.sub("", unicodedata.normalize("NFKC", text or "")).lower()


@dataclass
class Register:
    """The projects and intents by what identifies them, read once for an import of many forms."""

    office: Office
    batch: Batch
    listing: str | None = None
    _projects: dict[tuple[str, ...], str] = field(default_factory=dict)
    _titles: dict[str, set[str]] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _bids: dict[tuple[str, ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for project in cast("Iterable[Project]", self.batch.find("projects")):
            self._know_project(project)
        for intent in cast("Iterable[Intent]", self.batch.find("intents")):
            self._know_intent(intent)

    def _know_project(self, project: Project) -> None:
        code, fields = project["code"], project["fields"]
        series, _, number = code.rpartition("-")
        self._numbers[series] = max(self._numbers.get(series, 0), int(number))
        if project["stage"] in FINAL:
            return
        title = same(fields.get("title"))
        self._titles.setdefault(title, set()).add(code)
        for owner in (fields.get("credit_code"), same(fields.get("owner"))):
            if owner and title:
                self._projects[project["track"], owner, title] = code

    def _know_intent(self, intent: Intent) -> None:
        series, _, number = intent["id"].rpartition("-")
        self._numbers[series] = max(self._numbers.get(series, 0), int(number))
        for bidder in _names(intent["fields"], "bidder"):
            self._bids[bidder, intent.get("project", ""), same(intent["fields"].get("project_title"))] = (
                intent["id"]
            )

    def add(self, read: FormRead, source: SourceFile, *, revises: str | None = None) -> Registered:
        """Register one form; with ``revises`` as the corrected form of that project."""
        if read.form == "intent":
            return self._intent(read, source)
        return self._demand(cast("Track", read.form), read, source, revises)

    # -- demands -----------------------------------------------------------------------------------------

    def _demand(self, track: Track, read: FormRead, source: SourceFile, revises: str | None) -> Registered:
        known = revises or self._known_project(track, read.fields)
        if known is not None:
            return self._revise("projects", known, read, source)
        region, problems = self._region(read)
        code = self._next(
            f"{self.office.policy.tracks[track].letters}-{source['on'][:4]}-{_letters(self.office, region)}"
        )
        project = {
            "code": code,
            "track": track,
            "year": int(source["on"][:4]),
            "number": int(code.rpartition("-")[2]),
            "region": region,
            "stage": "received",
            "dates": {"received": source["on"]},
            "fields": read.fields | {"region": region},
            "extras": read.extras,
            "problems": problems,
            "files": [source],
        }
        self.batch.put("projects", code, project, "received")
        self._know_project(cast("Project", self.batch.get("projects", code)))
        return Registered(f"projects/{code}", code, None, _status("imported", problems))

    def _region(self, read: FormRead) -> tuple[str | None, list[FormProblem]]:
        """The form's region, or a county office's own where the form names none (and says so)."""
        problems = problems_of(read)
        region = read.fields.get("region")
        if region is None and self.office.region and read.form != "transfer":
            region = self.office.region
            asked = [one for one in problems if one["field"] == "region"]
            problems = [one for one in problems if one["field"] != "region"]
            said = f"表中未填属地，按本单位属地“{region}”登记"
            note: FormProblem = {
                "field": "region",
                "level": "warning",
                "message": said,
                "label": asked[0]["label"] if asked else "属地",
                "where": asked[0]["where"] if asked else "",
                "raw": "",
            }
            problems.append(note)
        return region, problems

    def _known_project(self, track: Track, fields: Mapping[str, str | None]) -> str | None:
        title = same(fields.get("title"))
        for owner in _names(fields, "owner"):
            if title and (code := self._projects.get((track, owner, title))):
                return code
        return None

    # -- intents -----------------------------------------------------------------------------------------

    def _intent(self, read: FormRead, source: SourceFile) -> Registered:
        code, notes = self._project_of(read.fields)
        known = self._known_intent(read.fields, code)
        if known is not None:
            done = self._revise("intents", known, read, source)
            return Registered(done.record, code, known, done.status, notes)
        intent_id = self._next(f"{INTENT_LETTERS}-{source['on'][:4]}")
        problems = problems_of(read)
        intent = {
            "id": intent_id,
            "received": source["on"],
            "fields": read.fields,
            "extras": read.extras,
            "problems": problems,
            "files": [source],
        }
        self.batch.put("intents", intent_id, intent, "received")
        if code is not None:
            bids.attach(self.batch, cast("Intent", self.batch.get("intents", intent_id)), code)
        self._know_intent(cast("Intent", self.batch.get("intents", intent_id)))
        status: Status = "incomplete" if code is None else _status("imported", problems)
        return Registered(f"intents/{intent_id}", code, intent_id, status, notes)

    def _project_of(self, fields: Mapping[str, str | None]) -> tuple[str | None, tuple[str, ...]]:
        """The one project that an intent names by code or title; else ``None`` and why."""
        found = CODE.search((fields.get("project_code") or "").upper())
        if found and self.batch.get("projects", found[0]) is not None:
            return found[0], ()
        codes = sorted(self._titles.get(same(fields.get("project_title")), ()))
        if self.listing is not None:
            codes = [c for c in codes if (self.batch.get("projects", c) or {}).get("listing") == self.listing]
        if len(codes) == 1:
            return codes[0], ()
        which = f"有 {len(codes)} 个项目同名：{'、'.join(codes)}" if codes else "没有编号或名称相符的项目"
        return None, (f"未能对应到项目：{which}",)

    def _known_intent(self, fields: Mapping[str, str | None], code: str | None) -> str | None:
        """One intent per bidder and project: a second form revises the first."""
        title = same(fields.get("project_title"))
        for bidder in _names(fields, "bidder"):
            if found := self._bids.get((bidder, code or "", title)):
                return found
        return None

    # -- both --------------------------------------------------------------------------------------------

    def _revise(self, table: str, key: str, read: FormRead, source: SourceFile) -> Registered:
        """Take over what the sender changed since his last form; a clerk's edits of other fields stay."""
        before = self.batch.get(table, key)
        if before is None or before.get("stage") in FINAL:
            raise NotAllowed(Problem("项目已办结或不存在，不能更正", where=key, remedy="见 jbgs show"))
        sent = self._last_form(table, key)
        fields = _merge(sent.get("fields", {}), before["fields"], read.fields)
        extras = _merge(sent.get("extras", {}), before.get("extras", {}), read.extras)
        changed = {name for name, value in fields.items() if value != read.fields.get(name)}
        problems = [one for one in problems_of(read) if one["field"] not in changed]
        after = {**before, "fields": fields, "extras": extras, "problems": problems}
        if table == "projects":
            after["region"] = fields.get("region")
        code = key if table == "projects" else None
        if history.normal(after) == before:
            return Registered(f"{table}/{key}", code, None, "unchanged")
        after["files"] = [*before.get("files", []), source]
        self.batch.put(table, key, after, "revised")
        return Registered(f"{table}/{key}", code, None, _status("revised", problems))

    def _last_form(self, table: str, key: str) -> dict[str, Any]:
        """What the sender's forms said so far, without what clerks edited."""
        sent = [
            one for one in events_of(self.office, f"{table}/{key}") if one["kind"] in {"received", "revised"}
        ]
        return history.fold(sent).get(f"{table}/{key}", {})

    def _next(self, series: str) -> str:
        self._numbers[series] = self._numbers.get(series, 0) + 1
        return f"{series}-{self._numbers[series]:03d}"


def problems_of(read: FormRead) -> list[FormProblem]:
    """A form's problems as its record keeps them."""
    return [
        FormProblem(field=p.field, level=p.level, message=p.message, label=p.label, where=p.where, raw=p.raw)
        for p in read.problems
    ]


def _status(usual: Status, problems: Iterable[FormProblem]) -> Status:
    return "incomplete" if any(one["level"] == "error" for one in problems) else usual


def _names(fields: Mapping[str, str | None], role: str) -> list[str]:
    """What identifies an owner or a bidder: credit code first, then name."""
    return [name for name in (fields.get("credit_code"), same(fields.get(role))) if name]


def _letters(office: Office, region: str | None) -> str:
    found = office.policy.find_region(region) if region else None
    return found.letters if found else OUTSIDE


def _merge(
    sent: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Per field: the sender's new value where he changed it, else what we have."""
    names = dict.fromkeys([*ours, *theirs])
    return {
        name: ours.get(name) if theirs.get(name) == sent.get(name) else theirs.get(name) for name in names
    }
