"""A few short answers side by side, of which one holds.

They are round at both ends and stand in as many lines as they need. To keys and screen readers they
are radio buttons.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import RING_REASONS
from safeharbor.ui.widgets.flow import Flow

V = TypeVar("V", bound=Hashable)

_HIGH: Final = 36
_SIDE: Final = 15
_GAP: Final = 8


class Pill(QRadioButton):
    """One answer."""

    def __init__(self, look: Look, word: str, parent: QWidget) -> None:
        super().__init__(word, parent)
        self._look = look
        self._ring = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As wide as its word in its widest weight, and the free room around."""
        px, room = self._look.px, self._look.free_room
        words = QFontMetrics(self._look.font(Type.LABEL)).horizontalAdvance(self.text())
        return QSize(words + 2 * px(_SIDE) + 2 * room, px(_HIGH) + 2 * room)

    def minimumSizeHint(self) -> QSize:
        """It never gets smaller than its word."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """All of it is the target."""
        return self.rect().contains(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who move by keys."""
        self._ring = event.reason() in RING_REASONS
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge, word and focus ring."""
        look, on = self._look, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2 if on or look.high_contrast else 1
        painter.setPen(QPen(look.color("accent" if on else "border"), edge))
        over = "sunken" if self.underMouse() else "surface"
        painter.setBrush(look.color("accent_soft" if on else over))
        inset = look.free_room + edge / 2
        body = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        painter.setFont(look.font(Type.LABEL if on else Type.BUTTON))
        painter.setPen(look.color("text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self._ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), 2))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)


class Pills(QWidget, Generic[V]):
    """Several of them. One tab stop; arrows move and choose."""

    chosen = Signal(object)
    """The value that was chosen by hand."""

    def __init__(
        self,
        look: Look,
        parent: QWidget,
        name: str,
        answers: Sequence[tuple[V, str]],
        value: V | None,
    ) -> None:
        """The answers called ``name`` as a whole, each with its value and its word.

        With None for ``value`` none of them holds at first.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        flow = Flow(self, gap=look.px(_GAP) - 2 * look.free_room, row_gap=0, even=True)
        self.pills: dict[V, Pill] = {}
        for answer, word in answers:
            pill = Pill(look, word, self)
            pill.setChecked(answer == value)
            pill.clicked.connect(lambda *_, answer=answer: self.chosen.emit(answer))
            flow.addWidget(pill)
            self.pills[answer] = pill
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def value(self) -> V:
        """The one that holds."""
        return next(value for value, pill in self.pills.items() if pill.isChecked())

    def choose(self, value: V) -> None:
        """Let another one hold, without a word to anybody."""
        self.pills[value].setChecked(True)

    def stops(self) -> list[QWidget]:
        """The one that holds, else the first."""
        pills = list(self.pills.values())
        chosen = [pill for pill in pills if pill.isChecked()]
        return [*(chosen or pills[:1])]
