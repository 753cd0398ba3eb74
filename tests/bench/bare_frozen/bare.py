"""The barest window of PySide6 with a circle that moves: the frozen program is held against it."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Bare(QWidget):
    """Paints a circle that grows by a pixel with every picture."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Bare")
        self._radius = 100
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._grow)
        self._timer.start(16)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The circle."""
        painter = QPainter(self)
        painter.setBrush(Qt.GlobalColor.darkGreen)
        painter.drawEllipse(self.rect().center(), self._radius, self._radius)
        painter.end()

    def _grow(self) -> None:
        self._radius = 100 + (self._radius - 99) % 100
        self.update()


if __name__ == "__main__":
    app = QApplication(["bare", "-style", "Fusion"])
    window = Bare()
    window.resize(1200, 800)
    window.show()
    sys.exit(app.exec())
