"""Mood as a tide: water of five levels in a ring, and the picker that asks for it.

A tide is read by its level and by its word, never by colour. It is always optional: what was
chosen is taken back by choosing it again.
"""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from safeharbor.domain.entry import Mood
from safeharbor.ui.theme import Look, Type

translate = QCoreApplication.translate

LEVELS: Final = {
    Mood.VERY_LOW: 0.17,
    Mood.LOW: 0.34,
    Mood.SO_SO: 0.52,
    Mood.GOOD: 0.70,
    Mood.VERY_GOOD: 1.0,
}
"""How much of the ring is under water."""

_GRID: Final = 24
_RADIUS: Final = 9.9
_STROKE: Final = 1.5
_WAVE: Final = 0.9
_GLYPH: Final = 38
_CELL: Final = (76, 96)
_CLOSE: Final = 2


def mood_word(mood: Mood) -> str:
    """The word for a tide."""
    return {
        Mood.VERY_LOW: translate("tide", "Very low"),
        Mood.LOW: translate("tide", "Low"),
        Mood.SO_SO: translate("tide", "So-so"),
        Mood.GOOD: translate("tide", "Good"),
        Mood.VERY_GOOD: translate("tide", "Very good"),
    }[mood]


def paint_tide(painter: QPainter, place: QRectF, mood: Mood, color: QColor) -> None:
    """Paint the ring and its water into the square ``place``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / _GRID, place.height() / _GRID)
    ring = QRectF(_GRID / 2 - _RADIUS, _GRID / 2 - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
    inside = QPainterPath()
    inside.addEllipse(ring)
    painter.fillPath(inside.intersected(_water(ring, LEVELS[mood])), color)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, _STROKE))
    painter.drawEllipse(ring)
    painter.restore()


class TideMark(QWidget):
    """One tide to look at, with its word for a screen reader."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, size: int = 18) -> None:
        """An empty place, ``size`` pixels of the drawings wide."""
        super().__init__(parent)
        self._look = look
        self._size = size
        self._mood: Mood | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._refresh)

    def show_mood(self, mood: Mood | None) -> None:
        """Show this one, or nothing."""
        self._mood = mood
        self.setAccessibleName(mood_word(mood) if mood else "")
        self.setVisible(mood is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._look.px(self._size), self._look.px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tide."""
        if self._mood is not None:
            paint_tide(QPainter(self), QRectF(self.rect()), self._mood, self._look.color("accent"))

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()


class TidePicker(QWidget):
    """Five tides side by side. One tab stop; arrows move and choose, Delete takes back."""

    chosen = Signal(object)
    """The Mood that was chosen by hand, or None."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, gap: int = _CLOSE) -> None:
        """Nothing is chosen; ``gap`` is between two tides, in pixels of the drawings."""
        super().__init__(parent)
        self._look = look
        self._gap = gap
        self._mood: Mood | None = None
        self.setAccessibleName(translate("tide", "Mood"))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.cells = {mood: _Cell(look, mood, self) for mood in Mood}
        for mood, cell in self.cells.items():
            self.row.addWidget(cell)
            cell.clicked.connect(lambda *_, mood=mood: self._on_clicked(mood))
        self.row.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)
        self._dress()
        self._show()

    @property
    def mood(self) -> Mood | None:
        """The one that is chosen."""
        return self._mood

    def show_mood(self, mood: Mood | None) -> None:
        """Show ``mood`` as chosen, without a word to anybody."""
        self._mood = mood
        self._show()

    def spread(self, room: int) -> None:
        """Stand as far apart as ``room`` pixels allow, or in a column where they allow nothing."""
        px, cells = self._look.px, sum(cell.sizeHint().width() for cell in self.cells.values())
        gaps = len(self.cells) - 1
        beside = cells + gaps * px(_CLOSE) <= room
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.row.setDirection(across if beside else down)
        most = max((room - cells) // gaps, px(_CLOSE))
        self.row.setSpacing(min(px(self._gap), most) if beside else px(_CLOSE))

    def first_stop(self) -> QWidget:
        """The one cell that Tab visits."""
        return self.cells[self._mood or Mood.SO_SO]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus belongs to a cell."""
        self.first_stop().setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from tide to tide, Delete takes the choice back."""
        back = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        steps = {
            Qt.Key.Key_Left: 1 if back else -1,
            Qt.Key.Key_Right: -1 if back else 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_Up: 1,
        }
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._choose(None)
        elif key in steps:
            here = next((m for m, cell in self.cells.items() if cell.hasFocus()), Mood.SO_SO)
            there = Mood(min(max(here + steps[key], Mood.VERY_LOW), Mood.VERY_GOOD))
            self._choose(there)
            self.cells[there].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, mood: Mood) -> None:
        self._choose(None if mood is self._mood else mood)

    def _choose(self, mood: Mood | None) -> None:
        changed = mood is not self._mood
        self._mood = mood
        self._show()
        if changed:
            self.chosen.emit(mood)

    def _show(self) -> None:
        for mood, cell in self.cells.items():
            cell.show_chosen(chosen=mood is self._mood)
            stop = cell is self.first_stop()
            # Qt's own type for "not by Tab" is the click policy.
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            cell.setFocusPolicy(policy)

    def _dress(self) -> None:
        self.row.setSpacing(self._look.px(2))


class _Cell(QRadioButton):
    """One tide with its word; a radio button to a screen reader."""

    def __init__(self, look: Look, mood: Mood, parent: QWidget) -> None:
        super().__init__(mood_word(mood), parent)
        self._look = look
        self._mood = mood
        self._ring = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._refresh)

    def nextCheckState(self) -> None:
        """The picker decides."""

    def show_chosen(self, *, chosen: bool) -> None:
        """Be the chosen one, or not; Qt by itself takes no choice back."""
        self.setAutoExclusive(False)
        self.setChecked(chosen)
        self.setAutoExclusive(True)

    def sizeHint(self) -> QSize:
        """At least the cell of the drawings, wider for a longer word."""
        px = self._look.px
        font = self._look.font(Type.SMALL, weight=600)
        words = QFontMetrics(font).horizontalAdvance(self.text()) + px(12)
        free = 2 * self._look.free_room
        return QSize(max(px(_CELL[0]), words) + free, px(_CELL[1]) + free)

    def minimumSizeHint(self) -> QSize:
        """In a narrow window the cells move together, down to their words."""
        font = self._look.font(Type.SMALL, weight=600)
        words = QFontMetrics(font).horizontalAdvance(self.text())
        return QSize(words + 2 * self._look.free_room, self.sizeHint().height())

    def hitButton(self, position: QPoint) -> bool:
        """All of it is the target."""
        return self.rect().contains(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who move by keys."""
        self._ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses as Space does; arrows belong to the picker."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, tide, word and focus ring."""
        px, tokens = self._look.px, self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        free = self._look.free_room
        body = QRectF(self.rect()).adjusted(free, free, -free, -free)
        if self.isChecked():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), px(8), px(8))
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.rule if self.isDown() else tokens.sunken))
            painter.drawRoundedRect(body, px(8), px(8))
        size = px(_GLYPH)
        glyph = QRectF(body.center().x() - size / 2, body.top() + px(14), size, size)
        paint_tide(painter, glyph, self._mood, QColor(tokens.accent))
        painter.setFont(self._look.font(Type.SMALL, weight=600 if self.isChecked() else 500))
        painter.setPen(QColor(tokens.text))
        word = QRectF(body.left(), glyph.bottom() + px(8), body.width(), px(24))
        painter.drawText(word, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, px(11), px(11))

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()


def _water(ring: QRectF, level: float) -> QPainterPath:
    """Everything below a low wave, as high as ``level`` of the ring."""
    water = QPainterPath()
    if level >= 1:
        water.addRect(ring)
        return water
    top = ring.bottom() - level * ring.height()
    water.moveTo(ring.bottomLeft())
    steps = 24
    for step in range(steps + 1):
        share = step / steps
        height = _WAVE * math.sin(2 * math.pi * share)
        water.lineTo(QPointF(ring.left() + share * ring.width(), top + height))
    water.lineTo(ring.bottomRight())
    water.closeSubpath()
    return water
