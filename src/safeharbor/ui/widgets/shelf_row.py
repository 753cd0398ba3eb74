"""The parts of a row of a shelf: a large place to press, and a quiet word at its end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.theme import Type
from safeharbor.ui.widgets.button import Button, Kind
from safeharbor.ui.widgets.stack import Workbench

ARROWS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
"""Keys that go from row to row, and by how many."""
_TOP: Final = 7
_GAP: Final = 2
_TIME_GAP: Final = 16
_BESIDE: Final = 420
"""The least width in which the time stands beside the words and not below them."""
_HERE: Final = 264
"""How far from the end of a row it says that somebody is there."""
_HERE_BESIDE: Final = 560
"""The least width in which that stands beside the title and not below it."""
_DOT: Final = 8
_AFTER_DOT: Final = 8
_HIGHEST: Final = 10_000
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop


class StartButton(Button):
    """What it is, one line about it, and how long it takes. A press begins."""

    def __init__(
        self,
        bench: Workbench,
        parent: QWidget,
        *,
        title: str,
        line: str,
        time: str,
        here: str = "",
    ) -> None:
        """A row of words.

        Args:
            bench: what to make it with.
            parent: where it stands.
            title: what it is.
            line: a line about it, or "".
            time: how long it takes, or "".
            here: what says that somebody is there, or "".
        """
        super().__init__(bench.look, bench.icons, parent, kind=Kind.TOOL)
        self._outside = bench.outside
        self._line = line
        self._time = time
        self._here = here
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.dress(title)
        said = [each.rstrip(".") for each in (here, time, line) if each]
        self.setAccessibleDescription(". ".join(said) + ".")

    @property
    def line(self) -> str:
        """The line below the title."""
        return self._line

    @property
    def time(self) -> str:
        """How long it takes."""
        return self._time

    @property
    def here(self) -> str:
        """What says that somebody is there, "" where nobody is."""
        return self._here

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
        """What its words need; layouts ask for it over and over."""
        if width not in self._heights:
            places = self._places(QRect(0, 0, width, _HIGHEST))
            below = self._look.px(_TOP) + self._look.free_room
            self._heights[width] = places[-1].bottom() + 1 + below
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """As high as its words are in the width that it has."""
        least = self._look.px(160)
        return QSize(least, self.heightForWidth(max(self.width(), least)))

    def minimumSizeHint(self) -> QSize:
        """It wraps."""
        return QSize(self._look.px(120), self._look.px(40))

    def _refresh(self) -> None:
        self._heights.clear()
        super()._refresh()

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
        _write(painter, title, self.text(), self._title_font(), tokens.text, begin)
        small = self._look.font(Type.SMALL)
        if self._is_beside(self.width()):
            right = direction is Qt.LayoutDirection.RightToLeft
            side = Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight
            place = mirrored(direction, self.rect(), self._time_place(self.rect()))
            ending = side | Qt.AlignmentFlag.AlignAbsolute
            _write(painter, place, self._time, small, tokens.muted, ending)
        if self._here:
            self._paint_here(painter)
        for place, words in zip(below, self._below(self.width()), strict=True):
            if words != self._here:
                _write(painter, place, words, small, tokens.muted, begin)

    def _paint_here(self, painter: QPainter) -> None:
        """Paint a small light, and what it says."""
        look, direction, place = self._look, self.layoutDirection(), self._here_place(self.rect())
        dot = QRectF(0, 0, look.px(_DOT), look.px(_DOT))
        dot.moveCenter(QRectF(place).center())
        dot.moveLeft(place.left())
        words = place.adjusted(look.px(_DOT) + look.px(_AFTER_DOT), 0, 0, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("lamp"))
        painter.drawEllipse(mirrored(direction, self.rect(), dot.toRect()))
        words = mirrored(direction, self.rect(), words)
        ink = look.tokens.text
        _write(painter, words, self._here, self._here_font(), ink, leading(direction))

    def _here_font(self) -> QFont:
        return self._look.font(Type.SMALL, weight=500)

    def _here_width(self) -> int:
        words = QFontMetrics(self._here_font()).horizontalAdvance(self._here) + 2
        return words + self._look.px(_DOT) + self._look.px(_AFTER_DOT)

    def _is_here_beside(self, width: int) -> bool:
        return bool(self._here) and width >= self._look.px(_HERE_BESIDE)

    def _here_place(self, rect: QRect) -> QRect:
        """Beside the title at one place in all rows, or below it."""
        px, time = self._look.px, self._time_place(rect)
        if not self._is_here_beside(rect.width()):
            return self._places(rect)[1 + self._below(rect.width()).index(self._here)]
        wide = self._here_width()
        left = rect.right() + 1 - self._side() - px(_HERE)
        left = min(left, time.left() - px(_TIME_GAP) - wide)
        return QRect(left, time.top(), wide, time.height())

    def _title_font(self) -> QFont:
        return self._look.font(Type.BUTTON)

    def _is_beside(self, width: int) -> bool:
        return width >= self._look.px(_BESIDE)

    def _below(self, width: int) -> list[str]:
        """The lines below the title."""
        here = "" if self._is_here_beside(width) else self._here
        time = "" if self._is_beside(width) else self._time
        return [line for line in (self._line, here, time) if line]

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
        if self._time and self._is_beside(rect.width()):
            time = self._time_place(rect).width() + px(_TIME_GAP)
        left = rect.left() + self._side()
        top = rect.top() + self._look.free_room + px(_TOP)
        first = wide - time
        if self._is_here_beside(rect.width()):
            first = self._here_place(rect).left() - px(_TIME_GAP) - left
        places = [_place(self._title_font(), self.text(), QRect(left, top, first, 0))]
        for words in self._below(rect.width()):
            start = places[-1].bottom() + 1 + (px(_GAP) if len(places) == 1 else 0)
            room = QRect(left, start, wide - time, 0)
            places.append(_place(self._look.font(Type.SMALL), words, room))
        return places


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


def _place(font: QFont, words: str, room: QRect) -> QRect:
    box = QRect(room.left(), room.top(), max(room.width(), 1), _HIGHEST)
    high = QFontMetrics(font).boundingRect(box, int(_WRAP), words).height()
    return QRect(box.left(), box.top(), box.width(), high)
