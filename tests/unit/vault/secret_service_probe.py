"""Runs inside its own session bus: starts gnome-keyring and puts the real keyring to the test.

Started by ``test_secret_service.py`` under ``dbus-run-session`` with a throw-away home. Prints
one JSON object of what was found; warnings are errors here too.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import closing

import secretstorage
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

from safeharbor.domain.errors import HarborError
from safeharbor.domain.policy import Policy
from safeharbor.vault import methods, opening
from safeharbor.vault.kdf import FLOOR
from safeharbor.vault.keyring_backends import SERVICE
from safeharbor.vault.keyring_store import SystemKeyring
from support.keyring import check_contract

_ACCOUNT = "00" * 16


def start_daemon() -> subprocess.Popen[bytes]:
    """Start an unlocked gnome-keyring and wait until it answers on the bus."""
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert daemon.stdin is not None
    daemon.stdin.write(b"test-login-password\n")
    daemon.stdin.close()
    deadline = time.monotonic() + 30
    with closing(open_dbus_connection()) as connection:
        bus = Proxy(message_bus, connection)
        while not bus.NameHasOwner("org.freedesktop.secrets")[0]:
            assert time.monotonic() < deadline, "gnome-keyring did not start"
            time.sleep(0.02)
    return daemon


def code_of(call: Callable[[], object]) -> str:
    """The code that ``call`` ends with, or "ok"."""
    try:
        call()
    except HarborError as error:
        return error.code.name
    return "ok"


def with_second_value(keyring: SystemKeyring) -> list[str]:
    """Two values in two collections, as on an account that was moved: both are read."""
    keyring.set(_ACCOUNT, "SH1.here")
    bus = secretstorage.dbus_init()
    try:
        session = secretstorage.Collection(bus, "/org/freedesktop/secrets/collection/session")
        session.create_item("x", {"service": SERVICE, "username": _ACCOUNT}, b"SH1.there")
    finally:
        bus.close()
    values = sorted(keyring.get(_ACCOUNT))
    keyring.delete(_ACCOUNT)
    assert keyring.get(_ACCOUNT) == []
    return values


def lock_default() -> None:
    """Lock the default collection, as a person does."""
    bus = secretstorage.dbus_init()
    try:
        secretstorage.get_default_collection(bus).lock()
    finally:
        bus.close()


def probe() -> dict[str, object]:
    """Everything, in the order in which the daemon gets into worse states."""
    keyring = SystemKeyring(limit=20.0)
    found: dict[str, object] = {"state": keyring.state().value}
    check_contract(keyring)
    found["contract"] = True
    found["two values"] = with_second_value(keyring)

    vault = methods.new_vault(
        Policy.SIMPLE, passphrase=None, keyring=keyring, params=FLOOR, today=dt.date(2026, 11, 21)
    )
    opened = opening.open_with_keyring(vault.header, SystemKeyring())
    found["opened by"] = opened.by.value
    found["same key"] = opened.key.raw == vault.key.raw

    lock_default()
    found["locked state"] = keyring.state().value
    found["locked get"] = code_of(lambda: keyring.get(vault.header.vault_id.hex()))
    found["locked set"] = code_of(lambda: keyring.set(_ACCOUNT, "SH1.x"))
    return found


def probe_hanging(daemon: int) -> dict[str, object]:
    """A service that does not answer is dropped after the limit, and works again afterwards."""
    keyring = SystemKeyring(limit=0.5)
    os.kill(daemon, signal.SIGSTOP)
    try:
        start = time.monotonic()
        found: dict[str, object] = {"hanging": code_of(lambda: keyring.get(_ACCOUNT))}
        found["hanging again"] = code_of(lambda: keyring.get(_ACCOUNT))
        found["hanging state"] = keyring.state().value
        found["hanging seconds"] = time.monotonic() - start
    finally:
        os.kill(daemon, signal.SIGCONT)
    return found


def main() -> None:
    """Run everything and print what was found."""
    warnings.simplefilter("error")
    daemon = start_daemon()
    try:
        found = probe()
        found.update(probe_hanging(daemon.pid))
    finally:
        daemon.terminate()
        daemon.wait(timeout=20)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
