"""The root command: lazy loading of the commands, and the one error handler.

``main`` is the program. A command's module is imported when the command is called, so that
``jbgs list`` pays for nothing that only ``jbgs report`` needs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

from jbgs import __version__
from jbgs.errors import JbgsError, OutputFault, Problem, WrongUsage, trace

BUG = 1
INTERRUPTED = 130

# name → (module in jbgs.commands, what it does), in the order of the page; a command's own help adds to it.
SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "收件": {
        "import": ("intake", "导入需求表、揭榜意向表（Word 等）"),
        "inbox": ("intake", "待报送单位更正的来件"),
        "form": ("form", "空白表格、识别情况"),
    },
    "查看": {
        "list": ("look", "项目清单"),
        "show": ("look", "一个项目的全部情况"),
        "history": ("look", "一个项目的全部经过"),
        "edit": ("look", "修改栏目（须说明理由）"),
        "info": ("home", "本单位与数据概况"),
        "todo": ("todo", "待办：到期、逾期和等待办理的事"),
    },
    "办理": {
        "stage": ("flow", "转入下一阶段"),
        "stages": ("flow", "各阶段及其条件"),
        "expert": ("expert", "专家库"),
        "screen": ("flow", "寻榜：形式审查"),
        "review": ("review", "专家评审论证"),
        "listing": ("listing", "榜单"),
        "intent": ("intent", "揭榜意向"),
        "contract": ("contract", "合同、备案与实际付款"),
        "publicity": ("publicity", "公示与异议"),
        "approve": ("flow", "立项"),
        "evaluate": ("flow", "绩效评价"),
    },
    "月报季访": {
        "submission": ("submission", "各地每月报送情况"),
        "visit": ("visit", "每季走访"),
        "notice": ("notice", "督查通报"),
    },
    "资金与报表": {
        "subsidy": ("subsidy", "补助测算与拨付"),
        "policy": ("policy", "政策标准"),
        "report": ("report", "月报、榜单等"),
    },
    "系统": {
        "init": ("home", "建立本单位的数据目录"),
        "log": ("home", "操作记录"),
        "undo": ("home", "撤销一次操作"),
        "check": ("home", "核对全部数据"),
        "backup": ("keeping", "备份"),
        "restore": ("keeping", "从备份恢复"),
        "forget": ("keeping", "按申请删除个人信息"),
        "demo": ("demo", "用样例走一遍"),
    },
}
COMMANDS = {name: entry for section in SECTIONS.values() for name, entry in section.items()}


@cache
def command(name: str) -> Any:
    """The command of a name, its module imported now; its page begins with its line on the root's page.

    Made once, for a process that runs many lines: making it takes longer than most of them.
    """
    module, summary = COMMANDS[name]
    made = import_module(f"jbgs.commands.{module}").commands()[name]
    made.help = "\n\n".join(dict.fromkeys(filter(None, (summary, made.help))))
    return made


def _root() -> Any:
    from typer.core import TyperGroup

    from jbgs.commands import help_page
    from jbgs.commands.kinds import COMMON, options

    class Root(TyperGroup):
        """``jbgs`` itself: knows every command by name, and none by its code."""

        def list_commands(self, ctx: Any) -> list[str]:
            return list(COMMANDS)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            return command(cmd_name) if cmd_name in COMMANDS else None

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            if args[0] not in COMMANDS:
                from difflib import get_close_matches

                near = get_close_matches(args[0], COMMANDS, 3)
                remedy = f"是不是要用：{'、'.join(near)}？" if near else "用 jbgs --help 查看全部命令"
                raise WrongUsage(f"没有命令“{args[0]}”", remedy=remedy)
            return args[0], command(args[0]), args[1:]

        def format_commands(self, ctx: Any, formatter: Any) -> None:
            for title, entries in SECTIONS.items():
                with formatter.section(title):
                    formatter.write_dl([(name, text) for name, (_, text) in entries.items()])

        def get_help(self, ctx: Any) -> str:
            return help_page.of(self, ctx)

    shared = {name: COMMON[name] for name in ("home", "json", "by")}
    return Root(
        name="jbgs",
        params=options(shared),
        help="嘉兴市科技项目“揭榜挂帅”管理工具",
        rich_markup_mode=None,
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def run(args: Sequence[str]) -> int:
    """Run one command line; its exit code. Whatever a user can cause is a message on stderr."""
    from typer import Abort
    from typer.exceptions import TyperException

    from jbgs.commands import chinese

    if not all(map(_possible, args)):
        _report([Problem("命令行中有空字符，或无法识别的字符", remedy="请核对后重试")])
        return WrongUsage.exit_code
    try:
        result = _root().main(args=list(args), prog_name="jbgs", standalone_mode=False)
    except JbgsError as error:
        _report(error.problems)
        return error.exit_code
    except TyperException as error:
        return _usage(error, chinese)
    except (KeyboardInterrupt, Abort):
        result = INTERRUPTED
    except UnicodeEncodeError as error:  # of a file's name: what is shown is never refused
        return _unwritable(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BUG
    if result == INTERRUPTED:  # Typer makes most interruptions an exit of this code
        _interrupted()
    return result if isinstance(result, int) else 0


def _interrupted() -> int:
    _say("已中断，未完成的改动没有保存")
    return INTERRUPTED


def _possible(word: str) -> bool:
    """Whether a system could hand this word on; a program that calls us may give any."""
    try:
        return b"\0" not in os.fsencode(word)
    except UnicodeEncodeError:  # half of a surrogate pair; a byte that is no text stays what it was
        return False


def _unwritable(error: UnicodeEncodeError) -> int:
    """Report a name that the system's encoding cannot write; UTF-8 can write all, so there it is a bug."""
    if error.encoding == "utf-8":
        raise error
    what = f"系统的编码（{error.encoding}）写不出文件名“{error.object}”"
    _report([Problem(what, remedy="请改用 UTF-8 环境（如 LC_ALL=C.UTF-8）后重试")])
    return OutputFault.exit_code


def _usage(error: Any, chinese: Any) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        _say(error.message)
        return WrongUsage.exit_code
    remedy = f"用法见 {context.command_path} --help" if context is not None else ""
    _report([Problem(chinese.usage(error.format_message()), remedy=remedy)])
    return WrongUsage.exit_code


def _report(problems: Sequence[Problem]) -> None:
    for problem in problems:
        _say(f"{'提示' if problem.level == 'warning' else '错误'}：{problem}")


def _say(text: str) -> None:
    from jbgs.values import printable

    print(printable(text), file=sys.stderr)  # noqa: T201  # the one place outside commands that speaks


def main() -> None:
    """The ``jbgs`` program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if sys.argv[1:] == ["--version"]:
        print(f"jbgs {__version__}")  # noqa: T201  # answered before Typer is imported
        return
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before a command had begun
        code = _interrupted()
    except Exception as error:  # a defect of ours
        print(trace(error), file=sys.stderr)  # noqa: T201  # lines of code, which ``_say`` would join to one
        _say("程序缺陷：请把以上内容报告开发者，其中没有项目和人员的信息；没有办完的，没有保存")
        code = BUG
    sys.exit(code)
