"""A row of the shelf: a large place to press, which begins, and a quiet Change at its end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from safeharbor.ui.calm.stack import Bench
from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.page import Room

ARROWS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
"""Keys that go from row to row, and by how many."""
_TOP: Final = 7
_GAP: Final = 2
_TIME_GAP: Final = 16
_BESIDE: Final = 420
"""The least width in which the time stands beside the words and not below them."""
_HIGHEST: Final = 10_000
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


class StartButton(Button):
    """What it is, one line about it, and how long it takes. A press begins."""

    def __init__(self, bench: Bench, parent: QWidget, *, title: str, line: str, time: str) -> None:
        """A row of words; ``line`` may be empty."""
        super().__init__(bench.look, bench.icons, parent, kind=Kind.TOOL)
        self._outside = bench.outside
        self._line = line
        self._time = time
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.dress(title)
        self.setAccessibleDescription(". ".join(x.rstrip(".") for x in (time, line) if x) + ".")

    @property
    def line(self) -> str:
        """The line below the title."""
        return self._line

    @property
    def time(self) -> str:
        """How long it takes."""
        return self._time

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down belong to the shelf."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What its words need."""
        places = self._places(QRect(0, 0, width, _HIGHEST))
        return places[-1].bottom() + 1 + self._look.px(_TOP) + self._look.free_room

    def sizeHint(self) -> QSize:
        """As high as its words are in the width that it has."""
        least = self._look.px(160)
        return QSize(least, self.heightForWidth(max(self.width(), least)))

    def minimumSizeHint(self) -> QSize:
        """It wraps."""
        return QSize(self._look.px(120), self._look.px(40))

    def _natural_width(self) -> int:
        return self._look.px(160)

    def _paint_body(self, painter: QPainter, body: QRect) -> None:
        if self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ground())
            radius = self._look.px(8)
            painter.drawRoundedRect(QRectF(body), radius, radius)

    def _paint_content(self, painter: QPainter, _body: QRect) -> None:
        tokens, direction = self._look.tokens, self.layoutDirection()
        title, *below = (mirrored(direction, self.rect(), p) for p in self._places(self.rect()))
        begin = leading(direction)
        self._write(painter, title, self.text(), self._title_font(), tokens.text, begin)
        small = self._look.font(Type.SMALL)
        if self._is_beside(self.width()):
            right = direction is Qt.LayoutDirection.RightToLeft
            side = Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight
            place = mirrored(direction, self.rect(), self._time_place(self.rect()))
            ending = side | Qt.AlignmentFlag.AlignAbsolute
            self._write(painter, place, self._time, small, tokens.muted, ending)
        for place, words in zip(below, self._below(self.width()), strict=True):
            self._write(painter, place, words, small, tokens.muted, begin)

    @staticmethod
    def _write(
        painter: QPainter,
        place: QRect,
        words: str,
        font: QFont,
        ink: str,
        side: Qt.AlignmentFlag,
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(place, int(_WRAP) | side.value, words)

    def _title_font(self) -> QFont:
        return self._look.font(Type.BUTTON)

    def _is_beside(self, width: int) -> bool:
        return width >= self._look.px(_BESIDE)

    def _below(self, width: int) -> list[str]:
        """The lines below the title."""
        lines = [self._line] if self._is_beside(width) else [self._line, self._time]
        return [line for line in lines if line]

    def _side(self) -> int:
        return self._look.free_room + self._outside

    def _time_place(self, rect: QRect) -> QRect:
        """At the end of the first line, its letters on the same line as those of the title."""
        px = self._look.px
        small = QFontMetrics(self._look.font(Type.SMALL))
        # A letter more than measured would be put into a second line.
        wide = small.horizontalAdvance(self._time) + 2
        drop = QFontMetrics(self._title_font()).ascent() - small.ascent()
        top = rect.top() + self._look.free_room + px(_TOP) + drop
        return QRect(rect.right() + 1 - self._side() - wide, top, wide, small.height())

    def _places(self, rect: QRect) -> list[QRect]:
        """Where the title and the lines below it stand."""
        px, wide = self._look.px, rect.width() - 2 * self._side()
        time = 0
        if self._is_beside(rect.width()):
            time = self._time_place(rect).width() + px(_TIME_GAP)
        left = rect.left() + self._side()
        top = rect.top() + self._look.free_room + px(_TOP)
        places = [self._place(self._title_font(), self.text(), QRect(left, top, wide - time, 0))]
        for words in self._below(rect.width()):
            start = places[-1].bottom() + 1 + (px(_GAP) if len(places) == 1 else 0)
            room = QRect(left, start, wide - time, 0)
            places.append(self._place(self._look.font(Type.SMALL), words, room))
        return places

    @staticmethod
    def _place(font: QFont, words: str, room: QRect) -> QRect:
        box = QRect(room.left(), room.top(), max(room.width(), 1), _HIGHEST)
        high = QFontMetrics(font).boundingRect(box, int(_WRAP), words).height()
        return QRect(box.left(), box.top(), box.width(), high)


class ChangeButton(Button):
    """The small word at the end of a row."""

    _side = 10

    def stand_at_start(self, *, at_start: bool) -> None:
        """Stand where lines begin, its word in one line with theirs; or at the end of a row."""
        self._side = 0 if at_start else 10
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down belong to the shelf."""
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _word_font(self) -> QFont:
        return self._look.font(Type.SMALL, weight=500)

    def _natural_width(self) -> int:
        words = QFontMetrics(self._word_font()).horizontalAdvance(self.text())
        return words + 2 * (self._look.px(self._side) if self._side else 0)

    def _paint_content(self, painter: QPainter, body: QRect) -> None:
        painter.setFont(self._word_font())
        painter.setPen(QColor(self._ink()))
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, self.text())


class Row(QWidget):
    """Both of them, beside each other, or below where there is little room."""

    def __init__(self, bench: Bench, name: str, *, title: str, line: str, time: str) -> None:
        """The row called ``name``."""
        super().__init__()
        self.name = name
        self.start = StartButton(bench, self, title=title, line=line, time=time)
        self.start.setAccessibleIdentifier(f"calm.{name}.start")
        self.change = ChangeButton(bench.look, bench.icons, self, kind=Kind.TOOL, height=32)
        #: Opens what can be chosen about an exercise before it begins.
        self.change.dress(self.tr("Change"))
        #: %1 is the name of an exercise.
        self.change.setAccessibleName(self.tr("Change %1").replace("%1", title))
        self.change.setAccessibleIdentifier(f"calm.{name}.change")
        self.change.stand_at_start(at_start=bench.room is Room.TIGHT)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        row = QBoxLayout(down if bench.room is Room.TIGHT else across, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.start, 1)
        # Its word stands in one line with the title, or below where that begins.
        top, begin = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeading
        row.addWidget(self.change, 0, begin if bench.room is Room.TIGHT else top)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.start, self.change]
