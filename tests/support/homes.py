"""Vaults for tests: one is made, and every test works on a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from safeharbor.domain.policy import Policy
from safeharbor.services.session import SessionState
from safeharbor.system.paths import HomePaths
from safeharbor.vault.kdf import FLOOR, Argon2Params
from safeharbor.wiring import Services, build
from support.clock import FakeClock
from support.keyring import FakeKeyring

PASSPHRASE = "seven grey geese on the wall"


@dataclass(frozen=True)
class MadeVault:
    """A locked vault of policy Simple and what opens it."""

    home: Path
    keyring_lines: dict[str, list[str]]
    recovery_code: str

    def copy_to(self, home: Path) -> FakeKeyring:
        """Put a copy into ``home``; returns a keyring that opens it."""
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        keyring = FakeKeyring()
        keyring.lines = {account: list(lines) for account, lines in self.keyring_lines.items()}
        return keyring


def make_vault(home: Path) -> MadeVault:
    """Make a vault that the fake keyring opens, and lock it. No Argon2 is paid."""
    keyring = FakeKeyring()
    services = build(HomePaths(home), clock=FakeClock(), keyring=keyring, calibrate=floor)
    created = services.session.create(Policy.SIMPLE, None)
    services.session.lock()
    return MadeVault(home, keyring.lines, created.recovery_code)


def floor() -> Argon2Params:
    """The cheapest parameters that a header may have."""
    return FLOOR


@contextmanager
def unlocked(services: Services) -> Iterator[Services]:
    """Unlock by the keyring for the length of a block."""
    services.session.unlock(None)
    try:
        yield services
    finally:
        if services.session.state is SessionState.UNLOCKED:
            services.session.lock()
