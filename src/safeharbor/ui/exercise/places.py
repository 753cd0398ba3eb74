"""Where one is in a script: a row of small places, or the numerals of a script that counts down.

It is a map and no score: what is behind looks like what is ahead, and nobody has to look at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.domain.exercise import Step
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look, Type

_COUNTS: Final = 3
"""So many steps with fewer and fewer lamps are a count."""
_MOST: Final = 24
_NUMERAL: Final = 52
_DOT: Final = 22
_SMALL: Final = 3.0
_HERE: Final = 5.0
_UNDERLINE: Final = (24, 3)
_HEIGHT: Final = 37


def numerals(steps: Sequence[Step]) -> tuple[int, ...]:
    """The numbers a script counts down, such as 5, 4, 3, 2, 1; empty where it does not count."""
    found = tuple(step.find for step in steps if step.find)
    falling = all(a > b for a, b in pairwise(found))
    return found if falling and len(found) >= _COUNTS else ()


def places(steps: Sequence[Step]) -> tuple[int, ...]:
    """For each step its place on the map: what belongs to one part of the body is one place."""
    found: list[int] = []
    for index, step in enumerate(steps):
        same = index > 0 and step.area != "" and step.area == steps[index - 1].area
        found.append((found[-1] if found else -1) + (not same))
    return tuple(found)


class PlaceRow(QWidget):
    """The map, painted; its name says the same for whoever does not see it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._marks: tuple[str, ...] = ()
        self._of_step: tuple[int | None, ...] = ()
        self._index = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def lay(self, steps: Sequence[Step]) -> None:
        """Show the map of ``steps``."""
        counted = numerals(steps)
        if counted:
            self._marks = tuple(map(str, counted))
            walked = iter(range(len(counted)))
            self._of_step = tuple(next(walked) if step.find else None for step in steps)
        else:
            self._of_step = places(steps)
            number = (self._of_step[-1] or 0) + 1
            self._marks = ("",) * (number if 1 < number <= _MOST else 0)
        self.update()

    def show_at(self, index: int, name: str) -> None:
        """Show the step ``index`` as the one where one is, called ``name``."""
        self._index = index
        self.setAccessibleName(name)
        self.update()

    @property
    def here(self) -> int | None:
        """Which of the places is shown as the one where one is."""
        return self._of_step[self._index] if self._marks else None

    def sizeHint(self) -> QSize:
        """As high as a numeral with its line."""
        return QSize(self._look.px(_NUMERAL), self._look.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the numerals or the dots."""
        if self.here is None:
            # Nothing to point at, and numerals alone would only be one thing more to read.
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wanted = self._look.px(_NUMERAL if self._marks[0] else _DOT)
        wide = min(wanted, self.width() // len(self._marks))
        left = (self.width() - wide * len(self._marks)) // 2
        for number, mark in enumerate(self._marks):
            cell = QRect(left + number * wide, 0, wide, self.height())
            cell = mirrored(self.layoutDirection(), self.rect(), cell)
            paint = self._paint_numeral if mark else self._paint_dot
            paint(painter, cell, mark, here=number == self.here)

    def _paint_numeral(self, painter: QPainter, cell: QRect, mark: str, *, here: bool) -> None:
        font = self._look.font(Type.HEADING, weight=600 if here else 400)
        painter.setFont(font)
        painter.setPen(self._look.color("text" if here else "muted"))
        high = QFontMetrics(font).height()
        painter.drawText(
            QRect(cell.left(), cell.top(), cell.width(), high), Qt.AlignmentFlag.AlignCenter, mark
        )
        if here:
            wide, thick = self._look.px(_UNDERLINE[0]), self._look.px(_UNDERLINE[1])
            left = cell.left() + (cell.width() - wide) / 2
            line = QRectF(left, cell.bottom() + 1 - thick, wide, thick)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.color("lamp"))
            painter.drawRoundedRect(line, thick / 2, thick / 2)

    def _paint_dot(self, painter: QPainter, cell: QRect, _mark: str, *, here: bool) -> None:
        radius = (_HERE if here else _SMALL) * self._look.unit
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("lamp" if here else "border"))
        painter.drawEllipse(QRectF(cell).center(), radius, radius)
