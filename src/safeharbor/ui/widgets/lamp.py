"""The lamp: a light that opens with the in-breath and closes with the out-breath.

The outer line is where the breath is going, the light is where it is. It paints what its source
says at the moment of painting and keeps no time of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QRadialGradient
from PySide6.QtWidgets import QWidget

from safeharbor.ui.theme import Look, Type

SMALLEST: Final = 0.40
"""The radius of the empty light as a share of the ring."""

_HALOS: Final = ((0.193, 0.55), (0.0877, 1.0))
"""How far each halo reaches beyond the light, as a share of the ring, and its opacity."""

_WORD_SHARE: Final = 0.88
"""How much of the empty light's width the longest word takes."""


class LampState(NamedTuple):
    """What to paint: how far the light is open (0 to 1) and the word in it."""

    fullness: float
    word: str


def light_radius(ring: float, fullness: float) -> float:
    """The radius of the light in a ring of radius ``ring``."""
    return ring * (SMALLEST + (1 - SMALLEST) * fullness)


class Lamp(QWidget):
    """Paints the lamp in the middle of itself, as large as it fits."""

    def __init__(
        self,
        look: Look,
        source: Callable[[], LampState],
        words: Sequence[str],
        parent: QWidget,
    ) -> None:
        """Paint what ``source`` answers each time; ``words`` are all that may stand in it."""
        super().__init__(parent)
        self._words = tuple(words)
        self._look = look
        self._source = source
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the halo, the light, the ring and the word."""
        state = self._source()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._look.px(3) if self._look.high_contrast else 1.5 * self._look.unit
        ring = min(self.width(), self.height()) / 2 - line
        center = QRectF(self.rect()).center()
        radius = light_radius(ring, state.fullness)
        if not self._look.high_contrast:
            self._paint_halo(painter, center, radius, ring)
        self._paint_light(painter, center, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.color("lamp"), line))
        painter.drawEllipse(center, ring, ring)
        self._paint_word(painter, state.word, ring)

    def _paint_halo(self, painter: QPainter, center: QPointF, radius: float, ring: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for reach, opacity in _HALOS:
            color = self._look.color("glow_ring")
            color.setAlphaF(opacity)
            painter.setBrush(color)
            # The ring is where the breath is going: no light beyond it.
            outer = min(radius + reach * ring, ring)
            painter.drawEllipse(center, outer, outer)

    def _paint_light(self, painter: QPainter, center: QPointF, radius: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self._look.high_contrast:
            painter.setBrush(self._look.color("glow"))
        else:
            shade = QRadialGradient(center, radius)
            shade.setColorAt(0, self._look.color("glow_core"))
            shade.setColorAt(1, self._look.color("glow"))
            painter.setBrush(shade)
        painter.drawEllipse(center, radius, radius)

    def _paint_word(self, painter: QPainter, word: str, ring: float) -> None:
        painter.setFont(self._word_font(ring))
        painter.setPen(QColor(self._look.tokens.on_glow))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, word)

    def _word_font(self, ring: float) -> QFont:
        """The largest font in which every word fits into the light when it is smallest."""
        font = self._look.font(Type.WORD)
        measured = QFontMetrics(font)
        widest = max((measured.horizontalAdvance(word) for word in self._words), default=1)
        fits = font.pixelSize() * 2 * light_radius(ring, 0) * _WORD_SHARE / widest
        font.setPixelSize(max(min(font.pixelSize(), int(fits)), self._look.px(13)))
        return font
