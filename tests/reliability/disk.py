"""A disk that loses power: what a program asked of the system, and what may be left of it.

``strace`` records the calls. ``Disk`` performs them on a model that keeps, for every file and every
folder, what a sync made certain apart from what is still on its way. ``Disk.crash`` then chooses, as
a bad disk might, what of that arrived: of a file's writes any subset, the last of them torn at a
sector; of a folder's new, removed and renamed entries any number from the front.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

TRACED = (
    "openat,pwrite64,write,fsync,fdatasync,rename,renameat,renameat2,"
    "unlink,unlinkat,ftruncate,link,linkat,mkdir,close"
)
SECTOR = 512
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Call:
    """One system call that succeeded: its name, its texts, its other arguments, its result."""

    name: str
    texts: tuple[bytes, ...]
    words: tuple[str, ...]
    result: int


def record(trace: Path, *command: object) -> list[Call]:
    """Run a Python program under strace; ``FileNotFoundError`` where there is none."""
    traced = ["strace", "-f", "-xx", "-s", "10000000", "-e", f"trace={TRACED}", "-o", str(trace)]
    words = [*traced, sys.executable, *map(str, command)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=environment)
    return parse(trace.read_text().splitlines())


def parse(lines: Iterable[str]) -> list[Call]:
    """strace's lines as calls; those that failed changed nothing and are left out."""
    found = []
    for line in lines:
        if (match := _CALL.match(line)) and int(match[3]) >= 0:
            texts = tuple(bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(match[2]))
            words = tuple(word.strip() for word in _TEXT.sub("~", match[2]).split(","))
            found.append(Call(match[1], texts, words, int(match[3])))
    return found


@dataclass
class File:
    """A file's certain bytes, and its writes on their way: (offset, data), or (size, None) for a cut."""

    certain: bytes = b""
    coming: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        self.certain, self.coming = _written(self.certain, self.coming), []


Entry = "File | Folder | None"


@dataclass
class Folder:
    """A folder's certain entries, and those on their way; ``None`` is a name taken away."""

    certain: dict[str, File | Folder] = field(default_factory=dict)
    coming: list[dict[str, File | Folder | None]] = field(default_factory=list)

    def sync(self) -> None:
        self.certain, self.coming = self.entries(len(self.coming)), []

    def entries(self, arrived: int) -> dict[str, File | Folder]:
        merged: dict[str, File | Folder | None] = dict(self.certain)
        for change in self.coming[:arrived]:
            merged.update(change)
        return {name: entry for name, entry in merged.items() if entry is not None}


class Disk:
    """The folder ``root`` as a program's calls leave it; a sync whose path ``deaf`` names does nothing."""

    def __init__(self, root: str, deaf: Callable[[str], bool] = lambda path: False) -> None:
        self.root, self.top, self.deaf = PurePosixPath(root), Folder(), deaf
        self.said = 0
        self._open: dict[int, tuple[str, File | Folder | None, int]] = {}

    def run(self, calls: Iterable[Call]) -> Iterator[str]:
        """Perform the calls; after each that matters, its name."""
        for call in calls:
            if self._perform(call):
                yield call.name

    def crash(self, chance: random.Random, to: Path) -> None:
        """Write one state that the disk may be in after a power cut now."""
        whole = chance.choice((0.0, 1.0, None))  # nothing more arrived, all did, or it differs by file
        _materialise(self.top, to, chance, whole)

    # -- calls -----------------------------------------------------------------------------------

    def _perform(self, call: Call) -> bool:
        name, words = call.name, call.words
        if name == "openat":
            return self._opened(call)
        if name == "close":
            return self._open.pop(int(words[0]), None) is None and False
        if name in ("write", "pwrite64"):
            return self._write(call)
        if name in ("fsync", "fdatasync"):
            path, entry, _ = self._open.get(int(words[0]), ("", None, 0))
            if entry is not None and not self.deaf(path):
                entry.sync()
            return entry is not None
        if name == "ftruncate":
            entry = self._open.get(int(words[0]), ("", None, 0))[1]
            if isinstance(entry, File):
                entry.coming.append((int(words[1]), None))
            return entry is not None
        return self._named(call)

    def _opened(self, call: Call) -> bool:
        path, flags = self._path(call, 0), call.words[2]
        entry, fresh = self._at(path), False
        if self._inside(path) and entry is None and "O_CREAT" in flags:
            entry, fresh = File(), True
            self._put(path, entry)
        if isinstance(entry, File) and "O_TRUNC" in flags:
            entry.coming.append((0, None))
        self._open[call.result] = (path, entry, 0)
        return fresh

    def _write(self, call: Call) -> bool:
        number = int(call.words[0])
        if number == 1:
            self.said += call.texts[0].count(b"\n")
            return False
        path, entry, offset = self._open.get(number, ("", None, 0))
        if not isinstance(entry, File):
            return False
        at = int(call.words[3]) if call.name == "pwrite64" else offset
        data = call.texts[0][: call.result]
        entry.coming.append((at, data))
        self._open[number] = (path, entry, at + len(data) if call.name == "write" else offset)
        return True

    def _named(self, call: Call) -> bool:
        first = self._path(call, 0)
        if call.name == "mkdir":
            return self._inside(first) and self._put(first, Folder())
        if call.name.startswith("unlink"):
            return self._inside(first) and self._put(first, None)
        second, entry = self._path(call, 1), self._at(first)
        if entry is None or not self._inside(second):
            return False
        if call.name.startswith("link"):
            return self._put(second, entry)
        if PurePosixPath(first).parent == PurePosixPath(second).parent:  # one change of one folder
            parent = self._folder(second)
            parent.coming.append({PurePosixPath(first).name: None, PurePosixPath(second).name: entry})
            return True
        return self._put(second, entry) and self._put(first, None)

    def _path(self, call: Call, which: int) -> str:
        text = call.texts[which].decode()
        base = [word for word in call.words if word != "~"]
        if text.startswith("/") or not call.name.endswith("at") or not base[0].isdigit():
            return text
        return f"{self._open[int(base[0])][0]}/{text}"

    # -- the tree --------------------------------------------------------------------------------

    def _inside(self, path: str) -> bool:
        return PurePosixPath(path).is_relative_to(self.root) and PurePosixPath(path) != self.root

    def _at(self, path: str) -> File | Folder | None:
        if not PurePosixPath(path).is_relative_to(self.root):
            return None
        here: File | Folder | None = self.top
        for part in PurePosixPath(path).relative_to(self.root).parts:
            here = here.entries(len(here.coming)).get(part) if isinstance(here, Folder) else None
        return here

    def _folder(self, path: str) -> Folder:
        found = self._at(str(PurePosixPath(path).parent))
        assert isinstance(found, Folder), path
        return found

    def _put(self, path: str, entry: File | Folder | None) -> bool:
        self._folder(path).coming.append({PurePosixPath(path).name: entry})
        return True


def _materialise(folder: Folder, to: Path, chance: random.Random, whole: float | None) -> None:
    to.mkdir(exist_ok=True)
    share = chance.random() if whole is None else whole
    for name, entry in folder.entries(round(share * len(folder.coming))).items():
        if isinstance(entry, Folder):
            _materialise(entry, to / name, chance, whole)
        else:
            (to / name).write_bytes(_left(entry, chance, whole))


def _left(file: File, chance: random.Random, whole: float | None) -> bytes:
    share = chance.random() if whole is None else whole
    arrived = [one for one in file.coming if chance.random() < share]
    if whole is None and arrived and arrived[-1][1]:
        at, data = arrived[-1]
        arrived[-1] = at, data[: SECTOR * chance.randrange(len(data) // SECTOR + 1)]
    return _written(file.certain, arrived)


def _written(before: bytes, writes: Iterable[tuple[int, bytes | None]]) -> bytes:
    now = bytearray(before)
    for at, data in writes:
        if data is None:
            now[at:] = bytes(max(0, at - len(now)))
        else:
            now.extend(bytes(max(0, at - len(now))))
            now[at : at + len(data)] = data
    return bytes(now)
