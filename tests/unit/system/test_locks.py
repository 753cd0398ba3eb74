"""The lock between processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.locks import ProcessLock

HOLDER = (
    "import sys; from pathlib import Path; from safeharbor.system.locks import ProcessLock;"
    "lock = ProcessLock(Path(sys.argv[1])); lock.acquire(); print('held', flush=True);"
    "sys.stdin.read()"
)


def code_of(lock: ProcessLock) -> ErrorCode:
    with pytest.raises(HarborError) as caught:
        lock.acquire()
    assert not lock.held
    return caught.value.code


def test_one_holder_at_a_time_and_release_twice(tmp_path: Path) -> None:
    first, second = ProcessLock(tmp_path / "vault.lock"), ProcessLock(tmp_path / "vault.lock")
    first.acquire()
    first.acquire()
    assert first.held
    assert code_of(second) is ErrorCode.VAULT_HELD
    first.release()
    first.release()
    with second:
        assert code_of(first) is ErrorCode.VAULT_HELD
    first.acquire()
    assert (tmp_path / "vault.lock").lstat().st_mode & 0o777 == 0o600


def test_a_holder_that_is_killed_leaves_nothing_behind(tmp_path: Path) -> None:
    lock = ProcessLock(tmp_path / "vault.lock", ErrorCode.TARGET_EXISTS)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "vault.lock")],
        env={**os.environ, "PYTHONPATH": "src"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert code_of(lock) is ErrorCode.TARGET_EXISTS
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with lock:
            assert lock.held


def test_a_child_does_not_inherit_the_lock(tmp_path: Path) -> None:
    lock = ProcessLock(tmp_path / "vault.lock")
    lock.acquire()
    with subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE
    ):
        lock.release()
        with ProcessLock(tmp_path / "vault.lock") as again:
            assert again.held


def test_odd_things_in_the_locks_place(tmp_path: Path) -> None:
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(tmp_path / "elsewhere")
    os.mkfifo(pipe)
    for place in (link, pipe, tmp_path):
        assert code_of(ProcessLock(place)) is ErrorCode.NOT_A_PLAIN_FILE
    assert not (tmp_path / "elsewhere").exists()


def test_a_lock_file_swapped_while_it_was_taken_guards_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "vault.lock"
    from safeharbor.system import locks

    def swap(handle: int) -> None:
        place.unlink()
        place.touch()

    monkeypatch.setattr(locks, "_take", swap)
    assert code_of(ProcessLock(place)) is ErrorCode.VAULT_HELD


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    assert code_of(ProcessLock(tmp_path / "none" / "vault.lock")) is ErrorCode.WRITE_FAILED
