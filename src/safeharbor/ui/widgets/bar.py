"""The bar: a column of light that grows with the in-breath and sinks with the out-breath.

The outer line is where the breath is going, the light is where it is. In a low window the column
lies on its side.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPen

from safeharbor.ui.widgets.light import Light, LightState

_BREADTH: Final = 0.27
"""Of its length."""
_LONGEST: Final = 440
_BROADEST: Final = 112
_SMALLEST: Final = 0.52
"""The breadth of the empty light as a share of the column."""
_HALOS: Final = ((0.17, 0.55), (0.08, 1.0))
"""How far each halo reaches beyond the light, as a share of the breadth, and its opacity."""


class Bar(Light):
    """Paints the column in the middle of itself and the word below it."""

    def paint(self, painter: QPainter, state: LightState) -> None:
        """Paint the halo, the light, the line around it, and the word."""
        column = self._column()
        light = self._lit(column, state.fullness)
        painter.setPen(Qt.PenStyle.NoPen)
        if not self._look.high_contrast:
            self._paint_halo(painter, light, column)
        self._paint_light(painter, light)
        painter.drawPixmap(0, 0, self._keep("line", self._paint_line))
        place = QRectF(0, column.bottom() + self._gap, self.width(), self._word_high)
        self._draw_word(painter, state.word, place, self._font_below(), "text")

    @property
    def _line(self) -> float:
        return self._look.px(3) if self._look.high_contrast else 1.5 * self._look.unit

    def _touched(self, now: LightState, shown: LightState) -> QRect:
        column = self._column()
        broad = min(column.width(), column.height())
        light = self._lit(column, now.fullness) | self._lit(column, shown.fullness)
        out = _HALOS[0][0] * broad + 2
        return light.adjusted(-out, -out, out, out).toAlignedRect() & self.rect()

    def _column(self) -> QRectF:
        """Where the light goes when it is full."""
        px, line = self._look.px, self._line
        room = self.height() - self._word_high - self._gap - line
        if self._upright:
            long = min(room, px(_LONGEST))
            broad = min(long * _BREADTH, px(_BROADEST))
            top = (line + room - long) / 2
            return QRectF((self.width() - broad) / 2, top, broad, long)
        long = min(self.width() * 0.7, px(_LONGEST))
        broad = min(room, px(_BROADEST), long * _BREADTH)
        top = (line + room - broad) / 2
        return QRectF((self.width() - long) / 2, top, long, broad)

    def _lit(self, column: QRectF, fullness: float) -> QRectF:
        """The light: small and round at the foot, or as large as the column."""
        free = min(column.width(), column.height()) * (1 - _SMALLEST) * (1 - fullness) / 2
        room = column.adjusted(free, free, -free, -free)
        if self._upright:
            long = room.width() + (room.height() - room.width()) * fullness
            return QRectF(room.left(), room.bottom() - long, room.width(), long)
        long = room.height() + (room.width() - room.height()) * fullness
        return QRectF(room.center().x() - long / 2, room.top(), long, room.height())

    def _paint_line(self, painter: QPainter) -> None:
        painter.setPen(QPen(self._shade("lamp"), self._line))
        _capsule(painter, self._column())

    def _paint_halo(self, painter: QPainter, light: QRectF, column: QRectF) -> None:
        broad = min(column.width(), column.height())
        for reach, opacity in _HALOS:
            painter.setBrush(self._shade("glow_ring", opacity))
            out = reach * broad
            # The line is where the breath is going: no light beyond it.
            _capsule(painter, light.adjusted(-out, -out, out, out) & column)

    def _paint_light(self, painter: QPainter, light: QRectF) -> None:
        if self._look.high_contrast:
            painter.setPen(QPen(self._shade("lamp"), self._look.px(3)))
            painter.setBrush(self._shade("glow"))
        else:
            shade = QLinearGradient(light.topLeft(), light.bottomLeft())
            shade.setColorAt(0, self._shade("glow_core"))
            shade.setColorAt(1, self._shade("glow"))
            painter.setBrush(shade)
        _capsule(painter, light)


def _capsule(painter: QPainter, place: QRectF) -> None:
    round_by = min(place.width(), place.height()) / 2
    painter.drawRoundedRect(place, round_by, round_by)
