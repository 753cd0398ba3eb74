"""install.sh and uninstall.sh touch nothing of somebody else, and half a run can be undone."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from support.install_scripts import ENTRY, LIST, listing, run, unpack

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX is what they are for")

HOME = "lib/safeharbor"


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    return unpack(folder)


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    folder = tmp_path / "prefix"
    folder.mkdir()
    return folder


def install(unpacked: Path, prefix: Path) -> subprocess.CompletedProcess[str]:
    return run(unpacked / "install.sh", "--prefix", str(prefix), home=prefix.parent)


def uninstall(unpacked: Path, prefix: Path) -> subprocess.CompletedProcess[str]:
    return run(unpacked / "uninstall.sh", "--prefix", str(prefix), home=prefix.parent)


def write(file: Path, text: str = "theirs") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def weak_path(folder: Path, tool: str, words: str) -> str:
    """A PATH on which ``tool`` fails where its words fit the pattern ``words``."""
    real = shutil.which(tool)
    weak = write(
        folder / "weak" / tool,
        f'#!/bin/sh\ncase "$*" in {words}) exit 1 ;; esac\nexec {real} "$@"\n',
    )
    weak.chmod(0o755)
    return f"{weak.parent}:{os.environ['PATH']}"


def says_hello(command: Path) -> bool:
    done = subprocess.run([command], capture_output=True, text=True, check=False)
    return (done.returncode, done.stdout) == (0, "hello\n")


@pytest.mark.parametrize("own", ["safeharbor.portable", "data/vault.hdr", "vault.hdr"])
def test_a_portable_copy_with_its_data_is_not_installed(
    unpacked: Path, prefix: Path, own: str
) -> None:
    write(unpacked / "safeharbor" / own)
    before = listing(unpacked)
    done = install(unpacked, prefix)
    assert done.returncode == 1
    assert "portable copy with its own data" in done.stderr
    assert (listing(prefix), listing(unpacked)) == ([], before)


@pytest.mark.parametrize("journal", ["data/vault.hdr", "data/vault.db", "vault.hdr"])
@pytest.mark.parametrize("installed", [False, True])
def test_a_journal_in_the_way_is_neither_removed_nor_moved(
    unpacked: Path, prefix: Path, journal: str, installed: bool
) -> None:
    if installed:
        install(unpacked, prefix)
    theirs = write(prefix / HOME / journal)
    before = listing(prefix)
    done = install(unpacked, prefix)
    assert done.returncode == 1
    assert "There may be a journal in" in done.stderr
    assert listing(prefix) == before
    if installed:
        assert uninstall(unpacked, prefix).returncode == 0
    assert theirs.read_text() == "theirs"


def test_a_list_that_names_a_journal_does_not_remove_it(unpacked: Path, prefix: Path) -> None:
    install(unpacked, prefix)
    theirs = write(prefix / HOME / "data/vault.hdr")
    with (prefix / LIST).open("a") as lines:
        lines.write(f"f {HOME}/data/vault.hdr\nd {HOME}/data\n")
    assert uninstall(unpacked, prefix).returncode == 0
    assert theirs.read_text() == "theirs"


def test_another_program_of_that_name_stays(unpacked: Path, prefix: Path) -> None:
    theirs = write(prefix / "bin/safeharbor")
    inside = write(prefix / "bin/safeharbor-cli/inside")
    done = install(unpacked, prefix)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{theirs} is another program and stays." in done.stdout
    assert f"To start it: {prefix / HOME}/safeharbor, or" in done.stdout
    assert listing(inside.parent) == ["inside"]
    assert uninstall(unpacked, prefix).returncode == 0
    assert theirs.read_text() == inside.read_text() == "theirs"
    names = ["bin", "bin/safeharbor", "bin/safeharbor-cli", "bin/safeharbor-cli/inside"]
    assert listing(prefix) == names


def test_a_program_that_took_the_name_later_stays(unpacked: Path, prefix: Path) -> None:
    install(unpacked, prefix)
    (prefix / "bin/safeharbor").unlink()
    theirs = write(prefix / "bin/safeharbor")
    write(prefix / ENTRY.replace("desktop", "desktop.other"))
    assert uninstall(unpacked, prefix).returncode == 0
    assert theirs.read_text() == "theirs"


def test_bin_may_be_a_link_to_elsewhere(unpacked: Path, prefix: Path) -> None:
    elsewhere = prefix.parent / "deep/down/bin"
    elsewhere.mkdir(parents=True)
    (prefix / "bin").symlink_to(elsewhere)
    for _twice in range(2):
        assert install(unpacked, prefix).returncode == 0
        assert says_hello(elsewhere / "safeharbor")
        assert says_hello(elsewhere / "safeharbor-cli")
    assert uninstall(unpacked, prefix).returncode == 0
    assert listing(elsewhere) == []
    assert (prefix / "bin").is_symlink()


@pytest.mark.parametrize("blocked", ["bin", "share/icons", ENTRY])
def test_what_half_an_installation_left_can_be_removed(
    unpacked: Path, prefix: Path, blocked: str
) -> None:
    # A folder stands where a file has to be, or a file where a folder has to be.
    theirs = write(prefix / blocked / "theirs" if blocked == ENTRY else prefix / blocked)
    before = listing(prefix)
    assert install(unpacked, prefix).returncode == 1
    assert (prefix / LIST).is_file()
    gone = run(prefix / HOME / "uninstall.sh", home=prefix.parent)
    assert (gone.returncode, gone.stderr) == (0, "")
    assert listing(prefix) == before
    assert theirs.read_text() == "theirs"


def test_what_cannot_be_removed_is_said_and_can_be_tried_again(
    unpacked: Path, prefix: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(unpacked, prefix)
    script = prefix / HOME / "uninstall.sh"
    with monkeypatch.context() as context:
        context.setenv("PATH", weak_path(prefix.parent, "rm", "*/part"))
        done = run(script, home=prefix.parent)
    assert done.returncode == 1
    assert "Some files could not be removed" in done.stderr
    assert run(script, home=prefix.parent).returncode == 0
    assert listing(prefix) == []


@pytest.mark.parametrize("older", [False, True])
def test_a_program_that_cannot_be_put_in_its_place_leaves_a_list(
    unpacked: Path, prefix: Path, monkeypatch: pytest.MonkeyPatch, older: bool
) -> None:
    if older:
        install(unpacked, prefix)
    with monkeypatch.context() as context:
        context.setenv("PATH", weak_path(prefix.parent, "mv", "*/lib/safeharbor"))
        assert install(unpacked, prefix).returncode == 1
    assert uninstall(unpacked, prefix).returncode == 0
    assert listing(prefix) == []


@pytest.mark.parametrize("place", [".", "safeharbor", "new/prefix"])
def test_the_unpacked_folder_is_no_place_to_install_to(unpacked: Path, place: str) -> None:
    files = {name for name in listing(unpacked) if (unpacked / name).is_file()}
    done = install(unpacked, unpacked / place)
    assert done.returncode == 1
    assert "Choose another --prefix." in done.stderr
    assert {name for name in listing(unpacked) if (unpacked / name).is_file()} == files


def test_an_archive_unpacked_at_its_place_is_not_installed_over_itself(
    unpacked: Path, prefix: Path
) -> None:
    (prefix / "lib").mkdir()
    here = unpacked.rename(prefix / HOME)
    before = listing(prefix)
    done = install(here, prefix)
    assert done.returncode == 1
    assert "Unpack outside of" in done.stderr
    assert listing(prefix) == before


def test_a_link_to_nowhere_in_its_place_moves_aside(unpacked: Path, prefix: Path) -> None:
    (prefix / "lib").mkdir()
    (prefix / HOME).symlink_to(prefix.parent / "nowhere")
    assert install(unpacked, prefix).returncode == 0
    assert says_hello(prefix / "bin/safeharbor")
    [kept] = (prefix / "lib").glob("safeharbor.kept-*")
    assert kept.is_symlink()
    assert not (prefix.parent / "nowhere").exists()


@pytest.mark.parametrize("name", [ENTRY, LIST, LIST + ".new"])
@pytest.mark.parametrize("dangling", [False, True])
def test_nothing_is_written_through_a_link(
    unpacked: Path, prefix: Path, name: str, dangling: bool
) -> None:
    precious = prefix.parent / "precious"
    if not dangling:
        precious.write_text("")
    (prefix / name).parent.mkdir(parents=True)
    (prefix / name).symlink_to(precious)
    assert install(unpacked, prefix).returncode == 0
    assert not (prefix / name).is_symlink()
    assert dangling != precious.exists()
    assert dangling or precious.read_text() == ""


def test_others_cannot_write_to_what_it_makes(unpacked: Path, prefix: Path) -> None:
    (unpacked / "safeharbor/_internal").chmod(0o777)
    before = os.umask(0)
    try:
        assert install(unpacked, prefix / "new").returncode == 0
    finally:
        os.umask(before)
    made = [prefix / "new", *(prefix / "new").rglob("*")]
    loose = [path for path in made if not path.is_symlink() and path.stat().st_mode & 0o022]
    assert loose == []
    assert stat.S_IMODE((prefix / "new").stat().st_mode) == 0o755


@pytest.mark.parametrize("link", [False, True])
def test_the_caches_of_other_programs_stay(unpacked: Path, prefix: Path, link: bool) -> None:
    install(unpacked, prefix)
    mine = prefix.parent / "other.desktop"
    mine.write_text("[Desktop Entry]\nType=Application\nName=Other\nMimeType=text/plain;\n")
    other = prefix / "share/applications/other.desktop"
    if link:
        other.symlink_to(mine)
    else:
        shutil.copy(mine, other)
    cache = write(prefix / "share/applications/mimeinfo.cache", "[MIME Cache]\n")
    icon = write(prefix / "share/icons/hicolor/48x48/apps/other.png")
    icons = write(prefix / "share/icons/hicolor/icon-theme.cache")
    assert uninstall(unpacked, prefix).returncode == 0
    assert all(file.is_file() for file in (cache, icon, icons, other))


def test_a_cache_with_nothing_left_in_it_goes(unpacked: Path, prefix: Path) -> None:
    install(unpacked, prefix)
    write(prefix / "share/applications/mimeinfo.cache", "[MIME Cache]\n")
    write(prefix / "share/icons/hicolor/icon-theme.cache")
    assert uninstall(unpacked, prefix).returncode == 0
    assert listing(prefix) == []


@pytest.mark.parametrize("script", ["install.sh", "uninstall.sh"])
@pytest.mark.parametrize("words", [["--prefix="], ["--prefix", ""], []])
def test_without_any_folder_a_sentence_says_so(
    unpacked: Path, tmp_path: Path, script: str, words: list[str]
) -> None:
    here = tmp_path / "started from here"
    here.mkdir()
    settings = {"PATH": os.environ["PATH"]} | ({"HOME": str(unpacked)} if words else {})
    done = subprocess.run(
        ["sh", str(unpacked / script), *words],
        env=settings, cwd=here, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert listing(here) == []
    assert done.stderr == f"SafeHarbor: No folder is named. Use: {script} --prefix DIR\n"
