"""What all commands do: who, when and where, the open office, how a result is shown."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from jbgs.errors import WrongUsage

if TYPE_CHECKING:
    from decimal import Decimal

HOME = "JBGS_HOME"
TODAY = "JBGS_TODAY"
OPERATOR = "JBGS_OPERATOR"
UNSIGNED = "未署名"


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
        typer.echo(as_json(data) if utf8 else json.dumps(data, indent=2))  # bytes go out as they are
    else:
        draw()


def as_json(data: Any) -> bytes:
    """UTF-8 as ``json.dumps`` lays JSON out, ten times as fast: an import of many forms is megabytes."""
    import orjson

    try:
        return orjson.dumps(data, option=orjson.OPT_INDENT_2)
    except TypeError:  # half of a surrogate pair, from a name on the command line
        return json.dumps(data, ensure_ascii=False, indent=2).encode(errors="replace")


def tell(text: str) -> None:
    """Say something that is not the result: to stderr, free of control characters."""
    from jbgs.values import printable

    typer.echo(printable(text), err=True)


def papers(ctx: typer.Context, folder: Path, write: Callable[[Path], list[Path]]) -> list[Path]:
    """Have papers written into a folder, all or none; their paths. A dry run only says what it would do.

    What somebody changed there since is not overwritten without ``--force``.
    """
    from jbgs.services.papers import output

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
