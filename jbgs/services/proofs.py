"""Scans and papers that come with a fact: kept byte for byte among the originals, named by sha256.

They are kept as they are, whatever they hold; nothing in them is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jbgs.errors import Problem, Refused, WrongUsage, kind_of
from jbgs.models import Event
from jbgs.registers.field import Attached
from jbgs.registers.sources import SourceFile
from jbgs.services.ledger import Batch

ALONE = ".sha256"
"""How the path of the one paper of a record ends in an event."""
FIELD = ".files"
"""How the path of a fact's papers ends in an event; a project's own ``files`` are the forms it came by."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One file as it was read, not kept yet."""

    name: str
    sha256: str
    container: str
    data: bytes


def read(paths: Iterable[Path | str] | None) -> list[Paper]:
    """Read some files; every one that cannot be read is told in a ``NotFound``, or a ``WrongUsage``."""
    from jbgs import importers

    loaded: list[Paper] = []
    failed: list[Refused] = []
    faults: list[Problem] = []
    for path in map(Path, paths or ()):
        try:
            loaded.append(_paper(path, importers.load(path)))
        except Refused as error:
            failed.append(error)
            faults += [
                Problem(p.what, where=str(path), remedy="请核对 --file 的路径") for p in error.problems
            ]
    if faults:
        raise kind_of(failed, WrongUsage)(*faults)
    return loaded


def _paper(path: Path, data: bytes) -> Paper:
    import hashlib

    from jbgs import importers
    from jbgs.values import one_line

    sha256 = hashlib.sha256(data).hexdigest()
    name = one_line(path.name.encode("utf-8", "replace").decode("utf-8")) or sha256
    return Paper(name, sha256, importers.container_of(data), data)


def attach(batch: Batch, papers: Iterable[Paper]) -> dict[str, list[SourceFile]]:
    """What a fact says of its papers, which are kept with the batch: nothing is, where that is refused."""
    on = batch.author.on.isoformat()
    files = []
    for one in papers:
        batch.papers[one.sha256] = one.data
        files.append(SourceFile(sha256=one.sha256, name=one.name, container=one.container, on=on))
    return {"files": files} if files else {}


def attached(batch: Batch, paper: Paper) -> Attached:
    """What a record says of the one paper that came with it, which is kept with the batch."""
    batch.papers[paper.sha256] = paper.data
    return Attached(sha256=paper.sha256, name=paper.name)


def named_in(event: Event) -> set[str]:
    """The sha256 of every paper that an event names; those of what was undone stay."""
    found: set[str] = set()
    for change in event["changes"]:
        for value in (change["before"], change["after"]):
            if value and change["field"].endswith(FIELD):
                found |= {one["sha256"] for one in value}
            elif value and change["field"].endswith(ALONE):
                found.add(value)
    return found
