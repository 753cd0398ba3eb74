#!/usr/bin/env python3
"""Sets SafeHarbor up beside itself, once, and starts it: ``python3 run.py [arguments]``.

Needs nothing but Python and a package registry. ``test``, ``check``, ``bench``, ``faults`` and
``build`` are for people who work on the program; all other arguments go to the program itself.
Only the look at Python's version happens here, so that an older one can still read this file.
"""

import os
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)


def other_python() -> "str | None":
    """A Python on the PATH that is neither too old nor too new; None when there is none."""
    import shutil

    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    return next(filter(None, map(shutil.which, names)), None)


def main() -> None:
    """Hand over to the set-up, in another Python if this one does not fit."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.path.insert(0, str(Path(__file__).resolve().parent))
        from tools.set_up.tasks import start

        start(sys.argv[1:])
    other = other_python()
    if other and os.name == "posix":
        os.execv(other, [other, *sys.argv])
    version = sys.version.split()[0]
    sys.exit(f"SafeHarbor needs Python 3.11 to 3.14; this is {version} at {sys.executable}.")


if __name__ == "__main__":
    main()
