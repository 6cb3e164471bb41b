"""Drawing a panel at random so that anybody can draw it again. Pure.

Method ``sha256-1``: the experts of a field are put in the order of the SHA-256 (hexadecimal) of the
UTF-8 text ``seed:id``, such as ``42:ZJ-003``; the first ones are drawn. It needs no program of ours:
``printf 42:ZJ-003 | sha256sum`` gives the same order for ever. Who is added to the pool or left out
of it does not change the order of the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

METHOD = "sha256-1"


def ordered(seed: str, ids: Iterable[str]) -> list[str]:
    """The ids in the order in which they are drawn."""
    return sorted(ids, key=lambda one: (sha256(f"{seed}:{one}".encode()).hexdigest(), one))


def drawn(seed: str, ids: Iterable[str], count: int) -> list[str]:
    """The first ``count`` of them; fewer where there are not so many."""
    return ordered(seed, ids)[:count]
