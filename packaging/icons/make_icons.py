#!/usr/bin/env python3
"""Draws the icon of the program in every size and form: ``python packaging/icons/make_icons.py``.

Needs PySide6. What it makes lies beside it and is kept with the source, so that a build needs no
drawing; run it again after a change of the mark or of the colours.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tools.release.draw_icons import write_icons  # noqa: E402 - the path is set above

if __name__ == "__main__":
    made = write_icons(ROOT / "resources", HERE)
    print(f"icons: {len(made)} files")
