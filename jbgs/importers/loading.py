"""The bytes of a file that someone sent: an ordinary file of bearable size, or a named refusal."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from jbgs.errors import Refused

MAX_FILE = 50 << 20  # bytes

# Never wait for a pipe's writer, never follow a link that was swapped in after the check.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)

_KINDS = (
    (stat.S_ISLNK, "是链接，不是文件本身"),
    (stat.S_ISDIR, "是文件夹，不是文件"),
    (stat.S_ISFIFO, "是管道，不是文件"),
    (stat.S_ISSOCK, "是套接字，不是文件"),
)


def load(path: Path) -> bytes:
    """Read a regular file of at most 50 MB.

    Raises ``Refused``: ``not-found``, ``not-readable`` (link, folder, pipe, device, no permission),
    ``empty`` or ``too-large``.
    """
    try:
        _check(path.lstat())
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb") as stream:
            status = os.fstat(descriptor)
            _check(status)
            # Room for the file, not for the largest one: that alone took four times as long as the rest.
            data = stream.read(status.st_size + 1)
            if len(data) > status.st_size:  # it grows, or is one whose size is not told
                data += stream.read(MAX_FILE - status.st_size)
    except FileNotFoundError as error:
        raise Refused("not-found") from error
    except ValueError as error:  # a NUL in the name
        raise Refused("not-found") from error
    except OSError as error:
        raise Refused("not-readable") from error
    if len(data) > MAX_FILE:
        raise _too_large()
    if not data:
        raise Refused("empty")
    return data


def _check(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        what = next((what for is_kind, what in _KINDS if is_kind(status.st_mode)), "是设备，不是文件")
        raise Refused("not-readable", f"无法读取：{what}")
    if status.st_size > MAX_FILE:
        raise _too_large()


def _too_large() -> Refused:
    return Refused("too-large", f"文件超过 {MAX_FILE >> 20} MB")
