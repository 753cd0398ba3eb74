"""Fingers on the keyboard: they write and press wherever the focus is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from support import sweep


class Fingers:
    """Whoever sits before a window."""

    @property
    def focus(self) -> QWidget:
        """What has the keys."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def keys(self, words: str) -> None:
        """Type where the focus is."""
        for letter in words:
            QTest.keyClicks(self.focus, letter)
        sweep.settle()

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        times: int = 1,
    ) -> None:
        """Press a key where the focus is."""
        for _ in range(times):
            QTest.keyClick(self.focus, key, modifier)
            sweep.settle()

    def undo(self, times: int = 1) -> None:
        """Control and Z."""
        self.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, times)

    def redo(self, times: int = 1) -> None:
        """Control, Shift and Z."""
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        self.press(Qt.Key.Key_Z, both, times)

    def tab_to(self, identifier: str, most: int = 120) -> QWidget:
        """Press Tab until what is called ``identifier`` has the keys."""
        for _ in range(most):
            if self.focus.accessibleIdentifier() == identifier:
                return self.focus
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {identifier}")
