"""Files that were read, entered: what each becomes, or why it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from jbgs import history
from jbgs.errors import JbgsError, Refused, WrongUsage, trace
from jbgs.models import Intent
from jbgs.registers.sources import SourceFile
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.receiving.register import Register
from jbgs.services.receiving.taken import STATUSES, FileTaken, FormTaken, known_json

_BUG = "程序登记这个文件时出错，是程序的缺陷，不一定是文件的错误"


class Entry:
    """The files of an import, entered in its batch; ``corrected`` is the record that they revise."""

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
