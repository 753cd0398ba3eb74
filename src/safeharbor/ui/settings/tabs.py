"""The row of tabs, painted from the look; a drop-down list takes its place in a narrow window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import leading, mirrored
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.choice import Choice

_GAP: Final = 28
_LEAST_GAP: Final = 16
_HEIGHT: Final = 44
_BAR: Final = 3
_RING_REASONS: Final = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


class Tabs(QWidget):
    """One of several pages."""

    chosen = Signal(int)
    """Another one was chosen, by its place."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget, names: Sequence[str]) -> None:
        """Tabs called ``names``; the first one is chosen."""
        super().__init__(parent)
        self.bar = _Bar(look, self)
        self.list = Choice(look, icons, self, width=280)
        self.list.setAccessibleName(self.tr("Part of the settings"))
        for name in names:
            self.bar.addTab(name)
            self.list.addItem(name)
        self.bar.currentChanged.connect(self._on_bar)
        self.list.currentIndexChanged.connect(self._on_list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        column.addWidget(self.list)
        look.changed.connect(self._arrange)
        self._arrange()

    @property
    def index(self) -> int:
        """Which one is chosen."""
        return self.bar.currentIndex()

    def choose(self, index: int) -> None:
        """Choose one."""
        self.bar.setCurrentIndex(index)

    def stops(self) -> list[QWidget]:
        """What Tab visits."""
        return [self.bar, self.list]

    def minimumSizeHint(self) -> QSize:
        """The list fits everywhere; nothing that grows below presses its height together."""
        return QSize(self.list.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tabs where all of them fit, else the list."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        fits = self.bar.natural_width() <= self.width()
        shown, gone = (self.bar, self.list) if fits else (self.list, self.bar)
        had_focus = gone.hasFocus()
        shown.show()
        if had_focus:
            # What is hidden hands the keys to whatever Qt finds next, such as Lock.
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        gone.hide()

    def _on_bar(self, index: int) -> None:
        self.list.setCurrentIndex(index)
        self.chosen.emit(index)

    def _on_list(self, index: int) -> None:
        self.bar.setCurrentIndex(index)


class _Bar(QTabBar):
    """Words on a line; the chosen one has a bar below it and is bolder."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._ring = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._refresh)
        self._refresh()

    def natural_width(self) -> int:
        """Pixels that all tabs need."""
        return sum(self.tabSizeHint(index).width() for index in range(self.count()))

    def tabSizeHint(self, index: int) -> QSize:
        """A word as it stands there usually, and the same gap to the next one after each."""
        plain, _ = self._widths(index)
        return QSize(plain + self._gap(), self._look.px(_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """No tab is ever shortened."""
        return self.tabSizeHint(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who move by keys."""
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._ring = event.reason() in _RING_REASONS
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, the words and the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, room = self._look, self._look.free_room
        base = QRect(room, self.height() - 1, self.width() - 2 * room, 1)
        painter.fillRect(base, look.color("border"))
        for index in range(self.count()):
            self._paint_tab(painter, index, room)

    def _paint_tab(self, painter: QPainter, index: int, room: int) -> None:
        look, chosen = self._look, index == self.currentIndex()
        tab, direction = self.tabRect(index), self.layoutDirection()
        place = mirrored(direction, tab, tab.adjusted(room, 0, room - self._gap(), 0))
        painter.setFont(look.font(Type.LABEL if chosen else Type.BODY))
        painter.setPen(look.color("text" if chosen else "muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | leading(direction)
        painter.drawText(place, flags | Qt.TextFlag.TextDontClip, self.tabText(index))
        if chosen:
            bar = QRect(place.left(), self.height() - look.px(_BAR), 0, look.px(_BAR))
            bar.setWidth(QFontMetrics(painter.font()).horizontalAdvance(self.tabText(index)))
            bar = mirrored(direction, place, bar)
            painter.fillRect(bar, look.color("accent"))
            if self._ring and self.hasFocus():
                painter.setPen(QPen(look.color("focus"), 2))
                ring = QRectF(bar).adjusted(-3, 0, 3, 0)
                ring.setTop(look.px(6))
                ring.setBottom(self.height() - look.px(8))
                painter.drawRoundedRect(ring, look.px(8), look.px(8))

    def _gap(self) -> int:
        """Room between two words, in which the chosen one, being bolder, grows and moves none."""
        widths = map(self._widths, range(self.count()))
        grows = max((bold - plain for plain, bold in widths), default=0)
        return max(self._look.px(_GAP), grows + self._look.px(_LEAST_GAP))

    def _widths(self, index: int) -> tuple[int, int]:
        """Pixels of a word, and of the same word when it is chosen."""
        plain, bold = (QFontMetrics(self._look.font(each)) for each in (Type.BODY, Type.LABEL))
        words = self.tabText(index)
        return plain.horizontalAdvance(words), bold.horizontalAdvance(words)

    def _refresh(self) -> None:
        # Its font decides what the style thinks a tab needs.
        self.setFont(self._look.font(Type.LABEL))
        self.updateGeometry()
        self.update()
