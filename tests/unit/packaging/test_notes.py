"""The text of a release: what is new, what the files are, and what is not signed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.release.identity import ROOT, version
from tools.release.notes import changes, describe, notes, size, tag_faults

CHANGELOG = f"""# Changelog

## [Unreleased]

- later

## [{version()}] - 2026-12-01

### Added

- A quiet thing.

## [0.0.1] - 2026-01-01

- The first one.
"""
PLACE = "harbour/light"
FILES = [
    (f"SafeHarbor-{version()}-windows-x64-setup.exe", 61_000_000),
    (f"SafeHarbor-{version()}-macos-arm64.dmg", 62_345_678),
    (f"safeharbor_{version()}_amd64.deb", 55_000_000),
    (f"safeharbor-{version()}.cdx.json", 40_000),
]


def test_the_changes_are_those_of_this_version() -> None:
    assert changes(CHANGELOG, version()) == "### Added\n\n- A quiet thing."
    assert changes(CHANGELOG, "0.0.1") == "- The first one."


@pytest.mark.parametrize("wanted", ["9.9.9", "Unreleased"])
def test_what_has_no_date_is_not_released(wanted: str) -> None:
    with pytest.raises(ValueError, match=wanted):
        changes(CHANGELOG, wanted)


def test_tag_version_and_changelog_belong_together() -> None:
    assert tag_faults(f"v{version()}", CHANGELOG) == []
    assert len(tag_faults("v9.9.9", CHANGELOG)) == 2


def test_unsigned_files_say_so() -> None:
    text = notes(FILES, [], CHANGELOG, PLACE)
    assert "files for Windows are **not signed**" in text
    assert "**not signed by an Apple developer and not notarised**" in text
    assert "**not signed with minisign**" in text
    assert text.count("(**not signed**)") == 2
    assert "minisign -Vm" not in text


def test_signed_files_say_that_and_no_more() -> None:
    text = notes(FILES, ["windows", "macos", "minisign"], CHANGELOG, PLACE)
    assert "not signed" not in text
    assert "minisign -Vm SHA256SUMS" in text
    assert "- A quiet thing." in text
    assert "62.3 MB" in text


def test_how_to_check_names_this_repository_and_the_key_of_the_source() -> None:
    text = notes(FILES, ["minisign"], CHANGELOG, PLACE)
    assert "gh attestation verify FILE --repo harbour/light " in text
    assert "OWNER/NAME" not in text
    assert "-p packaging/minisign.pub" in text
    assert text.count("--check --ignore-missing SHA256SUMS") == 2
    with pytest.raises(ValueError, match="no repository"):
        notes(FILES, [], CHANGELOG, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="a script of bash")
def test_the_key_is_not_laid_beside_what_it_checks(tmp_path: Path) -> None:
    """A key from the same place says nothing: who changes the list changes it as well."""
    tools = tmp_path / "packaging"
    tools.mkdir()
    shutil.copy(ROOT / "packaging" / "sign_list.sh", tools)
    (tools / "minisign.pub").write_text("a key")
    (tools / "minisign").write_text("#!/bin/sh\n[ $1 != -S ] || cat > /dev/null\n")
    (tools / "minisign").chmod(0o755)
    release = tmp_path / "release"
    release.mkdir()
    (release / "one.deb").write_text("a package")
    told = {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "MINISIGN_KEY": "a secret"}
    script = str(tools / "sign_list.sh")
    subprocess.run(["bash", script, str(release)], env=told, check=True)
    assert {file.name for file in release.iterdir()} == {"SHA256SUMS", "one.deb"}


def test_a_file_that_nobody_knows_is_not_released() -> None:
    with pytest.raises(ValueError, match=r"notes\.txt"):
        describe("notes.txt", [])
    with pytest.raises(ValueError, match="wax"):
        notes(FILES, ["wax"], CHANGELOG, PLACE)


@pytest.mark.parametrize(("amount", "said"), [(40_000, "40.0 kB"), (52_700_000, "52.7 MB")])
def test_sizes_are_said_as_people_read_them(amount: int, said: str) -> None:
    assert size(amount) == said
