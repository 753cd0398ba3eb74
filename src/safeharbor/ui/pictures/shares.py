"""Shares of a whole: a round cut by size, each part with a pattern of its own and its name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from safeharbor.domain.pictures import Shares
from safeharbor.ui.pictures.ink import HATCHES, Ink, Painting, hatch

_ROUND: Final = 180
_HOLE: Final = 0.5
_GAP: Final = 28
_BESIDE: Final = 190
"""The least room for words beside the round; with less they stand below."""
_SWATCH: Final = 22
_ROW_GAP: Final = 10
_FULL: Final = 360.0
_TOP: Final = 90.0


def shares_picture(data: Shares, ink: Ink, width: float) -> Painting:
    """The round, and beside or below it what each part is."""
    size = min(ink.px(_ROUND), width)
    beside = width - size - ink.px(_GAP) >= ink.px(_BESIDE)
    at = size + ink.px(_GAP) if beside else 0.0
    key = _key(data, ink, width - at)
    below = 0.0 if beside else size + ink.px(_GAP) / 2
    high = max(size, key.height) if beside else below + key.height

    def paint(painter: QPainter, left: float, top: float) -> None:
        start = ink.across(left, width, 0, size)
        _paint_round(painter, QRectF(start, top, size, size), data, ink)
        lead = max(size - key.height, 0) / 2 if beside else below
        key.paint(painter, ink.across(left, width, at, width - at), top + lead)

    return Painting(high, paint)


def _paint_round(painter: QPainter, place: QRectF, data: Shares, ink: Ink) -> None:
    edge = ink.px(2)
    place = place.adjusted(edge, edge, -edge, -edge)
    whole = sum(part.weight for part in data.slices)
    angle = _TOP
    for number, part in enumerate(data.slices):
        # Clockwise from the top, as a clock is read.
        span = -_FULL * part.weight / whole if whole else 0.0
        hatch(painter, _slice(place, angle, span), number % HATCHES, ink)
        angle += span


def _slice(place: QRectF, angle: float, span: float) -> QPainterPath:
    inset = place.width() * (1 - _HOLE) / 2
    hole = place.adjusted(inset, inset, -inset, -inset)
    path = QPainterPath()
    if abs(span) >= _FULL:
        path.addEllipse(place)
        path.addEllipse(hole)
        return path
    path.arcMoveTo(place, angle)
    path.arcTo(place, angle, span)
    path.arcTo(hole, angle + span, -span)
    path.closeSubpath()
    return path


def _key(data: Shares, ink: Ink, width: float) -> Painting:
    swatch, gap = ink.px(_SWATCH), ink.px(12)
    room = width - swatch - gap
    rows = [
        (ink.words(p.name, ink.body, room), ink.words(p.label, ink.small, room))
        for p in data.slices
    ]
    between = ink.px(_ROW_GAP)
    heights = [max(name.height + words.height, swatch) for name, words in rows]

    def paint(painter: QPainter, left: float, top: float) -> None:
        y = top
        for number, ((name, words), high) in enumerate(zip(rows, heights, strict=True)):
            line = name.line_height(0) if name.lines else swatch
            box = QPainterPath()
            x = ink.across(left, width, 0, swatch)
            box.addRect(
                QRectF(
                    QPointF(x, y + (line - swatch * 0.8) / 2),
                    QPointF(x + swatch, y + (line + swatch * 0.8) / 2),
                )
            )
            hatch(painter, box, number % HATCHES, ink)
            x = ink.across(left, width, swatch + gap, name.width)
            painter.setPen(ink.text)
            name.paint(painter, x, y)
            painter.setPen(ink.quiet)
            words.paint(painter, x, y + name.height)
            y += high + between

    return Painting(sum(heights) + between * max(len(rows) - 1, 0), paint)
