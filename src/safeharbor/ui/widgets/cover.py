"""A blank page over whatever was on the screen: while the vault is locked, and for hiding.

It is there before anything else happens and shows nothing at all. The two doors stand above it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from safeharbor.ui.theme import Look


class Cover(QWidget):
    """Paper. A click on it asks to go on."""

    go_on = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        # So that what lies behind is not painted once more before it goes.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleIdentifier("cover")
        #: Spoken where the window is blank.
        self.setAccessibleName(self.tr("Hidden. Escape leads on."))
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of a page."""
        QPainter(self).fillRect(self.rect(), self._look.color("bg"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click asks to go on."""
        if self.rect().contains(event.position().toPoint()):
            self.go_on.emit()
