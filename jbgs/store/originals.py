"""Every imported file, byte for byte, under the sha256 of its content."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from jbgs.store.faults import RESTORE, Fault, fault, from_system, guarded
from jbgs.store.files import is_abandoned, mark, new_private, private_folder, sync, sync_folder

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_TOGETHER = 64  # files synced at once
_NAME = re.compile(r"[0-9a-f]{64}")
_PARTS = ".parts"


class Originals:
    """A folder of files that never change, each named by its content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parts = folder / _PARTS

    def create(self) -> None:
        """Make the folder."""
        with guarded(self.folder):
            private_folder(self._parts.parent)
            private_folder(self._parts)

    def add(self, data: bytes) -> str:
        """Keep the bytes and return their sha256 (hex); they are on the disk when this returns.

        What is kept already stays as it is, unless it was damaged since: then it is made good.

        Raises ``StoreFault`` where the disk refuses; nothing is kept then.
        """
        with self.adding() as adding:
            return adding.add(data)

    @contextmanager
    def adding(self) -> Iterator[Adding]:
        """Keep many files: they are on the disk, all of them, when this ends without an error.

        Raises ``StoreFault`` where the disk refuses.
        """
        adding = Adding(self.folder)
        try:
            yield adding
            adding.settle()
        finally:
            adding.discard()

    def get(self, name: str) -> bytes:
        """The bytes of this sha256; ``StoreFault`` where they are missing, or no longer what they were."""
        path = self._path(name)
        with guarded(path):
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                raise fault("原件缺失", RESTORE, path) from None
        if sha256(data).hexdigest() != name:
            raise fault("原件已被改动或损坏", RESTORE, path)
        return data

    def remove(self, name: str) -> None:
        """Give up the file of this sha256, for good; one that is not there is gone already."""
        path = self._path(name)
        with guarded(path):
            path.unlink(missing_ok=True)
            sync_folder(self.folder)

    def names(self) -> set[str]:
        """The sha256 of every file kept."""
        return {name for name in self._listing() if _NAME.fullmatch(name)}

    def verify(self, expected: Iterable[str]) -> Iterator[Fault]:
        """Every file that is missing, altered, or not expected."""
        wanted, found = set(expected), self._listing()
        for name in sorted(wanted - found):
            yield Fault("error", "original-missing", f"原件 {name} 缺失", RESTORE)
        for name in sorted(wanted & found):
            if not self.intact(name):
                yield Fault("error", "original-altered", f"原件 {name} 已被改动或损坏", RESTORE)
        for name in sorted(found - wanted):
            yield Fault(
                "warning",
                "original-stray",
                f"没有记录用到文件 {name}",
                f"确认无用后可以删除：{self.folder / name}",
            )

    def intact(self, name: str) -> bool:
        """Whether the file of this sha256 is there and unchanged."""
        path = self._path(name)
        with guarded(path):
            return _hash(path) == name

    def clean(self) -> None:
        """Remove what killed processes left half written; what cannot be removed does no harm."""
        with suppress(OSError):
            for part in self._parts.iterdir():
                if is_abandoned(part):
                    part.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a sha256: {name!r}")
        return self.folder / name

    def _listing(self) -> set[str]:
        try:
            return {entry.name for entry in self.folder.iterdir()} - {_PARTS}
        except FileNotFoundError:
            return set()
        except OSError as error:
            raise from_system(error, self.folder) from error


@dataclass(frozen=True, slots=True)
class Room:
    """Where the files of one ``Adding`` are written before they are kept; any process may write there."""

    folder: Path
    prefix: str

    def lay(self, data: bytes) -> Path:
        """Write the bytes beside the originals; ``StoreFault`` where the disk refuses."""
        part = self.folder / f"{self.prefix}{os.urandom(8).hex()}"
        with guarded(part), new_private(part) as file:
            file.write(data)
        return part


class Adding:
    """Files that are being kept together.

    Each is written at once, by whoever has its bytes at hand; they are synced by the dozen beside whatever
    the caller does next, since a disk takes as long for one as for many, and get their names when all of
    them are safe.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._room = Room(folder / _PARTS, f"{mark()}-{os.urandom(4).hex()}.")
        self._parts: dict[str, Path] = {}
        self._unsynced: list[Path] = []
        self._syncer: ThreadPoolExecutor | None = None
        self._syncing: list[Future[None]] = []

    def room(self) -> Room:
        """Where files are to be written."""
        Originals(self._folder).create()
        return self._room

    def add(self, data: bytes) -> str:
        """Have the bytes written and return their sha256 (hex)."""
        name = sha256(data).hexdigest()
        if not self._has(name):
            part = self.room().lay(data)
            self.sync(part)
            self._parts[name] = part
        return name

    def sync(self, part: Path) -> None:
        """Have a file that was written in the room on the disk by the time of ``settle``."""
        self._unsynced.append(part)
        if len(self._unsynced) >= _TOGETHER:
            self._syncing.append(self._begin().submit(_sync_all, self._unsynced))
            self._unsynced = []

    def keep(self, part: Path, name: str) -> None:
        """Keep a file that ``sync`` was told of, whose sha256 is ``name``."""
        if not self._has(name):
            self._parts[name] = part

    def _has(self, name: str) -> bool:
        path = self._folder / name
        with guarded(path):
            return name in self._parts or _hash(path) == name

    def _begin(self) -> ThreadPoolExecutor:
        if self._syncer is None:
            from concurrent.futures import ThreadPoolExecutor

            self._syncer = ThreadPoolExecutor(1, "originals")
        return self._syncer

    def settle(self) -> None:
        """Have all files on the disk, and then under their names; raises what went wrong with any."""
        for one in self._syncing:
            one.result()
        _sync_all(self._unsynced)
        self._syncing, self._unsynced = [], []
        if not self._parts:
            return
        with guarded(self._folder):
            for name, part in self._parts.items():
                part.replace(self._folder / name)
            sync_folder(self._folder)
        self._parts.clear()

    def discard(self) -> None:
        """Take away what was written and has not got its name."""
        if self._syncer is not None:
            self._syncer.shutdown(cancel_futures=True)
        with suppress(OSError):
            for part in self._room.folder.glob(f"{self._room.prefix}*"):
                part.unlink(missing_ok=True)


def _sync_all(parts: Iterable[Path]) -> None:
    for part in parts:
        with guarded(part), part.open("r+b") as file:
            sync(file)


def _hash(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
