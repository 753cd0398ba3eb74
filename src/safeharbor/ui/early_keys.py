"""Keys that come before the window has any: they are kept and pressed as soon as it has.

The first picture does not wait for the table of keys, and a hand that shakes does not wait for
the first picture. It knows no table of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

if TYPE_CHECKING:
    from PySide6.QtCore import QKeyCombination
    from PySide6.QtGui import QKeyEvent

    from safeharbor.ui.keys import Keys

_MOST = 8


class EarlyKeys(QMainWindow):
    """A window that loses no key while it has no shortcuts."""

    def __init__(self) -> None:
        super().__init__()
        self._early: list[QKeyCombination] | None = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep what nothing else took."""
        if self._early is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._early = [*self._early, event.keyCombination()][-_MOST:]

    def press_early(self, keys: Keys) -> None:
        """Do with ``keys`` what was pressed before they were there; from now on nothing is kept."""
        early, self._early = self._early or [], None
        for combination in early:
            keys.press(combination)
