"""The lamp: a light that opens with the in-breath and closes with the out-breath.

The outer line is where the breath is going, the light is where it is.
"""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QRadialGradient

from safeharbor.ui.widgets.light import Light, LightState

SMALLEST: Final = 0.40
"""The radius of the empty light as a share of the ring."""

_HALOS: Final = ((0.193, 0.55), (0.0877, 1.0))
"""How far each halo reaches beyond the light, as a share of the ring, and its opacity."""

_GLOW: Final = 0.85
"""Where the light has its outer colour, as a share of the ring; it opens and does not change."""

_WORD_SHARE: Final = 0.88
"""How much of the empty light's width the longest word takes."""


def light_radius(ring: float, fullness: float) -> float:
    """The radius of the light in a ring of radius ``ring``."""
    return ring * (SMALLEST + (1 - SMALLEST) * fullness)


class Lamp(Light):
    """Paints the lamp in the middle of itself, as large as it fits."""

    def paint(self, painter: QPainter, state: LightState) -> None:
        """Paint the halo, the light, the ring and the word."""
        ring = self._ring()
        center = QRectF(self.rect()).center()
        radius = light_radius(ring, state.fullness)
        if self._look.high_contrast:
            self._paint_plain(painter, center, radius)
        else:
            self._paint_lit(painter, center, radius)
        painter.drawPixmap(0, 0, self._keep("ring", self._paint_ring))
        painter.setFont(self.word_font(ring))
        painter.setPen(self._shade("on_glow"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, state.word)

    def word_font(self, ring: float) -> QFont:
        """The largest font in which every word fits into the light when it is smallest."""
        return self._word_font(2 * light_radius(ring, 0) * _WORD_SHARE)

    def _touched(self, now: LightState, shown: LightState) -> QRect:
        ring = self._ring()
        radius = light_radius(ring, max(now.fullness, shown.fullness))
        reach = math.ceil(min(radius + _HALOS[0][0] * ring, ring)) + 2
        center = self.rect().center()
        return QRect(center, center).adjusted(-reach, -reach, reach, reach) & self.rect()

    def _line(self) -> float:
        return self._look.px(3) if self._look.high_contrast else 1.5 * self._look.unit

    def _ring(self) -> float:
        return min(self.width(), self.height()) / 2 - self._line()

    def _paint_ring(self, painter: QPainter) -> None:
        ring = self._ring()
        painter.setPen(QPen(self._shade("lamp"), self._line()))
        painter.drawEllipse(QRectF(self.rect()).center(), ring, ring)

    def _paint_plain(self, painter: QPainter, center: QPointF, radius: float) -> None:
        # The shade alone can hardly be told from the ground, and it is what moves.
        painter.setPen(QPen(self._shade("lamp"), self._look.px(3)))
        painter.setBrush(self._shade("glow"))
        painter.drawEllipse(center, radius, radius)

    def _paint_lit(self, painter: QPainter, center: QPointF, radius: float) -> None:
        """The middle of the largest light, and on it what is around a smaller one.

        To fill a round edge with a shade takes three times as long as to cover a shade.
        """
        ring, edge = self._ring(), math.ceil(radius) + 1
        within = QRectF(center, center).adjusted(-edge, -edge, edge, edge)
        place = QRectF(within.toAlignedRect() & self.rect())
        self._draw(painter, self._keep("light", self._paint_shade, solid=True), place)
        # The ring is where the breath is going: no light beyond it.
        wide, near = (min(radius + reach * ring, ring) for reach, _ in _HALOS)
        faint, clear = (self._shade("glow_ring", opacity) for _, opacity in _HALOS)
        self._cover(painter, center, radius, near, clear)
        self._cover(painter, center, near, wide, faint)
        self._cover(painter, center, wide, max(self.width(), self.height()), self._shade("bg"))

    def _cover(
        self, painter: QPainter, center: QPointF, inner: float, outer: float, color: QColor
    ) -> None:
        """Paint all around a disc, as far as ``outer`` and a little more."""
        out = outer + 2
        around = QPainterPath()
        around.addRect(QRectF(center, center).adjusted(-out, -out, out, out))
        around.addEllipse(center, inner, inner)
        painter.fillPath(around, color)

    def _paint_ground(self, painter: QPainter, room: QRect) -> None:
        # What is around the light covers all of the ground, or there is no such thing.
        if self._look.high_contrast:
            super()._paint_ground(painter, room)

    def _paint_shade(self, painter: QPainter) -> None:
        shade = QRadialGradient(QRectF(self.rect()).center(), self._ring() * _GLOW)
        shade.setColorAt(0, self._shade("glow_core"))
        shade.setColorAt(1, self._shade("glow"))
        painter.fillRect(self.rect(), shade)
