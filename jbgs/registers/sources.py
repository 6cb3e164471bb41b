"""Files that records came from, or that came with them."""

from __future__ import annotations

import sys

from jbgs.scalars import Day

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    from typing_extensions import TypedDict


class SourceFile(TypedDict):
    """A file that a record came from; its bytes are among the originals."""

    sha256: str
    name: str
    container: str
    on: Day
