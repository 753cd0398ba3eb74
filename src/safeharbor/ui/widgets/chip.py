"""The small frame with the name of a key, as it stands in buttons and in the list of keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from safeharbor.ui.theme import Look, Type

_SIDE: Final = 5
_HEIGHT: Final = 20


def chip_size(look: Look, key: str) -> QSize:
    """The size of the frame around ``key``."""
    words = QFontMetrics(look.font(Type.CHIP)).horizontalAdvance(key)
    return QSize(max(words + 2 * look.px(_SIDE), look.px(_HEIGHT)), look.px(_HEIGHT))


def paint_chip(
    painter: QPainter, look: Look, place: QRect, key: str, *, edge: str, ink: str
) -> None:
    """Paint the frame and ``key`` in it."""
    radius = look.px(4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(edge), 1))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setFont(look.font(Type.CHIP))
    painter.setPen(QColor(ink))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, key)
