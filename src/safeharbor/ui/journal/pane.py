"""A page beside the places: the way back in the top row, and one column below it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.journal.top_row import fit_back
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.button import Button, Kind

MARGIN: Final = 64
_NARROW_MARGIN: Final = 40
_LEAST_MARGIN: Final = 24
_TOP: Final = 72
_ROW_TOP: Final = 16
_ROW: Final = 36


class Pane(QWidget):
    """One column with a way back."""

    left = Signal()
    """The way back was taken."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        parent: QWidget,
        *,
        back: str,
        width: int,
        margin: int = MARGIN,
    ) -> None:
        """An empty column.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            parent: the screen.
            back: where the way back leads.
            width: of the column at most, in pixels of the drawings.
            margin: at its sides where there is room, the same.
        """
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._most = width
        self._margin = margin
        self.back = Button(look, icons, self, kind=Kind.TOOL, height=_ROW)
        self.back.dress(back, icon="arrow-left")
        self.back.clicked.connect(self.left)
        self._inside = QWidget(self)
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        look.changed.connect(self.arrange)

    @property
    def margin(self) -> int:
        """Pixels at the sides of the column."""
        px = self._look.px
        if self.width() >= px(640):
            return px(self._margin)
        return px(_NARROW_MARGIN) if self.width() >= px(480) else px(_LEAST_MARGIN)

    def arrange(self) -> None:
        """Give everything its room."""
        px, free = self._look.px, self._look.free_room
        wide = min(px(self._most), self.width() - 2 * self.margin)
        column = QRect(self.margin - free, px(_TOP), wide + 2 * free, 0)
        column.setBottom(self.height() - px(16))
        start = self.margin - px(13) - free
        fit_back(self, self.back, start)
        size: QSize = self.back.sizeHint()
        row = QRect(start, px(_ROW_TOP) - free, size.width(), size.height())
        direction: Qt.LayoutDirection = self.layoutDirection()
        self.back.setGeometry(mirrored(direction, self.rect(), row))
        self._inside.setGeometry(mirrored(direction, self.rect(), column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()
