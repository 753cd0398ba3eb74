"""How much is there and how much it matters: a bar, an open ring, and dots for the distance."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QPainter

from safeharbor.domain.pictures import Gap, Gaps
from safeharbor.domain.sheet import STRONGEST
from safeharbor.ui.paper.lines import SetWords
from safeharbor.ui.pictures.ink import Ink, Painting, legend, paint_bar, paint_ring

_NAME: Final = 0.36
_NAMES: Final = 220
_GAP: Final = 20
_ROW: Final = 34
_PAD: Final = 7
_BAR: Final = 10
_TICKS: Final = (0, 5, 10)
_END: Final = 14
"""Room at both ends of the scale, so that a ring at 10 has its place."""


def gap_picture(data: Gaps, ink: Ink, width: float) -> Painting:
    """A line for each name, over one scale from 0 to 10."""
    names = min(width * _NAME, ink.px(_NAMES))
    rows = [(line, ink.words(line.name, ink.body, names)) for line in data.rows]
    key = _key(data, ink, width)
    head = ink.small.pixelSize() * 1.6
    top_of_rows = key.height + ink.px(10) + head
    heights = [max(ink.px(_ROW), words.height + 2 * ink.px(_PAD)) for _, words in rows]
    scale = _Scale(ink, width, names + ink.px(_GAP))

    def paint(painter: QPainter, left: float, top: float) -> None:
        key.paint(painter, left, top)
        scale.paint_ticks(painter, left, top + top_of_rows - head)
        y = top + top_of_rows
        for (line, words), high in zip(rows, heights, strict=True):
            painter.fillRect(QRectF(left, y, width, ink.hair), ink.rule)
            _paint_name(painter, words, QPointF(ink.across(left, width, 0, words.width), y), high)
            scale.paint_line(painter, line, left, y + high / 2)
            y += high

    def _paint_name(painter: QPainter, words: SetWords, at: QPointF, high: float) -> None:
        painter.setPen(ink.text)
        words.paint(painter, at.x(), at.y() + (high - words.height) / 2)

    return Painting(top_of_rows + sum(heights), paint)


class _Scale:
    """From 0 to 10, beside the names."""

    def __init__(self, ink: Ink, width: float, begin: float) -> None:
        self._ink = ink
        self._width = width
        self._begin = begin
        self._long = max(width - begin - ink.px(_END), ink.px(60))

    def paint_ticks(self, painter: QPainter, left: float, top: float) -> None:
        for number in _TICKS:
            words = self._ink.words(str(number), self._ink.small, self._ink.px(40), centred=True)
            painter.setPen(self._ink.quiet)
            words.paint(painter, self._x(left, number) - words.width / 2, top)

    def paint_line(self, painter: QPainter, line: Gap, left: float, y: float) -> None:
        ink = self._ink
        zero, end = self._x(left, 0), self._x(left, STRONGEST)
        base = QRectF(min(zero, end), y - ink.hair / 2, abs(end - zero), ink.hair)
        painter.fillRect(base, ink.rule)
        now = self._x(left, line.now or 0)
        if line.now is not None:
            high = ink.px(_BAR)
            paint_bar(painter, QRectF(min(zero, now), y - high / 2, abs(now - zero), high), ink)
        if line.wish is not None:
            there = self._x(left, line.wish)
            if line.now is not None and line.wish > line.now:
                painter.fillRect(base.intersected(_between(now, there, y, ink)), ink.ground)
                painter.setPen(ink.pen(ink.other, 2, dotted=True))
                painter.drawLine(QPointF(now, y), QPointF(there, y))
            paint_ring(painter, QPointF(there, y), ink)

    def _x(self, left: float, number: int) -> float:
        return self._ink.across(left, self._width, self._begin + self._long * number / STRONGEST)


def _between(one: float, other: float, y: float, ink: Ink) -> QRectF:
    return QRectF(min(one, other), y - ink.px(4), abs(one - other), ink.px(8))


def _key(data: Gaps, ink: Ink, width: float) -> Painting:
    def bar(painter: QPainter, place: QRectF) -> None:
        high = ink.px(_BAR)
        paint_bar(
            painter, QRectF(place.x(), place.center().y() - high / 2, place.width(), high), ink
        )

    def ring(painter: QPainter, place: QRectF) -> None:
        paint_ring(painter, place.center(), ink)

    #: Beside a mark: how something is, and how somebody would like it.
    now = data.now or QCoreApplication.translate("pictures", "as it is now")
    wish = data.wish or QCoreApplication.translate("pictures", "as I would like it")
    return legend([(now, bar), (wish, ring)], ink, width)
