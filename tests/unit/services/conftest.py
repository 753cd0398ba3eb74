"""A vault that each test gets its own copy of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from safeharbor.services.session import SessionState
from safeharbor.system.paths import HomePaths
from safeharbor.wiring import Services, build
from support.clock import FakeClock
from support.homes import MadeVault, floor, make_vault
from support.keyring import FakeKeyring


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    """The one vault of this run, locked and empty."""
    return make_vault(tmp_path_factory.mktemp("made") / "home")


@pytest.fixture
def keyring(made_vault: MadeVault, own_world: Path) -> FakeKeyring:
    """The keyring of this test's copy of the vault."""
    return made_vault.copy_to(own_world)


@pytest.fixture
def locked(own_world: Path, clock: FakeClock, keyring: FakeKeyring) -> Iterator[Services]:
    """Services over a locked vault that the keyring opens."""
    services = build(HomePaths(own_world), clock=clock, keyring=keyring, calibrate=floor)
    yield services
    if services.session.state is SessionState.UNLOCKED:
        services.session.lock()


@pytest.fixture
def services(locked: Services) -> Services:
    """Services over an unlocked vault."""
    locked.session.unlock(None)
    return locked
