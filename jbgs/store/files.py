"""Files that are whole or absent, and readable by their owner only (on POSIX)."""

from __future__ import annotations

import os
import platform
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

FILE_MODE = 0o600
FOLDER_MODE = 0o700
STALE = 3600.0
"""Seconds after which what another machine left unfinished was a killed process's."""
_MARK = re.compile(r"([0-9a-f]{8})\.([0-9]{1,9})-")


def private_folder(path: Path) -> Path:
    """Make the folder, or take the one that is there, and close it to other users.

    A new one survives a power cut: what is synced inside a folder is worth no more than its name.
    """
    missing = [one for one in (path, *path.parents) if not one.exists()]
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    for one in reversed(missing):
        sync_folder(one.parent)
    if os.name == "posix":
        path.chmod(FOLDER_MODE)
    return path


def new_private(path: Path) -> BinaryIO:
    """Open a file that must not exist yet for writing; nobody else can read it at any moment."""
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, FILE_MODE))


def sync(file: BinaryIO) -> None:
    """Have the file's bytes on the disk before going on."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Have the folder's entries (a rename, a new name) on the disk; Windows does so by itself."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


STAGING = ".jbgs-new-"


def mark() -> str:
    """What says in the name of an unfinished file which process, on which machine, is writing it."""
    machine = zlib.crc32(platform.node().encode(errors="replace"))
    return f"{machine:08x}.{os.getpid()}"


def is_abandoned(path: Path) -> bool:
    """Whether an unfinished file was left by a killed process: one of this machine that runs no more.

    Of another machine's, on a share, only time tells.
    """
    if (found := _MARK.search(path.name)) and found[1] == mark().split(".")[0]:
        return not runs(int(found[2]))
    return path.stat().st_mtime < time.time() - STALE


def runs(pid: int) -> bool:
    """Whether a process of this machine runs; of what cannot be known, yes."""
    if os.name != "posix":  # there, os.kill would end the process
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def clean_staging(parent: Path) -> None:
    """Remove what killed processes left half made in a folder; what cannot be removed does no harm."""
    with suppress(OSError):
        for folder in parent.glob(f"{STAGING}*"):
            if is_abandoned(folder):
                import shutil

                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def staging(parent: Path) -> Iterator[Path]:
    """A private folder on the file system of ``parent``; what is not moved out of it in time goes with it."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(dir=parent, prefix=f"{STAGING}{mark()}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(part: Path, final: Path) -> None:
    """Give a finished file its name; ``FileExistsError`` where something has it, which stays as it is."""
    try:
        os.link(part, final)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as exFAT on a USB stick
        if final.exists():
            raise FileExistsError(final) from None
        part.rename(final)
    part.unlink(missing_ok=True)
    sync_folder(final.parent)
