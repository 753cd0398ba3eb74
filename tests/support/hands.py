"""What a person's hands do in a window: one key, one click."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def press(window: QWidget, key: Qt.Key) -> None:
    """Press a key where the focus is; ``window`` gets it where nothing has the focus."""
    QTest.keyClick(QApplication.focusWidget() or window, key)


def click(widget: QWidget) -> None:
    """Click the middle of a widget."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
