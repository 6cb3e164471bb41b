"""Who is writing, so that whoever waits in vain can be told.

A note beside the database, written and removed only while the write lock is held, so that no
process ever removes another's. A killed process leaves its note behind: it counts only while its
process runs, and the next start takes it away.
"""

from __future__ import annotations

import os
import platform
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import orjson

from jbgs.store.files import FILE_MODE, runs


class Holder:
    """The note about the process that holds the write lock."""

    def __init__(self, path: Path, who: str) -> None:
        self._path = path
        self._who = who

    def note(self) -> None:
        """Say that this process holds the lock; a note that cannot be written is left out."""
        entry = {
            "pid": os.getpid(),
            "host": platform.node(),
            "who": self._who,
            "command": " ".join(
                [Path(sys.argv[0]).stem, *sys.argv[1:2]]
            ),  # no further: arguments are private
            "since": datetime.now().strftime("%H:%M:%S"),
        }
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with suppress(OSError), os.fdopen(os.open(self._path, flags, FILE_MODE), "wb") as file:
            file.write(orjson.dumps(entry))

    def is_noted(self) -> bool:
        """Whether a note is there, of whomever."""
        return self._path.exists()

    def clear(self) -> None:
        """Take the note away, before the lock goes."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def describe(self) -> str:
        """The holder in brackets, or nothing where it is not known for certain."""
        try:
            entry = orjson.loads(self._path.read_bytes())
            host, pid = str(entry["host"]), int(entry["pid"])
            if host == platform.node() and not runs(pid):
                return ""
            person = f"{entry['who']}@{host}" if entry["who"] else host
            return f"（{entry['since']} 起：{person}，{entry['command']}，进程 {pid}）"
        except (OSError, ValueError, KeyError, TypeError):
            return ""
