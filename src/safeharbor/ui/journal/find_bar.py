"""Finding words in the text that is open: every place is lit and underlined, one is chosen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QTextEdit, QWidget

from safeharbor.ui.announce import announce
from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.field import TextField
from safeharbor.ui.journal.icon_button import IconButton
from safeharbor.ui.journal.line_field import LineField
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.words import Words

_MOST: Final = 500
"""Places that are lit; finding goes on beyond them."""
_BESIDE: Final = 360
"""The least width at which the field stands beside its buttons."""


class FindBar(QWidget):
    """A row over the text. Enter and F3 go on, Shift goes back, Esc closes."""

    closed = Signal()

    def __init__(self, look: Look, icons: Icons, field: TextField, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._text = field
        self._side = 0
        self.words = LineField(look, icons, self, height=36)
        self.words.setAccessibleName(self.tr("Find in this entry"))
        self.words.setPlaceholderText(self.tr("Find in this entry"))
        self.count = Words(look, "", Type.SMALL, self, color="muted", wrap=False)
        self.back = IconButton(look, icons, self)
        self.back.name(self.tr("Place before"), "chevron-up")
        self.on = IconButton(look, icons, self)
        self.on.name(self.tr("Next place"), "chevron-down")
        self.leave = IconButton(look, icons, self)
        self.leave.name(self.tr("Close finding"), "x")
        self.back.clicked.connect(lambda: self.go(forward=False))
        self.on.clicked.connect(lambda: self.go(forward=True))
        self.leave.clicked.connect(self.close_bar)
        self.words.textChanged.connect(self._search)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(self.words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.count, 1)
        for widget in (self.back, self.on, self.leave):
            self._buttons.addWidget(widget)
        self._row.addLayout(self._buttons)
        field.plain.contentsChanged.connect(self._light_anew)
        look.changed.connect(self._dress)
        self._dress()
        self.hide()

    def open_bar(self, words: str | None = None) -> None:
        """Show the row, with ``words`` or with what is chosen in the text."""
        chosen = self._text.textCursor().selectedText()
        if words is None and chosen and "\u2029" not in chosen:
            words = chosen
        if words:
            self.words.setText(words)
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self._light()

    def close_bar(self) -> None:
        """Hide the row; the place that was found stays chosen."""
        if self.isVisible():
            self.hide()
            self._text.setExtraSelections([])
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
            self.closed.emit()

    def set_sides(self, side: int) -> None:
        """Keep ``side`` pixels free at both ends."""
        self._side = side
        self._row.setContentsMargins(side, 0, side, self._look.px(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page the field has a row of its own."""
        super().resizeEvent(event)
        self._arrange()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [] if self.isHidden() else [self.words, self.back, self.on, self.leave]

    def go(self, *, forward: bool) -> None:
        """Choose the next place, or the one before; after the last comes the first."""
        wanted = self.words.text()
        if not wanted:
            self.open_bar()
            return
        found = self._find(self._text.textCursor(), forward=forward)
        if found.isNull():
            start = QTextCursor(self._text.plain)
            if not forward:
                start.movePosition(QTextCursor.MoveOperation.End)
            found = self._find(start, forward=forward)
        if not found.isNull():
            self._text.setTextCursor(found)
        self._say(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, with Shift back."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.words.hasFocus():
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.go(forward=not back)
        else:
            super().keyPressEvent(event)

    def _find(self, start: QTextCursor, *, forward: bool) -> QTextCursor:
        flags = QTextDocument.FindFlag(0) if forward else QTextDocument.FindFlag.FindBackward
        return self._text.plain.find(self.words.text(), start, flags)

    def _search(self) -> None:
        """While typing: the first place from the beginning of what is chosen on."""
        cursor = self._text.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._light()
        if not self.words.text():
            self.count.say("")
            return
        found = self._find(cursor, forward=True)
        if found.isNull():
            found = self._find(QTextCursor(self._text.plain), forward=True)
        if not found.isNull():
            self._text.setTextCursor(found)
        self._say(found)

    def _say(self, found: QTextCursor) -> None:
        places = [each.cursor.selectionStart() for each in self._text.extraSelections()]
        if found.isNull():
            words = self.tr("Not in this entry")
        elif len(places) < _MOST and found.selectionStart() in places:
            #: %1 and %2 are numbers, such as in "2 of 5".
            words = self.tr("%1 of %2").replace("%2", str(len(places)))
            words = words.replace("%1", str(places.index(found.selectionStart()) + 1))
        else:
            words = self.tr("Many places")
        self.count.say(words)
        announce(self, words)

    def _light_anew(self) -> None:
        if self.isVisible():
            self._light()

    def _light(self) -> None:
        """Light every place."""
        lit: list[QTextEdit.ExtraSelection] = []
        wanted = self.words.text()
        cursor = QTextCursor(self._text.plain)
        while wanted and len(lit) < _MOST:
            cursor = self._find(cursor, forward=True)
            if cursor.isNull():
                break
            each = QTextEdit.ExtraSelection()
            each.cursor = cursor
            each.format = self._format()
            lit.append(each)
        self._text.setExtraSelections(lit)

    def _format(self) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setBackground(self._look.color("lamp_soft"))
        look.setForeground(self._look.color("text"))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(self._look.color("lamp"))
        return look

    def _arrange(self) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        beside = self.width() - 2 * self._side >= self._look.px(_BESIDE)
        self._row.setDirection(across if beside else down)
        # The words before the arrows begin where the field begins.
        self.count.setIndent(0 if beside else self._look.px(2))

    def _dress(self) -> None:
        self.set_sides(self._side)
        self._row.setSpacing(self._look.px(4))
        self._buttons.setSpacing(self._look.px(4))
        self._arrange()
        self._light_anew()
