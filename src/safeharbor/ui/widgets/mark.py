"""The mark: an open ring, the harbour wall, around a lamp. It follows the colours of the look."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.ui.theme import Look

_GRID = 28
_RADIUS = 10.9
_LAMP = 4
_STROKE = 2.3
_BEGIN = -12
_SPAN = 323


def paint_mark(painter: QPainter, place: QRectF, ring: QColor, lamp: QColor) -> None:
    """Paint the mark into the square ``place``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / _GRID, place.height() / _GRID)
    painter.setPen(QPen(ring, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    middle = _GRID / 2
    wall = QRectF(middle - _RADIUS, middle - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
    painter.drawArc(wall, _BEGIN * 16, _SPAN * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(lamp)
    painter.drawEllipse(QRectF(middle - _LAMP, middle - _LAMP, 2 * _LAMP, 2 * _LAMP))
    painter.restore()


def side_bearing(size: float) -> float:
    """How much of the square is free on each side of the ring."""
    return size * (_GRID / 2 - _RADIUS - _STROKE / 2) / _GRID


class Mark(QWidget):
    """The mark as something to look at; a screen reader passes over it."""

    def __init__(self, look: Look, parent: QWidget, *, size: int = 24) -> None:
        """The mark, ``size`` pixels of the drawings wide."""
        super().__init__(parent)
        self._look = look
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self._refresh)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._look.px(self._size), self._look.px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        colors = self._look.color("accent"), self._look.color("lamp")
        paint_mark(QPainter(self), QRectF(self.rect()), *colors)

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()
