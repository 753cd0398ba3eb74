"""Buttons and links whose words come from content: where they are too long they take more lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import leading
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.flow import Flow
from safeharbor.ui.widgets.link import Link

_TOP: Final = 8
_HIGH: Final = 10_000
_BETWEEN_BUTTONS: Final = 8
_BETWEEN_LINKS: Final = 20
_WRAP: Final = Qt.TextFlag.TextWordWrap

if TYPE_CHECKING:
    _Base = Button
else:
    # A class of Qt takes no second one of its kind beside it.
    _Base = object


class _Long(_Base):
    """Knows how much room there is, and takes as many lines as its words need in it."""

    side: ClassVar[int] = 0
    _room = 0

    def fit(self, room: int) -> None:
        """Take no more than ``room`` pixels in width."""
        if room != self._room:
            self._room = room
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """One line, or as many as it needs."""
        size, room = super().sizeHint(), self._room
        if not 0 < room < size.width():
            return size
        free = 2 * self.margin
        words = QRect(0, 0, room - free - 2 * self._look.px(self.side), _HIGH)
        lines = QFontMetrics(self._word_font()).boundingRect(words, _WRAP, self.text())
        high = lines.height() + 2 * self._look.px(_TOP) + free
        return QSize(room, max(high, size.height()))

    def minimumSizeHint(self) -> QSize:
        """As wide as its longest word."""
        measured = QFontMetrics(self._word_font())
        words = (measured.horizontalAdvance(word) for word in self.text().split())
        wide = max(words, default=0) + 2 * (self._look.px(self.side) + self.margin) + 1
        return QSize(wide, self.sizeHint().height())

    def _paint_content(self, painter: QPainter, body: QRect) -> None:
        if self.width() >= super().sizeHint().width():
            super()._paint_content(painter, body)
            return
        side = self._look.px(self.side)
        painter.setFont(self._word_font())
        painter.setPen(self._words_color())
        words = body.adjusted(side, 0, -side, 0)
        painter.drawText(words, self._words_place() | _WRAP, self.text())

    def _words_color(self) -> QColor:
        return QColor(self._ink())

    def _words_place(self) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignCenter


class WrappingButton(_Long, Button):
    """A button; in several lines its icon is left out."""

    side = 14

    def __init__(self, look: Look, icons: Icons, parent: QWidget, *, kind: Kind) -> None:
        """An empty button."""
        super().__init__(look, icons, parent, kind=kind, height=40)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class WrappingLink(_Long, Link):
    """A link."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget, word: str = "") -> None:
        """A link that says ``word``."""
        super().__init__(look, icons, parent, word)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def _words_color(self) -> QColor:
        over = self.underMouse() or self.isDown()
        return self._look.color("text" if over else "accent")

    def _words_place(self) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignVCenter | leading(self.layoutDirection())


class WrappingRow(QWidget):
    """Such buttons or links in a line, and in as many lines as they need."""

    def __init__(self, look: Look, parent: QWidget, *buttons: Button) -> None:
        """These, in order."""
        super().__init__(parent)
        links = all(isinstance(button, Link) for button in buttons)
        gap = look.px(_BETWEEN_LINKS if links else _BETWEEN_BUTTONS)
        flow = Flow(self, gap=gap, row_gap=0 if links else gap // 2)
        self._buttons = buttons
        for button in buttons:
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell what stands in it how much room there is."""
        super().resizeEvent(event)
        for button in self._buttons:
            if isinstance(button, _Long):
                button.fit(self.width())
