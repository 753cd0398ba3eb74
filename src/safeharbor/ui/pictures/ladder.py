"""Steps on a ladder, the easiest at its foot; a step that was taken is full and has a tick."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QPainter

from safeharbor.domain.pictures import Ladder, Rung
from safeharbor.ui.pictures.ink import Ink, Painting, paint_check

_LADDER: Final = 64
_GAP: Final = 20
_RAIL: Final = 3
_RUNG: Final = 9
_ROW: Final = 46
_PAD: Final = 6


def ladder_picture(data: Ladder, ink: Ink, width: float) -> Painting:
    """A rung for each step; ``data`` has the easiest first."""
    begin = ink.px(_LADDER + _GAP)
    steps = list(reversed(data.rungs))
    names = [ink.words(step.name, ink.body, width - begin) for step in steps]
    notes = [ink.words(_note(step), ink.small, width - begin) for step in steps]
    heights = [
        max(ink.px(_ROW), name.height + note.height + 2 * ink.px(_PAD))
        for name, note in zip(names, notes, strict=True)
    ]
    high = sum(heights)

    def paint(painter: QPainter, left: float, top: float) -> None:
        _paint_rails(
            painter,
            QRectF(ink.across(left, width, 0, ink.px(_LADDER)), top, ink.px(_LADDER), high),
            ink,
        )
        y = top
        for step, name, note, height in zip(steps, names, notes, heights, strict=True):
            middle = y + height / 2
            _paint_rung(painter, step, ink.across(left, width, 0, ink.px(_LADDER)), middle, ink)
            x = ink.across(left, width, begin, name.width)
            words = y + (height - name.height - note.height) / 2
            painter.setPen(ink.text)
            name.paint(painter, x, words)
            painter.setPen(ink.quiet)
            note.paint(painter, x, words + name.height)
            y += height

    return Painting(high, paint)


def _note(step: Rung) -> str:
    said = []
    if step.number is not None:
        #: How much a step is dreaded.
        words = QCoreApplication.translate("pictures", "%1 of 10")
        said.append(words.replace("%1", str(step.number)))
    if step.done:
        #: A step that was taken.
        said.append(QCoreApplication.translate("pictures", "done"))
    return ", ".join(said)


def _paint_rails(painter: QPainter, place: QRectF, ink: Ink) -> None:
    wide = ink.px(_RAIL)
    for x in (place.left(), place.right() - wide):
        painter.fillRect(QRectF(x, place.top(), wide, place.height()), ink.quiet)


def _paint_rung(painter: QPainter, step: Rung, left: float, middle: float, ink: Ink) -> None:
    inset, high = ink.px(_RAIL + 1), ink.px(_RUNG)
    place = QRectF(left + inset, middle - high / 2, ink.px(_LADDER) - 2 * inset, high)
    painter.setPen(ink.pen(ink.main))
    painter.setBrush(ink.main if step.done else ink.ground)
    painter.drawRoundedRect(place, ink.px(3), ink.px(3))
    if step.done:
        size = ink.px(18)
        painter.setPen(ink.pen(ink.main))
        painter.setBrush(ink.ground)
        painter.drawEllipse(place.center(), size / 2, size / 2)
        paint_check(painter, QPointF(place.center()), size * 0.5, ink.pen(ink.main, 2))
