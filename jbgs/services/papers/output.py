"""Writing papers into a folder: whole or absent, under names that are legal everywhere.

Papers are drawn into a folder of their own first and then delivered together, so that all of them come
or none. What lies at their place is only overwritten where it is what jbgs wrote there itself: the
office's home remembers the digest of every file delivered (``HOME/papers.json``, no part of the history).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jbgs.errors import OutputFault, Problem
from jbgs.reports.draft import Draft
from jbgs.reports.making import Paper
from jbgs.reports.table import Letter, Table

REMEMBERED = "papers.json"


def write_sheets(folder: Path, name: str, tables: Sequence[Table]) -> Path:
    """One Excel file with a sheet per table; its path."""
    from jbgs.exporters import files, xlsx

    return files.write_whole(folder / f"{files.legal_name(name)}.xlsx", xlsx.workbook(tables))


def write_letter(folder: Path, name: str, content: Letter | Draft, home: Path | None = None) -> Path:
    """One Word file; its path. A draft is filled into the office's own template in ``home``, else ours."""
    from jbgs.exporters import files

    if isinstance(content, Draft):
        from jbgs.services.papers import templates

        data = templates.fill(content, home)
    else:
        from jbgs.exporters import letter

        data = letter.letter(content)
    return files.write_whole(folder / f"{files.legal_name(name)}.docx", data)


def own_name(wanted: str, otherwise: str, taken: set[str]) -> str:
    """A name that becomes a file name of its own: ``wanted``, or ``otherwise`` where that is taken."""
    from jbgs.exporters.files import legal_name

    name = otherwise if legal_name(wanted).casefold() in taken else wanted
    taken.add(legal_name(name).casefold())
    return name


def write_papers(folder: Path, papers: Sequence[Paper], home: Path | None) -> list[Path]:
    """All papers of a report; their paths."""
    return [
        write_sheets(folder, one.name, one.content)
        if isinstance(one.content, tuple)
        else write_letter(folder, one.name, one.content, home)
        for one in papers
    ]


@dataclass(frozen=True, slots=True)
class Delivered:
    """One file at its place; ``written`` is false where the same bytes lay there already."""

    path: Path
    sha256: str
    written: bool


def deliver(
    made: Sequence[Path],
    folder: Path,
    home: Path,
    *,
    force: bool = False,
    forcible: bool = True,
    dry_run: bool = False,
) -> list[Delivered]:
    """Put files that were drawn elsewhere into a folder, all or none.

    Raises ``OutputFault`` that names every file which somebody changed since jbgs wrote it, or which
    jbgs never wrote, unless ``force`` (``forcible``: whether a user can ask for that). What is the same
    already is left alone.
    """
    from jbgs.exporters.files import write_whole

    known = _remembered(home)
    wanted = {folder / path.name: path.read_bytes() for path in made}
    there = {path: _digest_at(path) for path in wanted}
    done = [
        Delivered(path, sum_ := hashlib.sha256(data).hexdigest(), there[path] != sum_)
        for path, data in wanted.items()
    ]
    theirs = [
        one.path
        for one in done
        if one.written and there[one.path] is not None and known.get(_place(one.path)) != there[one.path]
    ]
    if theirs and not force:
        remedy = "请移走或改名后重试" + ("；确要覆盖时加 --force" if forcible else "")
        what = "文件在生成后被人改动过（或不是本程序生成的），未覆盖"
        raise OutputFault(*(Problem(what, where=str(path), remedy=remedy) for path in theirs))
    if not dry_run:
        for one in done:
            if one.written:
                write_whole(one.path, wanted[one.path])
        _remember(home, known, done)
    return done


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest_at(path: Path) -> str | None:
    """The digest of what lies at a place, None for nothing; what cannot be read is nobody's of ours."""
    try:
        return digest(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return ""


def _place(path: Path) -> str:
    from os.path import normcase

    return normcase(path.absolute())


def _remembered(home: Path) -> dict[str, str]:
    """What was delivered where; nothing where that cannot be read, so that nothing is overwritten."""
    with suppress(OSError, ValueError):
        known = json.loads((home / REMEMBERED).read_text("utf-8"))
        if isinstance(known, dict):
            return {str(place): str(sum_) for place, sum_ in known.items()}
    return {}


def _remember(home: Path, known: Mapping[str, str], done: Sequence[Delivered]) -> None:
    """Keep the digests of what was delivered; of files that are gone nothing needs to be known."""
    from jbgs.exporters.files import write_whole

    if not home.is_dir():
        return
    kept = {place: sum_ for place, sum_ in known.items() if Path(place).exists()}
    now = kept | {_place(one.path): one.sha256 for one in done}
    if now != known:
        text = json.dumps(now, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(home / REMEMBERED, text.encode())
