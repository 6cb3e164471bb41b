"""Files that come with a record: kept byte for byte among the originals, named in the record by sha256."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from jbgs.errors import Problem, Refused, WrongUsage
from jbgs.registers.field import Attached
from jbgs.services.office import Office
from jbgs.services.reading import shown


def load(path: Path) -> tuple[bytes, Attached]:
    """A file's bytes and what a record says of it; ``WrongUsage`` where it cannot be read."""
    from jbgs import importers

    try:
        data = importers.load(path)
    except Refused as error:
        raise WrongUsage(*(Problem(p.what, shown(path), p.remedy) for p in error.problems)) from error
    return data, Attached(sha256=sha256(data).hexdigest(), name=shown(Path(path.name)))


def keep(office: Office, data: bytes) -> None:
    """Keep the bytes, before the record that names them is stored; a dry run keeps nothing."""
    if not office.dry_run:
        office.store.originals.add(data)
