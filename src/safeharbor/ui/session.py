"""Unlocking, locking and hiding, as the window sees them.

It keeps the order of a lock: the window is covered, then the text on the screen is taken, then
the vault is closed on another thread, and nothing refuses it. It knows no screen and no widget:
an editor registers as a source of text, and the window listens to the signals.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from PySide6.QtCore import QObject, Signal

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.log import LOGGER_NAME
from safeharbor.ui.bridge import Bridge
from safeharbor.ui.door import Closed, Door, Opened, Opening, Ticket, create, nothing, unlock
from safeharbor.ui.withheld import Withheld

if TYPE_CHECKING:
    from safeharbor.domain.filled import Unsaved
    from safeharbor.domain.policy import Policy
    from safeharbor.services.session import SessionState
    from safeharbor.services.use_cases import Services

_LOG: Final = logging.getLogger(LOGGER_NAME)

_BACK_OFF: Final = (0.0, 0.0, 0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before the next try after so many wrong secrets, in this process only."""
_WRONG: Final = frozenset({ErrorCode.WRONG_PASSPHRASE, ErrorCode.WRONG_RECOVERY_CODE})


class Source(Protocol):
    """An editor of an entry or a form: it gives what stands in it at this moment."""

    def snapshot(self) -> Unsaved | None:
        """What the editor holds; None when there is nothing to keep. It only reads."""


class SessionController(QObject):
    """The one place in the window where the vault is opened and closed."""

    ready = Signal(object)
    """The services are there, or the state was found anew; carries the SessionState."""
    created = Signal(object)
    """A vault was made; carries the CreatedVault. ``unlocked`` follows at once."""
    unlocked = Signal(object)
    """The vault is open; carries the Unlocked."""
    hiding = Signal()
    """Blank the window now, whatever it shows; sent from inside ``hide``."""
    locking = Signal()
    """Cover what needs the vault now; sent from inside ``lock``."""
    locked = Signal(object)
    """The vault is closed and the text is kept; carries the LockOutcome."""
    failed = Signal(object)
    """Opening failed, or text could not be kept on the disk; carries the HarborError."""
    busy = Signal(bool)
    """Whether the vault is being opened or made."""

    def __init__(
        self,
        bridge: Bridge,
        build: Callable[[], Services],
        parent: QObject | None = None,
        *,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is built yet; see ``prepare``.

        Args:
            bridge: brings results to the GUI thread.
            build: puts the services together; called on another thread.
            parent: who owns it.
            seconds: a clock that never goes back.
        """
        super().__init__(parent)
        self._bridge = bridge
        self._build = build
        self._seconds = seconds
        self._building: Future[Services] | None = None
        self._door: Door | None = None
        self._services: Services | None = None
        self._state: SessionState | None = None
        self._sources: list[Source] = []
        self._ticket: Ticket | None = None
        self._wrong = 0
        self._rest_until = 0.0
        self._closing: Future[Closed] | None = None
        self._was_shut = False
        self._withheld = Withheld(bridge, self)
        self._withheld.failed.connect(self.failed)

    @property
    def services(self) -> Services | None:
        """The services; None until ``ready`` was sent."""
        return self._services

    @property
    def state(self) -> SessionState | None:
        """Where the vault stands; None until ``ready`` was sent."""
        return self._state

    @property
    def is_open(self) -> bool:
        """Whether the vault is open; false from the first moment of a lock."""
        return self._door is not None and self._door.is_open

    @property
    def was_shut(self) -> bool:
        """Whether somebody has asked for a lock, even where nothing was open yet."""
        return self._was_shut

    @property
    def rest_seconds(self) -> float:
        """Seconds until the next secret is tried, after several wrong ones."""
        return max(self._rest_until - self._seconds(), 0.0)

    @property
    def withholds(self) -> bool:
        """Whether there is text that so far could be kept in memory only."""
        return len(self._withheld) > 0

    def prepare(self) -> None:
        """Build the services on another thread; ``ready`` follows. For after the first paint."""
        if self._building is None:
            self._building = self._bridge.run(self._build)
            self._door = Door(self._building)
            self._bridge.then(self._building, self, self._on_built, self._on_build_failed)

    def unlock(self, secret: str | None) -> None:
        """Open the vault with a passphrase or recovery code, or by the keyring with None.

        ``unlocked`` or ``failed`` follows, unless the vault is locked before that. A second call
        takes the place of a first one that has not ended.
        """
        self._start(lambda services: unlock(services, secret))

    def create(self, policy: Policy, passphrase: str | None) -> None:
        """Make a vault and leave it open; ``created`` and ``unlocked`` follow, or ``failed``."""
        self._start(lambda services: create(services, policy, passphrase))

    def lock(self) -> None:
        """Close the vault and keep what is on the screen. Nothing refuses this.

        ``locking`` is sent from inside this call, ``locked`` follows. What is being opened is
        given up. Where nothing is open, nothing happens.
        """
        self._was_shut = True
        if self._door is None:
            return
        was_open = self._door.shut()
        was_opening = self._set_ticket(None) is not None
        if not was_open and (self._closing is not None or not was_opening):
            return
        self.locking.emit()
        snapshots = self._snapshots() if was_open else ()
        self._sources.clear()
        job = partial(self._door.close, snapshots) if was_open else nothing
        closing = self._closing = self._bridge.run(job)
        self._bridge.then(closing, self, partial(self._on_closed, closing))

    def hide(self) -> None:
        """Blank the window, then lock. Doing it again reveals nothing."""
        self.hiding.emit()
        self.lock()

    def finish(self, patience: float = 3.0) -> None:
        """Lock, and wait at most ``patience`` seconds until the text is kept.

        For moments after which nothing more may run: the end of the program, or a sleep that
        waits for nobody. What no disk took so far is tried once more.
        """
        self.lock()
        last: list[Future[Any]] = [self._closing] if self._closing is not None else []
        if (sealing := self._withheld.retry()) is not None:
            last.append(sealing)
        concurrent.futures.wait(last, patience)

    def register(self, source: Source) -> None:
        """Ask ``source`` for its text at a lock. After a lock all sources are forgotten."""
        if source not in self._sources:
            self._sources.append(source)

    def forget(self, source: Source) -> None:
        """Ask ``source`` no more."""
        with contextlib.suppress(ValueError):
            self._sources.remove(source)

    def _on_built(self, services: Services) -> None:
        self._services = services
        self._find_state()

    def _on_build_failed(self, error: HarborError) -> None:
        self._building = None
        if self._ticket is None:
            self.failed.emit(error)

    def _find_state(self) -> None:
        """Reads the header, so on another thread."""
        services = self._services
        if services is not None:
            state = self._bridge.run(lambda: services.session.state)
            self._bridge.then(state, self, self._on_state)

    def _on_state(self, state: SessionState) -> None:
        self._state = state
        self.ready.emit(state)

    def _start(self, job: Opening) -> None:
        if self.is_open:
            return
        self.prepare()
        door = self._door
        assert door is not None
        ticket = door.begin()
        rest = self.rest_seconds
        self._set_ticket(ticket)
        self._bridge.then(
            self._bridge.run(lambda: door.open(ticket, job, rest)),
            self,
            partial(self._on_opened, ticket),
            partial(self._on_failed, ticket),
        )

    def _set_ticket(self, ticket: Ticket | None) -> Ticket | None:
        """Wait for ``ticket`` from now on, or for nothing; returns what was waited for before."""
        before, self._ticket = self._ticket, ticket
        if (before is None) is not (ticket is None):
            self.busy.emit(ticket is not None)
        return before

    def _on_opened(self, ticket: Ticket, opened: Opened | None) -> None:
        if opened is None or ticket is not self._ticket or self._building is None:
            # A vault may have been made and closed again behind the cover.
            self._find_state()
            return
        self._wrong, self._rest_until = 0, 0.0
        services = self._services = self._building.result()
        self._state = services.session.state
        self._withheld.save(services)
        self._set_ticket(None)
        if opened.created is not None:
            self.created.emit(opened.created)
        self.unlocked.emit(opened.unlocked)

    def _on_failed(self, ticket: Ticket, error: HarborError) -> None:
        if ticket is not self._ticket:
            return
        if error.code in _WRONG:
            self._wrong += 1
            rest = _BACK_OFF[min(self._wrong, len(_BACK_OFF) - 1)]
            self._rest_until = self._seconds() + rest
        self._set_ticket(None)
        self.failed.emit(error)

    def _snapshots(self) -> tuple[Unsaved, ...]:
        """What the sources hold, the one registered last first."""
        found = []
        for source in reversed(self._sources):
            try:
                snapshot = source.snapshot()
            except Exception:
                # A broken editor must not keep the vault open, nor another editor's text away.
                _LOG.exception("an editor gave no text at a lock")
                continue
            if snapshot is not None:
                found.append(snapshot)
        return tuple(found)

    def _on_closed(self, closing: Future[Closed], closed: Closed) -> None:
        if closing is self._closing:
            self._closing = None
        if self._services is not None:
            self._withheld.keep(closed.withheld, self._services)
        self._find_state()
        self.locked.emit(closed.outcome)
        if closed.error is not None:
            self.failed.emit(closed.error)
