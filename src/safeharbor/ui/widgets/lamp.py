"""The lamp: a light that opens with the in-breath and closes with the out-breath.

The outer line is where the breath is going, the light is where it is. The word stands in the
light, or below it where it would be too small in there.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPen, QRadialGradient

from safeharbor.ui.theme import Type, mixed
from safeharbor.ui.widgets.light import Light, LightState

SMALLEST: Final = 0.40
"""The radius of the empty light as a share of the ring."""

_HALOS: Final = ((0.193, 0.55), (0.0877, 1.0))
"""How far each halo reaches beyond the light, as a share of the ring, and its opacity."""

_GLOW: Final = 0.85
"""Where the light has its outer colour, as a share of the ring; it opens and does not change."""

_WORD_SHARE: Final = 0.92
"""How much of the empty light's width the longest word takes."""

_LEAST_WORD: Final = 0.6
"""The least size of a word in the light, as a share of the one that is wanted."""


class _Stand(NamedTuple):
    """Where the light and the word are: the light is in the middle of its room."""

    light: QRect
    word: QRectF
    font: QFont
    ink: str


def light_radius(ring: float, fullness: float) -> float:
    """The radius of the light in a ring of radius ``ring``."""
    return ring * (SMALLEST + (1 - SMALLEST) * fullness)


class Lamp(Light):
    """Paints the lamp in the middle of itself, as large as it fits."""

    _stood: tuple[QRect, _Stand] | None = None

    def paint(self, painter: QPainter, state: LightState) -> None:
        """Paint the halo, the light, the ring and the word."""
        stand, ring = self._stand(), self._ring()
        center = QRectF(stand.light).center()
        radius = light_radius(ring, state.fullness)
        if self._look.high_contrast:
            reach = self._paint_plain(painter, center, radius)
        else:
            reach = self._paint_lit(painter, center, radius)
        if reach > ring - self._line():
            painter.drawPixmap(0, 0, self._keep("ring", self._paint_ring))
        self._draw_word(painter, state.word, stand.word, stand.font, stand.ink)

    def word_font(self, ring: float) -> QFont:
        """The largest font in which every word fits into the light when it is smallest."""
        return self._word_font(2 * light_radius(ring, 0) * _WORD_SHARE)

    def _touched(self, now: LightState, shown: LightState) -> QRect:
        ring = self._ring()
        radius = light_radius(ring, max(now.fullness, shown.fullness))
        reach = math.ceil(min(radius + _HALOS[0][0] * ring, ring)) + 2
        center = self._stand().light.center()
        return QRect(center, center).adjusted(-reach, -reach, reach, reach) & self.rect()

    def _line(self) -> float:
        return self._look.px(3) if self._look.high_contrast else 1.5 * self._look.unit

    def _ring(self) -> float:
        return self._ring_in(self._stand().light)

    def _ring_in(self, room: QRect) -> float:
        return min(room.width(), room.height()) / 2 - self._line()

    def _stand(self) -> _Stand:
        """Where all of it is, worked out once for a size."""
        if self._stood is None or self._stood[0] != self.rect():
            self._stood = (self.rect(), self._stand_in(self.rect()))
        return self._stood[1]

    def _stand_in(self, room: QRect) -> _Stand:
        font = self.word_font(self._ring_in(room))
        least = self._look.font(Type.WORD).pixelSize() * _LEAST_WORD
        if self._aside or font.pixelSize() >= least:
            return _Stand(room, QRectF(room), font, "on_glow")
        word = QRect(room)
        word.setTop(room.bottom() + 1 - self._word_high)
        light = room.adjusted(0, 0, 0, -self._word_high - self._gap)
        return _Stand(light, QRectF(word), self._font_below(), "text")

    def _forget(self) -> None:
        self._stood = None
        super()._forget()

    def _paint_ring(self, painter: QPainter) -> None:
        ring = self._ring()
        painter.setPen(QPen(self._shade("lamp"), self._line()))
        painter.drawEllipse(QRectF(self._stand().light).center(), ring, ring)

    def _paint_plain(self, painter: QPainter, center: QPointF, radius: float) -> float:
        """Paint the light; answers how far it reaches."""
        # The shade alone can hardly be told from the ground, and it is what moves.
        line = self._look.px(3)
        painter.setPen(QPen(self._shade("lamp"), line))
        painter.setBrush(self._shade("glow"))
        painter.drawEllipse(center, radius, radius)
        return radius + line

    def _paint_lit(self, painter: QPainter, center: QPointF, radius: float) -> float:
        """Paint the light and its halos; answers how far they reach.

        A smooth edge is quick in one colour, and a shade is quick without one: so the light is a
        disc in the colour of its edge, and on it the shade as far as it goes unseen.
        """
        light, ring = self._stand().light, self._ring()
        painter.setPen(Qt.PenStyle.NoPen)
        # The ring is where the breath is going: no light beyond it.
        reaches = [min(radius + reach * ring, ring) for reach, _ in _HALOS]
        for reach, (_, opacity) in zip(reaches, _HALOS, strict=True):
            painter.setBrush(self._shade("glow_ring", opacity))
            painter.drawEllipse(center, reach, reach)
        tokens, share = self._look.tokens, min(radius / (ring * _GLOW), 1.0)
        painter.setBrush(mixed(tokens.glow_core, tokens.glow, share))
        painter.drawEllipse(center, radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(QBrush(self._keep("light", self._paint_shade, solid=True)))
        # Whole pixels: with others it takes twice as long.
        inner = math.floor(radius) - 1
        wide, high = light.width() // 2 - inner, light.height() // 2 - inner
        painter.drawEllipse(light.adjusted(wide, high, -wide, -high))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return reaches[0]

    def _paint_ground(self, painter: QPainter, room: QRect) -> None:
        ground = self._keep("ground", self._paint_ring, solid=True)
        self._draw(painter, ground, QRectF(room))

    def _paint_shade(self, painter: QPainter) -> None:
        light = self._stand().light
        shade = QRadialGradient(QRectF(light).center(), self._ring() * _GLOW)
        shade.setColorAt(0, self._shade("glow_core"))
        shade.setColorAt(1, self._shade("glow"))
        painter.fillRect(light, shade)
