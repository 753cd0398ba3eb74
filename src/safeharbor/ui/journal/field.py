"""The text of an entry: comfortable lines, a head that scrolls with it, and long pastes in slices.

It knows characters, not entries. Reading it changes nothing, so that saving disturbs neither undo
nor an input method.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
    QTextCursor,
)
from PySide6.QtWidgets import QAbstractSlider, QTextEdit, QWidget

from safeharbor.ui.journal.highlighter import Highlighter
from safeharbor.ui.journal.longlines import harden, soft_place, soften
from safeharbor.ui.journal.paste import SlicedPaste
from safeharbor.ui.journal.places import from_qt, shared, to_qt
from safeharbor.ui.journal.plain import PARAGRAPH, PlainEdit
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.bars import QuietBar, dress_bar, keep_room

TEXT_WIDTH: Final = 576
_FOOT: Final = 16
_LINE: Final = 28 / 17
"""The height of a line to the size of its letters."""
_PATIENCE_MS: Final = 1000
"""Keys wait no longer than this for another page."""


class HeadBar(QuietBar):
    """A scroll bar that begins above the text, where the head stands.

    Its least value is below zero by the height of the head; Qt shifts the text down by as much, so
    the head needs no place in the document.
    """

    def __init__(self, field: TextField) -> None:
        super().__init__(Qt.Orientation.Vertical, field)
        self._field = field
        self._room = 0
        self._inside = False

    @property
    def room(self) -> int:
        """Pixels above the text."""
        return self._room

    def set_room(self, room: int) -> None:
        """Keep ``room`` pixels above the text; at the top one stays at the top."""
        at_top = self.value() <= self.minimum()
        self._room = room
        self._settle()
        if at_top:
            self.setValue(self.minimum())

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        """Widen the range that Qt has set, before it moves the value into it."""
        if change == QAbstractSlider.SliderChange.SliderRangeChange and not self._inside:
            self._settle()
        super().sliderChange(change)

    def _settle(self) -> None:
        self._inside = True
        high = self._field.document().size().height() - self._field.viewport().height()
        self.setRange(-self._room, max(-self._room, round(high)))
        self._inside = False


class TextField(PlainEdit):
    """The body of an entry."""

    scrolled = Signal()
    """The text moved under the head."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.bar = HeadBar(self)
        self.setVerticalScrollBar(self.bar)
        keep_room(self)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.setCursorWidth(2)
        self.highlighter = Highlighter(look, self.plain)
        self.paste_job = SlicedPaste(self)
        self.paste_job.finished.connect(self._replay)
        self._held: list[QKeyEvent | QInputMethodEvent] = []
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_PATIENCE_MS)
        self._waiting.timeout.connect(self._replay)
        self.bar.valueChanged.connect(lambda _: self.scrolled.emit())
        self.bar.rangeChanged.connect(lambda *_: self.scrolled.emit())
        look.changed.connect(self._dress)
        self._dress()

    def fill(self, text: str) -> None:
        """Show another text; what was undone before cannot come back."""
        self.paste_job.stop()
        with self.quietly():
            self.plain.setUndoRedoEnabled(False)
            self.setPlainText(soften(text))
            self.space_lines(_LINE)
            self.plain.setUndoRedoEnabled(True)
        self.bar.setValue(self.bar.minimum())

    def text(self) -> str:
        """The text, with what a running paste has still to put in."""
        rest = self.paste_job.rest
        if not rest:
            return super().text()
        raw = self.plain.toRawText().replace(PARAGRAPH, "\n")
        at = from_qt(raw, self.paste_job.place)
        return harden(raw[:at] + rest + raw[at:])

    def caret(self) -> int:
        """The place of the caret in Qt's units, counted in the text as it is saved."""
        raw = self.plain.toRawText()
        head = raw[: from_qt(raw, self.textCursor().position())].replace(PARAGRAPH, "\n")
        hard = harden(head)
        return to_qt(hard, len(hard))

    def set_caret(self, units: int) -> None:
        """Put the caret where ``caret`` said."""
        text = self.text()
        soft = soften(text)
        place = to_qt(soft, soft_place(soft, from_qt(text, units)))
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.plain.characterCount() - 1))
        self.setTextCursor(cursor)

    def become(self, text: str) -> None:
        """Change into ``text`` by one step that can be undone, keeping caret and scroll."""
        have, want = self.plain.toRawText().replace(PARAGRAPH, "\n"), soften(text)
        if have == want:
            return
        start = shared(have, want)
        end = shared(have[start:][::-1], want[start:][::-1])
        value = self.bar.value()
        cursor = QTextCursor(self.plain)
        cursor.setPosition(to_qt(have, start))
        cursor.setPosition(to_qt(have, len(have) - end), QTextCursor.MoveMode.KeepAnchor)
        with self.quietly():
            cursor.insertText(want[start : len(want) - end])
        self.bar.setValue(value)

    def insert(self, text: str) -> None:
        """Put a cleaned ``text`` in place of what is chosen, as one step that can be undone."""
        self.paste_job.start(self.textCursor(), soften(text))

    def set_sides(self, left: int, right: int) -> None:
        """Keep these pixels free beside the text; the scroll bar has its own."""
        self.setViewportMargins(left, 0, right, self._look.px(_FOOT))

    def hold_keys(self) -> None:
        """What is typed from now on belongs to the page that comes next."""
        self._waiting.start()

    def let_keys_go(self) -> None:
        """The page is there: what was typed meanwhile goes into it."""
        if self._waiting.isActive():
            self._waiting.stop()
            self._replay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed while a long paste goes in follows it."""
        if self.paste_job.running or self._waiting.isActive():
            self._held.append(event.clone())
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A word that an input method brings goes in after a paste that still runs."""
        if self._waiting.isActive():
            if event.commitString():
                self._held.append(event.clone())
            return
        if self.paste_job.running:
            self.paste_job.finish()
        super().inputMethodEvent(event)

    def _replay(self) -> None:
        self.ensureCursorVisible()
        held, self._held = self._held, []
        for event in held:
            if isinstance(event, QKeyEvent):
                super().keyPressEvent(event)
            else:
                super().inputMethodEvent(event)

    def _dress(self) -> None:
        palette = QPalette(self._look.palette)
        palette.setColor(QPalette.ColorRole.Base, self._look.color("bg"))
        with self.quietly():
            self.setPalette(palette)
            self.setFont(self._look.font(Type.READING))
            dress_bar(self._look, self.bar)
