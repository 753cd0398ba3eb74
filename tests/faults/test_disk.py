"""The model of the disk loses exactly what a real one may lose."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from faults.child import environment
from faults.disk import SECTOR, Disk
from faults.tracing import (
    Ack,
    Create,
    Folder,
    Name,
    Operation,
    Recording,
    Resize,
    Sync,
    SyncFolder,
    Write,
    record,
)

_STATES = 200


def left(operations: Sequence[Operation], before: dict[str, bytes]) -> list[dict[str, bytes]]:
    """Every different set of files that a power cut after ``operations`` leaves."""
    recording = Recording(before, frozenset(), tuple(operations))
    disk = Disk.of(recording)
    for operation in operations:
        disk.apply(operation)
    states = [dict(disk.cut(random.Random(seed), seed).files) for seed in range(_STATES)]
    return [state for index, state in enumerate(states) if state not in states[:index]]


def test_a_write_without_a_sync_may_be_lost_or_kept() -> None:
    """Both, and nothing else for a write within one sector."""
    assert sorted(s["a"] for s in left([Write(0, 0, b"new")], {"a": b"old"})) == [b"new", b"old"]


def test_a_synced_write_is_always_there() -> None:
    """The promise that everything else is built on."""
    assert left([Write(0, 0, b"new"), Sync(0)], {"a": b"old"}) == [{"a": b"new"}]


def test_a_later_write_may_survive_an_earlier_one() -> None:
    """A disk reorders."""
    states = left([Write(0, 0, b"x"), Write(0, 1, b"y")], {"a": b"__"})

    assert {s["a"] for s in states} == {b"__", b"x_", b"_y", b"xy"}


def test_a_long_write_is_torn_at_sectors() -> None:
    """Never inside of one."""
    states = left([Write(0, 0, b"n" * 4 * SECTOR)], {"a": b"o" * 4 * SECTOR})
    pieces = {s["a"][at : at + SECTOR] for s in states for at in range(0, 4 * SECTOR, SECTOR)}

    assert len(states) > 4
    assert pieces == {b"n" * SECTOR, b"o" * SECTOR}


def test_a_truncation_without_a_sync_may_not_have_happened() -> None:
    """Both sizes are possible."""
    assert {s["a"] for s in left([Resize(0, 0)], {"a": b"old"})} == {b"", b"old"}


def test_a_replacement_without_syncs_may_be_empty() -> None:
    """The classic loss: the name moved, the bytes did not come."""
    moves: list[Operation] = [Create("t", 1), Write(1, 0, b"new"), Name((("a", 1), ("t", None)))]

    found = {state["a"] for state in left(moves, {"a": b"old"})}

    assert found == {b"old", b"", b"new"}


def test_a_replacement_with_both_syncs_is_old_or_new_before_and_new_after() -> None:
    """As the atomic writer does it."""
    moves: list[Operation] = [
        Create("t", 1),
        Write(1, 0, b"new"),
        Sync(1),
        Name((("a", 1), ("t", None))),
    ]

    assert {state["a"] for state in left(moves, {"a": b"old"})} == {b"old", b"new"}
    assert left([*moves, SyncFolder("")], {"a": b"old"}) == [{"a": b"new"}]


def test_an_unlink_may_come_back_until_its_folder_is_synced() -> None:
    """How a rolled-back journal returns and takes a commit with it."""
    gone = Name((("inbox/note", None),))

    assert {} in left([gone], {"inbox/note": b"x"})
    assert {"inbox/note": b"x"} in left([gone], {"inbox/note": b"x"})
    assert left([gone, SyncFolder("inbox")], {"inbox/note": b"x"}) == [{}]
    assert {"inbox/note": b"x"} in left([gone, SyncFolder("")], {"inbox/note": b"x"})


def test_folders_and_acknowledgements_are_kept_in_order() -> None:
    """What was said by then, and the folders that may be there."""
    recording = Recording({}, frozenset({"backups"}), (Ack("one"), Folder("inbox"), Ack("two")))
    disk = Disk.of(recording)
    for operation in recording.operations:
        disk.apply(operation)
    state = disk.cut(random.Random(1), 0)

    assert state.acknowledged == ("one", "two")
    assert "backups" in state.folders


@pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")
def test_the_recorder_sees_what_a_process_does(tmp_path: Path) -> None:
    """Names with spaces and marks, positioned and plain writes, and an acknowledgement."""
    home = tmp_path / "home é"
    home.mkdir()
    (home / "old").write_bytes(b"old")
    script = (
        "import os; os.chdir(os.sys.argv[1]); f = os.open('new', os.O_RDWR | os.O_CREAT);"
        "os.write(f, b'ab\\0'); os.write(f, b'cd'); os.pwrite(f, b'X', 1); os.ftruncate(f, 4);"
        "os.fsync(f); os.close(f); os.replace('new', 'old'); d = os.open('.', os.O_RDONLY);"
        "os.fsync(d); os.write(1, b'ack done\\n'); os.mkdir('in'); os.unlink('old')"
    )

    recording = record(
        [sys.executable, "-c", script, str(home)], home, tmp_path / "trace", environment()
    )

    assert recording.before == {"old": b"old"}
    kept = [o for o in recording.operations if type(o).__name__ not in {"Opened", "Closed"}]
    assert kept == [
        Create("new", 1),
        Write(1, 0, b"ab\0"),
        Write(1, 3, b"cd"),
        Write(1, 1, b"X"),
        Resize(1, 4),
        Sync(1),
        Name((("old", 1), ("new", None))),
        SyncFolder(""),
        Ack("done"),
        Folder("in"),
        Name((("old", None),)),
    ]
