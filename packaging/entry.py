"""What the frozen program runs: the same start as ``python -m safeharbor``."""

import marshal
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SHELF = "modules.bin"
FIRST_NUMBER = 500


def open_shelf() -> int:
    """Let modules come from the file that all of them are in, which stays open.

    PyInstaller opens its archive by name for every module. That takes a tenth of the start, and
    after an upgrade under an open window there is another file by that name.

    Returns:
        The descriptor of the file.
    """
    archive: Any = sys.modules["pyimod02_importers"].pyz_archive
    folder: str = getattr(sys, "_MEIPASS")  # noqa: B009 - only a frozen program has it
    file = _out_of_the_way(os.open(os.path.join(folder, SHELF), os.O_RDONLY | os.O_CLOEXEC))  # noqa: PTH118 - pathlib comes out of this very file
    length = int.from_bytes(os.pread(file, 4, 0), "little")
    rows = marshal.loads(os.pread(file, length, 4))
    first, before = length + 4, archive.extract

    def extract(name: str, raw: bool = False) -> object:  # noqa: FBT001, FBT002 - the importer calls it so
        row = rows.get(name)
        if row is None:
            return before(name, raw)
        _, start, size = row
        if not size:
            return None
        data = os.pread(file, size, first + start)
        return data if raw else marshal.loads(data)

    archive.toc = {**archive.toc, **rows}
    archive.extract = extract
    return file


def _out_of_the_way(low: int) -> int:
    """The same file under a high number.

    A low one is what somebody means by ``--passphrase-fd 3`` who forgot to lay a file there: the
    modules would be read as the passphrase. Where so high a number is not allowed, it stays low.
    """
    import fcntl

    try:
        file = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, FIRST_NUMBER)
    except OSError:
        return low
    os.close(low)
    return file


if __name__ == "__main__":
    if sys.platform == "linux":
        open_shelf()
    from safeharbor.__main__ import main

    sys.exit(main())
