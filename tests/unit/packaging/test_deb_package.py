"""The .deb: its numbers, what it depends on, and what it lays where."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from tools.release import deb, elf, tarball
from tools.release.identity import load_identity

IDENTITY = load_identity()
MOMENT = 1_750_000_000
REPORT = """
/some/file:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libz.so.1
  NEEDED               libc.so.6
  RPATH                $ORIGIN

Version References:
  required from libc.so.6:
    0x09691a75 0x00 03 GLIBC_2.2.5
    0x069691b4 0x00 02 GLIBC_2.34
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A frozen program in small."""
    folder = tmp_path / "frozen"
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal" / "part.txt").write_text("part")
    (folder / "safeharbor").write_text("#!/bin/sh\n")
    (folder / "safeharbor").chmod(0o700)
    (folder / "safeharbor-cli").symlink_to("safeharbor")
    return folder


@pytest.mark.parametrize(
    ("version", "debian"),
    [
        ("1.2.3", "1.2.3-1"),
        ("1.0.0rc1", "1.0.0~rc1-1"),
        ("1.0.0a2", "1.0.0~a2-1"),
        ("0.2.0.dev5", "0.2.0~dev5-1"),
    ],
)
def test_a_version_before_a_release_sorts_before_it(version: str, debian: str) -> None:
    assert deb.deb_version(version) == debian


def test_the_control_file_has_no_empty_field() -> None:
    text = deb.control(IDENTITY, "1.0.0-1", "amd64", 1024, {"Depends": "libc6"})
    assert text.startswith("Package: safeharbor\nVersion: 1.0.0-1\n")
    assert "Depends: libc6\n" in text
    assert "Description: quiet place\n A quiet place" in text
    assert ("Homepage:" in text) == bool(IDENTITY.homepage)


def test_a_report_of_objdump_is_read() -> None:
    assert elf.read_report(REPORT) == elf.Needs(frozenset({"libz.so.1", "libc.so.6"}), (2, 34))


def test_what_only_extras_need_is_recommended(tmp_path: Path) -> None:
    (tmp_path / "libours.so.1").touch()
    wanted = {
        Path("libQt6Core.so.6"): elf.Needs(
            frozenset({"libglib-2.0.so.0", "libours.so.1", "libc.so.6"}), (2, 34)
        ),
        Path("libQt6Multimedia.so.6"): elf.Needs(frozenset({"libpulse.so.0"}), (2, 17)),
    }
    depends, extras = elf.packages(tmp_path, wanted)
    assert depends == ["libc6 (>= 2.34)", "libglib2.0-0t64 | libglib2.0-0"]
    assert extras == ["libpulse0"]


def test_a_library_without_a_package_stops_the_build(tmp_path: Path) -> None:
    wanted = {Path("x"): elf.Needs(frozenset({"libunheard-of.so.3"}), (2, 17))}
    with pytest.raises(ValueError, match="libunheard-of"):
        elf.packages(tmp_path, wanted)


def test_only_elf_files_are_asked_once(tmp_path: Path) -> None:
    (tmp_path / "a.so").write_bytes(b"\x7fELF and more")
    (tmp_path / "b.so").symlink_to("a.so")
    (tmp_path / "c.txt").write_text("words")
    assert elf.elf_files(tmp_path) == [tmp_path / "a.so"]


def test_everything_lies_where_debian_looks_for_it(program: Path, tmp_path: Path) -> None:
    target = tmp_path / "root"
    deb.stage(program, target, IDENTITY, "1.0.0", MOMENT)
    deb.settle(target, MOMENT)
    commands = target / "usr/bin"
    assert (commands / "safeharbor").resolve() == target / "usr/lib/safeharbor/safeharbor"
    assert (commands / "safeharbor-cli").resolve() == target / "usr/lib/safeharbor/safeharbor"
    assert (target / f"usr/share/applications/{IDENTITY.app_id}.desktop").is_file()
    assert (target / "usr/share/zsh/vendor-completions/_safeharbor").is_file()
    doc = target / "usr/share/doc/safeharbor"
    first = gzip.decompress((doc / "changelog.Debian.gz").read_bytes()).decode()
    assert first.startswith("safeharbor (1.0.0-1) stable;")
    assert "Sun, 15 Jun 2025" in first
    assert "License: GPL-3.0-or-later" in (doc / "copyright").read_text()
    assert "Attribution-ShareAlike 4.0" in (doc / "copyright").read_text()
    assert (target / "usr/lib/safeharbor/safeharbor").stat().st_mode & 0o777 == 0o755
    assert (doc / "copyright").stat().st_mode & 0o777 == 0o644
    assert {path.lstat().st_mtime for path in target.rglob("*")} == {MOMENT}
    assert "  usr/lib/safeharbor/_internal/part.txt\n" in deb.md5sums(target)
    assert deb.installed_kib(target) > 100


def test_nothing_of_it_lies_in_a_home_or_in_a_place_of_its_own(
    program: Path, tmp_path: Path
) -> None:
    target = tmp_path / "root"
    deb.stage(program, target, IDENTITY, "1.0.0", MOMENT)
    assert [path.name for path in target.iterdir()] == ["usr"]
    assert {path.name for path in (target / "usr").iterdir()} == {"bin", "lib", "share"}


@pytest.mark.skipif(os.name != "posix", reason="for Linux, with the rights and links it has")
def test_the_tar_file_is_the_same_twice(program: Path, tmp_path: Path) -> None:
    first = tarball.build(program, tmp_path / "one", MOMENT, "1.0.0")
    os.utime(program / "safeharbor")
    second = tarball.build(program, tmp_path / "two", MOMENT, "1.0.0")
    assert first.read_bytes() == second.read_bytes()
    assert first.name == f"safeharbor-1.0.0-linux-{os.uname().machine}.tar.xz"
