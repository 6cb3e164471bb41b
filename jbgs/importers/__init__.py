"""From the bytes of a form, in whatever format it came, to its text and tables.

``load`` opens the file, ``read`` finds its format by content and calls the reader that ``FORMATS``
names. Nothing in a file is executed, fetched or followed.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from jbgs.errors import Refused
from jbgs.importers.document import Document
from jbgs.importers.loading import load
from jbgs.importers.package import Package
from jbgs.importers.sniff import Format, Sample, sniff

if TYPE_CHECKING:
    from jbgs.importers.doc.compound import Compound

__all__ = ["container_of", "load", "read"]


def read(data: bytes) -> Document:
    """The document in some bytes; raises ``Refused``, which names what the file is and why it stays out."""
    if not data:
        raise Refused("empty")
    sample = Sample(data)
    known = sniff(sample)
    if known is None:
        raise Refused("unsupported", "无法识别的文件")
    if not known.reader:
        raise Refused(known.code, f"是{known.name}，不能读取")
    return _reader(known)(getattr(sample, known.takes))


def container_of(data: bytes) -> str:
    """The container's name, one of ``CONTAINERS``, also for bytes that ``read`` refuses."""
    try:
        known = sniff(Sample(data))
    except Refused:
        return "unknown"
    return known.container if known else "unknown"


def _reader(known: Format) -> Callable[[bytes | Package | Compound], Document]:
    module, _, function = known.reader.partition(":")
    reader: Callable[[bytes | Package | Compound], Document] = getattr(
        import_module(f"{__name__}.{module}"), function
    )
    return reader
