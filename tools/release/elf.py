"""Which system libraries a frozen program needs, and the Debian packages that have them.

``objdump`` reads it from the files themselves, so that no list can fall behind the build.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from safeharbor.system import libraries

_OF_LIBC: Final = (
    "ld-linux-x86-64.so.2", "libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0",
    "libresolv.so.2", "librt.so.1", "libutil.so.1",
)  # fmt: skip
_LIBC: Final = "libc6"
_RENAMED: Final = ("libglib2.0-0", "libcups2", "libssl3")
"""Packages that have a newer name with ``t64`` at its end since 2024."""

PACKAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(_OF_LIBC, _LIBC),
        **libraries.PACKAGES,
        "libbrotlicommon.so.1": "libbrotli1",
        "libbrotlidec.so.1": "libbrotli1",
        "libcrypto.so.3": "libssl3",
        "libgcc_s.so.1": "libgcc-s1",
        "libgssapi_krb5.so.2": "libgssapi-krb5-2",
        "libssl.so.3": "libssl3",
    }
)
"""The package of each library that a frozen program may ask for."""

_NEEDED: Final = re.compile(r"^\s*NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC: Final = re.compile(r"\bGLIBC_(\d+)\.(\d+)")

# The window, the journal and printing to PDF work without these parts.
EXTRAS: Final = ("Multimedia", "multimedia", "TextToSpeech", "texttospeech", "cups")


def elf_files(folder: Path) -> list[Path]:
    """The programs and libraries below ``folder``, each once, in a steady order."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    found.append(path)
    return found


@dataclass(frozen=True, slots=True)
class Needs:
    """What one file asks the system's loader for.

    Attributes:
        libraries: their names, such as ``libz.so.1``.
        libc: the newest version of the C library that it was built for, such as ``(2, 34)``.
    """

    libraries: frozenset[str]
    libc: tuple[int, int]


def needs(files: Iterable[Path]) -> dict[Path, Needs]:
    """What each of ``files`` needs.

    Raises:
        OSError: there is no objdump.
        subprocess.CalledProcessError: it could not read one of them.
    """
    settings = {**os.environ, "LC_ALL": "C"}
    reports = {
        file: subprocess.run(
            ["objdump", "-p", str(file)], capture_output=True, text=True, check=True, env=settings
        ).stdout
        for file in files
    }
    return {file: read_report(report) for file, report in reports.items()}


def read_report(report: str) -> Needs:
    """What one report of ``objdump -p`` says."""
    versions = [(int(major), int(minor)) for major, minor in _GLIBC.findall(report)]
    return Needs(frozenset(_NEEDED.findall(report)), max(versions, default=(2, 17)))


def packages(folder: Path, wanted: Mapping[Path, Needs]) -> tuple[list[str], list[str]]:
    """The packages that the program depends on, and those that only its extras do.

    Raises:
        ValueError: a library that no package is known for.
    """
    here = {path.name for path in folder.rglob("*.so*")}
    core: set[str] = set()
    extra: set[str] = set()
    for file, each in wanted.items():
        group = extra if any(part in file.name for part in EXTRAS) else core
        group |= each.libraries - here
    unknown = sorted((core | extra) - PACKAGES.keys())
    if unknown:
        raise ValueError(f"no Debian package is known for {', '.join(unknown)}")
    major, minor = max((each.libc for each in wanted.values()), default=(2, 17))
    libc = f"{_LIBC} (>= {major:d}.{minor:d})"
    depends = {libc, *map(_relation, core)} - {_LIBC}
    return sorted(depends), sorted(set(map(_relation, extra)) - depends - {_LIBC})


def _relation(library: str) -> str:
    """How the control file asks for the package of ``library``, under either of its names."""
    package = PACKAGES[library]
    return f"{package}t64 | {package}" if package in _RENAMED else package
