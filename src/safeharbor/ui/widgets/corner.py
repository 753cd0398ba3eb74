"""The same two doors in the same corner of every screen: Breathe and Get help.

While somebody breathes, the first door is the way out: Stop stands exactly where Breathe stood.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button, Kind

SIDE: Final = 16
BOTTOM: Final = 24
WIDTH: Final = 176
HEIGHT: Final = 48
GAP: Final = 8

_NARROW_SIDE: Final = 8
_NARROW_BOTTOM: Final = 16
_NARROW_WIDTH: Final = 72
_NARROW_HEIGHT: Final = 64
_ICON: Final = 20
_ICON_TOP: Final = 12
_WORD_TOP: Final = 36
_WORD_HEIGHT: Final = 18
_WORD_SIDE: Final = 6


class Corner(QWidget):
    """Both doors; a child of the window and no part of a screen."""

    breathe = Signal()
    stop = Signal()
    help = Signal()

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._running = False
        self._narrow = False
        self.first = Door(look, icons, self, height=HEIGHT, width=WIDTH)
        self.second = Door(look, icons, self, height=HEIGHT, width=WIDTH)
        self.first.setAccessibleIdentifier("corner.breathe")
        self.second.setAccessibleIdentifier("corner.help")
        self.first.clicked.connect(self._on_first)
        self.second.clicked.connect(self.help)
        self.second.dress(self.tr("Get help"), icon="life-buoy")
        self.show_running(running=False)

    def show_running(self, *, running: bool) -> None:
        """Make the first door Stop, or Breathe again."""
        self._running = running
        if running:
            #: The key that is printed as Escape on the keyboard.
            self.first.dress(self.tr("Stop"), icon="stop", chip=self.tr("Esc"))
        else:
            self.first.dress(self.tr("Breathe"), icon="breathe")

    def show_place(self, *, helping: bool) -> None:
        """Show Get help as the place where one is, or not."""
        self.second.choose(chosen=helping)

    def show_narrow(self, *, narrow: bool) -> None:
        """In a narrow window the word stands under the icon, on every screen."""
        self._narrow = narrow
        for door in (self.first, self.second):
            door.show_narrow(narrow=narrow)

    def reserved(self) -> QSize:
        """What a screen keeps free in this corner, edges of the window included."""
        px = self._look.px
        side, bottom, height = self._measures()
        inside = self._size().width() - 2 * self.first.margin
        return QSize(2 * px(side) + inside, px(side) + 2 * px(height) + px(GAP) + px(bottom))

    def place_in(self, room: QRect) -> None:
        """Stand in the bottom corner of ``room`` where the language begins its lines."""
        px = self._look.px
        margin = self.first.margin
        side, bottom, height = self._measures()
        size = self._size()
        step = px(height) + px(GAP)
        self.first.setGeometry(QRect(QPoint(0, 0), size))
        self.second.setGeometry(QRect(QPoint(0, step), size))
        whole = QSize(size.width(), step + size.height())
        corner = QPoint(
            room.left() + px(side) - margin,
            room.bottom() + 1 - px(bottom) + margin - whole.height(),
        )
        self.setGeometry(mirrored(self.layoutDirection(), room, QRect(corner, whole)))

    def _measures(self) -> tuple[int, int, int]:
        """Free room at the side and at the foot, and the height of a door."""
        if self._narrow:
            return _NARROW_SIDE, _NARROW_BOTTOM, _NARROW_HEIGHT
        return SIDE, BOTTOM, HEIGHT

    def _size(self) -> QSize:
        """The size that takes either of the doors, with whatever word it may carry."""
        return self.first.sizeHint().expandedTo(self.second.sizeHint())

    def _on_first(self) -> None:
        (self.stop if self._running else self.breathe).emit()


class Door(Button):
    """A button that can carry its word under its icon; a key never fits there."""

    def __init__(
        self, look: Look, icons: Icons, parent: QWidget, *, height: int, width: int
    ) -> None:
        super().__init__(look, icons, parent, kind=Kind.DOOR, height=height, width=width)
        self._narrow = False

    def show_narrow(self, *, narrow: bool) -> None:
        """Under each other, or side by side."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As high as the rail of places is wide, or the usual size."""
        if not self._narrow:
            return super().sizeHint()
        px = self._look.px
        words = QFontMetrics(self._look.font(Type.CHIP, weight=600)).horizontalAdvance(self.text())
        size = QSize(max(px(_NARROW_WIDTH), words + 2 * px(_WORD_SIDE)), px(_NARROW_HEIGHT))
        return size.grownBy(self._margins())

    def _paint_content(self, painter: QPainter, body: QRect) -> None:
        if not self._narrow:
            super()._paint_content(painter, body)
            return
        px, size = self._look.px, self._look.px(_ICON)
        left = body.left() + (body.width() - size) // 2
        tint = self._look.tokens.accent
        picture = self._icons.pixmap(self._icon, size, tint, self.devicePixelRatioF())
        painter.drawPixmap(QRect(left, body.top() + px(_ICON_TOP), size, size), picture)
        painter.setFont(self._look.font(Type.CHIP, weight=600 if self.isChecked() else 500))
        painter.setPen(QColor(self._ink()))
        words = QRect(body.left(), body.top() + px(_WORD_TOP), body.width(), px(_WORD_HEIGHT))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
