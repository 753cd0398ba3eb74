"""Opens and closes the vault on threads of their own, so that a close always outruns an open.

The half of ``ui/session.py`` that waits: for the keyring, for the disk, for a lock before it. It
knows no Qt. A try to open that was given up never leaves the vault open, however late it ends.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import Policy, SlotType
from safeharbor.system.log import LOGGER_NAME

if TYPE_CHECKING:
    from safeharbor.domain.filled import Unsaved
    from safeharbor.services.session import LockOutcome, Unlocked
    from safeharbor.services.shown import CreatedVault
    from safeharbor.services.use_cases import Services

_LOG: Final = logging.getLogger(LOGGER_NAME)

_CLOSING_PATIENCE: Final = 5.0
"""Seconds that an unlock waits for the lock before it to let go of the files."""

_MADE_BY: Final = {
    Policy.SIMPLE: SlotType.KEYRING,
    Policy.PRIVATE: SlotType.PASSPHRASE,
    Policy.STRONG: SlotType.BOTH,
}


class Opened(NamedTuple):
    """The vault is open. ``created`` is what a new one shows once."""

    unlocked: Unlocked
    created: CreatedVault | None = None


class Closed(NamedTuple):
    """How a lock went. ``withheld`` is text that neither the vault nor the inbox took."""

    outcome: LockOutcome
    withheld: tuple[Unsaved, ...] = ()
    error: HarborError | None = None


class Sealed(NamedTuple):
    """How sealing went: what is ``left`` to be sealed, and why."""

    left: tuple[Unsaved, ...] = ()
    error: HarborError | None = None


class Ticket:
    """One try to open the vault; only the newest one counts."""

    def __init__(self) -> None:
        self.given_up = threading.Event()


Opening: TypeAlias = "Callable[[Services], Opened]"


class Door:
    """The vault of one home, as something to open and to close.

    ``begin`` and ``shut`` are called on the GUI thread and return at once; ``open`` and ``close``
    wait and are called on other threads.
    """

    def __init__(self, building: Future[Services]) -> None:
        """The services may still be on their way."""
        self._building = building
        # Held for a moment only: it is asked for on the GUI thread.
        self._guard = threading.Lock()
        self._ticket: Ticket | None = None
        self._open = False
        self._gone = threading.Event()
        self._gone.set()
        # One try at a time; a hung keyring holds it for as long as the keyring is waited for.
        self._turn = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether the vault is open or about to be shown as open."""
        return self._open

    def begin(self) -> Ticket:
        """A new try; it takes the place of one that has not ended."""
        ticket = Ticket()
        with self._guard:
            before, self._ticket = self._ticket, ticket
        if before is not None:
            before.given_up.set()
        return ticket

    def open(self, ticket: Ticket, job: Opening, rest: float = 0.0) -> Opened | None:
        """Open the vault by ``job``; None when ``ticket`` was given up meanwhile.

        Args:
            ticket: from ``begin``.
            job: unlocks the vault or makes one.
            rest: seconds to wait before.

        Raises:
            HarborError: what ``job`` says.
        """
        services = self._building.result()
        ticket.given_up.wait(rest)
        with self._turn:
            if ticket.given_up.is_set():
                return None
            self._gone.wait(_CLOSING_PATIENCE)
            opened = job(services)
            with self._guard:
                self._open = wanted = ticket is self._ticket
            if not wanted:
                with contextlib.suppress(HarborError):
                    services.session.lock()
                return None
            return opened

    def shut(self) -> bool:
        """Give up what is being opened; whether the vault is open and has to be closed."""
        with self._guard:
            before, self._ticket = self._ticket, None
            was_open, self._open = self._open, False
        if before is not None:
            before.given_up.set()
        if was_open:
            with contextlib.suppress(HarborError):
                self._gone = self._building.result().session.thread().closed
        return was_open

    def close(self, snapshots: Sequence[Unsaved]) -> Closed:
        """Close the vault after ``shut`` and keep ``snapshots``, the first one in the vault."""
        services = self._building.result()
        at = services.clock.now().utc_us if snapshots[1:] else None
        rest = seal(services, snapshots[1:], at)
        try:
            closed = Closed(services.session.lock(snapshots[0] if snapshots else None))
        except Exception as error:
            # Whatever it is, the window has to hear that the vault is closed.
            closed = nothing()._replace(withheld=tuple(snapshots[:1]), error=_known(error))
        return closed._replace(
            withheld=closed.withheld + rest.left, error=closed.error or rest.error
        )


def unlock(services: Services, secret: str | None) -> Opened:
    """Unlock by a typed secret, or by the keyring for None."""
    return Opened(services.session.unlock(secret))


def create(services: Services, policy: Policy, passphrase: str | None) -> Opened:
    """Make a vault and leave it open."""
    from safeharbor.services.session import Unlocked

    made = services.session.create(policy, passphrase)
    return Opened(Unlocked(by=_MADE_BY[policy]), made)


def nothing() -> Closed:
    """A lock that kept nothing. The first call loads the services, so not on the GUI thread."""
    from safeharbor.services.session import Kept, LockOutcome

    return Closed(LockOutcome(Kept.NOTHING))


def seal(services: Services, snapshots: Sequence[Unsaved], sealed_us: int | None = None) -> Sealed:
    """Seal each of ``snapshots`` to the inbox; what it does not take is left.

    ``sealed_us`` is the present time, where a lock took them at this moment.
    """
    left: list[Unsaved] = []
    failure: HarborError | None = None
    for snapshot in snapshots:
        try:
            services.inbox.seal_unsaved(snapshot, sealed_us=sealed_us)
        except Exception as error:
            left.append(snapshot)
            failure = _known(error)
    return Sealed(tuple(left), failure)


def _known(error: Exception) -> HarborError:
    if isinstance(error, HarborError):
        return error
    _LOG.error("text could not be kept", exc_info=error)
    return HarborError(ErrorCode.UNEXPECTED)
