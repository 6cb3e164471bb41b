"""What waits for a correction, by sender, and the papers that ask for it."""

from __future__ import annotations

from pathlib import Path

from jbgs.reports import inbox as papers
from jbgs.services import looking
from jbgs.services.looking import Waiting
from jbgs.services.office import Office
from jbgs.services.papers import output
from jbgs.services.receiving.known import same


def waiting(office: Office) -> list[Waiting]:
    """All that waits, in the order of its senders' first."""
    return [one for _, mine in _by_sender(looking.inbox(office)) for one in mine]


def write(office: Office, found: list[Waiting], folder: Path, *, letters: bool = False) -> list[Path]:
    """The list as Excel and, if asked, a letter to each sender; their paths, the same for the same inbox."""
    table = papers.table(found, office.forms)
    written = [output.write_sheets(folder, f"待更正清单 {office.today}", [table])]
    if not letters:
        return written
    names: set[str] = set()
    for sender, mine in _by_sender(found):
        content = papers.letter(sender, mine, office.forms, office=office.name, day=office.today)
        record = mine[0].record
        name = output.own_name(f"更正函 {sender or record}", f"更正函 {record} {sender}", names)
        written.append(output.write_letter(folder, name, content, office.home))
    return written


def _by_sender(found: list[Waiting]) -> list[tuple[str, list[Waiting]]]:
    """Each sender as he writes himself first, with all of his; one without a name stands alone."""
    groups: dict[str, list[Waiting]] = {}
    for one in found:
        groups.setdefault(same(one.sender) or one.record, []).append(one)
    return [(mine[0].sender, mine) for mine in groups.values()]
