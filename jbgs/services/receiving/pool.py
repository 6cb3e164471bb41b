"""Many files read by several processes, in order; one after the other where that is faster.

Each process has a reader of its own. A file that kills its process is refused like any other bad file, and
the rest is read. Where the system gives no processes, one reads all.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path

from jbgs.services.receiving import processes
from jbgs.services.receiving.files import files_in
from jbgs.services.receiving.reading import FileRead, How, Reader

PARALLEL_FROM = 150
"""Files from which on starting processes takes less time than it saves.

On two cores, of our blank: 150 in 1.2 s either way, 200 in 2.4 s by one process and 1.8 s by two.
"""
CHUNK = 8
_OBJECTS = 700_000
MOST_PROCESSES = 4
NO_PROCESSES = (OSError, EOFError, ImportError, NotImplementedError)
"""What says that the system gives none: no shared memory for their queue, no more of them for this user."""
READY = "jbgs.services.receiving.ready"
_DIED = "读取这个文件的进程意外终止（内存不足，或文件有意使程序崩溃）"

_reader: list[Reader] = []
"""The reader of a process of the pool."""


def get_ready(paths: Iterable[Path]) -> None:
    """Have what readers need loaded by another process, if ``paths`` mean many files, and go on at once."""
    if _is_many(sum(1 for _ in islice(files_in(paths), PARALLEL_FROM))):
        processes.context(READY)


@contextmanager
def reading(how: How, paths: Sequence[Path], known: Set[str] = frozenset()) -> Iterator[Iterator[FileRead]]:
    """What stands in each file, in the order of ``paths``; processes begin at once, and end with the block.

    ``known`` are the SHA-256 of what was imported before. LibreOffice, where it is asked for, is a process
    of its own already.
    """
    chunks = [list(paths[at : at + CHUNK]) for at in range(0, len(paths), CHUNK)]
    reader = Reader(how, known)  # also finds fault with policy and synonyms before any process does
    files: Iterator[FileRead] = (done for chunk in chunks for done in reader.read_together(chunk))
    if not _is_many(len(paths)) or how.soffice:
        yield files
        return
    waiting = deque(chunks)
    with ExitStack() as pools:

        def begin() -> Iterator[list[FileRead]]:
            count = min(os.cpu_count() or 1, MOST_PROCESSES)
            pool = pools.enter_context(_processes(how, known, count))
            with processes.undisturbed():
                return pool.map(_read_chunk, list(waiting))

        with suppress(*NO_PROCESSES):
            files = _in_order(how, known, waiting, begin(), begin)
        yield files


def _in_order(
    how: How,
    known: Set[str],
    waiting: deque[list[Path]],
    begun: Iterator[list[FileRead]],
    begin: Callable[[], Iterator[list[FileRead]]],
) -> Iterator[FileRead]:
    """The files chunk by chunk, each taken from ``waiting`` when it is done; ``begin`` reads what waits."""
    while waiting:
        try:
            for done in begun:
                waiting.popleft()
                yield from done
        except BrokenProcessPool:
            yield from _read_singly(how, known, waiting.popleft())
            begun = begin()


def _read_singly(how: How, known: Set[str], paths: Sequence[Path]) -> Iterator[FileRead]:
    """Read the chunk at which a process died file by file, to see which one it was."""
    left = deque(paths)
    while left:
        with _processes(how, known, 1) as pool:
            try:
                while left:
                    with processes.undisturbed():
                        reading_one = pool.submit(_read_chunk, [left[0]])
                    [done] = reading_one.result()
                    left.popleft()
                    yield done
            except BrokenProcessPool:
                yield FileRead(left.popleft(), error=("damaged", _DIED))


def _is_many(files: int) -> bool:
    return files >= PARALLEL_FROM and (os.cpu_count() or 1) > 1


@contextmanager
def _processes(how: How, known: Set[str], count: int) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(count, processes.context(READY), _begin, (how, known))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(how: How, known: Set[str]) -> None:
    """Begin a process of the pool."""
    processes.serve_parent()
    _reader[:] = [Reader(how, known)]
    gc.set_threshold(_OBJECTS)


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Have Python look for cycles of objects a thousand times less often.

    A form is thousands of objects and hardly a cycle; looking for them takes a fifth of the time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _read_chunk(paths: Sequence[Path]) -> list[FileRead]:
    return _reader[0].read_together(paths)
