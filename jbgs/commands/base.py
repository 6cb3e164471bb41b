"""What all commands share: the common options, the open office, and how a result is shown.

The common options (``--home --json --by`` …) belong to every command by its class, and to the root,
so that ``jbgs --json list`` and ``jbgs list --json`` are the same. Their values lie in the context.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from jbgs.commands import help_page
from jbgs.errors import WrongUsage

if TYPE_CHECKING:
    from decimal import Decimal

HOME = "JBGS_HOME"
TODAY = "JBGS_TODAY"
OPERATOR = "JBGS_OPERATOR"
UNSIGNED = "未署名"

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


def common(ctx: typer.Context, name: str) -> Any:
    """The value of a common option, or ``None``."""
    return (ctx.find_object(dict) or {}).get(name)


def wants_json(ctx: typer.Context) -> bool:
    """Whether a script reads the result."""
    return bool(common(ctx, "json"))


def today() -> date:
    """The day it is: ``$JBGS_TODAY``, else the clock's."""
    given = os.environ.get(TODAY)
    return parse_day(given, f"${TODAY}") if given else date.today()


def parse_day(text: str, option: str) -> date:
    """A day as a user writes it; ``WrongUsage`` names the option."""
    from jbgs.values import day

    parsed = day(text)
    if parsed.value is None:
        raise WrongUsage(f"{option} 的值“{text}”不是一个日期", remedy="写作 2021-06-30 或 2021年6月30日")
    return parsed.value


def home(ctx: typer.Context) -> Path:
    """The office's folder: ``--home``, ``$JBGS_HOME``, else the platform's place for a user's data."""
    given = common(ctx, "home") or os.environ.get(HOME)
    if given:
        return Path(os.path.expanduser(given))  # noqa: PTH111  # Path's own raises for an unknown ~name
    from platformdirs import user_data_path

    return user_data_path("jbgs", appauthor=False)


def operator(ctx: typer.Context) -> str:
    """Who does it: ``--by``, ``$JBGS_OPERATOR``, else the login name."""
    import getpass

    from jbgs.values import one_line

    if given := one_line(common(ctx, "by") or os.environ.get(OPERATOR) or ""):
        return given
    try:
        return one_line(getpass.getuser()) or UNSIGNED
    except (OSError, KeyError, ImportError):
        return UNSIGNED


@contextmanager
def office(ctx: typer.Context) -> Iterator[Any]:
    """The office's home folder, opened for one command; a command run for several items shares it."""
    if (shared := common(ctx, "office")) is not None:
        yield shared
        return
    from jbgs.services.office import Office

    day = today()
    on = common(ctx, "on")
    clock = datetime.now().astimezone()
    opened = Office.open(
        home(ctx),
        today=day,
        now=datetime.combine(day, clock.timetz()) if os.environ.get(TODAY) else clock,
        by=operator(ctx),
        on=parse_day(on, "--on") if on else None,
        dry_run=bool(common(ctx, "dry_run")),
        waiting=tell,
    )
    try:
        yield opened
    finally:
        opened.store.close()


def amount(text: str, option: str) -> Decimal:
    """An amount as a user writes it, a bare number being yuan; ``WrongUsage`` names the option."""
    from jbgs.values import amount as parse

    parsed = parse(text, default_unit="元")
    if parsed.value is None:
        why = parsed.problem or "没有金额"
        raise WrongUsage(f"{option} 的值“{text}”不是一个确定的金额：{why}", remedy="写作 500万元 或 5000000")
    return parsed.value


def emit(ctx: typer.Context, data: Any, draw: Callable[[], None]) -> None:
    """Show a result: one JSON document for a script, a drawing for a person.

    JSON is UTF-8 (RFC 8259, 8.1); on a stream of another encoding all but ASCII is escaped.
    Of a command run for several items, the results are shown together at the end.
    """
    if (kept := common(ctx, "shown")) is not None:
        kept.append((data, draw))
    elif wants_json(ctx):
        utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        typer.echo(as_json(data) if utf8 else json.dumps(data, indent=2))
    else:
        draw()


def as_json(data: Any) -> str:
    """JSON as ``json.dumps`` lays it out, ten times as fast: an import of a thousand forms is megabytes."""
    import orjson

    try:
        return orjson.dumps(data, option=orjson.OPT_INDENT_2).decode()
    except TypeError:  # half of a surrogate pair, from a name on the command line
        return json.dumps(data, ensure_ascii=False, indent=2)


def tell(text: str) -> None:
    """Say something that is not the result: to stderr, free of control characters."""
    from jbgs.values import printable

    typer.echo(printable(text), err=True)


def papers(ctx: typer.Context, folder: Path, write: Callable[[Path], list[Path]]) -> list[Path]:
    """Have papers written into a folder, all or none; their paths. A dry run only says what it would do.

    What somebody changed there since is not overwritten without ``--force``.
    """
    from jbgs.services import output

    with drawn(write) as made:
        force, trial = bool(common(ctx, "force")), bool(common(ctx, "dry_run"))
        forcible = any(param.name == "force" for param in ctx.command.params)
        done = output.deliver(made, folder, home(ctx), force=force, forcible=forcible, dry_run=trial)
    return [one.path for one in done]


@contextmanager
def drawn(write: Callable[[Path], list[Path]]) -> Iterator[list[Path]]:
    """Papers written into a folder that is gone afterwards; their paths there."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as trial:
        yield write(Path(trial))


def dry(ctx: typer.Context) -> str:
    """What a dry run puts before the words that say what was done."""
    return "（试运行，未作改动）" if common(ctx, "dry_run") else ""
