"""An empty grid of four weeks for each row, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QPainter

from safeharbor.ui.paper.lines import SetWords, Strip, fill
from safeharbor.ui.paper.measures import Face, mm

_DAYS: Final = 7
_WEEKS: Final = 4
_CELL_MM: Final = 8.5
_GAP_MM: Final = 10.0
_BEFORE_MM: Final = 6.0
_PEN_MM: Final = 0.2
_SIDE_BY_SIDE: Final = 2

Across = Callable[[float, float], float]


def weeks_strips(rows: Sequence[str], width: float, scale: float, across: Across) -> list[Strip]:
    """Two grids side by side where there is room, each under what it is for."""
    cell, gap = mm(_CELL_MM) * scale, mm(_GAP_MM) * scale
    wide = cell * _DAYS
    beside = _SIDE_BY_SIDE if 2 * wide + gap <= width else 1
    grids = [_Grid(row, wide, cell, scale) for row in rows]
    found = []
    for start in range(0, len(grids), beside):
        pair = grids[start : start + beside]
        head = max(grid.head for grid in pair)
        paint = _painter(pair, head, wide + gap, across)
        before = mm(_BEFORE_MM) * scale if start else 0.0
        found.append(Strip(head + cell * _WEEKS, paint, before))
    return found


def _painter(
    grids: Sequence[_Grid], head: float, step: float, across: Across
) -> Callable[[QPainter, float, float], None]:
    def paint(painter: QPainter, left: float, top: float) -> None:
        for number, grid in enumerate(grids):
            grid.paint(painter, left + across(number * step, grid.wide), top, head)

    return paint


class _Grid:
    """One grid with its name and the days of the week."""

    def __init__(self, name: str, wide: float, cell: float, scale: float) -> None:
        self.wide = wide
        self._cell = cell
        self._name = SetWords(name, Face.CELL.font(scale), wide, Face.CELL.line(scale))
        small, line = Face.SMALL.font(scale), Face.SMALL.line(scale)
        locale = QLocale()
        first = locale.firstDayOfWeek().value - 1
        names = [
            locale.standaloneDayName((first + n) % _DAYS + 1, QLocale.FormatType.NarrowFormat)
            for n in range(_DAYS)
        ]
        self._days = [SetWords(day, small, cell, line, centred=True) for day in names]
        self.head = self._name.height + line

    def paint(self, painter: QPainter, left: float, top: float, head: float) -> None:
        """Paint it below ``head`` dots for the name and the days."""
        self._name.paint(painter, left, top)
        for number, day in enumerate(self._days):
            day.paint(painter, left + number * self._cell, top + head - day.height)
        pen = mm(_PEN_MM)
        y = top + head
        for row in range(_WEEKS + 1):
            fill(painter, QRectF(left, y + row * self._cell, self.wide + pen, pen))
        high = self._cell * _WEEKS
        for column in range(_DAYS + 1):
            fill(painter, QRectF(left + column * self._cell, y, pen, high))
