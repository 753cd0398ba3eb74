"""install.sh and uninstall.sh leave a folder as they found it, whatever it is called."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support.install_scripts import ENTRY, LIST, PAGE, listing, run, unpack

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX is what they are for")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack(tmp_path_factory.mktemp("unpacked"))


def exec_of(entry: str) -> str:
    """The program that the first Exec line of ``entry`` starts, read as a desktop reads it."""
    line = next(row for row in entry.splitlines() if row.startswith("Exec="))
    value = line.removeprefix("Exec=").replace("\\\\", "\\")
    assert value.startswith('"')
    word, at = "", 1
    while value[at] != '"':
        at += value[at] == "\\"
        word += value[at]
        at += 1
    return word.replace("%%", "%")


NAMES = ["plain", "with a space", "Бухта 港", "q'uote\"s", "per%cent $HOME `id`", "back\\slash"]


@pytest.mark.parametrize("name", NAMES)
def test_in_and_out_leaves_nothing_behind(unpacked: Path, tmp_path: Path, name: str) -> None:
    prefix = tmp_path / name
    done = run(unpacked / "install.sh", "--prefix", str(prefix), home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    hello = subprocess.run([prefix / "bin/safeharbor-cli"], capture_output=True, check=True)
    assert hello.stdout == b"hello\n"
    entry = (prefix / ENTRY).read_text()
    assert exec_of(entry) == str(prefix / "lib/safeharbor/safeharbor")
    assert "@" not in entry
    gone = run(prefix / "lib/safeharbor/uninstall.sh", home=tmp_path)
    assert (gone.returncode, gone.stderr) == (0, "")
    assert listing(prefix) == []


def facts_of(entry: str) -> tuple[dict[str, str], str]:
    """What the entry itself says, as a desktop reads it, and what stands below it."""
    own, line, below = entry.partition("\n[Desktop Action")
    rows = dict(row.split("=", 1) for row in own.splitlines() if "=" in row)
    return {name: value.replace("\\\\", "\\") for name, value in rows.items()}, line + below


@pytest.mark.parametrize("name", NAMES)
def test_a_neutral_name_changes_the_entry_alone_and_leaves_nothing_behind(
    unpacked: Path, tmp_path: Path, name: str
) -> None:
    prefix, words = tmp_path / name, ("--prefix", str(tmp_path / name))
    run(unpacked / "install.sh", *words, home=tmp_path)
    usual, below = facts_of((prefix / ENTRY).read_text())
    others = listing(prefix)
    run(unpacked / "uninstall.sh", *words, home=tmp_path)
    done = run(unpacked / "install.sh", *words, "--neutral-name", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The menu calls it Notes." in done.stdout
    neutral, actions = facts_of((prefix / ENTRY).read_text())
    changed = {key: neutral[key] for key in neutral if neutral[key] != usual[key]}
    picture = str(prefix / "lib/safeharbor/_internal" / PAGE)
    assert changed == {"Name": "Notes", "StartupWMClass": "Notes", "Icon": picture}
    assert Path(picture).is_file()
    assert actions == below
    assert listing(prefix) == others
    gone = run(prefix / "lib/safeharbor/uninstall.sh", home=tmp_path)
    assert (gone.returncode, gone.stderr) == (0, "")
    assert listing(prefix) == []


def test_an_update_keeps_the_neutral_name(unpacked: Path, tmp_path: Path) -> None:
    run(unpacked / "install.sh", "--neutral-name", home=tmp_path)
    done = run(unpacked / "install.sh", home=tmp_path)
    assert "The menu calls it Notes." in done.stdout
    assert facts_of((tmp_path / ".local" / ENTRY).read_text())[0]["Name"] == "Notes"
    run(unpacked / "uninstall.sh", home=tmp_path)
    done = run(unpacked / "install.sh", home=tmp_path)
    assert "Notes" not in done.stdout
    assert facts_of((tmp_path / ".local" / ENTRY).read_text())[0]["Name"] == "SafeHarbor"


def test_without_a_prefix_it_is_the_folder_of_the_account(unpacked: Path, tmp_path: Path) -> None:
    assert run(unpacked / "install.sh", home=tmp_path).returncode == 0
    assert (tmp_path / ".local" / ENTRY).is_file()
    assert run(unpacked / "uninstall.sh", home=tmp_path).returncode == 0
    assert listing(tmp_path / ".local") == []


def test_what_somebody_wrote_stays_and_its_place_is_said(unpacked: Path, tmp_path: Path) -> None:
    journal = tmp_path / ".local/share/safeharbor"
    journal.mkdir(parents=True)
    (journal / "vault.hdr").write_text("keys")
    theirs = tmp_path / ".local/share/applications/other.desktop"
    theirs.parent.mkdir()
    theirs.write_text("[Desktop Entry]")
    before = listing(tmp_path)
    run(unpacked / "install.sh", home=tmp_path)
    gone = run(unpacked / "uninstall.sh", home=tmp_path)
    made_by_desktops = {".local/share/applications/mimeinfo.cache"}
    assert set(listing(tmp_path)) - made_by_desktops == set(before)
    assert (journal / "vault.hdr").read_text() == "keys"
    assert f"What you wrote is untouched. It is in {journal}." in gone.stdout


def test_a_second_install_takes_the_place_of_the_first(unpacked: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    shutil.copytree(unpacked, newer, symlinks=True)
    (newer / "safeharbor/_internal/part").rename(newer / "safeharbor/_internal/other")
    prefix = tmp_path / "prefix"
    run(unpacked / "install.sh", "--prefix", str(prefix), home=tmp_path)
    done = run(newer / "install.sh", "--prefix", str(prefix), home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    inside = sorted(path.name for path in (prefix / "lib/safeharbor/_internal").iterdir())
    assert inside == ["other", "safeharbor"]
    run(prefix / "lib/safeharbor/uninstall.sh", home=tmp_path)
    assert listing(prefix) == []


def test_files_of_others_in_its_folder_move_aside(unpacked: Path, tmp_path: Path) -> None:
    prefix = tmp_path / "prefix"
    run(unpacked / "install.sh", "--prefix", str(prefix), home=tmp_path)
    (prefix / "lib/safeharbor/mine").write_text("mine")
    done = run(unpacked / "install.sh", "--prefix", str(prefix), home=tmp_path)
    assert done.returncode == 0
    [kept] = (prefix / "lib").glob("safeharbor.kept-*")
    assert (kept / "mine").read_text() == "mine"


def test_a_portable_copy_is_left_alone(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / ".local/lib/safeharbor"
    (home / "data").mkdir(parents=True)
    (home / "safeharbor.portable").touch()
    before = listing(tmp_path)
    done = run(unpacked / "install.sh", home=tmp_path)
    assert done.returncode == 1
    assert "portable copy" in done.stderr
    assert listing(tmp_path) == before


@pytest.mark.parametrize("planted", ["../precious", "/precious", "share/safeharbor/vault.hdr"])
def test_a_planted_line_reaches_nothing(unpacked: Path, tmp_path: Path, planted: str) -> None:
    prefix = tmp_path / "prefix"
    run(unpacked / "install.sh", "--prefix", str(prefix), home=tmp_path)
    precious = prefix / planted.lstrip("/")
    precious.parent.mkdir(exist_ok=True, parents=True)
    precious.write_text("precious")
    with (prefix / LIST).open("a") as lines:
        lines.write(f"f {planted}\nd {planted}\n")
    run(prefix / "lib/safeharbor/uninstall.sh", home=tmp_path)
    assert precious.read_text() == "precious"


def test_uninstalling_what_is_not_there_changes_nothing(unpacked: Path, tmp_path: Path) -> None:
    done = run(unpacked / "uninstall.sh", home=tmp_path)
    assert done.returncode == 1
    assert done.stderr.endswith("nothing was changed.\n")


@pytest.mark.parametrize("script", ["install.sh", "uninstall.sh"])
def test_the_help_is_the_head_of_the_script(unpacked: Path, tmp_path: Path, script: str) -> None:
    done = run(unpacked / script, "--help", home=tmp_path)
    assert done.returncode == 0
    assert f"{script} [--prefix DIR]" in done.stdout
    assert run(unpacked / script, "--what", home=tmp_path).returncode == 1
