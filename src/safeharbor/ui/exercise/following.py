"""A page that scrolls to what gets the focus, so that nothing has it out of sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from safeharbor.ui.widgets.page import Page

_SCROLL: Final = 48


class FollowingPage(Page):
    """A scrolling column; ``follow`` names what it scrolls to."""

    def follow(self, widgets: Iterable[QWidget]) -> None:
        """Bring each of ``widgets`` into sight whenever it gets the focus."""
        for widget in widgets:
            widget.installEventFilter(self)

    def turn(self, *, down: bool) -> None:
        """Move what is longer than the window."""
        bar, step = self.verticalScrollBar(), self._look.px(_SCROLL)
        bar.setValue(bar.value() + (step if down else -step))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What gets the focus is scrolled into sight."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and isinstance(watched, QWidget):
            self.bring_into_sight(watched)
        return False
