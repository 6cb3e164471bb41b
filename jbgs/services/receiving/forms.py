"""Blank forms handed out, and a form taken in for looking at only: neither needs a store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jbgs.errors import OutputFault, Problem, WrongUsage
from jbgs.services.papers.templates import template
from jbgs.services.receiving.files import shown
from jbgs.services.receiving.reading import How, Reader

if TYPE_CHECKING:
    from jbgs.forms import Form, Forms
    from jbgs.importers.form import FormRead
    from jbgs.policy import Policy

_ALL = ("all", "全部")


def named(text: str, forms: Forms, policy: Policy) -> tuple[Form, ...]:
    """The forms that a user named: by key (``common``), number (附件1), kind (产业共性), or ``all``."""
    wanted = text.strip()
    if wanted.lower() in _ALL:
        return tuple(forms.forms.values())
    names = {
        name: form for form in forms.forms.values() for name in (form.key, f"附件{form.annex}", *form.words)
    }
    for key, track in policy.tracks.items():
        names |= dict.fromkeys((track.letters, track.name, *track.names), forms[key])
    found = names.get(wanted) or names.get(wanted.lower())
    if found is None:
        known = "、".join(f"附件{form.annex}（{form.key}）" for form in forms.forms.values())
        raise WrongUsage(f"没有“{text}”这种表", remedy=f"可用：{known}、全部（all）")
    return (found,)


def write_blanks(chosen: tuple[Form, ...], folder: Path, home: Path, *, dry_run: bool = False) -> list[Path]:
    """Put blank forms into a folder, an office's own copies first; their paths.

    A form of that name that somebody has filled in is never overwritten: raises ``OutputFault``.
    """
    from jbgs.exporters.files import legal_name, write_whole

    papers = {
        folder / legal_name(f"附件{form.annex} {form.title}.docx"): template(f"form-{form.key}.docx", home)
        for form in chosen
    }
    if changed := [path for path, data in papers.items() if _holds_other(path, data)]:
        remedy = "请移走原文件，或用 -o 换一个目录"
        raise OutputFault(*(Problem("已有同名文件，内容不同，未覆盖", str(path), remedy) for path in changed))
    if not dry_run:
        for path, data in papers.items():
            write_whole(path, data)
    return list(papers)


def _holds_other(path: Path, data: bytes) -> bool:
    """Whether something else lies there; what cannot be read may be anything."""
    try:
        return path.stat().st_size != len(data) or path.read_bytes() != data
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


@dataclass(frozen=True, slots=True)
class Seen:
    """How a file was understood: its container, its forms, and what a clerk should know about it."""

    path: Path
    container: str
    forms: tuple[FormRead, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """All of it, every reading with its place."""
        return {
            "path": shown(self.path),
            "container": self.container,
            "forms": [form.as_json() for form in self.forms],
            "notes": list(self.notes),
        }


def look(path: Path, how: How) -> Seen:
    """Read and understand one file and keep nothing of it; raises ``Refused`` as an import would."""
    document, understood = Reader(how).look(path)
    return Seen(path, document.container, understood.forms, (*document.notes, *understood.notes))
