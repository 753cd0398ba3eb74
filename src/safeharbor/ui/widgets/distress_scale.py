"""How strong it is, from 0 to 10, or "can't tell": asked only of those who want to be asked.

No answer is not 0, and what was chosen is taken back by choosing it again.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from safeharbor.domain.practice import STRONGEST, UNSURE
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look, Type

_CELL: Final = 44
_HIGH: Final = 44
_GAP: Final = 4
_ROW_GAP: Final = 8
_SIDE: Final = 16
_FIRST: Final = 5
"""Where Tab goes while nothing is chosen: in the middle, so that no end is nearer."""


class DistressScale(QWidget):
    """Eleven cells and one for "can't tell". One tab stop; arrows move, Delete takes back.

    Number keys choose; 1 and then 0 is 10. Without an answer ``value`` is None.
    """

    chosen = Signal(object)
    """What was chosen by hand: 0 to 10, UNSURE, or None when it was taken back."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._value: int | None = None
        self._after_one = False
        #: How strong somebody's distress is.
        self.setAccessibleName(self.tr("How strong is it, from 0 to 10?"))
        #: The answer of somebody who cannot say a number.
        unsure = self.tr("Can't tell, or numb")
        self.cells = {number: _Cell(look, str(number), self) for number in range(STRONGEST + 1)}
        self.cells[UNSURE] = _Cell(look, unsure, self)
        for value, cell in self.cells.items():
            if value != UNSURE:
                #: A point of a scale.
                cell.setAccessibleName(self.tr("%1 of 10").replace("%1", str(value)))
            cell.clicked.connect(lambda *_, value=value: self._on_clicked(value))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._refresh)
        self._show()

    @property
    def value(self) -> int | None:
        """The answer; None where there is none."""
        return self._value

    def clear(self) -> None:
        """Forget the answer."""
        self._value = None
        self._show()

    def first_stop(self) -> QWidget:
        """The one cell that Tab visits."""
        return self.cells[_FIRST if self._value is None else self._value]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell, figures choose, Delete takes the choice back."""
        back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        steps = {
            Qt.Key.Key_Left: 1 if back else -1,
            Qt.Key.Key_Right: -1 if back else 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_Up: 1,
        }
        key, typed = Qt.Key(event.key()), event.text()
        after_one, self._after_one = self._after_one, False
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._choose(None)
        elif key in steps:
            self._move(steps[key])
        elif len(typed) == 1 and typed in "0123456789":
            number = STRONGEST if after_one and typed == "0" else int(typed)
            self._after_one = number == 1
            self._go_to(number)
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What all cells need."""
        return self._places(width)[UNSURE].bottom() + 1

    def sizeHint(self) -> QSize:
        """All numbers in one line."""
        width = (STRONGEST + 1) * (self._cell().width() + self._look.px(_GAP))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As wide as the words of the last cell."""
        return QSize(self.cells[UNSURE].sizeHint().width(), 0)

    def changeEvent(self, event: QEvent) -> None:
        """Begin at the other side where the direction of the window has changed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self._place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus belongs to a cell."""
        self.first_stop().setFocus(event.reason())

    def _move(self, step: int) -> None:
        order = [*range(STRONGEST + 1), UNSURE]
        here = next((v for v, cell in self.cells.items() if cell.hasFocus()), _FIRST)
        place = order.index(here) + (step if self._value is not None else 0)
        self._go_to(order[min(max(place, 0), len(order) - 1)])

    def _go_to(self, value: int) -> None:
        self._choose(value)
        self.cells[value].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self, value: int) -> None:
        self._after_one = False
        self._choose(None if value == self._value else value)

    def _choose(self, value: int | None) -> None:
        changed = value != self._value
        self._value = value
        self._show()
        if changed:
            self.chosen.emit(value)

    def _show(self) -> None:
        stop = self.first_stop()
        for value, cell in self.cells.items():
            cell.show_chosen(chosen=value == self._value)
            click, tab = Qt.FocusPolicy.ClickFocus, Qt.FocusPolicy.StrongFocus
            cell.setFocusPolicy(tab if cell is stop else click)

    def _cell(self) -> QSize:
        return self.cells[STRONGEST].sizeHint()

    def _places(self, width: int) -> dict[int, QRect]:
        """Where each cell stands: numbers in one row, or in as many as they need."""
        size, gap, row_gap = self._cell(), self._look.px(_GAP), self._look.px(_ROW_GAP)
        fits = max((width + gap) // (size.width() + gap), 1)
        rows = -(-(STRONGEST + 1) // fits)
        # Rows of about the same length.
        each = -(-(STRONGEST + 1) // rows)
        found = {}
        for number in range(STRONGEST + 1):
            row, column = divmod(number, each)
            corner = QPoint(column * (size.width() + gap), row * (size.height() + row_gap))
            found[number] = QRect(corner, size)
        top = rows * (size.height() + row_gap)
        words = self.cells[UNSURE].sizeHint()
        found[UNSURE] = QRect(QPoint(0, top), words.boundedTo(QSize(width, words.height())))
        return found

    def _place(self) -> None:
        for value, place in self._places(self.width()).items():
            self.cells[value].setGeometry(mirrored(self.layoutDirection(), self.rect(), place))

    def _refresh(self) -> None:
        self.updateGeometry()
        self._place()


class _Cell(QRadioButton):
    """One answer; a radio button to a screen reader."""

    def __init__(self, look: Look, word: str, parent: QWidget) -> None:
        super().__init__(word, parent)
        self._look = look
        self._ring = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.update)

    def nextCheckState(self) -> None:
        """The scale decides."""

    def show_chosen(self, *, chosen: bool) -> None:
        """Be the chosen one, or not; Qt by itself takes no choice back."""
        self.setAutoExclusive(False)
        self.setChecked(chosen)
        self.setAutoExclusive(True)

    def sizeHint(self) -> QSize:
        """A square at least, wider for words."""
        px = self._look.px
        words = QFontMetrics(self._look.font(Type.LABEL)).horizontalAdvance(self.text())
        wide = words + 2 * px(_SIDE) if len(self.text()) > len("10") else 0
        return QSize(max(px(_CELL), wide), px(_HIGH))

    def hitButton(self, position: QPoint) -> bool:
        """All of it is the target."""
        return self.rect().contains(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who move by keys."""
        self._ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses as Space does; every other key belongs to the scale."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, word and focus ring."""
        look, on = self._look, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2 if look.high_contrast else 1
        painter.setPen(QPen(look.color("accent" if on else "border"), edge))
        over = "sunken" if self.underMouse() else "surface"
        painter.setBrush(look.color("accent" if on else over))
        half = edge / 2 + 3
        body = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(body, look.px(8), look.px(8))
        painter.setFont(look.font(Type.LABEL if on else Type.BUTTON))
        painter.setPen(look.color("on_accent" if on else "text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self._ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), 2))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, look.px(11), look.px(11))
