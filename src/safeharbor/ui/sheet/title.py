"""The title of a filled sheet, changed where it stands; without one it is that of the sheet."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import QWidget

from safeharbor.ui.journal.title import TitleField
from safeharbor.ui.theme import Look

_HANDED_ON = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class SheetTitle(TitleField):
    """The title. Undo belongs to the form."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.plain.setUndoRedoEnabled(False)
        self.setAccessibleIdentifier("sheet.title")

    def fill(self, title: str) -> None:
        """Show another title; the caret stays where it can."""
        if self.text() != title:
            with self.quietly():
                self.setPlainText(title)

    def name_after(self, sheet: str) -> None:
        """Say what it is called as long as nobody gives it a title."""
        self.set_hint(sheet)
        self.setAccessibleDescription(sheet)

    def set_place(self, place: int) -> None:
        """Put the caret there, or at the end."""
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.plain.characterCount() - 1))
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand undo on."""
        if any(event.matches(key) for key in _HANDED_ON):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        super()._dress()
        palette = self.palette()
        # The name of the sheet is its title, and no hint.
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._look.color("text"))
        with self.quietly():
            self.setPalette(palette)
