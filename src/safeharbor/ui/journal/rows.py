"""How one entry looks in a list: the day in the margin, the title, the time, the tide.

Rows show titles and never first lines. With titles switched off they show the date alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from safeharbor.domain.entry import EntrySummary
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.dates import day_and_time, full_day, joined, month_name, time_of, weekday
from safeharbor.ui.journal.keyed import Keyed
from safeharbor.ui.journal.model import HEADING, SUMMARY
from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.tide import mood_word, paint_tide

Today = Callable[[], dt.date]
Index = QModelIndex | QPersistentModelIndex

translate = QCoreApplication.translate

HEIGHT: Final = 56
_HEAD: Final = 40
_SIDE: Final = 8
_MARGIN: Final = 52
_DAY: Final = 40
"""The width that the name of a weekday has beside the bar of the chosen row."""
_TEXT: Final = 56
_TIDE: Final = 18
_STAR: Final = 16
_RIGHT: Final = 12


def title_of(summary: EntrySummary, today: dt.date, *, titles: bool) -> str:
    """What stands for an entry: its title, or its day where it has none or shows none."""
    if titles and summary.title:
        return summary.title
    return full_day(summary.moment.local_date, today)


def in_words(summary: EntrySummary, today: dt.date, *, titles: bool) -> str:
    """A row for a screen reader."""
    words = day_and_time(summary.moment, today)
    if titles and summary.title:
        words = joined(summary.title, words)
    if summary.mood is not None:
        #: %1 is a mood such as Low.
        words = joined(words, translate("rows", "mood %1").replace("%1", mood_word(summary.mood)))
    if summary.starred:
        words = joined(words, translate("rows", "starred"))
    if titles and summary.tags:
        #: %1 is a list of tags.
        tags = translate("rows", "tags %1").replace("%1", ", ".join(summary.tags))
        words = joined(words, tags)
    return words


class DayRows(QStyledItemDelegate):
    """Paints rows with their day in the margin; ``titles`` says whether titles may be seen."""

    def __init__(self, look: Look, today: Today, parent: QObject, *, titles: bool = True) -> None:
        super().__init__(parent)
        self._look = look
        self._today = today
        self.titles = titles

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row, higher where it begins a month."""
        head = _HEAD if index.data(HEADING) else 0
        return QSize(self._look.px(160), self._look.px(HEIGHT + head))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint heading, ground and focus ring, and what stands in the row."""
        px = self._look.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole: QRect = option.rect
        month = index.data(HEADING)
        if month:
            head = QRect(whole.left(), whole.top(), whole.width(), px(_HEAD))
            self._paint_heading(painter, head, month_name(*month))
            whole = whole.adjusted(0, px(_HEAD), 0, 0)
        body = whole.adjusted(px(_SIDE), 0, -px(_SIDE), 0)
        self._paint_ground(painter, body, option)
        self._paint_row(painter, body, index)
        painter.restore()

    def _paint_row(self, painter: QPainter, body: QRect, index: Index) -> None:
        """Paint the day, and what it is."""
        raise NotImplementedError

    def _paint_heading(self, painter: QPainter, head: QRect, words: str) -> None:
        px = self._look.px
        painter.setFont(self._look.font(Type.SMALL, weight=600))
        painter.setPen(self._look.color("muted"))
        place = head.adjusted(px(20), px(12), -px(12), 0)
        aligned = Qt.AlignmentFlag.AlignVCenter | leading(self._direction())
        painter.drawText(mirrored(self._direction(), head, place), aligned, words)

    def _paint_ground(self, painter: QPainter, body: QRect, option: QStyleOptionViewItem) -> None:
        px, tokens = self._look.px, self._look.tokens
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        view = option.widget
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        focused = focused and isinstance(view, Keyed) and view.keyed
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            edge = QPen(QColor(tokens.border), 1) if self._look.high_contrast else None
            painter.setPen(edge or QPen(Qt.PenStyle.NoPen))
            painter.setBrush(QColor(tokens.sunken))
            painter.drawRoundedRect(QRectF(body).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        if chosen:
            bar = QRect(body.left() + px(3), body.top() + px(14), px(3), body.height() - px(28))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(mirrored(self._direction(), body, bar), px(1.5), px(1.5))
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(QRectF(body).adjusted(1, 1, -1, -1), px(8), px(8))

    def _paint_day(self, painter: QPainter, body: QRect, day: dt.date) -> None:
        px, tokens = self._look.px, self._look.tokens
        column = QRect(body.left(), body.top(), px(_MARGIN), body.height())
        column = mirrored(self._direction(), body, column)
        painter.setFont(self._look.font(Type.SMALL))
        painter.setPen(QColor(tokens.muted))
        top = QRect(column.left(), column.top() + px(9), column.width(), px(18))
        most = px(_DAY)
        words = weekday(
            day, fits=lambda name: painter.fontMetrics().horizontalAdvance(name) <= most
        )
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, words)
        font = self._look.font(Type.READING, weight=500)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        low = QRect(column.left(), column.top() + px(26), column.width(), px(22))
        painter.drawText(low, Qt.AlignmentFlag.AlignCenter, QLocale().toString(day.day))

    def _paint_lines(
        self, painter: QPainter, body: QRect, right: int, first: str, second: str
    ) -> None:
        """Paint two lines of words, as far as ``right``."""
        px, tokens = self._look.px, self._look.tokens
        left = body.left() + px(_TEXT)
        above = QRect(left, body.top() + px(6), right - left, px(22))
        below = QRect(left, body.top() + px(28), right - left, px(20))
        font = self._look.font(Type.BODY, weight=500)
        self._draw(painter, mirrored(self._direction(), body, above), first, font, tokens.text)
        font = self._look.font(Type.SMALL)
        self._draw(painter, mirrored(self._direction(), body, below), second, font, tokens.muted)

    def _end(self, body: QRect) -> int:
        """Where the words of a row end."""
        return body.right() + 1 - self._look.px(_RIGHT)

    def _draw(self, painter: QPainter, place: QRect, words: str, font: QFont, color: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        elided = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        aligned = Qt.AlignmentFlag.AlignVCenter | leading(self._direction())
        painter.drawText(place, aligned | Qt.TextFlag.TextSingleLine, elided)

    def _direction(self) -> Qt.LayoutDirection:
        return QApplication.layoutDirection()


class RowDelegate(DayRows):
    """Paints entries: the day, the title, the time, the star and the tide."""

    def __init__(
        self, look: Look, icons: Icons, today: Today, parent: QObject, *, titles: bool = True
    ) -> None:
        super().__init__(look, today, parent, titles=titles)
        self._icons = icons

    def _paint_row(self, painter: QPainter, body: QRect, index: Index) -> None:
        summary = index.data(SUMMARY)
        if isinstance(summary, EntrySummary):
            self._paint_day(painter, body, summary.moment.local_date)
            self._paint_entry(painter, body, summary)

    def _paint_entry(self, painter: QPainter, body: QRect, summary: EntrySummary) -> None:
        px, tokens = self._look.px, self._look.tokens
        right = self._end(body)
        if summary.mood is not None:
            glyph = QRect(right - px(_TIDE), 0, px(_TIDE), px(_TIDE))
            glyph.moveTop(body.center().y() - px(_TIDE) // 2 + 1)
            glyph = mirrored(self._direction(), body, glyph)
            paint_tide(painter, QRectF(glyph), summary.mood, QColor(tokens.accent))
            right -= px(_TIDE) + px(8)
        if summary.starred:
            star = QRect(right - px(_STAR), 0, px(_STAR), px(_STAR))
            star.moveTop(body.center().y() - px(_STAR) // 2 + 1)
            self._draw_star(painter, mirrored(self._direction(), body, star))
            right -= px(_STAR) + px(8)
        words = title_of(summary, self._today(), titles=self.titles)
        self._paint_lines(painter, body, right, words, time_of(summary.moment))

    def _draw_star(self, painter: QPainter, place: QRect) -> None:
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        color = self._look.tokens.accent
        painter.drawPixmap(place, self._icons.pixmap("star", place.width(), color, ratio))
