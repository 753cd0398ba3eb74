"""A field for plain text and nothing else.

Whatever is pasted, dropped or loaded, it holds characters only, opens no file and no address, and
gives characters only to the clipboard. Tab leaves it, and it asks input methods to learn nothing.
"""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import QByteArray, QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from safeharbor.ui.journal.longlines import harden
from safeharbor.ui.journal.places import from_qt
from safeharbor.ui.mirror import leading

PARAGRAPH = "\u2029"
"""What Qt puts between two lines of a document."""

HINTS = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhMultiLine
)


class PlainDocument(QTextDocument):
    """A document that loads nothing, whatever its text asks for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMargin(0)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """An empty resource; Qt would open a file by itself when it gets none."""
        return QByteArray(b"")

    def text(self) -> str:
        """The text as it was typed. Qt's own plain text turns hard blanks into soft ones."""
        return harden(self.toRawText().replace(PARAGRAPH, "\n"))


class PlainEdit(QTextEdit):
    """A QTextEdit for characters; ``pasted`` carries what came by clipboard or by dropping."""

    edited = Signal()
    """The characters changed, by hand or by undo."""
    pasted = Signal(str)
    composing_ended = Signal()
    """An input method has finished a word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.plain = PlainDocument(self)
        self.setDocument(self.plain)
        self.setAcceptRichText(False)
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoNone)
        self.setTabChangesFocus(True)
        self.setInputMethodHints(HINTS)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._composed = ""
        self._hint = ""
        self._unheard = False
        self.plain.contentsChange.connect(self._on_change)

    @property
    def composing(self) -> bool:
        """Whether an input method holds a word that is not in the text yet."""
        return bool(self._composed)

    def text(self) -> str:
        """The text."""
        return self.plain.text()

    def set_hint(self, words: str) -> None:
        """What it says while it is empty."""
        self._hint = words
        self.viewport().update()

    @contextlib.contextmanager
    def quietly(self) -> Iterator[None]:
        """What changes in this block was not written by hand."""
        before, self._unheard = self._unheard, True
        try:
            yield
        finally:
            self._unheard = before

    def whole_text(self) -> str:
        """The text with the word that is being composed, as it is seen."""
        text = self.text()
        if not self._composed:
            return text
        raw = self.plain.toRawText()
        head = harden(raw[: from_qt(raw, self.textCursor().position())].replace(PARAGRAPH, "\n"))
        return text[: len(head)] + self._composed + text[len(head) :]

    def space_lines(self, times: float) -> None:
        """Make lines ``times`` as high as the letters; only while nothing can be undone."""
        own = QFontMetricsF(self.font()).lineSpacing() / self.font().pixelSize()
        spaced = QTextBlockFormat()
        kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        spaced.setLineHeight(round(100 * times / own), kind)
        cursor = QTextCursor(self.plain)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing, from nowhere."""
        return self.plain.loadResource(kind, name)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Keep track of words that are being composed."""
        # A word that is only being composed changes the document for Qt, but not the text.
        before = self.plain.toRawText()
        with self.quietly():
            super().inputMethodEvent(event)
        if self.plain.toRawText() != before:
            self.edited.emit()
        was, self._composed = self._composed, event.preeditString()
        if was and not self._composed:
            self.composing_ended.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say what it is for while it is empty, on the side where its own words would begin."""
        super().paintEvent(event)
        if self.plain.isEmpty() and not self.composing and self._hint:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            painter.setFont(self.font())
            room = self.viewport().rect().adjusted(0, self.cursorRect().top(), 0, 0)
            painter.drawText(room, leading(_direction_of(self._hint)), self._hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift and Enter is a line like any other."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and shift:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The chosen characters, without their looks."""
        data = QMimeData()
        data.setText(harden(self.textCursor().selectedText().replace(PARAGRAPH, "\n")))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, but not the names of files."""
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Hand the characters on; nothing else is looked at."""
        if self.canInsertFromMimeData(source):
            self.pasted.emit(source.text())

    def _on_change(self, *_change: int) -> None:
        if not self._unheard:
            self.edited.emit()


def _direction_of(words: str) -> Qt.LayoutDirection:
    """The way ``words`` run by their first letter, whichever way the window runs."""
    kinds = (unicodedata.bidirectional(letter) for letter in words)
    first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L")
    direction = Qt.LayoutDirection
    return direction.LeftToRight if first == "L" else direction.RightToLeft
