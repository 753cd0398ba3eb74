"""A page of text: one column at the content edge, which scrolls and keeps clear of the corner."""

from __future__ import annotations

import enum
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from safeharbor.ui.mirror import mirrored
from safeharbor.ui.screen import Screen
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.bars import dress_bar, keep_room

EDGE: Final = 272
"""Where content begins on a screen that takes the whole window."""
INSET: Final = 64
"""Where it begins beside the places, which comes to the same."""
_RAIL_INSET: Final = 40
_ROW: Final = 56
"""What the row at the top needs: the way back, and the tools of the window."""
_MARGIN: Final = 24
_AROUND: Final = 96
"""What is seen above something that was scrolled to."""
_AROUND_WHOLE: Final = 64
"""The same around something that is seen as a whole."""
_FLOORS: Final = 6
"""How deep layouts lie in each other; each asks the one around it for its place."""
_NARROW: Final = 900
_TIGHT: Final = 440
_BESIDE_PLACES: Final = 692
"""The least room beside the places while they are not a rail."""


class Room(enum.IntEnum):
    """How much room a row has: all side by side, two parts below each other, or every part."""

    TIGHT = 1
    NARROW = 2
    WIDE = 3


class Page(QScrollArea):
    """A scrolling column at the content edge, clear of the corner."""

    def __init__(
        self, look: Look, parent: QWidget, *, width: int, top: int, centred: bool = False
    ) -> None:
        """An empty column.

        Args:
            look: where measures come from.
            parent: the screen.
            width: of the column at most, in pixels of the drawings.
            top: free room above its first line, the same.
            centred: in the middle of the window instead of at the content edge.
        """
        super().__init__(parent)
        self._look = look
        self._most = width
        self.top = top
        self._centred = centred
        self._beside_rail = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A page that scrolls ends its lines where every other page does.
        keep_room(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.changed.connect(self._dress)
        self._dress()
        self._inside = QWidget(self)
        self.column = QVBoxLayout(self._inside)
        self.column.setSpacing(0)
        self.setWidget(self._inside)

    @property
    def room(self) -> Room:
        """How much room a row has."""
        if self.width() < self._look.px(_TIGHT):
            return Room.TIGHT
        least = _BESIDE_PLACES if self._beside_rail else _NARROW
        return Room.NARROW if self.width() < self._look.px(least) else Room.WIDE

    @property
    def column_width(self) -> int:
        """Pixels that a row has, its focus rings included."""
        margins = self.column.contentsMargins()
        return self.width() - self._bar - margins.left() - margins.right()

    @property
    def _bar(self) -> int:
        """Pixels that the scroll bar has beside the column."""
        return self.verticalScrollBar().sizeHint().width()

    def _dress(self) -> None:
        dress_bar(self._look, self.verticalScrollBar())

    def fill(self, room: QRect, corner: QSize) -> None:
        """Take ``room``, except what the corner needs; beside the places it needs nothing.

        What scrolls ends below the row at the top, so that no line is cut by what stands there.
        In a narrow window it stands beside the doors, as it does beside the places, so that a
        large text has the whole height; where the window is not wider than that, above them.
        """
        px = self._look.px
        whole = room.width()
        self._beside_rail = corner.isEmpty()
        narrow = whole < px(_BESIDE_PLACES if self._beside_rail else _NARROW)
        aside = foot = 0
        if narrow and not self._beside_rail:
            self._beside_rail = whole - corner.width() >= px(_TIGHT)
            aside, foot = (corner.width(), 0) if self._beside_rail else (0, corner.height())
        above = self._below_row(room)
        mine = room.adjusted(aside, above, 0, -foot)
        self.setGeometry(mirrored(self.layoutDirection(), room, mine))
        left = self._edge(mine.width(), narrow=narrow)
        if self._centred:
            left = max((whole - px(self._most)) // 2 - aside, left if narrow else 0)
        # The bar stands in the margin.
        right = max(px(_MARGIN), mine.width() - left - px(self._most)) - self._bar
        free = self._look.free_room
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, right = right, left
        top = max(px(self.top) - above, 0)
        self.column.setContentsMargins(left - free, top, right - free, px(_MARGIN))

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll to ``widget`` as soon as the layout has found a place for it."""
        QTimer.singleShot(0, widget, lambda: self._scroll_to(widget))

    def bring_whole(self, widget: QWidget) -> None:
        """Scroll to what has its place already; of what is too high, to its beginning."""
        bar, view = self.verticalScrollBar(), self.viewport()
        spare = max(view.height() - widget.height(), 0)
        around = min(self._look.px(_AROUND_WHOLE), spare // 2)
        top = bar.value() + widget.mapTo(view, QPoint(0, 0)).y()
        if top - around < bar.value() and top + widget.height() + around <= view.height():
            # What is seen from the top of the page is seen with the title above it.
            bar.setValue(0)
        else:
            self.ensureWidgetVisible(widget, 0, around)

    def sees(self, widget: QWidget) -> bool:
        """Whether something of ``widget``, which stands in it, is in sight."""
        place = QRect(widget.mapTo(self.viewport(), QPoint(0, 0)), widget.size())
        return self.viewport().rect().intersects(place)

    def lay_out(self) -> None:
        """Find a place for everything now: a page that leaps once it is seen is no calm one."""
        for _ in range(_FLOORS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _scroll_to(self, widget: QWidget) -> None:
        # What was shown a moment ago is laid out only when the page is asked for it.
        self.column.activate()
        bar, view = self.verticalScrollBar(), self.viewport()
        top = widget.mapTo(view, QPoint(0, 0)).y()
        spare = max(view.height() - widget.height(), 0)
        if top < 0 or top > spare:
            # Something of what stands around it; of what is too high, the beginning.
            bar.setValue(bar.value() + top - min(self._look.px(_AROUND), spare // 2))

    def _below_row(self, room: QRect) -> int:
        """How far below the top of ``room`` the row ends, 0 where there is none."""
        screen = self.parentWidget()
        while screen is not None and not isinstance(screen, Screen):
            screen = screen.parentWidget()
        return max(self._look.px(_ROW) - room.top(), 0) if screen and screen.has_row else 0

    def _edge(self, width: int, *, narrow: bool) -> int:
        """Where content begins."""
        px = self._look.px
        if not narrow:
            return px(INSET if self._beside_rail else EDGE)
        wide = self._beside_rail and width >= px(_TIGHT)
        return px(_MARGIN if self._centred or not wide else _RAIL_INSET)
