"""The pages of the player, one in front at a time, and the row of choices below them.

It gives each of them its room, clear of the corner that belongs to the two doors. What is
pressed on them is for the screen.
"""

from __future__ import annotations

import enum
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from safeharbor.ui.exercise.board import Board
from safeharbor.ui.exercise.choosing import WIDTH, ChoosePage
from safeharbor.ui.exercise.ending import EndPage
from safeharbor.ui.exercise.following import FollowingPage
from safeharbor.ui.exercise.row import StepRow
from safeharbor.ui.icons import Icons
from safeharbor.ui.mirror import mirrored
from safeharbor.ui.theme import Look
from safeharbor.ui.widgets.notice import Notice
from safeharbor.ui.widgets.page import Page

_BOARD: Final = 760
_NOTICE: Final = 600
_SCROLL: Final = 48
_FOOT: Final = 24
"""What a page keeps free below its last line."""
_MUCH: Final = 48
"""So much height is not given up for the corner: what is read stands beside it instead."""
_LOW: Final = 360
"""In less than that choices begin near the top."""
_TIGHT: Final = 360
"""The least width that it has there."""


class Front(enum.Enum):
    """What is in front."""

    NOTHING = enum.auto()
    BEFORE = enum.auto()
    PLAYING = enum.auto()
    SWAPPING = enum.auto()
    """Other words are being chosen; the script pauses behind that."""
    END = enum.auto()
    LOST = enum.auto()
    """The exercise cannot be read."""


_WITH_ROW: Final = frozenset({Front.BEFORE, Front.PLAYING, Front.SWAPPING})
_CHOOSING: Final = frozenset({Front.BEFORE, Front.SWAPPING})


class Stage:
    """What the screen is made of."""

    def __init__(self, look: Look, icons: Icons, screen: QWidget) -> None:
        self._look = look
        self._screen = screen
        self.front = Front.NOTHING
        self._page = FollowingPage(look, screen, width=_BOARD, top=0, centred=True)
        self.board = Board(look, self._page)
        self._page.column.addWidget(self.board, 1)
        self._page.follow(self.board.lamps.lamps)
        self.choose = ChoosePage(look, icons, screen)
        self.end = EndPage(look, icons, screen)
        self._lost = Page(look, screen, width=_NOTICE, top=96, centred=True)
        self.notice = Notice(look, icons, self._lost)
        self._lost.column.addWidget(self.notice)
        self._lost.column.addStretch()
        self.row = StepRow(look, icons, screen)
        self._pages: dict[Front, Page] = {
            Front.BEFORE: self.choose,
            Front.PLAYING: self._page,
            Front.SWAPPING: self.choose,
            Front.END: self.end,
            Front.LOST: self._lost,
        }
        self._turn()

    @property
    def choosing(self) -> bool:
        """Whether something is asked."""
        return self.front in _CHOOSING

    def show(self, front: Front) -> None:
        """Put this in front; the keys go to the screen."""
        self.front = front
        if self._screen.focusWidget() is not None:
            self._screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self._turn()

    def stops(self) -> list[QWidget]:
        """What Tab visits after the screen itself, in order."""
        if self.front is Front.END:
            return self.end.stops()
        if self.front is Front.LOST:
            return self.notice.stops()
        if self.front is Front.PLAYING:
            lamp = self.board.lamps.first_stop()
            return [*([lamp] if lamp else []), *self.row.buttons()]
        return [*self.choose.stops(), *self.row.buttons()] if self.choosing else []

    def scroll(self, *, down: bool) -> None:
        """Move what is longer than the window."""
        page = self._pages.get(self.front)
        if page is not None:
            bar, step = page.verticalScrollBar(), self._look.px(_SCROLL)
            bar.setValue(bar.value() + (step if down else -step))

    def arrange(self, corner: QSize) -> None:
        """Give the page in front its room, and the row its place below."""
        room, px = self._screen.rect(), self._look.px
        foot = room.height()
        if self.front in _WITH_ROW:
            self.row.place_in(room, corner, low=self.front is not Front.PLAYING)
            foot = self.row.y() - px(4)
        above = QRect(0, 0, room.width(), max(foot, 1))
        self._lost.fill(self._over(corner, above), QSize(0, 0))
        self._arrange_choices(corner, above)
        self._arrange_board(corner, above)
        self.end.stand_in(room, corner)

    def _arrange_choices(self, corner: QSize, above: QRect) -> None:
        """In the middle, or beside the corner where there would be little height above it."""
        px, room = self._look.px, above
        beside = self._meets(corner, WIDTH) and self._is_low(corner, above)
        beside = beside and above.width() - corner.width() >= px(_TIGHT)
        if beside:
            aside = above.adjusted(corner.width(), 0, 0, 0)
            room = mirrored(self.choose.layoutDirection(), above, aside)
        elif self._meets(corner, WIDTH):
            room = self._over(corner, above)
        self.choose.begin_high(high=room.height() < px(_LOW))
        self.choose.fill(room, QSize(0, 0))
        self.choose.arrange()

    def _arrange_board(self, corner: QSize, above: QRect) -> None:
        """In the middle; where it is low, between the corner and as much room at the other side."""
        px, room, side = self._look.px, above, 0
        if self._meets(corner, _BOARD):
            between = above.width() - 2 * corner.width() >= px(_TIGHT)
            if between and self._is_low(corner, above):
                side = corner.width()
            else:
                room = self._over(corner, above)
        self._page.fill(room, QSize(0, 0))
        aside = max(side - self._page.column.contentsMargins().left(), 0)
        self.board.setContentsMargins(aside, 0, aside, 0)
        self.board.fit(self._page.column_width - 2 * aside, room.height() - px(_FOOT))

    def _meets(self, corner: QSize, width: int) -> bool:
        """Whether a column of ``width`` in the middle would come near the corner."""
        whole = self._screen.width()
        return (whole - min(self._look.px(width), whole)) // 2 < corner.width()

    def _is_low(self, corner: QSize, above: QRect) -> bool:
        """Whether too much height would be lost above the corner."""
        return above.height() - self._over(corner, above).height() >= self._look.px(_MUCH)

    def _over(self, corner: QSize, above: QRect) -> QRect:
        """What of it is not beside the corner."""
        foot = min(above.height(), self._screen.height() - corner.height())
        return QRect(0, 0, above.width(), max(foot, 1))

    def _turn(self) -> None:
        for page in self._pages.values():
            page.setVisible(page is self._pages.get(self.front))
        self.row.setVisible(self.front in _WITH_ROW)
