"""The places on the left: where one can be, always in the same order.

In a narrow window they become a rail with the word under the icon. It knows names and icons of
places, not what is behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.mark import Mark

WIDTH: Final = 208
RAIL: Final = 88

_SIDE: Final = 16
_RAIL_SIDE: Final = 8
_RAIL_LEAST: Final = 1
_TOP: Final = 72
_RAIL_TOP: Final = 12
_ROW: Final = 40
_CELL: Final = 58
_GAP: Final = 4
_ICON: Final = 20
_ICON_LEFT: Final = 12
_WORD_LEFT: Final = 44
_CELL_WORDS: Final = 4
_CELL_TOP: Final = 9
_CELL_LEAST: Final = 53
"""With less height than this there is no room for a word below its icon."""
_NAME_MIDDLE: Final = 36
_MARK: Final = 24


@dataclass(frozen=True, slots=True)
class Place:
    """One place: the route it leads to, its word and its icon."""

    route: str
    title: str
    icon: str


class Places(QWidget):
    """The list of places; one tab stop, arrows move, Enter goes there."""

    chosen = Signal(str)
    """The route of the place that was pressed."""

    def __init__(self, look: Look, icons: Icons, places: Sequence[Place], parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._rail = False
        self._foot = 0
        self._current = ""
        self.setAccessibleName(self.tr("Places"))
        self._mark = Mark(look, self, size=_MARK)
        self.buttons = {place.route: _PlaceButton(look, icons, place, self) for place in places}
        for route, button in self.buttons.items():
            button.clicked.connect(lambda *_, route=route: self.chosen.emit(route))
        look.changed.connect(self._arrange)
        self._show()

    def show_current(self, route: str) -> None:
        """Show the place that ``route`` leads to as the one where one is, or none of them."""
        self._current = route
        self._show()

    def show_rail(self, *, rail: bool) -> None:
        """Word under icon, or beside it."""
        self._rail = rail
        self._mark.setVisible(not rail)
        for button in self.buttons.values():
            button.show_rail(rail=rail)
        self._arrange()

    def keep_free(self, foot: int) -> None:
        """Leave so many pixels at the foot to the two doors; rows stand closer for that."""
        if foot != self._foot:
            self._foot = foot
            self._arrange()

    def needed_width(self, height: int) -> int:
        """Pixels that the longest word needs, where there are ``height`` of them."""
        px = self._look.px
        if not self._rail:
            return max(px(WIDTH), self._widest() + 2 * px(_SIDE))
        row, _ = self._row_and_gap(height)
        # Icons alone need no more than their drawing has.
        words = self._widest() + 2 * px(_RAIL_LEAST) if row >= px(_CELL_LEAST) else 0
        return max(px(RAIL), words)

    def stops(self) -> list[QWidget]:
        """The one place that Tab visits."""
        return [self._stop()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from place to place."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        row = list(self.buttons.values())
        here = next((index for index, button in enumerate(row) if button.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        there = row[min(max(here + step, 0), len(row) - 1)]
        there.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dim ground, the name, and in high contrast a line at its edge."""
        px = self._look.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("sunken"))
        if self._look.high_contrast:
            edge = QRect(self.width() - 1, 0, 1, self.height())
            painter.fillRect(self._mirrored(edge), self._look.color("rule"))
        if not self._rail:
            painter.setFont(self._look.font(Type.LABEL))
            painter.setPen(self._look.color("text"))
            left = px(_SIDE) + px(_WORD_LEFT)
            name = QRect(left, 0, self.width() - left, 2 * px(_NAME_MIDDLE))
            aligned = Qt.AlignmentFlag.AlignVCenter | leading(self.layoutDirection())
            painter.drawText(self._mirrored(name), aligned, "SafeHarbor")

    def _stop(self) -> QAbstractButton:
        return self.buttons.get(self._current, next(iter(self.buttons.values())))

    def _show(self) -> None:
        for route, button in self.buttons.items():
            button.setChecked(route == self._current)
            stop = button is self._stop()
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _arrange(self) -> None:
        px = self._look.px
        size = px(_MARK)
        left = px(_SIDE) + px(_ICON_LEFT) + px(_ICON) // 2 - size // 2
        self._mark.setGeometry(
            self._mirrored(QRect(left, px(_NAME_MIDDLE) - size // 2, size, size))
        )
        top = px(_RAIL_TOP if self._rail else _TOP)
        row, gap = self._row_and_gap(self.height())
        side = px(_SIDE)
        if self._rail:
            side = self._rail_side() if row >= px(_CELL_LEAST) else px(_RAIL_SIDE)
        for index, button in enumerate(self.buttons.values()):
            button.show_words(shown=not self._rail or row >= px(_CELL_LEAST))
            y = top + index * (row + gap)
            button.setGeometry(side, y, self.width() - 2 * side, row)
        self.update()

    def _widest(self) -> int:
        """Pixels that the widest row needs for what stands in it."""
        return max(button.needed_width() for button in self.buttons.values())

    def _rail_side(self) -> int:
        """Pixels beside the cells of the rail: a long word comes closer to its edges."""
        px = self._look.px
        return min(px(_RAIL_SIDE), max((self.width() - self._widest()) // 2, px(_RAIL_LEAST)))

    def _row_and_gap(self, height: int) -> tuple[int, int]:
        """Pixels of a row and between two; they stand closer where ``height`` is small."""
        px, count = self._look.px, len(self.buttons)
        row, gap = px(_CELL if self._rail else _ROW), px(_GAP)
        room = height - self._foot - px(_RAIL_TOP if self._rail else _TOP)
        if count * row + (count - 1) * gap > room > 0:
            row = min(row, room // count)
            gap = (room - count * row) // max(count - 1, 1)
        return row, gap

    def _mirrored(self, place: QRect) -> QRect:
        return mirrored(self.layoutDirection(), self.rect(), place)


class _PlaceButton(QAbstractButton):
    """One place. Where one is: the ground of the page, a bar, a bolder word."""

    def __init__(self, look: Look, icons: Icons, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._icon = place.icon
        self._rail = False
        self._words_shown = True
        self._ring = False
        self.setText(place.title)
        self.setCheckable(True)
        self.setAccessibleIdentifier(f"places.{place.route}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_rail(self, *, rail: bool) -> None:
        """Word under icon, or beside it."""
        self._rail = rail
        self.update()

    def show_words(self, *, shown: bool) -> None:
        """Icon and word, or the icon alone where there is no room; the word becomes a tooltip."""
        self._words_shown = shown
        self.setToolTip("" if shown else self.text())
        self.update()

    def needed_width(self) -> int:
        """Pixels for its word in its bolder weight."""
        px = self._look.px
        words = QFontMetrics(self._font(chosen=True)).horizontalAdvance(self.text())
        return words + (px(_CELL_WORDS) if self._rail else px(_WORD_LEFT) + px(_ICON_LEFT))

    def sizeHint(self) -> QSize:
        """A row, or a cell of the rail."""
        return QSize(self.needed_width(), self._look.px(_CELL if self._rail else _ROW))

    def nextCheckState(self) -> None:
        """Only arriving there changes where one is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does; arrows belong to the list."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who move by keys."""
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, bar, icon, word and focus ring."""
        px, tokens = self._look.px, self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect())
        radius = px(8)
        chosen = self.isChecked()
        if chosen or self.isDown() or self.underMouse():
            painter.setBrush(QColor(tokens.bg if chosen or not self.isDown() else tokens.rule))
            line = chosen and self._look.high_contrast
            painter.setPen(QPen(QColor(tokens.border), 1) if line else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if chosen and not self._rail:
            bar = QRect(px(3), px(11), px(3), self.height() - 2 * px(11))
            painter.fillRect(mirrored(self.layoutDirection(), self.rect(), bar), tokens.accent)
        self._paint_content(painter)
        if self._ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), radius, radius)

    def _paint_content(self, painter: QPainter) -> None:
        px, tokens = self._look.px, self._look.tokens
        chosen = self.isChecked()
        size = px(_ICON)
        ink = tokens.text if chosen else tokens.muted
        if self._rail:
            top = px(_CELL_TOP) if self._words_shown else (self.height() - size) // 2
            icon = QRect((self.width() - size) // 2, top, size, size)
            words = QRect(0, icon.bottom() + px(4), self.width(), px(20))
            aligned = Qt.AlignmentFlag.AlignCenter
        else:
            icon = QRect(px(_ICON_LEFT), (self.height() - size) // 2, size, size)
            words = self.rect().adjusted(px(_WORD_LEFT), 0, 0, 0)
            aligned = Qt.AlignmentFlag.AlignVCenter | leading(self.layoutDirection())
        tint = tokens.accent if chosen else tokens.muted
        picture = self._icons.pixmap(self._icon, size, tint, self.devicePixelRatioF())
        direction = self.layoutDirection()
        painter.drawPixmap(mirrored(direction, self.rect(), icon), picture)
        if self._words_shown:
            painter.setFont(self._font(chosen=chosen))
            painter.setPen(QColor(ink))
            painter.drawText(mirrored(direction, self.rect(), words), aligned, self.text())

    def _font(self, *, chosen: bool) -> QFont:
        kind = Type.CHIP if self._rail else Type.BODY
        return self._look.font(kind, weight=600 if chosen else 500)
