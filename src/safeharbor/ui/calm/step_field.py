"""A number that keys can move in steps: typed, or with Up and Down.

Anything can be typed in it; whether the number fits is said below it and by its edge, and the steps
of the keys never leave what fits.
"""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from safeharbor.ui.calm.stack import Bench
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.button import Button
from safeharbor.ui.widgets.fields import Said, Tone
from safeharbor.ui.widgets.words import Words

_SIDE: Final = 12
_HIGH: Final = 40
_MOST_TYPED: Final = 999.0


class NumberField(QDoubleSpinBox):
    """The line with the number. It paints itself; its edge is its focus mark."""

    def __init__(
        self, look: Look, parent: QWidget, *, least: float, most: float, step: float
    ) -> None:
        """A number from ``least`` to ``most`` in steps of ``step``."""
        super().__init__(parent)
        self._look = look
        self._bounds = (least, most)
        self._wrong = False
        self.setFrame(False)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        self.setDecimals(0 if step == int(step) else 1)
        self.setRange(0.0, _MOST_TYPED)
        self.setSingleStep(step)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        look.changed.connect(self._dress)
        self._dress()

    def show_wrong(self, *, wrong: bool) -> None:
        """Let the edge say that the number does not fit."""
        self._wrong = wrong
        self.update()

    def stepBy(self, steps: int) -> None:
        """Step by step, on whole steps, and never out of what fits."""
        least, most = self._bounds
        step = self.singleStep()
        ahead = math.floor(self.value() / step) if steps > 0 else math.ceil(self.value() / step)
        wanted = (ahead + steps) * step
        # Between nothing and the least that fits there is nothing.
        self.setValue(min(max(wanted, least), most))
        self.selectAll()

    def textFromValue(self, value: float) -> str:
        """A whole number without its nought behind the point."""
        decimals = 0 if value == int(value) else self.decimals()
        return self.locale().toString(value, "f", decimals)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Up and down as far as it fits, and back to where it does."""
        flags = QAbstractSpinBox.StepEnabledFlag
        least, most = self._bounds
        enabled = flags.StepNone
        if self.value() != most:
            enabled |= flags.StepUpEnabled
        if self.value() != least:
            enabled |= flags.StepDownEnabled
        return enabled

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; a number that moves by itself would go unseen."""
        event.ignore()

    def sizeHint(self) -> QSize:
        """Room for its longest word."""
        px, metrics = self._look.px, QFontMetrics(self._look.font(Type.BODY))
        words = max(metrics.horizontalAdvance(x) for x in (self.specialValueText(), "00.00"))
        return QSize(words + 2 * px(_SIDE) + 2 * self._look.free_room, px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge; the number is a part of its own above them."""
        look, strong = self._look, self.hasFocus() or self._wrong or self._look.high_contrast
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2 if strong else 1
        token = "danger" if self._wrong else "focus" if self.hasFocus() else "border"
        painter.setPen(QPen(look.color(token), edge))
        painter.setBrush(look.color("surface"))
        room, half, radius = look.free_room, edge / 2, look.px(8)
        body = QRectF(self.rect()).adjusted(room + half, half, -room - half, -half)
        painter.drawRoundedRect(body, radius, radius)

    def _dress(self) -> None:
        palette = QPalette(self._look.palette)
        palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        self.setPalette(palette)
        self.lineEdit().setPalette(palette)
        self.setFont(self._look.font(Type.BODY))
        self.updateGeometry()


class StepField(QWidget):
    """A number with its name above it, less and more beside it, and what is said about it below."""

    changed = Signal(float)
    """The number, fitting or not."""

    def __init__(
        self,
        bench: Bench,
        parent: QWidget,
        name: str,
        *,
        ident: str,
        value: float,
        least: float,
        most: float,
        step: float,
        none: str = "",
    ) -> None:
        """The number called ``name``; ``none`` is what nought is called, where it is a word."""
        super().__init__(parent)
        look = bench.look
        self._label = Words(look, name, Type.LABEL, self)
        self.field = NumberField(look, self, least=least, most=most, step=step)
        self.field.setSpecialValueText(none)
        self.field.setValue(value)
        for each in (self.field, self.field.lineEdit()):
            each.setAccessibleName(name)
        self.field.setAccessibleIdentifier(ident)
        self._label.setBuddy(self.field)
        self.said = Said(look, bench.icons, self)
        #: %1 is the name of a number that gets smaller.
        less = self.tr("Less: %1").replace("%1", name)
        #: %1 is the name of a number that gets larger.
        more = self.tr("More: %1").replace("%1", name)
        self.less = self._button(bench, "\N{MINUS SIGN}", less, f"{ident}.less")
        self.more = self._button(bench, "+", more, f"{ident}.more")
        self.less.clicked.connect(lambda: self.field.stepBy(-1))
        self.more.clicked.connect(lambda: self.field.stepBy(1))
        row = QHBoxLayout()
        row.setSpacing(0)
        for part in (self.less, self.field, self.more):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._label)
        column.addLayout(row)
        column.addWidget(self.said)
        self.field.valueChanged.connect(self.changed)

    @property
    def value(self) -> float:
        """The number."""
        return self.field.value()

    def say(self, words: str) -> None:
        """Say what does not fit; "" where everything does."""
        if words == self.said.words:
            return
        self.field.show_wrong(wrong=bool(words))
        self.field.setAccessibleDescription(words)
        if words:
            self.said.say(words, Tone.WRONG)
        else:
            self.said.clear()

    def stops(self) -> list[QWidget]:
        """What Tab visits: the number alone, since its keys do what the buttons do."""
        return [self.field]

    def _button(self, bench: Bench, sign: str, name: str, ident: str) -> Button:
        button = Button(bench.look, bench.icons, self, height=40)
        button.dress(sign)
        button.setAccessibleName(name)
        button.setAccessibleIdentifier(ident)
        button.setAutoRepeat(True)
        # The keys of the number do the same.
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return button
