"""A short list of names below a line. The keys stay in the line; the list shows and is pressed.

It is no window of its own: it lies over the page and scrolls with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from safeharbor.ui.announce import announce
from safeharbor.ui.mirror import leading
from safeharbor.ui.theme import Look, Type

_ROW: Final = 36
_SIDE: Final = 12
_ROOM: Final = 4
_MOST: Final = 6
_WIDEST: Final = 340


class NameList(QWidget):
    """The names that fit."""

    picked = Signal(str)

    def __init__(self, look: Look, line: QWidget) -> None:
        """No names yet; it belongs to ``line``."""
        super().__init__(line)
        self._look = look
        self._line = line
        self._names: tuple[str, ...] = ()
        self._at = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def names(self) -> tuple[str, ...]:
        """What it shows, nothing while it is closed."""
        return () if self.isHidden() else self._names

    @property
    def chosen(self) -> str:
        """The name that the keys are on, "" for none."""
        return self._names[self._at] if 0 <= self._at < len(self.names) else ""

    def open_with(self, names: Sequence[str]) -> None:
        """Show these below the line, or close where there are none."""
        shown = tuple(names)[:_MOST]
        if not shown:
            self.close_up()
            return
        if shown != self._names:
            self._at = -1
        self._names = shown
        page = _page_of(self._line)
        if self.parentWidget() is not page:
            self.setParent(page)
        room = self._look.free_room
        below = QPoint(room, self._line.height() + room)
        self.setGeometry(QRect(self._line.mapTo(page, below), self._size()))
        self.show()
        self.raise_()
        self.update()

    def close_up(self) -> None:
        """Show nothing."""
        self._at = -1
        if not self.isHidden():
            self.hide()
            self.setParent(self._line)

    def step(self, by: int) -> None:
        """Go on with the keys, round and round."""
        if self.names:
            self._at = (self._at + by) % len(self._names) if self._at >= 0 or by > 0 else -1
            self._at = len(self._names) - 1 if self._at < 0 else self._at
            announce(self._line, self.chosen)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What the pointer is over stands out."""
        self._at = self._row_at(event.position().toPoint())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the name; the line keeps the keys."""
        row = self._row_at(event.position().toPoint())
        if 0 <= row < len(self._names):
            self.picked.emit(self._names[row])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge and names."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2 if look.high_contrast else 1
        painter.setPen(QPen(look.color("border"), edge))
        painter.setBrush(look.color("surface"))
        half = edge / 2
        body = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(body, px(8), px(8))
        painter.setFont(look.font(Type.BODY))
        aligned = Qt.AlignmentFlag.AlignVCenter | leading(self.layoutDirection())
        metrics = QFontMetrics(painter.font())
        for row, name in enumerate(self._names):
            place = QRect(0, px(_ROOM) + row * px(_ROW), self.width(), px(_ROW))
            if row == self._at:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.color("accent_soft"))
                lit = QRectF(place).adjusted(px(_ROOM), 0, -px(_ROOM), 0)
                painter.drawRoundedRect(lit, px(5), px(5))
            painter.setPen(look.color("text"))
            words = place.adjusted(px(_SIDE), 0, -px(_SIDE), 0)
            cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, aligned, cut)

    def _row_at(self, place: QPoint) -> int:
        return (place.y() - self._look.px(_ROOM)) // self._look.px(_ROW)

    def _size(self) -> QSize:
        px = self._look.px
        wide = min(self._line.width() - 2 * self._look.free_room, px(_WIDEST))
        return QSize(wide, len(self._names) * px(_ROW) + 2 * px(_ROOM))


def _page_of(widget: QWidget) -> QWidget:
    """What ``widget`` scrolls with, or its window."""
    here: QWidget | None = widget
    while here is not None:
        above = here.parentWidget()
        scrolls = above.parentWidget() if above is not None else None
        if isinstance(scrolls, QAbstractScrollArea) and scrolls.viewport() is above:
            return here
        here = above
    return widget.window()
