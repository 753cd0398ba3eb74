"""The page an entry is written on: its head and its text, in one column that scrolls as one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from safeharbor.ui.journal.field import TEXT_WIDTH, TextField
from safeharbor.ui.journal.head import Head
from safeharbor.ui.theme import Look

_MARGIN: Final = 56
_NARROW_MARGIN: Final = 40
_LEAST_MARGIN: Final = 24
_BAR: Final = 12
_EDGE: Final = 8
"""Free room between what has the keys and the edge of the page."""


def margin_for(look: Look, width: int) -> int:
    """Pixels before the text on a page of ``width`` pixels."""
    if width >= look.px(TEXT_WIDTH + 2 * _MARGIN):
        return look.px(_MARGIN)
    wide_enough = width >= look.px(400 + 2 * _NARROW_MARGIN)
    return look.px(_NARROW_MARGIN if wide_enough else _LEAST_MARGIN)


class Sheet(QWidget):
    """Places the head over the text and moves both together."""

    def __init__(self, look: Look, field: TextField, head: Head, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.field = field
        self.head = head
        field.setParent(self)
        head.setParent(self)
        head.raise_()
        self._placing = False
        self._scrolling = False
        head.grown.connect(self.place)
        field.scrolled.connect(self._follow)
        look.changed.connect(self.place)
        days = head.calendar.grid.selectionModel()
        days.currentChanged.connect(lambda *_: self._show_focus())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @property
    def margin(self) -> int:
        """Pixels before the text."""
        return margin_for(self._look, self.width())

    @property
    def column(self) -> int:
        """The width of the text in pixels."""
        return min(self._look.px(TEXT_WIDTH), self.width() - 2 * self.margin)

    def place(self) -> None:
        """Give head and text their room."""
        if self._placing:
            return
        self._placing = True
        free = self._look.free_room
        wide = self.column + 2 * free
        high = self.head.height_for(wide)
        self.field.setGeometry(self.rect())
        after = max(self.width() - self.margin - self.column - self._look.px(_BAR), 0)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            self.field.set_sides(after, self.margin)
        else:
            self.field.set_sides(self.margin, after)
        self.head.resize(wide, high)
        self.field.bar.set_room(high)
        self._placing = False
        self._follow()

    def show_head(self) -> None:
        """Scroll to the very top."""
        self.field.bar.setValue(self.field.bar.minimum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other margins."""
        super().resizeEvent(event)
        self.place()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Over the head the wheel scrolls the page too."""
        # The field hands back what it cannot use at its ends.
        if not self._scrolling:
            self._scrolling = True
            QApplication.sendEvent(self.field.viewport(), event)
            self._scrolling = False
        event.accept()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.head.isAncestorOf(new):
            # A drawer that opens in this moment has its size a moment later.
            QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        """Scroll the part of the head that has the keys into sight, with room for its ring."""
        part = QApplication.focusWidget()
        if part is None or not self.head.isAncestorOf(part):
            return
        place = part.rect()
        grid = self.head.calendar.grid
        if part is grid and grid.currentIndex().isValid():
            place = grid.visualRect(grid.currentIndex()).translated(grid.viewport().pos())
        place = QRect(part.mapTo(self, place.topLeft()), place.size())
        room, edge = self.field.viewport().height(), self._look.px(_EDGE)
        bar = self.field.bar
        if place.bottom() + edge > room:
            bar.setValue(bar.value() + place.bottom() + edge - room)
        elif place.top() - edge < 0:
            bar.setValue(bar.value() + place.top() - edge)

    def _follow(self) -> None:
        left = self.margin - self._look.free_room
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = self.width() - left - self.head.width()
        bar = self.field.bar
        self.head.setGeometry(
            QRect(left, -bar.room - bar.value(), self.head.width(), self.head.height())
        )
