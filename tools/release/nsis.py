"""Compiles the installer for Windows: ``python -m tools.release.nsis FOLDER OUTPUT``.

``makensis`` runs on Linux as well, so there this proves that the script and the list of files of
a frozen folder hold together, with every warning an error. The installer to hand out is made
from the folder that was frozen on Windows.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.release.identity import ROOT, load_identity, numbers, version
from tools.release.windows import install_lines, uninstall_lines

SCRIPT = ROOT / "packaging" / "windows" / "safeharbor.nsi"
ICON = ROOT / "packaging" / "icons" / "safeharbor.ico"
SIDE = ROOT / "packaging" / "windows" / "side.bmp"


def files_of(folder: Path) -> list[str]:
    """All files below ``folder``, in a steady order, with forward slashes."""
    found = (file.relative_to(folder) for file in folder.rglob("*") if not file.is_dir())
    return sorted(file.as_posix() for file in found)


def defines(folder: Path, output: Path, lists: Path) -> dict[str, str]:
    """What the script is told from outside.

    Args:
        folder: the frozen program.
        output: the installer to write.
        lists: the folder that holds ``install.nsh`` and ``uninstall.nsh``.
    """
    identity = load_identity()
    size = sum((folder / file).stat().st_size for file in files_of(folder))
    told = {
        "NAME": identity.name,
        "PACKAGE": identity.package,
        "APP_ID": identity.app_id,
        "EXECUTABLE": identity.executable,
        "CONSOLE": identity.console_executable,
        "SUMMARY": identity.summary,
        "PUBLISHER": identity.publisher,
        "COPYRIGHT": identity.copyright,
        "SUFFIX": identity.suffix,
        "MIME": identity.mime,
        "MIME_COMMENT": identity.mime_comment,
        "PROG_ID": identity.windows_prog_id,
        "VERSION": version(),
        "NUMBERS": ".".join(str(part) for part in numbers(version())),
        "SIZE_KB": str(-(-size // 1024)),
        "ICON": str(ICON),
        "SIDE": str(SIDE),
        "SOURCE": str(folder),
        "SLASH": os.sep,
        "OUTPUT": str(output),
        "INSTALL_LIST": str(lists / "install.nsh"),
        "UNINSTALL_LIST": str(lists / "uninstall.nsh"),
    }
    return told | ({"HOMEPAGE": identity.homepage} if identity.homepage else {})


def compile_installer(folder: Path, output: Path, makensis: str) -> int:
    """Make ``output`` from the frozen program in ``folder``; returns makensis' exit code."""
    files = files_of(folder)
    with tempfile.TemporaryDirectory() as made:
        lists = Path(made)
        # The mark lets makensis read names that are not ASCII as what they are.
        for name, text in (
            ("install", install_lines(files)),
            ("uninstall", uninstall_lines(files)),
        ):
            (lists / f"{name}.nsh").write_text(text, encoding="utf-8-sig")
        told = [f"-D{key}={value}" for key, value in defines(folder, output, lists).items()]
        command = [makensis, "-WX", "-V2", "-INPUTCHARSET", "UTF8", *told, str(SCRIPT)]
        return subprocess.run(command, check=False).returncode


def main() -> int:
    """Compile the installer; 0 when it was made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the frozen program")
    parser.add_argument("output", type=Path, help="the installer to write")
    parser.add_argument("--makensis", default="makensis", help="the compiler to call")
    told = parser.parse_args()
    folder, output = told.folder.resolve(), told.output.resolve()
    code = compile_installer(folder, output, told.makensis)
    if code == 0:
        print(f"{output.name}: {output.stat().st_size / 1e6:.1f} MB, {len(files_of(folder))} files")
    return code


if __name__ == "__main__":
    sys.exit(main())
