"""Files as an office needs them: names legal everywhere, and each file whole or absent."""

from __future__ import annotations

import errno
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

from jbgs.errors import OutputFault, Problem
from jbgs.exporters.text import lines

_LONGEST_NAME = 100  # characters, so that a path stays below the 260 of Windows
_LONGEST_NAME_BYTES = 240  # Linux allows 255 bytes of UTF-8, and a Chinese character takes three
_ILLEGAL = re.compile(r'[<>:"/\\|?*\t]')
_SUFFIX = re.compile(r"\.[0-9A-Za-z]{1,5}$")
# Device names of Windows, with any extension: "Naming Files, Paths, and Namespaces" (Microsoft Learn).
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])(\..*)?", re.IGNORECASE)
_UNNAMED = "未命名"


def legal_name(text: str) -> str:
    """A file name made from data: legal on Windows and Linux, never a path, at most 100 characters.

    Keeps a short extension when it cuts. An empty or wholly illegal text becomes 未命名.
    """
    name = _ILLEGAL.sub("_", normalize("NFC", " ".join(lines(text)))).strip(" .")
    suffix = match[0] if (match := _SUFFIX.search(name)) else ""
    stem = name.removesuffix(suffix)[: _LONGEST_NAME - len(suffix)]
    while len((stem + suffix).encode()) > _LONGEST_NAME_BYTES:
        stem = stem[:-1]
    stem = stem.rstrip(" .")
    if not stem.strip("_"):
        stem = _UNNAMED
    return f"_{stem}{suffix}"[:_LONGEST_NAME] if _RESERVED.fullmatch(stem + suffix) else stem + suffix


def write_whole(path: Path, data: bytes) -> Path:
    """Put ``data`` at ``path`` and return it; on any failure what was there before is still there.

    Makes the folder if it is missing. Raises OutputFault with the reason in Chinese.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as fault:
        raise OutputFault(_explained(fault, path)) from fault
    return path


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(f".jbgs-{secrets.token_hex(6)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:  # an interrupt, too, must leave nothing behind
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system offers it (not on Windows)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_NO_ACCESS = ("没有写入权限，或文件正在 Excel、WPS 或 Word 中打开", "请关闭打开的文件，或换一个文件夹后重试")
_BUSY = ("文件正被其他程序使用", "请关闭 Excel、WPS 或 Word 中打开的这个文件后重试")
_FULL = ("磁盘已满", "请清理磁盘或换一个位置后重试")
_NOT_A_PLACE = ("这个位置不能存放文件", "请用 -o 指定一个文件夹")
_REASONS: dict[int, tuple[str, str]] = {
    errno.EACCES: _NO_ACCESS,
    errno.EPERM: _NO_ACCESS,
    errno.EBUSY: _BUSY,
    errno.ETXTBSY: _BUSY,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: ("文件超过这个磁盘允许的大小", "请换一个位置后重试"),
    errno.EROFS: ("磁盘是只读的", "请换一个位置后重试"),
    errno.ENOENT: _NOT_A_PLACE,
    errno.EISDIR: _NOT_A_PLACE,
    errno.ENOTDIR: _NOT_A_PLACE,
    errno.EEXIST: _NOT_A_PLACE,
    errno.ENAMETOOLONG: ("文件名或路径太长", "请换一个较短的文件夹后重试"),
    errno.EIO: ("磁盘读写出错", "请换一个磁盘后重试，并检查原来的磁盘"),
}


def _explained(fault: OSError, path: Path) -> Problem:
    what, remedy = _REASONS.get(fault.errno or 0, (f"写入失败（错误号 {fault.errno}）", "请换一个位置后重试"))
    return Problem(what, where=str(path), remedy=remedy)
