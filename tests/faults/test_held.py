"""An open vault belongs to one process alone, from the moment of unlocking."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from faults.child import environment
from faults.house import House, held_keyring
from faults.powercut import record_session
from faults.terminal import Terminal
from faults.tracing import Closed, Opened
from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.services.session import unlock_header
from safeharbor.system.paths import HomePaths
from safeharbor.vault.headerfile import load_header


@contextmanager
def held(house: House) -> Iterator[None]:
    """Another process has the vault unlocked for the length of a block."""
    command = [sys.executable, "-m", "faults.holder", "hold", str(house.home)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"ack unlocked\n"
        yield
        holder.stdin.close()
    assert holder.returncode == 0


def test_a_second_process_is_refused_and_changes_nothing(own_world: Path) -> None:
    """Though the other has neither read nor written since it unlocked."""
    house = House.make(own_world)
    with held(house):
        before = {path: path.stat().st_mtime_ns for path in house.home.rglob("*")}
        services = house.services()
        with pytest.raises(HarborError) as refused:
            services.session.unlock(None)
        after = {path: path.stat().st_mtime_ns for path in house.home.rglob("*")}

    assert refused.value.code is ErrorCode.VAULT_HELD
    assert after == before
    with house.unlocked() as services:
        assert services.journal.count().result() > 0


@pytest.mark.skipif(sys.platform == "win32", reason="the secret goes through a descriptor")
def test_the_terminal_says_75_and_add_seals_instead(own_world: Path) -> None:
    """Nothing that was written is refused, only what has to read."""
    house = House.make(own_world)
    terminal = Terminal(house.home)
    with held(house):
        assert terminal.run("list", secret=house.code).code == 75
        assert terminal.run("search", "rest", secret=house.code).code == 75
        added = terminal.must("add", text="kept while another window is open", secret=house.code)

    assert added.json["stored"] == "inbox"
    shown = terminal.must("show", added.json["id"], secret=house.code)
    assert shown.json["body"].rstrip() == "kept while another window is open"


def test_the_database_itself_is_locked_from_the_moment_of_unlocking(own_world: Path) -> None:
    """Even for a program that does not know our lock file but has the key."""
    house = House.make(own_world)
    header, opened = unlock_header(
        load_header(HomePaths(house.home)), None, held_keyring(house.keyring)
    )
    raw = opened.key.database_key().hex() + header.database.salt.hex()
    with held(house):
        path = house.home / header.database.file
        connection = sqlite.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=0)
        connection.execute(f"PRAGMA key=\"x'{raw}'\"")
        with pytest.raises(sqlite.OperationalError, match="locked"):
            connection.execute("SELECT count(*) FROM entry").fetchone()
        connection.close()


def test_nothing_of_ours_opens_the_file_while_it_is_held(own_world: Path) -> None:
    """An audit hook over a whole session sees the one opening that the test plants, no other."""
    house = House.make(own_world)
    command = [sys.executable, "-m", "faults.holder", "audit", str(house.home), str(own_world)]

    done = subprocess.run(command, capture_output=True, env=environment(), check=True, text=True)

    assert done.stdout.splitlines() == ["ack open", "ack done"]


@pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")
def test_the_kernel_sees_no_second_descriptor_of_the_file(own_world: Path) -> None:
    """Closing a second one would drop SQLite's locks, whoever opened it."""
    house = House.make(own_world)
    recording = record_session(house, seed=7, steps=25)
    database = next(house.home.glob("vault-*.db")).name
    node = list(recording.before).index(database)
    open_now = 0
    most = 0
    seen: Counter[str] = Counter()
    for operation in recording.operations:
        if isinstance(operation, Opened | Closed) and operation.node == node:
            open_now += 1 if isinstance(operation, Opened) else -1
            most = max(most, open_now)
            seen[type(operation).__name__] += 1

    assert most == 1, seen
    assert seen["Opened"] == seen["Closed"] > 1
