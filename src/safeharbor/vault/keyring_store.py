"""The computer's keyring: what SafeHarbor keeps there, and calls that cannot hang the program.

The keyring holds random secrets that open the vault's slot, never the vault key itself. This
file knows nothing of headers; which keyrings exist is in ``keyring_backends``.
"""

from __future__ import annotations

import base64
import enum
import hmac
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.vault.keyring_backends import Store, failure_code, system_stores

LIMIT_S = 20.0
# Windows keeps at most 1,280 characters in one credential; sixteen tokens need 1,135.
MAX_TOKENS = 16

_TOKEN = re.compile(r"SH1\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{22})")

T = TypeVar("T")


class KeyringState(enum.StrEnum):
    """What can be said of the keyring without asking anybody anything."""

    READY = "ready"
    LOCKED = "locked"
    UNAVAILABLE = "unavailable"
    HANGING = "hanging"


class KeyringPort(Protocol):
    """Where the vault keeps one line of text per account."""

    def get(self, account: str) -> list[str]:
        """Every line kept for ``account``; an empty list when there is none.

        Raises:
            HarborError: KEYRING_UNAVAILABLE, KEYRING_LOCKED, KEYRING_TIMEOUT.
        """

    def set(self, account: str, value: str) -> None:
        """Keep ``value`` for ``account`` in the place of the line kept before.

        Raises:
            HarborError: as ``get``, and KEYRING_READBACK when it was not kept.
        """

    def delete(self, account: str) -> None:
        """Remove what is kept for ``account``; fine when there is nothing.

        Raises:
            HarborError: as ``get``.
        """

    def state(self) -> KeyringState:
        """How the keyring is doing; asks nobody anything and never raises."""


@dataclass(frozen=True, slots=True, repr=False)
class KeyringToken:
    """One secret in the keyring with the pin of the inbox key. Never printed.

    Attributes:
        secret: 32 random bytes.
        pin: the fingerprint of the inbox key, 22 characters.
    """

    secret: bytes
    pin: str

    def line(self) -> str:
        """``SH1.<secret>.<pin>`` in base64url, without a line break in it."""
        secret = base64.urlsafe_b64encode(self.secret).decode("ascii").rstrip("=")
        return f"SH1.{secret}.{self.pin}"


def read_tokens(keyring: KeyringPort, vault_id: bytes) -> list[KeyringToken]:
    """Every token kept for the vault, the newest first; lines of another shape are passed over.

    Raises:
        HarborError: KEYRING_UNAVAILABLE, KEYRING_LOCKED, KEYRING_TIMEOUT.
    """
    tokens: list[KeyringToken] = []
    for value in keyring.get(vault_id.hex()):
        for part in value.split():
            token = _token(part)
            if token is not None and token not in tokens:
                tokens.append(token)
    return tokens


def write_tokens(keyring: KeyringPort, vault_id: bytes, tokens: Sequence[KeyringToken]) -> None:
    """Keep ``tokens``, at most sixteen, as one line, and read them back before they are used.

    A vault has one token; older ones follow it after a space where a copy of the vault on this
    account, or a header that is not replaced yet, may still need them.

    Raises:
        HarborError: as ``read_tokens``, and KEYRING_READBACK when the line was not kept.
    """
    line = " ".join(token.line() for token in tokens[:MAX_TOKENS])
    keyring.set(vault_id.hex(), line)
    if not _contains(keyring.get(vault_id.hex()), line):
        raise HarborError(ErrorCode.KEYRING_READBACK)


def _token(text: str) -> KeyringToken | None:
    found = _TOKEN.fullmatch(text)
    if found is None:
        return None
    return KeyringToken(base64.urlsafe_b64decode(found[1] + "="), found[2])


def _contains(values: Sequence[str], line: str) -> bool:
    wanted = line.encode("ascii")
    return any(
        hmac.compare_digest(value.encode("utf-8", "surrogatepass"), wanted) for value in values
    )


class SystemKeyring:
    """The real keyring. Every call runs on a thread of its own and is dropped after a limit.

    A dropped call may still end later, by itself; until then further calls are refused at once,
    so that a hung service costs one wait and one thread.
    """

    def __init__(
        self,
        limit: float = LIMIT_S,
        stores: Callable[[float], Sequence[Store]] = system_stores,
    ) -> None:
        """Wait at most ``limit`` seconds for a call.

        Args:
            limit: seconds.
            stores: gives the keyrings to use, the one to write to first; called on the thread.
        """
        self._limit = limit
        self._stores = stores
        self._hung: threading.Thread | None = None

    def get(self, account: str) -> list[str]:
        """The lines of the first keyring that has any.

        Raises:
            HarborError: KEYRING_UNAVAILABLE, KEYRING_LOCKED, KEYRING_TIMEOUT.
        """
        return self._run(lambda: self._read(account))

    def set(self, account: str, value: str) -> None:
        """Keep ``value`` and read it back.

        Raises:
            HarborError: as ``get``, and KEYRING_READBACK.
        """
        self._run(lambda: self._write(account, value))

    def delete(self, account: str) -> None:
        """Remove the account's lines from every keyring.

        Raises:
            HarborError: as ``get``.
        """
        self._run(lambda: self._remove(account))

    def state(self) -> KeyringState:
        """Whether the keyring can be used now; nobody is asked to unlock anything."""
        try:
            locked = self._run(lambda: self._usable()[0].locked())
        except HarborError as error:
            if error.code is ErrorCode.KEYRING_TIMEOUT:
                return KeyringState.HANGING
            return KeyringState.UNAVAILABLE
        return KeyringState.LOCKED if locked else KeyringState.READY

    def _usable(self) -> Sequence[Store]:
        stores = self._stores(self._limit)
        if not stores:
            raise HarborError(ErrorCode.KEYRING_UNAVAILABLE)
        return stores

    def _read(self, account: str) -> list[str]:
        failures: list[ErrorCode] = []
        for store in self._usable():
            try:
                values = store.read(account)
            except Exception as error:
                failures.append(failure_code(error))
                continue
            if values:
                return values
        if failures:
            raise HarborError(failures[0])
        return []

    def _write(self, account: str, value: str) -> None:
        store = self._usable()[0]
        store.write(account, value)
        if not _contains(store.read(account), value):
            raise HarborError(ErrorCode.KEYRING_READBACK)

    def _remove(self, account: str) -> None:
        failures: list[ErrorCode] = []
        for store in self._usable():
            try:
                store.remove(account)
            except Exception as error:
                failures.append(failure_code(error))
        if failures:
            raise HarborError(failures[0])

    def _run(self, work: Callable[[], T]) -> T:
        if self._hung is not None and self._hung.is_alive():
            raise HarborError(ErrorCode.KEYRING_TIMEOUT)
        call = _Call(work)
        thread = threading.Thread(target=call.run, name="sh-keyring", daemon=True)
        thread.start()
        thread.join(self._limit)
        if thread.is_alive():
            self._hung = thread
            raise HarborError(ErrorCode.KEYRING_TIMEOUT)
        return call.result()


class _Call(Generic[T]):
    """One call on its thread. Only a code comes back from a failure, no frame and no message."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._values: list[T] = []
        self._code = ErrorCode.KEYRING_UNAVAILABLE

    def run(self) -> None:
        try:
            self._values.append(self._work())
        except BaseException as error:
            self._code = failure_code(error)

    def result(self) -> T:
        if self._values:
            return self._values[0]
        raise HarborError(self._code)
