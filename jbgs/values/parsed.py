"""What every parser of a value returns: the value if it is certain, else what is wrong with the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from jbgs.errors import Level

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A value read from text that somebody typed.

    ``value`` is None where nothing was written or nothing is certain. ``problem`` says in Chinese what
    is wrong and how to write it right, nothing if all is well. A problem of level ``warning`` may come
    with a value. ``note`` says what the text itself did not, such as the unit that was assumed.
    """

    value: T | None
    problem: str = ""
    level: Level = "error"
    note: str = ""
