"""Brings what other threads have finished to the GUI thread, by one queued signal.

Screens hand it a future and what to do with the result; whoever is gone by then hears nothing.
It knows no service: a future is a future, whether the vault thread or ``run`` works on it.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.log import LOGGER_NAME

T = TypeVar("T")

_LOG: Final = logging.getLogger(LOGGER_NAME)


class _Parcel(Generic[T]):
    """A future on its way home, and who waits for it."""

    def __init__(
        self,
        future: Future[T],
        owner: QObject,
        ok: Callable[[T], None],
        failed: Callable[[HarborError], None] | None,
    ) -> None:
        self.future = future
        self._owner: QObject | None = owner
        self._ok: Callable[[T], None] | None = ok
        self._failed = failed

    def belongs_to(self, owner: QObject) -> bool:
        return self._owner is owner

    def forget(self) -> None:
        """Let go of the owner and of everything that its callbacks hold."""
        self._owner = self._ok = self._failed = None

    def hand_over(self, result: T) -> None:
        if self._awaited() and self._ok is not None:
            self._ok(result)

    def report(self, error: HarborError, otherwise: Callable[[HarborError], None]) -> None:
        if self._awaited():
            (self._failed or otherwise)(error)

    def _awaited(self) -> bool:
        return self._owner is not None and isValid(self._owner)


class Bridge(QObject):
    """Delivers futures on the GUI thread; all its methods are called there."""

    changed = Signal(object)
    """A write was committed; carries its ``Changes``. Sent even if its owner is gone."""
    failed = Signal(object)
    """Something failed whose owner gave no word for it; carries the HarborError."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._guard = threading.Lock()
        self._closed = False
        self._waiting: set[_Parcel[object]] = set()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def then(
        self,
        future: Future[T],
        owner: QObject,
        ok: Callable[[T], None],
        failed: Callable[[HarborError], None] | None = None,
    ) -> None:
        """Call ``ok`` with the result of ``future``, or ``failed`` with what went wrong.

        Never from inside this call, and not at all when the future was cancelled or stopped, when
        ``owner`` was destroyed, or after ``drop(owner)``. Without ``failed`` the error goes to
        the signal of that name.
        """
        parcel = _Parcel(future, owner, ok, failed)
        self._waiting.add(parcel)  # type: ignore[arg-type]  # of whatever type
        future.add_done_callback(lambda _: self._post(parcel))  # type: ignore[arg-type]  # of whatever type

    def drop(self, owner: QObject) -> None:
        """Deliver nothing more to ``owner``; what it asked to be written is written anyway."""
        for parcel in self._waiting:
            if parcel.belongs_to(owner):
                parcel.forget()

    def run(self, job: Callable[[], T]) -> Future[T]:
        """Run slow work that is not the vault's, such as the keyring, on a thread of its own.

        The thread is a daemon, so that work that hangs never holds the end of the program.
        """
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        threading.Thread(target=_work, args=(job, future), name="sh-run", daemon=True).start()
        return future

    def close(self) -> None:
        """Deliver nothing more to anybody; call it before the event loop is gone."""
        with self._guard:
            self._closed = True
        self._waiting.clear()

    def _post(self, parcel: _Parcel[object]) -> None:
        """Called on the thread that finished the work."""
        # A bridge that was destroyed without being closed, such as with its parent, is closed too.
        with self._guard, contextlib.suppress(RuntimeError):
            if not self._closed and isValid(self):
                self._arrived.emit(parcel)

    def _deliver(self, parcel: _Parcel[object]) -> None:
        if parcel not in self._waiting:
            return
        self._waiting.discard(parcel)
        future = parcel.future
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            self._hand_over(parcel, future.result())
        elif (known := _as_harbor(error)) is not None:
            parcel.report(known, self.failed.emit)

    def _hand_over(self, parcel: _Parcel[object], result: object) -> None:
        try:
            parcel.hand_over(result)
        finally:
            # Whoever made one has loaded it; the first picture needs none.
            from safeharbor.domain.entry import Changes

            if isinstance(result, Changes):
                self.changed.emit(result)


def _work(job: Callable[[], T], future: Future[T]) -> None:
    try:
        result = job()
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(result)


def _as_harbor(error: BaseException) -> HarborError | None:
    """``error`` as the program's own; None where the work was stopped on purpose."""
    if isinstance(error, HarborError):
        return error
    # Whoever raised one of these has loaded their modules; they are too heavy to load up there.
    from safeharbor.services.executor import Closing
    from safeharbor.storage.failure import Cancelled

    if isinstance(error, (Cancelled, CancelledError, Closing)):
        return None
    _LOG.error("a task ended with an unexpected error", exc_info=error)
    return HarborError(ErrorCode.UNEXPECTED)
