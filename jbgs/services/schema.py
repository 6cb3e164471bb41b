"""Records checked by pydantic before they are stored, and again by ``check``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from jbgs.models import SCHEMAS

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def _adapter(table: str) -> TypeAdapter[Any]:
    from pydantic import ConfigDict, TypeAdapter, with_config

    return TypeAdapter(with_config(ConfigDict(extra="forbid", strict=True))(SCHEMAS[table]))


def get_ready(*tables: str) -> None:
    """Make now what checking records of these tables needs, for whoever has to wait anyway."""
    for table in tables:
        _adapter(table)


def violations(table: str, record: Mapping[str, Any]) -> list[str]:
    """Where a record does not fit its declaration in ``models``; empty if it does."""
    from pydantic import ValidationError

    try:
        _adapter(table).validate_python(record)
    except ValidationError as error:
        return [
            f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_input=False)
        ]
    return []
