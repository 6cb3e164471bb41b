"""Backup and return of an office: its store, and what it has written itself beside the store."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from jbgs import store
from jbgs.errors import Problem, StoreFault, WrongUsage
from jbgs.services.office import OWN_POLICY, OWN_SCHEMES, Office
from jbgs.services.papers import templates
from jbgs.services.receiving import synonyms
from jbgs.store.faults import guarded

OWN = (OWN_POLICY, OWN_SCHEMES, synonyms.FILE, templates.FOLDER)
"""The office's own files and folders in its home; each may be absent."""
_DATED = "backup-{:%Y%m%d-%H%M%S}"
_MADE = re.compile(r"backup-\d{8}-\d{6}(-\d+)?")


def backup(office: Office, to: Path) -> Path:
    """Copy everything into the new folder ``to``; raises as ``store.backup`` does."""
    return store.backup(office.store, to, beside=OWN)


def rehearse_backup(office: Office, to: Path) -> None:
    """Try a backup elsewhere; raises as ``backup`` does for what is at its place already."""
    from tempfile import TemporaryDirectory

    with guarded(to):
        if to.exists():
            raise StoreFault(Problem("备份位置已经有文件", where=str(to), remedy="请换一个名称"))
        with TemporaryDirectory() as trial:
            backup(office, Path(trial) / (to.name or "备份"))


def rotate(office: Office, folder: Path, keep: int) -> tuple[Path, list[Path]]:
    """A new dated backup in a folder, then all but the newest ``keep`` go; the new one, and what went.

    Only folders that are named as this function names them are ever removed, and only after the new one
    is written and verified. Raises ``WrongUsage`` for fewer than one.
    """
    with guarded(folder):
        gone = _surplus(folder, keep)
        made = backup(office, dated(office, folder))
        for path in gone:
            shutil.rmtree(path)
    return made, gone


def rehearse(office: Office, folder: Path, keep: int) -> tuple[Path, list[Path]]:
    """What ``rotate`` would make and remove; the backup is tried elsewhere."""
    from tempfile import TemporaryDirectory

    with guarded(folder):
        made, gone = dated(office, folder), _surplus(folder, keep)
        with TemporaryDirectory() as trial:
            backup(office, Path(trial) / made.name)
    return made, gone


def _surplus(folder: Path, keep: int) -> list[Path]:
    """The oldest dated backups that must go for one more to make ``keep``."""
    if keep < 1:
        raise WrongUsage(f"--keep 的值 {keep} 太小", remedy="至少保留 1 份，如 --keep 7")
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [path for path in there if _MADE.fullmatch(path.name)]
    return found[: max(0, len(found) + 1 - keep)]


def dated(office: Office, folder: Path) -> Path:
    """A name for a backup of now that nothing has yet."""
    first = folder / _DATED.format(office.now)
    names: Sequence[Path] = [first, *(first.with_name(f"{first.name}-{n}") for n in range(2, 100))]
    return next((path for path in names if not path.exists()), first)


def keep_as_is(office: Office) -> Path:
    """Copy the documents, damaged as they are, into the home folder before something is put right."""
    to = office.home / dated(office, office.home).name.replace("backup", "before-fix")
    with guarded(to):
        store.files.private_folder(to)
    office.store.copy_documents(to / store.store.DATABASE)
    return to


def restore(source: Path, home: Path, *, force: bool = False) -> Path | None:
    """Put a backup into a home folder; where what was there lies now. Raises as ``store.restore`` does."""
    return store.restore(source, home, beside=OWN, force=force)
