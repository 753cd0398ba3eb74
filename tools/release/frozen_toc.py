"""Between the spec of PyInstaller and ``freeze``: lists in its form, and what it asks for beside.

PyInstaller is never imported here; its objects are taken as they come.
"""

from __future__ import annotations

import io
import marshal
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Protocol

from tools.release.freeze import Piece, is_stripped, kept
from tools.release.identity import Identity
from tools.release.macos import info_plist
from tools.release.run_path import foreign_run_paths, forget_run_path
from tools.release.windows import version_info_text

Toc = list[tuple[str, str, str]]

_SYSTEM_FOLDERS: Final = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
_NEEDLESS_HOOKS: Final = frozenset({
    # Loads Qt before our first line, also for the commands of the terminal; on Linux Qt finds
    # its plugins by itself.
    "pyi_rth_pyside6",
    # For reading the source of a running program, and for providers that are not taken along.
    "pyi_rth_inspect",
    "pyi_rth_multiprocessing",
    "pyi_rth_pkgutil",
    "pyi_rth_cryptography_openssl",
})  # fmt: skip


class Collected(Protocol):
    """What an ``Analysis`` of PyInstaller holds."""

    scripts: Toc
    binaries: Toc
    datas: Toc


def prune(collected: Collected, work: Path, platform: str = sys.platform) -> None:
    """Take out of ``collected`` what the program does not need, and symbols for debuggers.

    On Linux also the folders of this computer that a library would look for others in.

    Args:
        collected: what PyInstaller found.
        work: a folder for the files that are changed.
        platform: the system that is built for.

    Raises:
        ValueError: a library that still looks in such a folder, or of a kind not built for.
    """
    on_linux = platform == "linux"
    system = [Path(folder) for folder in _SYSTEM_FOLDERS] if on_linux else []
    if on_linux:
        collected.scripts[:] = [s for s in collected.scripts if s[0] not in _NEEDLESS_HOOKS]
    collected.datas[:] = _tuples(kept(_pieces(collected.datas)))
    binaries = kept(_pieces(collected.binaries), system)
    strip = shutil.which("strip") if on_linux else None
    if strip:
        binaries = [_without_symbols(piece, work / "stripped", strip) for piece in binaries]
    collected.binaries[:] = _tuples(binaries)
    if on_linux:
        forget_run_paths(collected.binaries, work)


def forget_run_paths(toc: Toc, work: Path) -> None:
    """Let no library in ``toc`` look for others in folders of this computer.

    ``prune`` does it for what was collected. ``struct`` and ``zlib`` come another way, in the
    ``dependencies`` of the archive of modules, and a file that comes twice is taken from there.

    Args:
        toc: what goes along; files of another kind stay as they are.
        work: a folder for the files that are changed.

    Raises:
        ValueError: a library that still looks in such a folder, or of a kind not built for.
    """
    toc[:] = _tuples([_without_foreign_paths(piece, work / "settled") for piece in _pieces(toc)])


def _pieces(toc: Toc) -> Iterator[Piece]:
    return (Piece(*entry) for entry in toc)


def _tuples(pieces: Iterable[Piece]) -> Toc:
    return [(piece.name, piece.source, piece.kind) for piece in pieces]


def _without_symbols(piece: Piece, folder: Path, strip: str) -> Piece:
    if piece.kind == "SYMLINK" or not is_stripped(piece.name):
        return piece
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / piece.name.replace("/", "+")
    command = [strip, "--strip-unneeded", "-o", str(target), piece.source]
    subprocess.run(command, check=True)
    return piece._replace(source=str(target))


def _without_foreign_paths(piece: Piece, folder: Path) -> Piece:
    if piece.kind == "SYMLINK":
        return piece
    data = Path(piece.source).read_bytes()
    clean = forget_run_path(data)
    if left := foreign_run_paths(clean):
        raise ValueError(f"{piece.name} still looks for libraries in {left}")
    if clean == data:
        return piece
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / piece.name.replace("/", "+")
    target.write_bytes(clean)
    shutil.copymode(piece.source, target)
    return piece._replace(source=str(target))


def leave_unpacked(writer: Any, shelf: Path | None = None) -> None:  # noqa: ANN401 - of PyInstaller
    """Let ``writer`` of the archive of modules pack none of them.

    To unpack each takes a tenth of the start. The packages compress the whole, and better.

    Args:
        writer: the class of PyInstaller that writes an archive.
        shelf: a file that all modules go to, in the form that ``packaging/entry.py`` reads, which
            takes half the time; PyInstaller's own archive is then left empty.
    """
    writer._COMPRESSION_LEVEL = 0  # noqa: SLF001 - no other way
    if shelf is None:
        return
    make = writer.__init__

    def made(self: Any, name: str, entries: Toc, code_dict: Any = None) -> None:  # noqa: ANN401 - as above
        _fill(shelf, [(*writer._write_entry(file := io.BytesIO(), entry, code_dict), file)  # noqa: SLF001 - as above
                      for entry in entries])  # fmt: skip
        make(self, name, [], code_dict)

    writer.__init__ = made


def _fill(shelf: Path, modules: list[tuple[str, tuple[int, int, int], io.BytesIO]]) -> None:
    """Write the file of all modules: the length of its list, the list, and then each of them.

    A row of the list has the kind of a module, where it lies, and its length.
    """
    rows: dict[str, tuple[int, int, int]] = {}
    whole = io.BytesIO()
    for name, (kind, _, length), file in modules:
        data = zlib.decompress(file.getvalue()) if length else b""
        rows[name] = (kind, whole.tell(), len(data))
        whole.write(data)
    told = marshal.dumps(rows)
    shelf.parent.mkdir(parents=True, exist_ok=True)
    shelf.write_bytes(len(told).to_bytes(4, "little") + told + whole.getvalue())


def beside(
    root: Path, identity: Identity, executable: str, work: Path, platform: str = sys.platform
) -> dict[str, Any]:
    """What an executable gets on top: its picture, and what the system is told of it.

    Args:
        root: the checkout.
        identity: who the program is.
        executable: its name without a suffix.
        work: a folder for what is made on the way.
        platform: the system that is built for.
    """
    if platform == "win32":
        facts = work / f"{executable}.version.txt"
        facts.write_text(version_info_text(executable, identity.name), encoding="utf-8")
        icon = root / "packaging" / "icons" / f"{identity.package}.ico"
        return {"icon": str(icon), "version": str(facts)}
    if platform == "darwin":
        entitlements = root / "packaging" / "macos" / "entitlements.plist"
        return {"entitlements_file": str(entitlements)}
    return {}


def bundle(root: Path, identity: Identity, version: str) -> dict[str, Any]:
    """What the program's folder on macOS is made with."""
    return {
        "icon": str(root / "packaging" / "icons" / f"{identity.package}.icns"),
        "bundle_identifier": identity.app_id,
        "version": version,
        "info_plist": info_plist(),
    }
