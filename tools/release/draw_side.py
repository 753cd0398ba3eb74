"""Draws the picture at the side of the Windows installer: ``python -m tools.release.draw_side``.

What it makes lies in ``packaging/windows`` and is kept with the source, as the icons are.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter

from tools.release.icons import load
from tools.release.identity import ROOT

# The size that the installer's last page has room for.
_WIDTH, _HEIGHT, _ICON = 164, 314, 96


def draw_side(resources: Path, icons: Path, output: Path) -> None:
    """Write the icon, on the colour of the program's side bar, as a bitmap.

    Raises:
        OSError: it could not be written.
    """
    _, colours = load(resources)
    side = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
    side.fill(QColor(colours["sunken"]))
    painter = QPainter(side)
    icon = QImage(str(icons / f"app-{_ICON:d}.png"))
    painter.drawImage((_WIDTH - _ICON) // 2, (_HEIGHT - _ICON) // 3, icon)
    painter.end()
    if not side.convertToFormat(QImage.Format.Format_RGB888).save(str(output)):
        raise OSError(f"{output} could not be written")


def main() -> int:
    """Draw it."""
    packaging = ROOT / "packaging"
    draw_side(ROOT / "resources", packaging / "icons", packaging / "windows" / "side.bmp")
    return 0


if __name__ == "__main__":
    sys.exit(main())
