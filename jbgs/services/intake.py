"""Importing: files in, projects and intents out, one batch per command.

Files are read before the store is locked, and their bytes laid beside the originals. Then, in one
transaction, all forms are registered, the demands of all files before the intents, and the original of
every file that brought something new is synced and gets its name. A bad file never stops the others; an
interrupted import leaves nothing.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from jbgs import history
from jbgs.errors import JbgsError, Refused, WrongUsage
from jbgs.models import FormProblem, Intent, Track
from jbgs.registers.sources import SourceFile
from jbgs.services import sealing
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.pool import collecting_rarely, read_all
from jbgs.services.reading import FileRead, How, files_in, shown
from jbgs.services.register import Register, Registered, problems_of

if TYPE_CHECKING:
    from jbgs.importers.form import FormRead
    from jbgs.store.originals import Adding

FileStatus = Literal["imported", "revised", "unchanged", "incomplete", "refused"]
STATUSES: dict[FileStatus, str] = {
    "refused": "未能登记",
    "incomplete": "待更正",
    "revised": "已更正",
    "imported": "已登记",
    "unchanged": "无变化",
}
"""Worst first: a file's status is the worst of its forms'."""

_BUG = "程序登记这个文件时出错，是程序的缺陷，不一定是文件的错误"


@dataclass(slots=True)
class FormTaken:
    """One form of a file, as read and as registered."""

    read: FormRead
    done: Registered | None = None

    def problems(self) -> list[FormProblem]:
        """What is wrong with it, as it may be shown."""
        found = problems_of(self.read)
        return [sealing.hidden(one) for one in found] if self.done and self.done.sealed else found


@dataclass(slots=True)
class FileTaken:
    """One file of an import: what it is, what was read in it, what became of it.

    ``laid`` is where its bytes wait to be kept; ``kept`` says that they are. ``bug`` is the traceback of a
    defect of ours that this file brought to light; ``known`` are the records of a file that was imported
    before.
    """

    path: Path
    sha256: str = ""
    container: str = "unknown"
    laid: Path | None = None
    status: FileStatus = "refused"
    error: Refused | None = None
    bug: str = ""
    kept: bool = False
    forms: list[FormTaken] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    known: list[dict[str, Any]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file's name as text that can be stored and shown."""
        return shown(Path(self.path.name))


@dataclass(frozen=True, slots=True)
class Import:
    """A whole import: the batch it was recorded as (``None`` if nothing changed) and its files."""

    batch: str | None
    files: tuple[FileTaken, ...]

    def count(self, status: FileStatus) -> int:
        """How many files have a status."""
        return sum(one.status == status for one in self.files)

    @property
    def partly(self) -> bool:
        """Whether any file, or a part of one, was refused."""
        return any(one.error is not None for one in self.files)


Progress = Callable[[Iterable[FileRead], int], Iterable[FileRead]]


def silent(files: Iterable[FileRead], total: int) -> Iterable[FileRead]:  # noqa: ARG001  # a Progress
    """No progress shown."""
    return files


@collecting_rarely()
def import_paths(
    office: Office,
    paths: Sequence[Path],
    *,
    track: Track | None = None,
    listing: str | None = None,
    revises: str | None = None,
    soffice: bool = False,
    progress: Progress = silent,
) -> Import:
    """Import files and folders. ``track`` says which form they are, ``revises`` whose correction.

    Raises ``WrongUsage`` where ``revises`` comes with more than one file or form, and ``NotAllowed``
    where that record cannot be revised by it.
    """
    listing_id = office.listing_id(listing) if listing else None
    corrected = office.record(revises)[1] if revises else None
    found = list(files_in(paths, but=office.home))
    if corrected and len(found) != 1:
        raise WrongUsage(f"--revises 一次只能更正一个文件，现有 {len(found)} 个")
    with office.store.originals.adding() as originals:
        room = None if office.dry_run else originals.room()
        taken = list(_read(office, found, How(office.home, track, soffice, room), progress))
        if corrected and len(taken[0].forms) > 1:
            raise WrongUsage(f"--revises 一次只能更正一张表，这个文件里有 {len(taken[0].forms)} 张")
        with office.batch("import", note=f"{len(taken)} 个文件") as batch:
            _Entry(office, batch, originals, listing_id, corrected).enter(taken)
            originals.settle()
            made = batch.id if batch.events else None
    return Import(made, tuple(taken))


def _read(office: Office, paths: Sequence[Path], how: How, progress: Progress) -> Iterator[FileTaken]:
    known = frozenset(office.store.keys("files"))
    for read in progress(read_all(how, paths, known), len(paths)):
        yield FileTaken(
            read.path,
            read.sha256,
            read.container,
            read.laid,
            error=Refused(*read.error) if read.error else None,
            bug=read.bug,
            forms=[FormTaken(form) for form in read.forms],
            notes=list(read.notes),
        )


class _Entry:
    """Entering files in the open batch of an import."""

    def __init__(
        self, office: Office, batch: Batch, originals: Adding, listing: str | None, corrected: str | None
    ) -> None:
        self._office, self._batch, self._originals = office, batch, originals
        self._listing, self._corrected = listing, corrected
        self._register = Register(office, batch, listing)

    def enter(self, files: Sequence[FileTaken]) -> None:
        """Register all forms, demands first, so that an intent finds its project wherever it lies."""
        firsts: dict[str, FileTaken] = {}
        for one in files:
            if one.error is None and self._batch.get("files", one.sha256) is None:
                firsts.setdefault(one.sha256, one)
        for intents in (False, True):
            for one in firsts.values():
                self._enter_forms(one, intents=intents)
        for one in firsts.values():
            self._finish(one)
        for one in files:
            first = firsts.get(one.sha256)
            if one.error is None and first is not one:
                self._recognise(one, first)

    def _enter_forms(self, taken: FileTaken, *, intents: bool) -> None:
        for form in taken.forms:
            if (form.read.form == "intent") != intents or taken.error is not None:
                continue
            try:
                with self._batch.attempt():
                    self._enter_form(taken, form)
            except Refused as error:
                self._give_up(taken, error)
            except JbgsError:
                raise
            except Exception:  # a record that we made wrongly must not lose the other files
                taken.bug = traceback.format_exc()
                self._give_up(taken, Refused("damaged", _BUG))

    def _enter_form(self, taken: FileTaken, form: FormTaken) -> None:
        source = SourceFile(
            sha256=taken.sha256, name=taken.name, container=taken.container, on=self._office.on.isoformat()
        )
        done = self._register.add(form.read, source, revises=self._corrected)
        if done.status != "unchanged" and not taken.kept:
            self._keep(taken)
        form.done = done

    def _keep(self, taken: FileTaken) -> None:
        """Keep the original as it was read; it is synced before the record that names it."""
        if taken.laid is not None:  # nothing is in a dry run
            self._originals.keep(taken.laid, taken.sha256)
        taken.kept = True

    def _give_up(self, taken: FileTaken, error: Refused) -> None:
        """Refuse a file; what the register noted of the form that failed is not true."""
        taken.error = error
        self._register = Register(self._office, self._batch, self._listing)

    def _finish(self, taken: FileTaken) -> None:
        if not taken.forms:  # not read because it was known, and that import was undone meanwhile
            taken.error = Refused("not-readable", "它以前的登记刚被撤销，请重新导入")
        statuses = {form.done.status for form in taken.forms if form.done}
        if taken.error is not None and statuses:
            statuses.add("incomplete")
        taken.status = next((status for status in STATUSES if status in statuses), "refused")
        taken.records = list(dict.fromkeys(form.done.record for form in taken.forms if form.done))
        if taken.kept:
            record = {
                "id": taken.sha256,
                "name": taken.name,
                "container": taken.container,
                "on": self._office.on.isoformat(),
                "records": taken.records,
            }
            self._batch.put("files", taken.sha256, record, "file")

    def _recognise(self, taken: FileTaken, first: FileTaken | None) -> None:
        """These very bytes came before, or ``first`` in this run: say what they became, and do nothing."""
        if first is not None and first.status == "refused":
            taken.error, taken.forms = first.error, []
            return
        taken.status, taken.forms = "unchanged", []
        recorded = self._batch.get("files", taken.sha256) or {}
        taken.records = first.records if first else recorded.get("records", [])
        for name in taken.records:
            table, key = history.place(name)
            record = self._batch.get(table, key) if table in ("projects", "intents") else None
            if record is not None:
                if table == "intents":
                    record = dict(self._register.seals.masked(cast("Intent", record)))
                taken.known.append(_known_json(table, key, record))


def _known_json(table: str, key: str, record: Mapping[str, Any]) -> dict[str, Any]:
    is_intent = table == "intents"
    return {
        "form": "intent" if is_intent else record["track"],
        "code": record.get("project") if is_intent else key,
        "intent": key if is_intent else None,
        "status": "unchanged",
        "fields": record["fields"],
        "extras": record.get("extras", {}),
        "problems": record.get("problems", []),
        "unmatched": [],
        "notes": [],
        "duplicates": [],
    }


def as_json(done: Import) -> dict[str, Any]:
    """The shape that the command contract gives."""
    summary = {"files": len(done.files)} | {
        status: done.count(status) for status in ("imported", "revised", "unchanged", "incomplete", "refused")
    }
    return {"batch": done.batch, "summary": summary, "files": [_file_json(one) for one in done.files]}


def _file_json(taken: FileTaken) -> dict[str, Any]:
    error = {"code": taken.error.code, "message": taken.error.message} if taken.error else None
    return {
        "path": shown(taken.path),
        "sha256": taken.sha256 or None,
        "container": taken.container,
        "status": taken.status,
        "error": error,
        "notes": taken.notes,
        "records": taken.records,
        "forms": taken.known or [_form_json(form) for form in taken.forms],
    }


def _form_json(form: FormTaken) -> dict[str, Any]:
    read, done = form.read, form.done
    sealed = done.sealed if done else False
    unmatched = [{"label": one.label, "value": one.value, "where": one.where} for one in read.unmatched]
    return {
        "form": read.form,
        "code": done.code if done else None,
        "intent": done.intent if done else None,
        "status": done.status if done else None,
        "fields": sealing.fields(read.fields, sealed=sealed),
        "extras": read.extras,
        "problems": form.problems(),
        "unmatched": [{**one, "value": sealing.SEALED} if sealed else one for one in unmatched],
        "notes": list(done.notes) if done else [],
        "duplicates": [one.as_json() for one in done.duplicates] if done else [],
    }
