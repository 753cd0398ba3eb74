"""Lamps to light, one for each thing that was found; whoever likes leaves them dark.

They are check boxes to a screen reader and to the keyboard. One tab stop for the row: a lamp
that was lit gives the focus to the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look

MOST: Final = 5
_SIZE: Final = 74
_LEAST: Final = 44
_GAP: Final = 26
_LEAST_GAP: Final = 8
_FLAME: Final = 9
"""The radius of what burns in a lamp of the usual size."""


class LampRow(QWidget):
    """Up to five lamps side by side; they move together and then shrink, down to a target."""

    lit = Signal(int, bool)
    """This lamp was lit, or put out, by hand."""
    done = Signal()
    """The last one was lit by a key, and there is no next one to go to."""

    def __init__(self, look: Look, name: Callable[[int, int], str], parent: QWidget) -> None:
        """Dark lamps; ``name`` says what one of so many is called."""
        super().__init__(parent)
        self._look = look
        self._name = name
        self._find = 0
        self.lamps = tuple(_Lamp(look, self) for _ in range(MOST))
        for index, lamp in enumerate(self.lamps):
            lamp.clicked.connect(lambda lit, index=index: self.lit.emit(index, lit))
            lamp.passed.connect(self._go_on)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._place)

    @property
    def count(self) -> int:
        """How many there are."""
        return self._find

    def show_lit(self, find: int, lit: frozenset[int]) -> None:
        """Show ``find`` lamps, those in ``lit`` burning."""
        if find != self._find:
            self._find = find
            for index, lamp in enumerate(self.lamps):
                lamp.setVisible(index < find)
                lamp.setAccessibleName(self._name(index, find))
            self._place()
        for index, lamp in enumerate(self.lamps):
            lamp.setChecked(index in lit)
        stop = self.first_stop()
        for lamp in self.lamps:
            click, tab = Qt.FocusPolicy.ClickFocus, Qt.FocusPolicy.StrongFocus
            lamp.setFocusPolicy(tab if lamp is stop or lamp.hasFocus() else click)

    def first_stop(self) -> QWidget | None:
        """The one lamp that Tab visits: the first dark one, or the last."""
        shown = self.lamps[: self._find]
        dark = [lamp for lamp in shown if not lamp.isChecked()]
        return dark[0] if dark else shown[-1] if shown else None

    def height_for(self, width: int) -> int:
        """How high they are where there is so much room."""
        return self._measure(width)[0] + 2 * self._look.free_room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in the middle."""
        super().resizeEvent(event)
        self._place()

    def _go_on(self) -> None:
        stop = self.first_stop()
        if stop is None or (isinstance(stop, _Lamp) and stop.isChecked()):
            self.done.emit()
        else:
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    def _measure(self, width: int) -> tuple[int, int]:
        """The size of a lamp and the gap to the next one; always those of a full row."""
        px = self._look.px
        size, gap = px(_SIZE), px(_GAP)
        spare = width - 2 * self._look.free_room - MOST * size
        if spare >= (MOST - 1) * gap:
            return size, gap
        gap = max(spare // (MOST - 1), px(_LEAST_GAP))
        room = width - 2 * self._look.free_room - (MOST - 1) * gap
        return min(size, max(room // MOST, px(_LEAST))), gap

    def _place(self) -> None:
        size, gap = self._measure(self.width())
        free = self._look.free_room
        left = (self.width() - self._find * (size + gap) + gap) // 2
        for index, lamp in enumerate(self.lamps[: self._find]):
            corner = QPoint(left + index * (size + gap) - free, 0)
            place = QRect(corner, QSize(size + 2 * free, size + 2 * free))
            lamp.setGeometry(mirrored(self.layoutDirection(), self.rect(), place))


class _Lamp(QCheckBox):
    """A ring, and a small light in it once it is lit."""

    passed = Signal()
    """It was lit by a key."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._ring = False
        self.setVisible(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The row says how large it is."""
        return self.size()

    def hitButton(self, position: QPoint) -> bool:
        """All of it is the target."""
        return self.rect().contains(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who move by keys."""
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space lights it, and the next one is at hand; every other key is for the screen."""
        if event.key() == Qt.Key.Key_Space:
            self.click()
            if self.isChecked():
                self.passed.emit()
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ring, light and focus."""
        look, free = self._look, self._look.free_room
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = look.px(3) if look.high_contrast else 1.5 * look.unit
        body = QRectF(self.rect()).adjusted(free, free, -free, -free)
        on = self.isChecked()
        painter.setPen(QPen(look.color("lamp" if on else "border"), edge))
        ground = "lamp_soft" if on else "sunken" if self.underMouse() else "bg"
        painter.setBrush(look.color(ground))
        half = edge / 2
        painter.drawEllipse(body.adjusted(half, half, -half, -half))
        if on:
            radius = body.width() * _FLAME / _SIZE
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("lamp"))
            painter.drawEllipse(body.center(), radius, radius)
        if self._ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
