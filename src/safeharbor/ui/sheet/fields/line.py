"""A line of a form: one that never wraps, whose undo belongs to the form."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from safeharbor.ui.journal.icon_button import IconButton
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.fields import Field

_HANDED_ON: Final = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Line(Field):
    """The line, perhaps with a small button at its end."""

    left = Signal()

    def __init__(self, look: Look, parent: QWidget, *, end: IconButton | None = None) -> None:
        """An empty line; ``end`` stands at its end."""
        super().__init__(look, parent)
        self._end = end
        if end is not None:
            end.setParent(self)
            end.setCursor(Qt.CursorShape.ArrowCursor)
        self._dress()

    def event(self, event: QEvent) -> bool:
        """Do not claim the keys for undo before the form is asked."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and any(event.matches(key) for key in _HANDED_ON)
        ):
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo, and the keys that move a row, belong to the form."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        rows = alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        if rows or any(event.matches(key) for key in _HANDED_ON):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is typed next is something new."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the end of the line."""
        super().resizeEvent(event)
        self._place()

    def _dress(self) -> None:
        super()._dress()
        self._place()

    def _place(self) -> None:
        if self._end is not None:
            size = self._end.sizeHint()
            left = self.width() - self._look.free_room - self._look.px(2) - size.width()
            place = QRect(left, (self.height() - size.height()) // 2, *size.toTuple())
            self._end.setGeometry(mirrored(self.layoutDirection(), self.rect(), place))
