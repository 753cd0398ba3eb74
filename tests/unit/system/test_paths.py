"""The home: where it is, how it is made, and the address of its window."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.system.paths import HomePaths, home_paths, portable_home, socket_address


def test_the_command_line_wins_over_the_environment_over_the_account(tmp_path: Path) -> None:
    environ = {"SAFEHARBOR_HOME": str(tmp_path / "env")}
    assert home_paths(tmp_path / "given", environ).root == tmp_path / "given"
    assert home_paths(None, environ).root == tmp_path / "env"
    assert home_paths(None, {}).root == Path(os.environ["XDG_DATA_HOME"]) / "safeharbor"
    assert home_paths(None, {"SAFEHARBOR_HOME": ""}).root.name == "safeharbor"


def test_a_home_is_absolute_and_knows_its_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    assert home_paths(Path("here"), {}).root == Path.cwd() / "here"
    assert home_paths(Path("~/calm"), {}).root == Path(os.environ["HOME"]) / "calm"


def test_the_layout_is_fixed(tmp_path: Path) -> None:
    paths = HomePaths(tmp_path)
    names = [
        paths.header, paths.header_backup, paths.database("vault-1.db"), paths.vault_lock,
        paths.instance_lock, paths.inbox, paths.backups, paths.restored, paths.preferences,
        paths.log,
    ]  # fmt: skip
    assert [str(p.relative_to(tmp_path)) for p in names] == [
        "vault.hdr", "vault.hdr.bak", "vault-1.db", "vault.lock", "instance.lock", "inbox",
        "backups", "restored", "preferences.json", "log/safeharbor.log",
    ]  # fmt: skip


def test_a_home_is_made_closed_to_others(tmp_path: Path) -> None:
    paths = HomePaths(tmp_path / "new" / "home")
    paths.ensure()
    paths.ensure()
    assert stat.S_IMODE(paths.root.stat().st_mode) == 0o700


def test_a_home_with_our_files_is_closed_again(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir(mode=0o755)
    (tmp_path / "mine" / "vault.lock").touch()
    HomePaths(tmp_path / "mine").ensure()
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o700


def test_a_folder_with_other_things_keeps_its_rights(tmp_path: Path) -> None:
    """``--home ~/Documents`` or, as root, ``--home /tmp`` closes nothing to its other users."""
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    (shared / "letter.txt").touch()
    HomePaths(shared).ensure()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755


def test_a_home_that_cannot_be_written_or_is_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(HarborError) as caught:
        HomePaths(tmp_path / "file").ensure()
    assert caught.value.code is ErrorCode.NOT_A_PLAIN_FILE
    monkeypatch.setattr(os, "access", lambda *_args: False)
    with pytest.raises(HarborError) as caught:
        HomePaths(tmp_path).ensure()
    assert caught.value.code is ErrorCode.FOLDER_READ_ONLY


def test_the_socket_lies_in_a_private_folder_and_is_short(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 90)
    long.mkdir(mode=0o700)
    paths = HomePaths(tmp_path / "home")
    for runtime in (str(long), "", "relative", str(tmp_path / "missing")):
        environ = {"XDG_RUNTIME_DIR": runtime, "TMPDIR": str(long)}
        address = Path(socket_address(paths, environ))
        assert len(os.fsencode(address)) <= 100
        assert stat.S_IMODE(address.parent.stat().st_mode) == 0o700


def test_each_home_has_its_own_address(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "one")
    one, two, link = (socket_address(HomePaths(tmp_path / n)) for n in ("one", "two", "link"))
    assert one != two
    assert one == link


def test_a_runtime_folder_that_others_can_enter_is_not_used(tmp_path: Path) -> None:
    runtime = Path("/tmp") / f"sh-test-{os.getpid()}"
    runtime.mkdir(mode=0o700)
    try:
        environ = {"XDG_RUNTIME_DIR": str(runtime)}
        assert Path(socket_address(HomePaths(tmp_path), environ)).parent == runtime
        runtime.chmod(0o755)
        assert Path(socket_address(HomePaths(tmp_path), environ)).parent != runtime
    finally:
        runtime.rmdir()


def test_a_portable_program_keeps_its_home_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "safeharbor"
    monkeypatch.setattr(sys, "executable", str(program))
    environ: dict[str, str] = {}
    (tmp_path / "safeharbor.portable").touch()
    assert home_paths(environ=environ).root != tmp_path / "data"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert home_paths(environ=environ).root == tmp_path / "data"
    assert home_paths(Path("/chosen"), environ).root == Path("/chosen")
    assert home_paths(environ={"SAFEHARBOR_HOME": "/asked"}).root == Path("/asked")
    (tmp_path / "safeharbor.portable").unlink()
    assert home_paths(environ=environ).root != tmp_path / "data"


def test_on_a_mac_the_mark_lies_beside_the_bundle(tmp_path: Path) -> None:
    inside = tmp_path / "SafeHarbor.app" / "Contents" / "MacOS"
    inside.mkdir(parents=True)
    (inside / "safeharbor.portable").touch()
    assert portable_home(inside / "safeharbor") is None
    (tmp_path / "safeharbor.portable").touch()
    assert portable_home(inside / "safeharbor") == tmp_path / "data"


def test_a_mark_that_is_a_link_or_a_folder_moves_no_journal(tmp_path: Path) -> None:
    mark = tmp_path / "safeharbor.portable"
    (tmp_path / "elsewhere").touch()
    mark.symlink_to(tmp_path / "elsewhere")
    assert portable_home(tmp_path / "safeharbor") is None
    mark.unlink()
    mark.mkdir()
    assert portable_home(tmp_path / "safeharbor") is None


@pytest.mark.skipif(sys.platform == "win32", reason="an owner's number is of POSIX")
@pytest.mark.parametrize(
    ("mark_of", "program_of", "counts"), [(0, 0, True), (1, 1, True), (0, 1, True), (1, 0, False)]
)
def test_a_mark_counts_when_it_is_ours_or_of_the_programs_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark_of: int, program_of: int, counts: bool
) -> None:
    """The numbers of the accounts are told apart by how far they are from ours."""
    ours = os.getuid()
    mark, program = tmp_path / "safeharbor.portable", tmp_path / "safeharbor"
    owners = {mark: ours + mark_of, program: ours + program_of}
    for file in owners:
        file.touch()
    plain = os.stat

    def owned(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        facts = list(plain(path, follow_symlinks=follow_symlinks))
        facts[stat.ST_UID] = owners[path]
        return os.stat_result(facts)

    monkeypatch.setattr(Path, "lstat", owned)
    monkeypatch.setattr(Path, "stat", owned)
    assert (portable_home(program) == tmp_path / "data") is counts
