"""Files that are whole or absent, and readable by their owner only (on POSIX)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def private_folder(path: Path) -> Path:
    """Make the folder, or take the one that is there, and close it to other users."""
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
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


@contextmanager
def staging(parent: Path) -> Iterator[Path]:
    """A private folder on the file system of ``parent``; what is not moved out of it in time goes with it."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(dir=parent, prefix=".jbgs-new-"))
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
