"""Files: what is read, what is refused, and that a failed write leaves the old file alone."""

from __future__ import annotations

import errno
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system import fs

LIMIT = 1024


def code_of(action: Callable[[], object]) -> ErrorCode:
    with pytest.raises(HarborError) as caught:
        action()
    return caught.value.code


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "vault.hdr"
    fs.write_new(path, b"as it was")
    return path


def test_a_new_file_is_closed_to_others_and_read_back(plain: Path) -> None:
    assert fs.read_regular(plain, max_size=LIMIT) == b"as it was"
    assert mode(plain) == 0o600
    assert fs.check_regular(plain, min_size=9, max_size=9).st_size == 9


def test_a_new_file_never_replaces_another(plain: Path) -> None:
    assert code_of(lambda: fs.write_new(plain, b"new")) is ErrorCode.TARGET_EXISTS
    assert plain.read_bytes() == b"as it was"


def odd_link(place: Path) -> None:
    place.symlink_to("/etc/hostname")


def odd_dangling_link(place: Path) -> None:
    place.symlink_to(place.with_name("nowhere"))


def odd_second_name(place: Path) -> None:
    other = place.with_name("other")
    other.write_bytes(b"x")
    place.hardlink_to(other)


def odd_socket(place: Path) -> None:
    folder = os.open(place.parent, os.O_RDONLY)
    try:  # by way of the descriptor, because the path may be too long for a socket
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(f"/proc/self/fd/{folder}/{place.name}")
    finally:
        os.close(folder)


ODD: list[Callable[[Path], object]] = [
    odd_link,
    odd_dangling_link,
    odd_second_name,
    odd_socket,
    os.mkfifo,
    Path.mkdir,
]


@pytest.mark.parametrize("make", ODD)
def test_odd_things_in_a_files_place_are_refused(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    place = tmp_path / "vault.hdr"
    make(place)
    before = place.lstat()
    actions: list[Callable[[], object]] = [
        lambda: fs.check_regular(place),
        lambda: fs.read_regular(place, max_size=LIMIT),
        lambda: fs.replace_atomic(place, b"new"),
        lambda: fs.open_append(place),
    ]
    assert [code_of(action) for action in actions] == [ErrorCode.NOT_A_PLAIN_FILE] * 4
    assert os.path.samestat(before, place.lstat())


def test_a_device_is_refused() -> None:
    refused = code_of(lambda: fs.read_regular(Path("/dev/zero"), max_size=LIMIT))
    assert refused is ErrorCode.NOT_A_PLAIN_FILE


def test_size_limits(plain: Path) -> None:
    assert code_of(lambda: fs.read_regular(plain, max_size=8)) is ErrorCode.FILE_TOO_LARGE
    assert code_of(lambda: fs.check_regular(plain, min_size=10)) is ErrorCode.READ_FAILED


def test_a_missing_file_and_a_file_as_folder(plain: Path) -> None:
    missing = plain.with_name("none")
    assert code_of(lambda: fs.check_regular(missing)) is ErrorCode.FILE_NOT_FOUND
    below = plain / "below"
    assert code_of(lambda: fs.check_regular(below)) is ErrorCode.NOT_A_PLAIN_FILE


def test_a_foreign_owner_is_refused_unless_a_person_picked_the_file(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: plain.lstat().st_uid + 1)
    assert code_of(lambda: fs.check_regular(plain)) is ErrorCode.WRONG_OWNER
    assert code_of(lambda: fs.replace_atomic(plain, b"new")) is ErrorCode.WRONG_OWNER
    assert fs.read_regular(plain, max_size=LIMIT, foreign=True) == b"as it was"


def test_replacing_keeps_nothing_of_the_old_file(plain: Path) -> None:
    seen: list[bytes] = []
    fs.replace_atomic(plain, b"new", verify=seen.append)
    assert plain.read_bytes() == b"new"
    assert seen == [b"new"]
    assert mode(plain) == 0o600
    assert [p.name for p in plain.parent.glob("*vault*")] == [plain.name]


def test_bytes_are_durable_before_the_name_and_the_name_before_the_return(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    flush, rename = os.fsync, fs._rename

    def note_flush(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        flush(handle)

    def note_rename(source: Path, target: Path) -> None:
        done.append("rename")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", note_flush)
    monkeypatch.setattr(fs, "_rename", note_rename)
    fs.replace_atomic(plain, b"new")
    assert done == ["file", "folder", "rename", "folder"]


def test_a_failed_check_of_the_new_file_leaves_the_old_one(plain: Path) -> None:
    def refuse(_data: bytes) -> None:
        raise HarborError(ErrorCode.HEADER_DAMAGED)

    refused = code_of(lambda: fs.replace_atomic(plain, b"new", verify=refuse))
    assert refused is ErrorCode.HEADER_DAMAGED
    assert plain.read_bytes() == b"as it was"
    assert [p.name for p in plain.parent.glob("*vault*")] == [plain.name]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, ErrorCode.DISK_FULL),
        (errno.EDQUOT, ErrorCode.DISK_FULL),
        (errno.EROFS, ErrorCode.FOLDER_READ_ONLY),
        (errno.EIO, ErrorCode.WRITE_FAILED),
    ],
)
@pytest.mark.parametrize("failing", ["fsync", "open"])
def test_a_failing_disk_leaves_the_old_file(
    plain: Path, monkeypatch: pytest.MonkeyPatch, failing: str, number: int, code: ErrorCode
) -> None:
    def fail(*_args: object, **_more: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, failing, fail)
        assert code_of(lambda: fs.replace_atomic(plain, b"new")) is code
    assert plain.read_bytes() == b"as it was"
    assert [p.name for p in plain.parent.glob("*vault*")] == [plain.name]


def test_a_full_disk_for_real(plain: Path) -> None:
    """The limit on file size answers as a full disk does; tried in a process of its own."""
    script = (
        "import resource, signal, sys; from pathlib import Path;"
        "from safeharbor.system import fs; from safeharbor.domain.errors import HarborError;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));\n"
        "try: fs.replace_atomic(Path(sys.argv[1]), b'x' * 9000)\n"
        "except HarborError as error: print(error.code.value)"
    )
    child = subprocess.run(
        [sys.executable, "-c", script, str(plain)],
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert child.stdout.strip() == ErrorCode.DISK_FULL.value
    assert plain.read_bytes() == b"as it was"
    assert [p.name for p in plain.parent.glob("*vault*")] == [plain.name]


def test_a_kill_in_the_middle_removes_nothing_and_the_rest_is_swept(plain: Path) -> None:
    left = plain.with_name(f".{plain.name}.0a1b2c3d.tmp")
    left.write_bytes(b"half")
    fs.remove_leftovers(plain)
    assert not left.exists()
    assert plain.read_bytes() == b"as it was"


def test_a_block_that_fails_leaves_no_file(tmp_path: Path) -> None:
    def write_and_fail() -> None:
        with fs.new_file(tmp_path / "a.shb") as file:
            file.write(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        write_and_fail()
    assert list(tmp_path.glob("*.shb")) == []


def test_moving_to_a_new_name_never_replaces(plain: Path) -> None:
    target = plain.with_name("b.shb")
    fs.move_new(plain, target)
    fs.write_new(plain, b"second")
    assert code_of(lambda: fs.move_new(plain, target)) is ErrorCode.TARGET_EXISTS
    assert target.read_bytes() == b"as it was"


def test_removing_is_fine_twice_and_never_follows_a_link(plain: Path) -> None:
    link = plain.with_name("link")
    link.symlink_to(plain)
    fs.remove_file(link)
    assert plain.exists()
    fs.remove_file(plain)
    fs.remove_file(plain)
    assert not plain.exists()


def test_a_private_folder_closes_itself_and_what_it_makes_above(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    fs.make_private_dir(folder)
    assert (mode(folder), mode(folder.parent)) == (0o700, 0o700)
    folder.chmod(0o755)
    fs.make_private_dir(folder)
    assert mode(folder) == 0o700


def test_a_private_folder_is_never_a_link_a_file_or_somebody_elses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    file = tmp_path / "file"
    file.write_bytes(b"")
    assert code_of(lambda: fs.make_private_dir(link)) is ErrorCode.NOT_A_PLAIN_FILE
    assert code_of(lambda: fs.make_private_dir(file)) is ErrorCode.NOT_A_PLAIN_FILE
    assert code_of(lambda: fs.make_private_dir(file / "in")) is ErrorCode.NOT_A_PLAIN_FILE
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    assert code_of(lambda: fs.make_private_dir(tmp_path)) is ErrorCode.WRONG_OWNER


def test_windows_waits_for_a_scanner_that_holds_the_file(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def rename(source: Path, target: Path) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "held")
        os.replace(source, target)  # noqa: PTH105 - past the patch

    monkeypatch.setattr(fs, "_ON_WINDOWS", True)
    monkeypatch.setattr(fs, "_PAUSE_S", 0.0)
    monkeypatch.setattr(fs, "_rename", rename)
    fs.replace_atomic(plain, b"new")
    assert plain.read_bytes() == b"new"
    monkeypatch.setattr(fs, "_PATIENCE_S", 0.0)
    tries.clear()
    assert code_of(lambda: fs.replace_atomic(plain, b"newer")) is ErrorCode.FOLDER_READ_ONLY
    assert plain.read_bytes() == b"new"
