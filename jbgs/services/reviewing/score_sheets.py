"""Score sheets out to the experts and back: written for each, read cell by cell, entered whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from jbgs.errors import JbgsError, NotAllowed, NotFound, PartlyDone, Problem, Refused, WrongUsage, kind_of
from jbgs.registers.reviews import Round, Score
from jbgs.reports import score_sheet as words
from jbgs.services.ledger import Batch
from jbgs.services.office import Office
from jbgs.services.receiving.files import shown
from jbgs.services.receiving.known import same
from jbgs.services.reviewing import panels, rounds, scores
from jbgs.services.reviewing.score_reading import Row, form_of, read_rows
from jbgs.values import compact

Status = Literal["imported", "revised", "unchanged", "refused"]
STATUSES: dict[Status, str] = {
    "imported": "已登记",
    "revised": "已改评",
    "unchanged": "无变化",
    "refused": "未能登记",
}


# -- out -------------------------------------------------------------------------------------------------


def write(made: Round, folder: Path, only: Sequence[str] = ()) -> list[Path]:
    """One file for each member of the panel who has something to score (or for ``only`` these)."""
    from jbgs.exporters import files, score_sheet

    chosen = [rounds.member_of(made, text) for text in only]
    written = []
    for key, member in rounds.panel_of(made):
        items = [item for item in made["items"] if key in panels.able(made, item)]
        if items and (not chosen or key in chosen):
            content = words.sheet(made, key, member, items)
            name = files.legal_name(f"{made['id']} 评分表 {key} {member['name']}")
            written.append(files.write_whole(folder / f"{name}.xlsx", score_sheet.workbook(content)))
    return written


# -- back ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class SheetTaken:
    """One file: whose sheet of which round it is, what became of it, what it brought."""

    path: Path
    sha256: str = ""
    round: str = ""
    expert: str = ""
    name: str = ""
    status: Status = "refused"
    items: list[str] = field(default_factory=list)
    recused: list[str] = field(default_factory=list)
    error: JbgsError | None = None
    data: bytes = b""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it, the file named."""
        return tuple(_placed(one, self.path) for one in self.error.problems) if self.error else ()


def import_sheets(office: Office, paths: Sequence[Path], *, each: bool = False) -> list[SheetTaken]:
    """Enter the scores of the files, all or none; with ``each`` those that are without fault.

    A file that was imported before changes nothing; another one of the same expert revises what he gave.
    Raises ``WrongUsage`` or ``NotAllowed`` with every fault of every file, its cell named.
    """
    taken: list[SheetTaken] = []
    with office.batch("review import", note=f"{len(paths)} 份评分表") as batch:
        for path in paths:
            one = SheetTaken(path)
            taken.append(one)
            try:
                with batch.attempt():
                    _take(office, batch, one)
            except (Refused, NotAllowed, NotFound, WrongUsage) as error:
                one.status, one.error = "refused", error
        if not each and (all_of_them := _together(taken)) is not None:
            raise all_of_them
        batch.papers |= {one.sha256: one.data for one in taken if one.data}
    return taken


def refused(taken: Sequence[SheetTaken]) -> JbgsError | None:
    """What to raise after files were refused: some of them, or all."""
    error = _together(taken)
    if error is None or all(one.error for one in taken):
        return error
    return PartlyDone(*error.problems)


def _together(taken: Sequence[SheetTaken]) -> JbgsError | None:
    """One error for all files that were refused."""
    failed = [one.error for one in taken if one.error is not None]
    problems = [problem for one in taken for problem in one.problems]
    return kind_of(failed, WrongUsage)(*problems) if failed else None


def _placed(problem: Problem, path: Path) -> Problem:
    return replace(problem, where=f"{shown(Path(path.name))} {problem.where}".strip())


def _take(office: Office, batch: Batch, taken: SheetTaken) -> None:
    """Enter one file, or raise with all that is wrong with it."""
    from jbgs import importers

    data = importers.load(taken.path)
    taken.sha256 = hashlib.sha256(data).hexdigest()
    document = importers.read(data)
    form = form_of(document)
    taken.round, taken.expert = (compact(form.value(one)).upper() for one in (words.ROUND, words.EXPERT))
    if f"reviews/{taken.round}" in (batch.get("files", taken.sha256) or {}).get("records", ()):
        taken.status = "unchanged"
        return
    made = rounds.running(batch, taken.round)
    member = made["panel"].get(taken.expert)
    if member is None or same(member["name"]) != same(form.value(words.NAME)):
        who = f"{taken.expert} {form.value(words.NAME)}".strip()
        raise WrongUsage(f"“{who}”不在评审 {made['id']} 的专家组中", remedy="请核对评分表上方的编号和姓名")
    taken.name = member["name"]
    changed = _entered(office, made, taken, read_rows(made, taken.expert, form))
    again = taken.status == "revised"
    note = f"{taken.name}{'改评' if again else ''}（{shown(Path(taken.path.name))}）"
    if not batch.put("reviews", made["id"], changed, "score", note=note):
        taken.status = "unchanged"
        return
    taken.data = data
    record = {
        "id": taken.sha256,
        "name": shown(Path(taken.path.name)),
        "container": document.container,
        "on": office.on.isoformat(),
        "records": [f"reviews/{made['id']}"],
    }
    batch.put("files", taken.sha256, record, "file")


def _entered(office: Office, made: Round, taken: SheetTaken, rows: Mapping[str, Row]) -> Round:
    """The round with what a sheet says."""
    changed = made
    before = made.get("scores", {}).get(taken.expert, {})
    for item, row in rows.items():
        if row.recusal and taken.expert in panels.able(made, item):
            changed = rounds.without(changed, office, taken.expert, [item], row.recusal)
            taken.recused.append(item)
    given: dict[str, Score] = {
        item: scores.score(office, row.marks, row.opinion, taken.sha256)
        for item, row in rows.items()
        if row.marks
    }
    changed = scores.with_scores(changed, taken.expert, given)
    after = changed.get("scores", {}).get(taken.expert, {})
    taken.items = [item for item in given if after[item] != before.get(item)]
    again = [item for item in (*taken.items, *taken.recused) if item in before]
    taken.status = "revised" if again else "imported"
    return changed
