"""Vaults made once: derivations are dear, so the tests share them."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeharbor.domain.policy import Policy
from safeharbor.system.paths import HomePaths
from safeharbor.vault.methods import NewVault, new_vault
from support.keyring import FakeKeyring
from unit.vault.samples import CHEAP, PASSPHRASE, TODAY


@pytest.fixture
def keyring() -> FakeKeyring:
    """A keyring in memory that works."""
    return FakeKeyring()


@pytest.fixture
def simple(keyring: FakeKeyring) -> NewVault:
    """A vault of policy Simple; its secret is in ``keyring``. No derivation is needed."""
    return new_vault(Policy.SIMPLE, passphrase=None, keyring=keyring, params=CHEAP, today=TODAY)


@pytest.fixture(scope="session")
def private() -> NewVault:
    """A vault of policy Private with ``PASSPHRASE``."""
    return new_vault(
        Policy.PRIVATE, passphrase=PASSPHRASE, keyring=FakeKeyring(), params=CHEAP, today=TODAY
    )


@pytest.fixture(scope="session")
def strong_keyring() -> FakeKeyring:
    """The keyring of ``strong``; a test that changes its mode changes it back."""
    return FakeKeyring()


@pytest.fixture(scope="session")
def strong(strong_keyring: FakeKeyring) -> NewVault:
    """A vault of policy Strong with ``PASSPHRASE``."""
    return new_vault(
        Policy.STRONG, passphrase=PASSPHRASE, keyring=strong_keyring, params=CHEAP, today=TODAY
    )


@pytest.fixture
def paths(own_world: Path) -> HomePaths:
    """A home of the test's own."""
    return HomePaths(own_world)
