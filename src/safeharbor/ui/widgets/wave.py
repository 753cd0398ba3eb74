"""The wave: a tide that lifts a small light with the in-breath and sets it down again.

The thin line is the water at its highest, where the breath is going. Small waves go along it
slowly; at its highest it is smooth, and it stands still where the breath is paused.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPainter,
    QPen,
    QPixmap,
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
_FADE: Final = (
    (0.0, 1.0), (0.11, 0.93), (0.22, 0.74), (0.33, 0.5), (0.44, 0.26), (0.55, 0.07), (0.66, 0.0),
)  # fmt: skip
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
        self._paint_goal(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        if not plain:
            self._paint_halo(painter, boat)
        surface = self._surface(state)
        self._paint_water(painter, surface, boat)
        if not plain:
            self._paint_depths(painter, state, boat)
        self._paint_line(painter, surface, 1.0)
        if not plain:
            self._paint_sides(painter, boat)
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

    def _surface(self, state: LightState) -> list[QPointF]:
        """Points of the water from left to right."""
        return self._points(state, 0.0, 0.0, calm=True)

    def _points(
        self, state: LightState, lower: float, along: float, *, calm: bool
    ) -> list[QPointF]:
        """Points of a line as far below the surface as ``lower``, and so far ``along``."""
        high = self.height()
        # At its highest the water is as smooth as the line that it rises to.
        rough = (1 - state.fullness**3) * high
        (a, a_turn), (b, b_turn) = (
            (tall * rough, speed * state.seconds + along) for tall, _, speed in _RIPPLE
        )
        a_sin, a_cos = a * math.sin(a_turn), a * math.cos(a_turn)
        b_sin, b_cos = b * math.sin(b_turn), b * math.cos(b_turn)
        level = high * _level(state.fullness, 0.0) + lower
        swell = high * _between(_SWELL, state.fullness)
        return [
            QPointF(
                x,
                level
                + swell * bell
                + (still if calm else 1.0)
                * (a_sin * slow_cos + a_cos * slow_sin + b_sin * quick_cos + b_cos * quick_sin),
            )
            for x, bell, still, slow_sin, slow_cos, quick_sin, quick_cos in self._spots()
        ]

    def _paint_goal(self, painter: QPainter) -> None:
        """The water at its highest."""
        high, high_contrast = self.height(), self._look.high_contrast
        level, swell = high * _level(1.0, 0.0), high * _SWELL[1]
        points = [QPointF(spot.x, level + swell * spot.bell) for spot in self._spots()]
        if high_contrast:
            self._paint_line(painter, points, 1.0)
            return
        top = max(math.floor(level - swell) - 3, 0)
        place = QRectF(0, top, self.width(), math.ceil(2 * swell) + 6)
        goal = self._keep("goal", partial(self._make_goal, points))
        painter.drawPixmap(place, goal, _dots(place, goal))

    def _make_goal(self, points: list[QPointF], painter: QPainter) -> None:
        fade = self._across("lamp", [(at, 0.45 * (1 - share)) for at, share in _FADE])
        painter.setPen(QPen(fade, 1.5 * self._look.unit))
        painter.drawPolyline(points)

    def _across(self, name: str, shares: Iterable[tuple[float, float]]) -> QBrush:
        """A colour that is so clear so far from either side."""
        middle, reach = self.width() / 2, self._reach()
        fade = QLinearGradient(middle - reach, 0, middle + reach, 0)
        for at, share in shares:
            color = QColor(self._shade(name))
            color.setAlphaF(share)
            fade.setColorAt(at / 2, color)
            fade.setColorAt(1 - at / 2, color)
        return QBrush(fade)

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

    def _make_pool(self, painter: QPainter) -> None:
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

    def _paint_sides(self, painter: QPainter, boat: QPointF) -> None:
        """The ground again, over all water that the light does not reach."""
        sides = self._keep("sides", self._make_sides)
        wide = math.ceil(self.width() / 2 - self._reach() * (1 - _FADE[-1][0]))
        top = max(math.floor(boat.y()), 0)
        for left in (0, self.width() - wide):
            place = QRectF(left, top, wide, self.height() - top)
            painter.drawPixmap(place, sides, _dots(place, sides))

    def _make_sides(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self._across("bg", _FADE))

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

    def _paint_depths(self, painter: QPainter, state: LightState, boat: QPointF) -> None:
        """Brighter water below the light, and lines, nearer to each other where it is low."""
        pool, high = self._keep("pool", self._make_pool), self.height()
        wide, deep = round(_POOL[0] * high), math.ceil(_POOL[1] * high)
        part = QRectF(self.width() // 2 - wide, 0, 2 * wide, deep)
        place = part.translated(0, round(boat.y()))
        painter.drawPixmap(place, pool, _dots(part, pool))
        for below, along, clear in _LINES:
            lower = high * below * (0.55 + 0.45 * state.fullness)
            points = self._points(state, lower, along, calm=False)
            self._paint_line(painter, points, clear, broad=1.0)

    def _paint_line(
        self, painter: QPainter, points: list[QPointF], clear: float, broad: float = 1.5
    ) -> None:
        """A line along the water: hair lines close together, which cost a tenth of a broad one."""
        color = QColor(self._shade("lamp"))
        color.setAlphaF(clear)
        pen = QPen(color, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        dots = self.devicePixelRatioF()
        if self._look.high_contrast:
            broad = 3.0
        painter.drawPolyline(points)
        for line in range(1, round(broad * self._look.unit * dots)):
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


def _dots(place: QRectF, part: QPixmap) -> QRectF:
    """``place`` in the pixels of a kept part."""
    dots = part.devicePixelRatio()
    return QRectF(place.topLeft() * dots, place.size() * dots)


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
