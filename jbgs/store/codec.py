"""Documents as text, and the digest by which a row shows that it is what was written.

SQLite does not notice a changed bit inside a row, so every row carries the digest of its table,
its key and its text, and nothing is read without it.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import orjson

from jbgs.store.faults import RESTORE, fault

Doc = dict[str, Any]
"""A JSON object: str keys; str, int, bool, None, list and dict values. Money and dates are text."""

DIGEST_SIZE = 16
MAX_DEPTH = 64
"""Levels of nesting; ours have four, and whatever goes deeper was not made by this program."""


_DAMAGED = "记录已损坏，没有读取"
_PLAIN = frozenset({str, int, bool, type(None)})


def encode(doc: Doc) -> bytes:
    """The document as JSON.

    Raises ``TypeError`` for a value that JSON would not give back as it was (a float, a date, a tuple
    …), an integer beyond 64 bits, a lone surrogate, or nesting beyond ``MAX_DEPTH``.
    """
    if not isinstance(doc, dict):
        raise TypeError(f"a document is a dict, not {type(doc).__name__}")
    if not _is_plain(doc, MAX_DEPTH - 1):
        _check(doc, "", MAX_DEPTH)
    return orjson.dumps(doc)


def digest(table: str, key: str, raw: bytes) -> bytes:
    """What a row of this table and key with this text must carry."""
    mark = blake2b(orjson.dumps((table, key)), digest_size=DIGEST_SIZE)
    mark.update(raw)
    return mark.digest()


def text(value: object, where: str) -> str:
    """A text column as SQLite gave it; ``StoreFault`` where it is none any more."""
    try:
        if isinstance(value, bytes):
            return value.decode()
    except UnicodeDecodeError:
        pass
    raise fault(_DAMAGED, RESTORE, where)


def decode(table: str, key: object, raw: object, mark: object) -> tuple[str, Doc]:
    """Key and document of a row as SQLite gave it; ``StoreFault`` where it is not what was written."""
    name = text(key, table)
    where = f"{table} {name}"
    if not isinstance(raw, bytes) or digest(table, name, raw) != mark:
        raise fault(_DAMAGED, RESTORE, where)
    return name, orjson.loads(raw)


def _is_plain(value: dict[Any, Any] | list[Any], depth: int) -> bool:
    """Whether a value holds nothing but what JSON knows, by exact types: the quick look at most documents."""
    if not depth:
        return False
    for item in value.values() if type(value) is dict else value:
        kind = type(item)
        if kind is dict or kind is list:
            if not _is_plain(item, depth - 1):
                return False
        elif kind not in _PLAIN:
            return False
    return True


def _check(value: object, path: str, depth: int) -> None:
    """The careful look, which names the place of what cannot be stored."""
    if not depth:
        raise TypeError(f"{path}: nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, dict):
        for name, item in value.items():
            _check(item, f"{path}.{name}", depth - 1)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            _check(item, f"{path}[{number}]", depth - 1)
    elif not (value is None or isinstance(value, (str, int))):
        raise TypeError(f"{path}: {type(value).__name__} cannot be stored; write it as text")
