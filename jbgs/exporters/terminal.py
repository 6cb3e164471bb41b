"""The terminal: tables, facts and messages that fit Chinese text, and a progress bar.

Text from data is never markup, and holds no control character when it gets here. Off a terminal
(a pipe, a file) everything is plain text, and rich is not imported.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from jbgs.exporters.grid import Line, facts_lines, table_lines
from jbgs.exporters.text import lines
from jbgs.reports.table import Table

_USUAL_WIDTH = 100  # cells, where there is no terminal to ask
_STYLES = {"title": "bold", "header": "bold cyan", "total": "bold", "aside": "dim"}


def show(table: Table, *, width: int | None = None) -> None:
    """Print a table to stdout, as wide as the terminal (off a terminal $COLUMNS, else 100 cells)."""
    _print(table_lines(table, width or _width()), sys.stdout)


def render(table: Table, width: int) -> str:
    """The same table as plain text, lines parted by line feeds."""
    return "\n".join(line.text for line in table_lines(table, width))


def facts(pairs: Iterable[tuple[str, str]], *, width: int | None = None) -> None:
    """Print names and values one below the other, the values aligned and folded."""
    _print(facts_lines(pairs, width or _width()), sys.stdout)


def say(text: str) -> None:
    """Print a message to stdout: the result of a command."""
    _print([Line(line) for line in lines(text)], sys.stdout)


def tell(text: str) -> None:
    """Print a message to stderr: what goes on, warnings, and anything beside the result."""
    _print([Line(line) for line in lines(text)], sys.stderr)


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on stderr while the block runs; call what it gives once per thing done.

    Off a terminal it shows nothing.
    """
    if not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(" ".join(lines(what)), total=total)
        yield lambda: bar.advance(task)


def _nothing() -> None:
    return None


def _width() -> int:
    return shutil.get_terminal_size((_USUAL_WIDTH, 24)).columns


def _print(made: Sequence[Line], stream: TextIO) -> None:
    coloured = stream.isatty() and any(line.role in _STYLES for line in made)
    if not coloured:
        print(*(_encodable(line.text, stream) for line in made), sep="\n", file=stream)
        return
    from rich.console import Console
    from rich.text import Text

    text = Text("\n").join(Text(_encodable(line.text, stream), _STYLES.get(line.role, "")) for line in made)
    Console(file=stream, highlight=False).print(text, soft_wrap=True)


def _encodable(text: str, stream: TextIO) -> str:
    """The text with ? for what the terminal cannot show: a rare character must not stop a command."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)
