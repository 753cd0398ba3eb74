"""Three rings around a middle: a number on the ring, and beside it whose number it is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from safeharbor.domain.pictures import Ring, Rings
from safeharbor.ui.paper.lines import SetWords
from safeharbor.ui.pictures.ink import Ink, Painting

_ROUND: Final = 300
_GAP: Final = 32
_BESIDE: Final = 180
_DOT: Final = 11
_MIDDLE: Final = 22
_ROW: Final = 28
_GROUP: Final = 14
_TURN: Final = 0.9
"""Each ring begins a little further round, so that its dots do not stand in one line."""


def rings_picture(data: Rings, ink: Ink, width: float) -> Painting:
    """The rings, and beside or below them a list by ring."""
    size = min(ink.px(_ROUND), width)
    beside = width - size - ink.px(_GAP) >= ink.px(_BESIDE)
    at = size + ink.px(_GAP) if beside else 0.0
    key = _key(data, ink, width - at)
    below = 0.0 if beside else size + ink.px(_GAP) / 2
    high = max(size, key.height) if beside else below + key.height

    def paint(painter: QPainter, left: float, top: float) -> None:
        start = ink.across(left, width, 0, size)
        _paint_rings(painter, QRectF(start, top, size, size), data, ink)
        key.paint(painter, ink.across(left, width, at, width - at), top + below)

    return Painting(high, paint)


def _drawn(data: Rings) -> list[Ring]:
    """The rings that are drawn: those who stand in none are named in the list alone."""
    return [ring for ring in data.rings if ring.label]


def _paint_rings(painter: QPainter, place: QRectF, data: Rings, ink: Ink) -> None:
    rings = _drawn(data)
    middle, most = place.center(), place.width() / 2 - ink.px(_DOT + 2)
    least = ink.px(_MIDDLE)
    radii = [least + (most - least) * (n + 1) / len(rings) for n in range(len(rings))]
    for radius in radii:
        painter.setPen(ink.pen(ink.quiet, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, radius, radius)
    #: The middle of the rings of people.
    me = ink.words(QCoreApplication.translate("pictures", "me"), ink.label, 2 * least, centred=True)
    painter.setPen(ink.text)
    me.paint(painter, middle.x() - least, middle.y() - me.height / 2)
    for number, ring, share in _numbered(rings):
        angle = 2 * math.pi * share - math.pi / 2 + _TURN * ring
        spot = QPointF(math.cos(angle), math.sin(angle)) * radii[ring]
        _paint_number(painter, number, middle + spot, ink)


def _numbered(rings: list[Ring]) -> Iterator[tuple[int, int, float]]:
    """Each number with its ring and how far round it stands."""
    number = 0
    for index, ring in enumerate(rings):
        for place in range(len(ring.names)):
            number += 1
            yield number, index, place / len(ring.names)


def _paint_number(painter: QPainter, number: int, at: QPointF, ink: Ink) -> None:
    size = ink.px(_DOT)
    painter.setPen(ink.pen(ink.main))
    painter.setBrush(ink.ground)
    painter.drawEllipse(at, size, size)
    words = ink.words(str(number), ink.label, 4 * size, centred=True)
    painter.setPen(ink.text)
    words.paint(painter, at.x() - words.width / 2, at.y() - words.height / 2)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the list; the number is 0 for a heading, and for who stands in no ring."""

    top: float
    inset: float
    number: int
    words: SetWords
    heading: bool


def _key(data: Rings, ink: Ink, width: float) -> Painting:
    rows, high = _rows(data, ink, width)

    def paint(painter: QPainter, left: float, top: float) -> None:
        for row in rows:
            painter.setPen(ink.quiet if row.heading else ink.text)
            x = ink.across(left, width, row.inset, row.words.width)
            row.words.paint(painter, x, top + row.top)
            if row.number:
                line = row.words.line_height(0) if row.words.lines else 0.0
                middle = ink.across(left, width, ink.px(_DOT + 1))
                _paint_number(painter, row.number, QPointF(middle, top + row.top + line / 2), ink)

    return Painting(high, paint)


def _rows(data: Rings, ink: Ink, width: float) -> tuple[list[_Row], float]:
    inset, line = ink.px(2 * _DOT + 14), ink.px(_ROW)
    rows: list[_Row] = []
    y, number = 0.0, 0
    rings = _drawn(data)
    for ring in (*rings, *(ring for ring in data.rings if ring not in rings)):
        if not ring.names:
            continue
        y += ink.px(_GROUP) if y else 0.0
        #: Over those who were put in no ring.
        label = ring.label or QCoreApplication.translate("pictures", "In no ring yet")
        head = ink.words(label, ink.label, width)
        rows.append(_Row(y, 0.0, 0, head, heading=True))
        y += head.height + ink.px(6)
        for name in ring.names:
            number += 1 if ring.label else 0
            words = ink.words(name, ink.body, width - inset)
            rows.append(_Row(y, inset, number if ring.label else 0, words, heading=False))
            y += max(words.height + ink.px(4), line)
    return rows, y
