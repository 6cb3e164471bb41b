"""Processes that work for a command: they begin quickly, never answer Ctrl-C, and end when it does."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context, parent_process
from multiprocessing.context import BaseContext
from threading import Thread


def context(loaded: str) -> BaseContext:
    """How they begin. On Linux they fork from one that has imported the module ``loaded``, begun at once.

    That is safe, as the one that forks has but one thread. Elsewhere each loads by itself what it needs.
    """
    if sys.platform == "linux":
        from multiprocessing import forkserver, resource_tracker

        forkserver.set_forkserver_preload([loaded])
        with suppress(OSError):  # such as no room for its socket
            resource_tracker.ensure_running()  # beginning, it would let Ctrl-C through again
            with undisturbed():
                forkserver.ensure_running()
            return get_context("forkserver")
    return get_context("spawn")


@contextmanager
def undisturbed() -> Iterator[None]:
    """Have processes that begin now, and all that they fork, never hear Ctrl-C: the command answers it.

    To the command itself it comes when this ends: one that went halfway through beginning another would
    leave that behind.
    """
    if sys.platform == "win32":  # where each hears it until ``serve_parent``
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def serve_parent() -> None:
    """Called in each as it begins: from now on it ends with the process that began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Killed, a command cannot say that nothing more is to be done."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
