"""What can be wrong with a store, in a clerk's words; no error of SQLite or the system leaves ``store``."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jbgs.errors import Level, Problem, StoreFault


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding of a check (contract, ``check --json``): ``code`` for scripts, the rest for the clerk.

    ``document`` is the one that cannot be read (``events/00000007``), where it is known.
    """

    level: Level
    code: str
    what: str
    fix: str
    document: str = ""


RESTORE = "请运行 jbgs check 查看详情，并用 jbgs restore 从备份恢复"
REPAIR = "先运行 jbgs check --fix（由历史重建）；仍有错误时用 jbgs restore 从备份恢复"

_WHOLE = "已有的数据没有改动"
_FULL = ("磁盘已满，本次没有写入", f"请清理磁盘后重试；{_WHOLE}")
_DENIED = ("没有写入权限", f"请检查文件夹的权限，或写保护开关；{_WHOLE}")
_UNKNOWN = ("读写出错", f"请检查磁盘和网络盘的连接后重试；{_WHOLE}")

# https://www.sqlite.org/rescode.html: the extended code where it has one of its own, else the primary one.
_SQLITE: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: ("数据库正忙，另一个命令正在使用", "请等它结束后重试"),
    sqlite3.SQLITE_READONLY: _DENIED,
    sqlite3.SQLITE_READONLY_ROLLBACK: (
        "上一次写入中断，需要先恢复，但文件夹不能写入",
        "请恢复写入权限后重试",
    ),
    sqlite3.SQLITE_PERM: _DENIED,
    sqlite3.SQLITE_AUTH: _DENIED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _UNKNOWN,
    sqlite3.SQLITE_CORRUPT: ("数据库已损坏", RESTORE),
    sqlite3.SQLITE_ERROR: ("数据库已损坏", RESTORE),  # our statements are fixed: only the data can be wrong
    sqlite3.SQLITE_NOTADB: ("不是本程序的数据库，或文件头已损坏", RESTORE),
    sqlite3.SQLITE_CANTOPEN: ("无法打开数据库", "请检查文件夹是否存在、是否有读写权限"),
    sqlite3.SQLITE_NOMEM: ("内存不足", f"请关闭其他程序后重试；{_WHOLE}"),
    sqlite3.SQLITE_TOOBIG: ("一条记录过大，没有写入", f"请缩短内容后重试；{_WHOLE}"),
}

_ERRNO: dict[int | None, tuple[str, str]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: _DENIED,
    errno.ENAMETOOLONG: ("文件名或路径太长", "请换一个较短的名称后重试"),
}


class Locked(StoreFault):
    """Another process uses the store: nothing is known to be wrong with it."""


def fault(what: str, remedy: str, where: Path | str = "") -> StoreFault:
    """A ``StoreFault`` with its place and its remedy."""
    return StoreFault(Problem(what, where=str(where), remedy=remedy))


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another process holds the lock that was asked for."""
    return _code(error) & 0xFF == sqlite3.SQLITE_BUSY


def from_sqlite(error: sqlite3.Error, where: Path, holder: str = "") -> StoreFault:
    """The fault that an error of SQLite means; ``holder`` says who has the lock, where that is known."""
    code = _code(error)
    what, remedy = _SQLITE.get(code) or _SQLITE.get(code & 0xFF) or _UNKNOWN
    if is_busy(error):
        return Locked(Problem(what + holder, where=str(where), remedy=remedy))
    return fault(what, remedy, where)


def from_system(error: OSError, where: Path) -> StoreFault:
    """The fault that an error of the operating system means."""
    what, remedy = _ERRNO.get(error.errno, _UNKNOWN)
    return fault(what, remedy, where)


@contextmanager
def guarded(where: Path) -> Iterator[None]:
    """Turn what the system or SQLite raises inside into a ``StoreFault`` about ``where``."""
    try:
        yield
    except sqlite3.Error as error:
        raise from_sqlite(error, where) from error
    except OSError as error:
        raise from_system(error, where) from error


def _code(error: sqlite3.Error) -> int:
    # Errors that the Python module finds by itself (text that is not UTF-8) carry no code.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
