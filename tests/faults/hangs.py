"""A vault thread that hangs, as on a disk that does not answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from safeharbor.services.executor import VaultThread
from support.desk import until


@contextmanager
def hung(thread: VaultThread) -> Iterator[threading.Event]:
    """The thread hangs for the length of a block, or until the event is set."""
    answer, running = threading.Event(), threading.Event()

    def hang(_: object) -> None:
        running.set()
        answer.wait(60)

    thread.write(hang)
    until(running.is_set)
    try:
        yield answer
    finally:
        answer.set()
    assert thread.closed.wait(20)
