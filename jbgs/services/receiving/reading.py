"""Reading files: each by itself, so that none can stop the others.

A reader takes a path and gives what stands in the file, or why nothing does. What it gives travels
between processes (``services.receiving.pool``), so it is plain data, and a file's bytes are not kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jbgs.errors import Refused, StoreFault, trace
from jbgs.services.receiving.files import is_folder

if TYPE_CHECKING:
    from jbgs.forms import FormKey
    from jbgs.importers.document import Document
    from jbgs.importers.form import FormRead, Understood
    from jbgs.store.originals import Room

_BUG = "程序读取这个文件时出错，是程序的缺陷，不一定是文件的错误"
_SMALL = 64 << 10  # bytes of a file that may wait: eight of any content fit into memory beside each other
_OLD_WORD = "是 Word 6.0/95 文档；本机装有 LibreOffice 时，加 --soffice 可以读取"


@dataclass(frozen=True, slots=True)
class How:
    """How files are read: for the office in ``home``, as which form, and whether LibreOffice may help.

    The bytes of files in which forms stand are laid in ``room``, to be kept.
    """

    home: Path
    only: FormKey | None = None
    soffice: bool = False
    room: Room | None = None


@dataclass(slots=True)
class FileRead:
    """What stands in one file, or why nothing does.

    ``error`` is the contract's code and what is wrong; ``bug`` the traceback of a defect of ours;
    ``known`` says that these bytes were imported before and therefore not read again; ``laid`` is where
    they were laid to be kept.
    """

    path: Path
    sha256: str = ""
    container: str = "unknown"
    forms: tuple[FormRead, ...] = ()
    notes: tuple[str, ...] = ()
    error: tuple[str, str] | None = None
    bug: str = ""
    known: bool = False
    laid: Path | None = None


@dataclass
class Reader:
    """Reads files one by one, with an office's policy and synonyms at hand.

    ``known`` are the SHA-256 of files that were imported before and need not be read.
    """

    how: How
    known: Set[str] = frozenset()

    def __post_init__(self) -> None:
        from jbgs import policy
        from jbgs.services.receiving import synonyms

        self._policy = policy.load(self.how.home / policy.OWN)
        self._forms = synonyms.forms(self.how.home)

    def read(self, path: Path) -> FileRead:
        """What stands in a file; raises for nothing that the file can cause."""
        return self.read_together([path])[0]

    def read_together(self, paths: Iterable[Path]) -> list[FileRead]:
        """What stands in some files, all opened before any is understood.

        A processor that stays with one part of the program goes through it faster: of a form's time an
        eighth, where eight are read together.
        """
        begun = [(done := FileRead(path), self._steps(done)) for path in paths]
        for _ in ("open", "understand"):
            for done, steps in begun:
                _go_on(done, steps)
        return [done for done, _ in begun]

    def _steps(self, done: FileRead) -> Iterator[None]:
        """Fill in what is read, in two steps; a file that is large when opened is not kept waiting."""
        from jbgs import importers

        if is_folder(done.path):
            raise Refused("not-readable", "文件夹无法打开")
        data = importers.load(done.path)
        done.sha256 = hashlib.sha256(data).hexdigest()
        done.known = done.sha256 in self.known
        if done.known:
            done.container = importers.container_of(data)
            return
        try:
            document = self._document(data)
        except Exception:
            done.container = importers.container_of(data)
            raise
        if len(data) <= _SMALL:
            yield
        done.container = document.container
        # How each field was read is told by ``look``; between processes it would be most of the load.
        found = self._understood(document, readings=False)
        done.forms = found.forms
        done.notes = (*document.notes, *found.notes)
        if self.how.room is not None:
            done.laid = self.how.room.lay(data)

    def look(self, path: Path) -> tuple[Document, Understood]:
        """A file and what is understood of it; raises ``Refused`` where ``read`` would tell of it."""
        from jbgs import importers

        document = self._document(importers.load(path))
        return document, self._understood(document, readings=True)

    def _understood(self, document: Document, *, readings: bool) -> Understood:
        from jbgs.importers.form import understand

        return understand(document, self._forms, region=self._region, only=self.how.only, readings=readings)

    def _document(self, data: bytes) -> Document:
        from jbgs import importers

        try:
            return importers.read(data)
        except Refused as error:
            # The one thing that a .doc may be and the reader of .doc does not know (importers.doc.fib).
            if error.code != "unsupported" or importers.container_of(data) != "doc":
                raise
            if not self.how.soffice:
                raise Refused("unsupported", _OLD_WORD) from error
        from jbgs.importers import word95

        return word95.read(data)

    def _region(self, text: str) -> str | None:
        found = self._policy.find_region(text)
        return found.name if found else None


def _go_on(done: FileRead, steps: Iterator[None]) -> None:
    """Take a step; what stops it is what is told of the file."""
    try:
        next(steps, None)
    except Refused as error:
        done.error = (error.code, error.problems[0].what)
    except MemoryError:
        done.error = ("too-large", "文件过大，内存不足")
    except (ImportError, StoreFault):  # what the installation or the store lacks is no matter of one file
        raise
    except Exception as error:  # one file with which we cannot cope must not lose the others
        done.error, done.bug = ("damaged", _BUG), trace(error)
