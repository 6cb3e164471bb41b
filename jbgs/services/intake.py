"""Importing: files in, projects and intents out, one batch per command.

Files are read before the store is locked; the originals of those that can be registered are kept
and synced; then all forms are registered in one transaction. A bad file never stops the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jbgs import history
from jbgs.errors import Refused, WrongUsage
from jbgs.models import SourceFile, Track
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.register import Register, Registered

if TYPE_CHECKING:
    from jbgs.importers.form import FormRead

FileStatus = Literal["imported", "revised", "unchanged", "incomplete", "refused"]
STATUSES: dict[FileStatus, str] = {
    "refused": "未能登记",
    "incomplete": "待更正",
    "revised": "已更正",
    "imported": "已登记",
    "unchanged": "无变化",
}
"""Worst first: a file's status is the worst of its forms'."""


@dataclass(slots=True)
class FormTaken:
    """One form of a file, as read and as registered."""

    read: FormRead
    done: Registered | None = None


@dataclass(slots=True)
class FileTaken:
    """One file of an import: what it is, what was read in it, what became of it."""

    path: Path
    sha256: str = ""
    container: str = "unknown"
    status: FileStatus = "refused"
    error: Refused | None = None
    forms: list[FormTaken] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    known: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Import:
    """A whole import: the batch it was recorded as (``None`` if nothing changed) and its files."""

    batch: str | None
    files: tuple[FileTaken, ...]

    def count(self, status: FileStatus) -> int:
        """How many files have a status."""
        return sum(one.status == status for one in self.files)


Progress = Callable[[Iterable[Path]], Iterable[Path]]


def import_paths(
    office: Office,
    paths: Sequence[Path],
    *,
    track: Track | None = None,
    listing: str | None = None,
    revises: str | None = None,
    progress: Progress = iter,
) -> Import:
    """Import files and folders. ``track`` says which form they are, ``revises`` whose correction.

    Raises ``WrongUsage`` where ``revises`` comes with more than one file.
    """
    listing_id = office.listing_id(listing) if listing else None
    corrected = office.code(revises) if revises else None
    found = list(files_in(paths))
    if corrected and len(found) != 1:
        raise WrongUsage(f"--revises 一次只能更正一个文件，现有 {len(found)} 个")
    taken = [_read(office, path, track) for path in progress(found)]
    with office.batch("import", note=_summary(taken)) as batch:
        register = Register(office, batch, listing_id)
        for one in sorted(taken, key=lambda file: any(form.read.form == "intent" for form in file.forms)):
            _register(office, batch, register, one, corrected)
        made = batch.id if batch.events else None
    return Import(made, tuple(taken))


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files meant: a folder stands for all it holds, but for hidden files and Word's lock files."""
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            inside = (one for one in sorted(path.rglob("*")) if not one.is_dir())
            yield from (one for one in inside if not _passed_over(one.relative_to(path)))
        else:
            yield path


def _passed_over(path: Path) -> bool:
    return path.name.startswith("~$") or any(part.startswith(".") for part in path.parts)


def _summary(taken: Sequence[FileTaken]) -> str:
    return f"{len(taken)} 个文件"


def _read(office: Office, path: Path, track: Track | None) -> FileTaken:
    """Read one file and keep its original, unless these very bytes were imported before."""
    from jbgs import importers

    taken = FileTaken(path)
    try:
        data = importers.load(path)
        taken.sha256 = hashlib.sha256(data).hexdigest()
        taken.container = importers.container_of(data)
        if known := office.store.get("files", taken.sha256):
            _recognise(office.store.get, taken, known["records"])
            return taken
        _understand(office, taken, data, track)
        if not office.dry_run:
            office.store.originals.add(data)
    except Refused as error:
        taken.error = error
    return taken


def _understand(office: Office, taken: FileTaken, data: bytes, track: Track | None) -> None:
    from jbgs import importers
    from jbgs.importers.form import understand

    document = importers.read(data)
    understood = understand(document, office.forms, region=office.region_name, only=track)
    taken.notes = [*document.notes, *understood.notes]
    taken.forms = [FormTaken(read) for read in understood.forms]


def _register(
    office: Office, batch: Batch, register: Register, taken: FileTaken, revises: str | None
) -> None:
    if taken.error is not None or taken.status == "unchanged":
        return
    if again := batch.get("files", taken.sha256):
        _recognise(batch.get, taken, again["records"])
        return
    source = SourceFile(
        sha256=taken.sha256, name=taken.path.name, container=taken.container, on=office.on.isoformat()
    )
    for form in taken.forms:
        form.done = register.add(form.read, source, revises=revises)
    statuses = {form.done.status for form in taken.forms if form.done}
    taken.status = next(status for status in STATUSES if status in statuses)
    taken.records = [form.done.record for form in taken.forms if form.done]
    record: dict[str, Any] = {
        "id": taken.sha256,
        "name": taken.path.name,
        "container": taken.container,
        "on": source["on"],
        "records": list(dict.fromkeys(taken.records)),
    }
    if statuses != {"unchanged"}:
        batch.put("files", taken.sha256, record, "file")


def _recognise(
    get: Callable[[str, str], dict[str, Any] | None], taken: FileTaken, records: list[str]
) -> None:
    """These very bytes were imported before: say what they became, and do nothing."""
    taken.status, taken.records, taken.forms = "unchanged", records, []
    for name in records:
        table, key = history.place(name)
        record = get(table, key)
        if record is not None:
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
        "path": str(taken.path),
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
    return {
        "form": read.form,
        "code": done.code if done else None,
        "intent": done.intent if done else None,
        "status": done.status if done else None,
        "fields": read.fields,
        "extras": read.extras,
        "problems": [
            {name: getattr(one, name) for name in ("field", "level", "message", "label", "where", "raw")}
            for one in read.problems
        ],
        "unmatched": [{"label": one.label, "value": one.value, "where": one.where} for one in read.unmatched],
        "notes": list(done.notes) if done else [],
    }
