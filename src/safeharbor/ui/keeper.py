"""Saves what is written, by one timer, and says the truth about it.

It asks the editor for a snapshot when the Autosaver says that one is due; taking one only reads.
``Saved`` is said in one place: where a commit was acknowledged. Entries and forms are kept alike;
what is different about them is in ``Keeping``.
"""

from __future__ import annotations

import concurrent.futures
import math
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from safeharbor.domain.entry import Changes
from safeharbor.domain.errors import HarborError
from safeharbor.domain.moment import Clock
from safeharbor.services.autosave import Autosaver, SaveState
from safeharbor.ui.bridge import Bridge

ORIGIN: Final = "editor"
"""Who asked for these writes; the editor ignores what it hears back about them."""

_LOCK_PATIENCE: Final = 0.2
"""Seconds that a lock waits for a save that is under way, so as to build on it."""


T = TypeVar("T")


class Keeping(Protocol[T]):
    """How one kind of snapshot is kept."""

    def save(self, snapshot: T, origin: str) -> Future[Changes]:
        """Keep ``snapshot``; the future's result means that it is durable."""

    def is_nothing(self, snapshot: T) -> bool:
        """Whether there is nothing in it, so that a new one need not exist at all."""

    def followed(self, snapshot: T, changes: Changes) -> T:
        """``snapshot`` under the id that it has now.

        What was written into something that is deleted by now has become another one.
        """


class Keeper(QObject, Generic[T]):
    """Keeps one entry, or one form, at a time."""

    state_changed = Signal(object)
    """The SaveState that is true now."""
    failed = Signal(object)
    """A save failed; carries the HarborError. It is tried again by itself."""
    kept = Signal(object)
    """A commit was acknowledged; carries the snapshot that is durable now."""

    def __init__(
        self,
        keeping: Keeping[T],
        bridge: Bridge,
        clock: Clock,
        take: Callable[[UUID | None], T],
        take_all: Callable[[UUID | None], T],
        parent: QObject,
    ) -> None:
        """Nothing to keep yet.

        Args:
            keeping: takes what is saved.
            bridge: brings the acknowledgement home.
            clock: says when a save is due.
            take: gives what the editor holds, based on the revision it is handed.
            take_all: the same, with the word that an input method still holds.
            parent: the owner.
        """
        super().__init__(parent)
        self._keeping = keeping
        self._bridge = bridge
        self._clock = clock
        self._take = take
        self._take_all = take_all
        self._saver = Autosaver(clock)
        self._base: UUID | None = None
        self._running: Future[Changes] | None = None
        self._shown = SaveState.NOTHING
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.poll)

    @property
    def state(self) -> SaveState:
        """What the chip says."""
        return self._shown

    @property
    def unsaved(self) -> bool:
        """Whether something was written that no commit has acknowledged."""
        return self._saver.unsaved

    @property
    def base(self) -> UUID | None:
        """The head revision that the next save builds on."""
        return self._base

    @property
    def running(self) -> Future[Changes] | None:
        """The save that is under way."""
        return self._running

    def begin(self, base: UUID | None) -> None:
        """Something else is in the editor; ``base`` is its head, None for a new one."""
        self._timer.stop()
        self._saver = Autosaver(self._clock)
        self._base = base
        self._running = None
        self._say()

    def rebase(self, base: UUID) -> None:
        """The text in the editor is that of another revision now."""
        self._base = base

    def edited(self) -> None:
        """Something was written."""
        self._saver.edited()
        self._arm()
        self._say()

    def hurry(self) -> None:
        """Save now: the focus, the screen or the entry is left."""
        self._saver.hurry()
        self.poll()

    def stop(self) -> None:
        """Save nothing more by itself; the screen goes away."""
        self._timer.stop()
        self._bridge.drop(self)

    def poll(self) -> None:
        """Save if it is time, else wait until it is."""
        if self._saver.due_in() != 0:
            self._arm()
            return
        snapshot = self._take(self._base)
        if self._base is None and self._keeping.is_nothing(snapshot):
            # What was never kept and is empty again is nothing.
            self._saver = Autosaver(self._clock)
            self._say()
            return
        version = self._saver.begin()
        saver = self._saver
        try:
            future = self._keeping.save(snapshot, ORIGIN)
        except HarborError as error:
            self._on_failed(saver, version, error)
            return
        self._running = future
        self._bridge.then(
            future,
            self,
            lambda changes: self._on_saved(saver, version, snapshot, changes),
            lambda error: self._on_failed(saver, version, error),
        )
        self._say()

    def latest(self) -> T:
        """What a lock keeps. A save under way gets a moment, so that this builds on it."""
        running = self._running
        if running is not None:
            concurrent.futures.wait([running], _LOCK_PATIENCE)
            if running.done() and not running.cancelled() and running.exception() is None:
                return self._take_all(running.result().revision or self._base)
        return self._take_all(self._base)

    def _on_saved(self, saver: Autosaver, version: int, snapshot: T, changes: Changes) -> None:
        if saver is not self._saver:
            return
        self._running = None
        self._base = changes.revision or self._base
        saver.done(version)
        self._say()
        self.kept.emit(self._keeping.followed(snapshot, changes))
        self._arm()

    def _on_failed(self, saver: Autosaver, version: int, error: HarborError) -> None:
        if saver is not self._saver:
            return
        self._running = None
        saver.failed(version)
        self._say()
        self.failed.emit(error)
        self._arm()

    def _arm(self) -> None:
        due = self._saver.due_in()
        if due is None:
            self._timer.stop()
        else:
            self._timer.start(math.ceil(due * 1000))

    def _say(self) -> None:
        if self._saver.state is not self._shown:
            self._shown = self._saver.state
            self.state_changed.emit(self._shown)
