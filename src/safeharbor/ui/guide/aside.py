"""Beside a step: the names of its parts, and the two ways out that are always in sight."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

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

    def show_part(self, words: str, state: State) -> None:
        """Say ``words``, and how somebody stands to it."""
        self.state = state
        #: Read out after the name of a part of a page.
        said = {State.AHEAD: "", State.HERE: self.tr("here"), State.THROUGH: self.tr("done")}[state]
        name = f"{words}, {said}" if said else words
        self.dress(words, color="text" if state is State.HERE else "muted", name=name)

    def _font(self) -> QFont:
        return self._look.font(Type.BUTTON, weight=600 if self.state is State.HERE else 400)

    def _before(self) -> int:
        return self._look.px(_MARK) + self._look.px(_AFTER_MARK)

    def _paint_content(self, painter: QPainter) -> None:
        px, look, direction = self._look.px, self._look, self.layoutDirection()
        size = px(_MARK)
        glyph = QRect(self._side(), (self.height() - size) // 2, size, size)
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
        left = self._side() + self._before()
        room = QRect(left, 0, self.width() - left - self._end(), self.height())
        painter.setFont(self._font())
        painter.setPen(look.color(self._color))
        words = shortened(self.text(), painter.fontMetrics(), room.width())
        aligned = Qt.AlignmentFlag.AlignVCenter | leading(direction)
        painter.drawText(mirrored(direction, self.rect(), room), aligned, words)


def shortened(words: str, metrics: QFontMetrics, room: int) -> str:
    """``words`` in ``room`` pixels, cut between two of them where they are too long."""
    cut = words
    while metrics.horizontalAdvance(cut) > room and " " in cut:
        rest = cut.removesuffix("…").rsplit(" ", 1)[0]
        cut = rest.rstrip(",;:.") + "…"
    if metrics.horizontalAdvance(cut) <= room:
        return cut
    return metrics.elidedText(cut, Qt.TextElideMode.ElideRight, room)


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
