"""The wave: a tide that lifts a small light with the in-breath and sets it down again.

The thin line is the water at its highest, where the breath is going. Small waves go along it
slowly; at its highest it is smooth, and it stands still where the breath is paused.

All the water there can be is painted once; with each picture comes the sky that covers some of it.
What has an edge or a shade of its own is painted once as well and then only put in its place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPen,
    QPolygonF,
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
_SIDE: Final = 1.1
"""How far to either side the water goes, the same."""
_RIPPLE: Final = ((0.011, 5.3, 0.66), (0.005, 11.9, -0.48))
"""Small waves: their height, how many there are in a height's width, how fast they go along."""
_HIGHEST: Final = sum(tall for tall, *_ in _RIPPLE)
"""How high they are together."""
_CALM: Final = 0.22
"""How far around the light the water has no small waves: it is lifted by the breath alone."""
_LINES: Final = ((0.085, 0.30), (0.185, 0.17))
"""Lines below the surface: how deep, how clear."""
_ALONG: Final = 1.9
"""How far their small waves are ahead of those of the surface."""
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
_POOL: Final = 0.66
"""Brighter water below the light: how far to either side."""
_BRIGHT: Final = (
    (0.0, 0.8), (0.1, 0.78), (0.25, 0.66), (0.4, 0.47), (0.55, 0.29), (0.7, 0.14), (0.85, 0.04),
    (1.0, 0.0),
)  # fmt: skip
"""How bright it is from the middle to its edge."""
_BRIGHT_DOWN: Final = ((0.0, 1.0), (0.45, 0.9), (0.7, 0.55), (0.85, 0.2), (1.0, 0.0))
"""How much of that there is from the highest water down to the deepest."""
_SMALLER: Final = 4
"""So much smaller are the shades of the water painted before they are enlarged."""
_STEPS: Final = 4
"""The light moves by this part of a pixel, so that it rises as evenly as the water."""
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
        high, boat = self.height(), self.height() * _level(state.fullness, -1.0)
        line = QPolygonF(self._points(state, self._spots()))
        self._paint_water(painter, line, int(boat - high * _HIGHEST) - 1)
        self._paint_goal(painter)
        if not self._look.high_contrast:
            self._paint_depths(painter, state)
        self._paint_line(painter, line, 1.0)
        self._paint_light(painter, boat)
        font = self._word_font(self.width() * 0.8, high * _WORD[1] * 0.72)
        place = QRectF(0, high * _WORD[0], self.width(), high * _WORD[1])
        self._draw_word(painter, state.word, place, font, "on_glow")

    def _moved(self, now: LightState, shown: LightState) -> bool:
        # At its highest nothing goes along.
        return now[:2] != shown[:2] or (now != shown and now.fullness < 1)

    def _touched(self, now: LightState, shown: LightState) -> QRect:
        """From the light down to the lowest line; above it and below that nothing moves."""
        high, (low, full) = self.height(), sorted((now.fullness, shown.fullness))
        radius = self._radius()
        top = high * _level(full, -1.0) - radius * (_FLOATS + _HALOS[0][0])
        deepest = 0.0 if self._look.high_contrast else _LINES[-1][0] * _spread(low)
        lowest = high * (_level(low, 1.0) + deepest + _HIGHEST)
        foot = max(lowest, high * _level(low, -1.0) + radius)
        aside = int(self.width() / 2 - self._reach())
        wide, deep = self.width() - 2 * aside, math.ceil(foot - top)
        return self.rect() & QRect(aside, int(top) - 2, wide, deep + self._look.px(3) + 4)

    def _points(
        self, state: LightState, spots: Sequence[_Spot], *, under: bool = False
    ) -> list[QPointF]:
        """Points of the surface, or of a line ``under`` it, which has small waves everywhere."""
        high = self.height()
        # At its highest the water is as smooth as the line that it rises to.
        rough = (1 - state.fullness**3) * high
        ahead = _ALONG if under else 0.0
        (a, a_turn), (b, b_turn) = (
            (tall * rough, speed * state.seconds + ahead) for tall, _, speed in _RIPPLE
        )
        a_sin, a_cos = a * math.sin(a_turn), a * math.cos(a_turn)
        b_sin, b_cos = b * math.sin(b_turn), b * math.cos(b_turn)
        level = high * _level(state.fullness, 0.0)
        swell = high * _between(_SWELL, state.fullness)
        return [
            QPointF(
                x,
                level
                + swell * bell
                + (1.0 if under else calm)
                * (a_sin * slow_cos + a_cos * slow_sin + b_sin * quick_cos + b_cos * quick_sin),
            )
            for x, bell, calm, slow_sin, slow_cos, quick_sin, quick_cos in spots
        ]

    def _paint_goal(self, painter: QPainter) -> None:
        """The water at its highest."""
        high = self.height()
        level, swell = high * _level(1.0, 0.0), high * _SWELL[1]
        top, foot = math.floor(level - swell) - 3, math.ceil(level + swell) + 3
        room = QRect(0, top, self.width(), foot - top + self._look.px(3))

        def make(strip: QPainter) -> None:
            line = QPolygonF([QPointF(x, level + swell * bell) for x, bell, *_ in self._spots()])
            if self._look.high_contrast:
                self._paint_line(strip, line, 1.0)
                return
            fade = self._across("lamp", [(at, 0.45 * (1 - share)) for at, share in _FADE])
            strip.setPen(QPen(fade, 1.5 * self._look.unit))
            strip.drawPolyline(line)

        painter.drawPixmap(room.topLeft(), self._keep("goal", make, room=room))

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
        if self._look.high_contrast:
            # There it does not fade, so it has no end before that of the picture.
            return self.width() / 2
        return min(self.width() / 2, _SIDE * self.height())

    def _paint_ground(self, painter: QPainter, room: QRect) -> None:
        """Sky and water cover all of it."""

    def _paint_water(self, painter: QPainter, surface: QPolygonF, top: int) -> None:
        """All water below ``top``, and over it the sky that is above the surface.

        The line along it hides that the edge is not smooth, which would take most of the time.
        """
        wide, sky = self.width(), self._shade("bg")
        top = min(max(top, 0), self.height() - 1)
        painter.fillRect(0, 0, wide, top, sky)
        below = QRect(0, top, wide, self.height() - top)
        if self._look.high_contrast:
            painter.fillRect(below, self._shade("glow"))
        else:
            self._draw(painter, self._keep("water", self._make_water, solid=True), QRectF(below))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sky)
        above = QPolygonF(surface)
        right, left = surface.last().y(), surface.first().y()
        # Where a row of these is a part of a row of the screen, none is left out between the two.
        for corner in ((wide, right), (wide, top - 1), (0, top - 1), (0, left)):
            above.append(QPointF(*corner))
        painter.drawPolygon(above)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _make_water(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._small(self._make_depths))

    def _small(self, make: Callable[[QPainter], None]) -> QImage:
        """What has no edges, so small that the first picture need not wait for it."""
        wide, high = self.width() // _SMALLER + 1, self.height() // _SMALLER + 1
        image = QImage(wide, high, QImage.Format.Format_RGBA64_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(wide / max(self.width(), 1), high / max(self.height(), 1))
        make(painter)
        painter.end()
        return image

    def _make_depths(self, painter: QPainter) -> None:
        """All the water there can be; it ends in the ground, below and at both sides."""
        high = self.height()
        shade = QLinearGradient(0, high * _level(1.0, -1.0), 0, high)
        for at, share in _DEPTH:
            shade.setColorAt(at, self._shade("glow", share))
        painter.fillRect(self.rect(), shade)
        painter.drawImage(self.rect(), self._small(self._make_pool))
        painter.fillRect(self.rect(), self._across("bg", _FADE))

    def _make_pool(self, painter: QPainter) -> None:
        """What shines down into the water from the light, wherever the water stands."""
        high, middle = self.height(), self.width() / 2
        down = QLinearGradient(0, high * _level(1.0, -1.0), 0, high)
        for at, share in _BRIGHT_DOWN:
            color = self._look.color("glow_core")
            color.setAlphaF(share)
            down.setColorAt(at, color)
        painter.fillRect(self.rect(), down)
        out = _POOL * high
        across = QLinearGradient(middle - out, 0, middle + out, 0)
        for at, share in _BRIGHT:
            for side in (at, -at):
                across.setColorAt((1 + side) / 2, QColor.fromRgbF(0, 0, 0, share))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.fillRect(self.rect(), across)

    def _paint_depths(self, painter: QPainter, state: LightState) -> None:
        """Lines below the surface, nearer to each other where it is low."""
        high, spread = self.height(), _spread(state.fullness)
        line = QPolygonF(self._points(state, self._spots()[_NEAR], under=True))
        for below, clear in _LINES:
            painter.setPen(self._pen(clear, _FADE_NEAR))
            lower = high * below * spread
            painter.translate(0, lower)
            painter.drawPolyline(line)
            painter.translate(0, -lower)

    def _paint_line(self, painter: QPainter, points: QPolygonF, clear: float) -> None:
        """A line along the water: hair lines close together, which cost a tenth of a broad one.

        Where they are not close, what is between them is filled.
        """
        pen, dots = self._pen(clear), self.devicePixelRatioF()
        broad = 3.0 if self._look.high_contrast else 1.5
        more = round(broad * self._look.unit * dots) - 1
        painter.setPen(pen)
        painter.drawPolyline(points)
        if more < 1:
            return
        lower = points.translated(0, more / dots)
        painter.drawPolyline(lower)
        if more > 1:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pen.brush())
            band = QPolygonF(points)
            for index in reversed(range(lower.size())):
                band.append(lower.at(index))
            painter.drawPolygon(band)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)

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
        self._spots_for = (0, 0)
        super()._forget()

    def _paint_light(self, painter: QPainter, water: float) -> None:
        """The small light on the water and what shines around it, kept for each part of a pixel."""
        dots = self.devicePixelRatioF()
        steps = math.floor(water * dots * _STEPS)
        rest = steps % _STEPS
        foot = math.ceil(self._radius()) + self._look.px(3)
        out = math.ceil(self._radius() * _HALOS[0][0]) + 2
        middle = self.width() // 2
        room = QRect(middle - out, -2 * out, 2 * out + 1, 2 * out + foot)

        def make(sprite: QPainter) -> None:
            self._make_light(sprite, QPointF(self.width() / 2, rest / _STEPS / dots))

        part = self._keep(f"light {rest}", make, room=room)
        painter.drawPixmap(QPointF(room.x(), room.y() + (steps - rest) / _STEPS / dots), part)

    def _make_light(self, painter: QPainter, boat: QPointF) -> None:
        """Paint the light where it floats at ``boat``, the brightest thing there."""
        plain, radius = self._look.high_contrast, self._radius()
        center = boat - QPointF(0, radius * _FLOATS)
        painter.setPen(Qt.PenStyle.NoPen)
        for reach, opacity in () if plain else _HALOS:
            painter.setBrush(self._shade("glow_ring", opacity))
            out = radius * reach
            around = QRectF(center, center).adjusted(-out, -out, out, out)
            under = round(16 * math.degrees(math.asin(_FLOATS / reach)))
            painter.drawChord(around, -under, 180 * 16 + 2 * under)
        colors = (self._shade("lamp"), self._shade("glow_core"))
        painter.setPen(QPen(colors[0], (3 if plain else 1.5) * self._look.unit))
        painter.setBrush(max(colors, key=QColor.lightness))
        painter.drawEllipse(center, radius, radius)

    def _radius(self) -> float:
        """That of the light."""
        return max(self.height() * _LIGHT, self._look.px(6))


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
