"""Numbers by day on a scale of 0 to 10; each series has a line and a mark of its own form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from safeharbor.domain.pictures import OverTime
from safeharbor.domain.sheet import STRONGEST
from safeharbor.ui.pictures.days import short_day
from safeharbor.ui.pictures.ink import (
    Ink,
    Painting,
    legend,
    paint_dot,
    paint_ring,
    paint_square,
)

_HIGH: Final = 180
_TICKS: Final = (0, 5, 10)
_SIDE: Final = 32
_EDGE: Final = 30
_WORD: Final = 84
_BOLD: Final = 2.5
_DASHES: Final = ((), (1.6, 1.6), (5.0, 2.0), (5.0, 2.0, 1.0, 2.0))
"""Full, dotted, dashed, and both by turns."""


def over_time_picture(data: OverTime, ink: Ink, width: float) -> Painting:
    """Days in the direction of reading, evenly apart; as many dates below as have room."""
    marks = [(label, _mark(number, ink)) for number, label in enumerate(data.series)]
    key = legend(marks, ink, width)
    plot = _Plot(data, ink, width)
    top_of_plot = key.height + ink.px(18)

    def paint(painter: QPainter, left: float, top: float) -> None:
        key.paint(painter, left, top)
        y = top + top_of_plot
        plot.paint_ticks(painter, left, y)
        for number in range(len(data.series)):
            plot.paint_series(painter, number, left, y)
        plot.paint_days(painter, left, y)

    return Painting(top_of_plot + ink.px(_HIGH + 10) + plot.foot, paint)


class _Plot:
    """Where a day and a number stand."""

    def __init__(self, data: OverTime, ink: Ink, width: float) -> None:
        self._data = data
        self._ink = ink
        self._width = width
        self._room = width - ink.px(_SIDE + 2 * _EDGE)
        shown = {place: short_day(data.points[place].day) for place in self._places()}
        self._days = {
            place: ink.words(words, ink.small, ink.px(_WORD), centred=True)
            for place, words in shown.items()
        }
        self.foot = max((words.height for words in self._days.values()), default=0.0)

    def paint_ticks(self, painter: QPainter, left: float, top: float) -> None:
        """Paint the lines at 0, 5 and 10."""
        ink, side = self._ink, self._ink.px(_SIDE)
        for number in _TICKS:
            y = top + self._y(number)
            at = ink.across(left, self._width, side, self._width - side)
            painter.fillRect(QRectF(at, y, self._width - side, ink.hair), ink.rule)
            words = ink.words(str(number), ink.small, side)
            painter.setPen(ink.quiet)
            words.paint(painter, ink.across(left, self._width, 0, side), y - words.height / 2)

    def paint_series(self, painter: QPainter, number: int, left: float, top: float) -> None:
        """Paint a line through all its numbers, with a mark on each."""
        spots = [
            QPointF(self._x(left, place), top + self._y(value))
            for place, point in enumerate(self._data.points)
            if (value := point.values[number]) is not None
        ]
        path = QPainterPath()
        for place, spot in enumerate(spots):
            if place:
                path.lineTo(spot)
            else:
                path.moveTo(spot)
        painter.setPen(_line_pen(number, self._ink))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        for spot in spots:
            _paint_mark(painter, number, spot, self._ink)

    def paint_days(self, painter: QPainter, left: float, top: float) -> None:
        """Paint the dates that have room."""
        painter.setPen(self._ink.quiet)
        for place, words in self._days.items():
            x = self._x(left, place) - words.width / 2
            words.paint(painter, x, top + self._y(0) + self._ink.px(10))

    def _places(self) -> list[int]:
        """The points whose dates are shown: the last one, and others at even steps."""
        count = len(self._data.points)
        most = max(int(self._room / self._ink.px(_WORD)), 1)
        every = max(-(-(count - 1) // most), 1)
        return list(range(count - 1, -1, -every))

    def _x(self, left: float, place: int) -> float:
        last = len(self._data.points) - 1
        share = place / last if last else 0.5
        return self._ink.across(left, self._width, self._ink.px(_SIDE + _EDGE) + self._room * share)

    def _y(self, number: int) -> float:
        return self._ink.px(_HIGH) * (1 - number / STRONGEST)


def _line_pen(number: int, ink: Ink) -> QPen:
    pen = ink.pen(ink.other if number % 2 else ink.main, 2 if number else _BOLD)
    if dashes := _DASHES[number % len(_DASHES)]:
        pen.setDashPattern(dashes)
    return pen


def _paint_mark(painter: QPainter, number: int, spot: QPointF, ink: Ink) -> None:
    match number % len(_DASHES):
        case 0:
            paint_dot(painter, spot, ink)
        case 1:
            paint_ring(painter, spot, ink, radius=5)
        case kind:
            paint_square(painter, spot, ink, full=kind == 2)


def _mark(number: int, ink: Ink) -> Callable[[QPainter, QRectF], None]:
    def paint(painter: QPainter, place: QRectF) -> None:
        y = place.center().y()
        painter.setPen(_line_pen(number, ink))
        painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))
        _paint_mark(painter, number, place.center(), ink)

    return paint
