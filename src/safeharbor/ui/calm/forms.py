"""The forms in which a breath is shown, each drawn small: circle, wave, bar."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from safeharbor.ui.breathe.form import Form
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.flow import Flow
from safeharbor.ui.widgets.lamp import Lamp
from safeharbor.ui.widgets.light import Light, LightState
from safeharbor.ui.widgets.wave import Wave

_CELL: Final = (112, 118)
_PICTURE: Final = (88, 68)
_TOP: Final = 14
_WORD: Final = 24
_GAP: Final = 10
_SHOWN: Final = LightState(0.62, "")
_COLUMN: Final = 20
"""How broad the bar is."""


class SmallBar(Light):
    """The bar as it stands where there is room for it; the large one would lie down here."""

    def paint(self, painter: QPainter, state: LightState) -> None:
        """Paint the light and the line around it."""
        look = self._look
        line = look.px(3) if look.high_contrast else 1.5 * look.unit
        column = QRectF(0, 0, look.px(_COLUMN), self.height() - line)
        column.moveCenter(QRectF(self.rect()).center())
        room = column.adjusted(line, line, -line, -line)
        light = QRectF(room)
        light.setTop(room.bottom() - room.width() - (room.height() - room.width()) * state.fullness)
        shade = QLinearGradient(light.topLeft(), light.bottomLeft())
        shade.setColorAt(0, look.color("glow" if look.high_contrast else "glow_core"))
        shade.setColorAt(1, look.color("glow"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(light, light.width() / 2, light.width() / 2)
        painter.setPen(QPen(look.color("lamp"), line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(column, column.width() / 2, column.width() / 2)


_PAINTERS: Final[dict[Form, type[Light]]] = {
    Form.CIRCLE: Lamp,
    Form.WAVE: Wave,
    Form.BAR: SmallBar,
}


class FormCell(QRadioButton):
    """One form: its picture and its word."""

    def __init__(self, look: Look, form: Form, word: str, parent: QWidget) -> None:
        super().__init__(word, parent)
        self._look = look
        self._ring = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.picture = _PAINTERS[form](look, lambda: _SHOWN, (), self)
        # It is looked at only here, where nothing of it moves.
        self.picture.hide()
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Picture and word, and the free room around."""
        px, room = self._look.px, 2 * self._look.free_room
        words = QFontMetrics(self._look.font(Type.LABEL)).horizontalAdvance(self.text())
        return QSize(max(px(_CELL[0]), words + px(24)) + room, px(_CELL[1]) + room)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """All of it is the target."""
        return self.rect().contains(position)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture above the word."""
        super().resizeEvent(event)
        wide, high = map(self._look.px, _PICTURE)
        top = self._look.free_room + self._look.px(_TOP)
        self.picture.setGeometry((self.width() - wide) // 2, top, wide, high)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who move by keys."""
        self._ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge, word and focus ring."""
        look, on = self._look, self.isChecked()
        px = look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2 if on or look.high_contrast else 1
        # A light is painted for the ground of the page, so the pointer changes the edge alone.
        token = "accent" if on or self.underMouse() else "border"
        painter.setPen(QPen(look.color(token), edge))
        # A large filled box would shout; the edge and the word say it.
        painter.setBrush(look.color("bg"))
        inset = look.free_room + edge / 2
        body = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(body, px(10), px(10))
        painter.drawPixmap(self.picture.pos(), self.picture.grab())
        painter.setFont(look.font(Type.LABEL if on else Type.BUTTON))
        painter.setPen(look.color("text"))
        foot = self.height() - look.free_room - px(8)
        place = QRect(0, foot - px(_WORD), self.width(), px(_WORD))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), 2))
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, px(13), px(13))


class FormPicker(QWidget):
    """All of them. One tab stop; arrows move and choose."""

    chosen = Signal(object)
    """The Form that was chosen by hand."""

    def __init__(self, look: Look, parent: QWidget, form: Form) -> None:
        """``form`` is chosen."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Shown as"))
        words = {
            #: The form in which a breath is shown.
            Form.CIRCLE: self.tr("Circle"),
            #: The form in which a breath is shown.
            Form.WAVE: self.tr("Wave"),
            #: The form in which a breath is shown.
            Form.BAR: self.tr("Bar"),
        }
        flow = Flow(self, gap=look.px(_GAP) - 2 * look.free_room, row_gap=0)
        self.cells = {each: FormCell(look, each, words[each], self) for each in Form}
        for each, cell in self.cells.items():
            cell.setAccessibleIdentifier(f"calm.form.{each.value}")
            cell.setChecked(each is form)
            cell.clicked.connect(lambda *_, each=each: self.chosen.emit(each))
            flow.addWidget(cell)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def form(self) -> Form:
        """The one that is chosen."""
        return next(form for form, cell in self.cells.items() if cell.isChecked())
