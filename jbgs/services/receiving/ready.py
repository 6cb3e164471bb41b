"""Imported for what it loads: all that a reader of files needs, as the process does from which readers fork.

See ``services.receiving.pool``. What is loaded here is shared by all of them, and not looked through for
garbage again.
"""

import gc
from importlib.resources import as_file, files

from jbgs.services.receiving import pool  # noqa: F401  # what a process begins with
from jbgs.services.receiving.reading import How, Reader

SAMPLES = ("海纬经编需求表.docx", "恒缕纤维.doc")


def _load() -> None:
    """Read a form of each usual kind: nothing that reading needs is left out."""
    with as_file(files("jbgs") / "samples" / "需求表") as folder:
        reader = Reader(How(folder))
        for name in SAMPLES:
            reader.read(folder / name)
    gc.collect()
    gc.freeze()


_load()
