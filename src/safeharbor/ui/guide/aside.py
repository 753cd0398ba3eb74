"""Beside a step: the names of its parts, and the two ways out that are always in sight."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeharbor.ui.guide.numbers import NumbersGlance
from safeharbor.ui.journal.quiet import QuietButton
from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.sheet.kit import Kit
from safeharbor.ui.sheet.small_link import IconLink
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.help_line import LinkRow
from safeharbor.ui.widgets.surfaces import Rule
from safeharbor.ui.widgets.words import Words

_MARK: Final = 16
_AFTER_MARK: Final = 10
_RING: Final = 8
_DOT: Final = 10
_LINE: Final = 32
"""How high a name of one line is."""
_LEAST: Final = 120
_BELOW_NUMBERS: Final = 16
_HIGHEST: Final = 10_000
_WRAP: Final = int(Qt.TextFlag.TextWordWrap)


class State(enum.Enum):
    """How somebody stands to a part."""

    AHEAD = enum.auto()
    HERE = enum.auto()
    THROUGH = enum.auto()


class Ways(QWidget):
    """Steady first, and enough for today."""

    steady = Signal()
    enough = Signal()

    def __init__(self, kit: Kit, parent: QWidget, *, across: bool) -> None:
        """Beside each other where there is room, or always below each other."""
        super().__init__(parent)
        self.first = IconLink(kit, self, self.tr("Steady first"), "breathe")
        self.first.setAccessibleIdentifier("step.steady_first")
        self.first.clicked.connect(self.steady)
        self.last = IconLink(kit, self, self.tr("Enough for today"), "stop")
        self.last.setAccessibleIdentifier("step.enough")
        self.last.clicked.connect(self.enough)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        if across:
            box.addWidget(LinkRow(kit.look, self, self.first, self.last))
        else:
            for link in (self.first, self.last):
                box.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)

    def stops(self) -> list[QWidget]:
        """Both."""
        return [self.first, self.last]


class PartName(QuietButton):
    """The name of a part; pressing it goes there."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(kit.look, kit.icons, parent)
        self.state = State.AHEAD
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def cut(self) -> bool:
        """Whether letters of it are left out: it takes as many lines as it needs."""
        return False

    def show_part(self, words: str, state: State) -> None:
        """Say ``words``, and how somebody stands to it."""
        self.state = state
        #: Read out after the name of a part of a page.
        said = {State.AHEAD: "", State.HERE: self.tr("here"), State.THROUGH: self.tr("done")}[state]
        name = f"{words}, {said}" if said else words
        self.dress(words, color="text" if state is State.HERE else "muted", name=name)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What its words need; layouts ask for it over and over."""
        if width not in self._heights:
            metrics = QFontMetrics(self._font())
            room = QRect(0, 0, max(width - self._start() - self._side(), 1), _HIGHEST)
            lines = metrics.boundingRect(room, _WRAP, self.text()).height()
            spare = self._look.px(_LINE) - metrics.height()
            self._heights[width] = max(lines + max(spare, 0), self._look.px(_LINE))
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """As high as its words are in the width that it has."""
        least = self._look.px(_LEAST)
        return QSize(least, self.heightForWidth(max(self.width(), least)))

    def _refresh(self) -> None:
        self._heights.clear()
        super()._refresh()

    def _start(self) -> int:
        """Where its words begin."""
        return self._side() + self._before()

    def _font(self) -> QFont:
        return self._look.font(Type.BUTTON, weight=600 if self.state is State.HERE else 400)

    def _before(self) -> int:
        return self._look.px(_MARK) + self._look.px(_AFTER_MARK)

    def _paint_content(self, painter: QPainter) -> None:
        px, look, direction = self._look.px, self._look, self.layoutDirection()
        size = px(_MARK)
        # Beside the first of several lines.
        glyph = QRect(self._side(), (px(_LINE) - size) // 2, size, size)
        glyph = mirrored(direction, self.rect(), glyph)
        if self.state is State.THROUGH:
            tint, ratio = look.tokens.accent, self.devicePixelRatioF()
            painter.drawPixmap(glyph, self._icons.pixmap("check", size, tint, ratio))
        else:
            here = self.state is State.HERE
            wide = px(_DOT if here else _RING)
            dot = QRectF(0, 0, wide, wide)
            dot.moveCenter(QRectF(glyph).center())
            painter.setPen(QPen(look.color("lamp" if here else "border"), 1.5))
            painter.setBrush(look.color("lamp") if here else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(dot)
        room = QRect(self._start(), 0, self.width() - self._start() - self._side(), self.height())
        painter.setFont(self._font())
        painter.setPen(look.color(self._color))
        aligned = int(Qt.AlignmentFlag.AlignVCenter | leading(direction)) | _WRAP
        painter.drawText(mirrored(direction, self.rect(), room), aligned, self.text())


def put_only(column: QVBoxLayout, widget: QWidget | None, below: int = 0) -> None:
    """Let ``widget`` alone stand in ``column``, with free room below it; None for nothing."""
    while (item := column.takeAt(0)) is not None:
        before = item.widget()
        if before is not None:
            before.hide()
            before.deleteLater()
    if widget is not None:
        column.addWidget(widget)
        column.addSpacing(below)


class Aside(QWidget):
    """The list of parts, and the two ways out below it."""

    chosen = Signal(int)
    """The part with this number is wanted."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        """No parts yet."""
        super().__init__(parent)
        self._kit = kit
        self.names: list[PartName] = []
        look = kit.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._numbers = QVBoxLayout()
        column.addLayout(self._numbers)
        self._title = Words(look, self.tr("In this step"), Type.SMALL_HEAD, self, color="muted")
        column.addWidget(self._title)
        column.addSpacing(look.px(6))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        column.addSpacing(look.px(12))
        column.addWidget(Rule(look, self))
        column.addSpacing(look.px(8))
        self.ways = Ways(kit, self, across=False)
        column.addWidget(self.ways)

    def show_numbers(self, numbers: NumbersGlance | None) -> None:
        """Keep these numbers in sight, or none."""
        put_only(self._numbers, numbers, self._kit.look.px(_BELOW_NUMBERS))

    def show_parts(self, parts: Sequence[tuple[str, State]]) -> None:
        """Show these names in order; the buttons stay as they are."""
        while len(self.names) < len(parts):
            name = PartName(self._kit, self)
            number = len(self.names)
            name.setAccessibleIdentifier(f"step.part.{number}")
            name.clicked.connect(lambda *_, number=number: self.chosen.emit(number))
            self.names.append(name)
            self._list.addWidget(name)
        for number, name in enumerate(self.names):
            name.setVisible(number < len(parts))
            if number < len(parts):
                name.show_part(*parts[number])

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order; the two ways are for the page."""
        return [name for name in self.names if not name.isHidden()]
