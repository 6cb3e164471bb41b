"""Scans and papers behind a fact: kept byte for byte among the originals, named in the record by sha256.

They are kept as they are, whatever they hold; nothing in them is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jbgs.errors import Problem, Refused, WrongUsage
from jbgs.models import Event, SourceFile
from jbgs.services.office import Office

FIELD = ".files"
"""How the path of a fact's papers ends in an event; a project's own ``files`` are the forms it came by."""


def keep(office: Office, paths: Sequence[Path]) -> list[SourceFile]:
    """Keep some files and say which; the originals are on the disk before the record that names them.

    Raises ``WrongUsage`` with every file that cannot be read; a dry run keeps nothing.
    """
    from jbgs import importers

    loaded: list[tuple[Path, bytes]] = []
    faults: list[Problem] = []
    for path in paths:
        try:
            loaded.append((path, importers.load(path)))
        except Refused as error:
            faults += [
                Problem(p.what, where=str(path), remedy="请核对 --file 的路径") for p in error.problems
            ]
    if faults:
        raise WrongUsage(*faults)
    return [_kept(office, path, data) for path, data in loaded]


def _kept(office: Office, path: Path, data: bytes) -> SourceFile:
    import hashlib

    from jbgs import importers
    from jbgs.values import one_line

    sha256 = hashlib.sha256(data).hexdigest() if office.dry_run else office.store.originals.add(data)
    name = one_line(path.name.encode("utf-8", "replace").decode("utf-8")) or sha256
    container = importers.container_of(data)
    return SourceFile(sha256=sha256, name=name, container=container, on=office.on.isoformat())


def named_in(events: Sequence[Event]) -> set[str]:
    """The sha256 of every paper that the history ever named; those of what was undone stay."""
    lists: list[Any] = [
        value
        for event in events
        for change in event["changes"]
        if change["field"].endswith(FIELD)
        for value in (change["before"], change["after"])
    ]
    return {one["sha256"] for found in lists if found for one in found}
