"""Opening and closing the vault around a command, and saying what was noticed on the way.

Order: the secret that was handed in, else the keyring where the vault knows it, else a prompt.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Final

from safeharbor.cli.parts import Call
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import SlotType
from safeharbor.services.session import Unlocked

TRIES: Final = 3
CLOSE_PATIENCE: Final = 30.0
"""Seconds to wait for the index to follow and the file to be closed, before leaving anyway."""

KEYRING_CODES: Final = frozenset(
    {
        ErrorCode.KEYRING_UNAVAILABLE,
        ErrorCode.KEYRING_MISSING,
        ErrorCode.KEYRING_WRONG,
        ErrorCode.KEYRING_LOCKED,
        ErrorCode.KEYRING_TIMEOUT,
    }
)
_WRONG: Final = frozenset(
    {
        ErrorCode.WRONG_PASSPHRASE,
        ErrorCode.WRONG_RECOVERY_CODE,
        ErrorCode.RECOVERY_CODE_MISTYPED,
        ErrorCode.METHOD_NOT_FOUND,
        ErrorCode.SLOT_DAMAGED,
    }
)


@contextlib.contextmanager
def unlocked(call: Call) -> Iterator[Unlocked]:
    """The vault open for the time of the block; closed in good order afterwards."""
    with closing(call):
        found = unlock(call)
        report(call, found)
        yield found


@contextlib.contextmanager
def closing(call: Call) -> Iterator[None]:
    """Whatever the block opened is locked, and its file closed, when it ends."""
    session = call.services.session
    try:
        yield
    finally:
        with contextlib.suppress(HarborError):
            thread = session.thread()
            session.lock()
            thread.closed.wait(CLOSE_PATIENCE)


def unlock(call: Call) -> Unlocked:
    """Open the vault by the first way that there is.

    Raises:
        HarborError: what the last way tried says.
    """
    session = call.services.session
    header = session.header()
    if call.secrets.given:
        return session.unlock(call.secrets.read())
    why = HarborError(ErrorCode.SECRET_NEEDED)
    if header.slots_of(SlotType.KEYRING):
        try:
            return session.unlock(None)
        except HarborError as error:
            if error.code not in KEYRING_CODES | _WRONG:
                raise
            why = error
    if not call.secrets.can_ask():
        raise why
    if why.code is not ErrorCode.SECRET_NEEDED:
        call.console.fail(why)
    return _unlock_by_asking(call)


def _unlock_by_asking(call: Call) -> Unlocked:
    for attempt in range(1, TRIES + 1):
        secret = call.secrets.ask(call.console.words("secret.ask"))
        try:
            return call.services.session.unlock(secret)
        except HarborError as error:
            if error.code not in _WRONG or attempt == TRIES:
                raise
            call.console.fail(error)
    raise AssertionError("the last try returns or raises")


def report(call: Call, found: Unlocked) -> None:
    """Say quietly what a person wants to know about this unlock."""
    console = call.console
    if ErrorCode.HEADER_DAMAGED in found.notices and not found.read_only:
        console.tell("notice.header_repaired")
    if ErrorCode.DISK_FULL in found.notices:
        console.tell("notice.disk_full")
    if found.read_only:
        console.tell("notice.read_only")
    if found.drained:
        console.tell("notice.drained", count=found.drained)
    if found.unreadable:
        console.tell("notice.unreadable", count=len(found.unreadable))
