"""Lists that show their focus ring to those who move by keys, and not after a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView as Base
else:
    Base = object

_BY_KEYS = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


class Keyed(Base):
    """Comes before the view class among the bases of a list."""

    _keyed = False

    @property
    def keyed(self) -> bool:
        """Whether the row that the keys are on wears the ring."""
        return self._keyed and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring comes with Tab."""
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._keyed = event.reason() in _BY_KEYS
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The ring goes with a click."""
        self._keyed = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The ring comes with the first key."""
        self._keyed = True
        self.viewport().update()
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are for the window's own keys."""
