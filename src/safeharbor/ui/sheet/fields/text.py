"""A text that grows with what is written in it: one line that wraps, or several.

Undo belongs to the form, so that one order of steps holds for everything in it; the text hands
those keys on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from safeharbor.domain.answers import Value, is_empty
from safeharbor.domain.hints import Span
from safeharbor.domain.text import clean
from safeharbor.ui.journal.longlines import soften
from safeharbor.ui.journal.places import shared, to_qt
from safeharbor.ui.journal.plain import PARAGRAPH, PlainEdit
from safeharbor.ui.sheet.fields.input import Input
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.theme import Look, Type

LONGEST: Final = 100_000
"""Characters that are pasted at once; for more a journal entry is the better place."""
GAP: Final = "…"
"""Where ready words leave something to be written."""
_SIDE: Final = 12
_ABOVE: Final = 8
_LINE: Final = 24
_LINES: Final = 2
_LINE_HEIGHT: Final = 1.6
_HANDED_ON: Final = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class TextBox(PlainEdit):
    """The characters. It has no undo of its own."""

    left = Signal()
    entered = Signal()
    too_long = Signal()
    """A text was pasted that has no room here."""

    def __init__(self, look: Look, parent: QWidget, *, lines: bool) -> None:
        """An empty text; ``lines`` says whether Enter begins a new one."""
        super().__init__(parent)
        self._look = look
        self._lines = lines
        self.plain.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setCursorWidth(2)
        self.pasted.connect(self._on_pasted)
        self.dress()

    def fill(self, text: str) -> None:
        """Become ``text``; what both have in common stays, and the caret stands after the rest."""
        have, want = self.plain.toRawText().replace(PARAGRAPH, "\n"), soften(text)
        if have == want:
            return
        start = shared(have, want)
        end = shared(have[start:][::-1], want[start:][::-1])
        cursor = QTextCursor(self.plain)
        cursor.setPosition(to_qt(have, start))
        cursor.setPosition(to_qt(have, len(have) - end), QTextCursor.MoveMode.KeepAnchor)
        with self.quietly():
            cursor.insertText(want[start : len(want) - end])
        self.setTextCursor(cursor)

    def add_ready(self, text: str) -> None:
        """Put ``text`` at the end, apart from what stands there, and choose its first gap."""
        cursor = QTextCursor(self.plain)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        before = self.text()
        between = "" if not before.strip() or before[-1].isspace() else "\n" if self._lines else " "
        start = cursor.position() + len(between)
        cursor.insertText(between + text)
        gap = text.find(GAP)
        if gap >= 0:
            cursor.setPosition(start + to_qt(text, gap))
            end = start + to_qt(text, gap + len(GAP))
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def mark(self, spans: Iterable[Span]) -> None:
        """Mark places softly."""
        text = self.plain.toRawText().replace(PARAGRAPH, "\n")
        looks = QTextCharFormat()
        looks.setBackground(self._look.color("lamp_soft"))
        looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        looks.setUnderlineColor(self._look.color("lamp"))
        marks = []
        for span in spans:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.plain)
            cursor.setPosition(to_qt(text, span.start))
            cursor.setPosition(to_qt(text, span.end), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format = looks
            marks.append(mark)
        if marks or self.extraSelections():
            self.setExtraSelections(marks)

    def dress(self) -> None:
        """Colours, letters and lines of the look."""
        palette = QPalette(self._look.palette)
        palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        with self.quietly():
            self.setPalette(palette)
            self.setFont(self._look.font(Type.BODY))
            self.space_lines(_LINE_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo, and the keys that move a row, belong to the form; Enter leaves a single line."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if any(event.matches(key) for key in _HANDED_ON) or (
            alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        ):
            event.ignore()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._lines:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The edge around it is the focus mark."""
        super().focusInEvent(event)
        self._repaint_edge()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The same."""
        super().focusOutEvent(event)
        self._repaint_edge()
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _repaint_edge(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            parent.update()

    def _on_pasted(self, text: str) -> None:
        if len(text) > LONGEST:
            self.too_long.emit()
            return
        text = clean(text)
        self.textCursor().insertText(text if self._lines else " ".join(text.split()))
        self.ensureCursorVisible()


class TextInput(Input):
    """The text with its edge."""

    too_long = Signal()

    def __init__(self, kit: Kit, parent: QWidget, name: str, *, lines: bool = False) -> None:
        """An empty text called ``name``."""
        super().__init__(parent)
        self._look = kit.look
        self._least = _LINES if lines else 1
        self.box = TextBox(kit.look, self, lines=lines)
        self.box.setAccessibleName(name)
        self.setFocusProxy(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.box.edited.connect(lambda: self.written.emit(self.box.text()))
        self.box.entered.connect(self.entered)
        self.box.left.connect(self.rested)
        self.box.too_long.connect(self.too_long)
        self.box.cursorPositionChanged.connect(self._on_caret)
        layout = self.box.plain.documentLayout()
        layout.documentSizeChanged.connect(lambda _: self.updateGeometry())
        kit.look.changed.connect(self._dress)

    def show_value(self, value: Value) -> None:
        """Show a text; blanks that mean nothing stay while they are typed."""
        text = value if isinstance(value, str) else ""
        if not (is_empty(text) and not self.box.text().strip()):
            self.box.fill(text)

    def stops(self) -> list[QWidget]:
        """The text."""
        return [self.box]

    def describe(self, words: str) -> None:
        """What a screen reader says of it besides its name."""
        self.box.setAccessibleDescription(words)

    def rename(self, name: str) -> None:
        """Its name for a screen reader."""
        self.box.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """As high as its lines, and no less than it begins with."""
        px = self._look.px
        text = max(round(self.box.plain.size().height()), self._least * px(_LINE))
        return QSize(px(320), text + 2 * px(_ABOVE))

    def minimumSizeHint(self) -> QSize:
        """It wraps to any width."""
        return QSize(self._look.px(120), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text within the edge."""
        super().resizeEvent(event)
        px = self._look.px
        side, above = self._look.free_room + px(_SIDE), px(_ABOVE)
        self.box.setGeometry(self.rect().adjusted(side, above + self._lead(), -side, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the letters is meant for them."""
        place = self.box.mapFrom(self, event.position().toPoint())
        self.box.setFocus(Qt.FocusReason.MouseFocusReason)
        self.box.setTextCursor(self.box.cursorForPosition(place))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        look, strong = self._look, self.box.hasFocus() or self._look.high_contrast
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2 if strong else 1
        painter.setPen(QPen(look.color("focus" if self.box.hasFocus() else "border"), edge))
        painter.setBrush(look.color("surface"))
        room, half = look.free_room, edge / 2
        body = QRectF(self.rect()).adjusted(room + half, half, -room - half, -half)
        painter.drawRoundedRect(body, look.px(8), look.px(8))

    def _lead(self) -> int:
        """Pixels by which the lines are moved down: Qt leaves all spare room below a line."""
        metrics = self.box.fontMetrics()
        return max((self._look.px(_LINE) - metrics.height()) // 2, 0)

    def _on_caret(self) -> None:
        if self.box.hasFocus():
            self.caret_moved.emit(self.box)

    def _dress(self) -> None:
        self.box.dress()
        self.updateGeometry()
