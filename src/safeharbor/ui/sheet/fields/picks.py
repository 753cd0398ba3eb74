"""Answers to choose from, drawn as round pills or, where they are long, one below the other.

To keys and screen readers they are radio buttons; only that a choice can be taken back is their
own. Whoever has them says which one holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from safeharbor.ui.calm.pills import Pill
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.options import Option as Line

_SIDE: Final = 15
_HIGH: Final = 36
_ABOVE: Final = 6
_HIGHEST: Final = 10_000
_CHOOSE: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_CENTRED: Final = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignCenter)

if TYPE_CHECKING:
    _Base = QRadioButton
else:
    # A class of Qt takes no second one of its kind beside it.
    _Base = object


class _Picked(_Base):
    """Leaves to whoever has it what holds, and every key but Space and Enter."""

    def nextCheckState(self) -> None:
        """Whoever has it decides."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses as Space does. What is chosen stays: people press them to confirm."""
        if event.key() in _CHOOSE and self.isChecked():
            event.accept()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class PickPill(_Picked, Pill):
    """A pill that wraps where its word is longer than the line."""

    def __init__(self, look: Look, word: str, parent: QWidget) -> None:
        """The answer called ``word``."""
        self._most = 0
        super().__init__(look, word, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def fit(self, width: int) -> None:
        """No wider than ``width`` pixels."""
        if width != self._most:
            self._most = width
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as its word, or as it may be and as high as its lines."""
        usual = super().sizeHint()
        if not self._most or usual.width() <= self._most:
            return usual
        room, px = self._look.free_room, self._look.px
        words = self._words_in(self._most - 2 * room - 2 * px(_SIDE))
        high = max(words.height() + 2 * px(_ABOVE), px(_HIGH)) + 2 * room
        return QSize(self._most, high)

    def minimumSizeHint(self) -> QSize:
        """It wraps."""
        return QSize(self._look.px(64), self._look.px(_HIGH) + 2 * self._look.free_room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge, word and focus ring."""
        look, on, px = self._look, self.isChecked(), self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2 if on or look.high_contrast else 1
        painter.setPen(QPen(look.color("accent" if on else "border"), edge))
        over = "sunken" if self.underMouse() else "surface"
        painter.setBrush(look.color("accent_soft" if on else over))
        inset = look.free_room + edge / 2
        body = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        round_ = min(body.height(), px(_HIGH)) / 2
        painter.drawRoundedRect(body, round_, round_)
        painter.setFont(look.font(Type.LABEL if on else Type.BUTTON))
        painter.setPen(look.color("text"))
        side = look.free_room + px(_SIDE) - 1
        painter.drawText(self.rect().adjusted(side, 0, -side, 0), _CENTRED, self.text())
        if self._ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), 2))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            around = round_ + look.free_room - 1
            painter.drawRoundedRect(ring, around, around)

    def _words_in(self, width: int) -> QRect:
        metrics = QFontMetrics(self._look.font(Type.LABEL))
        room = QRect(0, 0, max(width, 1), _HIGHEST)
        return metrics.boundingRect(room, _CENTRED, self.text())


class PickLine(_Picked, Line):
    """A line with a dot before it."""
