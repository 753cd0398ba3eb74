"""Every test gets its own home, XDG folders and temp folder, and no session bus."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from safeharbor.vault import kdf
from support.argon import LeastArgon2id
from support.clock import FakeClock

# Whoever starts the tests behind a shell's back hands them an ignored Ctrl-C, which every program
# that they start would inherit and wait in for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)


os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_XDG = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")


@pytest.fixture(autouse=True)
def own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private home and temp folder; returns the folder for ``SAFEHARBOR_HOME``."""
    world = tmp_path / "world"
    for name in ("home", "tmp", "safeharbor"):
        (world / name).mkdir(parents=True, mode=0o700)
    monkeypatch.setenv("HOME", str(world / "home"))
    monkeypatch.setenv("TMPDIR", str(world / "tmp"))
    for name in _XDG:
        folder = world / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("SAFEHARBOR_HOME", str(world / "safeharbor"))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    return world / "safeharbor"


@pytest.fixture(autouse=True, scope="session")
def least_argon2() -> Iterator[None]:
    """Keys are derived at the least cost; a vault that tests share is made so too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "Argon2id", LeastArgon2id)
        yield


@pytest.fixture(autouse=True)
def argon2_where_it_is_asked_for(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests with the marker ``argon2`` derive at the real cost."""
    if request.node.get_closest_marker("argon2"):
        monkeypatch.setattr(kdf, "Argon2id", Argon2id)


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail a test that leaves a thread of ours running."""
    before = set(threading.enumerate())
    yield
    ours = [t for t in threading.enumerate() if t not in before and t.name.startswith("sh-")]
    for thread in ours:
        thread.join(5)
    left = [thread.name for thread in ours if thread.is_alive()]
    assert not left, f"threads still running: {left}"


@pytest.fixture
def clock() -> FakeClock:
    """A clock that moves only when the test says so."""
    return FakeClock()
