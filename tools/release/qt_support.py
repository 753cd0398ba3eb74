"""The Python parts of PySide that lie as text inside its library, as compiled files beside it.

``libshiboken`` has them in a zip and compiles them at every start, which takes a seventh of the
time to the first picture. Where it finds a folder ``files.dir`` beside its package it takes them
from there instead, which is its own way for whoever wants to look into them.
"""

from __future__ import annotations

import importlib
import py_compile
import sys
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import ZipFile

FOLDER: Final = PurePosixPath("shiboken6", "files.dir")
"""Where ``libshiboken`` looks, below the folder of the program's parts."""

PACKAGE: Final = "shibokensupport"

_FOR_DEVELOPERS: Final = frozenset({f"{PACKAGE}/signature/lib/pyi_generator.py"})
"""Writes stubs for editors. It is loaded with the others, so that an empty one stands for it."""


def support_files(work: Path, optimize: int) -> list[tuple[str, str, str]]:
    """The compiled files as PyInstaller lists them: where each goes, where it is, its kind.

    Args:
        work: a folder for what is made on the way.
        optimize: 0 to 2, as for ``compile``.

    Raises:
        ValueError: this PySide keeps its parts in some other way.
    """
    importlib.import_module("shiboken6")
    loader = getattr(sys.modules.get(PACKAGE), "__loader__", None)
    held = getattr(loader, "zfile", None)
    if not isinstance(held, ZipFile):
        raise ValueError("PySide keeps its Python parts elsewhere than in its library")
    return compiled(held, work, optimize)


def compiled(held: ZipFile, work: Path, optimize: int) -> list[tuple[str, str, str]]:
    """Compile every part in ``held``; the arguments and the answer are those of ``support_files``.

    The same text gives the same bytes: no file holds a time.
    """
    found = []
    for name in sorted(held.namelist()):
        if not name.startswith(f"{PACKAGE}/") or not name.endswith(".py"):
            continue
        text = work / name
        text.parent.mkdir(parents=True, exist_ok=True)
        text.write_bytes(b"" if name in _FOR_DEVELOPERS else held.read(name))
        py_compile.compile(
            str(text), f"{text}c", dfile=name, doraise=True, optimize=optimize,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )  # fmt: skip
        found.append((str(FOLDER / f"{name}c"), f"{text}c", "DATA"))
    return found
