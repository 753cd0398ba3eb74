"""A fresh database for each test, made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeharbor.storage.database import Database
from support.store import make, reopen


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database without entries, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "vault-1.db"
    make(path).close()
    return path


@pytest.fixture
def path(tmp_path: Path, empty_database: Path) -> Path:
    """A closed database of this test."""
    folder = tmp_path / "vault"
    folder.mkdir(mode=0o700)
    target = folder / "vault-1.db"
    shutil.copyfile(empty_database, target)
    target.chmod(0o600)
    return target


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """An open database of this test."""
    opened = reopen(path)
    yield opened
    opened.close()
