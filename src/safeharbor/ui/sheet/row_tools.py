"""The small things at the edge of a row: what it is dragged by, and what moves or removes it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from safeharbor.ui.journal.icon_button import IconButton
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.shown import show_if

_WIDE: Final = 24
_HIGH: Final = 36
_ICON: Final = 18
_TOOL: Final = 32


class Grip(QWidget):
    """What a row is dragged by; Alt with Up and Down do the same."""

    dragged = Signal(QPoint)
    """The pointer is there now, in the coordinates of the screen."""
    dropped = Signal()

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        """The six dots."""
        super().__init__(parent)
        self._kit = kit
        self._from: QPoint | None = None
        self._moving = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(self.tr("Drag to move. Alt and Up or Down do the same."))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        kit.look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Large enough to take hold of."""
        return QSize(self._kit.look.px(_WIDE), self._kit.look.px(_HIGH))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it, once the pointer has gone further than a shaking hand goes."""
        if self._from is None:
            return
        here = event.globalPosition().toPoint()
        far = (here - self._from).manhattanLength()
        if self._moving or far >= QApplication.startDragDistance():
            self._moving = True
            self.dragged.emit(here)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of it."""
        moved, self._moving, self._from = self._moving, False, None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if moved:
            self.dropped.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dots."""
        size = self._kit.look.px(_ICON)
        place = QRect(0, 0, size, size)
        place.moveCenter(self.rect().center())
        tint, ratio = self._kit.look.tokens.muted, self.devicePixelRatioF()
        QPainter(self).drawPixmap(place, self._kit.icons.pixmap("grip", size, tint, ratio))


class RowTools(QWidget):
    """Up, down and away. The arrows are for the pointer; keys have Alt with Up and Down."""

    moved = Signal(int)
    """By one place up (-1) or down (1)."""
    removed = Signal()

    def __init__(self, kit: Kit, parent: QWidget, *, moves: bool) -> None:
        """The buttons; ``moves`` says whether the order is somebody's own."""
        super().__init__(parent)
        self._moves = moves
        self.up = self._button(kit, self.tr("Move up"), "chevron-up")
        self.down = self._button(kit, self.tr("Move down"), "chevron-down")
        self.remove = self._button(kit, self.tr("Remove this row"), "x")
        for arrow in (self.up, self.down):
            arrow.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def stand(self, place: int, count: int) -> None:
        """Stand at ``place`` of ``count`` rows; a screen reader hears which one it removes."""
        for arrow in (self.up, self.down):
            show_if(arrow, shown=self._moves and count > 1)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < count - 1)
        #: %1 is the place of a row, from 1.
        name = self.tr("Remove row %1").replace("%1", str(place + 1))
        self.remove.setAccessibleName(name)

    def stops(self) -> list[QWidget]:
        """What Tab visits."""
        return [self.remove]

    def _button(self, kit: Kit, name: str, icon: str) -> IconButton:
        button = IconButton(kit.look, kit.icons, self, size=_TOOL)
        button.name(name, icon)
        return button


class DropMark(QWidget):
    """The line where a dragged row would go."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        """Nowhere yet."""
        super().__init__(parent)
        self._kit = kit
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, y: int) -> None:
        """Lie across the rows at the height ``y``."""
        high, parent = self._kit.look.px(3), self.parentWidget()
        if parent is not None:
            self.setGeometry(0, max(y - high // 2, 0), parent.width(), high)
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        room = self._kit.look.free_room
        line = self.rect().adjusted(room, 0, -room, 0)
        QPainter(self).fillRect(line, QColor(self._kit.look.tokens.accent))
