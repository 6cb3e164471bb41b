"""Importing: files in, projects and intents out, one batch per command.

While files are read their bytes are laid beside the originals and synced, and their forms registered, the
demands of all files before the intents. Only then is the store locked, the original of every file that
brought something new gets its name, and all is stored in one transaction; where somebody else wrote
meanwhile, the forms are registered once more. A bad file never stops the others; an interrupted import
leaves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING

from jbgs.errors import WrongUsage
from jbgs.models import Track
from jbgs.services import schema
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.receiving.entering import Entry
from jbgs.services.receiving.files import files_in
from jbgs.services.receiving.pool import reading
from jbgs.services.receiving.reading import FileRead, How
from jbgs.services.receiving.taken import FileTaken, Import

if TYPE_CHECKING:
    from jbgs.store.originals import Adding

Progress = Callable[[Iterable[FileRead], int], Iterable[FileRead]]


def silent(files: Iterable[FileRead], total: int) -> Iterable[FileRead]:  # noqa: ARG001  # a Progress
    """No progress shown."""
    return files


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
    known = frozenset(office.store.keys("files"))
    schema.get_ready("projects", "intents", "files")  # while other processes get ready, if there are any
    with office.store.originals.adding() as originals:
        how = How(office.home, track, soffice, None if office.dry_run else originals.room())
        with reading(how, found, known) as files:
            turns = iter(tee(_laid(progress(files, len(found)), originals)))

            def enter(batch: Batch) -> list[FileTaken]:
                entry = Entry(office, batch, listing_id, corrected)
                return entry.enter(map(FileTaken.of, next(turns)))

            with office.prepared("import", enter, note=f"{len(found)} 个文件") as (batch, taken):
                _keep(taken, originals)
                made = batch.id if batch.events else None
    return Import(made, tuple(taken))


def _laid(files: Iterable[FileRead], originals: Adding) -> Iterator[FileRead]:
    """The files, those that may be kept being synced from now on."""
    for one in files:
        if one.laid is not None:
            originals.sync(one.laid)
        yield one


def _keep(files: Iterable[FileTaken], originals: Adding) -> None:
    """Have the originals on the disk, before the records that name them."""
    for one in files:
        if one.brings and one.laid is not None:  # nothing is laid in a dry run
            originals.keep(one.laid, one.sha256)
    originals.settle()
