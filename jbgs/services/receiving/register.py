"""A form that was understood becomes a project or an intent, or revises the one that we have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, cast

from jbgs import bidding
from jbgs.errors import NotAllowed, Problem
from jbgs.models import FormProblem, Intent, Project, Track
from jbgs.policy import OUTSIDE
from jbgs.registers.sources import SourceFile
from jbgs.scalars import CODE
from jbgs.services.ledger import Batch
from jbgs.services.market import bids, publications
from jbgs.services.market.sealing import Seals
from jbgs.services.office import Office
from jbgs.services.receiving.duplicates import Duplicate
from jbgs.services.receiving.known import Fields, Known, names, same
from jbgs.services.receiving.revising import Revisions, Sent, told
from jbgs.workflow import FINAL

if TYPE_CHECKING:
    from jbgs.importers.form import FormRead

Status = Literal["imported", "revised", "unchanged", "incomplete"]
INTENT_LETTERS = "YX"
_FEW = 3
_NO_REGION = FormProblem(field="region", level="error", message="", label="属地", where="", raw="")


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of one form: its record, the project it belongs to, its status."""

    record: str
    code: str | None
    intent: str | None
    status: Status
    notes: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    sealed: bool = False


@dataclass
class Register:
    """The book in which the forms of one import are entered.

    ``listing`` is the one that the intents answer, where a title alone would mean several projects.
    """

    office: Office
    batch: Batch
    listing: str | None = None
    _renamed: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)
    _entered: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._own_region = self.office.region
        self._known = Known(self.batch)
        self.seals = Seals(self.batch)
        self._revisions = Revisions(self.office, self.batch)

    def add(self, read: FormRead, source: SourceFile, *, revises: str | None = None) -> Registered:
        """Register one form; with ``revises`` as the corrected form of that project or intent.

        Raises ``NotAllowed`` where that one is over, or entered by another annex.
        """
        if revises:
            self._refuse_revision(read, revises)
        if read.form == "intent":
            done = self._intent(read, source, revises)
        else:
            done = self._demand(read.form, read, source, revises)
        if done.status == "unchanged":
            return done
        earlier = self._entered.get(done.record)
        self._entered[done.record] = source["name"]
        if earlier is None:
            return done
        note = f"本次另有它的一份不同的表（{earlier}），以后读到的这一份为准，请核对"
        return replace(done, notes=(*done.notes, note))

    def _refuse_revision(self, read: FormRead, key: str) -> None:
        record = self.batch.get("projects", key)
        kind = record["track"] if record else "intent"
        if record and record["stage"] in FINAL:
            raise NotAllowed(Problem("项目已办结，不能更正", where=key, remedy=f"见 jbgs show {key}"))
        if kind != read.form:
            came, entered = (f"附件{self.office.forms[one].annex}" for one in (read.form, kind))
            what = f"来件是{came}，而 {key} 登记的是{entered}"
            raise NotAllowed(Problem(what, where=key, remedy="请核对编号，或用 --track 指明是哪一种表"))

    # -- demands -----------------------------------------------------------------------------------------

    def _demand(self, track: Track, read: FormRead, source: SourceFile, revises: str | None) -> Registered:
        form = self._sent(read, source)
        known = revises or self._known.project(track, form.fields) or self._before_edit(track, form.fields)
        if known is not None:
            return self._revised_demand(known, form)
        hints = self._waiting(self._known.owned(track, form.fields))
        alike = self._known.titles.like(self.office.policy, form.fields)
        region = form.fields.get("region")
        series = (
            f"{self.office.policy.tracks[track].letters}-{source['on'][:4]}-{_letters(self.office, region)}"
        )
        code = self._known.next(series)
        project = {
            "code": code,
            "track": track,
            "year": int(source["on"][:4]),
            "number": int(code.rpartition("-")[2]),
            "region": region,
            "stage": "received",
            "dates": {"received": source["on"]},
            "fields": form.fields,
            "extras": form.extras,
            "problems": form.problems,
            "files": [source],
        }
        self.batch.put("projects", code, project, "received")
        self._known.add_project(cast("Project", self.batch.get("projects", code)))
        status = _status("imported", form.problems)
        return Registered(f"projects/{code}", code, None, status, hints, alike)

    def _revised_demand(self, code: str, form: Sent) -> Registered:
        before = self.batch.get("projects", code) or {}
        changed = self._revisions.revise("projects", code, form)
        after = self.batch.get("projects", code) or {}
        self._known.add_project(cast("Project", after))
        status = _status("revised", after.get("problems", [])) if changed else "unchanged"
        notes = tuple(told(before, after, self.office.labels(code)))
        return Registered(f"projects/{code}", code, None, status, notes)

    def _before_edit(self, track: Track, fields: Fields) -> str | None:
        """The owner's project that his earlier form named so, before a clerk edited the title."""
        who = (track, *names(fields, "owner"))
        if who not in self._renamed:
            sent = {
                code: self._revisions.sent_before(f"projects/{code}").get("fields", {})
                for code in self._known.owned(track, fields)
                if self.office.store.get("projects", code) is not None
            }
            self._renamed[who] = {same(said.get("title")): code for code, said in sent.items()}
        wanted = same(fields.get("title"))
        return self._renamed[who].get(wanted) if wanted else None

    def _sent(self, read: FormRead, source: SourceFile) -> Sent:
        """The form, in a county office's own region where it names none (and says so)."""
        form = Sent(read.fields, read.extras, problems_of(read), source)
        own = self._own_region
        if read.fields.get("region") is not None or own is None or read.form in ("transfer", "intent"):
            return form
        asked = next((one for one in form.problems if one["field"] == "region"), _NO_REGION)
        why = f"表中属地“{asked['raw']}”认不出" if asked["raw"] else "表中未填属地"
        note: FormProblem = {**asked, "level": "warning", "message": f"{why}，按本单位属地“{own}”登记"}
        others = [one for one in form.problems if one["field"] != "region"]
        return replace(form, fields={**read.fields, "region": own}, problems=[*others, note])

    # -- intents -----------------------------------------------------------------------------------------

    def _intent(self, read: FormRead, source: SourceFile, revises: str | None) -> Registered:
        form = self._sent(read, source)
        code, notes = self._project_of(read.fields)
        known = revises or self._known.intent(read.fields, code)
        key = known or self._known.next(f"{INTENT_LETTERS}-{source['on'][:4]}")
        if known is None:
            self._put_intent(key, form)
        changed = known is None or self._revise_intent(key, form)
        linked, said = self._link(key, code)
        intent = cast("Intent", self.batch.get("intents", key))
        self._known.add_intent(intent)
        project = intent.get("project")
        usual: Status = "imported" if known is None else "revised"
        status = _status(usual, intent.get("problems", [])) if project else "incomplete"
        if not (changed or linked):
            status = "unchanged"
        notes = notes if project is None else ()
        sealed = self.seals.hides(intent)
        told = (*notes, *said, *self._marks(intent), *(("报价密封，未显示",) if sealed else ()))
        return Registered(f"intents/{key}", project, key, status, told, sealed=sealed)

    def _revise_intent(self, key: str, form: Sent) -> bool:
        """Take a corrected bid in; that it came after the deadline is marked."""
        changed = self._revisions.revise("intents", key, form)
        intent = cast("Intent", self.batch.get("intents", key))
        project = cast("Project", self.batch.get("projects", intent.get("project", "")) or {})
        _, deadline = publications.answered(project) if project else ("", "")
        day = form.source["on"]
        if changed and deadline and day > deadline:
            self.batch.put("intents", key, {**intent, "revised_late": day}, "revised")
        return changed

    def _marks(self, intent: Intent) -> tuple[str, ...]:
        """What a clerk should know of a bid by the rules of who may bid."""
        project = cast("Project", self.batch.get("projects", intent.get("project", "")) or {})
        found = [str(one) for one in bidding.may_bid(project, intent)] if project else []
        if "revised_late" in intent:
            found.append(f"揭榜截止后更正（{intent['revised_late']}），请核对是否采用")
        return tuple(found)

    def _put_intent(self, key: str, form: Sent) -> None:
        intent = {
            "id": key,
            "received": form.source["on"],
            "fields": form.fields,
            "extras": form.extras,
            "problems": form.problems,
            "files": [form.source],
        }
        self.batch.put("intents", key, intent, "received")

    def _link(self, key: str, code: str | None) -> tuple[bool, tuple[str, ...]]:
        """Link an intent to the project that it names, but never away from the one that it has."""
        intent = cast("Intent", self.batch.get("intents", key))
        has = intent.get("project")
        if code is None or has == code:
            return False, ()
        if has is not None:
            return False, (f"已对应 {has}，而表中写的是 {code}；如需改挂，用 jbgs intent link {key} {code}",)
        project = bids.attach(self.batch, intent, code)
        late = (self.batch.get("intents", key) or {}).get("late")
        deadline = project.get("publication", {}).get("deadline", "")
        return True, (f"晚于揭榜截止日期 {deadline}",) if late else ()

    def _project_of(self, fields: Fields) -> tuple[str | None, tuple[str, ...]]:
        """The one project that an intent names by code, number in a listing, or title; else ``None`` and why.

        Where a number in a listing and the title mean two projects, neither is taken.
        """
        found = CODE.search((fields.get("project_code") or "").upper())
        project = self.batch.get("projects", found[0]) if found else None
        if project is not None and project["stage"] in FINAL:
            return None, (f"未能对应到项目：{project['code']} 已办结",)
        if project is not None:
            return project["code"], ()
        codes = self._known.titled(fields.get("project_title"))
        placed = self._known.placed(fields.get("project_code"))
        if placed is not None and (not codes or placed in codes):
            return placed, ()
        if placed is not None:
            return None, _unclear(f"榜单编号是 {placed}，而项目名称是 {'、'.join(codes)}")
        if self.listing is not None:
            codes = [c for c in codes if (self.batch.get("projects", c) or {}).get("listing") == self.listing]
        if len(codes) == 1:
            return codes[0], ()
        return None, _unclear(
            f"有 {len(codes)} 个项目同名：{'、'.join(codes)}" if codes else "没有编号或名称相符的项目"
        )

    # -- both --------------------------------------------------------------------------------------------

    def _waiting(self, codes: Iterable[str]) -> tuple[str, ...]:
        """That this might be the correction of what the same sender was asked to correct."""
        found = [code for code in codes if self._known.waits(code)]
        if not found:
            return ()
        few = "、".join(found[:_FEW]) + ("等" if len(found) > _FEW else "")
        return (f"该单位另有待更正的 {few}；如本表是它的更正表，请先 jbgs undo，再用 --revises 导入",)


def _unclear(which: str) -> tuple[str, ...]:
    return (f"未能对应到项目：{which}；可用 jbgs intent link 意向编号 项目编号 指定",)


def problems_of(read: FormRead) -> list[FormProblem]:
    """A form's problems as its record keeps them."""
    return [
        FormProblem(field=p.field, level=p.level, message=p.message, label=p.label, where=p.where, raw=p.raw)
        for p in read.problems
    ]


def _status(usual: Status, problems: Iterable[FormProblem]) -> Status:
    return "incomplete" if any(one["level"] == "error" for one in problems) else usual


def _letters(office: Office, region: str | None) -> str:
    found = office.policy.find_region(region) if region else None
    return found.letters if found else OUTSIDE
