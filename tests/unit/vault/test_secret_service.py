"""The real Secret Service: gnome-keyring in a session bus and a home of its own."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.vault.keyring_store import KeyringState, SystemKeyring

_TESTS = Path(__file__).resolve().parents[2]
_PROBE = Path(__file__).with_name("secret_service_probe.py")

pytestmark = pytest.mark.secret_service


@pytest.fixture(scope="module")
def found() -> Iterator[dict[str, Any]]:
    """What the probe reports; it runs once."""
    missing = [
        name for name in ("dbus-run-session", "gnome-keyring-daemon") if not shutil.which(name)
    ]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with tempfile.TemporaryDirectory(prefix="sh-ring-") as home:
        for name in ("run", "data/keyrings", "cache", "config"):
            (Path(home) / name).mkdir(parents=True, mode=0o700)
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": home,
            "XDG_RUNTIME_DIR": f"{home}/run",
            "XDG_DATA_HOME": f"{home}/data",
            "XDG_CACHE_HOME": f"{home}/cache",
            "XDG_CONFIG_HOME": f"{home}/config",
            "PYTHONPATH": os.pathsep.join((str(_TESTS.parent / "src"), str(_TESTS))),
            "PYTHONWARNINGS": "error",
            # None of these may have a say in which keyring is used.
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "KEYRING_PROPERTY_SCHEME": "KeePassXC",
        }
        said, told = Path(home) / "said", Path(home) / "told"
        with said.open("wb") as out, told.open("wb") as err:
            run = subprocess.Popen(
                ["dbus-run-session", "--", sys.executable, str(_PROBE)],
                env=environ,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
            try:
                code = run.wait(timeout=120)
            finally:
                # The bus may have started a keyring of its own at the end, which outlives it.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(run.pid, signal.SIGKILL)
                run.wait(timeout=20)
        errors = told.read_text(encoding="utf-8")
        assert code == 0, errors
        assert "Warning" not in errors, errors
        yield json.loads(said.read_bytes())


def test_the_real_keyring_keeps_the_contract(found: dict[str, Any]) -> None:
    assert found["contract"] is True
    assert found["state"] == KeyringState.READY


def test_a_vault_opens_from_the_real_keyring(found: dict[str, Any]) -> None:
    assert (found["opened by"], found["same key"]) == ("keyring", True)


def test_all_values_of_an_account_are_read(found: dict[str, Any]) -> None:
    assert found["two values"] == ["SH1.here", "SH1.there"]


def test_a_locked_keyring_says_so(found: dict[str, Any]) -> None:
    assert found["locked state"] == KeyringState.LOCKED
    assert found["locked get"] == found["locked set"] == ErrorCode.KEYRING_LOCKED.name


def test_a_hanging_keyring_costs_one_wait(found: dict[str, Any]) -> None:
    assert found["hanging"] == found["hanging again"] == ErrorCode.KEYRING_TIMEOUT.name
    assert found["hanging state"] == KeyringState.HANGING
    assert found["hanging seconds"] < 5


def test_without_a_session_bus_the_keyring_is_unavailable() -> None:
    keyring = SystemKeyring()
    assert keyring.state() is KeyringState.UNAVAILABLE
    with pytest.raises(HarborError) as caught:
        keyring.get("00" * 16)
    assert caught.value.code is ErrorCode.KEYRING_UNAVAILABLE
