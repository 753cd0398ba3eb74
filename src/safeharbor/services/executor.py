"""The vault thread: one daemon thread that owns the one database connection.

Every touch of the database is a job on this thread, and one job is one transaction, so the
window never waits for a disk and nothing is left half done. It knows nothing of entries or keys;
it orders work so that a save or a lock passes whatever is long.
"""

from __future__ import annotations

import enum
import heapq
import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.storage.database import Database
from safeharbor.storage.failure import Cancelled
from safeharbor.storage.transaction import Transaction

T = TypeVar("T")

REST_SECONDS: Final = 5.0
"""How long the writer rests before the index follows."""

_SLICE: Final = 200
"""Entries that one slice of indexing takes; well under 200 ms of work."""


class Closing(Exception):  # noqa: N818 - a signal to unwind, not an error
    """Raised inside a long job when the vault is being locked."""


class _Rank(enum.IntEnum):
    """What goes first. Within a rank the order of asking holds."""

    WRITE = 0
    READ = 1
    SLICE = 2
    LONG = 3


@dataclass(order=True)
class _Job:
    rank: int
    number: int
    run: Callable[[], object] = field(compare=False)
    future: Future[Any] = field(compare=False)


class VaultThread:
    """Runs jobs on the database, the most urgent first, one at a time.

    Futures carry what the job returned or the HarborError it raised. After ``close`` every
    waiting job is cancelled.
    """

    def __init__(
        self, opener: Callable[[], Database], *, rest_seconds: float = REST_SECONDS
    ) -> None:
        """Open the database by ``opener`` on the new thread; ``opened`` says how that went."""
        self.opened: Future[Database] = Future()
        self.closed = threading.Event()
        self._opener = opener
        self._rest = rest_seconds
        self._queue: list[_Job] = []
        self._numbers = itertools.count()
        self._wake = threading.Condition()
        self._reads: set[threading.Event] = set()
        self._resting: set[threading.Event] = set()
        self._closing = False
        self._last: Callable[[Database], None] = lambda _: None
        self._on_closed: Callable[[], None] = lambda: None
        self._rest_until: float | None = None
        self._database: Database | None = None
        self._thread = threading.Thread(target=self._main, name="sh-vault", daemon=True)
        self._thread.start()

    def write(self, job: Callable[[Transaction], T]) -> Future[T]:
        """Run ``job`` in one transaction, before anything that only reads."""

        def run() -> T:
            with self._open_database().transaction() as tx:
                result = job(tx)
            self._rest_until = time.monotonic() + self._rest
            return result

        return self._submit(_Rank.WRITE, run)

    def read(
        self, job: Callable[[Transaction], T], cancel: threading.Event | None = None
    ) -> Future[T]:
        """Run ``job``, which writes nothing; setting ``cancel`` stops it where it is."""
        cancel = cancel or threading.Event()

        def run() -> T:
            try:
                with self._open_database().transaction(cancel=cancel) as tx:
                    return job(tx)
            finally:
                with self._wake:
                    self._reads.discard(cancel)

        with self._wake:
            self._reads.add(cancel)
        return self._submit(_Rank.READ, run)

    def read_in_slices(
        self,
        step: Callable[[Transaction], int],
        job: Callable[[Transaction], T],
        cancel: threading.Event | None = None,
    ) -> Future[T]:
        """Run ``job``, which writes nothing, as soon as ``step`` says that 0 is left.

        Each time ``step`` runs in a transaction of its own, so that saves and a lock pass; it
        writes nothing either. ``cancel`` as for ``read``.
        """
        cancel = cancel or threading.Event()
        outcome: Future[T] = Future()

        def run(tx: Transaction) -> tuple[T] | None:
            return None if step(tx) > 0 else (job(tx),)

        def again(done: Future[tuple[T] | None]) -> None:
            if done.cancelled():
                _give_up(outcome)
            elif error := done.exception():
                outcome.set_exception(error)
            elif (result := done.result()) is None:
                self.read(run, cancel).add_done_callback(again)
            else:
                outcome.set_result(result[0])

        self.read(run, cancel).add_done_callback(again)
        return outcome

    def slices(self, step: Callable[[Transaction], int]) -> Future[int]:
        """Repeat ``step``, each time in its own transaction, until it says that 0 is left.

        Saves, reads and a lock pass between two slices.
        """
        outcome: Future[int] = Future()

        def run() -> int:
            with self._open_database().transaction() as tx:
                return step(tx)

        def again(done: Future[int]) -> None:
            if done.cancelled():
                _give_up(outcome)
            elif error := done.exception():
                outcome.set_exception(error)
            elif done.result() > 0:
                self._submit(_Rank.SLICE, run).add_done_callback(again)
            else:
                outcome.set_result(0)

        self._submit(_Rank.SLICE, run).add_done_callback(again)
        return outcome

    def long(self, job: Callable[[Database, Callable[[], None]], T]) -> Future[T]:
        """Run a job over the whole database, such as a backup.

        ``job`` gets the database and a callable to be called at least every 200 ms; that runs the
        saves that wait, and raises Closing when the vault is being locked.
        """
        return self._submit(_Rank.LONG, lambda: job(self._open_database(), self._let_pass))

    def at_rest(self, check: Callable[[Database, threading.Event], T]) -> Future[T]:
        """Run a long check that only reads, while nothing else is asked for.

        Whatever is asked for meanwhile sets the event; the check then starts anew later.
        """
        outcome: Future[T] = Future()

        def run() -> T:
            give_way = threading.Event()
            with self._wake:
                self._resting.add(give_way)
                if self._closing or (self._queue and self._queue[0].rank < _Rank.LONG):
                    give_way.set()
            try:
                return check(self._open_database(), give_way)
            finally:
                with self._wake:
                    self._resting.discard(give_way)

        def again(done: Future[T]) -> None:
            if done.cancelled():
                _give_up(outcome)
            elif isinstance(error := done.exception(), Cancelled):
                self._submit(_Rank.LONG, run).add_done_callback(again)
            elif error:
                outcome.set_exception(error)
            else:
                outcome.set_result(done.result())

        self._submit(_Rank.LONG, run).add_done_callback(again)
        return outcome

    def flush_index(self) -> Future[int]:
        """Bring the search index up to date in slices."""
        return self.slices(lambda tx: tx.index.flush(_SLICE))

    def cancel_reads(self) -> None:
        """Stop the read that runs, and drop those that wait."""
        with self._wake:
            waiting = [job for job in self._queue if job.rank == _Rank.READ]
            self._queue = [job for job in self._queue if job.rank != _Rank.READ]
            heapq.heapify(self._queue)
            for event in self._reads:
                event.set()
        for job in waiting:
            _drop(job)

    def close(self, last: Callable[[Database], None], on_closed: Callable[[], None]) -> None:
        """Stop after the running job: ``last`` runs on the database, then it is closed.

        Returns at once; ``closed`` is set afterwards. If the running job hangs, closing follows
        whenever it returns. ``on_closed`` runs on the vault thread when the file is closed.
        """
        with self._wake:
            self._last, self._on_closed = last, on_closed
            self._closing = True
            waiting, self._queue = self._queue, []
            for event in self._reads | self._resting:
                event.set()
            self._wake.notify_all()
        for job in waiting:
            _drop(job)
        if self.closed.is_set():
            on_closed()

    def _submit(self, rank: _Rank, run: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        job: _Job = _Job(rank, next(self._numbers), run, future)
        with self._wake:
            if self._closing:
                _drop(job)
                return future
            heapq.heappush(self._queue, job)
            if rank < _Rank.LONG:
                for event in self._resting:
                    event.set()
            self._wake.notify_all()
        return future

    def _open_database(self) -> Database:
        assert self._database is not None
        return self._database

    def _main(self) -> None:
        try:
            self._database = self._opener()
        except BaseException as error:
            with self._wake:
                self._closing = True
                waiting, self._queue = self._queue, []
            for job in waiting:
                _drop(job)
            self.closed.set()
            self.opened.set_exception(error)
            return
        self.opened.set_result(self._database)
        while (urgent := self._next()) is not None:
            _run(urgent)
        self._finish()

    def _next(self) -> _Job | None:
        """The next job, or None when it is time to close."""
        while True:
            with self._wake:
                while not self._closing and not self._queue:
                    rest = self._rest_until
                    patience = None if rest is None else max(rest - time.monotonic(), 0)
                    if not self._wake.wait(patience) and not self._queue:
                        break
                if self._closing:
                    return None
                if self._queue:
                    return heapq.heappop(self._queue)
            self._rest_until = None
            self.flush_index()

    def _let_pass(self) -> None:
        while True:
            with self._wake:
                if self._closing:
                    raise Closing
                if not self._queue or self._queue[0].rank > _Rank.READ:
                    return
                job = heapq.heappop(self._queue)
            _run(job)

    def _finish(self) -> None:
        database = self._open_database()
        try:
            self._last(database)
        except Exception:  # noqa: S110 - closing goes on; what was not indexed follows at unlock
            pass
        finally:
            try:
                database.close()
            finally:
                self._database = None
                self._on_closed()
                self.closed.set()


def settled(future: Future[T]) -> T:
    """The result of ``future``, for callers that wait for it.

    Raises:
        HarborError: what the job raised; SECRET_NEEDED where the vault was locked meanwhile.
    """
    try:
        return future.result()
    except (CancelledError, Cancelled, Closing):
        raise HarborError(ErrorCode.SECRET_NEEDED) from None


def _give_up(outcome: Future[T]) -> None:
    if outcome.cancel():
        outcome.set_running_or_notify_cancel()


def _drop(job: _Job) -> None:
    """Cancel a job that left the queue, so that whoever waits for it is told."""
    _give_up(job.future)


def _run(job: _Job) -> None:
    if not job.future.set_running_or_notify_cancel():
        return
    try:
        result = job.run()
    except CancelledError:
        job.future.set_exception(Closing())
    except BaseException as error:
        job.future.set_exception(error)
    else:
        job.future.set_result(result)
