"""Days of a month on which something was kept: a dot each; one that was not kept is empty."""

from __future__ import annotations

import calendar
import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QPointF
from PySide6.QtGui import QPainter

from safeharbor.domain.pictures import Dot, Month
from safeharbor.ui.pictures.ink import (
    Ink,
    Painting,
    legend,
    paint_dot,
    paint_open_dot,
)

_CELL: Final = (34, 40)
_WEEK: Final = 7
_GAP: Final = 32
_MONTHS: Final = 3
"""The newest ones with anything in them; the table has all."""


def month_picture(data: Month, ink: Ink, width: float) -> Painting:
    """The newest months with anything in them, side by side where there is room."""
    marks: dict[dt.date, list[bool]] = {}
    for dot, day in _by_day(data.dots):
        marks.setdefault(day, []).append(dot.full)
    months = sorted({(day.year, day.month) for day in marks})[-_MONTHS:]
    each = [_Month(year, month, marks, ink, width) for year, month in months]
    key = _key(ink, width)
    wide = max((m.width for m in each), default=1.0)
    beside = max(int((width + ink.px(_GAP)) // (wide + ink.px(_GAP))), 1)
    rows = [each[at : at + beside] for at in range(0, len(each), beside)]
    heights = [max(m.height for m in row) + ink.px(_GAP) / 2 for row in rows]

    def paint(painter: QPainter, left: float, top: float) -> None:
        y = top
        for row, high in zip(rows, heights, strict=True):
            for place, month in enumerate(row):
                x = ink.across(left, width, place * (wide + ink.px(_GAP)), month.width)
                month.paint(painter, x, y)
            y += high
        key.paint(painter, left, y)

    return Painting(sum(heights) + key.height, paint)


def _by_day(dots: Iterable[Dot]) -> Iterator[tuple[Dot, dt.date]]:
    """Each dot with its day; what is no day of the calendar has no place in one."""
    for dot in dots:
        with contextlib.suppress(ValueError):
            yield dot, dt.date.fromisoformat(dot.day)


class _Month:
    """One month, a row for each week."""

    def __init__(
        self, year: int, month: int, marks: dict[dt.date, list[bool]], ink: Ink, room: float
    ) -> None:
        self._ink = ink
        self._marks = marks
        self._cell = min(ink.px(_CELL[0]), room / _WEEK)
        self.width = self._cell * _WEEK
        first = QLocale().firstDayOfWeek().value - 1
        self._weeks = calendar.Calendar(first).monthdatescalendar(year, month)
        self._month = month
        name = QLocale().toString(QDate(year, month, 1), "MMMM yyyy")
        self._title = ink.words(name, ink.label, self.width)
        names = (
            QLocale().standaloneDayName((first + day) % _WEEK + 1, QLocale.FormatType.NarrowFormat)
            for day in range(_WEEK)
        )
        self._days = [ink.words(name, ink.small, self._cell, centred=True) for name in names]
        self._head = self._title.height + self._days[0].height + ink.px(8)
        self.height = self._head + ink.px(_CELL[1]) * len(self._weeks)

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        ink = self._ink
        painter.setPen(ink.text)
        self._title.paint(painter, left, top)
        painter.setPen(ink.quiet)
        for column, words in enumerate(self._days):
            x = ink.across(left, self.width, column * self._cell, self._cell)
            words.paint(painter, x, top + self._title.height + ink.px(4))
        for row, week in enumerate(self._weeks):
            y = top + self._head + row * ink.px(_CELL[1])
            for column, day in enumerate(week):
                if day.month == self._month:
                    x = ink.across(left, self.width, column * self._cell, self._cell)
                    self._paint_day(painter, day, x, y)

    def _paint_day(self, painter: QPainter, day: dt.date, x: float, y: float) -> None:
        ink = self._ink
        number = ink.words(str(day.day), ink.small, self._cell, centred=True)
        painter.setPen(ink.text)
        number.paint(painter, x, y)
        marks = self._marks.get(day, [])
        step = min(ink.px(11), self._cell / max(len(marks), 1))
        start = x + self._cell / 2 - step * (len(marks) - 1) / 2
        for place, full in enumerate(marks):
            at = QPointF(start + place * step, y + number.height + ink.px(7))
            (paint_dot if full else paint_open_dot)(painter, at, ink, radius=4)


def _key(ink: Ink, width: float) -> Painting:
    #: A day on which a promise was kept in some way, and one on which it was not.
    kept = QCoreApplication.translate("pictures", "kept")
    not_then = QCoreApplication.translate("pictures", "not today")
    return legend(
        [
            (kept, lambda painter, place: paint_dot(painter, place.center(), ink, radius=4)),
            (
                not_then,
                lambda painter, place: paint_open_dot(painter, place.center(), ink, radius=4),
            ),
        ],
        ink,
        width,
    )
