#!/usr/bin/env python3
"""Makes the tar file from a frozen program: ``make_tarball.py [--program DIR] [--output DIR]``.

SOURCE_DATE_EPOCH gives the date of everything in it. Needs Python 3.11 or later
without any library.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tools.release import tarball  # noqa: E402 - the path is set above
from tools.release.identity import version  # noqa: E402 - the path is set above
from tools.release.share import source_date  # noqa: E402 - the path is set above


def main() -> None:
    """Make it and print where it is."""
    parser = argparse.ArgumentParser(description="make the tar file from a frozen program")
    parser.add_argument("--program", type=Path, default=ROOT / "dist" / "safeharbor")
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    parser.add_argument("--version", default=version(), help="another one, for a test of upgrades")
    args = parser.parse_args()
    print(tarball.build(args.program, args.output, source_date(), args.version))


if __name__ == "__main__":
    main()
