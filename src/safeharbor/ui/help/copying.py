"""Copies a number or an address, and lets the button and a screen reader say so."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QApplication

from safeharbor.ui.announce import announce
from safeharbor.ui.widgets.help_line import CopyButton


class Copying(QObject):
    """One thing at a time: the button that was pressed last says Copied."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last: CopyButton | None = None

    def copy(self, button: CopyButton, target: str) -> None:
        """Put ``target`` on the clipboard as bare text."""
        copied = QMimeData()
        copied.setText(target)
        # Keepers of a clipboard history pass over what is marked like this.
        copied.setData("x-kde-passwordManagerHint", b"secret")
        QApplication.clipboard().setMimeData(copied)
        if self._last is not None:
            self._last.show_copied(copied=False)
        self._last = button
        button.show_copied(copied=True)
        announce(button, button.text())

    def forget(self) -> None:
        """The buttons are gone."""
        self._last = None
