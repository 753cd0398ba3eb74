"""The barest window with a text in it, which a key hides: what typing and hiding are held against.

It imports nothing of the program, so that its memory is that of Qt and Python.
"""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from bench.hands import SIZE, until


class BarePage(QWidget):
    """One window, shown at once and in front."""

    def __init__(self, app: QApplication, text: str) -> None:
        super().__init__()
        self._hidden = 0.0
        self.field = QPlainTextEdit(self)
        self.field.setPlainText(text)
        QVBoxLayout(self).addWidget(self.field)
        self.resize(*SIZE)
        QShortcut(QKeySequence("F9"), self).activated.connect(self._hide)
        self.show()
        self.activateWindow()
        self.field.setFocus()
        until(app, self.isActiveWindow)

    def bare_hide(self) -> float:
        """Milliseconds from F9 to the hidden window."""
        begun = time.perf_counter()
        QTest.keyClick(self.field, Qt.Key.Key_F9)
        assert not self.isVisible()
        return (self._hidden - begun) * 1000

    def _hide(self) -> None:
        self.hide()
        self._hidden = time.perf_counter()
