"""Help pages laid out by terminal cells: Typer counts characters, and a Chinese one takes two cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jbgs.commands import chinese

_GAP = 2  # cells between a term and what it means
_WIDEST = 30  # cells of a term that its meaning stands beside


def of(command: Any, ctx: Any) -> str:
    """The help page of a command, in Chinese."""
    formatter = _laid_out(ctx.formatter_class)(width=ctx.terminal_width, max_width=ctx.max_content_width)
    command.format_help(ctx, formatter)
    return chinese.page(formatter.getvalue().rstrip("\n"))


def _laid_out(base: Any) -> Any:
    """Typer's formatter (which it keeps to itself) with texts and lists measured in cells."""
    from jbgs.exporters.text import cells, fold

    class Formatter(base):  # type: ignore[misc]  # a class that is only known at run time
        def write_text(self, text: str) -> None:
            room = self.width - self.current_indent
            for line in text.splitlines():
                for piece in fold(line.strip(), room):
                    self.write(f"{'':>{self.current_indent}}{piece}".rstrip() + "\n")

        def write_dl(
            self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST, col_spacing: int = _GAP
        ) -> None:
            pairs = list(rows)
            first = min(max(cells(chinese.page(term)) for term, _ in pairs), col_max) + col_spacing
            for term, meaning in pairs:
                self._pair(chinese.page(term), chinese.page(meaning), first)

        def _pair(self, term: str, meaning: str, first: int) -> None:
            margin = " " * self.current_indent
            pieces = fold(meaning, max(self.width - first - self.current_indent, 10))
            if cells(term) > first - _GAP:
                self.write(f"{margin}{term}\n")
            else:
                self.write(f"{margin}{term}{' ' * (first - cells(term))}{pieces.pop(0)}\n")
            for piece in pieces:
                self.write(f"{margin}{' ' * first}{piece}\n")

    return Formatter
