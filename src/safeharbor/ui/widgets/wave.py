"""The wave: a tide that lifts a small light with the in-breath and sets it down again.

The thin line is the water at its highest, where the breath is going. Small waves go along it
slowly; at its highest it is smooth, and it stands still where the breath is paused.

All the water there can be is painted once; with each picture comes the sky that covers some of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPainter,
    QPen,
    QRadialGradient,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from safeharbor.ui.theme import Look
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
_HIGHEST: Final = sum(tall for tall, *_ in _RIPPLE)
"""How high they are together."""
_CALM: Final = 0.22
"""How far around the light the water has no small waves: it is lifted by the breath alone."""
_LINES: Final = ((0.085, 1.9, 0.30), (0.185, 4.0, 0.19), (0.30, 0.8, 0.10))
"""Lines below the surface: how deep, how far along, how clear."""
_POINTS: Final = 48
_NEAR: Final = slice(6, -6, 2)
"""Which of the points of the surface they have: they are faint and reach less far."""
_LIGHT: Final = 0.052
"""The radius of the light as a share of the height."""
_HALOS: Final = ((2.3, 0.55), (1.6, 1.0))
"""How large each halo is, in radii of the light, and its opacity."""
_FLOATS: Final = 0.82
"""How far the middle of the light is above the water, the same."""
_FADE: Final = (
    (0.0, 1.0), (0.11, 0.93), (0.22, 0.74), (0.33, 0.5), (0.44, 0.26), (0.55, 0.07), (0.66, 0.0),
)  # fmt: skip
"""How far from each side the picture is how much of the ground again."""
_FADE_NEAR: Final = tuple((0.25 + 0.6 * at, share) for at, share in _FADE)
"""The same for the lines below the surface."""
_DEPTH: Final = ((0.0, 1.0), (0.25, 0.93), (0.5, 0.78), (0.7, 0.49), (0.86, 0.18), (1.0, 0.0))
"""How deep below the highest water there is how much light; it comes with the water."""
_POOL: Final = (0.62, 0.30)
"""Brighter water below the light: how far to either side, and how deep."""
_BRIGHT: Final = ((0.0, 0.9), (0.5, 0.34), (1.0, 0.0))
"""How bright it is from the middle to its edge."""
_WORD: Final = (0.735, 0.23)
"""Where the word begins and how high it may be."""


_Shares = Sequence[tuple[float, float]]


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

    def __init__(
        self,
        look: Look,
        source: Callable[[], LightState],
        words: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__(look, source, words, parent)
        self._known: tuple[_Spot, ...] = ()
        self._spots_for = (0, 0)
        self._pens: dict[tuple[tuple[int, int], float], QPen] = {}

    def paint(self, painter: QPainter, state: LightState) -> None:
        """Paint from what is far to what is near."""
        plain = self._look.high_contrast
        boat = QPointF(self.width() / 2, self.height() * _level(state.fullness, -1.0))
        surface = self._points(state, self._spots())
        if not plain:
            self._paint_depths(painter, state, boat)
        self._paint_sky(painter, surface)
        self._paint_goal(painter)
        if not plain:
            self._paint_halo(painter, boat)
        self._paint_line(painter, surface, 1.0)
        self._paint_light(painter, boat)
        self._paint_word(painter, state.word)

    def _moved(self, now: LightState, shown: LightState) -> bool:
        # At its highest nothing goes along.
        return now[:2] != shown[:2] or (now != shown and now.fullness < 1)

    def _touched(self, now: LightState, shown: LightState) -> QRect:
        """From the light down to what is deepest; above it and below that nothing moves."""
        high, (low, full) = self.height(), sorted((now.fullness, shown.fullness))
        center, radius = self._light(QPointF(0, high * _level(full, -1.0)))
        top = int(center.y() - radius * _HALOS[0][0]) - 2
        line = _level(low, 1.0) + _LINES[-1][0] * _spread(low) + _HIGHEST
        foot = math.ceil(high * max(line, _level(low, -1.0) + _POOL[1])) + self._look.px(3) + 1
        return self.rect() & QRect(0, top, self.width(), foot - top)

    def _points(
        self, state: LightState, spots: Sequence[_Spot], lower: float = 0.0, along: float = 0.0
    ) -> list[QPointF]:
        """Points of the surface, or of a line so much below it and so far ``along``."""
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
                + (1.0 if lower else calm)
                * (a_sin * slow_cos + a_cos * slow_sin + b_sin * quick_cos + b_cos * quick_sin),
            )
            for x, bell, calm, slow_sin, slow_cos, quick_sin, quick_cos in spots
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
        self._draw(painter, self._keep("goal", partial(self._make_goal, points)), place)

    def _make_goal(self, points: list[QPointF], painter: QPainter) -> None:
        fade = self._across("lamp", [(at, 0.45 * (1 - share)) for at, share in _FADE])
        painter.setPen(QPen(fade, 1.5 * self._look.unit))
        painter.drawPolyline(points)

    def _across(self, name: str, shares: _Shares) -> QBrush:
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

    def _pool(self) -> QRect:
        """The room of the brighter water below the light; a small wave may rise above the light."""
        wide, deep = (round(part * self.height()) for part in _POOL)
        above = math.ceil(self.height() * _HIGHEST)
        return QRect(self.width() // 2 - wide, 0, 2 * wide, above + deep)

    def _make_pool(self, painter: QPainter) -> None:
        wide, deep = (part * self.height() for part in _POOL)
        shade = QRadialGradient(QPointF(0, 0), 1.0)
        for at, alpha in _BRIGHT:
            color = self._look.color("glow_core")
            color.setAlphaF(alpha)
            shade.setColorAt(at, color)
        brush = QBrush(shade)
        above = math.ceil(self.height() * _HIGHEST)
        brush.setTransform(QTransform.fromTranslate(self.width() / 2, above).scale(wide, deep))
        painter.fillRect(self._pool(), brush)

    def _paint_ground(self, painter: QPainter, room: QRect) -> None:
        """All the water there can be."""
        if self._look.high_contrast:
            painter.fillRect(room, self._shade("glow"))
        else:
            self._draw(painter, self._keep("water", self._make_water, solid=True), QRectF(room))

    def _make_water(self, painter: QPainter) -> None:
        """It ends in the ground, below and at both sides."""
        high = self.height()
        shade = QLinearGradient(0, high * _level(1.0, -1.0), 0, high)
        for at, share in _DEPTH:
            shade.setColorAt(at, self._shade("glow", share))
        painter.fillRect(self.rect(), shade)
        painter.fillRect(self.rect(), self._across("bg", _FADE))

    def _paint_sky(self, painter: QPainter, surface: list[QPointF]) -> None:
        """The ground, over all water that is above the surface.

        The line along it hides that the edge is not smooth, which would take most of the time.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._shade("bg"))
        sides = [QPointF(self.width(), surface[-1].y()), QPointF(self.width(), 0)]
        painter.drawPolygon([*surface, *sides, QPointF(0, 0), QPointF(0, surface[0].y())])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_depths(self, painter: QPainter, state: LightState, boat: QPointF) -> None:
        """Brighter water below the light, and lines, nearer to each other where it is low."""
        high, pool = self.height(), QRectF(self._pool())
        place = pool.translated(0, round(boat.y()) - math.ceil(high * _HIGHEST))
        self._draw(painter, self._keep("pool", self._make_pool), pool, place)
        near = self._spots()[_NEAR]
        for below, along, clear in _LINES:
            painter.setPen(self._pen(clear, _FADE_NEAR))
            lower = high * below * _spread(state.fullness)
            painter.drawPolyline(self._points(state, near, lower, along))

    def _paint_line(self, painter: QPainter, points: list[QPointF], clear: float) -> None:
        """A line along the water: hair lines close together, which cost a tenth of a broad one."""
        painter.setPen(self._pen(clear))
        dots = self.devicePixelRatioF()
        broad = 3.0 if self._look.high_contrast else 1.5
        painter.drawPolyline(points)
        lines = range(1, round(broad * self._look.unit * dots))
        for _ in lines:
            painter.translate(0, 1 / dots)
            painter.drawPolyline(points)
        painter.translate(0, -len(lines) / dots)

    def _pen(self, clear: float, fade: _Shares = _FADE) -> QPen:
        """For a hair line that is gone at both sides."""
        room = (self.width(), self.height())
        if (room, clear) not in self._pens:
            if self._look.high_contrast:
                brush = QBrush(self._shade("lamp"))
            else:
                brush = self._across("lamp", [(at, clear * (1 - share)) for at, share in fade])
            pen = QPen(brush, 1)
            pen.setCosmetic(True)
            # Those of another size are not needed any more.
            self._pens = {key: one for key, one in self._pens.items() if key[0] == room}
            self._pens[room, clear] = pen
        return self._pens[room, clear]

    def _forget(self) -> None:
        self._pens.clear()
        super()._forget()

    def _paint_halo(self, painter: QPainter, boat: QPointF) -> None:
        """What shines around the light, above the water."""
        center, radius = self._light(boat)
        painter.setPen(Qt.PenStyle.NoPen)
        for reach, opacity in _HALOS:
            painter.setBrush(self._shade("glow_ring", opacity))
            out = radius * reach
            around = QRectF(center, center).adjusted(-out, -out, out, out)
            under = round(16 * math.degrees(math.asin(_FLOATS / reach)))
            painter.drawChord(around, -under, 180 * 16 + 2 * under)

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
        return boat - QPointF(0, radius * _FLOATS), radius

    def _paint_word(self, painter: QPainter, word: str) -> None:
        high = self.height()
        painter.setFont(self._word_font(self.width() * 0.8, high * _WORD[1] * 0.72))
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


def _spread(fullness: float) -> float:
    """How far apart the lines below the surface are, as a share of what they are at most."""
    return 0.55 + 0.45 * fullness
