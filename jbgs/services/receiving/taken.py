"""What an import made of each file and each form, and how it is told in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from jbgs.errors import Refused
from jbgs.models import FormProblem
from jbgs.services.market import sealing
from jbgs.services.receiving.files import shown
from jbgs.services.receiving.reading import FileRead
from jbgs.services.receiving.register import Registered, problems_of

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

    def problems(self) -> list[FormProblem]:
        """What is wrong with it, as it may be shown."""
        found = problems_of(self.read)
        return [sealing.hidden(one) for one in found] if self.done and self.done.sealed else found


@dataclass(slots=True)
class FileTaken:
    """One file of an import: what it is, what was read in it, what became of it.

    ``laid`` is where its bytes wait to be kept; ``brings`` says that something in it is new, and they are.
    ``bug`` is the traceback of a defect of ours that this file brought to light; ``known`` are the records of
    a file that was imported before, as JSON.
    """

    path: Path
    sha256: str = ""
    container: str = "unknown"
    laid: Path | None = None
    status: FileStatus = "refused"
    error: Refused | None = None
    bug: str = ""
    brings: bool = False
    forms: list[FormTaken] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    known: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, read: FileRead) -> Self:
        """A file as it was read, nothing of it entered."""
        return cls(
            read.path,
            read.sha256,
            read.container,
            read.laid,
            error=Refused(*read.error) if read.error else None,
            bug=read.bug,
            forms=[FormTaken(form) for form in read.forms],
            notes=list(read.notes),
        )

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


def known_json(table: str, key: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """A record of a file that was imported before, as one of its forms."""
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
