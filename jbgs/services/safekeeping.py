"""Backup and return of an office: its store, and what it has written itself beside the store."""

from __future__ import annotations

from pathlib import Path

from jbgs import store
from jbgs.services import synonyms, templates
from jbgs.services.office import OWN_POLICY, OWN_SCHEMES, Office

OWN = (OWN_POLICY, OWN_SCHEMES, synonyms.FILE, templates.FOLDER)
"""The office's own files and folders in its home; each may be absent."""


def backup(office: Office, to: Path) -> Path:
    """Copy everything into the new folder ``to``; raises as ``store.backup`` does."""
    return store.backup(office.store, to, beside=OWN)


def restore(source: Path, home: Path, *, force: bool = False) -> Path | None:
    """Put a backup into a home folder; where what was there lies now. Raises as ``store.restore`` does."""
    return store.restore(source, home, beside=OWN, force=force)
