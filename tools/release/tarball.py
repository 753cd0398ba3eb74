"""Puts the relocatable tar file together: the program, what a desktop reads, and two scripts.

It can be unpacked anywhere and started from there; ``install.sh`` gives it a menu entry.
"""

from __future__ import annotations

import io
import lzma
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.release.identity import ROOT, load_identity
from tools.release.share import share_files

# install.sh puts the place of the program in, as a word of an Exec line and as a plain value.
START: Final = ('"@START@"', "@PROGRAM@")
_SCRIPTS: Final = ("install.sh", "uninstall.sh")
_TEXTS: Final = ("LICENSE", "CHANGELOG.md")


def name_of(version: str) -> str:
    """The name of the folder in the tar file, such as ``safeharbor-1.0.0-linux-x86_64``."""
    return f"{load_identity().package}-{version}-linux-{os.uname().machine}"


def build(program: Path, output: Path, moment: int, version: str, root: Path = ROOT) -> Path:
    """Build the tar file of the frozen program in ``program``; returns its place in ``output``.

    The same inputs give the same bytes: names in order, one owner, one date.
    """
    output.mkdir(parents=True, exist_ok=True)
    name = name_of(version)
    target = output / f"{name}.tar.xz"
    with (
        lzma.open(target, "wb", preset=6) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for member, data in sorted(_members(program, version, moment, root), key=_by_name):
            member.name = f"{name}/{member.name}"
            member.mtime = moment
            archive.addfile(member, data)
    return target


def _by_name(pair: tuple[tarfile.TarInfo, object]) -> str:
    return pair[0].name


def _members(
    program: Path, version: str, moment: int, root: Path
) -> Iterator[tuple[tarfile.TarInfo, io.BytesIO | None]]:
    identity = load_identity(root)
    for path in program.rglob("*"):
        place = f"{identity.package}/{path.relative_to(program)}"
        if path.is_symlink():
            link = tarfile.TarInfo(place)
            link.type, link.linkname, link.mode = tarfile.SYMTYPE, str(path.readlink()), 0o777
            yield link, None
        elif path.is_file():
            yield _file(place, path.read_bytes(), runs=bool(path.stat().st_mode & 0o111))
    for name, data in share_files(identity, version, moment, START, root).items():
        yield _file(f"share/{name}", data)
    for name in _SCRIPTS:
        yield _file(name, (root / "packaging" / "linux" / name).read_bytes(), runs=True)
    for name in _TEXTS:
        yield _file(name, (root / name).read_bytes())


def _file(name: str, data: bytes, *, runs: bool = False) -> tuple[tarfile.TarInfo, io.BytesIO]:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o755 if runs else 0o644
    return member, io.BytesIO(data)
