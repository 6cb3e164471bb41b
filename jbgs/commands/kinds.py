"""The kinds of commands, with the options that each has; what all of them do is in ``base``.

The common options (``--home --json --by`` …) belong to every command by its class, and to the root,
so that ``jbgs --json list`` and ``jbgs list --json`` are the same. Their values lie in the context.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException

from jbgs.commands import help_page
from jbgs.errors import WrongUsage

COMMON = {
    "home": ("--home", "本单位的数据目录", "DIR"),
    "json": ("--json", "以 JSON 输出，供脚本使用", None),
    "by": ("--by", "经办人（默认为登录名）", "姓名"),
    "on": ("--on", "事情发生的日期（默认今天）", "日期"),
    "dry_run": ("--dry-run", "只说明将做什么，不作任何改动", None),
}
FORCE = ("--force", "覆盖已被改动过的同名文件", None)
FILTERS = {
    "track": ("--track", "项目类型：产业共性、企业关键、成果转化", "类型"),
    "stage": ("--stage", "所处阶段", "阶段"),
    "region": ("--region", "县（市、区）", "属地"),
    "listing": ("--listing", "榜单编号或名称", "榜单"),
    "year": ("--year", "收件年份", "年份"),
    "since": ("--since", "收件日期不早于", "日期"),
    "until": ("--until", "收件日期不晚于", "日期"),
    "owner": ("--owner", "需求单位名称中的文字", "文字"),
    "text": ("--text", "任一栏目中的文字", "文字"),
    "late": ("--late", "只看逾期的", None),
}


def options(names: Mapping[str, tuple[str, str, str | None]]) -> list[TyperOption]:
    """Typer options from rows of (flag, help, metavar); a row without a metavar is a flag."""
    return [
        TyperOption(
            param_decls=[flag],
            help=text,
            metavar=metavar,
            is_flag=metavar is None,
            type=str if metavar else bool,
            default=None if metavar else False,
            expose_value=False,
            callback=_keep,
        )
        for flag, text, metavar in names.values()
    ]


def _keep(context: Any, option: Any, value: Any) -> Any:
    """Put a common option's value into the context, where the last one given wins."""
    if value:
        context.ensure_object(dict)[option.name] = value
    return value


class Command(TyperCommand):
    """A command that reports something: ``--home --json --by``."""

    adds: ClassVar[tuple[Mapping[str, tuple[str, str, str | None]], ...]] = (
        {name: COMMON[name] for name in ("home", "json", "by")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rich_markup_mode = None
        for names in self.adds:
            self.params.extend(options(names))

    def get_help(self, ctx: Any) -> str:
        """The help page, in Chinese."""
        return help_page.of(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the command line; all that is missing from it is named, not the first alone."""
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except TyperException as error:
            absent = self._absent(ctx, given) if type(error).__name__ == "MissingParameter" else []
            if len(absent) < 2:
                raise
            raise WrongUsage(
                f"缺少{'、'.join(absent)}", remedy=f"用法见 {ctx.command_path} --help"
            ) from error

    def _absent(self, ctx: Any, args: list[str]) -> list[str]:
        found = self.make_parser(ctx).parse_args(args)[0]
        missing = (p for p in self.params if p.required and not p.consume_value(ctx, found)[0])
        return [f"选项 {p.opts[0]}" if p.opts[0].startswith("-") else f"参数 {p.metavar}" for p in missing]

    def invoke(self, ctx: Any) -> Any:
        """Run it with words that can be stored; what must be given is not blank."""
        ctx.params |= {
            param.name: words(param, ctx.params[param.name])
            for param in self.params
            if param.name in ctx.params
        }
        return super().invoke(ctx)


def words(param: Any, value: Any) -> Any:
    """A word as typed, without what cannot be seen; one in a foreign encoding is refused, not guessed.

    Numbers and paths stay as they are.
    """
    from jbgs.values import clean

    if isinstance(value, list | tuple):
        return [words(param, one) for one in value]
    if not isinstance(value, str):
        return value
    name = param.opts[0] if param.opts[0].startswith("-") else param.metavar
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise WrongUsage(f"{name} 的值含有无法识别的字符", remedy="请检查终端的编码，应为 UTF-8")
    cleaned = clean(value)
    if param.required and not cleaned:
        raise WrongUsage(f"{name} 的值是空的", remedy="请写明内容")
    return cleaned


class Drafting(Command):
    """A command that writes papers or folders, and nothing into the history: also ``--dry-run``."""

    adds = (*Command.adds, {"dry_run": COMMON["dry_run"]})


class Printing(Drafting):
    """A command whose papers may lie there already, changed by somebody: also ``--force``."""

    adds = (*Drafting.adds, {"force": FORCE})


class Writing(Command):
    """A command that writes to the history: also ``--on --dry-run``."""

    adds = (COMMON,)


class Filtered(Command):
    """A command on a set of projects: also the filters."""

    adds = (*Command.adds, FILTERS)


class Group(TyperGroup):
    """A noun with its verbs, helped in Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help page, in Chinese."""
        return help_page.of(self, ctx)


def group(text: str = "") -> typer.Typer:
    """A Typer app for one noun; ``text`` is what its page says beside the line of ``cli.COMMANDS``."""
    return typer.Typer(
        cls=Group, help=text, no_args_is_help=True, rich_markup_mode=None, add_completion=False
    )


def singles(app: typer.Typer) -> dict[str, Any]:
    """The commands of an app by name, for a module whose commands stand at the root."""
    return dict(typer.main.get_group(app).commands)


def noun(name: str, app: typer.Typer) -> dict[str, Any]:
    """An app as one command of the root, its commands being the verbs."""
    return {name: typer.main.get_group(app)}
