"""A library of the build looks for others beside itself and nowhere else."""

from __future__ import annotations

import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools.release import frozen_toc
from tools.release.run_path import foreign_run_paths, forget_run_path, run_paths

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="ELF is of Linux")
FOREIGN = b"/sneaky"


def library(package: str, name: str) -> bytes:
    """A real library of an installed package."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / name).read_bytes()


def test_a_path_of_another_folder_is_forgotten_and_nothing_else_moves() -> None:
    data = library("shiboken6", "Shiboken.abi3.so").replace(b"$ORIGIN", FOREIGN)
    assert run_paths(data) == foreign_run_paths(data) == ["/sneaky/"]
    clean = forget_run_path(data)
    assert run_paths(clean) == []
    assert clean == data.replace(b"/sneaky/", bytes(8))


def test_a_path_beside_the_file_stays() -> None:
    data = library("PySide6", "QtSvg.abi3.so")
    before = run_paths(data)
    assert before[0].startswith("$ORIGIN/:$ORIGIN/Qt/lib")
    assert foreign_run_paths(data) == []
    assert forget_run_path(data) == data


def test_of_a_mixed_path_only_the_parts_beside_the_file_stay() -> None:
    data = library("PySide6", "QtSvg.abi3.so")
    (before,) = run_paths(data)
    mixed = data.replace(b"$ORIGIN/:", b"/opt/lib:", 1)
    assert foreign_run_paths(mixed) == [before.replace("$ORIGIN/", "/opt/lib", 1)]
    assert run_paths(forget_run_path(mixed)) == [before.partition(":")[2]]


def test_pythons_own_libraries_name_no_folder_afterwards() -> None:
    files = sorted((Path(sysconfig.get_path("platstdlib")) / "lib-dynload").glob("*.so"))[:8]
    for file in files:
        assert foreign_run_paths(forget_run_path(file.read_bytes())) == []


def test_what_is_no_library_is_left_alone_and_an_odd_one_is_refused() -> None:
    assert forget_run_path(b"#!/bin/sh\n") == b"#!/bin/sh\n"
    assert run_paths(b"") == []
    with pytest.raises(ValueError, match="64 bits"):
        forget_run_path(b"\x7fELF\x01\x01" + bytes(60))


def test_no_piece_of_a_build_keeps_such_a_path_and_the_first_file_is_untouched(
    tmp_path: Path,
) -> None:
    data = library("shiboken6", "Shiboken.abi3.so").replace(b"$ORIGIN", FOREIGN)
    source = tmp_path / "one.so"
    source.write_bytes(data)
    names = ("shiboken6/one.so", "python3/lib-dynload/one.so")
    toc = SimpleNamespace(
        scripts=[], datas=[], binaries=[(name, str(source), "EXTENSION") for name in names]
    )
    frozen_toc.prune(toc, tmp_path / "work", "linux")
    assert [name for name, _, _ in toc.binaries] == list(names)
    for _, place, _ in toc.binaries:
        assert run_paths(Path(place).read_bytes()) == []
        assert Path(place).is_relative_to(tmp_path / "work")
    assert source.read_bytes() == data


def test_what_comes_with_the_archive_of_modules_is_settled_as_well(tmp_path: Path) -> None:
    source = tmp_path / "zlib.so"
    data = library("shiboken6", "Shiboken.abi3.so").replace(b"$ORIGIN", FOREIGN)
    source.write_bytes(data)
    script = ("struct", str(Path(__file__)), "PYMODULE")
    toc = [script, ("lib-dynload/zlib.so", str(source), "EXTENSION")]
    frozen_toc.forget_run_paths(toc, tmp_path / "work")
    assert toc[0] == script
    assert run_paths(Path(toc[1][1]).read_bytes()) == []
    assert toc[1][0] == "lib-dynload/zlib.so"
