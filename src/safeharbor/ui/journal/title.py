"""The writer's own title: one paragraph, as high as it needs to be."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.domain.text import clean
from safeharbor.ui.journal.plain import PlainEdit
from safeharbor.ui.theme import Look, Type

LONGEST: Final = 500
"""Characters of a title that is pasted; a longer text belongs on the page."""


class TitleField(PlainEdit):
    """A title that wraps instead of scrolling."""

    left_down = Signal()
    """Enter or Down: on to the text."""
    too_long = Signal(str)
    """A text that is no title was pasted here."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setCursorWidth(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Title"))
        self.set_hint(self.tr("Title"))
        layout = self.plain.documentLayout()
        layout.documentSizeChanged.connect(lambda _: self.updateGeometry())
        self.pasted.connect(self._on_pasted)
        look.changed.connect(self._dress)
        self._dress()

    def fill(self, title: str) -> None:
        """Show another title."""
        with self.quietly():
            self.plain.setUndoRedoEnabled(False)
            self.setPlainText(" ".join(title.split()))
            self.plain.setUndoRedoEnabled(True)

    def become(self, title: str) -> None:
        """Change into ``title`` by one step that can be undone."""
        if self.text() != title:
            cursor = QTextCursor(self.plain)
            cursor.select(QTextCursor.SelectionType.Document)
            with self.quietly():
                cursor.insertText(title)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(self._look.px(320), self._high())

    def minimumSizeHint(self) -> QSize:
        """The same height; it wraps to any width."""
        return QSize(self._look.px(80), self._high())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, and Down from the last line, go on to the text."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left_down.emit()
            return
        if key == Qt.Key.Key_Down and not event.modifiers():
            below = self.textCursor()
            if not below.movePosition(QTextCursor.MoveOperation.Down):
                self.left_down.emit()
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps into another height."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _high(self) -> int:
        return max(round(self.plain.size().height()), self._look.px(38))

    def _on_pasted(self, text: str) -> None:
        if len(text) > LONGEST:
            self.too_long.emit(text)
        else:
            self.textCursor().insertText(" ".join(clean(text).split()))

    def _dress(self) -> None:
        palette = QPalette(self._look.palette)
        palette.setColor(QPalette.ColorRole.Base, self._look.color("bg"))
        with self.quietly():
            self.setPalette(palette)
            self.setFont(self._look.font(Type.TITLE, weight=500))
        self.updateGeometry()
