"""Line icons from ``resources/icons``, tinted with a colour of the palette.

Each picture is drawn once for a name, size, colour and pixel ratio. An icon that is missing
leaves its place empty: it always stands beside a word.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


class Icons:
    """The icons of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawn = lru_cache(maxsize=256)(self._draw)

    def pixmap(self, name: str, size: int, color: str, ratio: float) -> QPixmap:
        """The icon ``name``, ``size`` pixels wide and high, for a screen of ``ratio``."""
        return self._drawn(name, size, color, ratio)

    def clear(self) -> None:
        """Forget what was drawn, after a change of colours."""
        self._drawn.cache_clear()

    def _draw(self, name: str, size: int, color: str, ratio: float) -> QPixmap:
        picture = QPixmap(round(size * ratio), round(size * ratio))
        picture.fill(Qt.GlobalColor.transparent)
        path = self._folder / f"{name}.svg"
        if not path.is_file():
            return picture
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(str(path)).render(painter, QRectF(picture.rect()))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(picture.rect(), color)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture
