"""Fake keyrings for tests, and the contract that the fake and the real ones both keep."""

from __future__ import annotations

import base64
import enum

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.vault.keyring_store import KeyringPort, KeyringState


class KeyringMode(enum.Enum):
    """How a fake keyring behaves."""

    NORMAL = "normal"
    MISSING = "missing"
    NULL = "null"
    LOCKED = "locked"
    UNAVAILABLE = "unavailable"
    HANGING = "hanging"
    WRONG_VALUE = "wrong value"


WRONG_VALUE = "SH1." + base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=") + "." + "A" * 22

_FAILURES = {
    KeyringMode.LOCKED: ErrorCode.KEYRING_LOCKED,
    KeyringMode.UNAVAILABLE: ErrorCode.KEYRING_UNAVAILABLE,
    KeyringMode.HANGING: ErrorCode.KEYRING_TIMEOUT,
}

_STATES = {
    KeyringMode.LOCKED: KeyringState.LOCKED,
    KeyringMode.UNAVAILABLE: KeyringState.UNAVAILABLE,
    KeyringMode.HANGING: KeyringState.HANGING,
}


class FakeKeyring:
    """A keyring in memory. Its mode may change at any time, as a real one's does.

    NORMAL keeps what it is given. MISSING has lost everything, and keeps nothing new either
    until it is NORMAL again. NULL takes a value without a word and gives nothing back. LOCKED,
    UNAVAILABLE and HANGING raise in every call (hanging at once, as after the limit).
    WRONG_VALUE gives a value of the right shape that opens nothing.
    """

    def __init__(self, mode: KeyringMode = KeyringMode.NORMAL) -> None:
        self.mode = mode
        self.lines: dict[str, list[str]] = {}
        self.calls: list[str] = []

    def get(self, account: str) -> list[str]:
        self._called("get")
        if self.mode is KeyringMode.WRONG_VALUE:
            return [WRONG_VALUE]
        if self.mode in {KeyringMode.MISSING, KeyringMode.NULL}:
            return []
        return list(self.lines.get(account, []))

    def set(self, account: str, value: str) -> None:
        self._called("set")
        if self.mode is KeyringMode.NORMAL:
            self.lines[account] = [value]
        elif self.mode is not KeyringMode.NULL:
            raise HarborError(ErrorCode.KEYRING_READBACK)

    def delete(self, account: str) -> None:
        self._called("delete")
        self.lines.pop(account, None)

    def state(self) -> KeyringState:
        return _STATES.get(self.mode, KeyringState.READY)

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if self.mode in _FAILURES:
            raise HarborError(_FAILURES[self.mode])


def check_contract(keyring: KeyringPort, account: str = "00112233445566778899aabbccddeeff") -> None:
    """What every working keyring does. Leaves nothing behind."""
    other = account[::-1]
    assert keyring.get(account) == []
    keyring.delete(account)  # nothing there is fine

    keyring.set(account, "SH1.first")
    assert keyring.get(account) == ["SH1.first"]

    keyring.set(account, "SH1.second SH1.first")  # replaces, and keeps spaces
    assert keyring.get(account) == ["SH1.second SH1.first"]

    keyring.set(other, "SH1.other")  # accounts do not mix
    assert keyring.get(account) == ["SH1.second SH1.first"]

    keyring.delete(account)
    assert keyring.get(account) == []
    assert keyring.get(other) == ["SH1.other"]
    keyring.delete(other)
    assert keyring.get(other) == []
