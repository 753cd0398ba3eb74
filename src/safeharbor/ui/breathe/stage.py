"""What stands on the breathing screen: the light, the line and the row, or a quiet page instead.

It gives each of them its place, clear of the corner that belongs to the two doors. What is pressed
on them is for the screen.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from safeharbor.ui.icons import Icons
from safeharbor.ui.pace import Pace
from safeharbor.ui.theme import Look, Type
from safeharbor.ui.widgets.breath import BreathView
from safeharbor.ui.widgets.choice_row import ChoiceRow, Offer
from safeharbor.ui.widgets.words import Words

if TYPE_CHECKING:
    from safeharbor.domain.practice import After
    from safeharbor.ui.breathe.pages import HoldsPage
    from safeharbor.ui.exercise.ending import EndPage
    from safeharbor.ui.exercise.following import FollowingPage

_WIDE: Final = 600
"""A page that stands in place of the light, in pixels of the drawings."""


class Front(enum.Enum):
    """What is in front."""

    LIGHT = enum.auto()
    HOLDS = enum.auto()
    """What is to be known before a breath hold."""
    AFTER = enum.auto()
    """The one question afterwards."""


class Stage:
    """The parts of the screen and where they stand."""

    def __init__(
        self,
        look: Look,
        icons: Icons,
        pace: Callable[[], Pace | None],
        answered: Callable[[After | None], None],
        screen: QWidget,
    ) -> None:
        """The light is in front.

        Args:
            look: what to paint from.
            icons: where icons are taken from.
            pace: the breath that is shown, None while there is none.
            answered: called with the answer to the question afterwards, None where it is skipped.
            screen: what all of it stands on.
        """
        self._look = look
        self._answered = answered
        self._icons = icons
        self._screen = screen
        self._front = Front.LIGHT
        self._holds: HoldsPage | None = None
        self._after: EndPage | None = None
        self.view = BreathView(look, pace, screen)
        self.line = Words(look, "", Type.READING, screen, color="muted", spaced=False)
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.row = ChoiceRow(look, icons, screen)

    @property
    def front(self) -> Front:
        """What is in front."""
        return self._front

    @property
    def holds(self) -> HoldsPage:
        """What is to be known before a breath hold; made when it is first needed."""
        if self._holds is None:
            from safeharbor.ui.breathe.pages import HoldsPage

            self._holds = HoldsPage(self._look, self._screen)
        return self._holds

    @property
    def after(self) -> EndPage:
        """The one question afterwards; made when it is first needed."""
        if self._after is None:
            from safeharbor.ui.exercise.ending import EndPage

            self._after = EndPage(self._look, self._icons, self._screen)
            self._after.question.answered.connect(self._answered)
        return self._after

    @property
    def page(self) -> FollowingPage | None:
        """The page that is in front in place of the light."""
        pages: dict[Front, FollowingPage | None] = {
            Front.HOLDS: self._holds,
            Front.AFTER: self._after,
        }
        return pages.get(self._front)

    def show(self, front: Front) -> None:
        """Put this in front; the keys go to the screen."""
        self._front = front
        if front is not Front.LIGHT and self._screen.isAncestorOf(self._screen.focusWidget()):
            self._screen.setFocus(Qt.FocusReason.OtherFocusReason)
        for page in (self._holds, self._after):
            if page is not None:
                page.setVisible(page is self.page)
        for part in (self.view, self.line):
            part.setVisible(front is Front.LIGHT)
        self.row.setVisible(front is not Front.AFTER)

    def say(self, words: str) -> bool:
        """Let ``words`` stand below the light; whether they did not before."""
        changed = words != self.line.words
        if changed:
            self.line.say(words)
        return changed

    def offer(self, offers: Sequence[Offer]) -> bool:
        """Offer this in the row; whether it was something else before."""
        changed = tuple(offers) != self.row.offers
        if changed:
            self.row.offer(offers)
        return changed

    def stops(self) -> list[QWidget]:
        """What Tab visits after the screen itself, in order."""
        if self._front is Front.AFTER:
            return self.after.stops()
        return [button for button in self.row.buttons if not button.isHidden()]

    def arrange(self, corner: QSize) -> None:
        """Lay out what is in front; nothing comes near the corner."""
        room = self._screen.rect()
        if self._front is not Front.AFTER and self.row.offers:
            self.row.place_in(room, corner)
        if self._front is Front.LIGHT and self.row.offers:
            self._arrange_light(room, corner)
        elif self._front is Front.AFTER:
            self.after.stand_in(room, corner)
        elif self._front is Front.HOLDS:
            self.holds.fill(self._above_row(room, corner), QSize(0, 0))

    def _above_row(self, room: QRect, corner: QSize) -> QRect:
        """All of ``room``, less the row and, where they would meet, the corner."""
        px, mine = self._look.px, QRect(room)
        mine.setBottom(self.row.y() - px(4))
        if (room.width() - px(_WIDE)) // 2 < corner.width():
            mine.setBottom(min(mine.bottom(), room.height() - corner.height()))
        return mine

    def _arrange_light(self, room: QRect, corner: QSize) -> None:
        px = self._look.px
        width = room.width() - 2 * px(24)
        height = self.line.heightForWidth(width)
        base = min(self.row.y(), room.height() - corner.height())
        middle = base - px(60 if room.height() >= px(600) else 24)
        foot = min(middle + height // 2, base - px(4))
        self.line.setGeometry(px(24), foot - height, width, height)
        top = max(px(16), round(room.height() * 0.11) - (px(40) if middle < px(480) else 0))
        bottom = self.line.geometry().top() - px(44 if middle >= px(480) else 16)
        self.view.setGeometry(0, top, room.width(), max(bottom - top, px(80)))
