"""The few things that lie behind text: the lit note and the hairline."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.ui.theme import Look


class LitNote(QWidget):
    """A warm ground for the one thing on a page that light falls on."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, with an edge in high contrast."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._look.color("lamp_soft"))
        line = Qt.PenStyle.NoPen
        painter.setPen(QPen(self._look.color("border"), 1) if self._look.high_contrast else line)
        radius = self._look.px(11)
        room = self._look.free_room
        place = QRectF(self.rect()).adjusted(room + 0.5, 0.5, -room - 0.5, -0.5)
        painter.drawRoundedRect(place, radius, radius)


class Rule(QWidget):
    """A hairline between two groups."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """One pixel high."""
        return QSize(1, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        room = self._look.free_room
        line = self.rect().adjusted(room, 0, -room, 0)
        QPainter(self).fillRect(line, self._look.color("rule"))
