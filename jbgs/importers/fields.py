r"""What a Word field shows where the program, not the file, has to work it out.

Most fields store their result beside their instruction. EQ stores none: Word draws it, and ticked
boxes (``EQ \o\ac(□,√)``) and numbers in circles are commonly made that way. The syntax is that of
ECMA-376 part 1, 17.16; only what carries text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable

TICKED, UNTICKED = "☒", "☐"  # what Word draws for a check-box form field

_BOXES = "□☐▢◻口"
_TICKS = dict.fromkeys("√✓✔", "☑") | dict.fromkeys("×✗✘xX", "☒")
_CIRCLES = "○◯〇"
_TOKEN = re.compile(r"\\\*\s*(?:\"[^\"]*\"|\S+)|\\[(),;\\]|\\[a-zA-Z]+|[(),;]|[^\\(),;]+|\\", re.S)
_ENDS = (",", ";", ")")
_DEEPEST = 20
_LONGEST = 10_000


def field_kind(instruction: str) -> str:
    """The field's name in capitals (``EQ``, ``FORMCHECKBOX``, ``DATE`` …), or nothing."""
    words = instruction.split(None, 1)
    return re.split(r"[\\\"]", words[0], maxsplit=1)[0].upper() if words else ""


def equation(instruction: str) -> str:
    """The text of an EQ field: an overstrike is one sign, ruby is its base, a fraction ``a/b``."""
    body = re.sub(r"^\s*eq", "", instruction[:_LONGEST], flags=re.I)
    return _Equation(_TOKEN.findall(body)).text(0).strip()


def _overstrike(parts: list[str]) -> str:
    shown = [p.strip() for p in parts if p.strip()]
    if len(shown) == 2:
        frame, inner = shown
        if frame in _BOXES and inner in _TICKS:
            return _TICKS[inner]
        if frame in _CIRCLES and inner.isdecimal() and 1 <= int(inner) <= 20:
            return chr(ord("①") + int(inner) - 1)
    return "".join(shown)


# switch → how its arguments become text; any other switch just joins them.
_DRAWN: dict[str, Callable[[list[str]], str]] = {
    "o": _overstrike,
    "f": lambda parts: "/".join(p.strip() for p in parts),
    "l": ",".join,
    "r": lambda parts: f"{parts[0].strip() if len(parts) > 1 else ''}√{parts[-1].strip()}",
}


class _Equation:
    r"""A reader of ``switch options (argument, …)``; raised and lowered text inside ``\o`` is ruby."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def text(self, depth: int, *, ruby: bool = False) -> str:
        """Text up to the next separator or bracket that belongs to whoever called."""
        shown: list[str] = []
        while self.at < len(self.tokens) and (depth == 0 or self.tokens[self.at] not in _ENDS):
            piece = self.tokens[self.at]
            if re.fullmatch(r"\\[a-zA-Z]+", piece):
                shown.append(self._switch(depth, ruby=ruby))
                continue
            self.at += 1
            if piece == "(" and depth < _DEEPEST:
                shown.append("(" + ",".join(self._arguments(depth)) + ")")
            elif not piece.startswith("\\*"):
                shown.append(piece.removeprefix("\\") if len(piece) == 2 else piece)
        return "".join(shown)

    def _switch(self, depth: int, *, ruby: bool) -> str:
        name = self.tokens[self.at][1:].lower()
        raised = False
        while self.at < len(self.tokens) and self.tokens[self.at] != "(":
            option = self.tokens[self.at]
            if option in _ENDS:
                return ""  # a switch without arguments draws nothing
            raised = raised or option.lower() in ("\\up", "\\do")
            self.at += 1
        if self.at >= len(self.tokens) or depth >= _DEEPEST:
            return ""
        self.at += 1
        parts = self._arguments(depth, ruby=name == "o")
        if name == "s" and raised and ruby:
            return ""
        return _DRAWN.get(name, "".join)(parts)

    def _arguments(self, depth: int, *, ruby: bool = False) -> list[str]:
        parts = [self.text(depth + 1, ruby=ruby)]
        while self.at < len(self.tokens):
            separator = self.tokens[self.at]
            self.at += 1
            if separator == ")":
                break
            parts.append(self.text(depth + 1, ruby=ruby))
        return parts
