"""The key that hides, where the window's own shortcuts do not reach: in a dialog, over a list.

A modal dialog or an open drop-down list takes every key for itself. Whoever has to hide what is
on the screen presses the key all the same; it blanks the window, which closes what stands over it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication

from safeharbor.ui.keys import HIDE_KEY, USUAL_HIDE_KEY, hide_key

if TYPE_CHECKING:
    from safeharbor.ui.window import Window


class HideAnywhere(QObject):
    """Listens on every window of the program that gets the keys."""

    def __init__(self, window: Window) -> None:
        """It lives as long as ``window``, whose ``hide_asked`` it sends."""
        super().__init__(window)
        self._window = window
        app = QApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._listen)
        self._listen(app.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The key is asked for before it goes anywhere, even while a list has all of them."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not self._is_out_of_reach(watched) or not self._hides(event):
            return False
        event.accept()
        self._window.hide_asked.emit()
        return True

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _is_out_of_reach(self, watched: QObject) -> bool:
        """Whether the shortcuts of the window do not work now."""
        over = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        return over is not None or watched is not self._window.windowHandle()

    def _hides(self, event: QKeyEvent) -> bool:
        key = hide_key(self._window.parts.preferences.get(HIDE_KEY, USUAL_HIDE_KEY))
        return QKeySequence(event.keyCombination()) == QKeySequence(key)
