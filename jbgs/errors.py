"""The one family of errors: every failure a user can cause is a ``JbgsError``.

Each class carries the exit code that the command contract gives it, and each
instance carries *all* the problems found, not the first only. The root handler in
``jbgs.cli`` prints them and exits; nobody else calls ``exit``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in a clerk's words (Chinese).

    ``what`` says what is wrong, ``where`` the place (file, table, row, column, label),
    ``remedy`` what to do, ``clause`` the clause of the policy that asks for it.
    """

    what: str
    where: str = ""
    remedy: str = ""
    clause: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        place = f"{self.where}：" if self.where else ""
        clause = f"（依据：{self.clause}）" if self.clause else ""
        remedy = f" → {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{clause}{remedy}"


class JbgsError(Exception):
    """Base of everything a user can cause."""

    exit_code: ClassVar[int] = 2

    def __init__(self, *problems: Problem | str, remedy: str = "") -> None:
        self.problems: tuple[Problem, ...] = tuple(
            p if isinstance(p, Problem) else Problem(p, remedy=remedy) for p in problems
        )
        super().__init__("\n".join(str(p) for p in self.problems))


class WrongUsage(JbgsError):
    """An option, argument or value cannot be understood."""

    exit_code = 2


class PartlyDone(JbgsError):
    """Some files or items were refused; the rest is done."""

    exit_code = 3


class NotFound(JbgsError):
    """A project, listing, batch … that does not exist, or a part of a code that fits several."""

    exit_code = 4


class NotAllowed(JbgsError):
    """A stage or a rule forbids it; the problems are all the reasons."""

    exit_code = 5


class PolicyFault(JbgsError):
    """Policy, form or stage data contradicts itself."""

    exit_code = 6


class StoreFault(JbgsError):
    """The store is missing, locked, damaged, or newer than the program."""

    exit_code = 7


class OutputFault(JbgsError):
    """A template is at fault or a file cannot be written."""

    exit_code = 8


class Refused(JbgsError):
    """One incoming file of which nothing can be registered; ``code`` is the contract's ``error.code``."""

    exit_code = 3

    def __init__(self, code: str, what: str = "") -> None:
        self.code = code
        meaning, remedy = REFUSALS[code]
        super().__init__(Problem(what or meaning, remedy=remedy))

    @property
    def message(self) -> str:
        """What is wrong and what to do, in one line."""
        return str(self.problems[0])


def kind_of(errors: Iterable[JbgsError], otherwise: type[JbgsError]) -> type[JbgsError]:
    """As what some errors are raised together: of the kind that all are, else as ``otherwise``."""
    kinds = {
        NotFound if isinstance(one, Refused) and one.code == "not-found" else type(one) for one in errors
    }
    return kinds.pop() if len(kinds) == 1 and kinds != {Refused} else otherwise


def damaged(why: str) -> Refused:
    """The refusal of a file that contradicts itself; reading on could give wrong values."""
    return Refused("damaged", f"文件已损坏（{why}），为免读错，未予读取")


class Defect(AssertionError):
    """We made something wrongly. Its words name places and hold no values, so they may be shown."""


def trace(error: BaseException) -> str:
    """Where a defect of ours came to light, for a developer: lines of code and kinds of errors.

    What an error says is left out, ``Defect`` apart, for it may quote a form or a record.
    """
    from traceback import format_tb

    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    words = f": {error}" if isinstance(error, Defect) else ""
    told = [*format_tb(error.__traceback__), f"{type(error).__name__}{words}\n"]
    return (f"{trace(before)}\n" if before is not None else "") + "".join(told)


# error.code → (what it means, what to do). The codes are fixed by the command contract.
REFUSALS: dict[str, tuple[str, str]] = {
    "not-found": ("文件不存在", "请核对路径后重试"),
    "not-readable": ("无法读取：不是普通文件，或没有读取权限", "请复制为普通文件后重试"),
    "empty": ("文件是空的", "请让报送单位重新发送"),
    "too-large": ("文件过大", "请删去图片等附件，或另存为 .docx 后重新发送"),
    "encrypted": ("文件已加密", "请让报送单位取消密码后重新发送"),
    "damaged": ("文件已损坏，为免读错，未予读取", "请让报送单位用 Word 或 WPS 另存为 .docx 后重新发送"),
    "unsupported": ("不支持的文件格式", "请让报送单位发送 Word 文件（.docx）"),
    "no-form": ("文件中没有表格", "请确认发送的是附件1至附件4"),
    "unknown-form": ("认不出是哪一种表", "请用 --track 指明类型，或确认发送的是附件1至附件4"),
    "ambiguous-form": ("像两种以上的表，无法判定", "请用 --track 指明类型"),
    "blank-form": ("是未填写的空白表", "请让报送单位填写后发送"),
}
