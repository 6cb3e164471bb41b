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
from typing import TYPE_CHECKING, cast

from jbgs import history
from jbgs.errors import JbgsError, Refused, WrongUsage, trace
from jbgs.models import Intent, Track
from jbgs.registers.sources import SourceFile
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.receiving.pool import collecting_rarely, reading
from jbgs.services.receiving.reading import FileRead, How, files_in
from jbgs.services.receiving.register import Register
from jbgs.services.receiving.taken import STATUSES, FileTaken, FormTaken, Import, known_json

if TYPE_CHECKING:
    from jbgs.store.originals import Adding

_BUG = "程序登记这个文件时出错，是程序的缺陷，不一定是文件的错误"

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
    known = frozenset(office.store.keys("files"))
    with office.store.originals.adding() as originals:
        how = How(office.home, track, soffice, None if office.dry_run else originals.room())
        with reading(how, found, known) as files:
            turns = iter(tee(_laid(progress(files, len(found)), originals)))

            def enter(batch: Batch) -> list[FileTaken]:
                entry = _Entry(office, batch, listing_id, corrected)
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


class _Entry:
    """Entering files in the batch of an import."""

    def __init__(self, office: Office, batch: Batch, listing: str | None, corrected: str | None) -> None:
        self._office, self._batch = office, batch
        self._listing, self._corrected = listing, corrected
        self._register = Register(office, batch, listing)

    def enter(self, files: Iterable[FileTaken]) -> list[FileTaken]:
        """Register all forms, demands as they are read and intents after them, to find their projects."""
        firsts: dict[str, FileTaken] = {}
        taken: list[FileTaken] = []
        for one in files:
            taken.append(one)
            is_new = one.error is None and self._batch.get("files", one.sha256) is None
            if is_new and firsts.setdefault(one.sha256, one) is one:
                self._enter_forms(one, intents=False)
        for one in firsts.values():
            self._enter_forms(one, intents=True)
        for one in firsts.values():
            self._finish(one)
        for one in taken:
            first = firsts.get(one.sha256)
            if one.error is None and first is not one:
                self._recognise(one, first)
        return taken

    def _enter_forms(self, taken: FileTaken, *, intents: bool) -> None:
        if self._corrected and len(taken.forms) > 1:
            raise WrongUsage(f"--revises 一次只能更正一张表，这个文件里有 {len(taken.forms)} 张")
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
            except Exception as error:  # a record that we made wrongly must not lose the other files
                taken.bug = trace(error)
                self._give_up(taken, Refused("damaged", _BUG))

    def _enter_form(self, taken: FileTaken, form: FormTaken) -> None:
        source = SourceFile(
            sha256=taken.sha256, name=taken.name, container=taken.container, on=self._office.on.isoformat()
        )
        done = self._register.add(form.read, source, revises=self._corrected)
        taken.brings = taken.brings or done.status != "unchanged"
        form.done = done

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
        if taken.brings:
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
                taken.known.append(known_json(table, key, record))
