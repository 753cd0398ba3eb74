"""What pictures are painted with: colours, sizes and marks that are told apart by their form."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPainterPath, QPen

from safeharbor.ui.paper.lines import SetWords
from safeharbor.ui.paper.measures import DOTS, mm, plain_font
from safeharbor.ui.theme import Look, Type

_DRAWN_AT: Final = 96
_PAPER_TEXT: Final = 11.0
_PAPER_SMALL: Final = 9.0
_LINE: Final = 1.35
_STROKE: Final = 1.6
_CONTRAST_STROKE: Final = 2.4
_HAIR_MM: Final = 0.12


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours, type and the size of a pixel of the drawings.

    Attributes:
        text, quiet: of words.
        main: of what is measured.
        other: of a second thing beside it, always of another form too.
        rule: of lines that carry no meaning.
        ground: what lies behind.
        body, label, small: type.
        unit: how much one pixel of the drawings is.
        stroke: how wide a line is that carries meaning, in pixels of the drawings.
        hair: how wide one is that carries none.
        back: whether it begins on the right.
    """

    text: QColor
    quiet: QColor
    main: QColor
    other: QColor
    rule: QColor
    ground: QColor
    body: QFont
    label: QFont
    small: QFont
    unit: float
    stroke: float
    hair: float
    back: bool = False

    def px(self, size: float) -> float:
        """A measure of the drawings."""
        return size * self.unit

    def pen(self, color: QColor, width: float | None = None, *, dotted: bool = False) -> QPen:
        """A pen ``width`` pixels of the drawings wide."""
        pen = QPen(color, self.px(width or self.stroke))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dotted:
            pen.setDashPattern([1.6, 1.6])
        return pen

    def words(self, text: str, font: QFont, width: float, *, centred: bool = False) -> SetWords:
        """``text`` in lines of ``width``."""
        line = font.pixelSize() * _LINE
        return SetWords(text, font, max(width, 1.0), line, back=self.back, centred=centred)

    def across(self, left: float, room: float, x: float, width: float = 0.0) -> float:
        """Where something ``width`` wide begins that stands ``x`` after the beginning of a line."""
        return left + room - x - width if self.back else left + x


@dataclass(frozen=True, slots=True)
class Painting:
    """A picture of some width, ready to be painted at a left edge and a top."""

    height: float
    paint: Callable[[QPainter, float, float], None]


def screen_ink(look: Look, *, back: bool = False, ground: str = "bg") -> Ink:
    """The colours and sizes of the window."""
    return Ink(
        text=look.color("text"),
        quiet=look.color("muted"),
        main=look.color("accent"),
        other=look.color("lamp"),
        rule=look.color("rule" if not look.high_contrast else "muted"),
        ground=look.color(ground),
        body=look.font(Type.BODY),
        label=look.font(Type.SMALL_HEAD),
        small=look.font(Type.SMALL),
        unit=look.unit,
        stroke=_CONTRAST_STROKE if look.high_contrast else _STROKE,
        hair=max(round(look.unit), 1),
        back=back,
    )


def paper_ink(black: QColor, white: QColor, scale: float = 1.0) -> Ink:
    """Two colours alone, as paper has them, in dots."""
    return Ink(
        text=black,
        quiet=black,
        main=black,
        other=black,
        rule=black,
        ground=white,
        body=plain_font(_PAPER_TEXT * scale),
        label=plain_font(_PAPER_SMALL * scale, 600),
        small=plain_font(_PAPER_SMALL * scale),
        unit=DOTS / _DRAWN_AT * scale,
        stroke=_STROKE,
        hair=mm(_HAIR_MM),
        back=QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft,
    )


# The marks. Each is read by its form; the colours only make it easier.


def paint_bar(painter: QPainter, place: QRectF, ink: Ink) -> None:
    """How much of something there is."""
    if place.width() <= 0:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.main)
    radius = min(ink.px(3), place.width() / 2)
    painter.drawRoundedRect(place, radius, radius)


def paint_ring(painter: QPainter, middle: QPointF, ink: Ink, *, radius: float = 6) -> None:
    """An open ring: the second number."""
    painter.setPen(ink.pen(ink.other, 2.5))
    painter.setBrush(ink.ground)
    painter.drawEllipse(middle, ink.px(radius), ink.px(radius))


def paint_dot(painter: QPainter, middle: QPointF, ink: Ink, *, radius: float = 5) -> None:
    """A full dot: the first number, or a day with something in it."""
    painter.setPen(ink.pen(ink.main))
    painter.setBrush(ink.main)
    painter.drawEllipse(middle, ink.px(radius), ink.px(radius))


def paint_open_dot(painter: QPainter, middle: QPointF, ink: Ink, *, radius: float = 5) -> None:
    """An empty dot in the same colour as a full one."""
    painter.setPen(ink.pen(ink.main))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, ink.px(radius), ink.px(radius))


def paint_square(painter: QPainter, middle: QPointF, ink: Ink, *, full: bool) -> None:
    """A third and a fourth mark, beside dot and ring."""
    painter.setPen(ink.pen(ink.main if full else ink.other, 2))
    painter.setBrush(ink.main if full else ink.ground)
    half = ink.px(4.5)
    corner = QPointF(half, half)
    painter.drawRect(QRectF(middle - corner, middle + corner))


def paint_check(painter: QPainter, middle: QPointF, size: float, pen: QPen) -> None:
    """A tick ``size`` wide."""
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(middle + QPointF(-size / 2, 0))
    path.lineTo(middle + QPointF(-size / 8, size / 3))
    path.lineTo(middle + QPointF(size / 2, -size / 3))
    painter.drawPath(path)


LEGEND_GAP: Final = 24


def legend(
    entries: Sequence[tuple[str, Callable[[QPainter, QRectF], None]]], ink: Ink, width: float
) -> Painting:
    """A line of marks with what they mean, in as many rows as it takes."""
    swatch, gap, after = ink.px(22), ink.px(8), ink.px(LEGEND_GAP)
    placed: list[tuple[float, float, SetWords, Callable[[QPainter, QRectF], None]]] = []
    x = y = high = 0.0
    for word, mark in entries:
        words = ink.words(word, ink.small, width - swatch - gap)
        long = swatch + gap + words.used
        if x and x + long > width:
            x, y, high = 0.0, y + high + ink.px(4), 0.0
        words = ink.words(word, ink.small, min(words.used + 1, width - swatch - gap))
        placed.append((x, y, words, mark))
        high = max(high, words.height)
        x += long + after

    def paint(painter: QPainter, left: float, top: float) -> None:
        for x, y, words, mark in placed:
            line = words.line_height(0) if words.lines else 0.0
            at = ink.across(left, width, x, swatch)
            mark(painter, QRectF(at, top + y, swatch, line))
            painter.setPen(ink.text)
            words.paint(painter, ink.across(left, width, x + swatch + gap, words.width), top + y)

    return Painting(y + high, paint)


def hatch(painter: QPainter, path: QPainterPath, style: int, ink: Ink) -> None:
    """Fill ``path`` in one of eight ways that need no colour, and draw its edge."""
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    box = path.boundingRect()
    step = ink.px(7)
    if style == 0:
        painter.fillPath(path, ink.main)
    elif style in _DOTTED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.main)
        for point in _grid(box, step):
            painter.drawEllipse(point, ink.px(1.5), ink.px(1.5))
    else:
        painter.setPen(ink.pen(ink.main, 1.6))
        for angle in _LINES.get(style, ()):
            _rule(painter, box, step, angle)
    painter.restore()
    painter.setPen(ink.pen(ink.main))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


HATCHES: Final = 8
_DOTTED: Final = frozenset({3})
_LINES: Final = {1: (45,), 4: (0,), 5: (45, 135), 6: (90,), 7: (135,)}
"""Full, slanting, empty, dotted, flat, crossed, upright, slanting the other way."""


def _grid(box: QRectF, step: float) -> list[QPointF]:
    found = []
    row, y = 0, box.top()
    while y <= box.bottom():
        x = box.left() + (step / 2 if row % 2 else 0)
        while x <= box.right():
            found.append(QPointF(x, y))
            x += step
        row, y = row + 1, y + step * 0.8
    return found


def _rule(painter: QPainter, box: QRectF, step: float, degrees: float) -> None:
    reach = math.hypot(box.width(), box.height())
    painter.save()
    painter.translate(box.center())
    painter.rotate(degrees)
    y = -reach / 2
    while y <= reach / 2:
        painter.drawLine(QPointF(-reach / 2, y), QPointF(reach / 2, y))
        y += step
    painter.restore()
