"""A terminal for the tests of this floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.homes import MadeVault, make_vault
from support.keyring import FakeKeyring
from unit.cli.doubles import Desk, Terminal


@pytest.fixture
def terminal() -> Terminal:
    """The program, without a vault behind it."""
    return Terminal()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    return make_vault(tmp_path_factory.mktemp("made") / "home")


@pytest.fixture
def desk(made: MadeVault, own_world: Path) -> Desk:
    """A vault that the keyring opens."""
    return Desk(own_world, made.copy_to(own_world), made.recovery_code)


@pytest.fixture
def empty(own_world: Path) -> Desk:
    """A home without a vault."""
    return Desk(own_world, FakeKeyring())
