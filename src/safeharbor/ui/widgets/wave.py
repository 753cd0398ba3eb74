"""The wave: a tide that lifts a small light with the in-breath and sets it down again.

The thin line is the water at its highest, where the breath is going. Small waves go along it
slowly; at its highest it is smooth, and it stands still where the breath is paused.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPainter,
    QPen,
    QPolygonF,
    QRadialGradient,
    QTransform,
)

from safeharbor.ui.widgets.light import Light, LightState

_LEVEL: Final = (0.675, 0.265)
"""Where the water stands when the breath is out and in, from the top, as a share of the height."""
_SWELL: Final = (0.020, 0.085)
"""How much higher than that it stands below the light, and lower at the sides, the same."""
_BROAD: Final = 0.80
"""How broad the swell is, as a share of the height."""
_SIDE: Final = 1.62
"""How far to either side the water goes, the same."""
_RIPPLE: Final = ((0.011, 5.3, 0.66), (0.005, 11.9, -0.48))
"""Small waves: their height, how many there are in a height's width, how fast they go along."""
_CALM: Final = 0.22
"""How far around the light the water has no small waves: it is lifted by the breath alone."""
_LINES: Final = ((0.085, 1.9, 0.30), (0.185, 4.0, 0.19), (0.30, 0.8, 0.10))
"""Lines below the surface: how deep, how far along, how clear."""
_POINTS: Final = 48
_LIGHT: Final = 0.052
"""The radius of the light as a share of the height."""
_HALOS: Final = ((2.3, 0.55), (1.6, 1.0))
"""How large each halo is, in radii of the light, and its opacity."""
_FADE: Final = ((0.0, 1.0), (0.2, 0.62), (0.42, 0.22), (0.66, 0.0))
"""How far from each side the picture is how much of the ground again."""
_DEPTH: Final = ((0.0, 1.0), (0.35, 0.72), (0.7, 0.26), (1.0, 0.0))
"""How deep below the surface there is how much light."""
_POOL: Final = (0.62, 0.30)
"""Brighter water below the light: how far to either side, and how deep."""
_BRIGHT: Final = ((0.0, 0.9), (0.5, 0.34), (1.0, 0.0))
"""How bright it is from the middle to its edge."""
_WORD: Final = (0.735, 0.23)
"""Where the word begins and how high it may be."""


class _Spot(NamedTuple):
    """One point of the surface: what does not change while the breath comes and goes."""

    x: float
    bell: float
    calm: float
    slow_sin: float
    slow_cos: float
    quick_sin: float
    quick_cos: float


class Wave(Light):
    """Paints water, light and word, as wide as it is useful and as high as there is room."""

    _known: tuple[_Spot, ...] = ()
    _spots_for = (0, 0)

    def paint(self, painter: QPainter, state: LightState) -> None:
        """Paint from what is far to what is near."""
        plain = self._look.high_contrast
        boat = QPointF(self.width() / 2, self.height() * _level(state.fullness, -1.0))
        painter.drawPixmap(0, 0, self._keep("goal", self._paint_goal))
        painter.setPen(Qt.PenStyle.NoPen)
        if not plain:
            self._paint_halo(painter, boat)
        surface = self._surface(state)
        self._paint_water(painter, surface, boat)
        if not plain:
            painter.drawPixmap(QPointF(0, boat.y()), self._keep("pool", self._paint_pool))
            self._paint_depths(painter, state)
        self._paint_line(painter, surface, 1.0)
        if not plain:
            painter.drawPixmap(0, 0, self._keep("sides", self._paint_sides))
        self._paint_light(painter, boat)
        self._paint_word(painter, state.word)

    def _moved(self, now: LightState, shown: LightState) -> bool:
        # At its highest nothing goes along.
        return now[:2] != shown[:2] or (now != shown and now.fullness < 1)

    def _touched(self, now: LightState, shown: LightState) -> QRect:
        """From the light down; what is above it stands still."""
        highest = max(now.fullness, shown.fullness)
        center, radius = self._light(QPointF(0, self.height() * _level(highest, -1.0)))
        top = int(center.y() - radius * _HALOS[0][0]) - 2
        return self.rect().adjusted(0, max(top, 0), 0, 0)

    def _surface(self, state: LightState, along: float = 0.0) -> list[QPointF]:
        """Points of the water from left to right; ``along`` for a line below its surface."""
        high = self.height()
        # At its highest the water is as smooth as the line that it rises to.
        rough = (1 - state.fullness**3) * high
        turns = [
            (tall * rough * math.sin(speed * state.seconds + along),
             tall * rough * math.cos(speed * state.seconds + along))
            for tall, _, speed in _RIPPLE
        ]  # fmt: skip
        (a_sin, a_cos), (b_sin, b_cos) = turns
        middle, swell = high * _level(state.fullness, 0.0), high * _between(_SWELL, state.fullness)
        return [
            QPointF(
                x,
                middle
                + swell * bell
                + (1.0 if along else calm) * (a_sin * ac + a_cos * as_ + b_sin * bc + b_cos * bs),
            )
            for x, bell, calm, as_, ac, bs, bc in self._spots()
        ]

    def _spots(self) -> tuple[_Spot, ...]:
        """What the surface is made of, worked out once for a size."""
        if self._spots_for != (self.width(), self.height()):
            self._spots_for = (self.width(), self.height())
            high, reach = self.height(), self._reach()
            spots = []
            for step in range(_POINTS + 1):
                away = reach * (2 * step / _POINTS - 1)
                far = away / high
                waves = [near * far for _, near, _ in _RIPPLE]
                spots.append(
                    _Spot(
                        self.width() / 2 + away,
                        _bell(far),
                        1 - math.exp(-((far / _CALM) ** 2)),
                        math.sin(waves[0]),
                        math.cos(waves[0]),
                        math.sin(waves[1]),
                        math.cos(waves[1]),
                    )
                )
            self._known = tuple(spots)
        return self._known

    def _reach(self) -> float:
        """How far the water goes to either side."""
        return min(self.width() / 2, _SIDE * self.height())

    def _paint_goal(self, painter: QPainter) -> None:
        """The water at its highest."""
        high, clear = self.height(), 1.0 if self._look.high_contrast else 0.45
        middle, swell = high * _level(1.0, 0.0), high * _SWELL[1]
        points = [QPointF(spot.x, middle + swell * spot.bell) for spot in self._spots()]
        self._paint_line(painter, points, clear)

    def _paint_pool(self, painter: QPainter) -> None:
        """Brighter water below the light; no higher than the swell at its highest."""
        wide, deep = (part * self.height() for part in _POOL)
        shade = QRadialGradient(QPointF(0, 0), 1.0)
        for at, alpha in _BRIGHT:
            color = self._look.color("glow_core")
            color.setAlphaF(alpha)
            shade.setColorAt(at, color)
        brush = QBrush(shade)
        brush.setTransform(QTransform.fromTranslate(self.width() / 2, 0).scale(wide, deep))
        swell = self.height() * _SWELL[1]
        top = [QPointF(spot.x, swell * (1 + spot.bell)) for spot in self._spots()]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawPolygon(_down_to(top, float(self.height())))

    def _paint_sides(self, painter: QPainter) -> None:
        """The ground again, over all that the light does not reach."""
        middle, reach = self.width() / 2, self._reach()
        fade = QLinearGradient(middle - reach, 0, middle + reach, 0)
        for at, alpha in _FADE:
            color = self._look.color("bg")
            color.setAlphaF(alpha)
            fade.setColorAt(at / 2, color)
            fade.setColorAt(1 - at / 2, color)
        painter.fillRect(self.rect(), QBrush(fade))

    def _paint_water(self, painter: QPainter, surface: list[QPointF], boat: QPointF) -> None:
        high = float(self.height())
        if self._look.high_contrast:
            painter.setBrush(self._shade("glow"))
        else:
            shade = QLinearGradient(0, boat.y(), 0, high)
            for at, share in _DEPTH:
                shade.setColorAt(at, self._shade("glow", share))
            painter.setBrush(shade)
        painter.drawPolygon(_down_to(surface, high))

    def _paint_depths(self, painter: QPainter, state: LightState) -> None:
        """Lines below the surface, nearer to each other where the water is low."""
        for deep, along, clear in _LINES:
            lower = self.height() * deep * (0.55 + 0.45 * state.fullness)
            points = [QPointF(p.x(), p.y() + lower) for p in self._surface(state, along)]
            self._paint_line(painter, points, clear)

    def _paint_line(self, painter: QPainter, points: list[QPointF], clear: float) -> None:
        """A line along the water: hair lines close together, which cost a tenth of a broad one."""
        color = QColor(self._shade("lamp"))
        color.setAlphaF(clear)
        pen = QPen(color, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        dots = painter.device().devicePixelRatioF()
        broad = 3 if self._look.high_contrast else 1.5
        for line in range(max(round(broad * self._look.unit * dots), 1)):
            painter.drawPolyline([QPointF(p.x(), p.y() + line / dots) for p in points])

    def _paint_halo(self, painter: QPainter, boat: QPointF) -> None:
        """What shines around the light, above the water."""
        center, radius = self._light(boat)
        for reach, opacity in _HALOS:
            painter.setBrush(self._shade("glow_ring", opacity))
            painter.drawEllipse(center, radius * reach, radius * reach)

    def _paint_light(self, painter: QPainter, boat: QPointF) -> None:
        """The small light on the water, the brightest thing there."""
        colors = (self._shade("lamp"), self._shade("glow_core"))
        broad = 3 if self._look.high_contrast else 1.5
        painter.setPen(QPen(colors[0], broad * self._look.unit))
        painter.setBrush(max(colors, key=QColor.lightness))
        center, radius = self._light(boat)
        painter.drawEllipse(center, radius, radius)

    def _light(self, boat: QPointF) -> tuple[QPointF, float]:
        """The middle and the radius of the light."""
        radius = max(self.height() * _LIGHT, self._look.px(6))
        return boat - QPointF(0, radius * 0.82), radius

    def _paint_word(self, painter: QPainter, word: str) -> None:
        high = self.height()
        font = self._word_font(self.width() * 0.8)
        font.setPixelSize(min(font.pixelSize(), max(int(high * _WORD[1] * 0.72), 1)))
        painter.setFont(font)
        painter.setPen(self._shade("on_glow"))
        place = QRectF(0, high * _WORD[0], self.width(), high * _WORD[1])
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)


def _between(ends: tuple[float, float], share: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * share


def _bell(far: float) -> float:
    """How far a place is out of the swell: -1 below the light, 1 far away."""
    return 1 - 2 * math.exp(-((far / _BROAD) ** 2))


def _level(fullness: float, bell: float) -> float:
    """Where the water stands, from the top, as a share of the height."""
    return _between(_LEVEL, fullness) + bell * _between(_SWELL, fullness)


def _down_to(surface: list[QPointF], foot: float) -> QPolygonF:
    """Everything between ``surface`` and ``foot``."""
    return QPolygonF([*surface, QPointF(surface[-1].x(), foot), QPointF(surface[0].x(), foot)])
