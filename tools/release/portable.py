"""Makes the portable archive for Windows: ``python -m tools.release.portable FOLDER OUTPUT``.

It is the frozen folder with the mark beside the program that keeps everything in there. The same
folder gives the same bytes.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from tools.release.identity import load_identity, version

# Zip knows no time before it.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAIN, _PROGRAM = 0o100644 << 16, 0o100755 << 16


def make_portable(folder: Path, output: Path) -> None:
    """Write the files of ``folder`` and the mark into ``output``, below one folder."""
    identity = load_identity()
    top = f"{identity.name}-{version()}"
    mark = f"{identity.package}.portable"
    programs = {identity.executable, identity.console_executable}
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*")}
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted([*files, mark]):
            if name in files and files[name].is_dir():
                continue
            entry = zipfile.ZipInfo(f"{top}/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _PROGRAM if Path(name).stem in programs else _PLAIN
            archive.writestr(entry, files[name].read_bytes() if name in files else b"")


def main() -> int:
    """Make what the command line asks for."""
    if len(sys.argv) != 3:
        print("usage: python -m tools.release.portable FOLDER OUTPUT", file=sys.stderr)
        return 2
    make_portable(Path(sys.argv[1]), Path(sys.argv[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
